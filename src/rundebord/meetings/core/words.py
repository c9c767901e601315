"""The small words that commands, events and state share, and the limits of what a meeting takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NewType, TypeGuard, get_args

SeatId = NewType("SeatId", str)
"""One who takes part from a phone, in this meeting alone."""
StepId = NewType("StepId", str)
NoteId = NewType("NoteId", str)
MemberId = NewType("MemberId", str)

Method = Literal["alone", "pairs", "round", "plenary"]
Activity = Literal["watch", "write", "share", "sort", "rate", "vote", "decide", "commit", "review"]
Kind = Literal["line", "definition", "term", "reference", "difference", "area", "requirement", "later", "note"]
"""What a line is in the outcome. A development area is a line of kind «area», wherever it was proposed."""
BroughtKind = Kind | Literal["task", "catch-up"]
"""What a line from earlier can be: also what somebody found out between the meetings, or says who was absent."""
VoteKind = Literal["open", "unnamed"]
BallotWay = Literal["slips", "phones"]
"""How everybody votes without a name: all on paper slips, or all on phones. Never some so and some otherwise."""
Matter = Literal["leader-confirms", "all-can-live"]
"""What a group says yes to at a choice."""
Mark = Literal["leads", "contributes", "knows"]
"""In «Hvem må samarbeide?»: leder an · må bidra · må vite."""

HEAD_COUNT_RANGE: Final = (1, 40)
LONGEST_NOTE: Final = 1_000
"""Characters in one line. The scribe types about eight words; a thousand is a whole page on the wall."""
LONGEST_NAME: Final = 80
MOST_MEMBERS: Final = 60
LONGEST_EXTRA_SECONDS: Final = 30 * 60
MINUTES_RANGE: Final = (5, 240)
"""«We have 50 minutes today»: what may be said."""
MOST_NOTES: Final = 10_000
"""In one meeting; a guard against a runaway sender, far above any real hour."""
LOBBY_SECONDS: Final = 2 * 60
"""What the programme's hour reckons for sitting down; the rest begins with the first step."""
LARGEST_ROUND: Final = 12
"""Above this a round is by spokespersons, one for three."""
RATES: Final = ("1", "2", "3", "4", "5", "dont-know")
SORTS_AT_THE_CLOSE: Final[tuple[Kind, ...]] = ("term", "reference", "difference", "area", "later")

COMMITMENT: Final = "commitment"
"""The board with one row per development area: what is done about it."""
COMMITMENT_FIELDS: Final = ("goal", "sign", "month", "action", "owner", "date", "first-step", "stop")
COOPERATION: Final = "cooperation"
"""The board with one row per development area and one column per member: who must work together."""
CLOSE: Final = "close"
"""The board of what a meeting ends with."""
CLOSE_FIELDS: Final = ("next-date", "task-owner", "promise")
SENTENCE: Final = "sentence"
"""The row and the column of the one sentence that a decide step without a source works out."""
FOLLOWED: Final = "followed"
"""The board of a follow-up, with one row per development area: what became of it."""
STATUSES: Final = ("done", "changed", "stopped")
SIGNS_SEEN: Final = ("yes", "partly", "no")
FOLLOWED_FIELDS: Final = ("status", "reason", "sign")
BROUGHT: Final = StepId("@brought")
"""Where the lines stand that the group had with it; no step of a package can be called so."""
DEFINITION: Final = NoteId("de" * 16)
"""The line that the working definition is, in every meeting after the one that made it."""
TITLE: Final = "title"
"""The row and the column of what a table is about, and the row of the names of piles."""


@dataclass(frozen=True, slots=True)
class BroughtMember:
    """Somebody who was in the group when the meeting began."""

    id: MemberId
    name: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class BroughtLine:
    """A line from an earlier meeting, or from between two."""

    note: NoteId
    kind: BroughtKind
    text: str
    said_by: str = ""
    """Only where somebody signed it, between the meetings."""


@dataclass(frozen=True, slots=True)
class BroughtCommitment:
    """What was decided about a development area, as it stood when the meeting began; "" is what was not said."""

    area: NoteId
    goal: str = ""
    sign: str = ""
    month: str = ""
    action: str = ""
    owner: str = ""
    """The id of a member, who may have left."""
    owner_name: str = ""
    date: str = ""
    first_step: str = ""
    stop: str = ""
    status: str = ""
    """What the last follow-up said, one of ``STATUSES``."""


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One step of the agenda, as the programme wants it."""

    id: StepId
    method: Method
    activity: Activity
    seconds: int
    """The wanted length; in a round for eight people."""
    floor_seconds: int = 0
    """Under this the step is not worth holding."""
    rank: int = 5
    """The lowest gives way first."""
    is_kept: bool = True
    """True: it never falls away."""
    person_seconds: int = 0
    """In a round, for each person."""
    layout: str = "list"
    columns: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    becomes: Kind = "line"
    """What its lines are from the start."""
    source: tuple[str, ...] = ()
    """Earlier steps whose lines it works on, or «areas»; empty: all that was written so far."""
    statements: tuple[str, ...] = ()
    sensitive: tuple[str, ...] = ()
    """Those of the statements that are never rated by hand and never shown as a category."""
    vote: VoteKind = "open"
    hands: int = 0
    choose: int = 0
    shows: tuple[str, ...] = ()

    @property
    def takes_lines(self) -> bool:
        """True if what is said is captured here; when each writes for oneself or in pairs, nothing is yet."""
        return self.activity == "share" or (self.activity == "write" and self.method in ("round", "plenary"))


def is_kind(word: str) -> TypeGuard[Kind]:
    """True for one of ``Kind``."""
    return word in get_args(Kind)


def is_vote_kind(word: str) -> TypeGuard[VoteKind]:
    """True for one of ``VoteKind``."""
    return word in get_args(VoteKind)


def is_ballot_way(word: str) -> TypeGuard[BallotWay]:
    """True for one of ``BallotWay``."""
    return word in get_args(BallotWay)


def is_matter(word: str) -> TypeGuard[Matter]:
    """True for one of ``Matter``."""
    return word in get_args(Matter)


def is_mark(word: str) -> TypeGuard[Mark]:
    """True for one of ``Mark``."""
    return word in get_args(Mark)
