"""The opening of a follow-up: each commitment, what became of it, and why. Nobody is blamed, and nothing is hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.words import BROUGHT, FOLLOWED, SIGNS_SEEN, STATUSES, BroughtCommitment, PlannedStep
from rundebord.meetings.presenter.reading import said
from rundebord.meetings.presenter.said import day_from, day_in_words
from rundebord.meetings.presenter.views import (
    Asked,
    Cell,
    FollowChoice,
    FollowingView,
    FollowQuestion,
    FollowRow,
    LineGroup,
    ReadLine,
)
from rundebord.programmes.format.package import Package


def status_words() -> dict[str, str]:
    """What can become of a commitment."""
    return {"done": _("Done"), "changed": _("Changed"), "stopped": _("Stopped")}


def sign_words() -> dict[str, str]:
    """Whether the sign can be seen."""
    return {"yes": _("Yes"), "partly": _("Partly"), "no": _("No")}


def following(state: Meeting, package: Package, step: PlannedStep, asked: Asked, language: str) -> FollowingView:
    """The commitments as they stood when the meeting began, in the order in which they were made."""
    today = timezone.localtime(state.opened_at).date() if state.opened_at else date.min
    rows = [_row(state, one, today, step.shows) for one in state.brought.commitments]
    since = [line for line in state.brought.lines if line.kind in ("task", "catch-up")]
    lines = [ReadLine("", said(line), False, False, ()) for line in since]
    groups = [LineGroup(_("Since last time"), lines)] if lines else []
    return FollowingView(asked=asked, rows=rows, said=groups)


def _row(state: Meeting, one: BroughtCommitment, today: date, shows: Sequence[str]) -> FollowRow:
    note = state.notes_of(BROUGHT).get(one.area)
    questions = []
    if "signs" in shows:
        questions.append(
            _question(state, one.area, "sign", _("The sign, can others see it?"), SIGNS_SEEN, sign_words())
        )
    if "status" in shows:
        questions.append(_question(state, one.area, "status", _("The action"), STATUSES, status_words()))
    label = _("Why? One sentence")
    return FollowRow(
        area=one.area,
        name=note.text if note is not None else "",
        promised=_promised(one, has_signs="signs" in shows),
        notices=notices(one, today),
        questions=questions,
        reason=Cell(FOLLOWED, one.area, "reason", label, state.cell(FOLLOWED, one.area, "reason")),
    )


def _question(
    state: Meeting, area: str, column: str, label: str, values: Sequence[str], words: Mapping[str, str]
) -> FollowQuestion:
    chosen = state.cell(FOLLOWED, area, column)
    return FollowQuestion(column, label, [FollowChoice(value, words[value], value == chosen) for value in values])


def _promised(one: BroughtCommitment, *, has_signs: bool) -> Sequence[tuple[str, str]]:
    who = " · ".join(part for part in (one.owner_name, day_in_words(one.date)) if part)
    action = (_("Action"), one.action or one.goal)
    # A name and a date say themselves what they are.
    pairs = [(_("Sign"), one.sign), action] if has_signs else [action, (_("First step"), one.first_step)]
    pairs.append(("", who))
    return [(label, words) for label, words in pairs if words]


def notices(one: BroughtCommitment, today: date) -> Sequence[str]:
    """What must be seen at once: a day that has passed, and an action that nobody follows up."""
    found = []
    day = day_from(one.date)
    if day is not None and day < today and one.status not in ("done", "stopped"):
        found.append(_("The date was %(day)s") % {"day": day_in_words(one.date)})
    if not one.owner_name:
        found.append(_("Nobody follows this up yet"))
    if day is None:
        found.append(_("No date is set"))
    return found
