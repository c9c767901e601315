"""A reading is heard as somebody at a desk would hear it, and cut to its words."""

from __future__ import annotations

from array import array

import pytest

from factories.readings import a_reading, wav
from rundebord.films.faults import FilmFault
from rundebord.films.recording.sound import LONGEST, Take, advice_on, hear, take_of, trimmed

SIX_WORDS = "Dette er en linje av folk."


def advice(samples: array[int], words: str = SIX_WORDS, rate: int = 24_000) -> str:
    return advice_on(hear(Take(rate, samples)), words).about


@pytest.mark.parametrize("rate", [24_000, 48_000])
def test_a_good_reading_is_good_and_is_cut_to_its_words(rate: int) -> None:
    take = take_of(wav(a_reading(rate=rate, before=1.0, after=1.5), rate=rate))
    heard = hear(take)
    assert advice_on(heard, SIX_WORDS).about == "good"
    assert (round(heard.first, 1), round(heard.last, 1)) == (1.0, 3.4)
    assert -25 < heard.level < -18
    assert heard.floor < -60
    short = trimmed(take, heard)
    assert 2.6 < short.seconds < 2.9
    assert take_of(short.wav()) == short


@pytest.mark.parametrize(
    ("about", "reading"),
    [
        ("low", {"level": 0.008, "room": 0.0001}),
        ("loud", {"level": 1.4}),
        ("noisy", {"level": 0.1, "room": 0.02}),
        ("short", {"seconds": 0.6}),
        ("long", {"seconds": 5.5}),
        ("begun", {"before": 0.0}),
        ("ended", {"after": 0.0}),
    ],
)
def test_what_is_amiss_is_said(about: str, reading: dict[str, float]) -> None:
    assert advice(a_reading(**reading)) == about  # type: ignore[arg-type]


def test_a_click_of_the_key_is_no_word() -> None:
    samples = a_reading(before=1.0)
    for at in range(200, 450):
        samples[at] = 9_000 if at % 7 else -9_000
    heard = hear(Take(24_000, samples))
    assert heard.first > 0.9


def test_a_microphone_that_stands_beside_zero_is_heard_all_the_same() -> None:
    samples = array("h", [one + 1_500 for one in a_reading(level=0.2)])
    assert advice(samples) == "good"


def test_two_words_may_be_said_in_many_ways() -> None:
    for seconds in (0.35, 1.5):
        assert advice(a_reading(seconds), "Ja visst.") == "good"


@pytest.mark.parametrize("samples", [array("h"), array("h", [0]) * 24_000, a_reading(level=0.0)])
def test_silence_is_not_kept(samples: array[int]) -> None:
    with pytest.raises(FilmFault, match="Nothing was heard"):
        hear(Take(24_000, samples))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"RIFF",
        b"not a sound" * 100,
        wav(a_reading(0.5), rate=44_100),
        wav(a_reading(0.5), channels=2),
        wav(a_reading(0.5), width=1),
        wav(a_reading(0.5))[:20_001],
    ],
)
def test_anything_but_a_wav_of_the_page_is_refused(body: bytes) -> None:
    with pytest.raises(FilmFault, match="not a sound that can be kept"):
        take_of(body)


def test_more_than_a_minute_is_refused() -> None:
    with pytest.raises(FilmFault, match="longer than a minute"):
        take_of(wav(array("h", [0]) * int((LONGEST + 1) * 24_000), rate=24_000))
