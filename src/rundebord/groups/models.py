"""Leadership groups, and what is theirs from one meeting to the next."""

from __future__ import annotations

from django.db import models

LONGEST_GROUP_NAME = 120
LONGEST_LINE = 1_000


class Group(models.Model):
    """A leadership group. No accounts: whoever has the secret link is let in."""

    public_id = models.CharField(max_length=12, unique=True)
    secret = models.CharField(max_length=27, unique=True)
    """The last part of the group's link. Kept as it is, for the group must be able to see its own link again."""
    language = models.CharField(max_length=5)
    created_at = models.DateTimeField()
    name = models.CharField(max_length=LONGEST_GROUP_NAME, blank=True, default="")
    heads = models.PositiveSmallIntegerField(default=8)
    """How many they are, as last said."""
    programme = models.ForeignKey("programmes.ProgrammeVersion", on_delete=models.PROTECT, null=True, related_name="+")
    """The version that its meetings follow until the group moves; None: that of its latest meeting."""
    keep_until = models.DateField(null=True)
    """The group's own word for how long its notes are kept; None: the rule (``queries.deletion_date``)."""
    deleted_at = models.DateTimeField(null=True)
    """When it was deleted; it can be taken back until it is erased."""
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.public_id


class Member(models.Model):
    """Somebody in a group, or who was."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    key = models.CharField(max_length=32)
    """The id that the person has in the group's meetings."""
    name = models.CharField(max_length=80)
    unit = models.CharField(max_length=80, blank=True, default="")
    """What the person answers for."""
    is_leader = models.BooleanField(default=False)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "key"], name="one_member_per_key")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.key


class PlannedDate(models.Model):
    """When a group plans to hold an episode or a follow-up."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="planned_dates")
    episode = models.CharField(max_length=100)
    date = models.DateField()
    time = models.TimeField()
    """By the clock on the wall, in the server's time zone."""
    sequence = models.PositiveIntegerField(default=0)
    """How many times it has been moved: calendars follow the highest."""
    changed_at = models.DateTimeField()
    is_cancelled = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "episode"], name="one_date_per_episode")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.episode} {self.date}"


class BetweenLine(models.Model):
    """One line from between two meetings: what somebody found out, or says who was absent."""

    KINDS = (("task", "task"), ("catch-up", "catch-up"))

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="between_lines")
    key = models.CharField(max_length=32)
    """The id that the line has in the next meeting."""
    kind = models.CharField(max_length=10, choices=KINDS)
    episode = models.CharField(max_length=100)
    """The episode that it follows."""
    text = models.CharField(max_length=LONGEST_LINE)
    said_by = models.CharField(max_length=80, blank=True, default="")
    """Only if the person wrote it."""
    written_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "key"], name="one_between_line_per_key")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.key
