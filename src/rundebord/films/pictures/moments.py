"""What is seen in one frame, as plain values: two frames with the same ``Moment`` are the same picture. Pure.

Everything that moves is here: who speaks and how loudly, where eyes go, how long ago each thing began to appear.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rundebord.films.pictures.faces import Face
from rundebord.films.pictures.motion import SETTLED, clamp, coming, eased
from rundebord.films.pictures.stage import Stage

TURNING = 0.5
"""Seconds a head takes to turn."""
STIRS = ("pause", "title", "chapter", "object", "notice")
"""Kinds of pictures that follow the clock all through."""
MOUTH_STEPS = (0.10, 0.28, 0.5, 0.75)
"""Loudness (0 to 1) above which a mouth is that much open."""


@dataclass(frozen=True, slots=True)
class Person:
    """One who is there."""

    face: Face
    weight: float
    """0 to 1: how much this is the one who speaks; it changes softly."""


@dataclass(frozen=True)
class Moment:
    """All that a drawing needs to know about the time."""

    scene: int
    since: float
    """Seconds since the scene began, until ``SETTLED``."""
    clock: float
    """The same without end, for what follows the clock; else 0."""
    left: float
    """Seconds left of the scene, for what follows the clock; else 0."""
    speaker: str
    listener: str
    link: float
    """0 to 1: how far the thread from speaker to listener has been drawn."""
    people: tuple[tuple[str, Person], ...]
    ages: tuple[tuple[str, float], ...]
    """Cue → seconds since it began, until ``SETTLED``; those that have not begun are not here."""

    def age(self, cue: str) -> float:
        """Seconds since the cue, -1 if it is still to come."""
        return next((age for name, age in self.ages if name == cue), -1.0)

    def person(self, role: str) -> Person:
        """How that one is now."""
        return next((one for name, one in self.people if name == role), Person(Face(), 0.0))


Directions = Mapping[tuple[str, str], int]
"""(who looks, at whom) → the turn of the head; at "" is at the viewer and everybody."""


def moment_at(
    stage: Stage, second: float, loudness: Callable[[float], float], seen: tuple[str, ...], directions: Directions
) -> Moment:
    """What is seen ``second`` seconds into the film, where ``seen`` are the people in the picture."""
    now = round(second, 3)
    timed = stage.timed
    current = max((n for n, one in enumerate(timed.lines) if one.start <= now + 0.08), default=-1)
    line = timed.lines[current] if current >= 0 else None
    before = timed.lines[current - 1] if current > 0 else None
    speaker = line.line.role if line else ""
    listener = line.line.to if line else ""
    turned = eased((now - line.start + 0.08) / TURNING) if line else 1.0
    is_sounding = line is not None and line.start <= now <= line.end
    level = loudness(now) if is_sounding else 0.0
    people = []
    for role in seen:
        to = _target(role, speaker, listener, directions)
        earlier = (
            _target(role, before.line.role, before.line.to, directions)
            if before
            else _target(role, speaker, listener, directions)
        )
        turn = round(earlier + (to - earlier) * turned)
        was = bool(before and before.line.role == role)
        weight = _weight(role == speaker, was or (before is None and role == speaker and current == 0), turned)
        mouth = sum(1 for step in MOUTH_STEPS if level > step) if role == speaker else 0
        people.append((role, Person(Face(turn, mouth, _lids(role, now - timed.start)), round(weight, 3))))
    stirs = timed.scene.picture.kind in STIRS
    elapsed = max(0.0, now - timed.start)
    return Moment(
        scene=stage.number,
        since=round(min(elapsed, SETTLED), 3),
        clock=round(elapsed, 2) if stirs else 0.0,
        left=round(max(0.0, timed.end - now), 2) if stirs else 0.0,
        speaker=speaker,
        listener=listener,
        link=round(coming(now - line.start, 0.1, 0.7), 3) if line and listener else 0.0,
        people=tuple(people),
        ages=tuple(
            (cue, round(min(now - start, SETTLED), 3)) for cue, start in stage.cues.items() if start <= now + 1e-6
        ),
    )


def _target(role: str, speaker: str, listener: str, directions: Directions) -> int:
    if role == speaker:
        return directions.get((role, listener), 0)
    return directions.get((role, speaker), 0) if speaker else 0


def _weight(is_now: bool, was: bool, turned: float) -> float:
    if is_now and was:
        return 1.0
    if is_now:
        return clamp(turned)
    return clamp(1 - turned) if was else 0.0


def _lids(role: str, second: float) -> int:
    """A blink every four to seven seconds, at another time for each."""
    seed = sum(role.encode()) % 97
    rhythm = 4.1 + (seed % 13) * 0.23
    phase = (second + seed * 0.61) % rhythm
    if phase < 0.09 or 0.17 <= phase < 0.25:
        return 1
    return 2 if phase < 0.17 else 0
