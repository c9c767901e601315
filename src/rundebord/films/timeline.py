"""When everything happens: from how long each sentence lasts to where every line, scene and chapter stands in the film.

Pure. Voices give ``Spoken`` lines; captions, chapters, pictures and the encoder read the ``Timeline``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rundebord.films.script import Chapter, Line, Scene, Script

BREATH = 0.28
"""Seconds between two lines, at the least."""
LONGEST_BREATH = 1.9
"""Seconds; more would sound as if the film had stopped."""
SILENT_SCENE = 3.4
"""Seconds of a scene without lines that does not say."""
HEAD, TAIL = 0.6, 0.8
"""Seconds before the first word of a scene, and after its last."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a line: its words, and when it sounds, from the line's beginning, in seconds."""

    words: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Spoken:
    """How a line sounds: how long, and where its sentences are."""

    seconds: float
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class TimedLine:
    """A line with its place in the film, in seconds."""

    line: Line
    start: float
    end: float
    sentences: tuple[Sentence, ...]
    """With times from the film's beginning."""


@dataclass(frozen=True, slots=True)
class TimedScene:
    """A scene with its place in the film."""

    scene: Scene
    chapter: Chapter
    start: float
    end: float
    lines: tuple[TimedLine, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole film in time."""

    script: Script
    scenes: tuple[TimedScene, ...]
    breath: float
    """Seconds between lines that make the film as long as it is to be."""

    @property
    def seconds(self) -> float:
        """How long the film is."""
        return self.scenes[-1].end if self.scenes else 0.0

    @property
    def lines(self) -> Sequence[TimedLine]:
        """All lines in order."""
        return [line for scene in self.scenes for line in scene.lines]

    def chapters(self) -> Sequence[tuple[Chapter, float, float]]:
        """Each chapter with its beginning and end."""
        found: list[tuple[Chapter, float, float]] = []
        for timed in self.scenes:
            if found and found[-1][0] is timed.chapter:
                found[-1] = (timed.chapter, found[-1][1], timed.end)
            else:
                found.append((timed.chapter, timed.start, timed.end))
        return found

    def scene_at(self, second: float) -> TimedScene:
        """The scene that is seen then."""
        for timed in self.scenes:
            if second < timed.end:
                return timed
        return self.scenes[-1]


def timeline_of(script: Script, spoken: Mapping[str, Spoken]) -> Timeline:
    """Every scene and line has its time, with equal breaths between lines so that the film comes as near as it can to
    ``script.minutes``. ``spoken`` holds each line's sound by id. Raises ``KeyError`` for a line without."""
    return _with_breath(script, spoken, _breath_for(script, spoken))


def _breath_for(script: Script, spoken: Mapping[str, Spoken]) -> float:
    shortest = _with_breath(script, spoken, 0.0).seconds
    gaps = sum(1 for _ in script.lines)
    wanted = (script.minutes * 60 - shortest) / gaps if gaps else 0.0
    return min(max(wanted, BREATH), LONGEST_BREATH)


def _with_breath(script: Script, spoken: Mapping[str, Spoken], breath: float) -> Timeline:
    at = 0.0
    scenes: list[TimedScene] = []
    for chapter in script.chapters:
        for scene in chapter.scenes:
            start = at
            if not scene.lines:
                at += scene.seconds or SILENT_SCENE
                scenes.append(TimedScene(scene, chapter, start, at, ()))
                continue
            at += HEAD if _needs_looking(scene) else 0.0
            lines: list[TimedLine] = []
            for line in scene.lines:
                its = spoken[line.id]
                sentences = tuple(Sentence(one.words, at + one.start, at + one.end) for one in its.sentences)
                lines.append(TimedLine(line, at, at + its.seconds, sentences))
                at += its.seconds + breath + line.pause
            at = max(at + (TAIL if _needs_looking(scene) else 0.0), start + scene.seconds)
            scenes.append(TimedScene(scene, chapter, start, at, tuple(lines)))
    return Timeline(script, tuple(scenes), breath)


def _needs_looking(scene: Scene) -> bool:
    """True where there is more to see than who speaks."""
    return scene.picture.kind not in ("table", "talk", "pair")
