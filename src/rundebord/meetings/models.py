"""Where meetings are kept: the meeting's row, its facts, and the answers that commands were given."""

from __future__ import annotations

from django.db import models


class MeetingRow(models.Model):
    """A meeting as lists and links need it. What happened in it is in its facts."""

    id = models.CharField(max_length=12, primary_key=True)
    group = models.ForeignKey("groups.Group", on_delete=models.CASCADE, related_name="+")
    programme = models.ForeignKey("programmes.ProgrammeVersion", on_delete=models.PROTECT, related_name="+")
    episode = models.CharField(max_length=100)
    number = models.PositiveSmallIntegerField()
    """Its place among the group's meetings, from 1. An episode that is taken again is a new meeting."""
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    """Begun by mistake: it counts for nothing, and can be taken back until it is erased."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "number"], name="one_meeting_per_number")]

    def __str__(self) -> str:
        return f"{self.id} ({self.number})"


class EventRow(models.Model):
    """One fact. Written by ``meetings.log`` alone; never changed."""

    meeting = models.ForeignKey(MeetingRow, on_delete=models.CASCADE, related_name="+", db_index=False)
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    body = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "version"], name="one_fact_per_version")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.version} {self.name}"


class AnswerRow(models.Model):
    """What a command was answered, so that the same command sent again gets the same answer and does nothing."""

    meeting = models.ForeignKey(MeetingRow, on_delete=models.CASCADE, related_name="+", db_index=False)
    command_id = models.CharField(max_length=32)
    answer = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "command_id"], name="one_answer_per_command")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.command_id}"
