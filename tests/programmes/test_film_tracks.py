"""WebVTT beside a film: what is wrong in it is said with the file, its line and a remedy."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.packages import episode, episode_words, words, write_package
from rundebord.programmes.format.findings import Finding, Notebook
from rundebord.programmes.format.package import Film
from rundebord.programmes.format.reading import check, package_of, read
from rundebord.programmes.format.vtt import Cue, cues_of

FACT = {"id": "K01", "level": "A", "year": "2024", "address": "https://example.org", "read": "2026-11-23"}
GOOD = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Direktør>Én linje.\n\n00:02.000 --> 00:03.500\nTo\nlinjer.\n"


def package(folder: Path, tracks: dict[str, str], **film: Any) -> Path:
    """A package whose film names the tracks, each lying in media/."""
    spoken = {**words("nb"), "facts": {"K01": {"fact": "Et tall.", "source": "Et sted"}}}
    whole = {**episode(), "facts": ["K01"], "film": {"video": "media/film.mp4", **film}}
    write_package(folder, first=whole, nb=spoken, nb_first=episode_words("nb"), facts={"facts": [FACT]})
    (folder / "media").mkdir(exist_ok=True)
    (folder / "media" / "film.mp4").write_bytes(b"\0\0\0\x18ftypisom" + bytes(16))
    for name, text in tracks.items():
        (folder / "media" / name).write_text(text, encoding="utf-8")
    return folder


def film_of(folder: Path) -> Film:
    its, document = read(folder)
    assert package_of(document) == its
    film = its.episodes[0].film
    assert film is not None
    return film


def the_only(folder: Path) -> Finding:
    found = [one for one in check(folder).findings if one.weight == "fault"]
    assert len(found) == 1, [str(one) for one in found]
    return found[0]


def cue(times: str, text: str = "Ord.") -> str:
    return f"{times}\n{text}\n\n"


def test_everything_that_a_film_can_say_is_read(tmp_path: Path) -> None:
    tracks = {"t.vtt": GOOD, "f.vtt": "WEBVTT\n\n" + cue("00:01.000 --> 00:09.000", "K01")}
    film = film_of(
        package(
            tmp_path,
            tracks,
            transcript={"nb": "media/t.vtt"},
            facts="media/f.vtt",
            voices="recorded",
            excerpt={"from": 12.5, "to": 38},
            described=True,
        )
    )
    assert list(film.transcript) == ["nb"]
    assert (film.fact_ids, film.voices, film.is_described) == (("K01",), "recorded", True)
    assert film.excerpt == (12.5, 38)


def test_a_film_that_says_nothing_of_it_is_a_film_of_ones_own(tmp_path: Path) -> None:
    film = film_of(package(tmp_path, {}))
    assert (film.transcript, film.facts, film.fact_ids, film.voices, film.is_described) == ({}, None, (), "", False)


@pytest.mark.parametrize(
    ("excerpt", "sentence"),
    [
        ({"from": 38, "to": 12.5}, "The excerpt ends before it begins."),
        ({"from": "start", "to": 12}, "must be a number"),
        ({"begin": 1}, "begin"),
    ],
)
def test_an_excerpt_that_is_none_is_a_sentence(tmp_path: Path, excerpt: dict[str, Any], sentence: str) -> None:
    found = [one for one in check(package(tmp_path, {}, excerpt=excerpt)).findings if one.weight == "fault"]
    assert sentence in " ".join(str(one) for one in found)


WRONG = {
    "it overlaps": ("00:01.000 --> 00:03.000", "00:02.500 --> 00:04.000", 6, "begins before the one above"),
    "it runs backwards": ("00:05.000 --> 00:06.000", "00:01.000 --> 00:02.000", 6, "begins before the one above"),
    "it ends first": ("00:05.000 --> 00:04.000", "00:06.000 --> 00:07.000", 3, "ends before it begins"),
    "it lasts no time": ("00:05.000 --> 00:05.000", "00:06.000 --> 00:07.000", 3, "ends before it begins"),
    "it has commas": ("00:01,000 --> 00:02,000", "00:03.000 --> 00:04.000", 3, "no time in a film"),
    "it has no hundredths": ("00:01 --> 00:02", "00:03.000 --> 00:04.000", 3, "no time in a film"),
    "it has no time": ("", "00:03.000 --> 00:04.000", 4, "words without a time"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_in_a_track_has_its_line(case: str, tmp_path: Path) -> None:
    first, second, line, sentence = WRONG[case]
    found = the_only(
        package(tmp_path, {"c.vtt": f"WEBVTT\n\n{cue(first)}{cue(second)}"}, captions={"nb": "media/c.vtt"})
    )
    assert (found.file, found.line) == ("media/c.vtt", line)
    assert sentence in str(found)
    assert found.remedy


def test_a_fact_that_the_bank_lacks_has_its_line(tmp_path: Path) -> None:
    text = "WEBVTT\n\n" + cue("00:01.000 --> 00:02.000", "K01") + cue("00:03.000 --> 00:04.000", "K99")
    found = the_only(package(tmp_path, {"f.vtt": text}, facts="media/f.vtt"))
    assert (found.file, found.line) == ("media/f.vtt", 6)
    assert "«K99» is not in the fact bank" in str(found)


def test_a_fact_that_the_paper_does_not_name_is_a_thing_to_think_about(tmp_path: Path) -> None:
    text = "WEBVTT\n\n" + cue("00:01.000 --> 00:02.000", "K01")
    folder = package(tmp_path, {"f.vtt": text}, facts="media/f.vtt")
    file = folder / "episodes" / "first.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("facts:\n- K01\n", ""), encoding="utf-8")
    said = [str(one) for one in check(folder).findings if one.weight == "warning"]
    assert any("paper does not name its source" in one for one in said)


def test_voices_are_of_two_kinds(tmp_path: Path) -> None:
    assert "synthetic, recorded" in str(the_only(package(tmp_path, {}, voices="robot")))


def test_a_track_in_another_encoding_is_a_fault(tmp_path: Path) -> None:
    folder = package(tmp_path, {"c.vtt": ""}, captions={"nb": "media/c.vtt"})
    (folder / "media" / "c.vtt").write_bytes("WEBVTT\n\n00:01.000 --> 00:02.000\nå\n".encode("latin-1"))
    assert "UTF-8" in str(the_only(folder))


def cues(text: str) -> tuple[list[Cue], list[str]]:
    notes = Notebook()
    return list(cues_of(text, "x.vtt", notes)), [str(one) for one in notes.findings]


def test_notes_styles_names_and_settings_are_let_be() -> None:
    text = (
        "\ufeffWEBVTT - a film\r\n\r\nNOTE\r\na remark\r\n\r\nSTYLE\r\n::cue {}\r\n\r\n"
        "7\r\n01:00:01.000 --> 01:00:02.000 line:90%\r\nOrd\r\n"
    )
    assert cues(text) == ([Cue(10, 3_601.0, 3_602.0, "Ord")], [])


@given(st.text(max_size=200))
def test_any_text_is_read_or_complained_of(text: str) -> None:
    found, _said = cues("WEBVTT\n\n" + text)
    assert all(one.start < one.end or _said for one in found)


@given(st.lists(st.integers(1, 50_000), min_size=2, max_size=40, unique=True))
def test_cues_one_after_another_are_all_read(moments: list[int]) -> None:
    def said(thousandths: int) -> str:
        return f"00:{thousandths // 1_000:02}.{thousandths % 1_000:03}"

    order = sorted(moments)
    text = "WEBVTT\n\n" + "".join(cue(f"{said(a)} --> {said(b)}") for a, b in pairwise(order))
    found, complaints = cues(text)
    assert complaints == []
    assert len(found) == len(order) - 1
