"""Guessing a code is slowed down: a few wrong ones from an address, and it must wait; many in all, and everybody must.

In this process's memory: several processes give a guesser so many times as many tries, of a million.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

WINDOW_SECONDS = 60.0
MISSES_PER_ADDRESS = 10
MISSES_IN_ALL = 300
"""In a minute. With a thousand open meetings a guess hits one in a thousand times; so this is a hit in three minutes at
the worst, by three hundred addresses, and the operator is told."""
_MOST_ADDRESSES = 10_000

_log = logging.getLogger(__name__)


class Guesses:
    """Wrong codes of the last minute, by address and in all."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        # Pages are answered in several threads.
        self._guard = threading.Lock()
        self._by_address: OrderedDict[str, deque[float]] = OrderedDict()
        self._all: deque[float] = deque()

    def may_try(self, address: str) -> bool:
        """False while the address, or all addresses together, have guessed wrong too often."""
        with self._guard:
            self._forget(self._all)
            its = self._by_address.get(address, deque())
            self._forget(its)
            return len(its) < MISSES_PER_ADDRESS and len(self._all) < MISSES_IN_ALL

    def missed(self, address: str) -> None:
        """The address has guessed wrong. The operator is told when it must wait."""
        with self._guard:
            its = self._by_address.setdefault(address, deque())
            self._by_address.move_to_end(address)
            for missed in (its, self._all):
                missed.append(self._now())
            while len(self._by_address) > _MOST_ADDRESSES:
                self._by_address.popitem(last=False)
        if len(its) == MISSES_PER_ADDRESS:
            _log.warning("%s wrong codes from %s within a minute: it has to wait.", MISSES_PER_ADDRESS, address)
        if len(self._all) == MISSES_IN_ALL:
            _log.warning("%s wrong codes within a minute, from many addresses: all have to wait.", MISSES_IN_ALL)

    def _forget(self, missed: deque[float]) -> None:
        while missed and self._now() - missed[0] > WINDOW_SECONDS:
            missed.popleft()


guesses = Guesses()
