"""How long a group's notes are kept, and what is erased when the time has come."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from rundebord.groups.models import Group
from rundebord.meetings.erasing import erase_group, erase_undone_before
from rundebord.meetings.queries import deletion_date

UNDO_DAYS = 14
"""A group that was deleted, or a meeting that was undone, can be taken back for so long."""
DEMO_HOURS = 24


def may_be_taken_back_until(group: Group) -> datetime | None:
    """When a deleted group is erased for good; None for one that has not been deleted."""
    return None if group.deleted_at is None else group.deleted_at + timedelta(days=UNDO_DAYS)


def erase_before(at: datetime) -> int:
    """What should have been erased by then is gone: groups past their date, deleted ones, demos, undone meetings.

    Returns how many groups and meetings were erased.
    """
    today = timezone.localtime(at).date()
    erased = 0
    # All at once: while rows are still being read, the database will not empty its write-ahead log.
    for group in list(Group.objects.all()):
        if _is_due(group, at) or (group.deleted_at is None and deletion_date(group) <= today):
            erase_group(group)
            erased += 1
    return erased + erase_undone_before(at - timedelta(days=UNDO_DAYS))


def _is_due(group: Group, at: datetime) -> bool:
    until = may_be_taken_back_until(group)
    if until is not None and until <= at:
        return True
    return group.is_demo and group.created_at + timedelta(hours=DEMO_HOURS) <= at
