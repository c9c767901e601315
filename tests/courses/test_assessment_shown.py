"""What is shown of a self-assessment never tells more than the table in product.md, whatever the answers are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import combinations

import pytest
from django.utils import translation

from factories.packages import real_package
from rundebord.courses import assessment_shown as module
from rundebord.courses.assessment import answer_assessment, close_assessment, open_assessment
from rundebord.courses.assessment_shown import AssessmentShown, StatementShown, assessment_shown
from rundebord.courses.models import Assessment
from rundebord.groups.models import Group

AT = datetime(2026, 9, 1, 8, tzinfo=UTC)
ITS = real_package()
OPEN, SENSITIVE = ITS.statements[0], ITS.statements[3]
VALUES = ("1", "2", "3", "4", "5")
Counts = Mapping[str, int]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def distributions(number: int) -> Iterator[dict[str, int]]:
    """Every way in which so many can have answered 1 to 5."""
    for bars in combinations(range(number + 4), 4):
        places = (-1, *bars, number + 4)
        yield {value: places[place + 1] - places[place] - 1 for place, value in enumerate(VALUES)}


def closed(when: str = "before", answered: int = 12) -> Assessment:
    return Assessment(when=when, answered=answered, heads=12, closed_at=AT)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch):
    """Shows one statement with these counters, and with those of the first time; asks no database."""

    def show(counts: Counts, *, is_sensitive: bool = False, former: Counts | None = None) -> StatementShown:
        statement = SENSITIVE if is_sensitive else OPEN
        counted = {"before": counts if former is None else former, "after": counts}
        monkeypatch.setattr(module, "counts_of", lambda one: {statement.id: counted[one.when]})
        monkeypatch.setattr(module, "statements_of", lambda *_: [statement])
        before = closed("before")
        result = assessment_shown(before, closed("after") if former is not None else None, ITS, "nb")
        ((only,),) = [shelf.statements for shelf in result.shelves]
        return only

    return show


def the_category(counts: Counts) -> str:
    """Product.md's own words, reckoned once more from the answers one by one."""
    answers = [int(value) for value in VALUES for _ in range(counts[value])]
    far = max(answers) - min(answers)
    both_ends = any(one <= 2 for one in answers) and any(one >= 4 for one in answers)
    if far >= 3 or both_ends:
        return "very-different"
    return "somewhat-different" if far == 2 else "quite-alike"


@pytest.mark.parametrize("number", range(1, 13))
def test_a_statement_shows_what_the_table_allows_and_no_more(shown, number: int) -> None:
    for counts in distributions(number):
        for dont_know in (0, 1, number):
            one = shown({**counts, "dont-know": dont_know})
            assert one.change == ""
            if number < 5:
                assert (one.category, one.category_words, one.is_worth_a_talk) == (None, "", False)
            else:
                assert one.category == the_category(counts)
            if number < 8:
                assert (tuple(one.bands), one.dont_know, one.asks_more) == ((), "", "")
            else:
                bands = [counts["1"] + counts["2"], counts["3"], counts["4"] + counts["5"]]
                assert [band.count for band in one.bands] == bands
                assert [band.label for band in one.bands] == ["1–2", "3", "4–5"]
                assert bool(one.dont_know) == bool(dont_know)
                assert bool(one.asks_more) == (dont_know * 3 >= number + dont_know)


def test_up_to_seven_answers_nothing_but_the_category_can_be_told_from_the_page(shown) -> None:
    seen: dict[str, set[str]] = {}
    for number in range(1, 8):
        for counts in distributions(number):
            known = the_category(counts) if number >= 5 else "too few"
            for dont_know in (0, 2, 9):
                seen.setdefault(known, set()).add(repr(shown({**counts, "dont-know": dont_know})))
    assert {known: len(pages) for known, pages in seen.items()} == {
        "too few": 1,
        "quite-alike": 1,
        "somewhat-different": 1,
        "very-different": 1,
    }


def test_a_sensitive_statement_is_worth_a_talk_or_nothing_and_nobody_can_tell_why(shown) -> None:
    seen: dict[bool, set[str]] = {False: set(), True: set()}
    for number in range(1, 13):
        for counts in distributions(number):
            worth = number >= 5 and the_category(counts) != "quite-alike"
            one = shown({**counts, "dont-know": number % 3}, is_sensitive=True)
            assert (one.category, tuple(one.bands), one.dont_know, one.change) == (None, (), "", "")
            assert one.is_worth_a_talk is worth
            seen[worth].add(repr(one))
    # Too few and alike look the same, and so do different and very different.
    assert [len(pages) for pages in seen.values()] == [1, 1]


ALIKE, SOMEWHAT, VERY = (
    {"1": 0, "2": 0, "3": 0, "4": 5, "5": 0},
    {"1": 0, "2": 0, "3": 2, "4": 1, "5": 2},
    {"1": 3, "2": 0, "3": 0, "4": 0, "5": 2},
)


def test_change_is_told_only_between_categories(shown) -> None:
    assert shown(ALIKE, former=VERY).change == "From very different to quite alike"
    assert shown(VERY, former=SOMEWHAT).change == "From somewhat different to very different"
    assert shown(VERY, former={**VERY, "1": 9}).change == ""


def test_change_is_never_told_when_fewer_than_five_answered_either_time(shown) -> None:
    for few in range(5):
        for counts in distributions(few) if few else [dict.fromkeys(VALUES, 0)]:
            assert shown(VERY, former=counts).change == ""
            assert shown(counts, former=VERY).change == ""
    assert shown(VERY, former={}).change == ""


def test_change_is_never_told_of_a_sensitive_statement(shown) -> None:
    assert shown(ALIKE, former=VERY, is_sensitive=True).change == ""
    assert shown(VERY, former=ALIKE, is_sensitive=True).change == ""


def test_the_bands_of_the_first_time_are_not_shown_beside_those_of_the_second(shown) -> None:
    first = {"1": 8, "2": 0, "3": 0, "4": 0, "5": 1}
    second = {"1": 1, "2": 0, "3": 0, "4": 0, "5": 8}
    assert [band.count for band in shown(second, former=first).bands] == [1, 0, 8]


# -- in a real group --------------------------------------------------------------------------------------------------


def asked(group: Group, when: str, *people: Mapping[str, str], close: bool = True) -> Assessment:
    made = open_assessment(group=group, when=when, heads=12, statements=ITS.statements, at=AT)  # type: ignore[arg-type]
    assert isinstance(made, Assessment)
    for answers in people:
        assert answer_assessment(assessment=made, answers=answers) is None
    if close:
        close_assessment(assessment=made, at=AT, is_sure=True)
    return made


def places(result: AssessmentShown) -> dict[str, list[int]]:
    return {shelf.place: [one.number for one in shelf.statements] for shelf in result.shelves}


def everybody(**answers: str) -> list[dict[str, str]]:
    """Statement → one letter for each: «11555» is five people; «-» skips, «?» does not know."""
    words = {"-": "", "?": "dont-know"}
    number = len(next(iter(answers.values())))
    return [{name: words.get(its[person], its[person]) for name, its in answers.items()} for person in range(number)]


def test_nothing_is_shown_before_the_close(group: Group) -> None:
    open_one = asked(group, "before", *everybody(p01="1155555555"), close=False)
    assert assessment_shown(None, None, ITS, "nb") == assessment_shown(open_one, None, ITS, "nb")
    assert assessment_shown(open_one, None, ITS, "nb") == AssessmentShown(None, 0, 0, "", (), False)


def test_the_first_result_stands_while_the_second_is_open_and_is_compared_with_nothing(group: Group) -> None:
    before = asked(group, "before", *everybody(p01="11555"))
    after = asked(group, "after", *everybody(p01="44444"), close=False)
    result = assessment_shown(before, after, ITS, "nb")
    assert (result.when, result.is_compared) == ("before", False)
    assert all(one.change == "" for shelf in result.shelves for one in shelf.statements)


def test_a_first_time_that_was_never_closed_is_compared_with_nothing(group: Group) -> None:
    before = asked(group, "before", *everybody(p01="11555"), close=False)
    after = asked(group, "after", *everybody(p01="44444"))
    result = assessment_shown(before, after, ITS, "nb")
    assert (result.when, result.is_compared) == ("after", False)
    assert all(one.change == "" for shelf in result.shelves for one in shelf.statements)


def test_before_and_after_a_group_sees_what_has_another_category(group: Group) -> None:
    before = asked(group, "before", *everybody(p01="11555", p02="44444", p03="1155-", p04="15151"))
    after = asked(group, "after", *everybody(p01="44454", p02="44444", p03="44444", p04="44444"))
    result = assessment_shown(before, after, ITS, "nb")
    assert result.is_compared
    changes = {one.number: one.change for shelf in result.shelves for one in shelf.statements if one.change}
    assert changes == {1: "From very different to quite alike"}


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_group_of_up_to_four_answers_sees_a_sentence_and_no_statement(group: Group, number: int) -> None:
    result = assessment_shown(asked(group, "before", *everybody(p01="1" * number)), None, ITS, "nb")
    assert result.sentence == "You are too few for us to show this without anybody being able to guess."
    assert (result.shelves, result.answered) == ((), number)


def test_very_different_comes_first_and_within_a_place_the_order_of_the_questions_stands(group: Group) -> None:
    people = everybody(p01="44444", p02="33555", p03="11555", p04="11555", p05="1234-", p06="44555", p10="44444")
    result = assessment_shown(asked(group, "before", *people), None, ITS, "nb")
    assert places(result) == {
        "very-different": [3],
        "worth-a-talk": [4],
        "somewhat-different": [2],
        "quite-alike": [1, 6],
        "not-shown": [5, 7, 8, 9, 10, 11, 12],
    }
    assert [*places(result)] == ["very-different", "worth-a-talk", "somewhat-different", "quite-alike", "not-shown"]
    assert result.shelves[0].asks == "What must be true for both to be right?"


def test_the_threshold_can_be_raised_and_never_lowered(group: Group) -> None:
    before = asked(group, "before", *everybody(p01="111555"))
    assert assessment_shown(before, None, ITS, "nb", least=7).sentence
    assert assessment_shown(before, None, ITS, "nb", least=1) == assessment_shown(before, None, ITS, "nb")
    few = asked(group, "after", *everybody(p01="1155"))
    assert assessment_shown(None, few, ITS, "nb", least=1).sentence


def test_the_words_are_in_the_language_that_there_is(group: Group) -> None:
    before = asked(group, "before", *everybody(p01="11555"))
    one = assessment_shown(before, None, ITS, "nn").shelves[0].statements[0]
    assert one.words == ITS.statements[0].texts["nb"]
    assert one.language == "nb"
