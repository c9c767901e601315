"""The one folder: ours alone, its key made once, and one server in it at a time."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from rundebord.config.data_folder import LOCK, SECRET, FolderFault, FolderInUse, held, prepare, secret_key


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_folder_is_made_for_us_alone(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "yet" / "there"
    prepare(folder)
    assert mode(folder) == 0o700
    assert [path.name for path in folder.iterdir()] == [SECRET]


def test_what_lies_in_the_folder_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "words").write_text("mine", encoding="utf-8")
    prepare(tmp_path)
    prepare(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"words", SECRET}
    assert (tmp_path / "words").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("place", ["file", "file/data"])
def test_a_folder_that_cannot_be_written_in_is_said_in_a_sentence(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("a file, no folder", encoding="utf-8")
    with pytest.raises(FolderFault, match="--data") as said:
        prepare(tmp_path / place)
    assert str(tmp_path / place) in str(said.value)


def test_the_key_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    prepare(tmp_path)
    key = secret_key(tmp_path)
    assert len(key) >= 50
    assert mode(tmp_path / SECRET) == 0o600
    prepare(tmp_path)
    assert secret_key(tmp_path) == key


def test_two_installations_have_two_keys(tmp_path: Path) -> None:
    for name in ("one", "two"):
        prepare(tmp_path / name)
    assert secret_key(tmp_path / "one") != secret_key(tmp_path / "two")


def test_a_key_that_an_operator_put_there_is_used(tmp_path: Path) -> None:
    (tmp_path / SECRET).write_text("  the operators own key\n", encoding="ascii")
    prepare(tmp_path)
    assert secret_key(tmp_path) == "the operators own key"


def test_who_is_second_to_make_the_key_leaves_the_firsts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two servers that start at once: the one that goes on has read its key already."""

    def the_other_is_faster(_length: int) -> str:
        (tmp_path / SECRET).write_text("the firsts\n", encoding="ascii")
        return "the seconds"

    monkeypatch.setattr("rundebord.config.data_folder.secrets.token_urlsafe", the_other_is_faster)
    prepare(tmp_path)
    assert secret_key(tmp_path) == "the firsts"
    assert [path.name for path in tmp_path.iterdir()] == [SECRET]


def test_an_empty_key_file_does_not_leave_the_server_without_a_key(tmp_path: Path) -> None:
    """As a power cut can leave it. Django refuses to start with an empty key."""
    (tmp_path / SECRET).write_text("", encoding="ascii")
    assert len(secret_key(tmp_path)) >= 50
    prepare(tmp_path)
    key = secret_key(tmp_path)
    assert len(key) >= 50
    assert secret_key(tmp_path) == key


def test_to_ask_for_the_key_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file, no folder", encoding="utf-8")
    for place in ("missing", "file", "file/data"):
        assert len(secret_key(tmp_path / place)) >= 50
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_nobody_else_uses_the_folder_meanwhile(tmp_path: Path) -> None:
    with held(tmp_path):
        with pytest.raises(FolderInUse) as said, held(tmp_path):
            pass
        assert str(tmp_path) in str(said.value)
        assert str(os.getpid()) in str(said.value)
        assert "--data" in str(said.value)
    with held(tmp_path):
        pass


def test_the_folder_is_free_again_when_the_server_fell(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), held(tmp_path):
        raise RuntimeError
    with held(tmp_path):
        assert (tmp_path / LOCK).read_text() == str(os.getpid())
    assert (tmp_path / LOCK).read_text() == ""


def test_a_server_that_is_killed_leaves_no_lock(tmp_path: Path) -> None:
    holds = (
        "import pathlib, sys, time; from rundebord.config.data_folder import held\n"
        "with held(pathlib.Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", holds, str(tmp_path)], stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == b"held\n"
        with pytest.raises(FolderInUse, match=str(server.pid)), held(tmp_path):
            pass
        server.send_signal(signal.SIGKILL)
        server.wait(10)
    with held(tmp_path):
        pass


def test_two_folders_can_be_used_at_once(tmp_path: Path) -> None:
    for name in ("one", "two"):
        prepare(tmp_path / name)
    with held(tmp_path / "one"), held(tmp_path / "two"):
        pass
