"""Words as one counts and compares them: for measures, never for what is shown."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+(?:[.,\u00a0 ]\d+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[»”\"]?\s+")
_SMALL = (
    "og i på av til for med som det den de en et ei er var har hadde å at om fra vi jeg du dere oss seg sin sitt sine "
    "ikke kan skal vil må ble blir bli også men eller når hva hvem hvor der her så da enn over etter ut"
)
SMALL = frozenset(_SMALL.split(" "))
"""Words that carry no meaning of their own."""


def words_in(text: str) -> list[str]:
    """The words as one counts them: letters with hyphens, and numbers."""
    return WORD.findall(text)


def sentences_in(text: str) -> list[str]:
    """The sentences, split after full stops, question and exclamation marks."""
    return [one for one in _SENTENCE_END.split(text.strip()) if one]


def plain_words(text: str) -> str:
    """The words alone, in small letters, for comparing what was said with what was to be said."""
    return " ".join(word.lower() for word in words_in(text))


def stem(word: str) -> str:
    """The beginning that forms of a word share: «skjema», «skjemaet» and «skjemaene» are one thing to a listener."""
    return word.lower()[:5]


_ONES = ("null", "en", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv", "tretten")
_TEENS = (*_ONES, "fjorten", "femten", "seksten", "sytten", "atten", "nitten")
_TENS = ("", "", "tjue", "tretti", "førti", "femti", "seksti", "sytti", "åtti", "nitti")


def number_in_words(number: int) -> str:
    """The number as it is said in bokmål, without «og»: 2024 is «to tusen tjuefire». From 0 to 999 999 999."""
    if number < 20:
        return _TEENS[number]
    if number < 100:
        return _TENS[number // 10] + (_ONES[number % 10] if number % 10 else "")
    for size, name in ((1_000_000, "millioner"), (1000, "tusen"), (100, "hundre")):
        if number >= size:
            many, rest = divmod(number, size)
            return " ".join(filter(None, (number_in_words(many), name, number_in_words(rest) if rest else "")))
    raise AssertionError(number)


def is_number_said(number: str, spoken: str) -> bool:
    """True if the number, as it stands on a card («13», «3,7», «600 000»), is heard in those spoken words."""
    whole, _, part = number.replace("\u00a0", "").replace(" ", "").partition(",")
    ways = {number_in_words(int(whole)) + (" komma " + number_in_words(int(part)) if part else "")}
    if whole == "1" and not part:
        ways |= {"én", "ett", "et"}
    if len(whole) == 4 and whole[0] in "12" and not part:
        # Years are said in two halves too: «tjue tjuefire», «nitten nittini».
        ways.add(f"{number_in_words(int(whole[:2]))} {number_in_words(int(whole[2:]))}")
    heard = f" {plain_words(spoken)} "
    if whole == "1" and not part:
        return any(f" {way} " in heard for way in (*ways, "en"))
    return any(_closed(way) in _closed(heard) for way in ways)


def _closed(words: str) -> str:
    # «to hundre og førti» and «tohundreogførti» are said alike; «hundre» may stand for «ett hundre».
    return words.replace(" og ", " ").replace(" ", "").replace("hundreog", "hundre").replace("tusenog", "tusen")
