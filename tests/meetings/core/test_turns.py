"""Turns: who speaks, in which order, and that the group moves one turn however many press. And who is here at all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.meetings import (
    ELSEWHERE,
    READ,
    SORT,
    START,
    TO_SORT,
    WRITE,
    Happening,
    after,
    an_hour,
    facts_of,
    meeting_after,
    minute,
)
from rundebord.kernel.refused import Refused
from rundebord.meetings.core import commands as c
from rundebord.meetings.core import events as e
from rundebord.meetings.core.agenda import speakers, turn_count, turn_of
from rundebord.meetings.core.decide import Decision, decide
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.words import MemberId, PlannedStep, StepId

ROUNDS = (
    PlannedStep(WRITE, "round", "share", 480, person_seconds=60),
    PlannedStep(SORT, "plenary", "share", 300),
    PlannedStep(READ, "round", "write", 360, person_seconds=45),
)
NAMES = "ABCDEFGHIJKL"
MOVED = Refused("moved-meanwhile")


def member(name: str) -> MemberId:
    return MemberId(f"id of {name}")


def add(name: str) -> c.AddMember:
    return c.AddMember(member(name), name)


def group(heads: int, names: str = "", *more: Happening, agenda: tuple[PlannedStep, ...] = ROUNDS) -> Meeting:
    """So many people, of whom these have been named, in the lobby unless more happened."""
    count = [c.SetHeadCount(heads)] if heads != 8 else []
    return meeting_after(an_hour(agenda), *count, *(add(name) for name in names), *more)


def order(state: Meeting, step: StepId = WRITE) -> str:
    """The names of those who speak, «-» for one whose name is not known."""
    return "".join(one.name if one else "-" for one in speakers(state, state.step(step)))


def call(*turns: int, step: StepId = WRITE) -> Sequence[c.Command]:
    """One press after the other, from turn to turn."""
    return [c.CallTurn(step, origin, turn) for origin, turn in pairwise(turns)]


def speaker(state: Meeting, step: StepId = WRITE) -> str:
    return order(state, step)[turn_of(state, step)]


# -- the order -------------------------------------------------------------------------------------------------------


def test_without_names_the_round_has_a_turn_for_each_head() -> None:
    assert order(group(8)) == "-" * 8


def test_the_members_speak_in_the_order_in_which_they_were_named() -> None:
    assert order(group(8, "ABCDEFGH")) == "ABCDEFGH"


def test_those_whose_names_are_not_known_come_after_the_others() -> None:
    assert order(group(8, "ABC")) == "ABC-----"


def test_the_scribe_begins_and_the_leader_ends() -> None:
    state = group(8, "ABCDEFGH", c.SetLeader(member("A")), c.SetScribe(member("F")))
    assert order(state) == "FBCDEGHA"
    assert order(group(8, "AB", c.SetLeader(member("A")), c.SetScribe(member("B")))) == "B------A"


def test_a_leader_who_writes_speaks_last() -> None:
    state = group(4, "ABCD", c.SetLeader(member("B")), c.SetScribe(member("B")))
    assert order(state) == "ACDB"


def test_a_scribe_from_outside_has_no_turn() -> None:
    state = group(4, "ABCD", c.SetScribe(member("A")), c.SetScribe(None))
    assert order(state) == "ABCD"


def test_a_leader_who_is_alone_speaks_once() -> None:
    state = group(1, "A", c.SetLeader(member("A")), c.SetScribe(member("A")))
    assert order(state) == "A"


@pytest.mark.parametrize("heads", range(1, 13))
def test_everybody_speaks_once_whoever_leads_and_writes(heads: int) -> None:
    for named in range(heads + 1):
        people = [None, *NAMES[:named]]
        for leader, scribe in product(people, people):
            marks: list[Happening] = []
            marks += [c.SetLeader(member(leader))] if leader else []
            marks += [c.SetScribe(member(scribe))] if scribe else []
            state = group(heads, NAMES[:named], *marks)
            for step in (WRITE, READ):
                called = order(state, step)
                assert sorted(called.replace("-", "")) == sorted(NAMES[:named])
                assert len(called) == heads == turn_count(state, state.step(step))
                assert leader is None or called[-1] == leader
                assert scribe in (None, leader) or called[0] == scribe


@pytest.mark.parametrize("heads", range(3, 13))
def test_each_round_of_the_meeting_begins_with_somebody_else(heads: int) -> None:
    rounds = tuple(PlannedStep(StepId(f"r{n}"), "round", "share", 480, person_seconds=60) for n in range(2))
    state = group(heads, NAMES[:heads], c.SetLeader(member("C")), agenda=rounds)
    first, second = (order(state, one.id) for one in rounds)
    assert first[0] != second[0]
    assert first[-1] == second[-1] == "C"
    assert second[:-1] in first[:-1] * 2, "the order turns, and is not shuffled"


@pytest.mark.parametrize(("heads", "turns"), [(12, 12), (13, 5), (40, 14)])
def test_above_twelve_people_spokespersons_are_called_without_names(heads: int, turns: int) -> None:
    state = group(heads, "ABC", c.SetLeader(member("A")))
    assert order(state) == ("BC" + "-" * 9 + "A" if heads == 12 else "-" * turns)


def test_somebody_who_is_named_takes_the_place_of_one_whose_name_was_not_known() -> None:
    state = group(4, "ABC", START)
    assert order(after(state, add("D"))) == "ABCD"


def test_more_names_than_heads_are_more_heads() -> None:
    state = group(2, "ABC")
    assert (state.head_count, order(state)) == (3, "ABC")


# -- one turn at a time ----------------------------------------------------------------------------------------------

IN_ROUND: tuple[Happening, ...] = (START, *call(0, 1, 2))


def test_a_round_begins_with_the_first_and_each_press_calls_the_next() -> None:
    state = group(4, "ABCD", START)
    assert speaker(state) == "A"
    assert speaker(group(4, "ABCD", START, *call(0, 1, 2, 3))) == "D"


def test_back_calls_the_one_before_and_forth_again() -> None:
    assert speaker(group(4, "ABCD", START, *call(0, 1, 2, 1))) == "B"
    assert speaker(group(4, "ABCD", START, *call(0, 1, 2, 1, 0, 1))) == "B"


def test_two_who_press_at_once_move_one_turn() -> None:
    state = group(4, "ABCD", *IN_ROUND)
    press = c.CallTurn(WRITE, 2, 3)
    once = after(state, press)
    assert speaker(once) == "D"
    assert decide(once, press, minute(1)) == ()
    assert after(once, press) == once


def test_one_who_presses_next_and_one_who_presses_back_move_one_turn() -> None:
    """Whoever comes second pressed on a screen that is no longer true."""
    state = after(group(4, "ABCD", *IN_ROUND), c.CallTurn(WRITE, 2, 3))
    assert decide(state, c.CallTurn(WRITE, 2, 1), minute(1)) == MOVED


@pytest.mark.parametrize(
    ("command", "refused"),
    [
        (c.CallTurn(WRITE, 2, 0), MOVED),
        (c.CallTurn(WRITE, 1, 3), MOVED),
        (c.CallTurn(WRITE, 3, 4), MOVED),
        (c.CallTurn(WRITE, 3, 2), ()),
        (c.CallTurn(SORT, 0, 1), MOVED),
        (c.CallTurn(ELSEWHERE, 0, 1), Refused("no-such-step", {"step": ELSEWHERE})),
    ],
)
def test_a_turn_is_one_away_from_where_the_group_is(command: c.CallTurn, refused: object) -> None:
    assert decide(group(4, "ABCD", *IN_ROUND), command, minute(1)) == refused


@pytest.mark.parametrize(("path", "turn"), [((0,), -1), ((0, 1, 2, 3), 4)], ids=["before the first", "after the last"])
def test_there_is_no_turn_before_the_first_nor_after_the_last(path: tuple[int, ...], turn: int) -> None:
    state = group(4, "ABCD", START, *call(*path))
    assert decide(state, c.CallTurn(WRITE, path[-1], turn), minute(1)) == MOVED


def test_where_nobody_is_called_there_is_one_turn() -> None:
    state = group(4, "ABCD", START, TO_SORT)
    assert turn_count(state, state.step(SORT)) == 1
    assert decide(state, c.CallTurn(SORT, 0, 1), minute(1)) == MOVED


def test_the_turn_has_a_beginning_that_a_pause_moves() -> None:
    story = (minute(1), START, minute(2), *call(0, 1), minute(3), c.PauseClock(), minute(5), c.ResumeClock())
    assert group(4, "ABCD", *story[:4]).turn_at == minute(2)
    assert group(4, "ABCD", *story).turn_at == minute(4)


def test_who_calls_the_next_does_not_stand_still() -> None:
    facts = facts_of(an_hour(ROUNDS), START, c.PauseClock(), *call(0, 1))
    assert [event for event, _ in facts[-2:]] == [e.ClockResumed(), e.TurnCalled(WRITE, 1)]


def test_each_round_has_its_own_turn_and_keeps_it_when_the_group_comes_back() -> None:
    to_read = (TO_SORT, c.StartStep(SORT, READ))
    state = group(4, "ABCD", *IN_ROUND, *to_read)
    assert (turn_of(state, WRITE), turn_of(state, READ)) == (2, 0)
    state = group(4, "ABCD", *IN_ROUND, TO_SORT, c.GoBack(SORT, WRITE))
    assert turn_of(state, WRITE) == 2


# -- somebody comes, somebody leaves ---------------------------------------------------------------------------------


def test_when_people_leave_there_are_fewer_turns_to_come_and_the_present_one_stays() -> None:
    state = group(4, "", START, *call(0, 1, 2), c.SetHeadCount(2))
    assert (turn_of(state, WRITE), turn_count(state, state.step(WRITE))) == (2, 3)
    assert decide(state, c.CallTurn(WRITE, 2, 1), minute(1)) == (e.TurnCalled(WRITE, 1),)
    assert order(group(6, "AB", START, *call(0, 1), c.SetHeadCount(3))) == "AB-"


def test_one_who_leaves_is_not_called_and_what_has_their_name_keeps_it() -> None:
    state = group(4, "ABCD", *IN_ROUND, c.RemoveMember(member("D")))
    assert "D" not in order(state)
    gone = state.member(member("D"))
    assert gone is not None
    assert gone.name == "D"


def test_one_who_leaves_during_their_own_turn_gives_it_to_the_next() -> None:
    state = group(4, "ABCD", *IN_ROUND, c.RemoveMember(member("C")))
    assert speaker(state) == "D"


def test_one_who_leaves_after_the_present_speaker_changes_nothing_for_that_one() -> None:
    assert speaker(group(4, "ABCD", *IN_ROUND, c.RemoveMember(member("D")))) == "C"


def test_one_who_leaves_leads_and_writes_no_more() -> None:
    state = group(4, "ABCD", c.SetLeader(member("A")), c.SetScribe(member("A")), c.RemoveMember(member("A")))
    assert (state.leader, state.scribe) == (None, None)


@pytest.mark.parametrize(
    "change",
    [c.RemoveMember(member("A")), c.SetScribe(member("D")), c.SetLeader(member("B"))],
    ids=["one who has spoken leaves", "the scribe is named", "the leader is named"],
)
def test_who_is_speaking_goes_on_speaking_whatever_is_said_of_the_others(change: c.Command) -> None:
    state = group(4, "ABCD", *IN_ROUND)
    assert speaker(state) == "C"
    assert speaker(after(state, change)) == "C"


def test_who_is_speaking_goes_on_speaking_when_somebody_comes_late() -> None:
    in_second = (START, TO_SORT, c.StartStep(SORT, READ), *call(0, 1, 2, step=READ))
    state = group(8, "ABCDEFGH", *in_second)
    assert speaker(after(state, c.SetHeadCount(9)), READ) == speaker(state, READ)


@given(
    st.integers(3, 9),
    st.lists(st.tuples(st.sampled_from(["call", "add", "remove", "lead", "write"]), st.integers(0, 99))),
)
def test_whoever_comes_and_goes_during_a_round_all_who_stay_are_called_and_nobody_twice(
    heads: int, happenings: list[tuple[str, int]]
) -> None:
    """Everybody is named; those who come are too. Nobody leaves while speaking."""
    state = group(heads, NAMES[:heads], START)
    called = [speaker(state)]
    for what, number in happenings:
        one = list(state.members)[number % len(state.members)]
        here = turn_of(state, WRITE)
        if what == "call" and here + 1 < turn_count(state, state.step(WRITE)):
            state = after(state, c.CallTurn(WRITE, here, here + 1))
            called.append(speaker(state))
        elif what == "remove" and len(state.members) > 2 and one != member(called[-1]):
            state = after(state, c.RemoveMember(one))
        elif what == "add" and len(state.members) < 12:
            state = after(state, add(NAMES[number % 12]))
        elif what in ("lead", "write"):
            state = after(state, c.SetLeader(one) if what == "lead" else c.SetScribe(one))
        assert speaker(state) == called[-1], what
    for here in range(turn_of(state, WRITE), turn_count(state, state.step(WRITE)) - 1):
        state = after(state, c.CallTurn(WRITE, here, here + 1))
        called.append(speaker(state))
    assert {one.name for one in state.members.values()} <= set(called)
    assert len(called) == len(set(called))


# -- the members -----------------------------------------------------------------------------------------------------

KARI, OLA, NEW = (MemberId(one) for one in ("kari", "ola", "new"))


def two_members(*more: Happening) -> Meeting:
    return meeting_after(an_hour(), c.AddMember(KARI, " Kari  B ", "Økonomi"), c.AddMember(OLA, "Ola"), *more)


def answer(command: c.Command, *more: Happening) -> Decision:
    return decide(two_members(*more), command, minute(1))


def test_a_member_is_added_once() -> None:
    state = two_members()
    assert list(state.members) == [KARI, OLA]
    assert (state.members[KARI].name, state.members[KARI].heading) == ("Kari B", "Økonomi")
    assert state.members[OLA].heading == "Ola"
    assert decide(state, c.AddMember(KARI, "Kari B"), minute(1)) == ()
    assert decide(state, c.AddMember(NEW, "kARI b"), minute(1)) == Refused("name-is-taken", {"name": "kARI b"})


@pytest.mark.parametrize(
    ("command", "refused"),
    [
        (c.AddMember(NEW, "  "), Refused("name-empty")),
        (c.AddMember(NEW, "x" * 81), Refused("name-too-long", {"length": 81, "longest": 80})),
        (c.AddMember(NEW, "Åse", "x" * 90), Refused("name-too-long", {"length": 90, "longest": 80})),
        (c.RenameMember(KARI, "", ""), Refused("name-empty")),
        (c.RenameMember(KARI, "ola", ""), Refused("name-is-taken", {"name": "ola"})),
        (c.RenameMember(NEW, "Åse", ""), Refused("no-such-member")),
        (c.RemoveMember(NEW), Refused("no-such-member")),
        (c.SetLeader(NEW), Refused("no-such-member")),
        (c.SetScribe(NEW), Refused("no-such-member")),
        (c.RenameMember(KARI, " Kari B", "Økonomi "), ()),
        (c.RenameMember(KARI, "KARI", "Økonomi"), (e.MemberRenamed(KARI, "KARI", "Økonomi"),)),
        (c.SetLeader(None), ()),
        (c.SetScribe(None), ()),
    ],
)
def test_members_have_a_name_that_nobody_else_has(command: c.Command, refused: Decision) -> None:
    assert answer(command) == refused


def test_one_who_has_left_is_removed_once_and_neither_leads_nor_is_renamed() -> None:
    gone = (c.RemoveMember(KARI),)
    assert answer(c.RemoveMember(KARI), *gone) == ()
    assert answer(c.SetLeader(KARI), *gone) == Refused("no-such-member")
    assert answer(c.RenameMember(KARI, "Kari B", ""), *gone) == Refused("no-such-member")


def test_a_name_is_free_again_when_its_member_has_left() -> None:
    assert answer(c.AddMember(NEW, "Kari B"), c.RemoveMember(KARI)) == (e.MemberAdded(NEW, "Kari B", ""),)


def test_sixty_members_are_the_most() -> None:
    full = two_members(*(c.AddMember(MemberId(f"m{number}"), f"name {number}") for number in range(58)))
    assert decide(full, c.AddMember(NEW, "Åse"), minute(1)) == Refused("too-many-members", {"most": 60})


def test_however_many_are_named_they_are_never_reckoned_as_more_than_forty() -> None:
    assert two_members(*(c.AddMember(MemberId(f"m{n}"), f"name {n}") for n in range(50))).head_count == 40
