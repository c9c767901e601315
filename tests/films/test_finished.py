"""A film knows what it was made of; its texts can be made anew without a frame being drawn."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.films import content, scene_of, script_in, spoken_at, timeline_in
from rundebord.films import finished
from rundebord.films.faults import FilmFault
from rundebord.films.timeline import BREATH, LONGEST_BREATH, timeline_of


def made_in(folder: Path) -> finished.Manifest:
    timeline = timeline_in(folder)
    manifest = finished.manifest_of(timeline, {line.line.id: "kokoro" for line in timeline.lines})
    return finished.write_texts(folder, timeline, manifest)


def test_a_manifest_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    manifest = made_in(tmp_path)
    assert finished.read_manifest(tmp_path, "to-steg") == manifest
    assert manifest.voices == "synthetic"
    assert set(manifest.files) == {
        "media/to-steg.nb.vtt",
        "media/to-steg.kapitler.nb.vtt",
        "media/to-steg.tekst.nb.vtt",
        "media/to-steg.fakta.vtt",
    }


def test_texts_made_from_the_manifest_are_those_made_with_the_film(tmp_path: Path) -> None:
    manifest = made_in(tmp_path)
    before = {path: (tmp_path / path).read_text(encoding="utf-8") for path in manifest.files}
    again = finished.timeline_from(script_in(tmp_path), manifest)
    assert finished.texts_of(again) == before


def test_a_word_in_a_caption_may_change_and_what_is_heard_may_not(tmp_path: Path) -> None:
    def caption(made: dict[str, Any]) -> None:
        line = scene_of(made, "s02")["lines"][1]
        line.update(nb="Det er et bra sted å begynne.", say="Det er et godt sted å begynne.")

    original = finished.heard_and_seen(script_in(tmp_path))
    assert finished.heard_and_seen(script_in(tmp_path, content(caption))) == original
    for change in (
        lambda made: scene_of(made, "s02")["lines"][1].update(say="Noe annet."),
        lambda made: scene_of(made, "s01")["picture"].update(text="Noe annet."),
        lambda made: made["roles"]["forsker"]["voice"].update(name="bf_emma"),
        lambda made: scene_of(made, "s02")["lines"][0].update(pause=2),
        lambda made: made["chapters"][0]["title"].update(nb="Noe annet"),
    ):
        assert finished.heard_and_seen(script_in(tmp_path, content(change))) != original


def test_a_film_of_other_lines_is_refused_in_a_sentence(tmp_path: Path) -> None:
    manifest = made_in(tmp_path)
    other = script_in(tmp_path, content(lambda made: scene_of(made, "s02")["lines"].pop()))
    with pytest.raises(FilmFault, match="other lines than its script: s02-2"):
        finished.timeline_from(other, manifest)


def test_a_manifest_that_is_no_manifest_is_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / finished.manifest_file("to-steg")
    file.parent.mkdir(parents=True)
    for nonsense in ("{", "[]", "{}", '{"scenes": [], "lines": [["a", "b"]]}'):
        file.write_text(nonsense, encoding="utf-8")
        with pytest.raises(FilmFault, match="cannot be read"):
            finished.read_manifest(tmp_path, "to-steg")


def test_a_recorded_film_says_so(tmp_path: Path) -> None:
    timeline = timeline_in(tmp_path)
    names = [line.line.id for line in timeline.lines]
    assert finished.manifest_of(timeline, dict.fromkeys(names, "recorded")).voices == "recorded"
    mixed = {**dict.fromkeys(names, "recorded"), names[0]: "kokoro"}
    assert finished.manifest_of(timeline, mixed).voices == "synthetic"


def test_nothing_half_written_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "text.vtt"
    file.write_text("before", encoding="utf-8")
    monkeypatch.setattr(finished.os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        finished.write_whole(file, "after")
    assert file.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [file]


@given(st.floats(90, 220), st.floats(0.2, 3))
def test_time_goes_on_and_the_film_comes_as_near_its_length_as_breath_allows(
    tmp_path_factory: pytest.TempPathFactory, pace: float, minutes: float
) -> None:
    script = script_in(tmp_path_factory.mktemp("film"), content(lambda made: made.update(minutes=minutes)))
    timeline = timeline_of(script, spoken_at(script, pace))
    ends = [0.0]
    for scene in timeline.scenes:
        assert scene.start == pytest.approx(ends[-1])
        assert scene.start < scene.end
        assert all(scene.start <= line.start < line.end <= scene.end for line in scene.lines)
        ends.append(scene.end)
    lines = timeline.lines
    assert all(before.end < after.start for before, after in itertools.pairwise(lines))
    if BREATH < timeline.breath < LONGEST_BREATH:
        assert timeline.seconds == pytest.approx(minutes * 60, abs=1.0)
    assert timeline.scene_at(0).scene.id == "s01"
    assert timeline.scene_at(timeline.seconds + 5).scene.id == "s05"
