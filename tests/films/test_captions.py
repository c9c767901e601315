"""Captions can be read: never over each other, never too wide, never gone too soon; and they say what was said."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from factories.films import content, scene_of, timeline_in
from rundebord.films.captions import (
    BETWEEN,
    LATEST,
    LINE_MOST,
    LONGEST,
    RATE_MOST,
    Cue,
    as_webvtt,
    break_line,
    captions_of,
    chapters_of,
    facts_of,
    fits,
    languages_of,
    transcript_of,
)
from rundebord.films.timeline import Timeline

word = st.text("abcdefghijklmnopqrstuvwxyzæøå", min_size=1, max_size=13)
sentence = st.lists(word, min_size=1, max_size=16).map(lambda words: " ".join(words).capitalize() + ".")


def with_lines(folder: Path, texts: list[str]) -> Timeline:
    def change(made: dict) -> None:  # type: ignore[type-arg]
        scene_of(made, "s02")["lines"] = [
            {"id": f"x-{number}", "role": ("direktor", "forsker")[number % 2], "nb": text}
            for number, text in enumerate(texts)
        ]

    return timeline_in(folder, content(change))


@given(st.lists(st.lists(sentence, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=6))
def test_cues_never_overlap_and_every_word_is_there(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    timeline = with_lines(tmp_path_factory.mktemp("captions"), texts)
    cues = captions_of(timeline, "nb")
    assert all(before.end + BETWEEN <= after.start + 1e-6 for before, after in itertools.pairwise(cues))
    assert all(len(line) <= LINE_MOST for cue in cues for line in cue.text.split("\n"))
    assert all(cue.text.count("\n") <= 1 for cue in cues)
    assert all(0 < cue.end - cue.start <= LONGEST + LATEST for cue in cues)
    spoken = " ".join(line.line.text("nb") for line in timeline.lines)
    assert " ".join(cue.text.replace("\n", " ") for cue in cues) == " ".join(spoken.split())


def test_speech_of_an_ordinary_pace_can_be_read(tmp_path: Path) -> None:
    timeline = timeline_in(tmp_path)
    assert max(cue.rate for cue in captions_of(timeline, "nb")) <= RATE_MOST + 0.05


@given(sentence)
def test_a_line_is_broken_only_when_it_must_and_in_two(text: str) -> None:
    if not fits(text):
        return
    broken = break_line(text)
    assert broken.replace("\n", " ") == text
    assert ("\n" in broken) == (len(text) > 37)
    assert all(len(line) <= LINE_MOST for line in broken.split("\n"))


def test_a_break_comes_where_one_breathes() -> None:
    assert break_line("Jeg har sagt det i tre taler, og jeg mente det.") == (
        "Jeg har sagt det i tre taler,\nog jeg mente det."
    )


def test_the_transcript_has_a_cue_for_each_line_and_chapters_for_each_chapter(tmp_path: Path) -> None:
    timeline = timeline_in(tmp_path)
    transcript = transcript_of(timeline, "nb")
    assert [cue.text for cue in transcript] == [line.line.text("nb") for line in timeline.lines]
    assert {cue.speaker for cue in transcript} == {"Direktør", "Forsker"}
    chapters = chapters_of(timeline, "nb")
    assert [cue.text for cue in chapters] == ["Begynnelsen", "Slutten"]
    assert (chapters[0].start, chapters[-1].end) == (0, timeline.seconds)
    assert chapters[0].end == chapters[1].start
    assert [cue.text for cue in facts_of(timeline)] == ["K05"]


def test_another_language_comes_only_when_every_line_has_it(tmp_path: Path) -> None:
    def with_nynorsk(made: dict, *, leave_out: int) -> None:  # type: ignore[type-arg]
        lines = [line for chapter in made["chapters"] for scene in chapter["scenes"] for line in scene["lines"]]
        for line in lines[leave_out:]:
            line["nn"] = "Eg er ikkje sikker."

    whole = timeline_in(tmp_path, content(lambda made: with_nynorsk(made, leave_out=0)))
    assert languages_of(whole.script) == ("nb", "nn")
    assert "ikkje" in captions_of(whole, "nn")[0].text
    assert languages_of(timeline_in(tmp_path, content(lambda made: with_nynorsk(made, leave_out=1))).script) == ("nb",)


def test_the_file_is_webvtt_that_others_read(tmp_path: Path) -> None:
    cues = captions_of(timeline_in(tmp_path), "nb")
    file = tmp_path / "captions.vtt"
    file.write_text(as_webvtt(cues), encoding="utf-8")
    read = webvtt.read(str(file))
    assert len(read) == len(cues)
    assert read[0].text.replace("\n", " ") == cues[0].text.replace("\n", " ")
    assert read[0].voice == "Forsker"


def test_signs_with_a_meaning_in_webvtt_are_written_out() -> None:
    text = as_webvtt([Cue(0, 3661.0005, "Drift & <utvikling>", "Direktør")])
    assert "Drift &amp; &lt;utvikling&gt;" in text
    assert re.search(r"00:00:00\.000 --> 01:01:01\.00[01]", text)
