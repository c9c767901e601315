"""What Kokoro-82M knows of sounds, and how the lexicon's IPA is written for it. Pure.

The table is that of the model's configuration (hexgrad/Kokoro-82M, ``config.json``, Apache-2.0). The model was never
taught Norwegian; what it lacks is written as what was heard best (docs/film.md tells how it was measured).
"""

from __future__ import annotations

VOCABULARY: dict[str, int] = {
    ";": 1,
    ":": 2,
    ",": 3,
    ".": 4,
    "!": 5,
    "?": 6,
    "—": 9,
    "…": 10,
    '"': 11,
    "(": 12,
    ")": 13,
    "“": 14,
    "”": 15,
    " ": 16,
    "̃": 17,
    "ʣ": 18,
    "ʥ": 19,
    "ʦ": 20,
    "ʨ": 21,
    "ᵝ": 22,
    "ꭧ": 23,
    "A": 24,
    "I": 25,
    "O": 31,
    "Q": 33,
    "S": 35,
    "T": 36,
    "W": 39,
    "Y": 41,
    "ᵊ": 42,
    "a": 43,
    "b": 44,
    "c": 45,
    "d": 46,
    "e": 47,
    "f": 48,
    "h": 50,
    "i": 51,
    "j": 52,
    "k": 53,
    "l": 54,
    "m": 55,
    "n": 56,
    "o": 57,
    "p": 58,
    "q": 59,
    "r": 60,
    "s": 61,
    "t": 62,
    "u": 63,
    "v": 64,
    "w": 65,
    "x": 66,
    "y": 67,
    "z": 68,
    "ɑ": 69,
    "ɐ": 70,
    "ɒ": 71,
    "æ": 72,
    "β": 75,
    "ɔ": 76,
    "ɕ": 77,
    "ç": 78,
    "ɖ": 80,
    "ð": 81,
    "ʤ": 82,
    "ə": 83,
    "ɚ": 85,
    "ɛ": 86,
    "ɜ": 87,
    "ɟ": 90,
    "ɡ": 92,
    "ɥ": 99,
    "ɨ": 101,
    "ɪ": 102,
    "ʝ": 103,
    "ɯ": 110,
    "ɰ": 111,
    "ŋ": 112,
    "ɳ": 113,
    "ɲ": 114,
    "ɴ": 115,
    "ø": 116,
    "ɸ": 118,
    "θ": 119,
    "œ": 120,
    "ɹ": 123,
    "ɾ": 125,
    "ɻ": 126,
    "ʁ": 128,
    "ɽ": 129,
    "ʂ": 130,
    "ʃ": 131,
    "ʈ": 132,
    "ʧ": 133,
    "ʊ": 135,
    "ʋ": 136,
    "ʌ": 138,
    "ɣ": 139,
    "ɤ": 140,
    "χ": 142,
    "ʎ": 143,
    "ʒ": 147,
    "ʔ": 148,
    "ˈ": 156,
    "ˌ": 157,
    "ː": 158,
    "ʰ": 162,
    "ʲ": 164,
    "↓": 169,
    "→": 171,
    "↗": 172,
    "↘": 173,
    "ᵻ": 177,
}
"""Sign → number, all of them."""

PUNCTUATION = ".,?!:;—…"
"""Marks that change how the sentence is said."""

INSTEAD: tuple[tuple[str, str], ...] = (
    ("ʉ", "ɨ"),
    ("ʏ", "y"),
    ("ɭ", "l"),
    ("ɾ", "r"),
)
"""Signs of the lexicon → signs of the model, in this order."""
APART: tuple[tuple[str, str], ...] = (("ʂ", "ɾs"), ("ʈ", "ɾt"), ("ɳ", "ɾn"), ("ɭ", "ɾl"), ("ɖ", "ɾd"))
"""Sounds that r has melted into, and the two that they came from (as in the west and south of the country)."""


def written_for_kokoro(sounds: str, *, tap: bool = False, apart: bool = False) -> str:
    """The lexicon's sounds in the model's signs; with ``tap`` r is one touch of the tongue, with ``apart`` it stands
    by itself before s, t, n, l and d."""
    if apart:
        for sign, other in APART:
            sounds = sounds.replace(sign, other)
    for sign, other in INSTEAD:
        if not (tap and sign == "ɾ"):
            sounds = sounds.replace(sign, other)
    return sounds


def tokens_of(signs: str) -> list[int]:
    """The model's numbers; signs that it lacks are left out."""
    return [VOCABULARY[sign] for sign in signs if sign in VOCABULARY]
