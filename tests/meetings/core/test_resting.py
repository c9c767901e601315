"""Time that is said, meetings that rest until another day, steps that are taken up again, and Back from all of it."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise, permutations

import pytest
from hypothesis import given

from factories.meetings import (
    BEGINNING,
    CLOSE,
    ELSEWHERE,
    READ,
    SORT,
    START,
    TO_READ,
    TO_SORT,
    WRITE,
    Fact,
    Happening,
    a_line,
    a_note,
    after,
    an_hour,
    facts_of,
    lines,
    meeting_after,
    minute,
)
from factories.wishes import RICH, Wish, a_rich_hour, moments_of, wish_lists
from rundebord.kernel.refused import Refused
from rundebord.meetings.core import commands as c
from rundebord.meetings.core import events as e
from rundebord.meetings.core.agenda import needs_new_plan, next_step, present_plan, turn_count, turn_of
from rundebord.meetings.core.decide import decide
from rundebord.meetings.core.evolve import replay
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.words import MemberId, PlannedStep

A_DAY = 24 * 60
MOVED = Refused("moved-meanwhile")
RESTING: tuple[Happening, ...] = (a_rich_hour(), START, minute(5), c.BreakOff())
"""Three of the eight minutes of the round are left; sixteen of the eighteen minutes were the group's."""


def events_of(*story: Happening) -> list[e.Event]:
    return [event for event, _ in facts_of(*story)]


def left(state: Meeting, minutes: float) -> timedelta:
    assert state.current is not None
    return state.ends_at[state.current] - minute(minutes)


# -- the end of the hour ---------------------------------------------------------------------------------------------


def test_the_hour_begins_with_the_first_step_and_ends_when_the_programme_reckons() -> None:
    assert meeting_after(a_rich_hour()).end_at is None
    assert meeting_after(a_rich_hour(), minute(7), START).end_at == minute(7 + 16)


def test_what_is_said_of_the_end_holds_also_from_the_lobby() -> None:
    said = (a_rich_hour(), minute(2), c.SetTimeAvailable(600))
    assert meeting_after(*said, minute(4), START).end_at == minute(2 + 10)
    assert meeting_after(*said, minute(4), START, minute(5), c.SetTimeAvailable(1_200)).end_at == minute(25)


def test_the_same_end_said_twice_at_once_is_said_once() -> None:
    state = meeting_after(a_rich_hour(), c.SetTimeAvailable(600))
    assert decide(state, c.SetTimeAvailable(600), minute(0)) == ()


@pytest.mark.parametrize(("minutes", "is_taken"), [(4, False), (5, True), (240, True), (241, False), (-5, False)])
def test_from_five_minutes_to_four_hours_may_be_said(minutes: int, is_taken: bool) -> None:
    decision = decide(meeting_after(a_rich_hour()), c.SetTimeAvailable(minutes * 60), minute(1))
    refused = Refused("minutes-out-of-range", {"minutes": minutes, "lowest": 5, "highest": 240})
    assert decision == ((e.TimeAvailableSet(minutes * 60),) if is_taken else refused)


def test_back_to_the_lobby_clears_the_end_that_nobody_said() -> None:
    back = (a_rich_hour(), minute(1), START, minute(3), c.GoBack(WRITE, None))
    state = meeting_after(*back)
    assert (state.current, state.end_at, dict(state.plan.seconds), state.path) == (None, None, {}, ())
    assert meeting_after(*back, minute(9), START).end_at == minute(9 + 16)


def test_back_to_the_lobby_keeps_the_end_that_was_said() -> None:
    state = meeting_after(a_rich_hour(), c.SetTimeAvailable(600), START, minute(3), c.GoBack(WRITE, None))
    assert state.end_at == minute(10)


def test_less_time_is_a_new_plan_at_once_and_more_time_takes_it_back() -> None:
    short = (a_rich_hour(), START, minute(1), c.SetTimeAvailable(600))
    # Seven minutes are left of the round: three for the last step, and none for the vote.
    assert events_of(*short)[-1] == e.PlanChanged(((SORT, 0), (READ, 180)), 0)
    back = events_of(*short, c.SetTimeAvailable(1_200))[-1]
    assert back == e.PlanChanged(((SORT, 300), (READ, 180)), 0)


def test_time_alone_changes_the_plan_when_a_step_runs_over() -> None:
    state = meeting_after(a_rich_hour(), START)
    assert not needs_new_plan(state, minute(8.5))
    assert needs_new_plan(state, minute(9.5))
    noticed = decide(state, c.NoticeTime(), minute(9.5))
    assert noticed == (e.PlanChanged(((SORT, 210), (READ, 180)), 0),)
    assert decide(after(state, c.NoticeTime(), minute(9.5)), c.NoticeTime(), minute(9.5)) == ()


@given(wish_lists())
def test_who_looks_whether_the_plan_has_changed_and_the_judge_agree(wanted: list[Wish]) -> None:
    for moment in moments_of(wanted):
        state = moment.after
        assert needs_new_plan(state, moment.at) == bool(decide(state, c.NoticeTime(), moment.at)), moment.command


@given(wish_lists())
def test_the_plan_is_of_steps_that_are_still_to_come(wanted: list[Wish]) -> None:
    for moment in moments_of(wanted):
        for event, _ in moment.facts:
            if isinstance(event, e.PlanChanged):
                steps = [moment.after.position(step) for step, _ in event.seconds]
                assert steps == sorted(steps)
                assert all(place > moment.after.position(moment.after.current) for place in steps)
                assert dict(event.seconds) == dict(present_plan(moment.after, moment.at).seconds)


def test_no_time_passes_for_a_meeting_that_stands_still_is_closed_or_has_not_begun() -> None:
    for story in (
        (a_rich_hour(),),
        (a_rich_hour(), START, c.PauseClock()),
        RESTING,
        (a_rich_hour(), START, TO_SORT, TO_READ, CLOSE),
    ):
        state = meeting_after(*story)
        assert not needs_new_plan(state, minute(600))
        assert decide(state, c.NoticeTime(), minute(600)) == ()


def test_a_meeting_that_nobody_closes_is_silent_in_the_night() -> None:
    state = meeting_after(a_rich_hour(), START)
    for number in range(24 * 60):
        state = after(state, c.NoticeTime(), minute(number))
    assert state.version < 2 * 60


# -- another day -----------------------------------------------------------------------------------------------------


def test_a_meeting_that_rests_stands_still_and_is_broken_off_once() -> None:
    state = meeting_after(*RESTING)
    assert (state.broken_off_at, state.paused_at, state.is_open) == (minute(5), minute(5), True)
    assert decide(state, c.BreakOff(), minute(9)) == ()
    assert decide(state, c.ResumeClock(), minute(9)) == Refused("meeting-rests")
    assert decide(state, c.PauseClock(), minute(9)) == ()


def test_taken_up_a_week_later_it_has_what_was_left_of_the_step_and_all_that_the_programme_wants() -> None:
    later = 7 * A_DAY
    state = meeting_after(*RESTING, minute(later), c.TakeUpMeeting())
    assert (state.broken_off_at, state.paused_at) == (None, None)
    assert left(state, later) == timedelta(minutes=8 - 5)
    assert state.end_at == minute(later + 3 + 5 + 3)
    assert decide(state, c.TakeUpMeeting(), minute(later)) == ()


def test_a_meeting_that_was_late_when_it_was_broken_off_is_on_time_when_it_is_taken_up() -> None:
    late = (a_rich_hour(), START, minute(11), c.NoticeTime(), c.BreakOff())
    assert meeting_after(*late).plan.seconds[SORT] < 300
    state = meeting_after(*late, minute(A_DAY), c.TakeUpMeeting())
    assert dict(state.plan.seconds) == {SORT: 300, READ: 180}
    assert left(state, A_DAY) == timedelta(minutes=-3), "what the round was over, it is over"


def test_a_group_that_paused_before_it_broke_off_has_what_it_had_at_the_pause() -> None:
    story = (a_rich_hour(), START, minute(2), c.PauseClock(), minute(5), c.BreakOff(), minute(A_DAY), c.TakeUpMeeting())
    assert left(meeting_after(*story), A_DAY) == timedelta(minutes=6)


@pytest.mark.parametrize("set_by", [3_600, -3_600])
def test_a_clock_that_was_set_while_the_meeting_rested_changes_nothing(set_by: int) -> None:
    story = (*RESTING, minute(6), c.PauseClock(set_by), minute(A_DAY), c.TakeUpMeeting())
    state = meeting_after(*story)
    assert left(state, A_DAY) == timedelta(minutes=3)
    assert (state.end_at, state.clock_set_seconds) == (minute(A_DAY + 11), 0)


@pytest.mark.parametrize(
    "command",
    [TO_SORT, c.TakeUpStep(WRITE, READ), c.CallTurn(WRITE, 0, 1)],
    ids=["next", "another step", "next person"],
)
def test_who_goes_on_takes_the_meeting_up(command: c.Command) -> None:
    assert events_of(*RESTING, minute(A_DAY), command)[3] == e.MeetingTakenUp()
    assert meeting_after(*RESTING, minute(A_DAY), command).broken_off_at is None


@pytest.mark.parametrize(
    "standing_still", [c.BreakOff(), c.PauseClock(3_600)], ids=["rested", "clock set an hour ahead"]
)
def test_a_step_that_is_started_from_a_meeting_that_stood_still_gets_its_time(standing_still: c.Command) -> None:
    story = (a_rich_hour(), START, minute(8), standing_still, minute(68), TO_SORT)
    assert left(meeting_after(*story), 68) == timedelta(minutes=5)


def test_a_meeting_that_rests_can_be_closed_or_gone_back_in() -> None:
    at_end = (a_rich_hour(), START, TO_SORT, TO_READ, c.BreakOff(), minute(A_DAY))
    assert events_of(*at_end, CLOSE)[-2:] == [e.MeetingTakenUp(), e.MeetingClosed()]
    back = meeting_after(*at_end, c.GoBack(READ, SORT))
    assert (back.current, back.broken_off_at) == (SORT, minute(0))


def test_words_are_kept_while_the_meeting_rests() -> None:
    assert lines(meeting_after(*RESTING, minute(A_DAY), a_line(1))) == ["line 1"]


def test_an_end_that_was_said_is_not_held_against_the_other_day() -> None:
    """The round had seven minutes of the ten; what comes after it has its own eight again."""
    story = (a_rich_hour(), c.SetTimeAvailable(600), START, minute(5), c.BreakOff(), minute(A_DAY), c.TakeUpMeeting())
    assert meeting_after(*story).end_at == minute(A_DAY + 2 + 8)


def test_an_end_that_is_said_while_the_meeting_rests_holds() -> None:
    story = (*RESTING, minute(A_DAY), c.SetTimeAvailable(480), minute(A_DAY + 1), c.TakeUpMeeting())
    assert meeting_after(*story).end_at == minute(A_DAY + 8)


def test_a_meeting_broken_off_in_the_lobby_begins_its_hour_when_it_starts() -> None:
    story = (a_rich_hour(), c.SetTimeAvailable(600), c.BreakOff(), minute(A_DAY), START)
    assert meeting_after(*story).end_at == minute(A_DAY + 16)


def test_a_meeting_without_an_hour_of_its_own_rests_too() -> None:
    state = meeting_after(an_hour(), START, minute(5), c.BreakOff(), minute(A_DAY), c.TakeUpMeeting())
    assert (left(state, A_DAY), state.end_at) == (timedelta(minutes=3), None)


# -- steps that are taken up, and the way back -----------------------------------------------------------------------

SKIPPED: tuple[Happening, ...] = (
    a_rich_hour(),
    START,
    minute(1),
    c.SetTimeAvailable(600),
    minute(8),
    c.StartStep(WRITE, READ),
)
"""The vote fell away."""


def test_next_passes_by_what_fell_away_and_back_leads_to_where_the_group_came_from() -> None:
    state = meeting_after(*SKIPPED)
    assert state.opened_steps == {WRITE, READ}
    assert decide(state, c.GoBack(READ, SORT), minute(8)) == MOVED
    assert after(state, c.GoBack(READ, WRITE)).current == WRITE


def test_a_screen_that_is_a_moment_old_may_still_start_what_fell_away() -> None:
    state = meeting_after(*SKIPPED[:-1])
    following = next_step(state)
    assert following is not None
    assert following.id == READ
    assert after(state, TO_SORT).current == SORT


def test_a_step_that_was_skipped_can_be_taken_up_and_has_at_least_its_floor() -> None:
    taken_up = c.TakeUpStep(READ, SORT)
    state = meeting_after(*SKIPPED, minute(9), taken_up)
    assert (state.current, left(state, 9)) == (SORT, timedelta(minutes=2))
    assert decide(state, taken_up, minute(9)) == ()
    following = next_step(state)
    assert following is not None
    assert following.id == READ
    assert after(state, c.GoBack(SORT, READ)).current == READ


@pytest.mark.parametrize(
    ("command", "refused"),
    [
        (c.TakeUpStep(WRITE, SORT), MOVED),
        (c.TakeUpStep(None, SORT), MOVED),
        (c.TakeUpStep(READ, ELSEWHERE), Refused("no-such-step", {"step": ELSEWHERE})),
        (c.TakeUpStep(SORT, READ), ()),
    ],
)
def test_a_step_is_taken_up_from_where_the_group_is(command: c.Command, refused: object) -> None:
    assert decide(meeting_after(*SKIPPED), command, minute(9)) == refused


def test_any_step_can_be_taken_up_from_the_lobby_and_back_is_the_lobby() -> None:
    state = meeting_after(a_rich_hour(), c.TakeUpStep(None, READ))
    assert (state.current, state.path) == (READ, (None,))
    assert after(state, c.GoBack(READ, None)).current is None


def test_back_walks_the_whole_way_back_however_the_group_went() -> None:
    way = [WRITE, READ, SORT, READ, WRITE]
    state = meeting_after(an_hour(), START, *(c.TakeUpStep(here, to) for here, to in pairwise(way)))
    for before, here in reversed([(None, WRITE), *pairwise(way)]):
        assert state.current == here
        state = after(state, c.GoBack(here, before))
    assert (state.current, state.path) == (None, ())


# -- one and forty people, and a closed meeting ----------------------------------------------------------------------


@pytest.mark.parametrize(("heads", "turns", "minutes"), [(1, 1, 1), (40, 14, 13)])
def test_one_and_forty_people_hold_the_same_meeting(heads: int, turns: int, minutes: int) -> None:
    """Of forty, fourteen speak; that is a minute more than there is beside the last step."""
    state = meeting_after(a_rich_hour(), c.SetHeadCount(heads), START, a_line(1), TO_SORT, TO_READ, CLOSE)
    assert not state.is_open
    assert (turn_count(state, state.step(WRITE)), turn_of(state, WRITE)) == (turns, 0)
    assert state.ends_at[WRITE] == minute(minutes)


def test_a_closed_meeting_takes_no_wish_of_the_hour() -> None:
    closed = meeting_after(a_rich_hour(), START, a_line(1), TO_SORT, TO_READ, CLOSE)
    for command in (
        c.BreakOff(),
        c.TakeUpMeeting(),
        c.SetTimeAvailable(600),
        c.TakeUpStep(READ, WRITE),
        c.CallTurn(WRITE, 0, 1),
        c.MarkNote(a_note(1), True),
        c.SetCell("close", "promise", "", "words"),
        c.AddMember(MemberId("kari"), "Kari"),
        c.CountHands(SORT, "", a_note(1), 1),
    ):
        assert decide(closed, command, minute(1)) == Refused("meeting-closed"), command


# -- facts in any order ----------------------------------------------------------------------------------------------

_TIMED: tuple[e.Event, ...] = (
    e.StepStarted(ELSEWHERE),
    e.StepStarted(SORT, 60),
    e.StepReturnedTo(READ),
    e.TimeAvailableSet(600),
    e.MeetingBrokenOff(),
    e.MeetingTakenUp(),
)


def test_facts_of_time_can_follow_each_other_in_any_order() -> None:
    opened: Fact = (e.MeetingOpened("m33t1ng", 7, "d1g35t", "first", RICH, 8, 18 * 60), BEGINNING)
    for order in permutations(_TIMED, 4):
        assert replay([opened, *((event, minute(1)) for event in order)]).version == 5


def test_a_programme_of_one_step_that_is_kept_is_held_whatever_the_time() -> None:
    alone = (PlannedStep(WRITE, "plenary", "commit", 600, floor_seconds=300),)
    state = meeting_after(an_hour(alone), c.SetTimeAvailable(300), minute(60), START)
    assert left(state, 60) == timedelta(minutes=5)
