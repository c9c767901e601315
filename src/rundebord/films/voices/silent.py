"""Silence as long as somebody would speak, for tests and for trying out pictures. Standard library only."""

from __future__ import annotations

from rundebord.films.voices import RATE, Saying

WORDS_A_MINUTE = 130
SHORTEST = 0.4
"""Seconds."""


class Silent:
    """Says nothing, for as long as it takes."""

    name = "silent"
    needs_sounds = False

    def recipe(self, saying: Saying) -> str:
        return f"silent 1 {len(saying.words.split())}"

    def speak(self, saying: Saying) -> bytes:
        seconds = max(SHORTEST, len(saying.words.split()) * 60 / WORDS_A_MINUTE)
        return bytes(2 * round(seconds * RATE))
