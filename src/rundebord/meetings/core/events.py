"""Facts. Past tense, stored for ever under a permanent kebab-case name.

A name and the fields under it never change meaning. Adding a field with a default is free; anything else is a new event
or an upcast in ``meetings.log``. ``tests/contracts/`` holds one golden file per event.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rundebord.meetings.core.words import NoteId, PlannedStep, StepId


@dataclass(frozen=True, slots=True)
class MeetingOpened:
    """The group is in the lobby."""

    meeting: str
    group: int
    programme: str
    episode: str
    steps: tuple[PlannedStep, ...]
    head_count: int


@dataclass(frozen=True, slots=True)
class HeadCountSet:
    """This many people are around the table."""

    count: int


@dataclass(frozen=True, slots=True)
class StepStarted:
    """The group went on to this step; its clock began if it was the first time."""

    step: StepId


@dataclass(frozen=True, slots=True)
class StepReturnedTo:
    """*Next* was undone: the group is at this step again."""

    step: StepId


@dataclass(frozen=True, slots=True)
class LobbyReturnedTo:
    """The first *Next* was undone: the group is in the lobby again."""


@dataclass(frozen=True, slots=True)
class NoteKept:
    """A line was written under a step."""

    step: StepId
    note: NoteId
    text: str


@dataclass(frozen=True, slots=True)
class NoteEdited:
    """A line says something else now."""

    note: NoteId
    text: str


@dataclass(frozen=True, slots=True)
class NoteDeleted:
    """A line was taken away, and can be taken back."""

    note: NoteId


@dataclass(frozen=True, slots=True)
class NoteRestored:
    """A deleted line stands where it stood."""

    note: NoteId


@dataclass(frozen=True, slots=True)
class NoteArrivedLate:
    """A line came after the close; it waits for the group to let it in."""

    step: StepId
    note: NoteId
    text: str


@dataclass(frozen=True, slots=True)
class NoteLetIn:
    """A late line was taken into the meeting, under its step."""

    note: NoteId


@dataclass(frozen=True, slots=True)
class TimeAdded:
    """A step got more seconds."""

    step: StepId
    seconds: int


@dataclass(frozen=True, slots=True)
class ClockPaused:
    """The clock stopped. ``clock_set_seconds`` is not 0 when the computer's clock had been set by so much."""

    clock_set_seconds: int = 0


@dataclass(frozen=True, slots=True)
class ClockResumed:
    """The clock runs again; every end has moved by the length of the pause."""


@dataclass(frozen=True, slots=True)
class MeetingClosed:
    """The meeting is over."""


@dataclass(frozen=True, slots=True)
class MeetingReopened:
    """The close was undone."""


Event = (
    MeetingOpened
    | HeadCountSet
    | StepStarted
    | StepReturnedTo
    | LobbyReturnedTo
    | NoteKept
    | NoteEdited
    | NoteDeleted
    | NoteRestored
    | NoteArrivedLate
    | NoteLetIn
    | TimeAdded
    | ClockPaused
    | ClockResumed
    | MeetingClosed
    | MeetingReopened
)

PERMANENT_NAMES: Final[dict[str, type[Event]]] = {
    "meeting-opened": MeetingOpened,
    "head-count-set": HeadCountSet,
    "step-started": StepStarted,
    "step-returned-to": StepReturnedTo,
    "lobby-returned-to": LobbyReturnedTo,
    "note-kept": NoteKept,
    "note-edited": NoteEdited,
    "note-deleted": NoteDeleted,
    "note-restored": NoteRestored,
    "note-arrived-late": NoteArrivedLate,
    "note-let-in": NoteLetIn,
    "time-added": TimeAdded,
    "clock-paused": ClockPaused,
    "clock-resumed": ClockResumed,
    "meeting-closed": MeetingClosed,
    "meeting-reopened": MeetingReopened,
}
"""Name in the log → event. A name is never reused and never removed."""

NAME_OF: Final[dict[type[Event], str]] = {event: name for name, event in PERMANENT_NAMES.items()}
