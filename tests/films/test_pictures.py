"""Pictures: parts come when they are due, every kind can be drawn with any words, and captions have their place."""

from __future__ import annotations

from typing import Any

import pytest

from factories.drawn_films import CHARTS, KINDS, WORDS, film_of, painter_for, picture_of
from rundebord.films.pictures.cast import known_roles, look_of
from rundebord.films.pictures.palette import (
    COPPER,
    INK,
    MIST,
    PAPER,
    PETROL,
    SOFT_INK,
    WARM,
    WHITE,
    WOOD,
    contrast,
    readable,
)
from rundebord.films.script import CHART_KINDS, PICTURE_KINDS

skia = pytest.importorskip("skia", reason="skia-python is not installed (pip install 'rundebord[film]')")
numpy = pytest.importorskip("numpy", reason="numpy is not installed (pip install 'rundebord[film]')")


def frame(painter: Any, second: float) -> Any:
    return painter.image(second).toarray()[:, :, :3].astype(int)


def test_every_kind_is_tried_here() -> None:
    assert set(KINDS) == set(PICTURE_KINDS)
    assert set(CHARTS) == set(CHART_KINDS)


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("kind", [*(k for k in KINDS if k != "chart"), *CHARTS])
def test_every_picture_can_be_drawn_with_any_words_and_leaves_the_captions_place(kind: str, words: str) -> None:
    painter = painter_for(film_of(picture_of(kind, WORDS[words])))
    timed = painter.timeline.scenes[0]
    for second in (timed.start, timed.start + 0.7, timed.end - 0.1):
        below = painter.image(second).toarray()[592:]
        assert below.shape == (128, 1280, 4)
        assert (below == below[:1]).all(), "something is drawn where captions stand"


@pytest.mark.parametrize("chart", CHARTS)
def test_a_part_is_seen_from_when_it_is_due_and_not_before(chart: str) -> None:
    film = film_of(picture_of(chart, WORDS["short"]))
    painter = painter_for(film)
    stage = painter.stages[0]
    for cue, start in stage.cues.items():
        if not cue.startswith("part:"):
            continue
        assert painter.moment(start - 0.05).age(cue) < 0
        assert painter.moment(start + 0.05).age(cue) >= 0
    last = max(start for cue, start in stage.cues.items() if cue.startswith("part:"))
    blank = dict.fromkeys(stage.cast, 0)
    assert blank
    before, after = frame(painter, last - 0.1)[:, :1000], frame(painter, last + 1.5)[:, :1000]
    assert (before != after).any()


def test_lines_are_balanced_and_whole() -> None:
    from rundebord.films.pictures.typeset import fit

    lines = fit("Hvordan ville vi oppdaget det?", "display", 350, 240, 56).lines
    assert " ".join(lines) == "Hvordan ville vi oppdaget det?"
    assert " " in lines[-1], "one short word stands alone"
    block = fit("Arbeidsmarkedsopplæringsforskrift og mer", "display", 220, 200, 60)
    assert block.width <= 220.5
    assert block.height <= 200
    assert fit("", "text", 100, 100, 40).lines == ()
    assert "13\u00a0milliarder" in " ".join(fit("13 milliarder kroner", "display", 300, 300, 90).lines)


def test_the_same_moment_is_the_same_picture() -> None:
    painter = painter_for(film_of(picture_of("talk", WORDS["short"])))
    same: dict[Any, Any] = {}
    for number in range(0, 60, 2):
        moment = painter.moment(number / 12)
        pixels = painter.image(number / 12).toarray()
        if moment in same:
            assert (same[moment] == pixels).all()
        same[moment] = pixels


def test_a_phrase_comes_as_it_is_said() -> None:
    painter = painter_for(film_of(picture_of("talk", WORDS["short"])))
    stage = painter.stages[0]
    line = stage.timed.lines[0]
    start = stage.cues["phrase:0"]
    assert line.start < start < line.end
    assert painter.moment(start - 0.05).age("phrase:0") < 0 <= painter.moment(start + 0.05).age("phrase:0")


def test_eyes_turn_to_who_speaks() -> None:
    painter = painter_for(film_of(picture_of("table", WORDS["short"])))
    timed = painter.timeline.scenes[0]
    second = timed.lines[1].start + 1.0
    moment = painter.moment(second)
    speaker = moment.speaker
    from rundebord.films.pictures.table import seats

    placed = seats(painter.stages[0])
    for role, person in moment.people:
        if role != speaker:
            assert (person.face.turn > 0) == (placed[speaker].x > placed[role].x)
    assert moment.person(speaker).weight == 1.0
    assert moment.link > 0.9


@pytest.mark.parametrize("role", known_roles())
def test_roles_are_nine_different_people(role: str) -> None:
    others = [look_of(other) for other in known_roles() if other != role]
    look = look_of(role)
    assert all(look.colour != other.colour and look.hair != other.hair for other in others)


def test_a_role_of_another_programme_has_a_face_too() -> None:
    assert look_of("rektor").colour != look_of("direktor").colour


@pytest.mark.parametrize(
    ("ink", "ground"),
    [(INK, PAPER), (SOFT_INK, PAPER), (SOFT_INK, WARM), (PETROL, PAPER), (PETROL, MIST), (COPPER, PAPER),
     (WHITE, PETROL), (WHITE, COPPER), (INK, WOOD), (SOFT_INK, WHITE)],
)  # fmt: skip
def test_text_can_be_read(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("role", known_roles())
def test_a_phrase_in_the_roles_colour_can_be_read(role: str) -> None:
    assert contrast(readable(look_of(role).colour, PAPER, 5.5), PAPER) >= 5.5
