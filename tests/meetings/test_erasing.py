"""What is erased is nowhere: in no column, no byte on disk, no memory and on no paper; and everything else stands."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from factories.courses import AREAS, EPISODES, FOLLOW_UPS, HeldCourse, between, hold_all, hold_first, new_course
from factories.traces import columns_with, files_with, line_called, pages, places_with, stands_on_disk
from rundebord.courses.written import everything_written
from rundebord.groups.models import BetweenLine, Member
from rundebord.groups.operations import keep_between_line
from rundebord.meetings import log
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.words import DEFINITION, SENTENCE, NoteId, StepId
from rundebord.meetings.erasing import (
    erase_cell,
    erase_group,
    erase_group_name,
    erase_line,
    erase_name,
    erase_undone_before,
)
from rundebord.meetings.memory import forget_all_meetings, present_state
from rundebord.meetings.models import AnswerRow, EventRow, MeetingRow
from rundebord.meetings.operations import clock, give_command, undo_meeting
from rundebord.meetings.queries import course_so_far
from rundebord.programmes.models import ProgrammeVersion
from rundebord.programmes.operations import install_package

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def real(tmp_path: Path) -> ProgrammeVersion:
    from factories.packages import REAL

    return install_package(folder=REAL, at=clock.now(), media=tmp_path / "media")


@pytest.fixture
def course(real: ProgrammeVersion) -> HeldCourse:
    """A whole course, both follow-ups held."""
    return hold_all(real)


def folds_are_right(course: HeldCourse) -> None:
    """What is remembered is what the facts say."""
    remembered = [present_state(meeting) for meeting in course.meetings]
    forget_all_meetings()
    assert [present_state(meeting) for meeting in course.meetings] == remembered


@dataclass
class Told:
    """What is to be erased, how, and all the words that go with it."""

    erase: Callable[[HeldCourse], None]
    words: Callable[[HeldCourse], list[str]]


def of_first_area(course: HeldCourse) -> NoteId:
    state = present_state(course.meetings[0])
    return next(note.id for note in state.notes_of_kind("area") if note.text == AREAS[0])


def member(name: str) -> str:
    return Member.objects.get(name=name).key


SENTENCES = ["Hos oss betyr det at folk slipper å være bud mellom to etater", "Hos oss betyr det at ingen er bud"]


THINGS = {
    "a line": Told(
        lambda course: erase_line(course.group, line_called(course, "Vi regner det ut")),
        lambda course: ["Vi regner det ut"],
    ),
    "a term that went along": Told(
        lambda course: erase_line(course.group, line_called(course, "Digital: at noe er på nett")),
        lambda course: ["Digital: at noe er på nett"],
    ),
    "a difference": Told(
        lambda course: erase_line(course.group, line_called(course, "Hvem som eier tjenesten")),
        lambda course: ["Hvem som eier tjenesten"],
    ),
    "an area with all that was decided about it": Told(
        lambda course: erase_line(course.group, of_first_area(course)),
        lambda course: [
            AREAS[0], "Målet nummer 1", "Kjennetegnet nummer 1", "Tiltaket nummer 1", "Første skritt nummer 1",
            "Dette slutter vi med, nummer 1", f"Det tok lengre tid ({FOLLOW_UPS[0]})",
            f"Det tok lengre tid ({FOLLOW_UPS[1]})", f"Nytt første skritt ({FOLLOW_UPS[0]})",
        ],
    ),
    "the sentence in all its wordings": Told(
        lambda course: erase_line(course.group, DEFINITION),
        lambda course: SENTENCES,
    ),
    "a line from between": Told(
        lambda course: erase_line(course.group, line_called(course, f"Jeg ville sagt mer ({EPISODES[0]})")),
        lambda course: [f"Jeg ville sagt mer ({EPISODES[0]})"],
    ),
    "a goal that the follow-ups had with them": Told(
        lambda course: erase_cell(
            course.group, meeting=course.meetings[2], board="commitment", row=of_first_area(course), column="goal"
        ),
        lambda course: ["Målet nummer 1"],
    ),
    "a first step": Told(
        lambda course: erase_cell(
            course.group, meeting=course.meetings[2], board="commitment", row=of_first_area(course), column="first-step"
        ),
        lambda course: ["Første skritt nummer 1"],
    ),
    "a reason": Told(
        lambda course: erase_cell(
            course.group, meeting=course.meetings[3], board="followed", row=of_first_area(course), column="reason"
        ),
        lambda course: [f"Det tok lengre tid ({FOLLOW_UPS[0]})"],
    ),
    "a promise": Told(
        lambda course: erase_cell(
            course.group, meeting=course.meetings[2], board="close", row="promise", column=""
        ),
        lambda course: ["Jeg spør om dette hver måned"],
    ),
    "a cell of a table": Told(
        lambda course: erase_cell(
            course.group, meeting=course.meetings[1], board="en-tjeneste", row="gevinst", column="hvem"
        ),
        lambda course: ["Regiondirektøren"],
    ),
    "a name that owns something": Told(
        lambda course: erase_name(course.group, member("Per Hansen")),
        lambda course: ["Per Hansen", "Region nord"],
    ),
    "a name that signed lines between": Told(
        lambda course: erase_name(course.group, member("Åse Ødegård")),
        lambda course: ["Åse Ødegård", '"HR"'],
    ),
    "the group's name": Told(
        lambda course: erase_group_name(course.group),
        lambda course: ["Direktoratet for samvirke"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("thing", sorted(THINGS))
def test_what_is_erased_is_nowhere_and_all_the_rest_stands(thing: str, course: HeldCourse) -> None:
    keep_between_line(
        course.group, key="e" * 32, kind="task", episode=EPISODES[2], text="Sist", said_by="Åse ødegård", at=clock.now()
    )
    words = THINGS[thing].words(course)
    rest = [text for text in course.typed if not any(word in text or text in word for word in words)]
    pages(course)
    assert all(stands_on_disk(word) for word in words), "the test looks for words that are there"
    THINGS[thing].erase(course)
    assert {word: places for word in words if (places := places_with(course, word))} == {}
    assert [text for text in rest if not columns_with(text)] == []
    folds_are_right(course)
    assert thing != "a name that signed lines between" or BetweenLine.objects.get(key="e" * 32).said_by == ""


@pytest.mark.sqlite
def test_the_database_overwrites_what_it_deletes() -> None:
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)


def test_long_lines_leave_nothing_in_the_pages_of_the_file(real: ProgrammeVersion) -> None:
    course = new_course(real)
    course.open(EPISODES[0])
    course.go_to("runde")
    marks = [f"MERKE{number}-{secrets.token_hex(6)}" for number in range(60)]
    notes = [course.say(f"{mark} {'å😀' * 300} {mark}") for mark in marks]
    for note, mark in zip(notes, marks, strict=True):
        course.give(c.EditNote(note, f"kort {mark}"), c.EditNote(note, f"{'ø' * 900} {mark}"))
    for note in notes[::2]:
        erase_line(course.group, note)
    assert [mark for mark in marks[::2] if files_with(mark) or columns_with(mark)] == []
    assert all(columns_with(mark) for mark in marks[1::2])


def test_a_late_line_and_a_deleted_one_and_an_old_wording_are_erased_too(real: ProgrammeVersion) -> None:
    course = new_course(real)
    course.open(EPISODES[0])
    course.go_to("runde")
    mended = course.say("Ordlyd EN")
    course.give(c.EditNote(mended, "Ordlyd TO"))
    gone = course.say("Ordlyd TRE")
    course.give(c.DeleteNote(gone))
    course.close()
    late = NoteId("f" * 32)
    course.give(c.KeepNote(StepId("runde"), late, "Ordlyd FIRE"))
    for note in (mended, gone, late):
        erase_line(course.group, note)
    for text in ("Ordlyd EN", "Ordlyd TO", "Ordlyd TRE", "Ordlyd FIRE"):
        assert places_with(course, text) == []
    course.give(c.ReopenMeeting())
    for command in (c.RestoreNote(gone), c.EditNote(mended, "Ordlyd FEM"), c.LetNoteIn(late)):
        give_command(meeting=course.meeting, command=command, command_id=secrets.token_hex(16))
    assert course.state.note_count == 0


def test_fields_of_other_meetings_keep_their_own_words(real: ProgrammeVersion) -> None:
    course = new_course(real)
    for number in (0, 2):
        course.open(EPISODES[number])
        course.go_to("les-opp")
        course.set("close", "promise", "", f"Løfte {number}")
        course.close()
    erase_cell(course.group, meeting=course.meetings[1], board="close", row="promise", column="")
    assert places_with(course, "Løfte 2") == []
    assert course_so_far(course.group).thread.promise == "Løfte 0"


def test_the_same_words_in_the_same_field_go_with_it(course: HeldCourse) -> None:
    area = of_first_area(course)
    course.give(c.ReopenMeeting(), c.SetCell("commitment", area, "first-step", "Første skritt nummer 1"))
    erase_cell(course.group, meeting=course.meetings[2], board="commitment", row=area, column="first-step")
    assert places_with(course, "Første skritt nummer 1") == []
    assert columns_with(f"Nytt første skritt ({FOLLOW_UPS[0]})")


def test_a_sentence_that_is_no_definition_is_a_line_of_its_own(real: ProgrammeVersion, tmp_path: Path) -> None:
    import yaml

    from factories.packages import write_package

    first = {
        "minutes": 15,
        "steps": [
            {"id": "hos-oss", "method": "plenary", "activity": "decide", "minutes": 8, "kept": True, "becomes": kind}
            | {"id": name}
            for name, kind in (("hos-oss", "definition"), ("krav", "requirement"))
        ],
    }
    words = {
        "title": "Første",
        "steps": {name: {"name": name, "question": "Hva?", "instruction": "Slik."} for name in ("hos-oss", "krav")},
    }
    small = write_package(tmp_path / "small", first=yaml.safe_dump(first), nb_first=words, nn_first=words)
    course = new_course(install_package(folder=small, at=clock.now(), media=tmp_path))
    for _ in range(2):
        course.open("first")
        course.on()
        course.set("hos-oss", SENTENCE, SENTENCE, f"Hos oss {len(course.meetings)}")
        course.on()
        course.set("krav", SENTENCE, SENTENCE, f"Det kreves {len(course.meetings)}")
        course.close()
    course.open("first")
    ids = {one.text: one.id for part in everything_written(course.group) for one in part.lines}
    assert ids["Hos oss 1"] == ids["Hos oss 2"] == f"line:{DEFINITION}"
    assert ids["Det kreves 1"] != ids["Det kreves 2"]
    erase_line(course.group, ids["Det kreves 1"].removeprefix("line:"))
    assert places_with(course, "Det kreves 1") == []
    assert columns_with("Det kreves 2")
    erase_line(course.group, DEFINITION)
    assert places_with(course, "Hos oss 1") == places_with(course, "Hos oss 2") == []
    assert [line.text for line in course_so_far(course.group).thread.lines.values()] == ["Det kreves 2"]


def test_other_groups_keep_their_words_whatever_is_erased(real: ProgrammeVersion) -> None:
    ours, theirs = new_course(real), new_course(real)
    hold_first(ours)
    hold_first(theirs)
    between(theirs, EPISODES[0])
    before = [(row.meeting_id, row.version, row.body) for row in EventRow.objects.filter(meeting__group=theirs.group)]
    answers = AnswerRow.objects.filter(meeting__group=theirs.group).count()
    erase_line(ours.group, DEFINITION)
    erase_line(ours.group, of_first_area(theirs))
    erase_cell(ours.group, meeting=theirs.meeting, board="close", row="next-date", column="")
    erase_name(ours.group, Member.objects.get(group=theirs.group, name="Per Hansen").key)
    erase_line(ours.group, BetweenLine.objects.get(group=theirs.group, kind="task").key)
    erase_group(ours.group)
    after = [(row.meeting_id, row.version, row.body) for row in EventRow.objects.filter(meeting__group=theirs.group)]
    assert (after, AnswerRow.objects.filter(meeting__group=theirs.group).count()) == (before, answers)
    assert BetweenLine.objects.exclude(text="").filter(group=theirs.group, deleted_at=None).count() == 2
    assert Member.objects.filter(group=theirs.group, name="Per Hansen").exists()


def test_nothing_of_an_erased_group_is_left_on_disk(course: HeldCourse) -> None:
    words = [*dict.fromkeys(course.typed), "Per Hansen", "Region nord", course.group.secret]
    # What the programme itself says is not the group's.
    words = [word for word in words if "programmes_programmeversion.document" not in columns_with(word)]
    assert len(words) > 40
    assert all(stands_on_disk(word) for word in words)
    erase_group(course.group)
    assert [word for word in words if columns_with(word) or files_with(word)] == []
    assert (EventRow.objects.count(), AnswerRow.objects.count(), MeetingRow.objects.count()) == (0, 0, 0)
    for meeting in course.meetings:
        with pytest.raises(LookupError):
            present_state(meeting)


def test_undone_meetings_are_erased_when_their_time_has_come_and_others_stand(real: ProgrammeVersion) -> None:
    course = new_course(real)
    for text in ("Denne står", "Denne går", "Denne venter"):
        course.open(EPISODES[0])
        course.go_to("runde")
        course.say(text)
    now = clock.now()
    for meeting, days in zip(course.meetings[1:], (15, 13), strict=True):
        undo_meeting(meeting)
        MeetingRow.objects.filter(pk=meeting).update(undone_at=now - timedelta(days=days))
    assert erase_undone_before(now - timedelta(days=14)) == 1
    assert (columns_with("Denne går"), files_with("Denne går")) == ([], [])
    assert columns_with("Denne står")
    assert columns_with("Denne venter")
    assert erase_undone_before(now - timedelta(days=14)) == 0


def test_a_line_is_erased_from_an_undone_meeting_too(real: ProgrammeVersion) -> None:
    course = new_course(real)
    course.open(EPISODES[0])
    course.go_to("runde")
    note = course.say("Sagt ved en feil")
    undo_meeting(course.meeting)
    erase_line(course.group, note)
    assert places_with(course, "Sagt ved en feil") == []


def test_an_erasure_that_fails_half_way_has_erased_nothing(course: HeldCourse, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(**_words: object) -> None:
        raise RuntimeError

    version = course.state.version
    with monkeypatch.context() as patched:
        patched.setattr(log, "append", fails)
        with pytest.raises(RuntimeError):
            erase_name(course.group, member("Per Hansen"))
    assert columns_with("Per Hansen")
    assert course.state.version == version
    folds_are_right(course)
