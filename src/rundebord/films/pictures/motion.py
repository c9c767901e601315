"""How things come: easing, and where a staggered thing is in its coming. Pure."""

from __future__ import annotations

APPEAR = 0.5
"""Seconds from nothing to there."""
SETTLED = 4.0
"""Seconds after which nothing more happens to a thing that has come."""


def clamp(value: float, lowest: float = 0.0, highest: float = 1.0) -> float:
    """The value, or the bound that it is beyond."""
    return min(max(value, lowest), highest)


def eased(share: float) -> float:
    """Slow out, slow in: 0 to 1 for 0 to 1."""
    share = clamp(share)
    return 1 - (1 - share) ** 3


def coming(age: float, delay: float = 0.0, lasts: float = APPEAR) -> float:
    """How far something has come ``age`` seconds after its cue, eased; below 0 it has not begun."""
    return eased((age - delay) / lasts) if lasts > 0 else float(age >= delay)


def between(start: float, end: float, share: float) -> float:
    """The number that lies ``share`` of the way."""
    return start + (end - start) * share
