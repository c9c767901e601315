"""The clock of a step: what was left is left, whatever happens to the computer's own clock."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from factories.meetings import (
    CLOSE,
    READ,
    SORT,
    START,
    TO_READ,
    TO_SORT,
    WRITE,
    Happening,
    after,
    an_hour,
    facts_of,
    meeting_after,
    minute,
)
from rundebord.meetings.core import commands as c
from rundebord.meetings.core import events as e
from rundebord.meetings.core.decide import decide
from rundebord.meetings.core.state import Meeting

STARTED: tuple[Happening, ...] = (an_hour(), minute(1), START)
PAUSE, RESUME = c.PauseClock(), c.ResumeClock()


def left(state: Meeting, now: datetime) -> timedelta:
    assert state.current is not None
    return state.ends_at[state.current] - now


def test_a_step_ends_when_its_minutes_are_over() -> None:
    assert meeting_after(*STARTED).ends_at == {WRITE: minute(1 + 8)}


def test_nothing_has_an_end_in_the_lobby() -> None:
    assert meeting_after(an_hour()).ends_at == {}


def test_each_step_gets_its_own_time_from_when_it_starts() -> None:
    state = meeting_after(*STARTED, minute(20), TO_SORT)
    assert state.ends_at == {WRITE: minute(9), SORT: minute(25)}


def test_returning_to_a_step_keeps_its_end() -> None:
    state = meeting_after(*STARTED, minute(3), TO_SORT, minute(4), c.GoBack(SORT, WRITE))
    assert state.ends_at[WRITE] == minute(9)


def test_going_on_again_to_a_step_that_had_begun_keeps_its_end() -> None:
    back = (*STARTED, minute(3), TO_SORT, minute(4), c.GoBack(SORT, WRITE))
    assert meeting_after(*back, minute(7), TO_SORT).ends_at == {WRITE: minute(9), SORT: minute(8)}
    from_the_lobby = (*STARTED, minute(3), c.GoBack(WRITE, None), minute(5), START)
    assert meeting_after(*from_the_lobby).ends_at == {WRITE: minute(9)}


@pytest.mark.parametrize("set_by", [0, 60, -60], ids=["clock right", "set an hour ahead", "set an hour back"])
def test_a_pause_keeps_what_was_left_also_when_the_computers_clock_is_set_meanwhile(set_by: int) -> None:
    resumed_at = minute(4 + 10 + set_by)
    state = meeting_after(*STARTED, minute(4), PAUSE, resumed_at, RESUME)
    assert left(state, resumed_at) == timedelta(minutes=5)
    assert state.paused_at is None


def test_a_pause_moves_the_ends_of_all_steps() -> None:
    state = meeting_after(*STARTED, minute(3), TO_SORT, minute(4), PAUSE, minute(6), RESUME)
    assert state.ends_at == {WRITE: minute(9 + 2), SORT: minute(8 + 2)}


def test_two_pauses_add_up() -> None:
    state = meeting_after(*STARTED, minute(2), PAUSE, minute(3), RESUME, minute(4), PAUSE, minute(9), RESUME)
    assert state.ends_at[WRITE] == minute(9 + 1 + 5)


def test_a_pause_pressed_twice_is_one_pause() -> None:
    paused = meeting_after(*STARTED, minute(2), PAUSE)
    assert decide(paused, PAUSE, minute(3)) == ()


def test_resuming_a_clock_that_runs_is_no_new_fact() -> None:
    assert decide(meeting_after(*STARTED), RESUME, minute(3)) == ()


def test_a_pause_because_the_clock_was_set_says_by_how_much_until_it_is_resumed() -> None:
    paused = meeting_after(*STARTED, minute(2), c.PauseClock(3_600))
    assert paused.clock_set_seconds == 3_600
    assert decide(paused, c.PauseClock(3_600), minute(2)) == ()
    assert decide(paused, PAUSE, minute(2)) == ()
    assert after(paused, RESUME, minute(70)).clock_set_seconds == 0


def test_a_pause_that_the_group_took_learns_that_the_clock_was_set_and_still_counts_from_its_beginning() -> None:
    state = meeting_after(*STARTED, minute(4), PAUSE, minute(5), c.PauseClock(-3_600))
    assert state.clock_set_seconds == -3_600
    assert state.paused_at == minute(4)
    assert left(after(state, RESUME, minute(-50)), minute(-50)) == timedelta(minutes=5)


def test_added_time_lengthens_the_step() -> None:
    assert meeting_after(*STARTED, minute(2), c.AddTime(WRITE, 120)).ends_at[WRITE] == minute(9 + 2)


def test_added_time_adds_up() -> None:
    two = (c.AddTime(WRITE, 60), c.AddTime(WRITE, 60))
    assert meeting_after(*STARTED, minute(2), *two).ends_at[WRITE] == minute(9 + 2)


def test_time_added_after_time_is_up_counts_from_now() -> None:
    state = meeting_after(*STARTED, minute(30), c.AddTime(WRITE, 120))
    assert left(state, minute(30)) == timedelta(minutes=2)


def test_time_added_during_a_pause_is_there_when_the_clock_runs_again() -> None:
    story = (*STARTED, minute(4), PAUSE, minute(10), c.AddTime(WRITE, 60), minute(20), RESUME)
    assert left(meeting_after(*story), minute(20)) == timedelta(minutes=5 + 1)


def test_time_added_during_a_pause_after_time_was_up_is_all_there_is() -> None:
    story = (*STARTED, minute(15), PAUSE, minute(20), c.AddTime(WRITE, 60), minute(50), RESUME)
    assert left(meeting_after(*story), minute(50)) == timedelta(minutes=1)


def test_time_is_added_to_the_present_step_alone() -> None:
    state = meeting_after(*STARTED, minute(3), TO_SORT, c.AddTime(SORT, 60))
    assert state.ends_at == {WRITE: minute(9), SORT: minute(3 + 5 + 1)}


@pytest.mark.parametrize("command", [TO_SORT], ids=["next"])
def test_starting_a_step_while_the_clock_is_paused_resumes_it(command: c.Command) -> None:
    paused = (*STARTED, minute(4), PAUSE)
    facts = facts_of(*paused, minute(6), command)
    assert [event for event, _ in facts[-2:]] == [e.ClockResumed(), e.StepStarted(SORT, 300)]
    state = meeting_after(*paused, minute(6), command)
    assert state.paused_at is None
    assert state.ends_at == {WRITE: minute(9 + 2), SORT: minute(6 + 5)}


def test_going_back_while_the_clock_is_paused_leaves_it_paused() -> None:
    state = meeting_after(*STARTED, minute(3), TO_SORT, minute(4), PAUSE, minute(5), c.GoBack(SORT, WRITE))
    assert state.paused_at == minute(4)
    assert left(after(state, RESUME, minute(6)), minute(6)) == timedelta(minutes=9 - 4)


def test_the_clock_can_be_paused_in_the_lobby() -> None:
    assert meeting_after(an_hour(), PAUSE).paused_at == minute(0)


def test_a_reopened_meeting_has_the_times_that_it_had() -> None:
    story = (*STARTED, minute(3), TO_SORT, TO_READ, minute(5), CLOSE, minute(9), c.ReopenMeeting())
    assert meeting_after(*story).ends_at[READ] == minute(3 + 3)
