"""The words of the workshop: a script, its roles, chapters, scenes, pictures and lines. Pure; plain data.

A script is one YAML file, ``films/EPISODE/script.yaml`` in the package (docs/film.md). Everything else follows from it:
the MP4, captions, chapters, transcript, poster, and the text for reading aloud.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

PictureKind = Literal[
    "notice",  # plain words on a card: what is constructed, what is real
    "title",  # the film's own title
    "chapter",  # number and name of a chapter
    "table",  # the round table: all who are there, who speaks, to whom
    "talk",  # one portrait, large, with the key phrases that appear as they are said
    "pair",  # two portraits that speak with each other, key phrases between them
    "fact",  # a card of the fact bank: figure, sentence, source, year, level
    "concept",  # a term and what it means, in our own words
    "chart",  # a diagram that builds up while it is explained
    "object",  # the thing that carries the film: a form, an agenda, a strategy
    "pause",  # stop and think: a question and some seconds of silence
    "questions",  # the three questions of the episode
]
PICTURE_KINDS: tuple[str, ...] = get_args(PictureKind)

ChartKind = Literal[
    "steps",  # boxes that rise from left to right, each with a title and a line
    "flow",  # actors in a row with arrows between; an arrow or an actor is added or struck out
    "dots",  # one in ten: a number of dots, some of them filled
    "bars",  # a few horizontal bars with numbers
    "axes",  # two axes, and points in the plane
    "layers",  # what is seen above a line, and what bears it below
    "timeline",  # points on a line
    "balance",  # two columns: for and against, before and after, gain and cost
    "sieve",  # a loose wish on the left becomes something sharper on the right
    "ring",  # parties around one person or thing, some linked, some not
    "list",  # short lines that appear one by one, each may be struck out
]
CHART_KINDS: tuple[str, ...] = get_args(ChartKind)


@dataclass(frozen=True, slots=True)
class Voice:
    """How a role sounds: one voice of the engine or a blend of two, its pace and its pitch."""

    name: str
    """«if_sara», or «bm_george*0.6+em_alex*0.4»."""
    speed: float = 1.0
    pitch: float = 0.0
    """Semitones up or down, after the engine."""
    tempo: float = 1.0
    """How much faster it is played than it was spoken, at the same pitch: engines speak clearest when slow."""


@dataclass(frozen=True, slots=True)
class Role:
    """One who speaks. A constructed role: it has a post and a kind of agency, never a name."""

    id: str
    name: str
    """«Fagdirektør i en etat med mange søknader»: the transcript, and the first time on screen."""
    short: str
    """«Fagdirektør»: captions and the name under the portrait."""
    voice: Voice
    is_expert: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody says without a pause for anybody else: one to four sentences."""

    id: str
    """Unique in the film, «s03-2»; the name of its sound file too."""
    role: str
    texts: Mapping[str, str]
    """Language → the caption's words. Numbers may be digits here."""
    say: str
    """The spoken form in the film's own language: numbers and abbreviations as words."""
    ipa: Mapping[str, str] = field(default_factory=dict)
    """Word → how it sounds in this line, before the lexicon."""
    phrase: str = ""
    """A key phrase that appears in the picture as it is said; at most eight words."""
    show: tuple[str, ...] = ()
    """Ids of parts of the scene's chart that appear when this line begins."""
    to: str = ""
    """The role that is spoken to: eyes turn there. "" for all around the table."""
    pause: float = 0.0
    """Seconds of silence after the line, beyond the usual breath; a meaning, not a filler."""
    is_read: bool = True
    """False: left out of «Les rollene selv», which is to take about ten minutes."""

    def text(self, language: str) -> str:
        """The words in that language, or in the first that there is."""
        return self.texts.get(language) or next(iter(self.texts.values()))


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a chart, drawn when it is due."""

    id: str
    title: str
    text: str = ""
    value: float = 0.0
    """For bars and dots: the number; for axes: x from 0 to 1; for timeline: the place from 0 to 1."""
    other: float = 0.0
    """For axes: y from 0 to 1; for dots: of how many."""
    mark: str = ""
    """«struck», «strong», «weak», «left», «right», «above», «below», «from:ID»: what the chart's kind understands."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is seen during a scene."""

    kind: PictureKind
    title: str = ""
    text: str = ""
    """The sentence of a notice, concept, object or pause."""
    fact: str = ""
    """For a fact: its id in the fact bank. Source, year and level on the card come from there."""
    figure: str = ""
    """For a fact: the large figure, «1 av 10»; what it counts stands in ``text``."""
    chart: ChartKind | Literal[""] = ""
    parts: tuple[Part, ...] = ()
    roles: tuple[str, ...] = ()
    """For a pair: the two. For talk: the one, if it is not who speaks first."""
    thing: str = ""
    """For an object: which drawing («form», «agenda», «strategy», «calendar»)."""
    said_by: tuple[str, ...] = ()
    """Ids of the lines that say what the picture shows: nobody needs to see it."""
    describe: str = ""
    """In words for the transcript, where no line says it."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture, and the lines that are said meanwhile. A scene without lines has ``seconds``."""

    id: str
    picture: Picture
    lines: tuple[Line, ...]
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the film that one can go to."""

    id: str
    title: Mapping[str, str]
    scenes: tuple[Scene, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """A whole film on paper."""

    episode: str
    """Id of its episode, and the name of its folder."""
    language: str
    """What is spoken."""
    title: Mapping[str, str]
    minutes: float
    roles: Mapping[str, Role]
    chapters: tuple[Chapter, ...]
    excerpt: tuple[str, ...] = ()
    """The first and the last line of the little that stands for the film where it is tried; none: the beginning."""
    lines_at: Mapping[str, int] = field(default_factory=dict)
    """Line id → line of the file, for those who complain about a line later."""

    @property
    def scenes(self) -> Iterator[Scene]:
        """All scenes in order."""
        return (scene for chapter in self.chapters for scene in chapter.scenes)

    @property
    def lines(self) -> Iterator[Line]:
        """All lines in order."""
        return (line for scene in self.scenes for line in scene.lines)

    def line(self, name: str) -> Line:
        """The line with that id. Raises ``KeyError``."""
        for line in self.lines:
            if line.id == name:
                return line
        raise KeyError(name)


def plain(value: Any) -> Any:
    """The same as JSON-able data, for hashes; keys in order."""
    if hasattr(value, "__dataclass_fields__"):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__ if name != "lines_at"}
    if isinstance(value, Mapping):
        return {str(key): plain(value[key]) for key in value}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value
