"""A film of one's own is taken in whole, or not at all; what it lacks is said with a remedy."""

from __future__ import annotations

import errno
import shutil
import struct
from pathlib import Path
from typing import Any

import pytest
import yaml

from rundebord.films import installing
from rundebord.films.faults import FilmFault
from rundebord.films.installing import Installed, install_film
from rundebord.films.installing_episode import with_film
from rundebord.films.installing_video import probe
from rundebord.programmes.format.findings import Notebook
from rundebord.programmes.format.reading import read

SOURCE = Path(__file__).resolve().parents[1] / "packages" / "med-film"
FILM = SOURCE / "media" / "film.mp4"
WHOLE = {
    "captions": {"nb": SOURCE / "media" / "captions.nb.vtt"},
    "chapters": {"nb": SOURCE / "media" / "chapters.nb.vtt"},
    "poster": SOURCE / "media" / "poster.jpg",
    "is_described": True,
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return shutil.copytree(SOURCE, tmp_path / "package")


def install(package: Path, video: Path = FILM, **changes: Any) -> Installed:
    return install_film(package, "samme-ord", video, **{**WHOLE, **changes})


def contents(package: Path) -> dict[str, bytes]:
    return {str(path.relative_to(package)): path.read_bytes() for path in package.rglob("*") if path.is_file()}


def faults(installed: Installed) -> list[str]:
    return [one.sentence % one.values for one in installed.findings if one.weight == "fault"]


def warnings(installed: Installed) -> str:
    return "\n".join(str(one) for one in installed.findings if one.weight == "warning")


def test_a_whole_film_is_taken_in_and_the_package_is_sound(package: Path) -> None:
    installed = install(package)
    assert faults(installed) == []
    assert installed.changed == (
        "media/samme-ord.mp4",
        "media/samme-ord.jpg",
        "media/samme-ord.nb.vtt",
        "media/samme-ord.chapters.nb.vtt",
        "episodes/samme-ord.yaml",
    )
    film = read(package)[0].episodes[0].film
    assert film is not None
    assert film.video.path == "media/samme-ord.mp4"
    assert (package / film.video.path).read_bytes() == FILM.read_bytes()
    assert film.is_described
    assert (list(film.captions), list(film.chapters)) == (["nb"], ["nb"])
    assert [path.name for path in package.iterdir() if path.name.startswith(".")] == []
    mode = (package / "episodes" / "samme-ord.yaml").stat().st_mode
    assert (package / film.video.path).stat().st_mode == mode


def test_installing_the_same_again_changes_nothing(package: Path) -> None:
    install(package)
    before = contents(package)
    assert install(package).changed == ()
    assert contents(package) == before


def test_what_it_does_to_the_hour_and_what_the_old_film_left_is_said(package: Path) -> None:
    said = warnings(install(package))
    assert "The film lasts 0:24, and the agenda has 15 minutes for it: 15 minutes are left" in said
    assert "Write «minutes: 0.5» and «floor: 0.5» at the step «film»" in said
    for name in ("captions.en.vtt", "captions.nb.vtt", "chapters.nb.vtt", "film.mp4", "poster.jpg"):
        assert f"media/{name}" in said
    assert "text/nb/samme-ord.reading.md: This text is read aloud instead of the film." in said


def test_what_is_missing_is_said_and_does_not_stop_it(package: Path) -> None:
    installed = install(package, captions={}, chapters={}, poster=None, is_described=None)
    said = warnings(installed)
    for lacking in ("no captions", "no chapters", "no poster", "Nobody has said"):
        assert lacking in said
    assert installed.changed == ("media/samme-ord.mp4", "episodes/samme-ord.yaml")
    assert yaml.safe_load((package / "episodes" / "samme-ord.yaml").read_text())["film"] == {
        "video": "media/samme-ord.mp4"
    }
    assert "must offer audio description" in warnings(install(package, is_described=False))


def test_an_unknown_episode_is_named_with_those_there_are(package: Path) -> None:
    with pytest.raises(FilmFault, match=r"no episode «annet».*samme-ord"):
        install_film(package, "annet", FILM, **WHOLE)  # type: ignore[arg-type]
    (package / "programme.yaml").unlink()
    with pytest.raises(FilmFault, match="missing"):
        install(package)


# What is broken changes nothing


def broken(name: str, folder: Path) -> Path:
    whole, path = FILM.read_bytes(), folder / "mine.mp4"
    moov = whole.index(b"moov") - 4
    length = struct.unpack_from(">I", whole, moov)[0]
    match name:
        case "text":
            path.write_text("not a film")
        case "cut":
            path.write_bytes(whole[:9_000])
        case "no table":
            path.write_bytes(whole[:moov] + whole[moov + length :])
        case "points outside":
            at = whole.index(b"stco") + 12
            path.write_bytes(whole[:at] + b"\xff\xff\xff\xff" + whole[at + 4 :])
        case "another codec":
            path.write_bytes(whole.replace(b"avc1", b"hvc1"))
        case "another sound":
            path.write_bytes(whole.replace(b"mp4a", b"ac-3"))
        case "ten bits":
            at = whole.index(b"avcC") + 5
            path.write_bytes(whole[:at] + b"\x6e" + whole[at + 1 :])
        case "in pieces":
            path.write_bytes(whole + struct.pack(">I4s", 8, b"moof"))
    return path


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("text", "is not an MP4"),
        ("cut", "a part of it is missing"),
        ("no table", "a part of it is missing"),
        ("points outside", "a part of it is missing"),
        ("another codec", "«hvc1», which not all browsers show"),
        ("another sound", "«ac-3», which not all browsers play"),
        ("ten bits", "profile 110"),
        ("in pieces", "in pieces"),
        ("not there", "cannot be read"),
    ],
)
def test_a_film_that_cannot_be_shown_changes_nothing(name: str, said: str, package: Path, tmp_path: Path) -> None:
    before = contents(package)
    installed = install(package, broken(name, tmp_path))
    assert any(said in one for one in faults(installed)), installed.findings
    assert installed.changed == ()
    assert contents(package) == before


def test_no_cut_anywhere_in_a_film_is_more_than_a_fault(tmp_path: Path) -> None:
    whole, path = FILM.read_bytes(), tmp_path / "cut.mp4"
    for length in range(0, len(whole), 97):
        path.write_bytes(whole[:length])
        notes = Notebook()
        probe(path, notes)
        assert notes.has_faults, length


CUE = "00:01.000 --> 00:03.000\nDa begynner vi.\n"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (f"WEBVTT\n\n{CUE}\n00:02.000 --> 00:04.000\nFør.\n", 6, "before the one above has ended"),
        ("WEBVTT\n\n00:03.000 --> 00:02.000\nFør.\n", 3, "ends before it begins"),
        ("WEBVTT\n\n0:03,000 -> 0:04,000\nFør.\n", 3, "words without a time"),
        (f"WEBVTT\n\n{CUE}\n00:28.000 --> 00:29.000\nEtter.\n", 6, "after the film has ended (0:24)"),
        (CUE, 0, "is not WebVTT"),
        ("WEBVTT\n", 0, "nothing in the file"),
    ],
)
def test_captions_that_are_wrong_change_nothing(text: str, line: int, said: str, package: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.vtt"
    mine.write_text(text)
    before = contents(package)
    for kind in ("captions", "chapters"):
        installed = install(package, **{kind: {"nb": mine}})
        assert [(one.file, one.line) for one in installed.findings if one.weight == "fault"] == [("mine.vtt", line)]
        assert said in faults(installed)[0]
    assert contents(package) == before


def test_captions_that_are_hard_to_read_are_said_with_the_first_of_them(package: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.vtt"
    long = "Dette er en linje som er altfor lang til å stå på en skjerm."
    mine.write_text(f"WEBVTT\n\n{CUE}\n00:04.000 --> 00:05.000\n<v Direktør>{long}\nto\ntre\n")
    said = warnings(install(package, captions={"nb": mine}))
    for complaint in ("more than 42 characters", "more than two lines", "faster than 17 characters"):
        assert f"mine.vtt:6: 1 captions {'have lines of ' * ('42' in complaint)}" in said
        assert complaint in said
    assert "The last caption goes out at 0:05, and the film lasts 0:24." in said


def test_latin_1_another_poster_and_an_odd_language_are_said_at_once(package: Path, tmp_path: Path) -> None:
    mine, poster = tmp_path / "mine.vtt", tmp_path / "poster.jpg"
    mine.write_bytes("WEBVTT\n\n00:01.000 --> 00:03.000\nNå.\n".encode("latin-1"))
    poster.write_bytes(b"GIF89a")
    said = faults(install(package, captions={"no-NO": mine}, poster=poster))
    assert len(said) == 3


def test_a_full_disk_is_said_and_nothing_is_left(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(package)

    def full(source: Path, goal: Path) -> None:
        Path(goal).write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(installing.shutil, "copyfile", full)
        with pytest.raises(FilmFault, match="No space left on device"):
            install(package)
    assert contents(package) == before


def test_a_move_that_fails_half_way_is_undone(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(package)
    before = contents(package)
    mine = package.parent / "mine.mp4"
    mine.write_bytes(FILM.read_bytes() + struct.pack(">I4s", 8, b"free"))
    replace, asked = installing.os.replace, []

    def refuse_the_second(source: Path, goal: Path) -> None:
        asked.append(goal)
        if len(asked) == 2:
            raise PermissionError(errno.EACCES, "Permission denied")
        replace(source, goal)

    monkeypatch.setattr(installing.os, "replace", refuse_the_second)
    with pytest.raises(FilmFault, match="Permission denied"):
        install(package, mine, poster=None, is_described=False)
    assert len(asked) == 3
    assert contents(package) == before


def test_a_package_that_would_not_be_sound_is_left_as_it_was(package: Path) -> None:
    (package / "text" / "nb" / "samme-ord.yaml").write_text("title: Uten steg\n")
    before = contents(package)
    installed = install(package)
    assert faults(installed)
    assert installed.changed == ()
    assert contents(package) == before


# The episode's file

FILM_BLOCK = {"video": "media/e.mp4", "captions": {"nb": "media/e.nb.vtt"}, "described": True}


def test_an_episode_without_a_film_gets_one_before_its_steps() -> None:
    text = "minutes: 60\n# What is shown.\nfacts: [K07]  # three\nsteps:\n  - {id: film}\n"
    assert with_film(text, FILM_BLOCK, "e.yaml") == (
        "minutes: 60\n# What is shown.\nfacts: [K07]  # three\n"
        "film:\n  video: media/e.mp4\n  captions: {nb: media/e.nb.vtt}\n  described: true\n"
        "steps:\n  - {id: film}\n"
    )


def test_only_what_differs_is_written_and_comments_stay() -> None:
    text = (
        "film:\n    # The synthetic one.\n    video: media/old.mp4  # 15 min\n    transcript: {nb: media/old.vtt}\n"
        "    captions:\n      nb: media/old.nb.vtt\n      # English\n      en: media/old.en.vtt\n"
        "    voices: synthetic\n"
        "\n# The hour.\nminutes: 60\nsteps: []\n"
    )
    assert with_film(text, FILM_BLOCK, "e.yaml") == (
        "film:\n    # The synthetic one.\n    video: media/e.mp4  # 15 min\n"
        "    captions: {nb: media/e.nb.vtt}\n    described: true\n"
        "\n# The hour.\nminutes: 60\nsteps: []\n"
    )


@pytest.mark.parametrize("old", ["film: {video: media/old.mp4,\n  poster: media/old.jpg}", "film:", "film: null"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_other_ways_of_writing_it_and_line_ends(old: str, end: str) -> None:
    text = f"minutes: 60\n{old}\nsteps: []  # none\n".replace("\n", end)
    changed = with_film(text, FILM_BLOCK, "e.yaml")
    assert changed.endswith(f"{end}steps: []  # none{end}")
    assert changed.count("\n") == changed.count(end)
    assert yaml.safe_load(changed) == {"minutes": 60, "film": FILM_BLOCK, "steps": []}
    assert with_film(changed, FILM_BLOCK, "e.yaml") == changed


def test_norwegian_without_a_written_standard_is_not_false() -> None:
    changed = with_film("steps: []\n", {"captions": {"no": "media/e.no.vtt"}}, "e.yaml")
    assert yaml.safe_load(changed)["film"] == {"captions": {"no": "media/e.no.vtt"}}


def test_what_cannot_be_changed_safely_is_left_to_the_editor() -> None:
    for text in ("{minutes: 60, steps: []}", "shared: &x {video: a.mp4}\nfilm: *x\nsteps: []\n"):
        with pytest.raises(FilmFault, match=r"video: media/e\.mp4"):
            with_film(text, FILM_BLOCK, "e.yaml")
