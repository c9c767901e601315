"""What each screen shows, as plain data (over 400 lines: one dataclass a screen).

A template uses all of these fields and no others (a test says so).

Every moment is local time as text, or milliseconds since 1970 for the clocks that the browser runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

LINES_ON_SCREEN = 6
"""The newest lines of a writing step; more than six cannot be read from the end of the table."""

ViewName = Literal[
    "lobby",
    "watching",
    "thinking",
    "writing",
    "columns",
    "table",
    "cooperation",
    "sorting",
    "rating",
    "voting",
    "sentence",
    "choosing",
    "committing",
    "reading",
    "following",
    "resting",
    "closed",
]


@dataclass(frozen=True, slots=True)
class Line:
    """A line that somebody said."""

    id: str
    text: str
    is_marked: bool = False
    tag: str = ""
    """What it is, when that is not what its step says: «Utviklingsområde»."""


@dataclass(frozen=True, slots=True)
class Move:
    """What *Next* or *Back* means here: the command that it sends, with its fields, and what it is called."""

    command: str
    fields: tuple[tuple[str, str], ...]
    label: str


@dataclass(frozen=True, slots=True)
class Moves:
    """The way on and the way back; None where there is none."""

    next: Move | None
    back: Move | None


@dataclass(frozen=True, slots=True)
class ClockFace:
    """The step's clock, by which each screen counts for itself."""

    step: str
    ends_at: int
    seconds: int
    paused_left: int | None
    """Milliseconds that are left while the clock stands still; None while it runs."""
    notice: str
    """Why it stands still, when nobody asked for it: the computer's clock was set."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the boards that a step has, and the command that shows it."""

    step: str
    board: str
    label: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What every step says: the question, what to do, and how sentences may begin. No word of the group's own."""

    question: str
    instruction: str
    prompts: tuple[str, ...]
    language: str
    clock: ClockFace
    tabs: tuple[Tab, ...] = ()
    how: str = ""
    """In a vote: with hands, on slips or on phones, in the language of the page; programmes do not say it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is. A soft bar fills while they speak; nobody is counted down."""

    who: str
    count: str
    """«3 av 8»."""
    started_at: int
    seconds: int


@dataclass(frozen=True, slots=True)
class LobbyView:
    """Before the first step: how many are you?"""

    head_count: int
    lowest: int
    highest: int
    title: str
    title_language: str
    has_film: bool
    sentence: str
    """What the group has said that it means; "" before it has."""


@dataclass(frozen=True, slots=True)
class Track:
    """Captions or chapters in one language."""

    language: str
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class FactCard:
    """A card of the fact bank: what is documented, and how one can see for oneself."""

    id: str
    language: str
    words: str
    question: str
    """What it asks a leadership group; "" if nothing."""
    source: str
    year: str
    level: str
    """What kind of source it is, in words."""
    address: str
    """"" if there is nothing to open."""
    is_checked: bool
    seen: str
    """What of it was seen in the source; "" if nobody has said."""


@dataclass(frozen=True, slots=True)
class PageFilm:
    """The film on a page where one person watches it."""

    video: str
    poster: str
    captions: Sequence[Track]
    """The reader's language first."""
    chapters: Sequence[Track]
    said: str
    """What is made up in it and what is not; "" for a film that does not say."""
    is_described: bool
    """True: all that is seen is said too."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody at the table, and the roles that they read aloud."""

    name: str
    roles: str


@dataclass(frozen=True, slots=True)
class ReplyView:
    """One reply of the reading version; a card when ``role`` is empty."""

    reader: str
    """Who reads it: a name, or «Person 3»."""
    role: str
    words: str


@dataclass(frozen=True, slots=True)
class SceneView:
    """One chapter of the reading version."""

    title: str
    replies: Sequence[ReplyView]


@dataclass(frozen=True, slots=True)
class WatchingView:
    """The film, or the text that stands in for it; and the questions that it ends with."""

    step: str
    title: str
    text_language: str
    video: str
    """Address of the MP4, "" when the package has no film."""
    poster: str
    captions: Sequence[Track]
    """The group's language first: that one is shown."""
    chapters: Sequence[Track]
    transcript: Sequence[Track]
    """At most one; without it the captions stand in."""
    fact_times: str
    """Address of the times at which fact cards are shown; "" if there are none."""
    fact_cards: Sequence[FactCard]
    said: str
    """What is made up in the film and what is not; "" for a film that does not say."""
    scenes: Sequence[SceneView]
    readers: Sequence[Reader]
    """Who reads which roles aloud, for as many as there are."""
    card_reader: str
    """Who reads the cards; "" if there are none."""
    has_listeners: bool
    """True if there are more people than there is to read."""
    has_numbers: bool
    """True if the readers must count themselves."""
    minutes: int
    """How long it takes to read the whole."""
    questions: Sequence[str]
    clock: ClockFace


@dataclass(frozen=True, slots=True)
class Pile:
    """Lines that lie together under a heading."""

    id: str
    number: int
    """The key that chooses it, from 1."""
    heading: str
    lines: Sequence[Line]
    count: int


@dataclass(frozen=True, slots=True)
class ThinkingView:
    """Each writes on paper, or two and two talk: the screen holds the question, and nothing is typed."""

    asked: Asked
    how: str
    """«Hver for seg, på papir» or «To og to»."""
    piles: Sequence[Pile]
    """For pairs: the columns of the step before, which they talk about."""


@dataclass(frozen=True, slots=True)
class WritingView:
    """A step at which lines are written."""

    asked: Asked
    step: str
    lines: Sequence[Line]
    line_count: int
    turn: Turn | None


@dataclass(frozen=True, slots=True)
class ColumnsView:
    """Lines in two or three columns, or in piles."""

    asked: Asked
    step: str
    piles: Sequence[Pile]
    loose: Sequence[Line]
    """Lines that lie in no column yet."""
    is_known: bool
    """True when lines have come: the instruction has been read aloud, and gives its place to them."""
    is_named: bool
    """False: these are piles that the group made itself, and may name."""
    turn: Turn | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a board."""

    board: str
    row: str
    column: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    heading: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class TableView:
    """The small table: an empty cell is a finding."""

    asked: Asked
    title: Cell
    headings: Sequence[str]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class CooperationCell:
    """How one member takes part in one development area."""

    row: str
    column: str
    label: str
    mark: str
    """"" or one of ``words.Mark``."""
    following: str
    """What a press makes of it."""


@dataclass(frozen=True, slots=True)
class CooperationRow:
    """One development area and everybody's part in it."""

    area: str
    cells: Sequence[CooperationCell]


@dataclass(frozen=True, slots=True)
class CooperationView:
    """«Hvem må samarbeide?»"""

    asked: Asked
    members: Sequence[str]
    rows: Sequence[CooperationRow]


@dataclass(frozen=True, slots=True)
class SortingView:
    """One line at a time goes into a column."""

    asked: Asked
    line: Line | None
    left: int
    piles: Sequence[Pile]


@dataclass(frozen=True, slots=True)
class Tally:
    """One thing that can be voted for."""

    option: str
    number: int
    text: str
    count: int
    most: int
    """How many this one can have."""
    is_chosen: bool
    is_leading: bool


@dataclass(frozen=True, slots=True)
class Phones:
    """What is no fact of the meeting, and yet on its screens: who is here by phone, and how far a vote has come."""

    seats: int = 0
    ready: int = 0
    arrived: int = 0
    stirred: int = 0
    asks: str = ""
    """Who asks to lead the meeting; "" if nobody does."""
    leads: str = ""
    """The number of the seat that leads from a phone; "" if none does."""
    remote: tuple[str, ...] = ()
    """Who is not in the room."""
    film_step: str = ""
    film_at: float = 0.0
    film_plays: bool = False
    film_said_at: int = 0
    """Milliseconds since 1970; 0 if nobody has said where the film is."""


NO_PHONES = Phones()


@dataclass(frozen=True, slots=True)
class Ballots:
    """How a vote without names is held: on slips, or on phones, and then how many have answered. Never who."""

    way: str
    """«slips» or «phones»."""
    can_be_phones: bool
    """True: somebody is here by phone."""
    is_called_in: bool
    answered: str
    """«6 av 8 har svart»."""
    lacking: str
    """What is done about those who have no phone; "" where nobody lacks one."""


@dataclass(frozen=True, slots=True)
class VotingView:
    """A vote between lines: hands counted here, or slips counted in; after the close, its result and the choice."""

    asked: Asked
    step: str
    statement: str
    kind: str
    options: Sequence[Tally]
    left: int
    """Hands that have not been counted yet."""
    hands: int
    heads: int
    is_known: bool
    """True when counting has begun: the instruction gives its place to what is counted."""
    is_closed: bool
    has_numbers: bool
    """After the close: True if the counts may be shown."""
    result: str
    """After the close: a sentence, when there are no numbers."""
    can_choose: bool
    leader_confirms: bool
    all_can_live: bool
    ballots: Ballots


@dataclass(frozen=True, slots=True)
class RatingView:
    """One statement: how true is it of us? Shown is what the display rules allow, and nothing else."""

    asked: Asked
    step: str
    statement: str
    words: str
    count: str
    kind: str
    is_by_hand_allowed: bool
    options: Sequence[Tally]
    left: int
    heads: int
    is_closed: bool
    category: str
    bands: Sequence[tuple[str, int]]
    dont_know: str
    sentence: str
    """What to make of it, or why nothing is shown."""
    ballots: Ballots


@dataclass(frozen=True, slots=True)
class SentenceView:
    """The one sentence that the group works out, and whether all can live with it."""

    asked: Asked
    step: str
    cell: Cell
    start: str
    """How the sentence begins, until somebody has written another one."""
    all_can_live: bool
    objections: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Option:
    """A line that can be chosen."""

    id: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ChoosingView:
    """Choose; the rest lies visibly for later; the leader confirms; all can live with it."""

    asked: Asked
    step: str
    is_fetching: bool
    """True: something is fetched from «Til senere», where all of it lies already."""
    options: Sequence[Option]
    leader_confirms: bool
    all_can_live: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a commitment."""

    cell: Cell
    kind: Literal["text", "month", "date", "owner"]
    choices: Sequence[tuple[str, str]]
    """For a month: value and words; for an owner: names. Else empty."""
    hint: str


@dataclass(frozen=True, slots=True)
class CommittingView:
    """One development area: what is done about it, by whom, until when."""

    asked: Asked
    area: str
    count: str
    fields: Sequence[Field]


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line that is read back: it can be ticked, commented on, mended, and sorted if it was taken care of."""

    id: str
    text: str
    is_ticked: bool
    needs_sorting: bool
    comments: Sequence[str]


@dataclass(frozen=True, slots=True)
class LineGroup:
    """Lines of one kind or one step."""

    heading: str
    lines: Sequence[ReadLine]


@dataclass(frozen=True, slots=True)
class ReadingView:
    """A step at which everything is read back, and mended; at the last one also what the meeting ends with."""

    asked: Asked
    groups: Sequence[LineGroup]
    kinds: Sequence[tuple[str, str]]
    """What a line that was taken care of can be: kind and its word."""
    task: str
    fields: Sequence[Field]


@dataclass(frozen=True, slots=True)
class FollowChoice:
    """One word that an owner can choose, and the words that a press sends (none: it is taken back)."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FollowQuestion:
    """Done, changed or stopped? Or: can others see the sign?"""

    column: str
    """The column that the answer is kept in."""
    label: str
    choices: Sequence[FollowChoice]


@dataclass(frozen=True, slots=True)
class FollowRow:
    """One development area in a follow-up: what was promised, and what became of it."""

    area: str
    name: str
    promised: Sequence[tuple[str, str]]
    """Label and words: the action, the sign; who and when, without a label."""
    notices: Sequence[str]
    """Said without blame: «Fristen var 15. januar 2027», «Ingen følger opp ennå»."""
    questions: Sequence[FollowQuestion]
    reason: Cell


@dataclass(frozen=True, slots=True)
class FollowingView:
    """A follow-up opens with the commitments."""

    asked: Asked
    rows: Sequence[FollowRow]
    said: Sequence[LineGroup]
    """What was written since last time."""


@dataclass(frozen=True, slots=True)
class RestingView:
    """Broken off: everything is kept, and goes on where it was."""

    step_name: str
    step_language: str
    since: str


@dataclass(frozen=True, slots=True)
class ClosedView:
    """After the close: what was written, and what came too late."""

    closed_at: str
    closed_on: str
    next_date: str
    task: str
    owner: str
    promise: str
    groups: Sequence[LineGroup]
    late_lines: Sequence[Line]
    following: str
    """What the group goes on to: «Møte 2», «Oppfølging etter 30 dager»; "" after the last."""


View = (
    LobbyView
    | WatchingView
    | ThinkingView
    | WritingView
    | ColumnsView
    | TableView
    | CooperationView
    | SortingView
    | RatingView
    | VotingView
    | SentenceView
    | ChoosingView
    | CommittingView
    | ReadingView
    | FollowingView
    | RestingView
    | ClosedView
)


@dataclass(frozen=True, slots=True)
class Segment:
    """One step on the rail: how long it is, and what becomes of it."""

    name: str
    minutes: int
    state: Literal["done", "now", "to-come", "shorter", "dropped"]
    step: str


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Whether the group is on time, and what gives way if not."""

    ends: str
    """«Slutter 10.00»; "" where the meeting keeps no time."""
    gives_way: str


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody in the group."""

    id: str
    name: str
    unit: str
    is_leader: bool
    is_scribe: bool
    is_host: bool
    is_absent: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """Behind one key: the agenda, who is here, the time, what lies for later, and a break."""

    language: str
    segments: Sequence[Segment]
    origin: str
    head_count: int
    lowest: int
    highest: int
    members: Sequence[MemberRow]
    rota: str
    """Who led and who wrote last time; "" where the group keeps no rota."""
    minutes: int
    """What a press on «Vi har … minutter» begins from: what the plan reckons with now."""
    areas: Sequence[Line]
    later: Sequence[Line]
    more_questions: Sequence[str]
    can_rest: bool


@dataclass(frozen=True, slots=True)
class SharedScreen:
    """The whole shared screen: a frame that is always there, and one view within it."""

    version: int
    place: str
    """Where the group is: «Møte 1 · Steg 1 av 2»."""
    time: TimeLine
    saved_at: str
    """When the last word was put on disk."""
    moves: Moves
    panel: Panel
    view_name: ViewName
    view: View
    step: str
    """The step that the group is at; "" in the lobby."""
    asks: str
    """Who asks to lead the meeting; "" if nobody does."""
    ahead_seconds: int
    """How far the clock has been put forward, where a meeting is tried out; else 0."""

    @property
    def template(self) -> str:
        """Where the view's words stand."""
        return f"meetings/shared/{self.view_name}.html"


PhoneView = Literal["lobby", "watching", "thinking", "sharing", "voting", "following", "resting", "closed"]


@dataclass(frozen=True, slots=True)
class PhoneOption:
    """What can be voted for on a phone."""

    mark: str
    """What it is called here; nobody can tell the line's id from it."""
    text: str
    raised_by: str
    """Numbers of the seats that have raised a hand for it, with spaces between."""


@dataclass(frozen=True, slots=True)
class PhoneVote:
    """The vote at hand, as a phone takes part in it."""

    statement: str
    words: str
    """The statement; "" where lines are voted on."""
    way: Literal["open", "slips", "phones"]
    options: Sequence[PhoneOption]
    hands: int
    is_called_in: bool
    is_closed: bool
    answered: str
    result: str
    """After the close: the category or the sentence that may be shown."""


@dataclass(frozen=True, slots=True)
class PhoneFilm:
    """The film as one who is not in the room sees it, and where it is on the shared screen."""

    video: str
    poster: str
    captions: Sequence[Track]
    at: float
    plays: bool
    said_at: int


@dataclass(frozen=True, slots=True)
class PhoneScreen:
    """The present step on a phone, the same for all phones of a meeting and language. Nothing personal is in it."""

    version: int
    place: str
    time: TimeLine
    view: PhoneView
    step: str
    language: str
    question: str
    instruction: str
    prompts: Sequence[str]
    clock: ClockFace | None
    turn: Turn | None
    turn_member: str
    """Id of the member whose turn it is; "" if it is nobody's, or nobody knows whose."""
    vote: PhoneVote | None
    lines: Sequence[str]
    """What is read or was said last, where that is what the step is about."""
    film: PhoneFilm | None
    remote: Sequence[str]
    """In pairs: who is not in the room, so that they find each other; else empty."""
    leads: str
    """The number of the seat that leads the meeting from a phone; "" if none does."""
    can_propose: bool
    """True: a development area, or something for later, can be said from here."""


@dataclass(frozen=True, slots=True)
class HostVote:
    """The vote at hand, as whoever leads keeps it going: how many have answered, and what can be done."""

    step: str
    statement: str
    words: str
    kind: str
    is_closed: bool
    ballots: Ballots


@dataclass(frozen=True, slots=True)
class HostScreen:
    """The host's own device: advice for the step at hand, never projected."""

    version: int
    place: str
    time: TimeLine
    language: str
    step_name: str
    question: str
    instruction: str
    how: str
    """In a vote: with hands, on slips or on phones; see ``Asked``."""
    good: str
    advice: Sequence[tuple[str, str]]
    turn: Turn | None
    clock: ClockFace | None
    following: str
    """What comes next."""
    moves: Moves
    vote: HostVote | None
