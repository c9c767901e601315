"""A meeting as it is after everything that has happened in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from rundebord.meetings.core.words import NoteId, PlannedStep, StepId


@dataclass(frozen=True, slots=True)
class Note:
    """One line, as it reads now."""

    id: NoteId
    step: StepId
    text: str
    kept_at: datetime
    order: int
    """Its place among the lines of its step: the version at which it came."""


Notes = Mapping[NoteId, Note]
_NO_NOTES: Notes = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Meeting:
    """The folded state. ``version`` is the number of facts it rests on; 0 is a meeting that has not been opened.

    Collections are never changed in place: a state that somebody holds stays as it was.
    """

    version: int = 0
    id: str = ""
    group: int = 0
    programme: str = ""
    episode: str = ""
    steps: tuple[PlannedStep, ...] = ()
    head_count: int = 0
    current: StepId | None = None
    """The step that the group is at; None in the lobby."""
    opened_steps: frozenset[StepId] = frozenset()
    ends_at: Mapping[StepId, datetime] = field(default_factory=dict)
    """When each opened step's time is over, were the clock not paused."""
    paused_at: datetime | None = None
    clock_set_seconds: int = 0
    """While paused: how far the computer's clock had been set, 0 if that is not why."""
    notes: Mapping[StepId, Notes] = field(default_factory=dict)
    """Lines that stand, by step, in the order in which they came."""
    deleted: Notes = field(default_factory=dict)
    inbox: Notes = field(default_factory=dict)
    """Lines that came after the close and wait for the group."""
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    last_at: datetime | None = None
    """When the last fact was stored."""

    @property
    def is_open(self) -> bool:
        """True from the opening to the close."""
        return self.version > 0 and self.closed_at is None

    def position(self, step: StepId | None) -> int:
        """-1 for the lobby, else the place of the step on the agenda from 0; ``KeyError`` for a foreign step."""
        if step is None:
            return -1
        for place, planned in enumerate(self.steps):
            if planned.id == step:
                return place
        raise KeyError(step)

    def has_step(self, step: StepId) -> bool:
        """True if the step stands on this meeting's agenda."""
        return any(planned.id == step for planned in self.steps)

    def notes_of(self, step: StepId) -> Notes:
        """The lines that stand under a step, oldest first."""
        return self.notes.get(step, _NO_NOTES)

    def find_note(self, note: NoteId) -> Note | None:
        """The line as it stands; None if it was deleted, waits in the inbox, or never was."""
        for notes in self.notes.values():
            if note in notes:
                return notes[note]
        return None

    def knows_note(self, note: NoteId) -> bool:
        """True if this id has ever been used for a line in this meeting."""
        return self.find_note(note) is not None or note in self.deleted or note in self.inbox

    @property
    def note_count(self) -> int:
        """How many lines the meeting holds, the deleted and the late ones too."""
        return sum(len(notes) for notes in self.notes.values()) + len(self.deleted) + len(self.inbox)

    def with_note(self, note: Note) -> Meeting:
        """The same meeting with this line last under its step, or changed where it stands."""
        return replace(self, notes={**self.notes, note.step: {**self.notes_of(note.step), note.id: note}})

    def without_note(self, note: Note) -> Meeting:
        """The same meeting without this line."""
        left = {key: kept for key, kept in self.notes_of(note.step).items() if key != note.id}
        return replace(self, notes={**self.notes, note.step: left})
