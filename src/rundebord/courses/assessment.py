"""The self-assessment: opened, answered, closed. Counters only: never who, when, or from which browser.

What may be shown of it is reckoned in ``assessment_shown``, by ``meetings.core.display``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, Literal

from django.db import transaction
from django.db.models import F

from rundebord.courses.models import AnswerCount, Assessment
from rundebord.groups.models import Group
from rundebord.kernel.identifiers import new_secret
from rundebord.kernel.refused import Refused
from rundebord.meetings.core.words import HEAD_COUNT_RANGE, RATES
from rundebord.meetings.models import MeetingRow
from rundebord.programmes.format.package import Package, Statement

When = Literal["before", "after"]
HEADS_RANGE: Final = HEAD_COUNT_RANGE


def open_assessment(
    *, group: Group, when: When, heads: int, statements: Sequence[Statement], at: datetime
) -> Assessment | Refused:
    """The group is asked, by a link of its own, and every answer has a counter at zero. Opened twice is opened once."""
    if (no := _heads_fault(heads)) is not None:
        return no
    if not statements:
        return Refused("nothing-to-ask")
    with transaction.atomic():
        assessment, is_new = Assessment.objects.get_or_create(
            group=group, when=when, defaults={"secret": new_secret(), "heads": heads, "opened_at": at}
        )
        if is_new:
            AnswerCount.objects.bulk_create(
                AnswerCount(assessment=assessment, statement=statement.id, value=value)
                for statement in statements
                for value in RATES
            )
    return assessment


def change_heads(*, assessment: Assessment, heads: int) -> Refused | None:
    """So many are asked. Not fewer than have answered already, and not after the close."""
    if (no := _heads_fault(heads)) is not None:
        return no
    is_changed = Assessment.objects.filter(pk=assessment.pk, closed_at=None, answered__lte=heads).update(heads=heads)
    assessment.refresh_from_db()
    if is_changed:
        return None
    if assessment.closed_at is not None:
        return Refused("assessment-closed")
    return Refused("fewer-than-have-answered", {"answered": assessment.answered})


def answer_assessment(*, assessment: Assessment, answers: Mapping[str, str]) -> Refused | None:
    """One more has answered, and each answer is counted. What is left out, or "", counts for nothing.

    All or nothing: after a refusal no counter has moved.
    """
    given = {statement: value for statement, value in answers.items() if value}
    if (no := _answering_fault(assessment, given)) is not None:
        return no
    with transaction.atomic():
        # Asked and counted in one statement: two that come at once can neither overwrite each other nor be too many.
        is_counted = Assessment.objects.filter(pk=assessment.pk, closed_at=None, answered__lt=F("heads")).update(
            answered=F("answered") + 1
        )
        if not is_counted:
            assessment.refresh_from_db()
            return Refused("assessment-closed" if assessment.closed_at is not None else "all-have-answered")
        for statement, value in given.items():
            AnswerCount.objects.filter(assessment=assessment, statement=statement, value=value).update(
                count=F("count") + 1
            )
    assessment.refresh_from_db()
    return None


def close_assessment(*, assessment: Assessment, at: datetime, is_sure: bool = False) -> Refused | None:
    """The result may be shown, to all at the same time, and no more answers are taken. It is never opened again.

    Before all have answered it is refused once, with how many are missing, unless ``is_sure``.
    """
    assessment.refresh_from_db()
    if assessment.closed_at is not None:
        return None
    if not assessment.answered:
        return Refused("nobody-has-answered")
    if assessment.answered < assessment.heads and not is_sure:
        return Refused("not-all-have-answered", {"missing": assessment.heads - assessment.answered})
    Assessment.objects.filter(pk=assessment.pk, closed_at=None).update(closed_at=at)
    assessment.refresh_from_db()
    return None


def assessments_of(group: Group) -> tuple[Assessment | None, Assessment | None]:
    """The group's assessment before its first meeting, and the one after its last; None for one that was not opened."""
    found = {one.when: one for one in Assessment.objects.filter(group=group)}
    return found.get("before"), found.get("after")


def assessment_with_link(secret: str) -> Assessment | None:
    """The assessment whose link ends in this secret, with its group; None for a foreign link or a deleted group."""
    return Assessment.objects.select_related("group__programme").filter(secret=secret, group__deleted_at=None).first()


def counts_of(assessment: Assessment) -> Mapping[str, Mapping[str, int]]:
    """Statement → value → how many. For ``assessment_shown`` alone: no page may see it."""
    counts: dict[str, dict[str, int]] = {}
    for one in AnswerCount.objects.filter(assessment=assessment):
        counts.setdefault(one.statement, {})[one.value] = one.count
    return counts


def statements_of(assessment: Assessment, its: Package) -> Sequence[Statement]:
    """The statements that were asked, in the package's order. One that a newer package has left out is left out."""
    asked = set(AnswerCount.objects.filter(assessment=assessment).values_list("statement", flat=True))
    return [statement for statement in its.statements if statement.id in asked]


def offered_to(group: Group, its: Package) -> When | None:
    """What the group may open now: «before» until a meeting is held, «after» when the last one is. Each once."""
    if not its.statements:
        return None
    before, after = assessments_of(group)
    held = set(
        MeetingRow.objects.filter(group=group, undone_at=None).exclude(closed_at=None).values_list("episode", flat=True)
    )
    if its.episodes[-1].id in held:
        return None if after else "after"
    return None if before or held else "before"


def _heads_fault(heads: int) -> Refused | None:
    lowest, highest = HEADS_RANGE
    if lowest <= heads <= highest:
        return None
    return Refused("heads-out-of-range", {"count": heads, "lowest": lowest, "highest": highest})


def _answering_fault(assessment: Assessment, given: Mapping[str, str]) -> Refused | None:
    assessment.refresh_from_db()
    if assessment.closed_at is not None:
        return Refused("assessment-closed")
    if assessment.answered >= assessment.heads:
        return Refused("all-have-answered")
    if not given:
        return Refused("nothing-answered")
    known = set(AnswerCount.objects.filter(assessment=assessment).values_list("statement", "value"))
    return None if set(given.items()) <= known else Refused("no-such-answer")
