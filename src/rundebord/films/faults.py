"""What stops the workshop, said so that an editor can go on; and how long work tells how far it has come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rundebord.programmes.format.findings import N_

Progress = Callable[[int, int, str], None]
"""Called as (done, of, what is being done); the command line makes a bar with the time left of it."""


def no_progress(done: int, of: int, what: str) -> None:
    """Nobody is told."""


class FilmFault(Exception):
    """The work stops here. ``sentence`` and ``remedy`` are English with %(names)s; the catalogues have Norwegian."""

    def __init__(self, sentence: str, remedy: str = "", **values: Any) -> None:
        super().__init__(f"{sentence % values} {remedy % values}".strip())
        self.sentence = sentence
        self.remedy = remedy
        self.values = values


class MissingTool(FilmFault):
    """Something that only this part of the workshop needs is not installed."""

    def __init__(self, tool: str, extra: str) -> None:
        super().__init__(
            N_("%(tool)s is not installed; this part of the film workshop needs it."),
            N_("Install it with: pip install 'rundebord[%(extra)s]'"),
            tool=tool,
            extra=extra,
        )
