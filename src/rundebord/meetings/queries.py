"""What meetings there are and how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from rundebord.groups.models import Group
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.models import MeetingRow
from rundebord.meetings.operations import NoSuchMeeting, present_state
from rundebord.programmes.format.package import Package
from rundebord.programmes.queries import package


def meeting_row(meeting: str) -> MeetingRow:
    """The meeting's row with its group. Raises ``NoSuchMeeting``."""
    row = MeetingRow.objects.select_related("group").filter(pk=meeting).first()
    if row is None:
        raise NoSuchMeeting(meeting)
    return row


@dataclass(frozen=True, slots=True)
class Door:
    """What must be known of a meeting before anything in it is shown or done."""

    number: int
    """Which of the group's meetings it is, from 1."""
    language: str
    secret: str
    """The group's present secret; whoever's browser holds it may enter."""


def door_of(meeting: str) -> Door:
    """The meeting's door. Raises ``NoSuchMeeting``. One statement by hand: every command passes here."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT meeting.number, its.language, its.secret FROM meetings_meetingrow meeting "
            "JOIN groups_group its ON its.id = meeting.group_id WHERE meeting.id = %s",
            [meeting],
        )
        row = cursor.fetchone()
    if row is None:
        raise NoSuchMeeting(meeting)
    return Door(*row)


def present_meeting(meeting: str) -> tuple[Meeting, Package]:
    """The meeting as it is now, and the programme that it follows. Raises ``NoSuchMeeting``."""
    state = present_state(meeting)
    return state, package(state.programme)


def latest_meetings(groups: Sequence[Group]) -> list[MeetingRow]:
    """The latest meeting of each group, in the order of the groups; none for a group that has not met."""
    rows = MeetingRow.objects.filter(group__in=groups).select_related("group").order_by("number")
    latest = {row.group_id: row for row in rows}
    return [latest[group.pk] for group in groups if group.pk in latest]
