"""A line that has its sound, whoever gave it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rundebord.films.timeline import Spoken


@dataclass(frozen=True, slots=True)
class VoicedLine:
    """A line's sound file (24 kHz, mono, 16-bit), where its sentences are, and who said it."""

    line: str
    wav: Path
    spoken: Spoken
    engine: str
    """An engine's name, or «recorded»."""
