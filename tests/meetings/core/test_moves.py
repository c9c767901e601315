"""Next, Back, the close and its undoing: several people press, and the group moves once."""

from __future__ import annotations

import pytest

from factories.meetings import (
    CLOSE,
    READ,
    SORT,
    START,
    TO_READ,
    TO_SORT,
    TO_THE_CLOSE,
    WRITE,
    a_line,
    after,
    an_hour,
    facts_of,
    lines,
    meeting_after,
    minute,
)
from rundebord.kernel.refused import Refused
from rundebord.meetings.core import commands as c
from rundebord.meetings.core import events as e
from rundebord.meetings.core.decide import decide
from rundebord.meetings.core.state import Meeting

WRITING = (an_hour(), START)
READING = (an_hour(), START, TO_SORT, TO_READ)
CLOSED = (an_hour(), *TO_THE_CLOSE)


def test_a_meeting_opens_in_the_lobby_with_its_steps_and_eight_people() -> None:
    state = meeting_after(an_hour())
    assert state.is_open
    assert state.current is None
    assert [step.id for step in state.steps] == [WRITE, SORT, READ]
    assert (state.id, state.group, state.programme, state.episode) == ("m33t1ng", 7, "d1g35t", "first")
    assert (state.head_count, state.version, state.opened_at) == (8, 1, minute(0))
    assert state.opened_steps == frozenset()


def test_the_same_meeting_opened_twice_is_opened_once() -> None:
    assert decide(meeting_after(an_hour()), an_hour(), minute(1)) == ()


def test_the_head_count_that_stands_already_is_no_new_fact() -> None:
    assert decide(meeting_after(an_hour()), c.SetHeadCount(8), minute(1)) == ()
    assert decide(meeting_after(an_hour()), c.SetHeadCount(9), minute(1)) == (e.HeadCountSet(9),)


@pytest.mark.parametrize(
    ("story", "command"),
    [
        ((an_hour(),), START),
        (WRITING, TO_SORT),
        (WRITING, c.GoBack(WRITE, None)),
        (READING, c.GoBack(READ, SORT)),
        (READING, CLOSE),
        (CLOSED, c.ReopenMeeting()),
    ],
)
def test_two_people_who_press_at_once_move_the_group_once(story: tuple[c.Command, ...], command: c.Command) -> None:
    once = meeting_after(*story, command)
    assert decide(once, command, minute(1)) == ()


def test_two_people_who_press_next_at_once_do_not_skip_a_step() -> None:
    state = meeting_after(*WRITING)
    for _ in range(2):
        state = after(state, TO_SORT)
    assert state.current == SORT
    assert state.version == meeting_after(*WRITING, TO_SORT).version


def test_a_next_from_where_the_group_no_longer_is_is_refused() -> None:
    assert decide(meeting_after(*READING), TO_SORT, minute(1)) == Refused("moved-meanwhile")


def test_a_back_from_where_the_group_no_longer_is_is_refused() -> None:
    back_at_write = meeting_after(*READING, c.GoBack(READ, SORT), c.GoBack(SORT, WRITE))
    assert decide(back_at_write, c.GoBack(READ, SORT), minute(1)) == Refused("moved-meanwhile")


def test_back_from_the_first_step_is_the_lobby() -> None:
    *_, (event, _at) = facts_of(*WRITING, c.GoBack(WRITE, None))
    assert event == e.LobbyReturnedTo()
    assert meeting_after(*WRITING, c.GoBack(WRITE, None)).current is None


def test_back_returns_to_the_step_before() -> None:
    *_, (event, _at) = facts_of(*READING, c.GoBack(READ, SORT))
    assert event == e.StepReturnedTo(SORT)
    assert meeting_after(*READING, c.GoBack(READ, SORT)).current == SORT


def test_words_survive_back_to_the_lobby_and_forth() -> None:
    story = (*WRITING, a_line(1), TO_SORT, a_line(2), c.GoBack(SORT, WRITE), c.GoBack(WRITE, None))
    assert lines(meeting_after(*story)) == ["line 1", "line 2"]
    assert lines(meeting_after(*story, START)) == ["line 1", "line 2"]


def test_a_step_that_was_left_by_back_is_still_open_for_late_words() -> None:
    in_lobby = meeting_after(*WRITING, c.GoBack(WRITE, None))
    assert lines(after(in_lobby, a_line(1))) == ["line 1"]


def test_the_meeting_closes_from_its_last_step_only() -> None:
    closed = meeting_after(an_hour(), minute(1), START, TO_SORT, TO_READ, minute(50), CLOSE)
    assert closed.closed_at == minute(50)
    assert not closed.is_open


def test_back_undoes_the_close_and_the_group_is_at_the_last_step_again() -> None:
    state = meeting_after(*WRITING, a_line(1), TO_SORT, TO_READ, CLOSE, c.ReopenMeeting())
    assert state.is_open
    assert state.closed_at is None
    assert state.current == READ
    assert lines(state) == ["line 1"]


def test_reopening_a_meeting_that_is_open_is_no_new_fact() -> None:
    assert decide(meeting_after(an_hour()), c.ReopenMeeting(), minute(1)) == ()


def test_a_meeting_can_be_closed_again_after_it_was_reopened() -> None:
    assert meeting_after(*CLOSED, c.ReopenMeeting(), minute(70), CLOSE).closed_at == minute(70)


def test_the_close_stops_a_pause() -> None:
    facts = facts_of(*READING, c.PauseClock(), CLOSE)
    assert [event for event, _ in facts[-2:]] == [e.ClockResumed(), e.MeetingClosed()]


def test_going_back_never_leads_forward() -> None:
    """A step that has not been started has no time and takes no lines: the screen could not show it."""
    state = after(meeting_after(*WRITING), c.GoBack(WRITE, SORT))
    assert state.current == WRITE


def test_next_never_leads_back() -> None:
    state = meeting_after(*WRITING, TO_SORT)
    assert decide(state, c.StartStep(SORT, WRITE), minute(1)) == Refused("moved-meanwhile")


def test_a_meeting_of_one_step_goes_from_the_lobby_to_its_close() -> None:
    short = an_hour(an_hour().steps[:1])
    assert not meeting_after(short, START, c.CloseMeeting(WRITE)).is_open


def test_nothing_has_happened_in_a_meeting_that_was_not_opened() -> None:
    assert Meeting().version == 0
    assert not Meeting().is_open
