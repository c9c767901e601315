"""Wishes, imperative and never stored: judged, they become facts or a refusal. (Over 400 lines: one vocabulary.)"""

from __future__ import annotations

from dataclasses import dataclass

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
class OpenMeeting:
    """Let a group's meeting begin, in the lobby, with the steps of one episode."""

    meeting: str
    group: int
    programme: str
    """Digest of the programme version that this meeting keeps for its whole life."""
    episode: str
    steps: tuple[PlannedStep, ...]
    head_count: int
    seconds: int = 0
    """The whole meeting by the programme, from lobby to close; 0: it keeps no time of its own."""
    speed: int = 1


@dataclass(frozen=True, slots=True)
class BringThread:
    """Let the group have this with it from earlier. Only in the lobby: later the meeting has words of its own."""

    head_count: int
    members: tuple[BroughtMember, ...] = ()
    leader: MemberId | None = None
    episode: str = ""
    lines: tuple[BroughtLine, ...] = ()
    commitments: tuple[BroughtCommitment, ...] = ()
    host: MemberId | None = None
    scribe: MemberId | None = None
    next_date: str = ""
    """When the group has planned to meet after this one, ISO; "" if it has not."""


@dataclass(frozen=True, slots=True)
class SetHeadCount:
    """Let the meeting reckon with this many people around the table."""

    count: int


@dataclass(frozen=True, slots=True)
class StartStep:
    """Let the group go on from ``origin`` (None: the lobby) to the next step that the plan holds.

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
class TakeUpStep:
    """Let the group be at any other step of the agenda: one that was skipped, or one that comes later."""

    origin: StepId | None
    step: StepId


@dataclass(frozen=True, slots=True)
class CallTurn:
    """Within a step: let it be the turn of the next person, or of the next statement; ``turn`` counts from 0."""

    step: StepId
    origin: int
    turn: int


@dataclass(frozen=True, slots=True)
class KeepNote:
    """Let this line stand under this step."""

    step: StepId
    note: NoteId
    text: str
    kind: Kind | None = None
    """None: what the step's lines are."""
    pile: str = ""
    about: NoteId | None = None
    """The line that this one is a comment on."""


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
class EraseNote:
    """Let this line be gone for good. Given by ``meetings.erasing`` alone, which blanks its words first."""

    note: NoteId


@dataclass(frozen=True, slots=True)
class LetNoteIn:
    """Take a line that came after the close into the meeting."""

    note: NoteId


@dataclass(frozen=True, slots=True)
class PlaceNote:
    """Let this line lie in this pile of its step; "" is none."""

    note: NoteId
    pile: str


@dataclass(frozen=True, slots=True)
class MoveNote:
    """Let this line stand just before another one of its step; None: last."""

    note: NoteId
    before: NoteId | None


@dataclass(frozen=True, slots=True)
class MarkNote:
    """*Ta vare på*, or no longer."""

    note: NoteId
    is_marked: bool


@dataclass(frozen=True, slots=True)
class TickNote:
    """Read and agreed to, or no longer."""

    note: NoteId
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class SetKind:
    """Let this line be of this kind in the outcome."""

    note: NoteId
    kind: Kind


@dataclass(frozen=True, slots=True)
class SetCell:
    """Let this cell say this; "" empties it. Boards and their rows and columns: ``words``."""

    board: str
    row: str
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class NameOwner:
    """Let this person follow up: a member of that name, or a new one (``member`` is the id it would get).

    ``row`` is a development area on the board of commitments, or «task-owner» on the board of the close.
    """

    board: str
    row: str
    name: str
    member: MemberId


@dataclass(frozen=True, slots=True)
class AddMember:
    """Let somebody of this name be in the group. ``unit`` is what the person answers for."""

    member: MemberId
    name: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class RenameMember:
    """Let the member have this name and unit."""

    member: MemberId
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class RemoveMember:
    """Let the member not be called any more; what has their name keeps it."""

    member: MemberId


@dataclass(frozen=True, slots=True)
class SetLeader:
    """Let this member be the top leader, who speaks last; None: nobody is marked."""

    member: MemberId | None


@dataclass(frozen=True, slots=True)
class SetScribe:
    """Let this member be the scribe, who speaks first; None: somebody from outside, or nobody in particular."""

    member: MemberId | None


@dataclass(frozen=True, slots=True)
class SetHost:
    """Let this member be the one who leads the meeting; None: nobody in particular."""

    member: MemberId | None


@dataclass(frozen=True, slots=True)
class SetAbsent:
    """Let it be said that this member is not here today, or is after all."""

    member: MemberId
    is_absent: bool


@dataclass(frozen=True, slots=True)
class ChooseVoteKind:
    """Let this vote be open, or without names."""

    step: StepId
    kind: VoteKind


@dataclass(frozen=True, slots=True)
class ChooseBallot:
    """Let everybody answer this vote without names in this way."""

    step: StepId
    way: BallotWay


@dataclass(frozen=True, slots=True)
class CallBallotsIn:
    """Let the answers that lie on the phones be sent now; ``ready`` of them are made. Nobody answers after this."""

    step: StepId
    statement: str
    ready: int
    is_sure: bool = False
    """True: call them in although some have not answered."""


@dataclass(frozen=True, slots=True)
class RaiseHand:
    """In an open vote: one who is not in the room raises a hand for this option, or takes it down."""

    step: StepId
    statement: str
    option: str
    seat: SeatId
    is_up: bool


@dataclass(frozen=True, slots=True)
class CountHands:
    """In an open vote: so many hands for this option (a line, or for a statement one of ``RATES``).

    Hands that were raised from afar are among them.
    """

    step: StepId
    statement: str
    option: str
    count: int


@dataclass(frozen=True, slots=True)
class CloseVote:
    """Let the vote be closed and its result shown. Without names, the counts of all the slips come here, at once."""

    step: StepId
    statement: str
    counts: tuple[tuple[str, int], ...] = ()
    slips: int = 0
    """Without names: how many slips were counted."""
    is_sure: bool = False
    """True: close it although some have not voted."""


@dataclass(frozen=True, slots=True)
class ReopenVote:
    """Let an open vote be counted on."""

    step: StepId
    statement: str


@dataclass(frozen=True, slots=True)
class ChooseOption:
    """Let this line be among the chosen, or lie visibly for later."""

    step: StepId
    option: NoteId
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Agree:
    """Let it be said of this step that the leader confirms, or that all can live with it; or take it back."""

    step: StepId
    matter: Matter
    is_agreed: bool


@dataclass(frozen=True, slots=True)
class ShowBoard:
    """Let the step show this board: "" is its own, else one of its ``shows``."""

    step: StepId
    board: str


@dataclass(frozen=True, slots=True)
class SetTimeAvailable:
    """«We have 50 minutes today»: let the meeting end so many seconds from now."""

    seconds: int


@dataclass(frozen=True, slots=True)
class NoticeTime:
    """Let the plan be what it must be by now."""


@dataclass(frozen=True, slots=True)
class PutClockForward:
    """«Now we are 20 minutes late»: only where a meeting is tried out."""

    seconds: int


@dataclass(frozen=True, slots=True)
class BreakOff:
    """Let the meeting rest until another hour or another day."""


@dataclass(frozen=True, slots=True)
class TakeUpMeeting:
    """Let a meeting that rests go on where it was."""


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
    | BringThread
    | SetHeadCount
    | StartStep
    | GoBack
    | TakeUpStep
    | CallTurn
    | KeepNote
    | EditNote
    | DeleteNote
    | RestoreNote
    | LetNoteIn
    | EraseNote
    | PlaceNote
    | MoveNote
    | MarkNote
    | TickNote
    | SetKind
    | SetCell
    | NameOwner
    | AddMember
    | RenameMember
    | RemoveMember
    | SetLeader
    | SetScribe
    | SetHost
    | SetAbsent
    | ChooseVoteKind
    | ChooseBallot
    | CallBallotsIn
    | RaiseHand
    | CountHands
    | CloseVote
    | ReopenVote
    | ChooseOption
    | Agree
    | ShowBoard
    | SetTimeAvailable
    | NoticeTime
    | PutClockForward
    | BreakOff
    | TakeUpMeeting
    | AddTime
    | PauseClock
    | ResumeClock
    | CloseMeeting
    | ReopenMeeting
)
