"""A sentence's words become sounds, one word at a time, with the punctuation that makes the tune."""

from __future__ import annotations

import re

from rundebord.films.lexicon import Lexicon
from rundebord.films.script import Line

# What carries the tune for an engine; all other marks are left out.
_PART = re.compile(r"\w+(?:-\w+)*|[.,?!:;…–—]")
_TUNE = str.maketrans({"–": "—", ";": ","})


def sounds_of(words: str, line: Line, lexicon: Lexicon) -> str:
    """The sentence in the lexicon's IPA: the line's own sounds first, then the lexicon's, then a guess by espeak-ng.
    Raises ``FilmFault`` for a word that needs a guess where espeak-ng is not installed."""
    found: list[str] = []
    for part in _PART.findall(words):
        if not part[0].isalnum():
            mark = part.translate(_TUNE)
            if mark == "—":
                found.append(" —")
            elif found:
                found.append(mark)
            continue
        found.append(f" {lexicon.sound_of(part, line) or _guess(part)}")
    return "".join(found).strip()


def _guess(word: str) -> str:
    from rundebord.films.voices.espeak import guess

    return guess(word.lower())
