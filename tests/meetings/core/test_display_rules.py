"""What may be shown of answers without names: the table of product.md, for every result that a group can have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from itertools import product

import pytest

from rundebord.meetings.core.display import (
    Category,
    RatingShown,
    VoteShown,
    leading,
    rating_shown,
    vote_shown,
)

Answers = tuple[int, int, int, int, int]
"""How many answered 1, 2, 3, 4 and 5."""
NOTHING = RatingShown(is_shown=False)
DONT_KNOWS = (0, 1, 5, 12)


def every_result(number: int, places: int = 5) -> Iterator[tuple[int, ...]]:
    """Every way in which so many answers can fall."""
    if places == 1:
        yield (number,)
        return
    for first in range(number + 1):
        for rest in every_result(number - first, places - 1):
            yield (first, *rest)


def counts_of(answers: tuple[int, ...], dont_know: int = 0) -> Mapping[str, int]:
    """As a vote stores them: what nobody answered is not there."""
    counts = {str(value): count for value, count in enumerate(answers, 1) if count}
    return counts | ({"dont-know": dont_know} if dont_know else {})


def category_of(answers: tuple[int, ...]) -> Category:
    """The table, read aloud: both ends first, then how far it is from the lowest to the highest."""
    given = {value for value, count in enumerate(answers, 1) if count}
    if given & {1, 2} and given & {4, 5}:
        return "very-different"
    return {0: "quite-alike", 1: "quite-alike", 2: "somewhat-different"}[max(given) - min(given)]  # type: ignore[return-value]


few = pytest.mark.parametrize("number", range(5))
some = pytest.mark.parametrize("number", [5, 6, 7])
many = pytest.mark.parametrize("number", [8, 9, 10, 11, 12])


@few
@pytest.mark.parametrize("is_sensitive", [False, True])
def test_of_fewer_than_five_answers_nothing_is_shown(number: int, is_sensitive: bool) -> None:
    for answers, dont_know in product(every_result(number), DONT_KNOWS):
        assert rating_shown(counts_of(answers, dont_know), is_sensitive=is_sensitive) == NOTHING


@some
def test_of_five_to_seven_answers_the_category_is_shown_and_nothing_else(number: int) -> None:
    for answers, dont_know in product(every_result(number), DONT_KNOWS):
        category = category_of(answers)
        assert rating_shown(counts_of(answers, dont_know)) == RatingShown(
            is_shown=True,
            category=category,
            bands=None,
            dont_know=None,
            is_worth_a_talk=category != "quite-alike",
        )


def test_any_two_results_of_five_to_seven_with_the_same_category_look_the_same() -> None:
    seen = {
        rating_shown(counts_of(answers, dont_know))
        for number in (5, 6, 7)
        for answers, dont_know in product(every_result(number), DONT_KNOWS)
    }
    assert len(seen) == 3


@many
def test_of_eight_answers_or_more_bands_dont_knows_and_category_are_shown(number: int) -> None:
    for answers, dont_know in product(every_result(number), DONT_KNOWS):
        ones, twos, threes, fours, fives = answers
        category = category_of(answers)
        assert rating_shown(counts_of(answers, dont_know)) == RatingShown(
            is_shown=True,
            category=category,
            bands=(ones + twos, threes, fours + fives),
            dont_know=dont_know,
            is_worth_a_talk=category != "quite-alike",
        )


def test_a_sensitive_statement_shows_no_more_than_that_it_is_worth_a_talk() -> None:
    """When all agree it looks as if too few had answered: agreement would tell what each of them said."""
    for number in range(5, 13):
        for answers, dont_know in product(every_result(number), DONT_KNOWS):
            talk = category_of(answers) != "quite-alike"
            shown = rating_shown(counts_of(answers, dont_know), is_sensitive=True)
            assert shown == (RatingShown(is_shown=True, is_worth_a_talk=True) if talk else NOTHING)


@pytest.mark.parametrize(
    ("answers", "category"),
    [
        ((5, 0, 0, 0, 0), "quite-alike"),
        ((0, 0, 0, 0, 5), "quite-alike"),
        ((1, 4, 0, 0, 0), "quite-alike"),
        ((0, 2, 3, 0, 0), "quite-alike"),
        ((0, 0, 2, 3, 0), "quite-alike"),
        ((1, 0, 4, 0, 0), "somewhat-different"),
        ((1, 3, 1, 0, 0), "somewhat-different"),
        ((0, 0, 4, 0, 1), "somewhat-different"),
        ((0, 1, 3, 1, 0), "very-different"),
        ((0, 1, 0, 4, 0), "very-different"),
        ((1, 0, 0, 4, 0), "very-different"),
        ((0, 4, 0, 0, 1), "very-different"),
        ((1, 0, 3, 0, 1), "very-different"),
        ((1, 1, 1, 1, 1), "very-different"),
    ],
)
def test_the_categories_are_one_step_two_steps_and_both_ends(answers: Answers, category: Category) -> None:
    """Two to four is two steps and both ends; both ends win."""
    assert rating_shown(counts_of(answers)).category == category


@pytest.mark.parametrize("dont_know", range(13))
def test_who_does_not_know_is_never_counted_among_the_answers(dont_know: int) -> None:
    assert rating_shown(counts_of((2, 0, 0, 0, 2), dont_know)) == NOTHING
    assert rating_shown(counts_of((3, 0, 0, 0, 4), dont_know)).bands is None
    assert rating_shown(counts_of((4, 0, 0, 0, 4), dont_know)).bands == (4, 0, 4)


@pytest.mark.parametrize("least", range(-1, 13))
@pytest.mark.parametrize("is_sensitive", [False, True])
def test_the_threshold_can_be_raised_and_never_lowered(least: int, is_sensitive: bool) -> None:
    for number in range(13):
        for answers in every_result(number):
            counts = counts_of(answers, 1)
            shown = rating_shown(counts, is_sensitive=is_sensitive, least=least)
            usual = rating_shown(counts, is_sensitive=is_sensitive)
            assert shown == (usual if number >= least else NOTHING)


def test_a_rating_has_nothing_more_to_show() -> None:
    """No mean, total, trend or benchmark: whoever adds a field reads the table of product.md first."""
    assert {field.name for field in fields(RatingShown)} == {
        "is_shown",
        "category",
        "bands",
        "dont_know",
        "is_worth_a_talk",
    }
    assert {field.name for field in fields(VoteShown)} == {"is_shown", "counts", "leading"}


# -- votes between lines ---------------------------------------------------------------------------------------------

LINES = ("a", "b", "c", "d")
every_choice = pytest.mark.parametrize("choose", [1, 2, 3])


def votes() -> Iterator[tuple[dict[str, int], int]]:
    """Every result of up to eight slips with two votes each, and of nine alike; with how many slips."""
    for slips in range(9):
        for falls in every_result(min(2 * slips, 9), len(LINES)):
            if max(falls) <= slips:
                yield {line: count for line, count in zip(LINES, falls, strict=True) if count}, slips


@every_choice
def test_the_lines_that_lead_are_those_with_fewer_than_so_many_above_them(choose: int) -> None:
    """So a tie at the border lets in all who tie, and a line without votes never leads."""
    for counts, _ in votes():
        assert leading(counts, options=LINES, choose=choose) == tuple(
            line
            for line in LINES
            if counts.get(line, 0) > 0 and sum(counts.get(other, 0) > counts.get(line, 0) for other in LINES) < choose
        )


@every_choice
def test_a_vote_of_fewer_than_five_shows_nothing(choose: int) -> None:
    for counts, slips in votes():
        if slips < 5:
            assert vote_shown(counts, options=LINES, slips=slips, choose=choose) == VoteShown(is_shown=False)


@every_choice
def test_a_vote_of_five_to_seven_shows_what_came_first_and_no_number(choose: int) -> None:
    for counts, slips in votes():
        if 5 <= slips <= 7:
            first = leading(counts, options=LINES, choose=choose)
            shown = vote_shown(counts, options=LINES, slips=slips, choose=choose)
            assert shown == VoteShown(is_shown=True, counts=None, leading=first)


@every_choice
def test_a_vote_of_eight_shows_its_numbers(choose: int) -> None:
    for counts, slips in votes():
        if slips >= 8:
            first = leading(counts, options=LINES, choose=choose)
            shown = vote_shown(counts, options=LINES, slips=slips, choose=choose)
            assert shown == VoteShown(is_shown=True, counts=counts, leading=first)


@pytest.mark.parametrize("least", range(-1, 12))
def test_the_threshold_of_a_vote_can_be_raised_and_never_lowered(least: int) -> None:
    for slips in range(12):
        shown = vote_shown({"a": slips}, options=LINES, slips=slips, choose=1, least=least)
        assert shown.is_shown == (slips >= max(5, least))
        assert (shown.counts is not None) == (slips >= max(8, least))


@pytest.mark.parametrize(("options", "choose"), [((), 2), (LINES, 0)], ids=["no lines", "none to choose"])
def test_where_there_is_nothing_to_choose_nothing_leads(options: tuple[str, ...], choose: int) -> None:
    assert leading({"a": 3}, options=options, choose=choose) == ()


def test_what_leads_stands_in_the_order_of_the_lines_and_not_of_the_votes() -> None:
    assert leading({"c": 5, "a": 3}, options=LINES, choose=2) == ("a", "c")
