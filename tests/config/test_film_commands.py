"""``rundebord film``: what an editor sees in the terminal."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from factories.films import content, scene_of, write_script
from rundebord.config.command_line import main
from rundebord.config.progress_bar import ProgressBar

PACKAGE = Path(__file__).resolve().parents[2] / "packages" / "digital-transformasjon"


def test_lint_says_all_is_well_of_the_programme_that_comes_with_rundebord(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["film", "lint", str(PACKAGE)]) == 0
    assert capsys.readouterr().out.count("Alt i orden") == 3


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["film", "lint", str(tmp_path / "finnes-ikke")]) == 1
    assert "finnes-ikke" in capsys.readouterr().out


def test_a_script_with_faults_is_said_in_norwegian_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import shutil

    folder = tmp_path / "to-steg"
    shutil.copytree(PACKAGE.parent / "to-steg", folder)
    write_script(
        folder, content(lambda made: scene_of(made, "s02")["lines"][0].update(role="direktr")), "samme-ord-ulike-bilder"
    )
    assert main(["film", "lint", str(folder)]) == 1
    said = capsys.readouterr().out
    assert "films/samme-ord-ulike-bilder/script.yaml:" in said
    assert "«direktr» er ingen rolle i denne filmen." in said
    assert main(["film", "render", str(folder), "--engine", "silent", "--work", str(tmp_path / "work")]) == 1
    assert not (folder / "media").exists()


def test_an_episode_without_a_script_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["film", "lint", str(PACKAGE), "finnes-ikke"]) == 1
    assert "films/finnes-ikke/script.yaml" in capsys.readouterr().out


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_writes_over_itself_and_says_how_long_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("rundebord.config.progress_bar.time.monotonic", lambda: now[0])
    out = _Terminal()
    bar = ProgressBar("film", out)
    for done in range(5):
        bar(done, 4, f"s0{done}")
        now[0] += 90
    said = out.getvalue()
    assert said.count("\r") == 5
    assert "2/4 s02" in said
    assert "3 min igjen" in said
    assert said.endswith("\n")


def test_in_a_file_the_bar_is_a_line_for_each_tenth() -> None:
    out = io.StringIO()
    bar = ProgressBar("film", out)
    for done in range(101):
        bar(done, 100, "")
    assert 10 <= len(out.getvalue().splitlines()) <= 11


def test_a_second_pass_is_told_from_its_beginning() -> None:
    out = io.StringIO()
    bar = ProgressBar("film", out)
    for _pass in range(2):
        for done in range(3):
            bar(done, 2, "")
    assert [line.split()[-1] for line in out.getvalue().splitlines()] == ["0/2", "1/2", "2/2"] * 2
