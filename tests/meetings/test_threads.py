"""What a new meeting has with it: the group as it is now, and what was said in the meetings that count."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from factories.courses import (
    AREAS,
    EPISODES,
    HeldCourse,
    between,
    hold_first,
    hold_second,
    hold_third,
    install_real,
    new_course,
)
from rundebord.groups.models import Group, Member
from rundebord.groups.operations import put_member, set_heads, set_leader, take_member_out
from rundebord.groups.queries import people_of
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.words import DEFINITION, SENTENCE, MemberId
from rundebord.meetings.models import MeetingRow
from rundebord.meetings.operations import (
    bring_again,
    clock,
    give_command,
    open_meeting,
    take_meeting_back,
    undo_meeting,
)
from rundebord.meetings.queries import course_so_far

pytestmark = pytest.mark.django_db

FIRST_SENTENCE = "Hos oss betyr det at folk slipper å være bud mellom to etater"


@pytest.fixture
def course(tmp_path: Path) -> HeldCourse:
    """A group that has held its first meeting, and written something since."""
    course = new_course(install_real(tmp_path / "media"))
    hold_first(course)
    between(course, EPISODES[0])
    return course


def to(meeting: str, *commands: c.Command) -> None:
    for command in commands:
        answer = give_command(meeting=meeting, command=command, command_id=secrets.token_hex(16))
        assert answer.refused is None, answer.refused


def brought(course: HeldCourse, kind: str) -> list[str]:
    return [line.text for line in course.state.brought.lines if line.kind == kind]


def first_sentence(course: HeldCourse, text: str) -> None:
    to(course.meetings[0], c.ReopenMeeting(), c.SetCell("hos-oss", SENTENCE, SENTENCE, text))


def test_names_added_while_the_lobby_is_open_are_there_when_the_meeting_begins(course: HeldCourse) -> None:
    course.open(EPISODES[1])
    put_member(course.group.pk, key="f" * 32, name="Ny Leder", unit="IT")
    set_leader(course.group.pk, key="f" * 32)
    take_member_out(course.group.pk, key=course.member_called("Ola Lie"), at=clock.now())
    assert course.state.member_called("Ny Leder") is None
    course.on()
    assert [one.name for one in course.state.members.values()] == [
        "Kari Nordmann",
        "Per Hansen",
        "Åse Ødegård",
        "Ny Leder",
    ]
    assert course.state.leader == "f" * 32


def test_what_is_mended_in_the_first_meeting_while_the_lobby_is_open_is_there_when_it_begins(
    course: HeldCourse,
) -> None:
    course.open(EPISODES[1])
    first_sentence(course, "Mendet")
    assert brought(course, "definition") == [FIRST_SENTENCE]
    course.on()
    assert brought(course, "definition") == ["Mendet"]


def test_what_is_mended_after_the_meeting_has_begun_is_in_the_thread_and_not_in_that_meeting(
    course: HeldCourse,
) -> None:
    course.open(EPISODES[1])
    course.on()
    first_sentence(course, "Mendet")
    assert brought(course, "definition") == [FIRST_SENTENCE]
    thread = course_so_far(course.group).thread
    assert thread.definition is not None
    assert thread.definition.text == "Mendet"


def test_a_lobby_that_is_told_again_twice_has_one_fact_and_a_begun_meeting_none(course: HeldCourse) -> None:
    course.open(EPISODES[1])
    version = course.state.version
    bring_again(course.group)
    assert course.state.version == version
    put_member(course.group.pk, key="f" * 32, name="Ny", unit="")
    bring_again(course.group)
    bring_again(course.group)
    assert course.state.version == version + 1
    course.on()
    version = course.state.version
    bring_again(course.group)
    assert course.state.version == version


def test_who_was_called_absent_in_the_lobby_stays_absent_when_a_name_is_added(course: HeldCourse) -> None:
    course.open(EPISODES[1])
    per = course.member_called("Per Hansen")
    course.give(c.SetAbsent(per, True))
    put_member(course.group.pk, key="f" * 32, name="Ny", unit="")
    course.on()
    assert course.state.absent == {per}


def test_whoever_is_absent_is_not_called_and_the_number_follows(course: HeldCourse) -> None:
    set_heads(course.group, heads=4)
    course.open(EPISODES[1])
    per = course.member_called("Per Hansen")
    course.give(c.SetAbsent(per, True))
    assert course.state.head_count == 3
    course.go_to("hinder")
    order = course.state.orders[course.state.steps[course.state.position(course.state.current)].id]
    assert len(order) == 3
    assert per not in order
    course.give(c.SetAbsent(per, False))
    assert course.state.head_count == 4
    assert per in course.state.orders[course.state.steps[course.state.position(course.state.current)].id]


def test_members_named_renamed_and_removed_in_a_meeting_are_so_in_the_group(course: HeldCourse) -> None:
    course.open(EPISODES[1])
    course.on()
    per, ola = course.member_called("Per Hansen"), course.member_called("Ola Lie")
    course.give(
        c.AddMember(MemberId("f" * 32), "Ny Mann", "Jus"),
        c.RenameMember(per, "Per H.", "Region sør"),
        c.RemoveMember(ola),
        c.SetLeader(per),
    )
    people = people_of(course.group)
    assert [(one.name, one.unit) for one in people.present] == [
        ("Kari Nordmann", "Økonomi"),
        ("Per H.", "Region sør"),
        ("Åse Ødegård", "HR"),
        ("Ny Mann", "Jus"),
    ]
    assert [one.name for one in people.former] == ["Ola Lie"]
    assert people.leader is not None
    assert people.leader.key == per
    course.give(c.RemoveMember(per))
    assert people_of(course.group).leader is None


def test_the_number_said_in_a_meeting_is_the_groups(course: HeldCourse) -> None:
    course.open(EPISODES[1])
    course.give(c.SetHeadCount(6))
    course.group.refresh_from_db()
    assert course.group.heads == 6


def test_an_undone_meeting_is_not_had_along_and_taken_back_it_is(course: HeldCourse) -> None:
    first = course.meeting
    undo_meeting(first)
    course.open(EPISODES[1])
    assert course.state.brought.lines == ()
    take_meeting_back(first)
    course.on()
    assert brought(course, "area") == list(AREAS)


def test_a_meeting_undone_twice_was_undone_the_first_time(course: HeldCourse) -> None:
    undo_meeting(course.meeting)
    first = MeetingRow.objects.get().undone_at
    undo_meeting(course.meeting)
    assert MeetingRow.objects.get().undone_at == first


def test_an_episode_taken_again_has_with_it_what_the_first_time_said(course: HeldCourse) -> None:
    again = open_meeting(group=course.group, episode=EPISODES[0])
    course.meetings.append(again)
    assert brought(course, "area") == list(AREAS)
    course.go_to("bedre-paa")
    course.say("Et nytt forslag")
    course.close()
    course.open(EPISODES[1])
    assert brought(course, "area") == [*AREAS, "Et nytt forslag"]
    assert course.state.brought.episode == EPISODES[0]


def test_a_meeting_reopened_after_the_next_one_takes_a_new_line_into_the_one_after_it(course: HeldCourse) -> None:
    hold_second(course)
    first = course.meetings[0]
    to(first, c.ReopenMeeting())
    state_of_first = next(state for state in course_so_far(course.group).states if state.id == first)
    step = next(one.id for one in state_of_first.steps if one.id == "bedre-paa")
    to(first, c.KeepNote(step, c.NoteId("f" * 32), "Kommet siden"))
    course.open(EPISODES[2])
    assert "Kommet siden" in brought(course, "area")
    assert brought(course, "definition") == ["Hos oss betyr det at ingen er bud mellom to etater"]


def test_an_owner_who_has_left_is_named_still_where_it_matters(course: HeldCourse) -> None:
    hold_second(course)
    hold_third(course)
    per = Member.objects.get(name="Per Hansen")
    take_member_out(course.group.pk, key=per.key, at=clock.now())
    course.open("etter-30-dager")
    assert {(one.owner, one.owner_name) for one in course.state.brought.commitments} == {(per.key, "Per Hansen")}
    assert course.state.member_called("Per Hansen") is None


def test_nothing_is_had_along_from_another_group(course: HeldCourse, tmp_path: Path) -> None:
    other = new_course(install_real(tmp_path / "media"))
    other.open(EPISODES[1])
    assert other.state.brought.lines == ()
    assert other.state.members == {}
    bring_again(other.group)
    bring_again(course.group)
    assert other.state.members == {}


def test_the_definition_reworded_in_a_lobby_is_not_unsaid_by_a_name_that_is_added(course: HeldCourse) -> None:
    course.open(EPISODES[1])
    course.give(c.EditNote(DEFINITION, "Nye ord"))
    put_member(course.group.pk, key="f" * 32, name="Ny", unit="")
    bring_again(course.group)
    assert [note.text for note in course.state.notes_of_kind("definition")] == ["Nye ord"]
    course.on()
    assert [note.text for note in course.state.notes_of_kind("definition")] == ["Nye ord"]


def test_the_number_that_is_saved_on_the_groups_page_is_that_of_a_lobby_nobody_has_touched(course: HeldCourse) -> None:
    course.open(EPISODES[1])
    set_heads(course.group, heads=5)
    bring_again(course.group)
    assert course.state.head_count == 5


def test_the_group_is_as_many_as_its_names_when_one_is_added_in_a_meeting(course: HeldCourse) -> None:
    set_heads(course.group, heads=4)
    course.open(EPISODES[1])
    course.give(c.AddMember(MemberId("f" * 32), "Nummer fem", ""))
    assert course.state.head_count == 5
    course.close()
    course.open(EPISODES[2])
    assert course.state.head_count == 5
    assert Group.objects.get().heads == 5
