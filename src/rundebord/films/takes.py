"""What has been heard of a film's lines, as it is committed with the package, and which way of saying each was chosen.

Pure; ``films/EPISODE/heard.json``: what a recogniser heard, how much of it was wrong, and which take that was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rundebord.films.faults import FilmFault
from rundebord.films.script import Line, Script
from rundebord.programmes.format.findings import N_

MOST_WRONG = 0.25
"""A line with more than this part of its letters heard otherwise has to be mended."""


@dataclass(frozen=True, slots=True)
class HeardLine:
    """One line as it was heard."""

    error: float
    """Character error, 0 to 1."""
    heard: str
    take: int
    say_hash: str
    """Of the words and of who says them: what was heard of other words tells nothing."""


def heard_file(package: Path, episode: str) -> Path:
    """Where the figures of a film lie in its package."""
    return package / "films" / episode / "heard.json"


def say_hash(script: Script, line: Line) -> str:
    """A mark of what is said in the line and of the voice that says it."""
    voice = script.roles[line.role].voice
    parts = [line.say, *(f"{word}={line.ipa[word]}" for word in sorted(line.ipa)), voice.name, voice.speed, voice.pitch]
    if voice.tempo != 1:
        parts.append(voice.tempo)
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:16]


def read_heard(package: Path, episode: str) -> dict[str, HeardLine]:
    """Line id → what was heard; empty if nobody has listened. Raises ``FilmFault`` for a file that cannot be read."""
    file = heard_file(package, episode)
    if not file.exists():
        return {}
    try:
        content: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))["lines"]
        return {
            name: HeardLine(float(one["error"]), str(one["heard"]), int(one["take"]), str(one["say_hash"]))
            for name, one in content.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise FilmFault(
            N_("films/%(episode)s/heard.json cannot be read (%(fault)s)."),
            N_("Take it away and run «rundebord film hear» again."),
            episode=episode,
            fault=str(fault)[:100],
        ) from fault


def read_takes(package: Path, script: Script) -> dict[str, int]:
    """Line id → the way of saying it that was heard best; lines that have changed since are left out."""
    heard = read_heard(package, script.episode)
    return {
        line.id: heard[line.id].take
        for line in script.lines
        if line.id in heard and heard[line.id].say_hash == say_hash(script, line)
    }
