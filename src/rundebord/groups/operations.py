"""What can be done with a group, its members, its dates and the lines between its meetings."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F

from rundebord.groups.models import LONGEST_GROUP_NAME, LONGEST_LINE, BetweenLine, Group, Member, PlannedDate
from rundebord.kernel.identifiers import new_public_id, new_secret
from rundebord.kernel.refused import Refused
from rundebord.kernel.texts import tidy
from rundebord.programmes.models import ProgrammeVersion

LONGEST_KEPT_DAYS = 3 * 365
"""A group can keep its notes for three years from today; what must live longer belongs in the archive."""
USUAL_TIME = time(9, 0)


def create_group(*, language: str, at: datetime, programme: ProgrammeVersion | None = None) -> Group:
    """A new group exists, with a link of its own that nobody can guess."""
    return Group.objects.create(
        public_id=new_public_id(), secret=new_secret(), language=language, created_at=at, programme=programme
    )


def renew_secret(group: Group, *, secret: str | None = None) -> None:
    """The group has another link. The old one opens nothing, and no browser that it had let in may enter.

    ``secret``: one that ``new_secret`` made a while ago, for this group alone.
    """
    group.secret = secret or new_secret()
    group.save(update_fields=["secret"])


def name_group(group: Group, *, name: str) -> Refused | None:
    """The group is called so; "" is no name."""
    name = tidy(name)
    if len(name) > LONGEST_GROUP_NAME:
        return Refused("name-too-long", {"length": len(name), "longest": LONGEST_GROUP_NAME})
    if name == group.name:
        return None
    group.name = name
    group.save(update_fields=["name"])
    # The name stands in people's calendars, which follow the highest number.
    PlannedDate.objects.filter(group=group).update(sequence=F("sequence") + 1)
    return None


def set_heads(group: Group, *, heads: int) -> None:
    """The group is so many; its next meeting reckons with that."""
    Group.objects.filter(pk=group.pk).update(heads=heads)
    group.heads = heads


def move_to_version(group: Group, *, programme: ProgrammeVersion) -> None:
    """The meetings that the group opens from now on follow this version; those that are held keep theirs."""
    group.programme = programme
    group.save(update_fields=["programme"])


# -- members ---------------------------------------------------------------------------------------------------------


def put_member(group_id: int, *, key: str, name: str, unit: str) -> None:
    """The member has this name and unit, and is in the group: a new one, a renamed one, or one that came back."""
    Member.objects.update_or_create(group_id=group_id, key=key, defaults={"name": name, "unit": unit, "left_at": None})


def take_member_out(group_id: int, *, key: str, at: datetime) -> None:
    """The member has left the group. What has their name keeps it."""
    Member.objects.filter(group_id=group_id, key=key).update(left_at=at, is_leader=False)


def set_leader(group_id: int, *, key: str | None) -> None:
    """This member is the top leader, and no other; None: nobody is marked."""
    Member.objects.filter(group_id=group_id, is_leader=True).exclude(key=key or "").update(is_leader=False)
    if key is not None:
        Member.objects.filter(group_id=group_id, key=key).update(is_leader=True)


# -- dates -----------------------------------------------------------------------------------------------------------


def plan_date(group_id: int, *, episode: str, day: date, at: datetime, clock: time | None = None) -> None:
    """The episode is to be held on that day. A moved one keeps its name in calendars, and counts one move more.

    ``clock`` None: at the time that it had, else that of the group's latest date, else nine.
    """
    with transaction.atomic():
        known = PlannedDate.objects.filter(group_id=group_id, episode=episode).first()
        if clock is None:
            others = PlannedDate.objects.filter(group_id=group_id).order_by("-changed_at").first()
            clock = known.time if known else others.time if others else USUAL_TIME
        if known is None:
            PlannedDate.objects.create(group_id=group_id, episode=episode, date=day, time=clock, changed_at=at)
        elif (known.date, known.time, known.is_cancelled) != (day, clock, False):
            PlannedDate.objects.filter(pk=known.pk).update(
                date=day, time=clock, is_cancelled=False, changed_at=at, sequence=F("sequence") + 1
            )


def cancel_date(group_id: int, *, episode: str, at: datetime) -> None:
    """The date is called off; calendars are told."""
    PlannedDate.objects.filter(group_id=group_id, episode=episode, is_cancelled=False).update(
        is_cancelled=True, changed_at=at, sequence=F("sequence") + 1
    )


# -- lines between the meetings --------------------------------------------------------------------------------------


def keep_between_line(
    group: Group, *, key: str, kind: str, episode: str, text: str, said_by: str, at: datetime
) -> Refused | None:
    """The line is kept, once: the same key again changes nothing."""
    text, said_by = tidy(text), tidy(said_by)
    if not text:
        return Refused("note-empty")
    if len(text) > LONGEST_LINE:
        return Refused("note-too-long", {"length": len(text), "longest": LONGEST_LINE})
    if len(said_by) > 80:
        return Refused("name-too-long", {"length": len(said_by), "longest": 80})
    BetweenLine.objects.get_or_create(
        group=group,
        key=key,
        defaults={"kind": kind, "episode": episode, "text": text, "said_by": said_by, "written_at": at},
    )
    return None


def delete_between_line(group: Group, *, key: str, at: datetime) -> None:
    """The line is gone from every page, and can be taken back."""
    BetweenLine.objects.filter(group=group, key=key, deleted_at=None).update(deleted_at=at)


def restore_between_line(group: Group, *, key: str) -> None:
    """The line stands where it stood; one that was erased has no words to stand with."""
    BetweenLine.objects.filter(group=group, key=key).exclude(text="").update(deleted_at=None)


# -- keeping and deleting --------------------------------------------------------------------------------------------


def keep_notes_until(group: Group, *, day: date | None, today: date) -> Refused | None:
    """The group's notes are kept until that day; None: by the rule."""
    latest = today + timedelta(days=LONGEST_KEPT_DAYS)
    if day is not None and not today < day <= latest:
        return Refused("keep-until-out-of-range", {"day": _said(day), "latest": _said(latest)})
    group.keep_until = day
    group.save(update_fields=["keep_until"])
    return None


def _said(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def delete_group(group: Group, *, at: datetime) -> None:
    """The group is shut: nothing can be read or written there. It can be taken back until it is erased.

    Deleted twice is deleted the first time: its days do not begin again.
    """
    group.deleted_at = group.deleted_at or at
    group.save(update_fields=["deleted_at"])


def restore_group(group: Group) -> None:
    """The group is as it was before it was deleted."""
    group.deleted_at = None
    group.save(update_fields=["deleted_at"])
