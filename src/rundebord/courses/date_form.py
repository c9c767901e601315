"""The form of dates: one row for each meeting, all of them judged before any is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.http import QueryDict
from django.utils import timezone

from rundebord.courses.course import Course, day_words
from rundebord.groups.models import Group
from rundebord.groups.operations import USUAL_TIME, cancel_date, plan_date
from rundebord.kernel.refused import Refused
from rundebord.kernel.texts import is_shaped_as_date, typed_date, typed_time
from rundebord.meetings.operations import today

FARTHEST_DAYS = 3 * 365


@dataclass(frozen=True, slots=True)
class DateRow:
    """One meeting with its two fields, as they were typed or as they are."""

    episode: str
    name: str
    title: str
    title_language: str
    is_held: bool
    words: str
    day: str
    clock: str
    hint: str
    """For a follow-up: the day that the programme proposes."""
    fault: str


def date_rows(course: Course, typed: QueryDict | None, faults: Mapping[str, str]) -> Sequence[DateRow]:
    """The rows as the page shows them; what was typed stands, also what could not be used."""
    rows = []
    for slot in course.slots:
        planned = slot.planned_at
        day = f"{planned.day}.{planned.month}.{planned.year}" if planned else ""
        clock = f"{planned:%H.%M}" if planned else ""
        # What is over is no proposal: saved with the others it would be refused.
        proposed = slot.proposed_date if slot.proposed_date and slot.proposed_date >= today() else None
        if not day and proposed is not None:
            day = f"{proposed.day}.{proposed.month}.{proposed.year}"
        if typed is not None:
            day, clock = typed.get(f"day-{slot.episode}", day), typed.get(f"clock-{slot.episode}", clock)
        rows.append(
            DateRow(
                episode=slot.episode,
                name=slot.name,
                title=slot.title,
                title_language=slot.title_language,
                is_held=slot.standing == "held",
                words=slot.words,
                day=day,
                clock=clock,
                hint=day_words(proposed) if proposed is not None else "",
                fault=faults.get(slot.episode, ""),
            )
        )
    return rows


def save_dates(group: Group, course: Course, form: QueryDict, *, at: datetime) -> dict[str, Refused]:
    """Every date is as typed; or, if one cannot be used, none is changed, and it says for each why not."""
    today = timezone.localtime(at).date()
    wanted: dict[str, tuple[date, time | None] | None] = {}
    refused: dict[str, Refused] = {}
    for slot in course.slots:
        if slot.standing == "held" or f"day-{slot.episode}" not in form:
            continue
        typed_day = str(form[f"day-{slot.episode}"]).strip()
        typed_clock = str(form.get(f"clock-{slot.episode}", "")).strip()
        if not typed_day:
            wanted[slot.episode] = None
            continue
        day, clock = typed_date(typed_day), typed_time(typed_clock) if typed_clock else None
        planned = slot.planned_at
        if day is None:
            reason = "no-such-day" if is_shaped_as_date(typed_day) else "date-not-read"
            refused[slot.episode] = Refused(reason, {"text": typed_day[:40]})
        elif typed_clock and clock is None:
            refused[slot.episode] = Refused("time-not-read", {"text": typed_clock[:40]})
        elif day < today and (planned is None or planned.date() != day):
            # One that stood there already may have passed; it is only not to be chosen now.
            refused[slot.episode] = Refused("date-in-the-past", {"day": day_words(day)})
        elif day > today + timedelta(days=FARTHEST_DAYS):
            refused[slot.episode] = Refused("date-too-far", {"day": day_words(day)})
        else:
            wanted[slot.episode] = (day, clock)
    refused |= _out_of_order(course, wanted, refused)
    if refused:
        return refused
    for episode, moment in wanted.items():
        if moment is None:
            cancel_date(group.pk, episode=episode, at=at)
        else:
            plan_date(group.pk, episode=episode, day=moment[0], clock=moment[1] or _clock(course, episode), at=at)
    return {}


def _clock(course: Course, episode: str) -> time | None:
    """Without a time: the one that it had, else that of another date of the group, else nine."""
    slot = course.slot(episode)
    if slot is not None and slot.planned_at is not None:
        return slot.planned_at.time()
    return next((one.planned_at.time() for one in reversed(course.slots) if one.planned_at is not None), USUAL_TIME)


def _out_of_order(
    course: Course, wanted: Mapping[str, tuple[date, time | None] | None], refused: Mapping[str, Refused]
) -> dict[str, Refused]:
    found: dict[str, Refused] = {}
    before: tuple[str, date, time] | None = None
    for slot in course.slots:
        if slot.episode in refused:
            continue
        moment = wanted.get(slot.episode)
        if slot.episode not in wanted and slot.standing != "held" and slot.planned_at is not None:
            # Not asked about: it stands where it stood.
            moment = (slot.planned_at.date(), slot.planned_at.time())
        if moment is None:
            continue
        this = (slot.name, moment[0], moment[1] or _clock(course, slot.episode) or USUAL_TIME)
        if before is not None and this[1:] <= before[1:]:
            found[slot.episode] = Refused(
                "dates-out-of-order", {"meeting": slot.name, "day": day_words(this[1]), "before": before[0]}
            )
        before = this
    return found
