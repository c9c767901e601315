"""Votes that phones take part in: all on phones or all on slips, and hands from afar beside hands in the room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories.meetings import (
    BEGINNING,
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
    at_a_vote,
    facts_of,
    meeting_after,
    minute,
    steps_of_a_vote,
)
from rundebord.kernel.refused import Refused
from rundebord.meetings.core import commands as c
from rundebord.meetings.core import events as e
from rundebord.meetings.core.agenda import options_of
from rundebord.meetings.core.decide import Decision, decide
from rundebord.meetings.core.evolve import replay
from rundebord.meetings.core.phones import refused_from_phone
from rundebord.meetings.core.state import Meeting, Poll
from rundebord.meetings.core.words import BROUGHT, DEFINITION, BroughtLine, MemberId, PlannedStep, SeatId, StepId

AGENDA = steps_of_a_vote(choose=1)
HIDDEN = steps_of_a_vote(choose=1, vote="unnamed")
ONE_HAND = steps_of_a_vote(choose=1, hands=1)
A, B, C = (a_note(number) for number in (1, 2, 3))
KARI, PER, NOOR = (SeatId(name) for name in ("kari", "per", "noor"))
MIXED = Refused("votes-are-never-mixed")
HEADS = 8


def voting(agenda: tuple[PlannedStep, ...] = AGENDA, *more: Happening) -> Meeting:
    """Eight people and three proposals, at the vote."""
    return at_a_vote(agenda, 3, *more)


def rating(agenda: tuple[PlannedStep, ...] = AGENDA, *more: Happening) -> Meeting:
    """The same, at the first of two statements."""
    return voting(agenda, TO_READ, *more)


def answer(state: Meeting, command: c.Command) -> Decision:
    return decide(state, command, minute(30))


def phones(step: StepId = SORT) -> c.ChooseBallot:
    return c.ChooseBallot(step, "phones")


def call_in(ready: int = HEADS, *, step: StepId = SORT, statement: str = "", is_sure: bool = False) -> c.CallBallotsIn:
    return c.CallBallotsIn(step, statement, ready, is_sure)


def arrived(slips: int, *counts: tuple[str, int], is_sure: bool = False) -> c.CloseVote:
    """The close, as operations give it: with what the counters say."""
    return c.CloseVote(SORT, "", counts, slips, is_sure)


def raises(seat: SeatId, option: str, *, is_up: bool = True, step: StepId = SORT, statement: str = "") -> c.RaiseHand:
    return c.RaiseHand(step, statement, option, seat, is_up)


def hands(option: str, count: int) -> c.CountHands:
    return c.CountHands(SORT, "", option, count)


# -- all on phones, or all on slips ----------------------------------------------------------------------------------


def test_slips_are_the_way_until_the_group_chooses_phones() -> None:
    assert not voting(HIDDEN).is_on_phones(SORT)
    assert voting(HIDDEN, phones()).is_on_phones(SORT)
    assert not voting(HIDDEN, phones(), c.ChooseBallot(SORT, "slips")).is_on_phones(SORT)


@pytest.mark.parametrize(
    ("state", "way"), [(voting(HIDDEN), "slips"), (voting(HIDDEN, phones()), "phones")], ids=["slips", "phones"]
)
def test_the_way_that_it_is_already_is_no_new_fact(state: Meeting, way: str) -> None:
    assert answer(state, c.ChooseBallot(SORT, way)) == ()  # type: ignore[arg-type]


def test_the_way_of_one_step_says_nothing_of_another() -> None:
    assert not rating(HIDDEN, phones(SORT)).is_on_phones(READ)


def test_an_open_vote_has_no_ballots() -> None:
    assert answer(voting(), phones()) == MIXED
    assert answer(voting(), call_in()) == MIXED


def test_a_vote_that_is_made_open_is_not_on_phones_any_more() -> None:
    state = voting(HIDDEN, phones(), c.ChooseVoteKind(SORT, "open"))
    assert not state.is_on_phones(SORT)
    assert answer(state, call_in()) == MIXED
    assert answer(state, hands(A, 1)) == (e.HandsCounted(SORT, "", A, 1),)


def test_answers_that_lie_on_phones_are_not_called_in_for_a_vote_on_slips() -> None:
    assert answer(voting(HIDDEN), call_in()) == MIXED


@pytest.mark.parametrize(
    ("begun", "command"),
    [
        (voting(HIDDEN, arrived(8, (A, 8))), phones()),
        (voting(HIDDEN, phones(), call_in()), c.ChooseBallot(SORT, "slips")),
        (voting(HIDDEN, phones(), call_in()), c.ChooseVoteKind(SORT, "open")),
        (voting(HIDDEN, phones(), call_in(), arrived(8, (A, 8))), c.ChooseBallot(SORT, "slips")),
        (voting(HIDDEN, phones(), call_in(), arrived(8)), c.ChooseVoteKind(SORT, "open")),
        (voting(AGENDA, raises(KARI, A)), c.ChooseVoteKind(SORT, "unnamed")),
        (voting(HIDDEN, phones(), call_in()), raises(KARI, A)),
        (voting(HIDDEN, phones(), call_in()), hands(A, 1)),
    ],
    ids=[
        "slips counted, then phones",
        "called in, then slips",
        "called in, then hands",
        "phones counted, then slips",
        "blank answers, then hands",
        "a hand from afar, then without names",
        "called in, a hand from afar",
        "called in, a hand",
    ],
)
def test_what_was_begun_in_one_way_is_not_gone_on_with_in_another(begun: Meeting, command: c.Command) -> None:
    assert answer(begun, command) == MIXED


def test_what_was_counted_for_one_statement_holds_for_the_whole_step() -> None:
    """Else the two statements together could tell who had no phone."""
    on_slips = rating(HIDDEN, c.CloseVote(READ, "s1", (("1", 8),), 8))
    assert answer(on_slips, phones(READ)) == MIXED
    on_phones = rating(HIDDEN, phones(READ), call_in(step=READ, statement="s1"))
    assert answer(on_phones, c.ChooseBallot(READ, "slips")) == MIXED


# -- called in, and closed -------------------------------------------------------------------------------------------


def test_answers_are_called_in_when_all_have_one() -> None:
    state = voting(HIDDEN, phones())
    assert answer(state, call_in()) == (e.BallotsCalledIn(SORT, "", 8),)
    assert voting(HIDDEN, phones(), call_in()).polls[SORT, ""] == Poll(called_in=8)


def test_missing_answers_are_asked_about_once() -> None:
    state = voting(HIDDEN, phones())
    assert answer(state, call_in(6)) == Refused("answers-missing", {"voted": 6, "expected": 8})
    assert answer(state, call_in(6, is_sure=True)) == (e.BallotsCalledIn(SORT, "", 6),)


@pytest.mark.parametrize("ready", [-1, 0, 9])
def test_no_answers_and_more_than_there_are_people_cannot_be_called_in(ready: int) -> None:
    assert answer(voting(HIDDEN, phones()), call_in(ready, is_sure=True)) == Refused("no-votes-yet")


def test_a_round_that_was_called_in_is_not_called_in_again() -> None:
    """A second, larger number would wait for answers that nobody can give any more."""
    assert answer(voting(HIDDEN, phones(), call_in(6, is_sure=True)), call_in(8)) == ()
    assert answer(voting(HIDDEN, phones(), call_in(), arrived(8, (A, 8))), call_in(8)) == ()


def test_no_result_comes_before_the_answers_were_called_in() -> None:
    for sure in (False, True):
        assert answer(voting(HIDDEN, phones()), arrived(8, (A, 8), is_sure=sure)) == Refused("answers-not-called-in")


def test_the_result_is_what_the_counters_said() -> None:
    state = voting(HIDDEN, phones(), call_in(), arrived(8, (A, 8), (B, 5), (C, 0)))
    assert state.polls[SORT, ""] == Poll({A: 8, B: 5}, 8, is_closed=True)


def test_as_many_answers_are_waited_for_as_were_ready() -> None:
    state = voting(HIDDEN, phones(), call_in(6, is_sure=True))
    assert answer(state, arrived(5, (A, 5))) == Refused("votes-missing", {"voted": 5, "expected": 6})
    assert isinstance(answer(state, arrived(6, (A, 6))), tuple)
    assert isinstance(answer(state, arrived(5, (A, 5), is_sure=True)), tuple)


def test_when_no_answer_came_there_is_nothing_to_show() -> None:
    assert answer(voting(HIDDEN, phones(), call_in()), arrived(0, is_sure=True)) == Refused("no-votes-yet")


def test_a_vote_on_phones_is_not_opened_again() -> None:
    for state in (
        voting(HIDDEN, phones(), call_in()),
        voting(HIDDEN, phones(), call_in(), arrived(8, (A, 8))),
    ):
        assert answer(state, c.ReopenVote(SORT, "")) == Refused("vote-without-names-stays-closed")


def test_a_line_that_is_deleted_while_answers_are_on_their_way_does_not_keep_the_result_from_being_shown() -> None:
    """Nobody can take an answer back that has been counted, and nobody knows whose it was."""
    state = voting(HIDDEN, phones(), call_in(), c.DeleteNote(A))
    closed = answer(state, arrived(8, (A, 5), (B, 3)))
    assert isinstance(closed, tuple)
    assert closed[0] == e.VoteClosed(SORT, "", ((B, 3),), 8)


def test_people_who_leave_after_their_answers_were_called_in_do_not_keep_the_result_from_being_shown() -> None:
    state = voting(HIDDEN, phones(), call_in(), c.SetHeadCount(6))
    closed = answer(state, arrived(8, (A, 8)))
    assert isinstance(closed, tuple)
    assert closed[0] == e.VoteClosed(SORT, "", ((A, 8),), 8)
    assert answer(state, arrived(9, (A, 8))) == Refused("too-many-slips", {"slips": 9, "heads": 6})


@pytest.mark.parametrize("command", [phones(), call_in(), raises(KARI, A)])
@pytest.mark.parametrize("step", [WRITE, ELSEWHERE, READ])
def test_phones_take_part_only_where_there_is_a_vote_that_has_been_opened(step: StepId, command: c.Command) -> None:
    state, wish = voting(HIDDEN), replace(command, step=step)  # type: ignore[arg-type]
    reason = "no-such-step" if step == ELSEWHERE else "no-vote-here"
    refused = answer(state, wish)
    assert isinstance(refused, Refused)
    assert refused.reason == reason


@pytest.mark.parametrize("command", [call_in(statement="s1"), raises(KARI, A, statement="s1")])
def test_phones_take_part_in_the_statement_at_hand(command: c.Command) -> None:
    assert answer(voting(HIDDEN, phones()), command) == Refused("no-vote-here")


# -- hands from afar -------------------------------------------------------------------------------------------------


def test_a_hand_from_afar_is_counted_with_those_in_the_room() -> None:
    poll = voting(AGENDA, hands(A, 3), raises(KARI, A), raises(PER, A)).polls[SORT, ""]
    assert (poll.counts, poll.raised_for(A)) == ({A: 5}, 2)


def test_a_hand_that_is_up_is_not_raised_again_and_one_that_is_down_not_taken_down() -> None:
    state = voting(AGENDA, raises(KARI, A))
    assert answer(state, raises(KARI, A)) == ()
    assert answer(state, raises(PER, A, is_up=False)) == ()
    assert answer(state, raises(KARI, B, is_up=False)) == ()


def test_a_hand_that_is_taken_down_is_counted_no_more() -> None:
    poll = voting(AGENDA, hands(A, 3), raises(KARI, A), raises(KARI, A, is_up=False)).polls[SORT, ""]
    assert (poll.counts, poll.raised_for(A)) == ({A: 3}, 0)


def test_with_one_hand_it_moves() -> None:
    state = voting(ONE_HAND, hands(B, 2), raises(KARI, A))
    moved = answer(state, raises(KARI, B))
    assert moved == (e.HandRaised(SORT, "", A, KARI, False), e.HandRaised(SORT, "", B, KARI, True))
    poll = after(state, raises(KARI, B)).polls[SORT, ""]
    assert (poll.counts, poll.raised_for(A), poll.raised_for(B)) == ({A: 0, B: 3}, 0, 1)


def test_the_hand_moves_also_when_every_hand_of_the_room_is_up() -> None:
    state = voting(ONE_HAND, hands(B, 7), raises(KARI, A))
    assert after(state, raises(KARI, B)).polls[SORT, ""].counts == {A: 0, B: 8}


def test_of_several_hands_one_must_be_taken_down_first() -> None:
    state = voting(AGENDA, raises(KARI, A), raises(KARI, B))
    assert answer(state, raises(KARI, C)) == Refused("no-hands-left", {"hands": 2})
    assert after(state, raises(KARI, A, is_up=False)).polls[SORT, ""].raised_for(A) == 0


def test_a_statement_has_one_hand_for_each_and_each_statement_its_own() -> None:
    state = rating(AGENDA, raises(KARI, "2", step=READ, statement="s1"))
    assert len(answer(state, raises(KARI, "4", step=READ, statement="s1"))) == 2  # type: ignore[arg-type]
    assert len(answer(state, raises(KARI, "4", step=READ, statement="s2"))) == 1  # type: ignore[arg-type]


def test_no_hand_goes_up_from_afar_when_all_are_counted() -> None:
    state = voting(AGENDA, hands(A, 8), hands(B, 8))
    assert answer(state, raises(KARI, C)) == Refused("too-many-hands", {"count": 17, "most": 16, "heads": 8})


def test_no_line_has_more_hands_than_there_are_people() -> None:
    """Eight were counted for it by the one who writes: a ninth would be somebody's second hand for the same."""
    state = voting(AGENDA, hands(A, 8))
    assert answer(state, raises(KARI, A)) == Refused("too-many-hands", {"count": 9, "most": 16, "heads": 8})


def test_whoever_counts_cannot_count_away_a_hand_that_is_up() -> None:
    state = voting(AGENDA, raises(KARI, A), raises(PER, A), hands(A, 5))
    assert answer(state, hands(A, 1)) == Refused("hands-from-afar", {"count": 1, "raised": 2})
    assert answer(state, hands(A, 2)) == (e.HandsCounted(SORT, "", A, 2),)


def test_no_hand_goes_up_in_a_vote_without_names_or_one_that_is_closed() -> None:
    assert answer(voting(HIDDEN), raises(KARI, A)) == MIXED
    assert answer(voting(HIDDEN, phones()), raises(KARI, A)) == MIXED
    closed = voting(AGENDA, raises(KARI, A), c.CloseVote(SORT, "", is_sure=True))
    for is_up in (True, False):
        assert answer(closed, raises(KARI, A, is_up=is_up)) == Refused("vote-is-closed")


def test_a_vote_that_is_opened_again_has_the_hands_that_it_had() -> None:
    state = voting(AGENDA, raises(KARI, A), c.CloseVote(SORT, "", is_sure=True), c.ReopenVote(SORT, ""))
    assert state.polls[SORT, ""] == Poll({A: 1}, raised={A: frozenset({KARI})})
    assert after(state, raises(KARI, A, is_up=False)).polls[SORT, ""].total == 0


@pytest.mark.parametrize("option", ["no-line", "", a_note(9)])
def test_a_hand_goes_up_for_a_line_that_stands(option: str) -> None:
    assert answer(voting(), raises(KARI, option)) == Refused("no-such-option")


def test_hands_for_a_line_that_was_deleted_are_free_from_afar_too() -> None:
    """Two proposals turn out to be one. The line is on no phone any more, so nobody could take the hand down."""
    state = voting(AGENDA, raises(KARI, A), raises(KARI, B), hands(A, 8), hands(C, 7), c.DeleteNote(A))
    assert after(state, raises(KARI, C)).polls[SORT, ""].raised_for(C) == 1
    assert voting(ONE_HAND, raises(KARI, A), c.DeleteNote(A), raises(KARI, B)).polls[SORT, ""].raised_for(B) == 1


def test_nobody_has_more_hands_up_when_a_deleted_line_comes_back() -> None:
    for agenda, first in ((ONE_HAND, (A,)), (AGENDA, (A, B))):
        up = (raises(KARI, option) for option in first)
        state = voting(agenda, *up, c.DeleteNote(A), raises(KARI, C), c.RestoreNote(A))
        raised = state.polls[SORT, ""].raised
        assert sum(KARI in seats for seats in raised.values()) == len(first)


def test_a_hand_for_a_line_that_was_deleted_before_the_close_is_not_up_when_the_vote_is_opened_again() -> None:
    """The line comes back without its hands, so no hand can be up for it."""
    close, reopen = c.CloseVote(SORT, "", is_sure=True), c.ReopenVote(SORT, "")
    state = voting(AGENDA, raises(KARI, A), hands(B, 1), c.DeleteNote(A), close, reopen, c.RestoreNote(A))
    poll = state.polls[SORT, ""]
    assert (poll.counts.get(A, 0), poll.raised_for(A)) == (0, 0)


# -- whatever is wished for, in whatever order -----------------------------------------------------------------------

VOTES = (*((SORT, "") for _ in range(2)), (READ, "s1"), (READ, "s2"))


def a_wish(chance: Random, state: Meeting) -> c.Command:
    """Something that somebody may wish for while a vote goes on, more often than not something that makes sense."""
    step, statement = chance.choice(VOTES)
    option = chance.choice([*options_of(state, state.step(step)), "no-line"])
    seat, yes = chance.choice([KARI, PER, NOOR]), chance.random() < 0.7
    heads = state.head_count
    some = tuple((one, chance.randint(0, heads)) for one in options_of(state, state.step(step))[:3])
    wishes: list[tuple[int, c.Command]] = [
        (2, c.ChooseVoteKind(step, chance.choice(["open", "unnamed"]))),
        (3, c.ChooseBallot(step, chance.choice(["slips", "phones"]))),
        (3, c.CountHands(step, statement, option, chance.randint(-1, heads + 1))),
        (4, c.CallBallotsIn(step, statement, chance.randint(0, heads + 1), yes)),
        (6, c.RaiseHand(step, statement, option, seat, yes)),
        (2, c.CloseVote(step, statement, some, chance.randint(0, heads + 1), yes)),
        (4, c.CloseVote(step, statement, some[:1], heads, True)),
        (2, c.ReopenVote(step, statement)),
    ]
    return chance.choices([wish for _, wish in wishes], [weight for weight, _ in wishes])[0]


class Vote:
    """One wish on its way. No dataclass: Hypothesis would print both meetings of each in full."""

    def __init__(self, before: Meeting, command: c.Command, events: tuple[e.Event, ...], after: Meeting) -> None:
        self.before, self.command, self.events, self.after = before, command, events, after

    def __repr__(self) -> str:
        return f"{self.command}: {len(self.events)}"


@st.composite
def votes(draw: st.DrawFn) -> list[Vote]:
    """Wishes at a vote and at two statements. Hypothesis chooses the length and a seed."""
    chance = Random(draw(st.integers(0, 2**32 - 1)))
    heads = c.SetHeadCount(chance.choice([3, 5, 9]))
    beginnings = [(AGENDA,), (ONE_HAND,), (HIDDEN,), (HIDDEN, phones(SORT), phones(READ))]
    state = rating(*chance.choice(beginnings), heads)  # type: ignore[arg-type]
    made = []
    for _ in range(draw(st.integers(20, 60))):
        command = a_wish(chance, state)
        decision = decide(state, command, minute(30))
        events = () if isinstance(decision, Refused) else decision
        then = replay(((event, minute(30)) for event in events), onto=state)
        made.append(Vote(state, command, events, then))
        state = then
    return made


def way_of(state: Meeting, step: StepId) -> str:
    return "hands" if state.vote_kind(step) == "open" else state.ballot_ways.get(step, "slips")


def polls_of(state: Meeting, step: StepId) -> list[Poll]:
    return [poll for (of_step, _), poll in state.polls.items() if of_step == step]


def is_begun(poll: Poll) -> bool:
    return bool(poll.total or poll.slips or poll.is_closed or poll.called_in is not None)


@given(votes())
def test_what_has_been_begun_in_one_way_never_changes_its_way(made: list[Vote]) -> None:
    for vote in made:
        for step in (SORT, READ):
            if any(map(is_begun, polls_of(vote.before, step))):
                assert way_of(vote.after, step) == way_of(vote.before, step), vote.command


@given(votes())
def test_hands_are_counted_only_where_all_use_hands_and_answers_called_in_only_where_all_use_phones(
    made: list[Vote],
) -> None:
    for vote in made:
        for event in vote.events:
            if isinstance(event, e.HandsCounted | e.HandRaised):
                assert way_of(vote.before, event.step) == "hands", vote.command
            if isinstance(event, e.BallotsCalledIn):
                assert way_of(vote.before, event.step) == "phones", vote.command


@given(votes())
def test_no_vote_on_phones_is_closed_before_it_was_called_in_and_none_is_called_in_twice(made: list[Vote]) -> None:
    called_in: Counter[tuple[StepId, str]] = Counter()
    for vote in made:
        for event in vote.events:
            if isinstance(event, e.BallotsCalledIn):
                called_in[event.step, event.statement] += 1
                assert 0 < event.ready <= vote.before.head_count
            if isinstance(event, e.VoteClosed) and vote.before.is_on_phones(event.step):
                assert called_in[event.step, event.statement] == 1, vote.command
    assert all(times == 1 for times in called_in.values())


@given(votes())
def test_the_result_is_the_counts_that_were_given_and_without_names_it_stands(made: list[Vote]) -> None:
    for vote in made:
        for event in vote.events:
            if isinstance(event, e.VoteClosed):
                assert isinstance(vote.command, c.CloseVote)
                is_open = vote.before.vote_kind(event.step) == "open"
                poll = vote.before.polls.get((event.step, event.statement), Poll())
                given = poll.counts if is_open else dict(vote.command.counts)
                assert dict(event.counts) == {option: count for option, count in given.items() if count}
                assert event.slips == (0 if is_open else vote.command.slips)
        for key, poll in vote.before.polls.items():
            if poll.is_closed and vote.before.vote_kind(key[0]) == "unnamed":
                assert vote.after.polls[key] == poll, vote.command


@given(votes())
def test_there_are_never_more_hands_than_the_room_has_nor_fewer_than_are_up(made: list[Vote]) -> None:
    for vote in made:
        for (step, _), poll in vote.after.polls.items():
            if vote.after.vote_kind(step) != "open":
                continue
            each = max(1, vote.after.step(step).hands)
            assert poll.total <= vote.after.head_count * each, vote.command
            for option, count in poll.counts.items():
                assert poll.raised_for(option) <= count <= vote.after.head_count, vote.command
            up = Counter(seat for seats in poll.raised.values() for seat in seats)
            assert all(number <= each for number in up.values()), vote.command


@given(votes())
def test_a_vote_replayed_is_the_vote_that_was_held(made: list[Vote]) -> None:
    facts: list[Fact] = [(event, minute(30)) for vote in made for event in vote.events]
    assert replay(facts, onto=made[0].before) == made[-1].after


def test_the_votes_of_these_properties_come_as_far_as_every_fact() -> None:
    """A property over votes in which nothing happens would be true of anything."""
    seen: Counter[str] = Counter()

    @settings(max_examples=200)
    @given(votes())
    def look(made: list[Vote]) -> None:
        seen.update({type(event).__name__ for vote in made for event in vote.events})
        seen.update(
            f"closed by {way_of(vote.before, event.step)}"
            for vote in made
            for event in vote.events
            if isinstance(event, e.VoteClosed)
        )

    look()
    wanted = {kind.__name__ for kind in (e.VoteKindChosen, e.BallotWayChosen, e.BallotsCalledIn, e.HandRaised)}
    wanted |= {kind.__name__ for kind in (e.HandsCounted, e.VoteClosed, e.VoteReopened)}
    wanted |= {f"closed by {way}" for way in ("hands", "slips", "phones")}
    assert {name: seen[name] for name in wanted if seen[name] < 10} == {}


# -- what may come from a phone --------------------------------------------------------------------------------------

STEPS: Mapping[str, PlannedStep] = {
    "watching": PlannedStep(WRITE, "plenary", "watch", 900),
    "writing alone": PlannedStep(WRITE, "alone", "write", 180),
    "writing in pairs": PlannedStep(WRITE, "pairs", "write", 180),
    "writing in a round": PlannedStep(WRITE, "round", "write", 480, person_seconds=60),
    "writing together": PlannedStep(WRITE, "plenary", "write", 480),
    "sharing": PlannedStep(WRITE, "round", "share", 480, person_seconds=60),
    "sorting": PlannedStep(WRITE, "plenary", "sort", 300),
    "rating": PlannedStep(WRITE, "alone", "rate", 300, statements=("s1",)),
    "voting": PlannedStep(WRITE, "alone", "vote", 300, source=("areas",), hands=2),
    "deciding": PlannedStep(WRITE, "plenary", "decide", 300, source=("areas",), choose=1),
    "committing": PlannedStep(WRITE, "plenary", "commit", 300),
    "reviewing": PlannedStep(WRITE, "plenary", "review", 180),
}
LAST = PlannedStep(READ, "plenary", "review", 60)


def at_a_step(kind: str) -> Meeting:
    return meeting_after(an_hour((STEPS[kind], LAST)), START)


MEETINGS: Mapping[str, Meeting] = {
    "the lobby": meeting_after(an_hour((LAST,))),
    **{kind: at_a_step(kind) for kind in STEPS},
    "closed": meeting_after(an_hour((LAST,)), c.StartStep(None, READ), c.CloseMeeting(READ)),
    "resting": meeting_after(an_hour(), START, c.BreakOff()),
}
"""A meeting in each kind of step, and where there is none."""
NOWHERE: frozenset[str] = frozenset()
ANYWHERE = frozenset(MEETINGS)
LINES = frozenset({"writing in a round", "writing together", "sharing", "resting"})
"""Where everybody's line is captured. (The meeting that rests does so at a step of writing together.)"""
AT_A_STEP = ANYWHERE - {"the lobby"}
SEAT, NOTE, WHO = SeatId("5ea7"), a_note(7), MemberId("m1")


@dataclass(frozen=True)
class Row:
    """A command at the present step, and the meetings in which a phone may give it, in the room and from afar."""

    make: Callable[[StepId], c.Command]
    in_the_room: frozenset[str] = NOWHERE
    from_afar: frozenset[str] = NOWHERE


def everywhere(make: Callable[[StepId], c.Command], where: frozenset[str] = ANYWHERE) -> Row:
    """The same in the room and from afar."""
    return Row(make, where, where)


TABLE: Mapping[type[c.Command], Row] = {
    # What the step asks of everybody, and what one has said oneself: nobody else knows the id of the line.
    c.KeepNote: everywhere(lambda step: c.KeepNote(step, NOTE, "x"), LINES),
    c.EditNote: everywhere(lambda _: c.EditNote(NOTE, "x")),
    c.DeleteNote: everywhere(lambda _: c.DeleteNote(NOTE)),
    c.RestoreNote: everywhere(lambda _: c.RestoreNote(NOTE)),
    # One who sits in the room raises a hand in the room.
    c.RaiseHand: Row(lambda step: c.RaiseHand(step, "", NOTE, SEAT, True), from_afar=AT_A_STEP),
    # All else is done at the shared screen, in sight of all.
    c.OpenMeeting: Row(lambda _: an_hour()),
    c.BringThread: Row(lambda _: c.BringThread(8)),
    c.SetHeadCount: Row(lambda _: c.SetHeadCount(5)),
    c.StartStep: Row(lambda step: c.StartStep(step, READ)),
    c.GoBack: Row(lambda step: c.GoBack(step, None)),
    c.TakeUpStep: Row(lambda step: c.TakeUpStep(step, READ)),
    c.CallTurn: Row(lambda step: c.CallTurn(step, 0, 1)),
    c.LetNoteIn: Row(lambda _: c.LetNoteIn(NOTE)),
    c.EraseNote: Row(lambda _: c.EraseNote(NOTE)),
    c.PlaceNote: Row(lambda _: c.PlaceNote(NOTE, "1")),
    c.MoveNote: Row(lambda _: c.MoveNote(NOTE, None)),
    c.MarkNote: Row(lambda _: c.MarkNote(NOTE, True)),
    c.TickNote: Row(lambda _: c.TickNote(NOTE, True)),
    c.SetKind: Row(lambda _: c.SetKind(NOTE, "area")),
    c.SetCell: Row(lambda _: c.SetCell("close", "promise", "", "x")),
    c.NameOwner: Row(lambda _: c.NameOwner("close", "task-owner", "Kari", WHO)),
    c.AddMember: Row(lambda _: c.AddMember(WHO, "Kari")),
    c.RenameMember: Row(lambda _: c.RenameMember(WHO, "Kari", "")),
    c.RemoveMember: Row(lambda _: c.RemoveMember(WHO)),
    c.SetLeader: Row(lambda _: c.SetLeader(None)),
    c.SetScribe: Row(lambda _: c.SetScribe(None)),
    c.SetHost: Row(lambda _: c.SetHost(None)),
    c.SetAbsent: Row(lambda _: c.SetAbsent(WHO, True)),
    c.ChooseVoteKind: Row(lambda step: c.ChooseVoteKind(step, "open")),
    c.ChooseBallot: Row(lambda step: c.ChooseBallot(step, "phones")),
    c.CallBallotsIn: Row(lambda step: c.CallBallotsIn(step, "", 8)),
    c.CountHands: Row(lambda step: c.CountHands(step, "", NOTE, 1)),
    c.CloseVote: Row(lambda step: c.CloseVote(step, "")),
    c.ReopenVote: Row(lambda step: c.ReopenVote(step, "")),
    c.ChooseOption: Row(lambda step: c.ChooseOption(step, NOTE, True)),
    c.Agree: Row(lambda step: c.Agree(step, "all-can-live", True)),
    c.ShowBoard: Row(lambda step: c.ShowBoard(step, "")),
    c.SetTimeAvailable: Row(lambda _: c.SetTimeAvailable(3_000)),
    c.NoticeTime: Row(lambda _: c.NoticeTime()),
    c.PutClockForward: Row(lambda _: c.PutClockForward(60)),
    c.BreakOff: Row(lambda _: c.BreakOff()),
    c.TakeUpMeeting: Row(lambda _: c.TakeUpMeeting()),
    c.AddTime: Row(lambda step: c.AddTime(step, 60)),
    c.PauseClock: Row(lambda _: c.PauseClock()),
    c.ResumeClock: Row(lambda _: c.ResumeClock()),
    c.CloseMeeting: Row(lambda step: c.CloseMeeting(step)),
    c.ReopenMeeting: Row(lambda _: c.ReopenMeeting()),
}


def test_every_command_has_its_row() -> None:
    """Whoever makes a new command says here whether a phone may give it."""
    assert set(TABLE) == set(get_args(c.Command))
    assert all(isinstance(row.make(WRITE), kind) for kind, row in TABLE.items())


def allowed_in(make: Callable[[StepId], c.Command], *, is_remote: bool) -> set[str]:
    """The meetings in which a phone may give the command at the present step."""
    allowed = set()
    for name, state in MEETINGS.items():
        no = refused_from_phone(state, make(state.current or WRITE), is_remote=is_remote)
        assert no in (None, Refused("not-from-a-phone"))
        if no is None:
            allowed.add(name)
    return allowed


@pytest.mark.parametrize("kind", TABLE, ids=[kind.__name__ for kind in TABLE])
def test_a_phone_gives_the_commands_of_its_row_and_no_other(kind: type[c.Command]) -> None:
    row = TABLE[kind]
    assert allowed_in(row.make, is_remote=False) == row.in_the_room
    assert allowed_in(row.make, is_remote=True) == row.from_afar


@pytest.mark.parametrize("kind", ["area", "later", "note"])
def test_a_proposal_may_come_from_a_phone_at_any_step(kind: str) -> None:
    for is_remote in (False, True):
        assert allowed_in(lambda step: c.KeepNote(step, NOTE, "x", kind), is_remote=is_remote) == ANYWHERE  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["definition", "term", "reference", "difference", "requirement"])
def test_what_the_group_says_together_does_not_come_from_a_phone(kind: str) -> None:
    assert allowed_in(lambda step: c.KeepNote(step, NOTE, "x", kind), is_remote=True) == NOWHERE  # type: ignore[arg-type]


def test_a_comment_on_a_line_does_not_come_from_a_phone() -> None:
    assert allowed_in(lambda step: c.KeepNote(step, NOTE, "x", about=a_note(1)), is_remote=True) == NOWHERE


def test_a_line_for_a_step_that_the_meeting_lacks_or_a_hand_at_another_step_is_refused() -> None:
    state = at_a_step("sharing")
    assert refused_from_phone(state, c.KeepNote(ELSEWHERE, NOTE, "x"), is_remote=True) is not None
    hand = c.RaiseHand(READ, "", NOTE, SEAT, True)
    assert refused_from_phone(state, hand, is_remote=True) is not None


def test_a_late_line_for_a_step_that_takes_lines_is_still_welcome() -> None:
    """The phone had no network for ten minutes."""
    state = meeting_after(an_hour((STEPS["sharing"], LAST)), START, c.StartStep(WRITE, READ))
    assert refused_from_phone(state, c.KeepNote(WRITE, NOTE, "x"), is_remote=False) is None


@pytest.mark.parametrize(
    "command", [c.EditNote(DEFINITION, "x"), c.DeleteNote(DEFINITION), c.RestoreNote(DEFINITION)], ids=repr
)
def test_the_groups_working_definition_is_out_of_a_phones_reach(command: c.Command) -> None:
    """Its id is written in the source: knowing it proves nothing."""
    thread = c.BringThread(8, episode="before", lines=(BroughtLine(DEFINITION, "definition", "Hos oss"),))
    state = meeting_after(an_hour(), thread, START)
    assert DEFINITION in state.notes_of(BROUGHT)
    assert refused_from_phone(state, command, is_remote=False) == Refused("not-from-a-phone")


def test_the_facts_of_a_vote_on_phones_name_nobody() -> None:
    """The log is kept, and goes into backups: an answer in it that stood beside a seat would stand there for ever."""
    facts = facts_of(
        an_hour(HIDDEN), START, a_line(1), a_line(2), TO_SORT, phones(), call_in(), arrived(8, (A, 5), (B, 3))
    )
    said = [event for event, _ in facts if isinstance(event, e.BallotWayChosen | e.BallotsCalledIn | e.VoteClosed)]
    assert said == [
        e.BallotWayChosen(SORT, "phones"),
        e.BallotsCalledIn(SORT, "", 8),
        e.VoteClosed(SORT, "", ((A, 5), (B, 3)), 8),
    ]
    assert facts[0][1] == BEGINNING
