"""What is erased is nowhere: in no column, no byte on disk, no memory and on no paper; and everything else stands."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from courses.assessing import english
from factories.courses import AREAS, EPISODES, FOLLOW_UPS, HeldCourse, between, hold_all, hold_first, new_course
from rundebord.courses.written import everything_written
from rundebord.groups.models import BetweenLine, Group, Member
from rundebord.groups.operations import keep_between_line, name_group, restore_between_line
from rundebord.live.broadcast import send_announcements_to
from rundebord.meetings import log
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.words import BROUGHT, DEFINITION, SENTENCE, MemberId, NoteId, StepId
from rundebord.meetings.erasing import (
    emptied_cells,
    erase_cell,
    erase_group,
    erase_group_name,
    erase_line,
    erase_name,
    erase_undone_before,
)
from rundebord.meetings.memory import forget_all_meetings, present_state
from rundebord.meetings.models import AnswerRow, EventRow, MeetingRow
from rundebord.meetings.operations import bring_again, clock, give_command, undo_meeting
from rundebord.meetings.queries import course_so_far
from rundebord.meetings.threads import thread_before
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


def database() -> Path:
    return Path(connection.settings_dict["NAME"])


def columns_with(words: str) -> list[str]:
    """Every column of every table in which the words stand, seen by another connection."""
    shapes = (words, json.dumps(words)[1:-1])
    found = set()
    with closing(sqlite3.connect(database())) as outsider:
        tables = [name for (name,) in outsider.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            cursor = outsider.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor:
                found |= {
                    f"{table}.{name}"
                    for name, value in zip(names, row, strict=True)
                    if any(shape in str(value) for shape in shapes)
                }
    return sorted(found)


def files_with(words: str) -> list[str]:
    """The files of the database in whose bytes the words stand."""
    shapes = (words.encode(), json.dumps(words)[1:-1].encode())
    files = database().parent.glob(f"{database().name}*")
    return sorted(
        file.name.removeprefix(database().name) or "database"
        for file in files
        if any(shape in file.read_bytes() for shape in shapes)
    )


def places_with(course: HeldCourse, words: str) -> list[str]:
    """Everywhere the words are: on disk, in memory, on the pages."""
    group = Group.objects.get(pk=course.group.pk)
    found = [*columns_with(words), *files_with(words)]
    found += [f"memory of {meeting}" for meeting in course.meetings if words in repr(present_state(meeting))]
    found += [page for page, html in pages(course).items() if words in html]
    if words in repr(course_so_far(group)) or words in repr(everything_written(group)):
        found.append("the thread")
    return found


def pages(course: HeldCourse) -> dict[str, str]:
    """All that a browser of the group can read, each of which must answer."""
    ours: Client = english(course.group)
    its = f"/gruppe/{course.group.public_id}"
    said = {}
    for at in (
        *(f"{its}{page}" for page in ("", "/utgangspunkt", "/alt", "/hvem", "/datoer", "/sletting")),
        *(f"{its}/for-deg/{episode}" for episode in EPISODES),
        *(f"/mote/{meeting}" for meeting in course.meetings),
    ):
        answer = ours.get(at)
        if answer.status_code != 404:
            assert answer.status_code == 200, at
            said[at] = answer.content.decode()
    return said


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


def line_called(course: HeldCourse, text: str) -> str:
    return next(
        one.id.removeprefix("line:")
        for part in everything_written(course.group)
        for one in part.lines
        if one.text == text and one.id.startswith("line:")
    )


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
    assert all(files_with(word) for word in words), "the test looks for words that are there"
    THINGS[thing].erase(course)
    assert {word: places for word in words if (places := places_with(course, word))} == {}
    assert [text for text in rest if not columns_with(text)] == []
    folds_are_right(course)
    assert thing != "a name that signed lines between" or BetweenLine.objects.get(key="e" * 32).said_by == ""


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


def test_an_erased_line_does_not_come_back_when_it_is_sent_again(course: HeldCourse) -> None:
    first = course.meetings[0]
    command = c.KeepNote(StepId("runde"), NoteId("f" * 32), "Ordet som ikke skulle stå")
    kept = give_command(meeting=first, command=command, command_id="a" * 32)
    erase_line(course.group, "f" * 32)
    assert give_command(meeting=first, command=command, command_id="a" * 32) == kept
    give_command(meeting=first, command=command, command_id="b" * 32)
    assert places_with(course, "Ordet som ikke skulle stå") == []


def test_an_erased_area_cannot_be_written_again_in_the_meeting_that_had_it_with_it(course: HeldCourse) -> None:
    area = of_first_area(course)
    erase_line(course.group, area)
    third = course.meetings[2]
    give_command(meeting=third, command=c.ReopenMeeting(), command_id=secrets.token_hex(16))
    give_command(meeting=third, command=c.KeepNote(StepId("runde"), area, AREAS[0]), command_id=secrets.token_hex(16))
    assert places_with(course, AREAS[0]) == []


def test_a_line_from_between_does_not_come_back_when_it_is_sent_again_or_taken_back(real: ProgrammeVersion) -> None:
    course = new_course(real)
    hold_first(course)
    fields = {"key": "e" * 32, "kind": "task", "episode": EPISODES[0], "text": "Fortrolig", "said_by": "Åse"}
    keep_between_line(course.group, **fields, at=clock.now())
    course.open(EPISODES[1])
    erase_line(course.group, "e" * 32)
    keep_between_line(course.group, **fields, at=clock.now())
    restore_between_line(course.group, key="e" * 32)
    bring_again(course.group)
    assert places_with(course, "Fortrolig") == []
    assert not BetweenLine.objects.filter(deleted_at=None).exists()


def test_a_choice_that_is_erased_makes_room_for_another(course: HeldCourse) -> None:
    third = course.meetings[2]
    erase_line(course.group, of_first_area(course))
    state = present_state(third)
    assert len(state.chosen[StepId("velg-to")]) == 1
    assert state.chosen[StepId("velg-to")][0] in state.notes_of(BROUGHT)


def test_a_name_that_was_refused_is_not_remembered_in_the_answer_and_the_answer_stands(
    real: ProgrammeVersion,
) -> None:
    course = new_course(real)
    hold_first(course)
    per = member("Per Hansen")
    wish = c.AddMember(MemberId("f" * 32), "Per Hansen", "")
    course.give(c.ReopenMeeting())
    refused = give_command(meeting=course.meeting, command=wish, command_id="a" * 32).refused
    assert refused is not None
    assert refused.values["name"] == "Per Hansen"
    erase_name(course.group, per)
    assert places_with(course, "Per Hansen") == []
    again = give_command(meeting=course.meeting, command=wish, command_id="a" * 32).refused
    assert again is not None
    assert (again.reason, again.values["name"]) == (refused.reason, "–")


def test_erasing_is_told_to_the_screens_as_something_new(real: ProgrammeVersion) -> None:
    course = new_course(real)
    hold_first(course)
    told: list[tuple[str, int]] = []
    send_announcements_to(lambda channel, version: told.append((channel, version)))
    for erase in (
        lambda: erase_name(course.group, member("Ola Lie")),
        lambda: erase_cell(course.group, meeting=course.meeting, board="close", row="next-date", column=""),
        lambda: erase_line(course.group, line_called(course, "Vi regner det ut")),
    ):
        before = course.state.version
        told.clear()
        erase()
        assert course.state.version > before
        assert told[-1] == (course.meeting, course.state.version)


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


def test_after_the_definition_is_erased_the_group_finds_another(real: ProgrammeVersion) -> None:
    course = new_course(real)
    hold_first(course)
    course.open(EPISODES[1])
    erase_line(course.group, DEFINITION)
    assert [line for line in course.state.brought.lines if line.kind == "definition"] == []
    give_command(meeting=course.meetings[0], command=c.ReopenMeeting(), command_id=secrets.token_hex(16))
    give_command(
        meeting=course.meetings[0],
        command=c.SetCell("hos-oss", SENTENCE, SENTENCE, "Et nytt ord for det"),
        command_id=secrets.token_hex(16),
    )
    bring_again(course.group)
    assert [note.text for note in course.state.notes_of_kind("definition")] == ["Et nytt ord for det"]


def test_a_field_that_was_emptied_can_be_found_and_erased(real: ProgrammeVersion) -> None:
    course = new_course(real)
    course.open(EPISODES[0])
    course.go_to("les-opp")
    course.set("close", "promise", "", "Sagt for fort")
    course.set("close", "promise", "", "", is_words=False)
    (cell,) = emptied_cells(course.group)
    assert (cell.board, cell.row, cell.text) == ("close", "promise", "Sagt for fort")
    erase_cell(course.group, meeting=cell.meeting, board=cell.board, row=cell.row, column=cell.column)
    assert places_with(course, "Sagt for fort") == []
    assert emptied_cells(course.group) == []


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
    assert len(words) > 60
    assert all(files_with(word) for word in words)
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


def test_a_next_meeting_has_nothing_with_it_of_what_was_erased(course: HeldCourse) -> None:
    erase_line(course.group, of_first_area(course))
    erase_line(course.group, DEFINITION)
    name_group(course.group, name="")
    said = repr(thread_before(course.group, "not-opened-yet"))
    assert "nummer 1" not in said
    assert "nummer 2" in said
    assert "Hos oss betyr" not in said
