"""Who is in a group, when it meets, and what was written between its meetings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rundebord.groups.models import BetweenLine, Group, Member, PlannedDate


@dataclass(frozen=True, slots=True)
class People:
    """Everybody who is in the group, and everybody who was."""

    present: Sequence[Member]
    former: Sequence[Member]

    def name_of(self, key: str) -> str:
        """The person's name, also of one who has left; "" for a stranger."""
        return next((one.name for one in (*self.present, *self.former) if one.key == key), "")

    def has_left(self, key: str) -> bool:
        """True if the person was in the group, and is not any more."""
        return any(one.key == key for one in self.former)

    @property
    def leader(self) -> Member | None:
        """The top leader, if one is marked."""
        return next((one for one in self.present if one.is_leader), None)


def people_of(group: Group | int) -> People:
    """The group's people, each in the order in which they were named. One statement."""
    everybody = list(Member.objects.filter(group=group))
    return People([one for one in everybody if one.left_at is None], [one for one in everybody if one.left_at])


def planned_dates(group: Group | int) -> Mapping[str, PlannedDate]:
    """Episode → its date, the cancelled ones too. One statement."""
    return {one.episode: one for one in PlannedDate.objects.filter(group=group)}


def between_lines(group: Group | int) -> Sequence[BetweenLine]:
    """The lines that stand, oldest first. One statement."""
    return list(BetweenLine.objects.filter(group=group, deleted_at=None))
