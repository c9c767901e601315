"""What was erased does not come back: sent again, taken back, brought along, or remembered by anybody."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from factories.courses import AREAS, EPISODES, HeldCourse, hold_all, hold_first, new_course
from factories.traces import line_called, places_with
from rundebord.groups.models import BetweenLine, Member
from rundebord.groups.operations import keep_between_line, name_group, restore_between_line
from rundebord.live.broadcast import send_announcements_to
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.words import BROUGHT, DEFINITION, SENTENCE, MemberId, NoteId, StepId
from rundebord.meetings.erasing import (
    emptied_cells,
    erase_cell,
    erase_line,
    erase_name,
)
from rundebord.meetings.memory import present_state
from rundebord.meetings.operations import bring_again, clock, give_command
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


def of_first_area(course: HeldCourse) -> NoteId:
    state = present_state(course.meetings[0])
    return next(note.id for note in state.notes_of_kind("area") if note.text == AREAS[0])


def member(name: str) -> str:
    return Member.objects.get(name=name).key


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


def test_a_signature_that_a_meeting_had_with_it_goes_with_the_name_whatever_its_capitals(
    real: ProgrammeVersion,
) -> None:
    course = new_course(real)
    hold_first(course)
    fields = {"kind": "task", "episode": EPISODES[0], "text": "Linja står"}
    for key, name in (("1" * 32, "åse ødegård"), ("2" * 32, "Åse Berg")):
        keep_between_line(course.group, key=key, said_by=name, at=clock.now(), **fields)
    course.open(EPISODES[1])
    erase_name(course.group, member("Åse Ødegård"))
    assert places_with(course, "åse ødegård") == []
    assert [line.said_by for line in course.state.brought.lines if line.kind == "task"] == ["", "Åse Berg"]


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
    course.set("hos-oss", SENTENCE, SENTENCE, "Dette står")
    (cell,) = emptied_cells(course.group)
    assert (cell.board, cell.row, cell.text) == ("close", "promise", "Sagt for fort")
    erase_cell(course.group, meeting=cell.meeting, board=cell.board, row=cell.row, column=cell.column)
    assert places_with(course, "Sagt for fort") == []
    assert emptied_cells(course.group) == []


def test_a_next_meeting_has_nothing_with_it_of_what_was_erased(course: HeldCourse) -> None:
    erase_line(course.group, of_first_area(course))
    erase_line(course.group, DEFINITION)
    name_group(course.group, name="")
    said = repr(thread_before(course.group, "not-opened-yet"))
    assert "nummer 1" not in said
    assert "nummer 2" in said
    assert "Hos oss betyr" not in said
