"""Which letters can be printed: those that our fonts have. Everything else becomes a mark that is seen.

A PDF that keeps to PDF/UA-1 cannot be made with a letter that no font has, so no letter may come that far.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).resolve().parent / "vendor"
MISSING = "□"
"""Stands where a letter was that cannot be printed."""

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_WORD = re.compile(r"\S+")
_KEPT_UNSEEN = "\n\u200c\u200d"
"""The new line, and the two that decide how letters join: they are let through though nobody sees them."""
_ZERO_WIDTH_SPACE = "\u200b"


def plain(text: str) -> str:
    """The text with ordinary line ends and spaces, and without what cannot be seen or written as XML.

    Half characters (surrogates) and characters that are none become ``MISSING``. Directions are left to the letters.
    """
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))
    return "".join(map(_plain_letter, text))


def _plain_letter(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind == "Zs" or letter == "\t":
        return letter if letter == "\u00a0" else " "
    if kind == "Cs" or (kind == "Cn" and ord(letter) & 0xFFFE == 0xFFFE) or 0xFDD0 <= ord(letter) <= 0xFDEF:
        return MISSING
    return "" if kind in ("Cc", "Cf") and letter not in _KEPT_UNSEEN else letter


def printable(text: str) -> str:
    """The text as ``plain`` gives it, with ``MISSING`` for every letter that no font of ours has."""
    known = _known()
    return "".join(letter if letter in known or letter in _KEPT_UNSEEN else _unknown(letter) for letter in plain(text))


def _unknown(letter: str) -> str:
    # Variation selectors choose between pictures that we have one of.
    return "" if "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef" else MISSING


def breakable(text: str, longest: int) -> str:
    """The text with places to break in every word of more than ``longest`` letters: none runs off the paper."""
    return _WORD.sub(lambda word: _with_breaks(word[0], longest), text) if len(text) > longest else text


def _with_breaks(word: str, longest: int) -> str:
    if len(word) <= longest:
        return word
    parts, since = [], 0
    for letter in word:
        # Not at the very end of the room: a piece that begins a line may be wider than those it was counted by.
        if since >= longest // 2 and not unicodedata.category(letter).startswith("M") and letter not in _KEPT_UNSEEN:
            parts.append(_ZERO_WIDTH_SPACE)
            since = 0
        parts.append(letter)
        since += 1
    return "".join(parts)


@cache
def _known() -> frozenset[str]:
    letters = {letter for file in sorted(FONTS.rglob("*.ttf")) for letter in letters_of(file.read_bytes())}
    # What a font keeps for its own use means something else in every other font.
    return frozenset(letter for letter in letters if unicodedata.category(letter) != "Co")


def letters_of(font: bytes) -> set[str]:
    """Every letter that a TrueType font has a glyph for (tables "cmap" of format 4 and 12, as OpenType 1.9 says)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    start = next(
        offset
        for tag, _, offset, _ in (struct.unpack_from(">4sLLL", font, 12 + 16 * n) for n in range(tables))
        if tag == b"cmap"
    )
    found: set[str] = set()
    for n in range(struct.unpack_from(">H", font, start + 2)[0]):
        at = start + struct.unpack_from(">HHL", font, start + 4 + 8 * n)[2]
        form = struct.unpack_from(">H", font, at)[0]
        found |= _of_format_4(font, at) if form == 4 else _of_format_12(font, at) if form == 12 else set()
    return found


def _of_format_4(font: bytes, at: int) -> set[str]:
    half = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends = struct.unpack_from(f">{half}H", font, at + 14)
    starts = struct.unpack_from(f">{half}H", font, at + 16 + 2 * half)
    shifts = struct.unpack_from(f">{half}H", font, at + 16 + 4 * half)
    ranges_at = at + 16 + 6 * half
    ranges = struct.unpack_from(f">{half}H", font, ranges_at)
    found = set()
    for n, (first, last, shift, distance) in enumerate(zip(starts, ends, shifts, ranges, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if distance:
                glyph = struct.unpack_from(">H", font, ranges_at + 2 * n + distance + 2 * (code - first))[0]
            if (glyph + shift) & 0xFFFF if glyph or not distance else 0:
                found.add(chr(code))
    return found


def _of_format_12(font: bytes, at: int) -> set[str]:
    groups = struct.unpack_from(">L", font, at + 12)[0]
    found: set[str] = set()
    for n in range(groups):
        first, last, glyph = struct.unpack_from(">LLL", font, at + 16 + 12 * n)
        found |= {chr(code) for code in range(first + (not glyph), last + 1)}
    return found
