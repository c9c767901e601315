"""An ordinary answer: no, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Refused:
    """Says that a wish was not granted: ``reason`` is a permanent kebab-case word, ``values`` what the sentence needs.

    It is an answer, not an error: nothing was stored, and the one who asked still has their words.
    """

    reason: str
    values: Mapping[str, str | int] = field(default_factory=dict)
