"""A short film is made, and is what a browser needs; a chapter that is as before is not drawn again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from factories.drawn_films import film_of, painter_for, picture_of, sounds_for
from rundebord.films.faults import FilmFault
from rundebord.films.timeline import Timeline

pytest.importorskip("skia", reason="skia-python is not installed (pip install 'rundebord[film]')")
pytest.importorskip("av", reason="PyAV is not installed (pip install 'rundebord[film]')")
rendering = pytest.importorskip("rundebord.films.rendering")

FACTS: dict[str, Any] = {}
QUESTIONS = ("Hva?", "Hvem?", "Når?")


@pytest.fixture(scope="module", autouse=True)
def _ffmpeg_is_there() -> None:
    from rundebord.films.ffmpeg import ffmpeg_program

    try:
        ffmpeg_program()
    except FilmFault as fault:
        pytest.skip(str(fault))


def made(film: Timeline, folder: Path, level: int = 0) -> Any:
    (folder / "sound").mkdir(exist_ok=True)
    return rendering.render_film(
        film,
        sounds_for(film, folder / "sound", level),
        facts=FACTS,
        questions=QUESTIONS,
        output=folder / "film.mp4",
        poster=folder / "film.jpg",
        work=folder / "work",
    )


@pytest.fixture(scope="module")
def twenty_seconds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Timeline, Any, Path]:
    folder = tmp_path_factory.mktemp("film")
    film = film_of(picture_of("table", "Hvem?"), picture_of("steps", "Trinn"), seconds=2.6)
    return film, made(film, folder), folder


def test_the_film_is_what_a_browser_needs(twenty_seconds: tuple[Timeline, Any, Path]) -> None:
    film, rendered, folder = twenty_seconds
    probed = rendering.probe(rendered.output)
    assert (probed.width, probed.height, probed.video, probed.audio) == (1280, 720, "h264", "aac")
    assert abs(probed.seconds - film.seconds) < 0.2
    assert probed.fps == 12
    assert probed.is_faststart
    assert (probed.color, probed.is_tv_range) == ("bt709", True)
    assert (probed.audio_rate, probed.audio_channels) == (48_000, 1)
    for _, start, _ in film.chapters():
        assert min(abs(key - start) for key in probed.key_frames) < 0.09
    assert probed.size == rendered.size < 1_500_000
    assert not list(folder.glob(".*")), "nothing unfinished is left"


def test_the_poster_is_a_jpeg_of_the_same_size(twenty_seconds: tuple[Timeline, Any, Path]) -> None:
    import skia

    _, rendered, _ = twenty_seconds
    image = skia.Image.open(str(rendered.poster))
    assert (image.width(), image.height()) == (1280, 720)
    assert rendered.poster.read_bytes()[:2] == b"\xff\xd8"


def test_colours_come_back_as_they_were_drawn(twenty_seconds: tuple[Timeline, Any, Path]) -> None:
    import av

    film, rendered, _ = twenty_seconds
    second = film.scenes[1].start + 2.0
    drawn = painter_for(film).image(second).toarray()[640, 100, :3].astype(int)[::-1]
    with av.open(str(rendered.output)) as video:
        stream = video.streams.video[0]
        frame = next(one for one in video.decode(stream) if one.time >= second)
        seen = frame.to_ndarray(format="rgb24")[640, 100].astype(int)
    assert abs(seen - drawn).max() <= 3


def test_silence_is_no_fault(twenty_seconds: tuple[Timeline, Any, Path]) -> None:
    assert rendering.loudness(twenty_seconds[1].output) <= -60


def test_nothing_stands_still_for_long(twenty_seconds: tuple[Timeline, Any, Path]) -> None:
    seconds, at = rendering.longest_still(twenty_seconds[1].output)
    assert 0 < seconds < 12
    assert 0 <= at < 20


def test_speech_is_brought_to_minus_16(tmp_path: Path) -> None:
    film = film_of(picture_of("talk", "Hei"), seconds=3.0)
    rendered = made(film, tmp_path, level=900)
    assert rendering.loudness(rendered.output) == pytest.approx(-16, abs=1)


def test_only_the_chapter_that_has_changed_is_drawn_again(tmp_path: Path) -> None:
    first = made(film_of(picture_of("chapter", "En"), picture_of("pause", "To"), seconds=0.8), tmp_path)
    again = made(film_of(picture_of("chapter", "En"), picture_of("pause", "To"), seconds=0.8), tmp_path)
    other = made(film_of(picture_of("chapter", "En"), picture_of("pause", "Tre"), seconds=0.8), tmp_path)
    assert first.drawn > 0
    assert again.drawn == 0
    assert 0 < other.drawn < first.drawn
    assert len(list((tmp_path / "work" / "segments").glob("*.mp4"))) == 2


def test_a_film_that_fails_leaves_the_old_one(tmp_path: Path) -> None:
    film = film_of(picture_of("talk", "Hei"), seconds=0.8)
    rendered = made(film, tmp_path)
    before = rendered.output.read_bytes()
    sounds = sounds_for(film, tmp_path / "sound")
    sounds["a"].wav.write_bytes(b"no sound")
    with pytest.raises(FilmFault):
        rendering.render_film(
            film, sounds, facts=FACTS, questions=QUESTIONS, output=rendered.output, poster=rendered.poster,
            work=tmp_path / "work",
        )  # fmt: skip
    assert rendered.output.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["film.jpg", "film.mp4", "sound", "work"]


def test_a_file_that_is_no_film_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "x.mp4").write_bytes(b"no film")
    with pytest.raises(FilmFault):
        rendering.probe(tmp_path / "x.mp4")


def test_the_sheet_has_every_scene(tmp_path: Path) -> None:
    film = film_of(*(picture_of(kind, "Hei") for kind in ("talk", "pair", "fact", "ring", "list")), seconds=0.8)
    sheets = rendering.draw_sheet(film, facts=FACTS, questions=QUESTIONS, folder=tmp_path / "sheets")
    assert [sheet.name for sheet in sheets] == ["prove-1.png"]
    assert sheets[0].stat().st_size > 10_000
