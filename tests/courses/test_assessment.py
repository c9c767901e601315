"""The self-assessment keeps counters and nothing else, counts everybody once, and is shown only when it is closed."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, models

from factories.packages import real_package
from rundebord.courses.assessment import (
    answer_assessment,
    assessment_with_link,
    assessments_of,
    change_heads,
    close_assessment,
    counts_of,
    offered_to,
    open_assessment,
    statements_of,
)
from rundebord.courses.doors import package_of
from rundebord.courses.models import AnswerCount, Assessment
from rundebord.groups.models import Group
from rundebord.groups.operations import create_group, delete_group
from rundebord.kernel.refused import Refused
from rundebord.meetings.models import MeetingRow

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 1, 8, tzinfo=UTC)
STATEMENTS = real_package().statements
EPISODES = [episode.id for episode in real_package().episodes]


@pytest.fixture
def before(group: Group) -> Assessment:
    """Opened for eight, and nobody has answered."""
    return opened(group)


def opened(group: Group, when: str = "before", heads: int = 8) -> Assessment:
    made = open_assessment(group=group, when=when, heads=heads, statements=STATEMENTS, at=AT)  # type: ignore[arg-type]
    assert isinstance(made, Assessment)
    return made


def answer(assessment: Assessment, answers: Mapping[str, str]) -> str:
    """Why it was refused; "" if it was counted."""
    refused = answer_assessment(assessment=assessment, answers=answers)
    return refused.reason if refused else ""


def reason(refused: object) -> str:
    assert isinstance(refused, Refused)
    return refused.reason


def total(assessment: Assessment) -> int:
    return sum(sum(its.values()) for its in counts_of(assessment).values())


# -- opening ----------------------------------------------------------------------------------------------------------


def test_an_open_assessment_has_a_counter_at_zero_for_every_answer_there_can_be(before: Assessment) -> None:
    assert {row.count for row in AnswerCount.objects.all()} == {0}
    assert counts_of(before).keys() == {statement.id for statement in STATEMENTS}
    assert {frozenset(its) for its in counts_of(before).values()} == {frozenset(["1", "2", "3", "4", "5", "dont-know"])}


def test_opened_twice_is_opened_once(group: Group, before: Assessment) -> None:
    answer(before, {"p01": "4"})
    again = opened(group, heads=5)
    assert (again.pk, again.secret, again.heads, again.answered) == (before.pk, before.secret, 8, 1)
    assert total(again) == 1


def test_before_and_after_are_two_with_links_of_their_own(group: Group, before: Assessment) -> None:
    after = opened(group, "after")
    assert assessments_of(group) == (before, after)
    assert before.secret != after.secret
    assert len(after.secret) == 27
    assert assessment_with_link(after.secret) == after


@pytest.mark.parametrize("heads", [0, -1, 41])
def test_a_group_of_nobody_or_of_a_hundred_is_refused(group: Group, heads: int) -> None:
    refused = open_assessment(group=group, when="before", heads=heads, statements=STATEMENTS, at=AT)
    assert reason(refused) == "heads-out-of-range"
    assert assessments_of(group) == (None, None)


def test_a_programme_without_statements_asks_nothing(group: Group) -> None:
    assert reason(open_assessment(group=group, when="before", heads=8, statements=(), at=AT)) == "nothing-to-ask"


def test_the_link_of_a_deleted_group_opens_nothing(group: Group, before: Assessment) -> None:
    delete_group(group, at=AT)
    assert assessment_with_link(before.secret) is None
    assert assessment_with_link("") is None


def test_an_erased_group_leaves_no_counters(group: Group, before: Assessment) -> None:
    group.delete()
    assert not Assessment.objects.exists()
    assert not AnswerCount.objects.exists()


# -- answering --------------------------------------------------------------------------------------------------------


def test_an_answer_moves_its_own_counters_by_one_and_no_others(before: Assessment) -> None:
    assert answer(before, {"p01": "4", "p02": "dont-know", "p03": ""}) == ""
    assert counts_of(before)["p01"] == {"1": 0, "2": 0, "3": 0, "4": 1, "5": 0, "dont-know": 0}
    assert counts_of(before)["p02"]["dont-know"] == 1
    assert sum(counts_of(before)["p03"].values()) == 0
    assert (total(before), before.answered) == (2, 1)


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({}, "nothing-answered"),
        ({"p01": "", "p02": ""}, "nothing-answered"),
        ({"p01": "4", "p99": "4"}, "no-such-answer"),
        ({"p01": "4", "p02": "6"}, "no-such-answer"),
        ({"p01": "4", "p02": "0"}, "no-such-answer"),
        ({"p01": "4", "p02": " 4"}, "no-such-answer"),
    ],
)
def test_what_is_refused_moves_no_counter(before: Assessment, answers: Mapping[str, str], why: str) -> None:
    assert answer(before, answers) == why
    before.refresh_from_db()
    assert (total(before), before.answered) == (0, 0)


def test_there_are_never_more_answers_than_heads(group: Group) -> None:
    small = opened(group, heads=2)
    assert [answer(small, {"p01": "4"}) for _ in range(3)] == ["", "", "all-have-answered"]
    assert (total(small), small.answered) == (2, 2)


def test_nobody_answers_after_the_close(before: Assessment) -> None:
    answer(before, {"p01": "4"})
    close_assessment(assessment=before, at=AT, is_sure=True)
    assert answer(before, {"p01": "4"}) == "assessment-closed"
    assert total(before) == 1


def test_two_who_looked_at_the_same_moment_are_both_counted(before: Assessment) -> None:
    one, other = Assessment.objects.get(pk=before.pk), Assessment.objects.get(pk=before.pk)
    assert answer(one, {"p01": "4"}) == answer(other, {"p01": "4"}) == ""
    before.refresh_from_db()
    assert before.answered == counts_of(before)["p01"]["4"] == 2


def test_the_last_place_is_given_once_though_two_saw_it_free(group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    small = opened(group, heads=1)
    # Both have passed the first look before either is counted.
    monkeypatch.setattr("rundebord.courses.assessment._answering_fault", lambda *_: None)
    stale = Assessment.objects.get(pk=small.pk)
    assert [answer(small, {"p01": "4"}), answer(stale, {"p01": "4"})] == ["", "all-have-answered"]
    assert total(small) == 1


@pytest.mark.django_db(transaction=True)
def test_answers_that_come_at_the_same_time_are_all_counted(group: Group) -> None:
    asked = opened(group, heads=12)
    refused: list[str] = []

    def one_answers() -> None:
        try:
            refused.append(answer(Assessment.objects.get(pk=asked.pk), {"p01": "4", "p02": "2"}))
        finally:
            connection.close()

    people = [threading.Thread(target=one_answers) for _ in range(15)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    asked.refresh_from_db()
    assert sorted(refused) == [""] * 12 + ["all-have-answered"] * 3
    assert asked.answered == counts_of(asked)["p01"]["4"] == counts_of(asked)["p02"]["2"] == 12


# -- what is kept -----------------------------------------------------------------------------------------------------


def test_there_is_no_column_for_who_or_when() -> None:
    assert [field.name for field in AnswerCount._meta.fields] == ["id", "assessment", "statement", "value", "count"]
    times = [field.name for field in Assessment._meta.fields if isinstance(field, models.DateTimeField)]
    assert times == ["opened_at", "closed_at"]


def test_two_groups_that_answered_in_another_order_have_the_same_rows(group: Group) -> None:
    people = [{"p01": "1", "p10": "5"}, {"p01": "5", "p10": "1", "p12": "dont-know"}, {"p04": "3"}]
    other = create_group(language="nb", at=AT, programme=group.programme)
    rows = []
    for its, order in ((group, people), (other, people[::-1])):
        asked = opened(its)
        for answers in order:
            answer(asked, answers)
        # Everything that is stored, in the order in which it lies on the disk.
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT statement, value, count FROM courses_answercount WHERE assessment_id = %s ORDER BY rowid",
                [asked.pk],
            )
            rows.append(cursor.fetchall())
            cursor.execute("SELECT * FROM courses_assessment WHERE id = %s", [asked.pk])
            kept = dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))
        kept.pop("opened_at")
        assert kept == {
            "id": asked.pk,
            "when": "before",
            "secret": asked.secret,
            "heads": 8,
            "answered": 3,
            "closed_at": None,
            "group_id": its.pk,
        }
    assert rows[0] == rows[1]


# -- how many ---------------------------------------------------------------------------------------------------------


def test_the_number_of_heads_can_be_mended_while_it_is_open(before: Assessment) -> None:
    answer(before, {"p01": "4"})
    answer(before, {"p01": "4"})
    assert change_heads(assessment=before, heads=2) is None
    assert before.heads == 2
    assert change_heads(assessment=before, heads=9) is None
    assert before.heads == 9
    assert change_heads(assessment=before, heads=1) == Refused("fewer-than-have-answered", {"answered": 2})
    assert reason(change_heads(assessment=before, heads=0)) == "heads-out-of-range"
    close_assessment(assessment=before, at=AT, is_sure=True)
    assert reason(change_heads(assessment=before, heads=12)) == "assessment-closed"
    assert before.heads == 9


# -- closing ----------------------------------------------------------------------------------------------------------


def test_before_all_have_answered_it_is_asked_once_how_many_are_missing(before: Assessment) -> None:
    for _ in range(5):
        answer(before, {"p01": "4"})
    assert close_assessment(assessment=before, at=AT) == Refused("not-all-have-answered", {"missing": 3})
    assert before.closed_at is None
    assert close_assessment(assessment=before, at=AT, is_sure=True) is None
    assert before.closed_at == AT


def test_when_all_have_answered_nothing_is_asked(group: Group) -> None:
    small = opened(group, heads=1)
    answer(small, {"p01": "4"})
    assert close_assessment(assessment=small, at=AT) is None
    assert small.closed_at == AT


def test_what_nobody_has_answered_cannot_be_shown(before: Assessment) -> None:
    assert reason(close_assessment(assessment=before, at=AT, is_sure=True)) == "nobody-has-answered"
    assert before.closed_at is None


def test_closed_is_closed_and_its_time_stands(group: Group, before: Assessment) -> None:
    answer(before, {"p01": "4"})
    close_assessment(assessment=before, at=AT, is_sure=True)
    assert close_assessment(assessment=before, at=AT + timedelta(days=1)) is None
    assert before.closed_at == AT
    assert opened(group).closed_at == AT


# -- when it is offered ----------------------------------------------------------------------------------------------


def hold(group: Group, episode: str, **more: datetime | None) -> None:
    number = MeetingRow.objects.filter(group=group).count() + 1
    values = {"opened_at": AT, "closed_at": AT, **more}
    MeetingRow.objects.create(
        id=f"{group.pk}-{number}", group=group, programme=group.programme, episode=episode, number=number, **values
    )


def test_it_is_offered_before_the_first_meeting_and_after_the_last_each_once(group: Group) -> None:
    its = real_package()
    assert offered_to(group, its) == "before"
    hold(group, EPISODES[0], closed_at=None)
    assert offered_to(group, its) == "before"
    before = opened(group)
    assert offered_to(group, its) is None
    before.delete()
    MeetingRow.objects.update(closed_at=AT)
    assert offered_to(group, its) is None
    hold(group, EPISODES[1])
    hold(group, EPISODES[2], closed_at=None)
    assert offered_to(group, its) is None
    MeetingRow.objects.update(closed_at=AT)
    assert offered_to(group, its) == "after"
    opened(group, "after")
    assert offered_to(group, its) is None


def test_a_meeting_begun_by_mistake_counts_for_nothing(group: Group) -> None:
    hold(group, EPISODES[0], undone_at=AT)
    assert offered_to(group, real_package()) == "before"


def test_a_programme_without_statements_offers_nothing(group: Group) -> None:
    assert offered_to(group, replace(real_package(), statements=())) is None


def test_the_statements_are_the_programmes_in_its_order(group: Group, before: Assessment) -> None:
    its = package_of(group)
    assert statements_of(before, its) == list(its.statements)
    # A newer package may have others: only what was asked is shown, and only what is left of it.
    newer = replace(its, statements=(replace(its.statements[0], id="p99"), *its.statements[1:]))
    assert [one.id for one in statements_of(before, newer)] == [one.id for one in its.statements[1:]]
