"""What is shown of a closed self-assessment: categories, and where to begin. No number leaves but as the rules allow.

The rules are ``meetings.core.display``'s; the words are the same as on the shared screen (``presenter.voting``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rundebord.courses.assessment import When, counts_of, statements_of
from rundebord.courses.models import Assessment
from rundebord.meetings.core.display import LEAST_ANSWERS, Category, RatingShown, rating_shown
from rundebord.programmes.format.package import Package, Statement, in_language

Place = Literal["very-different", "worth-a-talk", "somewhat-different", "quite-alike", "not-shown"]
"""Where a statement stands in the result. Those that are worth most talk come first."""
PLACES: Sequence[Place] = ("very-different", "worth-a-talk", "somewhat-different", "quite-alike", "not-shown")


@dataclass(frozen=True, slots=True)
class Band:
    """One of the three bands of a statement with eight answers or more."""

    label: str
    """«1–2», «3» or «4–5»."""
    count: int
    share: int
    """Per cent of those who answered 1 to 5: the length of its bar."""


@dataclass(frozen=True, slots=True)
class StatementShown:
    """One statement, and what may be shown of its answers; what may not is empty."""

    number: int
    """Its place among the questions, from 1."""
    language: str
    words: str
    category: Category | None
    category_words: str
    """The category, «worth a talk», or ""."""
    is_worth_a_talk: bool
    bands: Sequence[Band]
    dont_know: str
    """«2 vet ikke», or ""."""
    asks: str
    """What to ask of it; if nothing is shown, why."""
    asks_more: str
    """What to ask when many do not know, or ""."""
    change: str
    """«Fra svært ulike til ganske like», or ""."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The statements that stand in one place of the result."""

    place: Place
    title: str
    asks: str
    """What to ask of them all; for those that are not shown, why."""
    statements: Sequence[StatementShown]


@dataclass(frozen=True, slots=True)
class AssessmentShown:
    """The result of the latest closed assessment."""

    when: When | None
    """None: neither is closed, and there is nothing to see."""
    answered: int
    heads: int
    sentence: str
    """Why there is no result at all, or ""."""
    shelves: Sequence[Shelf]
    """Empty places are left out; none at all if there is a ``sentence``."""
    is_compared: bool
    """True: some statement may be held up against the first time. It has a ``change`` if it has another category."""


def assessment_shown(
    before: Assessment | None, after: Assessment | None, its: Package, language: str, *, least: int = LEAST_ANSWERS
) -> AssessmentShown:
    """What may be shown in that language: of ``after`` if it is closed, else of ``before`` if that is.

    Change is told only when both are closed and both have five answers or more. ``least`` can only raise the threshold.
    """
    latest = next((one for one in (after, before) if one is not None and one.closed_at is not None), None)
    if latest is None:
        return AssessmentShown(None, 0, 0, "", (), False)
    when: When = "after" if latest is after else "before"
    if latest.answered < max(least, LEAST_ANSWERS):
        return AssessmentShown(when, latest.answered, latest.heads, _too_few(), (), False)
    earlier = before if latest is after and before is not None and before.closed_at is not None else None
    counts, former_counts = counts_of(latest), counts_of(earlier) if earlier is not None else {}
    shown: dict[Place, list[StatementShown]] = {place: [] for place in PLACES}
    is_compared = False
    for number, statement in enumerate(statements_of(latest, its), 1):
        now = _rated(counts, statement, least)
        former = _rated(former_counts, statement, least)
        is_compared = is_compared or (now.category is not None and former.category is not None)
        shown[_place(now)].append(_statement(number, statement, now, former, language))
    shelves = [Shelf(place, *_heading(place), shown[place]) for place in PLACES if shown[place]]
    return AssessmentShown(when, latest.answered, latest.heads, "", shelves, is_compared)


def _rated(counts: Mapping[str, Mapping[str, int]], statement: Statement, least: int) -> RatingShown:
    return rating_shown(counts.get(statement.id, {}), is_sensitive=statement.is_sensitive, least=least)


def _place(now: RatingShown) -> Place:
    # A sensitive statement has one place for «verdt en samtale»: two would tell its category.
    return now.category or ("worth-a-talk" if now.is_worth_a_talk else "not-shown")


def _statement(
    number: int, statement: Statement, now: RatingShown, former: RatingShown, language: str
) -> StatementShown:
    its_language, words = in_language(statement.texts, language)
    dont_know = now.dont_know or 0
    title, asks = _heading(_place(now))
    return StatementShown(
        number=number,
        language=its_language,
        words=words,
        category=now.category,
        category_words=title if _place(now) != "not-shown" else "",
        is_worth_a_talk=now.is_worth_a_talk,
        bands=_bands(now),
        dont_know=ngettext("%(count)s does not know", "%(count)s do not know", dont_know) % {"count": dont_know}
        if dont_know
        else "",
        asks=asks,
        asks_more=_("What do we need to find out before the next meeting?")
        if now.bands is not None and dont_know * 3 >= sum(now.bands) + dont_know
        else "",
        change=_change(former.category, now.category),
    )


def _bands(now: RatingShown) -> Sequence[Band]:
    if now.bands is None:
        return ()
    whole = sum(now.bands)
    return [
        Band(label, count, round(100 * count / whole))
        for label, count in zip(("1–2", "3", "4–5"), now.bands, strict=True)
    ]


def _change(former: Category | None, now: Category | None) -> str:
    """In words, not by an arrow: alike is not better than different."""
    if former is None or now is None or former == now:
        return ""
    words = {
        "quite-alike": _("quite alike"),
        "somewhat-different": _("somewhat different"),
        "very-different": _("very different"),
    }
    return _("From %(before)s to %(after)s") % {"before": words[former], "after": words[now]}


def _heading(place: Place) -> tuple[str, str]:
    """What stands over the statements in that place, and what to ask of them."""
    return {
        "very-different": (_("Very different answers"), _("What must be true for both to be right?")),
        "worth-a-talk": (_("Worth a talk"), _("What could somebody have seen?")),
        "somewhat-different": (_("Somewhat different answers"), _("Which experiences lie behind high and low?")),
        "quite-alike": (
            _("Quite alike answers"),
            _("What do we see that makes us agree? Would those who work here say the same?"),
        ),
        "not-shown": (
            _("Not shown"),
            _("Nothing is shown here: you are too few, or the answers would tell who gave them. Talk on."),
        ),
    }[place]


def _too_few() -> str:
    return _("You are too few for us to show this without anybody being able to guess.")
