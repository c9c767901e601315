"""What time it is in a meeting, also when somebody sets the computer's clock.

The wall clock may be wrong, and it may be corrected in the middle of an hour. Time within a meeting is therefore
measured from an anchor by a clock that only counts up and that counts sleep too (a closed lid is ten real minutes).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

# A smaller difference is ordinary correction from the network; the clock just follows it.
JUMP_SECONDS = 30.0
_COUNTING: int = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def wall_seconds() -> float:
    """Seconds since 1970 by the computer's own clock."""
    return time.time()


def counted_seconds() -> float:
    """Seconds on a clock that never jumps and counts sleep too.

    Linux: CLOCK_BOOTTIME. macOS: CLOCK_MONOTONIC, which goes on while the lid is closed (``time.monotonic`` does not).
    """
    return time.clock_gettime(_COUNTING)


@dataclass
class MeetingClock:
    """Counts real seconds from an anchor on the wall clock, and notices when the wall clock is set.

    ``wall`` and ``counted`` return seconds and can be replaced in tests.
    """

    wall: Callable[[], float] = wall_seconds
    counted: Callable[[], float] = counted_seconds

    def __post_init__(self) -> None:
        self._guard = threading.Lock()
        self.follow_wall()

    def now(self) -> datetime:
        """The present moment in UTC: the anchor and what has been counted since."""
        with self._guard:
            seconds = self._anchor_wall + (self.counted() - self._anchor_counted)
        return datetime.fromtimestamp(seconds, UTC)

    def jump(self) -> timedelta:
        """How far the wall clock has been set ahead (or, negative, back) of the counted time; zero if it was not.

        Less than ``JUMP_SECONDS`` is ordinary correction: it is followed at once, and zero is returned.
        """
        difference = self.wall() - self.now().timestamp()
        if abs(difference) < JUMP_SECONDS:
            self.follow_wall()
            return timedelta(0)
        return timedelta(seconds=difference)

    def follow_wall(self) -> None:
        """The clock agrees with the computer's clock from now on."""
        wall, counted = self.wall(), self.counted()
        with self._guard:
            self._anchor_wall, self._anchor_counted = wall, counted
