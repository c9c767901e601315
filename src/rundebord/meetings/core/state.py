"""A meeting as it is after everything that has happened in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from rundebord.meetings.core.words import (
    BROUGHT,
    BallotWay,
    BroughtCommitment,
    BroughtLine,
    Kind,
    Matter,
    MemberId,
    NoteId,
    PlannedStep,
    SeatId,
    StepId,
    VoteKind,
)


@dataclass(frozen=True, slots=True)
class Note:
    """One line, as it reads now."""

    id: NoteId
    step: StepId
    text: str
    kept_at: datetime
    order: float
    """Its place among the lines of its step: the version at which it came, or between two others if it was moved."""
    kind: Kind = "line"
    pile: str = ""
    about: NoteId | None = None
    is_marked: bool = False
    is_ticked: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the leadership group."""

    id: MemberId
    name: str
    unit: str = ""

    @property
    def heading(self) -> str:
        """What stands over the member's column: what they answer for, else their name."""
        return self.unit or self.name


@dataclass(frozen=True, slots=True)
class Poll:
    """One vote, or the ratings of one statement."""

    counts: Mapping[str, int] = field(default_factory=dict)
    slips: int = 0
    """Without names: how many voted. In an open vote the hands say it."""
    is_closed: bool = False
    raised: Mapping[str, frozenset[SeatId]] = field(default_factory=dict)
    """Option → who raised a hand for it from afar; they are among ``counts``."""
    called_in: int | None = None
    """How many answers are on their way from phones; None: they have not been asked for."""

    def raised_for(self, option: str) -> int:
        """How many hands were raised for the option from afar."""
        return len(self.raised.get(option, ()))

    @property
    def total(self) -> int:
        """Everything that was counted."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Plan:
    """What each step that is still to come gets, in seconds (0: it falls away), and what no plan can save."""

    seconds: Mapping[StepId, int] = field(default_factory=dict)
    over_seconds: int = 0


@dataclass(frozen=True, slots=True)
class Brought:
    """What the group had with it from earlier; empty in a first meeting."""

    episode: str = ""
    """The episode of the meeting before."""
    head_count: int = 0
    """How many the group was when this was brought."""
    lines: tuple[BroughtLine, ...] = ()
    commitments: tuple[BroughtCommitment, ...] = ()
    host: MemberId | None = None
    """Who led last time."""
    scribe: MemberId | None = None
    """Who wrote last time."""


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
    path: tuple[StepId | None, ...] = ()
    """Where the group came from, step by step; the last is where *Back* leads."""
    turns: Mapping[StepId, int] = field(default_factory=dict)
    """Within a step: whose turn it is, or which statement's, from 0."""
    orders: Mapping[StepId, tuple[MemberId | None, ...]] = field(default_factory=dict)
    """Who speaks in each round that has begun; None for somebody whose name is not known."""
    turn_at: datetime | None = None
    """When the present turn began."""
    opened_steps: frozenset[StepId] = frozenset()
    seconds: int = 0
    """The whole meeting by the programme; 0: it keeps no time of its own."""
    speed: int = 1
    """How many times as fast as in life its clock goes, from the opening on."""
    ahead_seconds: int = 0
    """How far the clock of a meeting that is tried out has been put forward."""
    end_at: datetime | None = None
    """When the meeting is to be over; None before the first step, unless it was said."""
    is_end_said: bool = False
    plan: Plan = field(default_factory=Plan)
    boards: Mapping[StepId, str] = field(default_factory=dict)
    cells: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    """(board, row, column) → what it says; empty cells are not here."""
    members: Mapping[MemberId, Member] = field(default_factory=dict)
    """Those who are called, in the order in which they were named."""
    former_members: Mapping[MemberId, Member] = field(default_factory=dict)
    absent: frozenset[MemberId] = frozenset()
    """Members who are not here today: they are not called."""
    leader: MemberId | None = None
    scribe: MemberId | None = None
    host: MemberId | None = None
    """Who leads the meeting, if the group keeps a rota."""
    brought: Brought = field(default_factory=Brought)
    vote_kinds: Mapping[StepId, VoteKind] = field(default_factory=dict)
    ballot_ways: Mapping[StepId, BallotWay] = field(default_factory=dict)
    polls: Mapping[tuple[StepId, str], Poll] = field(default_factory=dict)
    """(step, statement) → the vote; the statement is "" where lines are voted on."""
    chosen: Mapping[StepId, tuple[NoteId, ...]] = field(default_factory=dict)
    agreed: frozenset[tuple[StepId, Matter]] = frozenset()
    broken_off_at: datetime | None = None
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
    erased: frozenset[NoteId] = frozenset()
    """Ids of lines that were erased: they are never used again."""
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    last_at: datetime | None = None
    """When the last fact was stored."""

    @property
    def is_open(self) -> bool:
        """True from the opening to the close."""
        return self.version > 0 and self.closed_at is None

    def moment(self, at: datetime) -> datetime:
        """What time it is in the meeting when it is ``at`` outside."""
        if self.speed == 1 or self.opened_at is None or at < self.opened_at:
            return at
        return self.opened_at + (at - self.opened_at) * self.speed + timedelta(seconds=self.ahead_seconds)

    def step(self, step: StepId) -> PlannedStep:
        """The step as it was planned; ``KeyError`` for a foreign one."""
        return self.steps[self.position(step)]

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
        return self.find_note(note) is not None or note in self.deleted or note in self.inbox or note in self.erased

    @property
    def note_count(self) -> int:
        """How many lines the meeting holds, the deleted and the late ones too."""
        return sum(len(notes) for notes in self.notes.values()) + len(self.deleted) + len(self.inbox)

    def notes_of_kind(self, kind: Kind) -> list[Note]:
        """All lines that stand and are of this kind: those brought first, then step by step, oldest first."""
        places = (BROUGHT, *(planned.id for planned in self.steps))
        return [note for place in places for note in self.notes_of(place).values() if note.kind == kind]

    @property
    def present(self) -> Mapping[MemberId, Member]:
        """The members who are here, in the order in which they were named."""
        if not self.absent:
            return self.members
        return {key: one for key, one in self.members.items() if key not in self.absent}

    def member(self, member: str) -> Member | None:
        """The member, also one that has left; None if there never was one."""
        return self.members.get(MemberId(member)) or self.former_members.get(MemberId(member))

    def member_called(self, name: str) -> Member | None:
        """The member of that name, whatever the capitals."""
        return next((one for one in self.members.values() if one.name.casefold() == name.casefold()), None)

    def cell(self, board: str, row: str, column: str) -> str:
        """What the cell says; "" if it is empty."""
        return self.cells.get((board, row, column), "")

    def vote_kind(self, step: StepId) -> VoteKind:
        """Open, or without names: what the group chose, else what the programme proposes.

        Sensitive statements are never answered by hand, also where the programme forgot to say so.
        """
        planned = self.step(step)
        return "unnamed" if planned.sensitive else self.vote_kinds.get(step) or planned.vote

    def is_on_phones(self, step: StepId) -> bool:
        """True if the votes of the step are without names, and all answer on phones."""
        return self.vote_kind(step) == "unnamed" and self.ballot_ways.get(step) == "phones"

    def with_note(self, note: Note) -> Meeting:
        """The same meeting with this line last under its step, or changed where it stands."""
        return replace(self, notes={**self.notes, note.step: {**self.notes_of(note.step), note.id: note}})

    def without_note(self, note: Note) -> Meeting:
        """The same meeting without this line."""
        left = {key: kept for key, kept in self.notes_of(note.step).items() if key != note.id}
        return replace(self, notes={**self.notes, note.step: left})
