"""What meetings there are and how they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.utils import timezone

from rundebord.groups.models import Group
from rundebord.groups.queries import planned_dates
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.thread import Thread, thread_of
from rundebord.meetings.memory import NoSuchMeeting, present_state, present_states
from rundebord.meetings.models import MeetingRow
from rundebord.meetings.threads import rows_of
from rundebord.programmes.format.package import Package
from rundebord.programmes.queries import package

KEPT_DAYS = 90
"""After the last meeting, held or planned; unless the group says another day."""

__all__ = ["NoSuchMeeting", "present_state"]


def meeting_row(meeting: str) -> MeetingRow:
    """The meeting's row with its group. Raises ``NoSuchMeeting``."""
    row = MeetingRow.objects.select_related("group").filter(pk=meeting).first()
    if row is None:
        raise NoSuchMeeting(meeting)
    return row


@dataclass(frozen=True, slots=True)
class Door:
    """What must be known of a meeting before anything in it is shown or done."""

    language: str
    secret: str
    """The group's present secret; whoever's browser holds it may enter."""
    group: str
    """The group's public id."""


def door_of(meeting: str) -> Door:
    """The meeting's door. Raises ``NoSuchMeeting``; also for one that was undone, or whose group has been deleted.

    One statement by hand: every command passes here.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT its.language, its.secret, its.public_id FROM meetings_meetingrow meeting "
            "JOIN groups_group its ON its.id = meeting.group_id "
            "WHERE meeting.id = %s AND meeting.undone_at IS NULL AND its.deleted_at IS NULL",
            [meeting],
        )
        row = cursor.fetchone()
    if row is None:
        raise NoSuchMeeting(meeting)
    return Door(*row)


def group_of(meeting: str) -> Group:
    """The group whose meeting it is. Raises ``NoSuchMeeting``."""
    return meeting_row(meeting).group


def present_meeting(meeting: str) -> tuple[Meeting, Package]:
    """The meeting as it is now, and the programme that it follows. Raises ``NoSuchMeeting``."""
    state = present_state(meeting)
    return state, package(state.programme)


def meetings_of(groups: Sequence[Group]) -> Mapping[int, Sequence[MeetingRow]]:
    """Group → its meetings in their order, but for those begun by mistake; nothing for a group that has not met."""
    found: dict[int, list[MeetingRow]] = {}
    for row in MeetingRow.objects.filter(group__in=groups, undone_at=None).order_by("number"):
        found.setdefault(row.group_id, []).append(row)
    return found


def undone_meetings(group: Group) -> Sequence[MeetingRow]:
    """The group's meetings that were begun by mistake, and can be taken back."""
    return list(MeetingRow.objects.filter(group=group).exclude(undone_at=None).order_by("number"))


@dataclass(frozen=True, slots=True)
class CourseSoFar:
    """A group's meetings and what they say together."""

    rows: Sequence[MeetingRow]
    states: Sequence[Meeting]
    """In the order of ``rows``."""
    thread: Thread


def course_so_far(group: Group) -> CourseSoFar:
    """The group's course as it is now. Two statements, whatever was said."""
    rows = rows_of(group)
    states = present_states([row.pk for row in rows])
    return CourseSoFar(rows, states, thread_of(states))


def deletion_date(group: Group, rows: Sequence[MeetingRow] | None = None) -> date:
    """The first day on which the group's notes may be erased: its own word, else 90 days after its last meeting.

    A date that is planned counts like a meeting that was held: a group that pauses until spring keeps its notes. Nor
    does its own word delete anything before a meeting that is planned.
    """
    planned = [one.date for one in planned_dates(group).values() if not one.is_cancelled]
    if group.keep_until is not None:
        return max([group.keep_until, *(day + timedelta(days=1) for day in planned)])
    rows = rows_of(group) if rows is None else rows
    moments = [group.created_at, *(row.opened_at for row in rows), *(row.closed_at for row in rows if row.closed_at)]
    days = [timezone.localtime(moment).date() for moment in moments]
    return max([*days, *planned]) + timedelta(days=KEPT_DAYS)
