"""Engines that say one sentence each, behind one small interface; ``films/voicing.py`` puts their sentences together.

An engine is a plug-in: a module here with a class that fits ``Engine``, and a name in ``ENGINES``. Recorded voices are
no engine: a WAV in the package takes the place of a whole line, whatever engine says the others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from rundebord.films.faults import FilmFault
from rundebord.films.script import Voice
from rundebord.programmes.format.findings import N_

RATE = 24_000
"""Samples a second of all sound in the workshop: 16-bit, mono."""
MOST_TAKES = 12
"""Ways to say a sentence: 0 is the plain one, and an engine makes of the others what it can."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One sentence to be said."""

    words: str
    """As it is spelt, with its punctuation."""
    sounds: str
    """As it sounds, in the lexicon's IPA, with its punctuation; "" for engines that need only words."""
    voice: Voice
    take: int = 0
    """Which of ``MOST_TAKES`` ways to say it; 0 is the plain one."""


class Engine(Protocol):
    """Says sentences. Made once for a run; it may load what is large when it first speaks."""

    name: str
    needs_sounds: bool
    """True if it must be told how each word sounds."""

    def recipe(self, saying: Saying) -> str:
        """All that the sound depends on, as text: the same recipe gives the same sound. Nothing large is loaded."""
        ...

    def speak(self, saying: Saying) -> bytes:
        """The sentence as 16-bit mono samples at ``RATE``, without silence at its ends. Raises ``FilmFault``."""
        ...


def _kokoro(work: Path) -> Engine:
    from rundebord.films.voices.kokoro import Kokoro

    return Kokoro(work)


def _espeak(work: Path) -> Engine:
    from rundebord.films.voices.espeak import Espeak

    return Espeak()


def _silent(work: Path) -> Engine:
    from rundebord.films.voices.silent import Silent

    return Silent()


ENGINES: dict[str, Callable[[Path], Engine]] = {"kokoro": _kokoro, "espeak": _espeak, "silent": _silent}
"""Name → how to make it; it is given the folder for work files."""


def engine_named(name: str, work: Path) -> Engine:
    """The engine of that name. Raises ``FilmFault`` if there is none, or if what it needs is not installed."""
    if name not in ENGINES:
        raise FilmFault(
            N_("«%(name)s» is no voice engine."), N_("There are: %(known)s."), name=name, known=", ".join(ENGINES)
        )
    return ENGINES[name](work)
