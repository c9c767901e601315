"""What the outside must do because of facts. Data only: ``meetings.operations`` performs them after the commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rundebord.meetings.core import events as e


@dataclass(frozen=True, slots=True)
class AnnounceVersion:
    """Tell every screen of the meeting that there is something newer than it shows."""


Effect = AnnounceVersion


def effects_of(events: Sequence[e.Event]) -> tuple[Effect, ...]:
    """The effects of a batch of facts, in the order in which they are to be performed."""
    if not events:
        return ()
    return (AnnounceVersion(),)
