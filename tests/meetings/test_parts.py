"""Who reads which role: all is given out once, nobody has far more than the others, and nobody talks to themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundebord.meetings.presenter.parts import CARDS, shares

ROLES = ["direktør", "jurist", "forsker", "fag", "hr", "økonomi", "region", "digital", "rådgiver"]
replies = st.lists(st.tuples(st.sampled_from([CARDS, *ROLES]), st.integers(1, 45)), max_size=80)
people = st.integers(1, 14)


def words_of(said: list[tuple[str, int]], role: str) -> int:
    return sum(count for one, count in said if one == role)


@given(replies, people)
def test_every_role_is_given_out_once_and_nothing_else_is(said: list[tuple[str, int]], count: int) -> None:
    hands = shares(said, count)
    given_out = [role for hand in hands for role in hand if role != CARDS]
    assert len(hands) == count
    assert sorted(given_out) == sorted({role for role, _words in said if role != CARDS})


@given(replies, people)
def test_nobody_reads_much_more_than_an_even_share(said: list[tuple[str, int]], count: int) -> None:
    hands = shares(said, count)
    roles = {role for role, _words in said if role != CARDS}
    total = sum(words_of(said, role) for role in roles)
    largest = max((words_of(said, role) for role in roles), default=0)
    for hand in hands:
        assert sum(words_of(said, role) for role in hand if role != CARDS) <= 1.15 * total / count + largest


@given(replies, people)
def test_nobody_has_two_roles_while_somebody_has_none(said: list[tuple[str, int]], count: int) -> None:
    hands = shares(said, count)
    if any(not hand for hand in hands):
        assert all(len(hand) <= 1 for hand in hands)


@given(replies, people)
def test_the_cards_go_to_somebody_who_reads_nothing_else(said: list[tuple[str, int]], count: int) -> None:
    hands = shares(said, count)
    roles = {role for role, _words in said}
    readers = [hand for hand in hands if CARDS in hand]
    assert all(list(hand) == [CARDS] for hand in readers)
    assert len(readers) == (1 if CARDS in roles and count > len(roles - {CARDS}) else 0)


@given(replies, people)
def test_it_is_the_same_each_time(said: list[tuple[str, int]], count: int) -> None:
    assert shares(said, count) == shares(list(said), count)


def test_two_who_talk_with_each_other_are_read_by_two() -> None:
    said = [("a", 10), ("b", 10)] * 5 + [("c", 10), ("d", 10)] * 5
    for hand in shares(said, 2):
        assert set(hand) not in ({"a", "b"}, {"c", "d"})


@pytest.mark.parametrize(("count", "most"), [(1, 8), (3, 3), (8, 1), (14, 1)])
def test_how_many_roles_one_person_has_follows_how_many_there_are(count: int, most: int) -> None:
    said = [(role, 100) for role in ROLES[:8]]
    assert max(len(hand) for hand in shares(said, count)) == most
