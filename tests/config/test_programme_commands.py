"""``rundebord programme``: what the editor and the operator are told, and what lies in the data folder afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from factories.folders import contents_of, rows_of
from factories.packages import episode, write_package
from rundebord.config.command_line import FAULT
from rundebord.config.data_folder import DATABASE, MEDIA

FILM = b"\0\0\0\x18ftypisom" + bytes(16)


def run(*arguments: object, **settings: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, with no settings but these."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("RUNDEBORD_")}
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-m", "rundebord.config.command_line", *map(str, arguments)],
        env={**variables, **{f"RUNDEBORD_{name}": value for name, value in settings.items()}},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in ended.stderr, ended.stderr
    return ended


def with_step(**changes: Any) -> dict[str, Any]:
    return {**episode(), "steps": [{**episode()["steps"][0], **changes}]}


def with_film(folder: Path) -> Path:
    write_package(folder, first={**episode(), "film": {"video": "media/film.mp4"}})
    (folder / "media").mkdir()
    (folder / "media" / "film.mp4").write_bytes(FILM)
    return folder


def test_a_programme_without_fault_is_said_to_be_well(tmp_path: Path) -> None:
    ended = run("programme", "check", write_package(tmp_path))
    assert (ended.returncode, ended.stdout) == (0, "Alt i orden: small, versjon 1, 1 episoder.\n")


def test_every_fault_is_told_with_file_line_and_remedy_and_counted(tmp_path: Path) -> None:
    folder = write_package(tmp_path, first=with_step(method="rond", activity="wirte"))
    ended = run("programme", "check", folder)
    assert ended.returncode == FAULT
    lines = ended.stdout.splitlines()
    assert [line.split(": ")[0] for line in lines if line.startswith("episodes/")] == [
        "episodes/first.yaml:3",
        "episodes/first.yaml:6",
    ]
    assert "«write»" in lines[1]
    assert lines[-1] == "Må rettes: 2. Bør vurderes: 0."


def test_what_to_think_about_is_told_and_is_no_fault(tmp_path: Path) -> None:
    ended = run("programme", "check", write_package(tmp_path, first=with_step(kept=False)))
    assert ended.returncode == 0
    assert "Bør vurderes: 1." in ended.stdout


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    ended = run("programme", "check", tmp_path / "nowhere")
    assert ended.returncode == FAULT
    assert str(tmp_path / "nowhere") in ended.stdout


def test_half_a_letter_in_a_programme_is_told_and_not_tripped_over(tmp_path: Path) -> None:
    folder = write_package(tmp_path, nb='title: a\nsummary: b\n"\\ud800": c\n')
    assert run("programme", "check", folder, LANGUAGE="en").returncode == FAULT


def test_an_installed_programme_is_listed_and_its_film_lies_in_the_data_folder(tmp_path: Path) -> None:
    data = tmp_path / "data"
    ended = run("programme", "install", with_film(tmp_path / "package"), DATA=str(data))
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "Nye møter bruker det" in ended.stdout
    (film,) = (data / MEDIA).iterdir()
    assert (film.suffix, len(film.stem), film.read_bytes()) == (".mp4", 64, FILM)
    listed = run("programme", "list", DATA=str(data), PROGRAMME="small")
    assert listed.returncode == 0
    first, pointed_out = listed.stdout.splitlines()
    assert all(said in first for said in ("small", "versjon 1", "title nb", "nb, nn"))
    assert pointed_out.strip().startswith("→")


def test_installing_again_changes_no_file_and_adds_no_version(tmp_path: Path) -> None:
    data, package = tmp_path / "data", with_film(tmp_path / "package")
    for _time in range(2):
        assert run("programme", "install", package, DATA=str(data)).returncode == 0
    assert len(rows_of(data / DATABASE)["programmes_programmeversion"]) == 1
    assert len(list((data / MEDIA).iterdir())) == 1


def test_a_faulty_programme_is_not_installed(tmp_path: Path) -> None:
    data = tmp_path / "data"
    folder = write_package(tmp_path / "package", first=with_step(method="rond"))
    before = contents_of(folder)
    ended = run("programme", "install", folder, DATA=str(data))
    assert ended.returncode == FAULT
    assert "ble ikke installert" in ended.stdout
    assert not data.exists()
    assert contents_of(folder) == before


def test_a_list_of_nothing_says_so(tmp_path: Path) -> None:
    ended = run("programme", "list", DATA=str(tmp_path / "data"))
    assert (ended.returncode, ended.stdout.count("\n")) == (0, 1)


def test_a_film_that_cannot_be_copied_is_said_in_words(tmp_path: Path) -> None:
    data, package = tmp_path / "data", with_film(tmp_path / "package")
    assert run("programme", "list", DATA=str(data)).returncode == 0
    (data / MEDIA).rmdir() if (data / MEDIA).is_dir() else None
    (data / MEDIA).write_text("in the way", encoding="utf-8")
    ended = run("programme", "install", package, DATA=str(data))
    assert ended.returncode == FAULT
    assert ended.stderr
