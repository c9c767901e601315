"""The films that come with the programme, with silent voices: every scene can be drawn, and nothing stands still."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rundebord.films.reading import read_script, scripts_in
from rundebord.films.spoken import pieces_of
from rundebord.films.timeline import Sentence, Spoken, timeline_of

skia = pytest.importorskip("skia", reason="skia-python is not installed (pip install 'rundebord[film]')")

PACKAGE = Path(__file__).parents[2] / "packages" / "digital-transformasjon"
LONGEST_STILL = 12.0


def silent(say: str) -> Spoken:
    sentences, at = [], 0.0
    for piece in pieces_of(say):
        end = at + max(0.4, len(piece.words.split()) * 60 / 130)
        sentences.append(Sentence(piece.words, at, end))
        at = end + piece.pause
    return Spoken(sentences[-1].end, tuple(sentences))


@pytest.fixture(scope="module", params=scripts_in(PACKAGE))
def painter(request: pytest.FixtureRequest) -> Any:
    from rundebord.films.pictures.painter import Painter

    script, _ = read_script(PACKAGE, request.param)
    if script is None:
        pytest.skip("the script has faults, and other tests say so")
    timeline = timeline_of(script, {line.id: silent(line.say) for line in script.lines})
    return Painter(timeline, {}, ("Hva?", "Hvem?", "Når?"), lambda second: 0.0)


def test_nothing_stands_still_even_where_nobody_moves_the_mouth(painter: Any) -> None:
    timeline = painter.timeline
    since, before = 0.0, None
    for number in range(int(timeline.seconds * 4)):
        second = number / 4
        moment = painter.moment(second)
        if moment != before:
            since, before = second, moment
        assert second - since <= LONGEST_STILL, f"{timeline.scene_at(second).scene.id} stands still from {since:.0f} s"


def test_every_scene_can_be_drawn_and_captions_have_their_place(painter: Any) -> None:
    for timed in painter.timeline.scenes:
        pixels = painter.image(max(timed.start, timed.end - 0.7)).toarray()
        below = pixels[592:]
        assert (below == below[:1]).all(), timed.scene.id


def test_all_that_a_scene_is_to_show_has_come_before_it_ends(painter: Any) -> None:
    for stage in painter.stages:
        for cue, start in stage.cues.items():
            assert stage.timed.start - 0.01 <= start < stage.timed.end, f"{stage.timed.scene.id}: {cue}"
