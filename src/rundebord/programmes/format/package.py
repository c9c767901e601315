"""A programme as its editor wrote it: structure once, and text per language.

docs/package-format.md is the same in words.

Every ``texts`` is a mapping from language code to words; the package's first language is complete, and stands in for
the others (``in_language``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

_T = TypeVar("_T")

FORMAT_VERSION = 1
METHODS = ("alone", "pairs", "round", "plenary")
ACTIVITIES = ("watch", "write", "share", "sort", "rate", "vote", "decide", "commit", "review")
LAYOUTS = ("list", "columns", "table")
KINDS = ("line", "definition", "term", "reference", "difference", "area", "requirement", "later", "note")
"""What the lines of a step become in the outcome, unless the group says otherwise at the close."""
SHOWS = ("cooperation", "next-date", "task", "promise", "thread", "status", "signs")
"""What a step may have beside its activity: the map «Hvem må samarbeide?», the three lines of a close, what the group
said before, and in a follow-up what became of each commitment and whether its sign can be seen."""
COMMITMENT_FIELDS = ("goal", "sign", "month", "action", "owner", "date", "first-step", "stop")
"""What a commit step may ask for; its ``columns`` choose among them, and none means all."""
VOTE_KINDS = ("open", "unnamed")
VOICES = ("synthetic", "recorded")
"""How a film of constructed roles got its voices."""


@dataclass(frozen=True, slots=True)
class When:
    """One piece of advice: when this happens, do that."""

    happens: str
    do: str


@dataclass(frozen=True, slots=True)
class Script:
    """Advice to the host, in place of a consultant. Never projected; what is read aloud is the step's instruction."""

    good: str
    """What good looks like at this step, in a sentence or two."""
    when: tuple[When, ...]


@dataclass(frozen=True, slots=True)
class StepText:
    """What is said at a step, in one language."""

    name: str
    """Two to four words, for the agenda: «To og to»."""
    question: str
    """At most 20 words; it fills the screen."""
    instruction: str
    """What to do, in one or two sentences. It stands on the shared screen, and the host reads it aloud."""
    prompts: tuple[str, ...]
    """Starts of sentences and examples: «Hos oss betyr det …»."""
    columns: Mapping[str, str]
    """Column id → heading; empty unless the layout has columns."""
    rows: Mapping[str, str]
    """Row id → heading; empty unless the layout is a table."""
    statements: Mapping[str, str]
    """Statement id → words, for ``rate`` steps with statements of their own."""
    script: Script


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of work: a method (who works together) and an activity (what they do)."""

    id: str
    method: str
    activity: str
    seconds: int
    """The wanted length for eight people; in a round it follows ``person_seconds`` and the head count instead."""
    floor_seconds: int
    """Under this the step is not worth holding: it falls away, unless it is ``kept``."""
    rank: int
    """1 to 9. When time is short the lowest rank gives way first."""
    is_kept: bool
    """True: it may shrink to its floor and never falls away."""
    person_seconds: int = 0
    """In a round, for each person; 0 otherwise. A round's floor is in proportion."""
    layout: str = "list"
    columns: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    becomes: str = "line"
    """One of ``KINDS``."""
    source: tuple[str, ...] = ()
    """For sort, vote, decide, review: ids of earlier steps, «areas» or «later». Empty: all that was written so far."""
    statements: tuple[str, ...] = ()
    """For rate: ids of the package's statements, or of the step's own."""
    vote: str = "open"
    """For rate and vote: one of ``VOTE_KINDS``; the host may choose the safer kind."""
    hands: int = 0
    """For vote: how many each person has."""
    choose: int = 0
    """For vote and decide: how many are to be chosen."""
    shows: tuple[str, ...] = ()
    takes_up: tuple[str, ...] = ()
    """Ids of the episode's questions that this step works on."""
    texts: Mapping[str, StepText] = field(default_factory=dict)

    def text(self, language: str) -> tuple[str, StepText]:
        """The text in that language, or in the package's first; and which language it is in."""
        return in_language(self.texts, language)


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file of the package that is served beside the pages, named by what it holds."""

    path: str
    """From the package's folder."""
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Film:
    """A film as it lies in the package: MP4, and WebVTT per language beside it."""

    video: MediaFile
    poster: MediaFile | None
    captions: Mapping[str, MediaFile]
    chapters: Mapping[str, MediaFile]
    transcript: Mapping[str, MediaFile] = field(default_factory=dict)
    """One cue for each line that is said, with who says it; empty: the captions stand in for it."""
    facts: MediaFile | None = None
    """When each fact card is shown: the text of a cue is the fact's id."""
    fact_ids: tuple[str, ...] = ()
    """The facts that ``facts`` names, each once, in the film's order."""
    voices: str = ""
    """One of ``VOICES``: the roles are constructed, and the page says how they got their voices. "": a film of one's
    own, about which the page says nothing."""
    excerpt: tuple[float, float] | None = None
    """From which second to which the little goes that stands for the film where it is tried; None: its beginning."""
    is_described: bool = False
    """True: what is seen is said too, so that nobody needs to see it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply of the reading version, or a card when ``role`` is empty."""

    role: str
    words: str


@dataclass(frozen=True, slots=True)
class Scene:
    """One chapter of the reading version."""

    title: str
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class EpisodeText:
    """What an episode is called, needs and gives, in one language."""

    title: str
    about: str
    """One or two sentences for the programme page."""
    needs: tuple[str, ...]
    gives: tuple[str, ...]
    questions: Mapping[str, str]
    """Question id → the question that the film ends with; three, in order."""
    more_questions: tuple[str, ...]
    task: str
    """The task until the next meeting; empty if there is none."""
    task_line: str
    """What the one line that answers it begins with."""
    catch_up: str
    """Markdown for those who were absent, five minutes; empty if there is none."""
    reading: tuple[Scene, ...]
    """The film as text, to be read aloud by roles; empty if there is none."""


@dataclass(frozen=True, slots=True)
class Episode:
    """One meeting's worth: its steps in order. A follow-up is one too, with ``after_days``."""

    id: str
    minutes: int
    """The whole meeting, from the lobby to the close."""
    questions: tuple[str, ...]
    film: Film | None
    steps: tuple[Step, ...]
    texts: Mapping[str, EpisodeText]
    facts: tuple[str, ...] = ()
    """Ids of the fact cards that its film shows; the group's paper gives their sources."""
    after_days: int = 0
    """For a follow-up: days after the last meeting; 0 for an episode."""

    def text(self, language: str) -> tuple[str, EpisodeText]:
        """The text in that language, or in the package's first; and which language it is in."""
        return in_language(self.texts, language)

    def title(self, language: str) -> tuple[str, str]:
        """The title in that language, or in the package's first; and which language it is in."""
        its_language, text = in_language(self.texts, language)
        return its_language, text.title

    def step(self, step_id: str) -> Step:
        """The step of that name; ``KeyError`` if the episode has none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of the self-assessment. A sensitive one is never rated by hand and never shown as a category."""

    id: str
    is_sensitive: bool
    sources: tuple[str, ...]
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TermText:
    """A word of the glossary in one language."""

    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the glossary."""

    id: str
    sources: tuple[str, ...]
    texts: Mapping[str, TermText]


@dataclass(frozen=True, slots=True)
class FactText:
    """A fact card in one language: what is documented, and what it asks a leadership group."""

    fact: str
    source: str
    question: str
    seen: str = ""
    """What of it was seen in the source when it was last read; "" if nobody has said."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One card of the fact bank."""

    id: str
    level: str
    """A: primary source. B: press or supplier. C: literature that was not opened. The lowest if there are several."""
    year: str
    """As it stands on the card: «2024», «u.å.»."""
    address: str
    read_date: date
    """When the source was last read."""
    is_checked: bool
    """False: read as an excerpt only; the card says «ikke kontrollert»."""
    fresh_months: int
    """After so many months from ``read_date`` the card says that it should be checked."""
    texts: Mapping[str, FactText]


@dataclass(frozen=True, slots=True)
class PackageText:
    """What the programme says about itself, in one language."""

    title: str
    summary: str
    invitation: str
    """A text to send before the first meeting: one screen, sound, 60 minutes, no preparation."""
    licence: str


@dataclass(frozen=True, slots=True)
class Package:
    """A whole programme. ``languages`` is in the editor's order: the first is complete and stands in for the others."""

    id: str
    version: str
    languages: tuple[str, ...]
    texts: Mapping[str, PackageText]
    episodes: tuple[Episode, ...]
    follow_ups: tuple[Episode, ...] = ()
    statements: tuple[Statement, ...] = ()
    terms: tuple[Term, ...] = ()
    facts: tuple[Fact, ...] = ()

    def text(self, language: str) -> tuple[str, PackageText]:
        """The text in that language, or in the package's first; and which language it is in."""
        return in_language(self.texts, language)

    def episode(self, episode_id: str) -> Episode:
        """The episode or follow-up of that name; ``KeyError`` if the package has none."""
        for episode in (*self.episodes, *self.follow_ups):
            if episode.id == episode_id:
                return episode
        raise KeyError(episode_id)


def in_language(texts: Mapping[str, _T], language: str) -> tuple[str, _T]:
    """The entry in that language, or the first there is; and which language it is in.

    There always is one: a package without words in its first language is refused.
    """
    if language in texts:
        return language, texts[language]
    return next(iter(texts.items()))
