"""``rundebord`` as an operator runs it: what it says, how it ends, and never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from factories.folders import contents_of, rows_of
from rundebord import __version__
from rundebord.config import data_folder
from rundebord.config.command_line import FAULT, WRONG_USE, new_parser
from rundebord.config.data_folder import DATABASE, SECRET


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


def ends_with(*arguments: str) -> int | str | None:
    """How the command line ends before it has begun: help, version, wrong use."""
    with pytest.raises(SystemExit) as ended:
        new_parser().parse_args(arguments)
    return ended.value.code


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert ends_with("--version") == 0
    assert capsys.readouterr().out == f"rundebord {__version__}\n"


@pytest.mark.parametrize(
    "command", [(), ("serve",), ("doctor",), ("backup",), ("restore",), ("groups",), ("link",)], ids=" ".join
)
def test_every_command_has_help(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert ends_with(*command, "--help") == 0
    assert len(capsys.readouterr().out) > 200


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("fly",),
        ("serve", "--fly"),
        ("serve", "--port", "http"),
        ("serve", "--port", "0"),
        ("serve", "--port", "65536"),
        ("serve", "--host", "localhost", "--lan"),
        ("restore",),
        ("backup", "one", "two"),
    ],
    ids=" ".join,
)
def test_wrong_use_ends_with_two_and_says_where_help_is(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert ends_with(*arguments) == WRONG_USE
    said = capsys.readouterr()
    assert said.out == ""
    assert "--help" in said.err


def test_a_bad_port_is_quoted_with_what_is_allowed(capsys: pytest.CaptureFixture[str]) -> None:
    ends_with("serve", "--port", "http")
    said = capsys.readouterr().err
    assert "«http»" in said
    assert "65535" in said


def test_a_command_copies_and_puts_back(folder: Path, tmp_path: Path) -> None:
    copied = run("backup", "--data", folder, tmp_path / "copy.zip")
    assert (copied.returncode, copied.stderr) == (0, "")
    assert str(tmp_path / "copy.zip") in copied.stdout
    put_back = run("restore", tmp_path / "copy.zip", DATA=str(tmp_path / "there"))
    assert (put_back.returncode, put_back.stderr) == (0, "")
    assert rows_of(tmp_path / "there" / DATABASE) == rows_of(folder / DATABASE)
    assert (tmp_path / "there" / SECRET).read_bytes() == (folder / SECRET).read_bytes()


def test_the_key_that_comes_back_with_a_copy_is_the_one_that_is_used(folder: Path, tmp_path: Path) -> None:
    """Browsers with words that wait were signed with it."""
    run("backup", "--data", folder, tmp_path / "copy.zip")
    data_folder.prepare(tmp_path / "there")
    other = data_folder.secret_key(tmp_path / "there")
    run("restore", "--data", tmp_path / "there", tmp_path / "copy.zip")
    assert data_folder.secret_key(tmp_path / "there") == data_folder.secret_key(folder) != other


def test_a_copy_without_a_name_gets_a_dated_one_here(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert run("backup", "--data", folder).returncode == 0
    (file,) = (tmp_path / "here").iterdir()
    assert file.match("rundebord-20*.zip")


def test_nothing_is_restored_while_a_server_runs(folder: Path, tmp_path: Path) -> None:
    run("backup", "--data", folder, tmp_path / "copy.zip")
    with data_folder.held(folder):
        before = contents_of(folder)
        ended = run("restore", "--data", folder, tmp_path / "copy.zip")
        assert ended.returncode == FAULT
        assert str(os.getpid()) in ended.stderr
        assert contents_of(folder) == before


def test_a_second_server_in_the_same_folder_does_not_start(folder: Path) -> None:
    with data_folder.held(folder):
        ended = run("serve", "--data", folder, "--port", "59999")
    assert ended.returncode == FAULT
    assert str(folder) in ended.stderr


@pytest.mark.parametrize("command", ["serve", "backup", "doctor"])
def test_a_data_folder_that_cannot_be_is_said_in_a_sentence(command: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file, no folder", encoding="utf-8")
    more = [tmp_path / "none.zip"] if command == "backup" else []
    ended = run(command, "--data", tmp_path / "file" / "data", *more)
    assert ended.returncode == FAULT
    assert str(tmp_path / "file" / "data") in ended.stderr + ended.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_file_that_is_no_copy_is_refused_in_a_sentence(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "foreign.zip").write_text("no zip", encoding="utf-8")
    ended = run("restore", "--data", folder, tmp_path / "foreign.zip")
    assert ended.returncode == FAULT
    assert "foreign.zip" in ended.stderr


def test_bad_settings_are_told_all_at_once_and_nothing_is_made(tmp_path: Path) -> None:
    ended = run("doctor", DATA=str(tmp_path / "data"), PORT="http", LANGUAGE="norsk", COLOUR="red")
    assert ended.returncode == FAULT
    assert len(ended.stderr.splitlines()) == 3
    assert not (tmp_path / "data").exists()


def test_the_doctor_finds_a_sound_folder_sound(folder: Path) -> None:
    ended = run("doctor", "--data", folder)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "✗" not in ended.stdout


def test_the_doctor_finds_a_damaged_database_and_ends_with_one(folder: Path) -> None:
    (folder / DATABASE).write_bytes(b"no database at all " * 1_000)
    ended = run("doctor", "--data", folder)
    assert ended.returncode == FAULT
    assert "✗" in ended.stdout


def test_the_doctor_makes_nothing_where_nothing_is(tmp_path: Path) -> None:
    ended = run("doctor", "--data", tmp_path / "data")
    assert ended.returncode == 0
    assert not (tmp_path / "data").exists()
