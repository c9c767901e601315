"""Facts. Past tense, stored for ever under a permanent kebab-case name. (Over 400 lines: one vocabulary, one place.)

A name and the fields under it never change meaning. Adding a field with a default is free; anything else is a new event
or an upcast in ``meetings.log``. ``tests/contracts/`` holds one golden file per event.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rundebord.meetings.core.words import (
    BallotWay,
    BroughtCommitment,
    BroughtLine,
    BroughtMember,
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
class MeetingOpened:
    """The group is in the lobby."""

    meeting: str
    group: int
    programme: str
    episode: str
    steps: tuple[PlannedStep, ...]
    head_count: int
    seconds: int = 0
    speed: int = 1
    """How many times as fast as in life the clock goes; more than 1 only where a meeting is tried out."""


@dataclass(frozen=True, slots=True)
class ThreadBrought:
    """This is what the group had with it from earlier: copies, which erasing reaches by the same ids."""

    head_count: int
    members: tuple[BroughtMember, ...]
    leader: MemberId | None
    episode: str
    lines: tuple[BroughtLine, ...]
    commitments: tuple[BroughtCommitment, ...]
    host: MemberId | None
    scribe: MemberId | None
    heads: int = 0
    """How many the group is by its own page; 0: as many as are here."""


@dataclass(frozen=True, slots=True)
class HeadCountSet:
    """This many people are around the table."""

    count: int


@dataclass(frozen=True, slots=True)
class StepStarted:
    """The group went on to this step; its clock began if it was the first time."""

    step: StepId
    seconds: int | None = None
    """What the plan gave it; None: what the programme wants."""


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
    kind: Kind = "line"
    pile: str = ""
    about: NoteId | None = None


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
    kind: Kind = "line"
    pile: str = ""
    about: NoteId | None = None


@dataclass(frozen=True, slots=True)
class NoteLetIn:
    """A late line was taken into the meeting, under its step."""

    note: NoteId


@dataclass(frozen=True, slots=True)
class NoteErased:
    """A line is gone for good: its words are blanked in every fact that held them."""

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


@dataclass(frozen=True, slots=True)
class TurnCalled:
    """Within a step it is the turn of this person, or of this statement, counted from 0."""

    step: StepId
    turn: int


@dataclass(frozen=True, slots=True)
class NotePlaced:
    """A line lies in this pile of its step."""

    note: NoteId
    pile: str


@dataclass(frozen=True, slots=True)
class NoteMoved:
    """A line stands just before another one; None: last."""

    note: NoteId
    before: NoteId | None


@dataclass(frozen=True, slots=True)
class NoteMarked:
    """A line is to be taken care of, or no longer."""

    note: NoteId
    is_marked: bool


@dataclass(frozen=True, slots=True)
class NoteTicked:
    """A line was read and agreed to, or no longer."""

    note: NoteId
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class KindSet:
    """A line is of this kind in the outcome."""

    note: NoteId
    kind: Kind


@dataclass(frozen=True, slots=True)
class CellSet:
    """A cell says this."""

    board: str
    row: str
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class MemberAdded:
    """Somebody is in the group."""

    member: MemberId
    name: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class MemberRenamed:
    """A member has this name and unit."""

    member: MemberId
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class MemberRemoved:
    """A member is not called any more."""

    member: MemberId


@dataclass(frozen=True, slots=True)
class LeaderSet:
    """This member speaks last; None: nobody does."""

    member: MemberId | None


@dataclass(frozen=True, slots=True)
class ScribeSet:
    """This member writes; None: nobody in particular."""

    member: MemberId | None


@dataclass(frozen=True, slots=True)
class HostSet:
    """This member leads the meeting; None: nobody in particular."""

    member: MemberId | None


@dataclass(frozen=True, slots=True)
class AbsenceSet:
    """This member is not here today, or is after all."""

    member: MemberId
    is_absent: bool


@dataclass(frozen=True, slots=True)
class VoteKindChosen:
    """The vote of this step is open, or without names."""

    step: StepId
    kind: VoteKind


@dataclass(frozen=True, slots=True)
class BallotWayChosen:
    """All answer the votes of this step without names in this way."""

    step: StepId
    way: BallotWay


@dataclass(frozen=True, slots=True)
class BallotsCalledIn:
    """Everybody's answer is being sent from the phones; so many are on their way."""

    step: StepId
    statement: str
    ready: int


@dataclass(frozen=True, slots=True)
class HandRaised:
    """In an open vote, one who is not in the room raised a hand for this option, or took it down."""

    step: StepId
    statement: str
    option: str
    seat: SeatId
    is_up: bool


@dataclass(frozen=True, slots=True)
class HandsCounted:
    """In an open vote, so many hands for this option."""

    step: StepId
    statement: str
    option: str
    count: int


@dataclass(frozen=True, slots=True)
class VoteClosed:
    """The vote is closed with these counts; ``slips`` voted."""

    step: StepId
    statement: str
    counts: tuple[tuple[str, int], ...]
    slips: int


@dataclass(frozen=True, slots=True)
class VoteReopened:
    """An open vote is counted on."""

    step: StepId
    statement: str


@dataclass(frozen=True, slots=True)
class OptionChosen:
    """A line is among the chosen of this step, or lies for later."""

    step: StepId
    option: NoteId
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Agreed:
    """It was said of this step, or taken back."""

    step: StepId
    matter: Matter
    is_agreed: bool


@dataclass(frozen=True, slots=True)
class BoardShown:
    """The step shows this board; "" is its own."""

    step: StepId
    board: str


@dataclass(frozen=True, slots=True)
class TimeAvailableSet:
    """The meeting is to end so many seconds after this."""

    seconds: int


@dataclass(frozen=True, slots=True)
class PlanChanged:
    """What each step that is still to come gets, in seconds; 0: it falls away. ``over_seconds``: what no plan can save.

    A fact, and not reckoned anew by each screen: all see the same plan, and what gives way is seen before it does.
    """

    seconds: tuple[tuple[StepId, int], ...]
    over_seconds: int


@dataclass(frozen=True, slots=True)
class ClockPutForward:
    """It is so many seconds later in a meeting that is tried out; the present step keeps what it had left."""

    seconds: int


@dataclass(frozen=True, slots=True)
class MeetingBrokenOff:
    """The meeting rests."""


@dataclass(frozen=True, slots=True)
class MeetingTakenUp:
    """A meeting that rested goes on where it was."""


Event = (
    MeetingOpened
    | ThreadBrought
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
    | NoteErased
    | TimeAdded
    | ClockPaused
    | ClockResumed
    | MeetingClosed
    | MeetingReopened
    | TurnCalled
    | NotePlaced
    | NoteMoved
    | NoteMarked
    | NoteTicked
    | KindSet
    | CellSet
    | MemberAdded
    | MemberRenamed
    | MemberRemoved
    | LeaderSet
    | ScribeSet
    | HostSet
    | AbsenceSet
    | VoteKindChosen
    | BallotWayChosen
    | BallotsCalledIn
    | HandRaised
    | HandsCounted
    | VoteClosed
    | VoteReopened
    | OptionChosen
    | Agreed
    | BoardShown
    | TimeAvailableSet
    | PlanChanged
    | ClockPutForward
    | MeetingBrokenOff
    | MeetingTakenUp
)

PERMANENT_NAMES: Final[dict[str, type[Event]]] = {
    "meeting-opened": MeetingOpened,
    "thread-brought": ThreadBrought,
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
    "note-erased": NoteErased,
    "time-added": TimeAdded,
    "clock-paused": ClockPaused,
    "clock-resumed": ClockResumed,
    "meeting-closed": MeetingClosed,
    "meeting-reopened": MeetingReopened,
    "turn-called": TurnCalled,
    "note-placed": NotePlaced,
    "note-moved": NoteMoved,
    "note-marked": NoteMarked,
    "note-ticked": NoteTicked,
    "kind-set": KindSet,
    "cell-set": CellSet,
    "member-added": MemberAdded,
    "member-renamed": MemberRenamed,
    "member-removed": MemberRemoved,
    "leader-set": LeaderSet,
    "scribe-set": ScribeSet,
    "host-set": HostSet,
    "absence-set": AbsenceSet,
    "vote-kind-chosen": VoteKindChosen,
    "ballot-way-chosen": BallotWayChosen,
    "ballots-called-in": BallotsCalledIn,
    "hand-raised": HandRaised,
    "hands-counted": HandsCounted,
    "vote-closed": VoteClosed,
    "vote-reopened": VoteReopened,
    "option-chosen": OptionChosen,
    "agreed": Agreed,
    "board-shown": BoardShown,
    "time-available-set": TimeAvailableSet,
    "plan-changed": PlanChanged,
    "clock-put-forward": ClockPutForward,
    "meeting-broken-off": MeetingBrokenOff,
    "meeting-taken-up": MeetingTakenUp,
}
"""Name in the log → event. A name is never reused and never removed."""

NAME_OF: Final[dict[type[Event], str]] = {event: name for name, event in PERMANENT_NAMES.items()}
