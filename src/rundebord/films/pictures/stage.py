"""What a scene is drawn from: its place in the film, who is there, and the moments when something appears. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rundebord.films.pictures.shown import FactShown
from rundebord.films.script import Part, Picture, plain
from rundebord.films.timeline import TimedLine, TimedScene, Timeline

CLEARING = 0.5
"""Seconds before a chart's first part that the place for it is made."""
OVER = 0.4
"""Seconds a phrase comes before its last word can have been said: it is read as it is heard."""


@dataclass(frozen=True)
class Stage:
    """One scene, ready to be drawn."""

    timed: TimedScene
    timeline: Timeline
    number: int
    """Of the scene in the film, from 0."""
    chapter_number: int
    """Of its chapter, from 1."""
    chapters: int
    facts: Mapping[str, FactShown]
    questions: Sequence[str]
    introduced: frozenset[str] = field(default_factory=frozenset)
    """Roles whose first words in the film are in this scene."""
    table_number: int = 0
    """How many table scenes were before this one."""

    @property
    def picture(self) -> Picture:
        """What is to be seen."""
        return self.timed.scene.picture

    @property
    def language(self) -> str:
        """Of what is written."""
        return self.timeline.script.language

    @property
    def cast(self) -> tuple[str, ...]:
        """Everybody in the film, in the order of its script."""
        return tuple(self.timeline.script.roles)

    def depends_on(self) -> str:
        """Everything here that is seen and is no matter of time, as text: the same text, the same drawings."""
        kind = self.picture.kind
        roles = {name: (role.name, role.short) for name, role in self.timeline.script.roles.items()}
        seen: list[object] = [
            plain(self.picture),
            roles,
            sorted(self.introduced),
            self.chapter_number,
            self.chapters,
            self.table_number % 2,
        ]
        seen += [self.chapter_title(), self.film_title(), self.language]
        seen += [(one.line.role, one.line.to, one.line.phrase, one.line.show) for one in self.timed.lines]
        seen += [plain(self.facts.get(self.picture.fact)), list(self.questions) if kind == "questions" else ""]
        seen.append(round(self.timed.end - self.timed.start, 2) if kind == "pause" else "")
        seen.append(self.speaks_in_chapter if kind == "chapter" else "")
        return json.dumps(seen, ensure_ascii=False, sort_keys=True, default=str)

    def short(self, role: str) -> str:
        """«Fagdirektør»."""
        found = self.timeline.script.roles.get(role)
        return found.short if found else role

    def long(self, role: str) -> str:
        """«Fagdirektør i en etat med mange søknader»."""
        found = self.timeline.script.roles.get(role)
        return found.name if found else role

    def rest_of_name(self, role: str) -> str:
        """«i en etat med mange søknader»: what the long name adds to the short one; "" if it adds nothing."""
        short, whole = self.short(role), self.long(role)
        if whole == short:
            return ""
        return whole[len(short) :].strip(" ,") if whole.lower().startswith(short.lower()) else whole

    def chapter_title(self) -> str:
        """The picture's title, or the chapter's."""
        titles = self.timed.chapter.title
        return self.picture.title or titles.get(self.language) or next(iter(titles.values()), "")

    def film_title(self) -> str:
        """The name of the film."""
        titles = self.timeline.script.title
        return titles.get(self.language) or next(iter(titles.values()), "")

    @cached_property
    def speaks_in_chapter(self) -> tuple[str, ...]:
        """Everybody who says something in the chapter, in the order of their first words."""
        found: list[str] = []
        for timed in self.timeline.scenes:
            if timed.chapter is self.timed.chapter:
                found += [one.line.role for one in timed.lines if one.line.role not in found]
        return tuple(dict.fromkeys(found))

    @cached_property
    def cues(self) -> Mapping[str, float]:
        """When something begins, in seconds from the film's beginning.

        «line:0», «phrase:0», «item:0», «part:ID», «part:ID:2» for a part shown again, «chart» when its place is made.
        """
        found: dict[str, float] = {}
        for number, timed in enumerate(self.timed.lines):
            found[f"line:{number}"] = timed.start
            if timed.line.phrase:
                found[f"phrase:{number}"] = moment_of(timed, timed.line.phrase, self.language)
            for place, part in enumerate(timed.line.show):
                key = f"part:{part}" if f"part:{part}" not in found else f"part:{part}:2"
                found[key] = timed.start + 0.28 * place
        parts = [start for cue, start in found.items() if cue.startswith("part:")]
        if parts:
            found["chart"] = max(self.timed.start, min(parts) - CLEARING)
        for number, item in enumerate(self.items):
            found[f"item:{number}"] = self._item_cue(number, item)
        return found

    @cached_property
    def items(self) -> tuple[str, ...]:
        """The bits of an object's text, «Skriv ut · Signer»."""
        if self.picture.kind != "object":
            return ()
        return tuple(one.strip() for one in self.picture.text.split("·") if one.strip())

    def _item_cue(self, number: int, item: str) -> float:
        lines = [one for one in self.timed.lines if one.line.id in self.picture.said_by] or list(self.timed.lines)
        stem = _stem(item)
        earlier = sum(1 for one in self.items[:number] if _stem(one) == stem)
        for timed in lines:
            text = timed.line.text(self.language)
            places = [found.start() for found in re.finditer(re.escape(stem), text.lower())]
            if len(places) > earlier:
                return _second_at(timed, text, places[earlier])
        start, end = self.timed.start, self.timed.end
        return start + min(0.6 + 0.9 * number, (end - start) * (number + 1) / (len(self.items) + 1))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Of the chart."""
        return self.picture.parts

    def begins(self, cue: str) -> float | None:
        """When the cue is, or None if nothing in the scene names it."""
        return self.cues.get(cue)


def moment_of(timed: TimedLine, phrase: str, language: str) -> float:
    """About when the phrase begins to be said, by its place among the line's sentences."""
    text = timed.line.text(language)
    place = text.lower().find(phrase.lower().strip(" .?!,"))
    return max(timed.start, _second_at(timed, text, max(place, 0)) - OVER / 2)


def _stem(words: str) -> str:
    first = re.split(r"[\s:,.]+", words.lower().strip())[0]
    return first[: max(4, len(first) - 2)] if len(first) > 4 else first


def _second_at(timed: TimedLine, text: str, place: int) -> float:
    """When the letter at that place sounds: letters count alike, inside the sentence where they stand."""
    share = place / len(text) if text else 0.0
    if not timed.sentences:
        return timed.start + share * (timed.end - timed.start)
    total = sum(len(one.words) for one in timed.sentences) or 1
    at = share * total
    for sentence in timed.sentences:
        if at <= len(sentence.words):
            inside = at / len(sentence.words) if sentence.words else 0.0
            return sentence.start + inside * (sentence.end - sentence.start)
        at -= len(sentence.words)
    return timed.end


def stages_of(timeline: Timeline, facts: Mapping[str, FactShown], questions: Sequence[str]) -> tuple[Stage, ...]:
    """All scenes of the film, ready to be drawn."""
    ids = [chapter.id for chapter, _, _ in timeline.chapters()]
    heard: set[str] = set()
    stages: list[Stage] = []
    tables = 0
    for number, timed in enumerate(timeline.scenes):
        new = {one.line.role for one in timed.lines} - heard
        heard |= new
        place = ids.index(timed.chapter.id) + 1
        stages.append(Stage(timed, timeline, number, place, len(ids), facts, questions, frozenset(new), tables))
        tables += timed.scene.picture.kind == "table"
    return tuple(stages)
