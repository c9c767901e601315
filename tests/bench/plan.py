"""What a run is to measure, the same for all figures."""

from __future__ import annotations

import resource
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random

SCREENS_IN_A_ROOM = 10
_OTHER_FILES = 300
"""Files that a process has open besides its streams."""
_MOST_FILES = 65_536


@dataclass(frozen=True, slots=True)
class Plan:
    """``folder`` is a scratch folder on the disk that is to be measured; ``rooms`` have ten screens each."""

    rooms: int
    folder: Path
    seed: int = 1
    seconds: float = 10.0
    """How long the load lasts."""
    per_second: float = 200.0
    """Commands in the load."""

    def chance(self) -> Random:
        """The same numbers for every figure of every run."""
        return Random(self.seed)

    def scratch(self, name: str) -> Path:
        """A folder of that name that is new and empty."""
        folder = self.folder / name
        folder.mkdir()
        return folder


def rooms_that_fit(wanted: int) -> int:
    """So many rooms as this process may hold the streams of. Its limit on open files, and its children's, is raised."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, _MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return min(wanted, (most - _OTHER_FILES) // SCREENS_IN_A_ROOM)


def say(sentence: str) -> None:
    """How far we are, to whoever waits. The figures alone go to standard output."""
    print(sentence, file=sys.stderr, flush=True)
