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


class DoorRow(models.Model):
    """By which code phones come into a meeting, and whether they may. Made when somebody first asks for the code."""

    meeting = models.OneToOneField(MeetingRow, on_delete=models.CASCADE, primary_key=True, related_name="+")
    code = models.CharField(max_length=6, unique=True, null=True)  # noqa: DJ001 - unique, and many have none
    """Six digits; None once the meeting is over, so that they can be another's."""
    is_open = models.BooleanField(default=True)
    has_names = models.BooleanField(default=True)
    """False: the group has chosen that phones take part without names."""
    host_turn = models.PositiveSmallIntegerField(default=0)
    """How often the role of host has been passed on; links and cookies of an earlier turn open nothing."""
    host_seat = models.CharField(max_length=32, blank=True)
    """The seat that leads, if the role was passed to a phone."""
    asks_to_lead = models.CharField(max_length=32, blank=True)
    """The seat that asks to take over, until somebody answers."""
    film_step = models.CharField(max_length=100, blank=True)
    film_at = models.FloatField(default=0)
    """Seconds into the film, when it was last said; it has gone on since, if it plays."""
    film_plays = models.BooleanField(default=False)
    film_said_at = models.DateTimeField(null=True)
    stirred = models.PositiveIntegerField(default=0)
    """Goes up whenever who is here, or how many have answered, has changed: what screens show, and no fact."""
    opened_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.meeting_id}"


class SeatRow(models.Model):
    """One who takes part from a phone. However many devices follow the same link, it is one."""

    id = models.CharField(max_length=32, primary_key=True)
    meeting = models.ForeignKey(MeetingRow, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80, blank=True)
    member = models.CharField(max_length=32, blank=True)
    """The member who it is, if they were on the list."""
    number = models.PositiveSmallIntegerField()
    """«Telefon 3», where there are no names."""
    is_remote = models.BooleanField(default=False)
    """Not in the room: hands are raised from the phone."""
    joined_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="one_seat_per_number")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.number}"


class ReadyRow(models.Model):
    """A phone has an answer ready, to be sent when all are called in. What it is, only the phone knows."""

    meeting = models.ForeignKey(MeetingRow, on_delete=models.CASCADE, related_name="+")
    step = models.CharField(max_length=100)
    statement = models.CharField(max_length=100, blank=True)
    seat = models.ForeignKey(SeatRow, on_delete=models.CASCADE, related_name="+")
    person = models.PositiveSmallIntegerField()
    """From 1; a phone that was lent answers for more than one."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "step", "statement", "seat", "person"], name="one_answer_each")
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.step}"


class SpentRow(models.Model):
    """A ballot's one-time mark that has been used. It stands apart from seats, and from what was answered."""

    mark = models.CharField(max_length=64, primary_key=True)
    meeting = models.ForeignKey(MeetingRow, on_delete=models.CASCADE, related_name="+")
    step = models.CharField(max_length=100)
    statement = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return self.mark


class TallyRow(models.Model):
    """How many answered so. A counter without seat, time or command; gone when the vote is closed."""

    meeting = models.ForeignKey(MeetingRow, on_delete=models.CASCADE, related_name="+")
    step = models.CharField(max_length=100)
    statement = models.CharField(max_length=100, blank=True)
    option = models.CharField(max_length=100, blank=True)
    """A line's id or one of ``RATES``; "" counts the ballots."""
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "step", "statement", "option"], name="one_counter_per_option")
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.step}"
