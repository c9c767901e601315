"""What was to be said beside what was heard: both as plain letters, and how much of it differs. Pure."""

from __future__ import annotations

import re

_SMALL: tuple[str, ...] = (
    "null", "en", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv", "tretten",
    "fjorten", "femten", "seksten", "sytten", "atten", "nitten",
)  # fmt: skip
_TENS: tuple[str, ...] = ("", "", "tjue", "tretti", "førti", "femti", "seksti", "sytti", "åtti", "nitti")
_LARGEST = 999_999
_NUMBER = re.compile(r"\d+(?:[ .]\d{3})*(?:,\d+)?")
_MARKS = {"%": " prosent", "é": "e", "è": "e", "ô": "o", "ä": "æ", "ö": "ø"}


def number_in_words(number: int) -> str:
    """«to tusen og tjuetre» for 2023: as the scripts say numbers. From 0 to 999,999."""
    if number < 20:
        return _SMALL[number]
    if number < 100:
        return _TENS[number // 10] + (_SMALL[number % 10] if number % 10 else "")
    if number < 1000:
        whole, rest = divmod(number, 100)
        hundreds = "hundre" if whole == 1 else f"{_SMALL[whole]} hundre"
    else:
        whole, rest = divmod(number, 1000)
        hundreds = "tusen" if whole == 1 else f"{number_in_words(whole)} tusen"
    if not rest:
        return hundreds
    return f"{hundreds} {'og ' if rest < 100 else ''}{number_in_words(rest)}"


def letters_of(text: str) -> str:
    """Only what is heard: small letters without spaces and marks, numbers as words.

    Where a word ends is not heard, and nobody says a capital or a comma.
    """
    text = _NUMBER.sub(lambda found: f" {_said(found[0])} ", text.lower())
    for mark, letters in _MARKS.items():
        text = text.replace(mark, letters)
    return re.sub(r"[^a-zæøå]", "", text)


def _said(number: str) -> str:
    whole, _, part = re.sub(r"[ .]", "", number).partition(",")
    if int(whole) > _LARGEST:
        return number
    said = number_in_words(int(whole))
    return f"{said} komma {' '.join(_SMALL[int(digit)] for digit in part)}" if part else said


def character_error(said: str, heard: str) -> float:
    """The part of the letters that was heard otherwise, from 0 to 1: letters to change, add or take away, of the
    letters that were to be said; never above 1."""
    wanted, found = letters_of(said), letters_of(heard)
    if not wanted:
        return 0.0
    return min(1.0, _distance(wanted, found) / len(wanted))


def _distance(one: str, other: str) -> int:
    before = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, against in enumerate(other, 1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != against)))
        before = now
    return before[-1]
