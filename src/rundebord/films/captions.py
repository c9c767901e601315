"""Captions, chapters, transcript and fact cues as WebVTT, from a timeline. Pure.

Measures from the design (film.md), as broadcasters have them: at most two lines, 37 characters aimed at and 42 at most,
12 characters a second aimed at and 17 at most, 1.2 to 7 seconds, two frames between cues, a break after punctuation or
before a conjunction. The speaker stands in ``<v>``, and in words where the picture does not show who speaks.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rundebord.films.script import Script
from rundebord.films.timeline import TimedLine, TimedScene, Timeline
from rundebord.films.words import sentences_in

LINE_AIM, LINE_MOST = 37, 42
RATE_AIM, RATE_MOST = 12.0, 17.0
SHORTEST, LONGEST = 1.2, 7.0
BETWEEN = 2 / 12
"""Two frames of a film of twelve a second."""
_CONJUNCTIONS = (
    "og",
    "men",
    "for",
    "som",
    "at",
    "når",
    "hvis",
    "fordi",
    "eller",
    "så",
    "om",
    "da",
    "enn",
    "uten",
    "med",
)
LATEST = 0.7
"""Seconds that a cue may come after its words, so that the one before can be read."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A piece of text that is shown from ``start`` to ``end``, in seconds of the film."""

    start: float
    end: float
    text: str
    """One or two lines."""
    speaker: str = ""

    @property
    def rate(self) -> float:
        """Characters a second, the line break counted as a space."""
        return len(self.text) / max(self.end - self.start, 0.001)


def languages_of(script: Script) -> tuple[str, ...]:
    """Languages in which every line has words; the film's own first."""
    found = [set(line.texts) for line in script.lines]
    common = set.intersection(*found) if found else set()
    return tuple(sorted(common, key=lambda language: (language != script.language, language)))


def captions_of(timeline: Timeline, language: str) -> tuple[Cue, ...]:
    """What is said, in that language, in cues that never overlap."""
    pieces: list[Cue] = []
    speaker, scene_id = "", ""
    for scene in timeline.scenes:
        for line in scene.lines:
            name = timeline.script.roles[line.line.role].short
            is_new = name != speaker or (scene.scene.id != scene_id and not _is_seen(scene, line))
            pieces += _cues_of(line, language, name, is_named=is_new and not _is_seen(scene, line))
            speaker, scene_id = name, scene.scene.id
    return tuple(_with_time_to_read(pieces, timeline.seconds))


def _is_seen(scene: TimedScene, line: TimedLine) -> bool:
    # In every other picture who speaks is seen: at the table, large, or small in the corner.
    return scene.scene.picture.kind not in ("title", "chapter") or not line.line.role


def _cues_of(timed: TimedLine, language: str, speaker: str, *, is_named: bool) -> list[Cue]:
    texts = sentences_in(timed.line.text(language))
    times = _times_for(texts, timed)
    if is_named:
        texts[0] = f"{speaker}: {texts[0]}"
    pieces: list[tuple[float, float, str]] = []
    for text, (start, end) in zip(texts, times, strict=True):
        parts = _split(text)
        pace = (end - start) / sum(len(part) for part in parts)
        for part in parts:
            pieces.append((start, start + pace * len(part), part))
            start += pace * len(part)
    return [Cue(start, end, break_line(text), speaker) for start, end, text in _joined(pieces)]


def _times_for(texts: Sequence[str], timed: TimedLine) -> list[tuple[float, float]]:
    """When each sentence sounds. Where the spoken form has another number of sentences, time is shared by length."""
    if len(texts) == len(timed.sentences):
        return [(one.start, one.end) for one in timed.sentences]
    total = sum(len(text) for text in texts)
    at, found = timed.start, []
    for text in texts:
        until = at + (timed.end - timed.start) * len(text) / total
        found.append((at, until))
        at = until
    return found


def _joined(pieces: Sequence[tuple[float, float, str]]) -> list[tuple[float, float, str]]:
    """Short neighbours share a cue: «Nei.» alone is gone before it is read."""
    found: list[tuple[float, float, str]] = []
    for start, end, text in pieces:
        if found:
            first, _, before = found[-1]
            both = f"{before} {text}"
            is_short = min(len(before), len(text)) < 22
            if is_short and len(both) <= 2 * LINE_AIM - 6 and end - first <= LONGEST and fits(both):
                found[-1] = (first, end, both)
                continue
        found.append((start, end, text))
    return found


def _split(text: str) -> list[str]:
    """Parts that each fit in two lines, broken where one would breathe."""
    if fits(text):
        return [text]
    words = text.split()
    best: tuple[float, list[str]] | None = None
    for count in range(2, 6):
        best = _best_split(words, count)
        if best is not None:
            return best[1]
    raise ValueError(text)


def _best_split(words: Sequence[str], count: int) -> tuple[float, list[str]] | None:
    if count == 1:
        text = " ".join(words)
        return (0.0, [text]) if fits(text) else None
    ideal = len(" ".join(words)) / count
    best: tuple[float, list[str]] | None = None
    for place in range(1, len(words)):
        head = " ".join(words[:place])
        if not fits(head):
            break
        rest = _best_split(words[place:], count - 1)
        if rest is None:
            continue
        cost = abs(len(head) - ideal) / ideal + _roughness(words, place) + rest[0]
        if best is None or cost < best[0]:
            best = (cost, [head, *rest[1]])
    return best


def _roughness(words: Sequence[str], place: int) -> float:
    """How much a break before that word hurts: 0 after punctuation, more in the middle of a thought."""
    if words[place - 1][-1] in ".,;:!?–…":
        return 0.0
    if words[place].lower().strip("«»,.") in _CONJUNCTIONS:
        return 0.25
    # A small word that belongs to what follows: «til | møtet» reads badly.
    return 1.0 if len(words[place - 1]) <= 3 else 0.6


def fits(text: str) -> bool:
    """True if the text can stand in two lines."""
    return len(text) <= LINE_AIM or any(
        len(text[:place]) <= LINE_MOST and len(text) - place - 1 <= LINE_MOST for place in _spaces(text)
    )


def _spaces(text: str) -> Iterable[int]:
    return (place for place, letter in enumerate(text) if letter == " ")


def break_line(text: str) -> str:
    """The text in one line if it is short enough, else in two, broken where it hurts least."""
    if len(text) <= LINE_AIM:
        return text
    words = text.split()
    best = min(range(1, len(words)), key=lambda place: _line_cost(words, place))
    return " ".join(words[:best]) + "\n" + " ".join(words[best:])


def _line_cost(words: Sequence[str], place: int) -> float:
    first, second = len(" ".join(words[:place])), len(" ".join(words[place:]))
    over = max(first, second) - LINE_AIM
    much = 100.0 if max(first, second) > LINE_MOST else 0.0
    return much + max(over, 0) * 0.2 + abs(first - second) / (first + second) + _roughness(words, place) * 0.6


def _with_time_to_read(cues: Sequence[Cue], film_end: float) -> list[Cue]:
    """Cues stay as long as there is silence for it, until they can be read at ease; then two frames of nothing.

    Where somebody answers at once, the answer's cue waits a little rather than that the one before is lost.
    """
    found: list[Cue] = []
    for place, cue in enumerate(cues):
        start = max(cue.start, found[-1].end + BETWEEN) if found else cue.start
        next_start = cues[place + 1].start if place + 1 < len(cues) else film_end + BETWEEN
        letters = len(cue.text)
        at_ease = min(max(cue.end + 0.2, start + max(SHORTEST, letters / RATE_AIM)), start + LONGEST)
        at_least = min(start + max(SHORTEST, letters / RATE_MOST), next_start + LATEST - BETWEEN, film_end)
        end = max(min(at_ease, next_start - BETWEEN), at_least)
        found.append(Cue(start, end, cue.text, cue.speaker))
    return found


def transcript_of(timeline: Timeline, language: str) -> tuple[Cue, ...]:
    """One cue for each spoken line, whole, from when it begins until the next."""
    lines = timeline.lines
    ends = [line.start for line in lines[1:]] + [timeline.seconds]
    return tuple(
        Cue(timed.start, end, timed.line.text(language), timeline.script.roles[timed.line.role].short)
        for timed, end in zip(lines, ends, strict=True)
    )


def chapters_of(timeline: Timeline, language: str) -> tuple[Cue, ...]:
    """One cue for each chapter, with its title."""
    return tuple(
        Cue(start, end, chapter.title.get(language) or next(iter(chapter.title.values())))
        for chapter, start, end in timeline.chapters()
    )


def facts_of(timeline: Timeline) -> tuple[Cue, ...]:
    """One cue for each fact card while it is seen, with its id in the fact bank."""
    return tuple(
        Cue(timed.start, timed.end, timed.scene.picture.fact)
        for timed in timeline.scenes
        if timed.scene.picture.kind == "fact"
    )


def as_webvtt(cues: Iterable[Cue]) -> str:
    """The cues as a WebVTT file (W3C WebVTT: The Web Video Text Tracks Format)."""
    blocks = ["WEBVTT\n"]
    for number, cue in enumerate(cues, 1):
        text = cue.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        said = f"<v {cue.speaker}>{text}" if cue.speaker else text
        blocks.append(f"{number}\n{_time(cue.start)} --> {_time(cue.end)}\n{said}\n")
    return "\n".join(blocks)


def _time(seconds: float) -> str:
    thousandths = math.floor(seconds * 1000 + 0.5)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
