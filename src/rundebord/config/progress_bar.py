"""How far long work has come, on one line of the terminal, with the time that is left."""

from __future__ import annotations

import shutil
import sys
import time
from typing import TextIO

from rundebord.config.speech import gettext as _

_WIDTH = 28
_QUIET_STEP = 10
"""Percent between two lines where the output is a file, not a terminal."""


class ProgressBar:
    """Call it as (done, of, what). It writes over its own line; in a file it writes a line for each tenth."""

    def __init__(self, name: str, out: TextIO | None = None) -> None:
        self._name = name
        self._out = out or sys.stderr
        self._began = time.monotonic()
        self._first_done: int | None = None
        self._last_done = 0
        self._said_percent = -_QUIET_STEP
        self._is_open = False

    def __call__(self, done: int, of: int, what: str) -> None:
        if self._first_done is None or done < self._last_done:
            # A second pass begins where the first ended: nothing of it is done yet.
            self._said_percent = -_QUIET_STEP
            # What was made before (the cache) says nothing of how fast the rest goes.
            self._first_done, self._began = done, time.monotonic()
        self._last_done = done
        share = done / of if of else 1.0
        line = f"{self._name} {self._bar(share)} {done}/{of} {_(what) if what else what}{self._left(done, of)}"
        if self._out.isatty():
            width = shutil.get_terminal_size().columns - 1
            self._out.write("\r" + line[:width].ljust(width))
            self._is_open = True
        elif share * 100 >= self._said_percent + _QUIET_STEP or done == of:
            self._said_percent = int(share * 100)
            self._out.write(line + "\n")
        self._out.flush()
        if done >= of:
            self.close()

    def _bar(self, share: float) -> str:
        full = round(share * _WIDTH)
        return f"[{'█' * full}{'·' * (_WIDTH - full)}]"

    def _left(self, done: int, of: int) -> str:
        made = done - (self._first_done or 0)
        if made < 2 or done >= of:
            return ""
        seconds = (time.monotonic() - self._began) / made * (of - done)
        if seconds < 60:
            return " · " + _("%(seconds)s s left") % {"seconds": round(seconds)}
        return " · " + _("%(minutes)s min left") % {"minutes": round(seconds / 60)}

    def close(self) -> None:
        """The next thing that is written stands on a line of its own."""
        if self._is_open:
            self._out.write("\n")
            self._is_open = False
