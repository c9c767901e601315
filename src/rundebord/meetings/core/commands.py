"""Wishes. Imperative, never stored: a command is judged, and becomes facts or a refusal."""

from __future__ import annotations

from dataclasses import dataclass

from rundebord.meetings.core.words import NoteId, PlannedStep, StepId


@dataclass(frozen=True, slots=True)
class OpenMeeting:
    """Let a group's meeting begin, in the lobby, with the steps of one episode."""

    meeting: str
    group: int
    programme: str
    """Digest of the programme version that this meeting keeps for its whole life."""
    episode: str
    steps: tuple[PlannedStep, ...]
    head_count: int


@dataclass(frozen=True, slots=True)
class SetHeadCount:
    """Let the meeting reckon with this many people around the table."""

    count: int


@dataclass(frozen=True, slots=True)
class StartStep:
    """Let the group go on from ``origin`` (None: the lobby) to the step after it.

    Naming both ends makes it harmless that two people press *Next* at once: the second wish is already true.
    """

    origin: StepId | None
    step: StepId


@dataclass(frozen=True, slots=True)
class GoBack:
    """Undo *Next*: let the group be at ``destination`` (None: the lobby) again, from ``origin``."""

    origin: StepId
    destination: StepId | None


@dataclass(frozen=True, slots=True)
class KeepNote:
    """Let this line stand under this step."""

    step: StepId
    note: NoteId
    text: str


@dataclass(frozen=True, slots=True)
class EditNote:
    """Let this line say something else."""

    note: NoteId
    text: str


@dataclass(frozen=True, slots=True)
class DeleteNote:
    """Let this line be gone from the screen; it can be taken back."""

    note: NoteId


@dataclass(frozen=True, slots=True)
class RestoreNote:
    """Take a deleted line back to where it stood."""

    note: NoteId


@dataclass(frozen=True, slots=True)
class LetNoteIn:
    """Take a line that came after the close into the meeting."""

    note: NoteId


@dataclass(frozen=True, slots=True)
class AddTime:
    """Give the present step more time, in seconds."""

    step: StepId
    seconds: int


@dataclass(frozen=True, slots=True)
class PauseClock:
    """Stop the clock of the meeting."""

    clock_set_seconds: int = 0
    """How far the computer's clock was just set, if that is why."""


@dataclass(frozen=True, slots=True)
class ResumeClock:
    """Let the clock run again with the time that was left."""


@dataclass(frozen=True, slots=True)
class CloseMeeting:
    """Let the meeting be over, from its last step."""

    origin: StepId


@dataclass(frozen=True, slots=True)
class ReopenMeeting:
    """Undo the close: let the group be at the last step again."""


Command = (
    OpenMeeting
    | SetHeadCount
    | StartStep
    | GoBack
    | KeepNote
    | EditNote
    | DeleteNote
    | RestoreNote
    | LetNoteIn
    | AddTime
    | PauseClock
    | ResumeClock
    | CloseMeeting
    | ReopenMeeting
)
