"""Where a group is in its programme, and the one thing to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rundebord.groups.models import PlannedDate
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.models import MeetingRow
from rundebord.meetings.presenter.said import meeting_name, on_a_weekday
from rundebord.meetings.queries import CourseSoFar
from rundebord.programmes.format.package import Episode, Package
from rundebord.programmes.queries import package as package_with

Standing = Literal["held", "going", "resting", "lobby", "to-come"]


@dataclass(frozen=True, slots=True)
class Slot:
    """One meeting of the programme, as the group's page shows it."""

    episode: str
    name: str
    """«Møte 2», «Oppfølging etter 30 dager»."""
    title: str
    title_language: str
    is_follow_up: bool
    standing: Standing
    words: str
    """How it stands, in words: «Holdt 3. november», «15. desember 2026 kl. 09.00»."""
    meeting: str
    """The id of its latest meeting; "" if there is none."""
    planned_at: datetime | None
    """When it is planned, local time; None without a date."""
    proposed_date: date | None
    """For a follow-up without a date: the day that the programme proposes."""
    minutes: int
    can_be_taken_again: bool
    """True if it has been held, and the group's version of the programme still has it."""
    earlier: Sequence[str]
    """Ids of meetings in which it was held before it was taken again."""


@dataclass(frozen=True, slots=True)
class Course:
    """The group's whole way: the meetings, then the follow-ups once there is something to follow up."""

    slots: Sequence[Slot]
    next: Slot | None
    """The first that has not been held; None when all have."""
    held: int
    """How many of the programme's own meetings have been held."""
    episodes: int
    is_between: bool
    """True when the last thing that happened was that a meeting ended, and another is to come."""
    last_held: Slot | None

    def slot(self, episode: str) -> Slot | None:
        """The slot of that episode."""
        return next((one for one in self.slots if one.episode == episode), None)


def course_of(so_far: CourseSoFar, package: Package, dates: Mapping[str, PlannedDate], language: str) -> Course:
    """How the course stands now, in the active language."""
    by_episode: dict[str, list[tuple[MeetingRow, Meeting]]] = {}
    for row, state in zip(so_far.rows, so_far.states, strict=True):
        by_episode.setdefault(row.episode, []).append((row, state))
    own = [_slot(one, package, by_episode.get(one.id, []), dates.get(one.id), language) for one in package.episodes]
    known = {one.id for one in (*package.episodes, *package.follow_ups)}
    # Held by an earlier version of the programme, which the group has moved on from.
    earlier = [
        _slot(package_with(meetings[-1][1].programme).episode(episode), None, meetings, None, language)
        for episode, meetings in by_episode.items()
        if episode not in known
    ]
    is_whole = bool(own) and all(one.standing == "held" for one in own)
    last_day = max((row.closed_at for row in so_far.rows if row.closed_at), default=None)
    follow_ups = [
        _slot(one, package, by_episode.get(one.id, []), dates.get(one.id), language, last_day=last_day)
        for one in package.follow_ups
        if is_whole or one.id in by_episode or one.id in dates
    ]
    slots = [*earlier, *own, *follow_ups]
    following = next((one for one in slots if one.standing != "held"), None)
    held = [one for one in slots if one.standing == "held"]
    return Course(
        slots=slots,
        next=following,
        held=sum(one.standing == "held" for one in own),
        episodes=len(own),
        is_between=bool(held) and following is not None and following.standing in ("to-come", "lobby"),
        last_held=_held_last(so_far, held),
    )


def _held_last(so_far: CourseSoFar, held: Sequence[Slot]) -> Slot | None:
    """The meeting that was held last, by the calendar: an episode that is taken again is later than those after it."""
    closed = [row for row in so_far.rows if row.closed_at is not None]
    last = closed[-1].episode if closed else ""
    return next((one for one in held if one.episode == last), held[-1] if held else None)


def _slot(
    episode: Episode,
    package: Package | None,
    meetings: Sequence[tuple[MeetingRow, Meeting]],
    planned: PlannedDate | None,
    language: str,
    *,
    last_day: datetime | None = None,
) -> Slot:
    title_language, title = episode.title(language)
    row, state = meetings[-1] if meetings else (None, None)
    planned_at = moment_of(planned) if planned is not None and not planned.is_cancelled else None
    standing = _standing(row, state)
    proposed = None
    if episode.after_days and planned_at is None and last_day is not None:
        proposed = on_a_weekday(timezone.localtime(last_day).date() + timedelta(days=episode.after_days))
    return Slot(
        episode=episode.id,
        name=meeting_name(package or package_with(meetings[-1][1].programme), episode.id),
        # A follow-up is called after its days already.
        title="" if episode.after_days else title,
        title_language=title_language,
        is_follow_up=bool(episode.after_days),
        standing=standing,
        words=_words(standing, row, state, planned_at, proposed),
        meeting=row.pk if row is not None else "",
        planned_at=planned_at,
        proposed_date=proposed,
        minutes=episode.minutes,
        can_be_taken_again=standing == "held" and package is not None,
        earlier=[earlier.pk for earlier, _state in meetings[:-1]],
    )


def _standing(row: MeetingRow | None, state: Meeting | None) -> Standing:
    if row is None or state is None:
        return "to-come"
    if state.closed_at is not None:
        return "held"
    if state.current is None:
        return "lobby"
    return "resting" if state.broken_off_at is not None else "going"


def _words(
    standing: Standing,
    row: MeetingRow | None,
    state: Meeting | None,
    planned_at: datetime | None,
    proposed: date | None,
) -> str:
    if standing == "held" and row is not None and row.closed_at is not None:
        return _("Held %(day)s") % {"day": day_words(timezone.localtime(row.closed_at).date())}
    if standing in ("going", "resting") and state is not None:
        place = {"step": state.position(state.current) + 1, "steps": len(state.steps)}
        if standing == "resting":
            return _("Broken off at step %(step)s of %(steps)s") % place
        return _("Going on: step %(step)s of %(steps)s") % place
    if planned_at is not None:
        return moment_words(planned_at)
    if proposed is not None:
        return _("Proposed: %(day)s") % {"day": day_words(proposed)}
    return _("No date yet")


def moment_of(planned: PlannedDate) -> datetime:
    """The planned moment, in the server's time zone."""
    return datetime.combine(planned.date, planned.time, tzinfo=timezone.get_current_timezone())


def moment_words(at: datetime) -> str:
    """«15. desember 2026 kl. 09.00»."""
    return _("%(day)s at %(time)s") % {"day": day_words(at.date()), "time": f"{at:%H.%M}"}


def day_words(day: date) -> str:
    """«15. desember 2026»."""
    return str(date_format(day, "DATE_FORMAT"))
