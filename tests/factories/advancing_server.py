"""``rundebord serve`` with a clock that a test can put forward: an hour is held in half a minute.

The seconds to add stand in a file beside the data folder. Both the wall clock and the counted one are put forward, so
no jump is noticed; and what time changes by itself is noticed at once, not at the next heartbeat.
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

from rundebord.config.command_line import main

_NOTICE_EVERY = 0.2


def offset_file(data: Path) -> Path:
    """Where a test writes how many seconds the clock is ahead."""
    return data.parent / f"{data.name}.ahead"


def _let_the_clock_be_put_forward(file: Path) -> None:
    from rundebord.kernel import clock as kernel

    def ahead() -> float:
        try:
            return float(file.read_text() or 0)
        except (OSError, ValueError):
            return 0.0

    wall, counted = kernel.wall_seconds, kernel.counted_seconds
    # The clock of the meetings takes them as defaults when it is made, which is after this.
    kernel.MeetingClock.__init__.__defaults__ = (lambda: wall() + ahead(), lambda: counted() + ahead())


def _notice_often() -> None:
    from django.db import close_old_connections

    while True:
        time.sleep(_NOTICE_EVERY)
        operations = sys.modules.get("rundebord.meetings.operations")
        if operations is not None and hasattr(operations, "notice_time"):
            try:
                operations.notice_time()
            finally:
                close_old_connections()


if __name__ == "__main__":
    arguments = sys.argv[1:]
    _let_the_clock_be_put_forward(offset_file(Path(arguments[arguments.index("--data") + 1])))
    threading.Thread(target=_notice_often, daemon=True).start()
    sys.exit(main(arguments))
