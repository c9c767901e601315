"""How many processors this process may use."""

from __future__ import annotations

import os


def usable_processors() -> int:
    """At least 1; fewer than the machine has when the process is held to some of them (``taskset``, containers)."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return max(1, os.cpu_count() or 1)
