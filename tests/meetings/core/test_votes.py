"""Votes and choices: open or without names and never both, counted to the head, closed when the group is sure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factories.meetings import (
    ELSEWHERE,
    READ,
    SORT,
    START,
    TO_READ,
    WRITE,
    Happening,
    a_line,
    a_note,
    after,
    an_hour,
    at_a_vote,
    meeting_after,
    minute,
    steps_of_a_vote,
)
from rundebord.kernel.refused import Refused
from rundebord.meetings.core import commands as c
from rundebord.meetings.core import events as e
from rundebord.meetings.core.agenda import turn_count
from rundebord.meetings.core.decide import Decision, decide
from rundebord.meetings.core.state import Meeting, Poll
from rundebord.meetings.core.words import NoteId, PlannedStep, VoteKind

AGENDA = steps_of_a_vote()
UNNAMED = steps_of_a_vote(vote="unnamed", sensitive=("s2",))
A, B, C, D = (a_note(number) for number in (1, 2, 3, 4))


def voting(agenda: tuple[PlannedStep, ...] = AGENDA, *more: Happening) -> Meeting:
    """Eight people, four proposals, at the vote."""
    return at_a_vote(agenda, 4, *more)


def rating(agenda: tuple[PlannedStep, ...] = AGENDA, *more: Happening) -> Meeting:
    """Eight people, at the first of two statements."""
    return voting(agenda, TO_READ, *more)


def hands(option: NoteId | str, count: int) -> c.CountHands:
    return c.CountHands(SORT, "", option, count)


def rated(option: str, count: int, statement: str = "s1") -> c.CountHands:
    return c.CountHands(READ, statement, option, count)


def close(*, is_sure: bool = False) -> c.CloseVote:
    return c.CloseVote(SORT, "", is_sure=is_sure)


def slips(number: int, *counts: tuple[str, int], is_sure: bool = False) -> c.CloseVote:
    return c.CloseVote(SORT, "", counts, number, is_sure)


def answer(state: Meeting, command: c.Command) -> Decision:
    return decide(state, command, minute(30))


ALL_HANDS = (hands(A, 8), hands(B, 5), hands(C, 2), hands(D, 1))
MIXED = Refused("votes-are-never-mixed")
NO_OPTION = Refused("no-such-option")
NO_VOTE = Refused("no-vote-here")

# -- the open vote ---------------------------------------------------------------------------------------------------


def test_hands_are_counted_line_by_line_and_can_be_counted_again() -> None:
    state = voting(AGENDA, hands(A, 3), hands(B, 4), hands(A, 2))
    assert state.polls[SORT, ""] == Poll({A: 2, B: 4})
    assert answer(state, hands(A, 2)) == ()


def test_a_line_can_lose_all_its_hands_again() -> None:
    assert voting(AGENDA, hands(A, 3), hands(A, 0)).polls[SORT, ""].total == 0


@pytest.mark.parametrize(
    ("before", "command", "total"),
    [
        ((), hands(A, 9), 9),
        ((), hands(A, -1), -1),
        ((hands(A, 8), hands(B, 8)), hands(C, 1), 17),
        ((hands(A, 8), hands(B, 7)), hands(C, 2), 17),
    ],
    ids=["more than heads", "less than none", "one hand too many", "two where one is left"],
)
def test_there_are_no_more_hands_than_the_people_have(
    before: tuple[c.Command, ...], command: c.CountHands, total: int
) -> None:
    refused = Refused("too-many-hands", {"count": total, "most": 16, "heads": 8})
    assert answer(voting(AGENDA, *before), command) == refused


def test_the_last_hand_is_counted() -> None:
    assert voting(AGENDA, hands(A, 8), hands(B, 7), hands(C, 1)).polls[SORT, ""].total == 16


def test_hands_that_are_moved_from_one_line_are_free_for_another() -> None:
    state = voting(AGENDA, hands(A, 8), hands(B, 8), hands(A, 5), hands(C, 3))
    assert state.polls[SORT, ""].total == 16


def test_a_rating_has_one_hand_for_each() -> None:
    state = rating(AGENDA, rated("1", 3), rated("dont-know", 5))
    assert answer(state, rated("5", 1)) == Refused("too-many-hands", {"count": 9, "most": 8, "heads": 8})
    assert answer(state, rated("5", 8, "s2")) == (e.HandsCounted(READ, "s2", "5", 8),)


def test_when_somebody_has_come_there_is_a_hand_more() -> None:
    state = rating(AGENDA, rated("1", 8), c.SetHeadCount(9))
    assert answer(state, rated("2", 1)) == (e.HandsCounted(READ, "s1", "2", 1),)


@pytest.mark.parametrize(
    ("state", "command", "refused"),
    [
        (voting(), c.CountHands(SORT, "", "no-line", 1), NO_OPTION),
        (voting(AGENDA, c.DeleteNote(A)), hands(A, 1), NO_OPTION),
        (voting(AGENDA, c.SetKind(A, "line")), hands(A, 1), NO_OPTION),
        (voting(), c.CountHands(SORT, "s1", A, 1), NO_VOTE),
        (voting(), c.CountHands(WRITE, "", A, 1), NO_VOTE),
        (voting(), rated("1", 1), NO_VOTE),
        (rating(), rated("6", 1), NO_OPTION),
        (rating(), rated("", 1), NO_OPTION),
        (rating(), rated("1", 1, "s3"), NO_VOTE),
        (rating(), rated("1", 1, ""), NO_VOTE),
        (voting(), c.CountHands(ELSEWHERE, "", A, 1), Refused("no-such-step", {"step": ELSEWHERE})),
        (voting(), c.ReopenVote(WRITE, ""), NO_VOTE),
        (voting(), c.ChooseVoteKind(WRITE, "unnamed"), NO_VOTE),
    ],
)
def test_a_vote_is_of_its_own_step_and_statement_and_for_a_line_that_stands(
    state: Meeting, command: c.Command, refused: Refused
) -> None:
    assert answer(state, command) == refused


def test_closing_before_all_have_voted_is_asked_about_and_then_done() -> None:
    state = voting(AGENDA, hands(A, 8), hands(B, 7))
    assert answer(state, close()) == Refused("votes-missing", {"voted": 15, "expected": 16})
    sure = answer(state, close(is_sure=True))
    assert isinstance(sure, tuple)
    assert sure[0] == e.VoteClosed(SORT, "", ((A, 8), (B, 7)), 0)


def test_a_vote_in_which_nobody_voted_cannot_be_closed_even_by_one_who_is_sure() -> None:
    assert answer(voting(), close(is_sure=True)) == Refused("no-votes-yet")
    assert answer(voting(AGENDA, hands(A, 1), hands(A, 0)), close(is_sure=True)) == Refused("no-votes-yet")


def test_a_full_vote_is_closed_once_without_being_asked() -> None:
    state = voting(AGENDA, *ALL_HANDS, close())
    assert state.polls[SORT, ""] == Poll({A: 8, B: 5, C: 2, D: 1}, 0, is_closed=True)
    assert answer(state, close()) == ()


def test_lines_without_hands_are_not_in_the_result() -> None:
    state = voting(AGENDA, hands(C, 3), hands(C, 0), hands(B, 8), hands(A, 8), close())
    assert dict(state.polls[SORT, ""].counts) == {A: 8, B: 8}


def test_hands_after_the_close_wait_until_the_vote_is_opened_again() -> None:
    closed = voting(AGENDA, *ALL_HANDS, close())
    assert answer(closed, hands(A, 7)) == Refused("vote-is-closed")
    opened = after(closed, c.ReopenVote(SORT, ""))
    assert opened.polls[SORT, ""] == Poll({A: 8, B: 5, C: 2, D: 1})
    assert answer(opened, c.ReopenVote(SORT, "")) == ()
    assert answer(opened, hands(A, 7)) == (e.HandsCounted(SORT, "", A, 7),)


def test_each_statement_is_closed_for_itself() -> None:
    state = rating(AGENDA, rated("2", 8), c.CloseVote(READ, "s1"))
    assert (state.polls[READ, "s1"].is_closed, (READ, "s2") in state.polls) == (True, False)
    assert turn_count(state, state.step(READ)) == 2


def test_hands_for_a_line_that_was_deleted_are_free_for_the_others() -> None:
    """Two proposals turn out to be one: the hands of the one that went are raised for another."""
    state = voting(AGENDA, hands(A, 8), hands(B, 8), c.DeleteNote(A))
    assert answer(state, hands(C, 3)) == (e.HandsCounted(SORT, "", C, 3),)


# -- the vote without names ------------------------------------------------------------------------------------------


def test_without_names_all_slips_come_at_once_with_the_close() -> None:
    state = voting(UNNAMED, slips(8, (A, 8), (B, 5), (C, 2), (D, 0)))
    assert state.polls[SORT, ""] == Poll({A: 8, B: 5, C: 2}, 8, is_closed=True)


def test_no_hand_is_counted_in_a_vote_without_names() -> None:
    assert answer(voting(UNNAMED), hands(A, 1)) == MIXED
    assert answer(voting(UNNAMED, slips(8, (A, 8), (B, 8))), hands(A, 1)) == MIXED


def test_slips_in_an_open_vote_are_not_heard() -> None:
    assert answer(voting(), slips(8, (A, 8), (B, 8), is_sure=True)) == Refused("no-votes-yet")


@pytest.mark.parametrize("kind", ["open", "unnamed"])
def test_the_kind_that_it_is_already_is_no_new_fact(kind: VoteKind) -> None:
    assert answer(voting(UNNAMED if kind == "unnamed" else AGENDA), c.ChooseVoteKind(SORT, kind)) == ()


def test_the_group_may_choose_the_other_kind_before_the_first_vote() -> None:
    state = voting(AGENDA, c.ChooseVoteKind(SORT, "unnamed"))
    assert (state.vote_kind(SORT), state.vote_kind(READ)) == ("unnamed", "open")
    assert voting(AGENDA, hands(A, 1), hands(A, 0), c.ChooseVoteKind(SORT, "unnamed")).vote_kind(SORT) == "unnamed"


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (voting(AGENDA, hands(A, 1)), "unnamed"),
        (voting(AGENDA, *ALL_HANDS, close()), "unnamed"),
        (voting(UNNAMED, slips(8, (A, 8), (B, 8))), "open"),
    ],
    ids=["hands up", "hands counted", "slips counted"],
)
def test_one_kind_is_never_topped_up_with_the_other(state: Meeting, kind: VoteKind) -> None:
    assert answer(state, c.ChooseVoteKind(SORT, kind)) == MIXED


def test_what_was_counted_for_one_statement_holds_for_all_of_the_step() -> None:
    assert answer(rating(AGENDA, rated("2", 1, "s2")), c.ChooseVoteKind(READ, "unnamed")) == MIXED


def test_blank_slips_are_votes_too_and_are_never_topped_up_with_hands() -> None:
    state = voting(UNNAMED, slips(5, is_sure=True))
    assert state.polls[SORT, ""] == Poll({}, 5, is_closed=True)
    assert answer(state, c.ChooseVoteKind(SORT, "open")) == MIXED


@pytest.mark.parametrize(
    ("number", "counts"),
    [
        (9, [(A, 9)]),
        (8, [(A, 9)]),
        (8, [(A, 8), (B, 8), (C, 1)]),
        (3, [(A, 4)]),
        (8, [(A, -1), (B, 3)]),
        (-1, []),
        (0, [(A, 1)]),
    ],
)
def test_slips_hold_no_more_votes_than_people_can_have_written(number: int, counts: list[tuple[str, int]]) -> None:
    refused = Refused("too-many-slips", {"slips": number, "heads": 8})
    assert answer(voting(UNNAMED), slips(number, *counts, is_sure=True)) == refused


def test_a_slip_for_a_statement_holds_one_answer() -> None:
    close_it = c.CloseVote(READ, "s1", (("1", 3), ("2", 3)), 5, is_sure=True)
    assert answer(rating(UNNAMED), close_it) == Refused("too-many-slips", {"slips": 5, "heads": 8})


def test_a_slip_for_a_line_that_is_not_there_is_refused() -> None:
    assert answer(voting(UNNAMED), slips(8, ("no-line", 8))) == NO_OPTION


def test_missing_slips_are_asked_about_and_no_slips_are_no_vote() -> None:
    state = voting(UNNAMED)
    assert answer(state, slips(7, (A, 7))) == Refused("votes-missing", {"voted": 7, "expected": 8})
    assert isinstance(answer(state, slips(7, (A, 7), is_sure=True)), tuple)
    assert answer(state, slips(0, is_sure=True)) == Refused("no-votes-yet")


def test_slips_that_have_been_shown_cannot_be_unseen() -> None:
    """A second result would tell what one person said."""
    for state in (voting(UNNAMED), voting(UNNAMED, slips(8, (A, 8), (B, 8)))):
        assert answer(state, c.ReopenVote(SORT, "")) == Refused("vote-without-names-stays-closed")
    assert answer(voting(UNNAMED, slips(8, (A, 8), (B, 8))), slips(8, (A, 1))) == ()


def test_a_sensitive_statement_is_never_answered_by_hand() -> None:
    state = rating(UNNAMED)
    assert answer(state, c.ChooseVoteKind(READ, "open")) == Refused("never-by-hand")
    assert answer(state, rated("1", 1, "s2")) == MIXED


def test_a_sensitive_statement_is_not_answered_by_hand_even_if_the_programme_forgot_to_say_so() -> None:
    careless = (*AGENDA[:2], replace(AGENDA[2], sensitive=("s2",)))
    assert isinstance(answer(rating(careless), rated("1", 1, "s2")), Refused)


# -- what is chosen --------------------------------------------------------------------------------------------------


def chosen_by(*votes: c.Command, agenda: tuple[PlannedStep, ...] = AGENDA) -> tuple[NoteId, ...]:
    return voting(agenda, *votes).chosen.get(SORT, ())


def test_what_won_clearly_is_proposed_as_the_choice() -> None:
    assert chosen_by(*ALL_HANDS, close()) == (A, B)


@pytest.mark.parametrize(
    ("counts", "chosen"),
    [
        (((A, 8), (B, 4), (C, 4)), (A,)),
        (((A, 5), (B, 5), (C, 5), (D, 1)), ()),
        (((A, 8), (B, 8)), (A, B)),
        (((D, 8),), (D,)),
        (((B, 4), (D, 4), (A, 3)), (B, D)),
    ],
    ids=[
        "tie at the border",
        "three tie for two",
        "two tie for two",
        "only one was voted for",
        "in the order of lines",
    ],
)
def test_of_those_that_tie_at_the_border_the_group_chooses(
    counts: tuple[tuple[NoteId, int], ...], chosen: tuple[NoteId, ...]
) -> None:
    assert chosen_by(*(hands(*one) for one in counts), close(is_sure=True)) == chosen
    assert chosen_by(slips(8, *counts), agenda=UNNAMED) == chosen


def test_slips_too_few_to_be_shown_choose_nothing() -> None:
    """The choice would show what the result must not."""
    assert chosen_by(slips(4, (A, 4), (B, 4), is_sure=True), agenda=UNNAMED) == ()
    assert chosen_by(slips(5, (A, 5), (B, 5), is_sure=True), agenda=UNNAMED) == (A, B)


def test_a_vote_that_is_closed_anew_chooses_anew() -> None:
    again = (*ALL_HANDS, close(), c.ReopenVote(SORT, ""), hands(B, 0), hands(D, 6), close(is_sure=True))
    assert chosen_by(*again) == (A, D)


def test_a_rating_chooses_nothing() -> None:
    assert rating(AGENDA, rated("2", 8), c.CloseVote(READ, "s1")).chosen == {}


def test_the_group_may_choose_otherwise_and_one_more_than_the_programme_advises() -> None:
    state = voting(AGENDA, *ALL_HANDS, close(), c.ChooseOption(SORT, C, True))
    assert state.chosen[SORT] == (A, B, C)
    assert answer(state, c.ChooseOption(SORT, D, True)) == Refused("enough-is-chosen", {"most": 3})
    assert after(state, c.ChooseOption(SORT, A, False)).chosen[SORT] == (B, C)
    for option, is_chosen in ((C, True), (D, False)):
        assert answer(state, c.ChooseOption(SORT, option, is_chosen)) == ()


def test_a_chosen_line_that_was_deleted_makes_room_for_another() -> None:
    three = (c.ChooseOption(SORT, one, True) for one in (A, B, C))
    state = voting(AGENDA, *three, c.DeleteNote(A))
    assert answer(state, c.ChooseOption(SORT, D, True)) == (e.OptionChosen(SORT, D, True),)


def test_the_leader_confirms_and_takes_it_back() -> None:
    yes, no = (c.Agree(SORT, "leader-confirms", is_agreed) for is_agreed in (True, False))
    state = voting(AGENDA, yes)
    assert state.agreed == {(SORT, "leader-confirms")}
    assert answer(state, yes) == ()
    assert after(state, no).agreed == frozenset()
    assert answer(voting(), no) == ()
    assert voting(AGENDA, yes, c.Agree(SORT, "all-can-live", True)).agreed == {
        (SORT, "leader-confirms"),
        (SORT, "all-can-live"),
    }


@pytest.mark.parametrize(
    ("command", "refused"),
    [
        (c.ChooseOption(WRITE, A, True), Refused("no-choice-here")),
        (c.Agree(WRITE, "all-can-live", True), Refused("no-choice-here")),
        (c.ChooseOption(SORT, NoteId("no-line"), True), NO_OPTION),
        (c.ChooseOption(ELSEWHERE, A, True), Refused("no-such-step", {"step": ELSEWHERE})),
        (c.Agree(ELSEWHERE, "all-can-live", True), Refused("no-such-step", {"step": ELSEWHERE})),
    ],
)
def test_a_choice_is_made_where_there_is_one(command: c.Command, refused: Refused) -> None:
    assert answer(voting(), command) == refused


def test_nothing_is_voted_on_before_its_step() -> None:
    early = meeting_after(an_hour(AGENDA), START, a_line(1))
    assert answer(early, hands(A, 1)) == NO_VOTE
    assert answer(early, c.ChooseOption(SORT, A, True)) == Refused("no-choice-here")
