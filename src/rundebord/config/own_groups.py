"""What the front page says of the groups that this browser has been let into: where each is, and what is next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rundebord.courses.keeping import may_be_taken_back_until
from rundebord.groups.models import Group
from rundebord.meetings.models import MeetingRow
from rundebord.meetings.presenter.said import meeting_name
from rundebord.meetings.queries import meetings_of, present_meeting


@dataclass(frozen=True, slots=True)
class MeetingSaid:
    """One of the group's meetings: how it stands, in words."""

    address: str
    words: str


@dataclass(frozen=True, slots=True)
class GroupSaid:
    """One group: what to call it, where it is, and the one thing to do next."""

    anchor: str
    """Its name in the page."""
    name: str
    page: str
    """Where the group's own page is."""
    meetings: Sequence[MeetingSaid]
    """In the order in which they were opened; none for a group that was deleted."""
    address: str
    """Where the next thing is done."""
    next: str
    """What the button says."""
    link: str
    """The group's own link: whoever has it is let in."""
    gone: str
    """For a group that was deleted: until when it can be taken back; else ""."""


def own_groups(groups: Sequence[Group], *, whole_address: Callable[[str], str]) -> list[GroupSaid]:
    """What is said of each group, in the active language; ``whole_address`` puts scheme and host before a path."""
    rows = meetings_of(groups)
    days = Counter(_day(group.created_at) for group in groups)
    said = []
    # A group that has begun stands before one that was only opened by a slip of the finger; a deleted one is last.
    for group in sorted(groups, key=lambda one: (one.deleted_at is not None, not _has_begun(rows.get(one.pk, ())))):
        if group.is_demo:
            continue
        its = rows.get(group.pk, ()) if group.deleted_at is None else ()
        page = reverse("group", args=[group.public_id])
        until = may_be_taken_back_until(group)
        gone = "" if until is None else _("Deleted. It can be taken back until %(day)s.") % {"day": _day(until)}
        if not its and not gone and not group.name:
            continue
        stands = [(reverse("meeting", args=[row.pk]), *_standing(row)) for row in its]
        address, following = page, _("Go to the group's page")
        if stands and its[-1].closed_at is None:
            address, _words, following = stands[-1]
        said.append(
            GroupSaid(
                anchor=f"link-{group.public_id}",
                name=group.name or _name(group, is_alone=days[_day(group.created_at)] == 1),
                page=page,
                meetings=[MeetingSaid(its_address, words) for its_address, words, _following in stands],
                address=address,
                next=following,
                link=whole_address(reverse("group-link", args=[group.secret])),
                gone=gone,
            )
        )
    return said


def _has_begun(rows: Sequence[MeetingRow]) -> bool:
    return any(row.closed_at is not None or present_meeting(row.pk)[0].current is not None for row in rows)


def _day(at: datetime) -> str:
    """«24. november», with the year if it is another than this."""
    day = timezone.localtime(at)
    is_this_year = day.year == timezone.localdate().year
    return str(date_format(day, "MONTH_DAY_FORMAT" if is_this_year else "DATE_FORMAT"))


def _name(group: Group, *, is_alone: bool) -> str:
    said = {"day": _day(group.created_at), "time": f"{timezone.localtime(group.created_at):%H.%M}"}
    name = _("The group that began %(day)s") if is_alone else _("The group that began %(day)s at %(time)s")
    return name % said


def _standing(row: MeetingRow) -> tuple[str, str]:
    """How the meeting stands, and what the button to it says."""
    state, package = present_meeting(row.pk)
    said = {"meeting": meeting_name(package, row.episode)}
    if row.closed_at is not None:
        return _("%(meeting)s was held %(day)s") % {**said, "day": _day(row.closed_at)}, ""
    if state.current is None:
        return _("%(meeting)s has not begun") % said, _("Open: %(meeting)s") % said
    place = {**said, "step": state.position(state.current) + 1, "steps": len(state.steps)}
    go_on = _("Go on: %(meeting)s") % said
    if state.broken_off_at is not None:
        return _("%(meeting)s · step %(step)s of %(steps)s, broken off") % place, go_on
    return _("%(meeting)s · step %(step)s of %(steps)s") % place, go_on
