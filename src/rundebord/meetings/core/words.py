"""The small words that commands, events and state share, and the limits of what a meeting takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NewType

StepId = NewType("StepId", str)
NoteId = NewType("NoteId", str)

Method = Literal["alone", "pairs", "round", "plenary"]
Activity = Literal["watch", "write", "share", "sort", "rate", "vote", "decide", "commit", "review"]

HEAD_COUNT_RANGE: Final = (1, 40)
LONGEST_NOTE: Final = 1_000
"""Characters in one line. The scribe types about eight words; a thousand is a whole page on the wall."""
LONGEST_EXTRA_SECONDS: Final = 30 * 60
MOST_NOTES: Final = 10_000
"""In one meeting; a guard against a runaway sender, far above any real hour."""


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One step of the agenda: what kind of work, and how many seconds the programme wants for it."""

    id: StepId
    method: Method
    activity: Activity
    seconds: int
