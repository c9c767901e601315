"""A line is cut into sentences, each spoken alone, with the pause that its punctuation asks for. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

PAUSES = {".": 0.32, "?": 0.40, "!": 0.32, "…": 0.40, ":": 0.28}
"""Seconds of silence between two sentences of a line, by how the first ends."""
OTHER_PAUSE = 0.25
"""Seconds where nothing of the kind ends it."""

# A sentence ends where a mark is followed by space and something that begins one; closing quotes belong to it.
_END = re.compile(r"(?<=[.?!…])[»”\")]*\s+(?=[«“\"(–-]*\s*[A-ZÆØÅÉ0-9])")


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence and how long to be silent after it, in seconds, if another follows."""

    words: str
    pause: float


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences in order, white space tidied; nothing for an empty text.

    Works on what is said and on captions alike: where both have equally many sentences, they go together one by one.
    """
    found: list[str] = []
    start = 0
    tidy = " ".join(text.split())
    for end in _END.finditer(tidy):
        found.append(tidy[start : end.end()].strip())
        start = end.end()
    found.append(tidy[start:].strip())
    return tuple(one for one in found if re.search(r"\w", one))


def pieces_of(text: str) -> tuple[Piece, ...]:
    """The sentences with their pauses."""
    return tuple(Piece(words, _pause_after(words)) for words in sentences_of(text))


def _pause_after(words: str) -> float:
    bare = words.rstrip('»”") ')
    return PAUSES.get(bare[-1:], OTHER_PAUSE)
