"""A reading is listened to by arithmetic: is it a sound we can use, loud enough, whole, and as long as its words?

Levels are in decibels below full scale (dBFS): 0 is the loudest there is, and speech lies well at −30 to −15.
"""

from __future__ import annotations

import io
import sys
import wave
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from math import log10
from operator import mul
from typing import Any

from rundebord.films.faults import FilmFault
from rundebord.films.words import words_in
from rundebord.programmes.format.findings import N_

RATES = (24_000, 48_000)
"""Samples a second that are kept."""
LONGEST = 60.0
"""Seconds of one line."""
LARGEST = int(LONGEST * max(RATES)) * 2 + 4_096
"""Bytes of one reading as it is sent."""
WINDOW = 0.01
"""Seconds that one level is measured over."""
BEFORE, AFTER = 0.15, 0.25
"""Seconds of quiet that are kept around the words, for the breath."""
WORDS_A_MINUTE = 145.0
SPREAD = 0.45
"""How far from the expected length a reading may be, as a share of it."""
LEEWAY = 0.8
"""Seconds besides: a line of two words is said in many ways."""
SILENT, LOW = -55.0, -38.0
FULL = 32_700
"""A sample beyond this has most likely been cut off."""
CLEAR = 18.0
"""Decibels that the voice must stand above the room."""
_RUN, _OF = 5, 8
"""So many of so many windows on end are speech; a click of a key is over sooner."""


@dataclass(frozen=True, slots=True)
class Take:
    """One reading as numbers."""

    rate: int
    samples: array[int]
    """Mono, 16 bits."""

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) / self.rate

    def wav(self) -> bytes:
        """The same as a WAV file."""
        file = io.BytesIO()
        with wave.open(file, "wb") as written:
            written.setnchannels(1)
            written.setsampwidth(2)
            written.setframerate(self.rate)
            written.writeframes(_little_endian(self.samples).tobytes())
        return file.getvalue()


@dataclass(frozen=True, slots=True)
class Advice:
    """What the reader is told about a reading that is kept."""

    about: str
    """«good», or what is amiss: «loud», «low», «short», «long», «begun», «ended», «noisy»."""
    sentence: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Heard:
    """What was measured in a reading."""

    first: float
    """Seconds to the first word."""
    last: float
    """Seconds to the end of the last word."""
    level: float
    """dBFS of the voice while it sounds."""
    floor: float
    """dBFS of the room."""
    cut_off: int
    """Samples at full scale."""
    seconds: float
    """Of the whole reading."""


def take_of(body: bytes) -> Take:
    """The reading in a WAV file. Raises ``FilmFault`` for anything but 16 bits mono in one of ``RATES``."""
    try:
        with wave.open(io.BytesIO(body)) as file:
            channels, width, rate, count = file.getparams()[:4]
            data = file.readframes(count)
    except (wave.Error, EOFError, ValueError, MemoryError):
        raise FilmFault(N_("This is not a sound that can be kept."), N_("Load the page again.")) from None
    if (channels, width) != (1, 2) or rate not in RATES or len(data) != 2 * count:
        raise FilmFault(N_("This is not a sound that can be kept."), N_("Load the page again."))
    samples = array("h", data)
    take = Take(rate, _little_endian(samples))
    if take.seconds > LONGEST:
        raise FilmFault(
            N_("The reading is longer than a minute."), N_("Stop when the line is read, and read it again.")
        )
    return take


def _little_endian(samples: array[int]) -> array[int]:
    if sys.byteorder == "big":
        samples = array("h", samples)
        samples.byteswap()
    return samples


def hear(take: Take) -> Heard:
    """What is in the reading. Raises ``FilmFault`` if nobody is heard in it."""
    levels = _levels(take)
    ranked = sorted(levels)
    silent = FilmFault(
        N_("Nothing was heard."),
        N_("See that the right microphone is chosen and is not muted, and read the line again."),
    )
    if not ranked or ranked[int(len(ranked) * 0.95)] < SILENT:
        raise silent
    floor, loud = ranked[len(ranked) // 10], ranked[int(len(ranked) * 0.95)]
    limit = min(max(floor + 8, loud - 35), loud - 6)
    over = [level > limit for level in levels]
    first, last = _first_run(over), len(over) - _first_run(over[::-1])
    if first >= last:
        raise silent
    voiced = [
        10 ** (level / 10) for level, is_over in zip(levels[first:last], over[first:last], strict=True) if is_over
    ]
    samples = take.samples
    is_near_full = max(samples) > FULL or min(samples) < -FULL
    return Heard(
        first=first * WINDOW,
        last=last * WINDOW,
        level=10 * log10(sum(voiced) / len(voiced)),
        floor=floor,
        cut_off=sum(1 for one in samples if not -FULL <= one <= FULL) if is_near_full else 0,
        seconds=take.seconds,
    )


def _levels(take: Take) -> Sequence[float]:
    size = int(take.rate * WINDOW)
    samples = take.samples
    # Some microphones stand a little to one side of zero, which is not sound.
    aside = (sum(samples) / len(samples)) ** 2 if samples else 0.0
    found = []
    for at in range(0, len(samples) - size + 1, size):
        part = samples[at : at + size]
        power = max(sum(map(mul, part, part)) / size - aside, 1.0)
        found.append(10 * log10(power / 32_768**2))
    return found


def _first_run(over: Sequence[bool]) -> int:
    """Where something that lasts begins; behind the end if nothing does."""
    return next((at for at in range(len(over)) if over[at] and sum(over[at : at + _OF]) >= _RUN), len(over))


def trimmed(take: Take, heard: Heard) -> Take:
    """The reading without the silence before and after the words, but with room for breath."""
    first, last = int((heard.first - BEFORE) * take.rate), int((heard.last + AFTER) * take.rate)
    return Take(take.rate, take.samples[max(first, 0) : last])


def expected_seconds(words: str) -> float:
    """How long it takes to say the words in an ordinary pace."""
    return len(words_in(words)) * 60 / WORDS_A_MINUTE


def advice_on(heard: Heard, words: str) -> Advice:
    """One sentence to the reader: the worst that is wrong, with what to do, or that all is well."""
    length, expected = heard.last - heard.first, expected_seconds(words)
    found = {"seconds": round(length, 1), "expected": round(expected, 1)}
    if heard.cut_off >= 3:
        return Advice("loud", N_("Too loud: move a little away from the microphone, and read the line again."), {})
    if heard.level < LOW:
        return Advice("low", N_("Too low: move closer to the microphone, and read the line again."), {})
    if length < expected * (1 - SPREAD) - LEEWAY / 2:
        return Advice(
            "short",
            N_("%(seconds)s seconds, and about %(expected)s was expected. Did you read the whole line?"),
            found,
        )
    if length > expected * (1 + SPREAD) + LEEWAY:
        return Advice(
            "long",
            N_("%(seconds)s seconds, and about %(expected)s was expected. Read it again, a little faster."),
            found,
        )
    if heard.first < 3 * WINDOW:
        return Advice(
            "begun", N_("The beginning may be cut off: wait a moment before you read, and read it again."), {}
        )
    if heard.seconds - heard.last < 3 * WINDOW:
        return Advice("ended", N_("The end may be cut off: wait a moment before you stop, and read it again."), {})
    if heard.level - heard.floor < CLEAR:
        return Advice(
            "noisy",
            N_("Much noise: close windows and doors, turn off fans, move closer to the microphone, and read it again."),
            {},
        )
    return Advice("good", N_("Good: %(seconds)s seconds."), found)
