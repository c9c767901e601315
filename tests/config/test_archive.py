"""Backup and restore: everything in one file, and back again, or a sentence and nothing changed."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import stat
import threading
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from factories.folders import contents_of, rows_of
from rundebord.config.archive import MANIFEST, ArchiveFault, make, put_back
from rundebord.config.data_folder import DATABASE, LOCK, SECRET


@pytest.fixture
def archive(folder: Path, tmp_path: Path) -> Path:
    file = tmp_path / "copy.zip"
    make(folder, file)
    return file


def rewritten(archive: Path, *, manifest: Any = None, **parts: bytes) -> Path:
    """The same archive with another manifest, or other parts whose checksums are right."""
    with zipfile.ZipFile(archive) as zipped:
        content = {name: zipped.read(name) for name in zipped.namelist()}
    told = json.loads(content.pop(MANIFEST))
    for name, part in parts.items():
        content[{"database": DATABASE, "secret": SECRET}[name]] = part
    told["sha256"] = {name: hashlib.sha256(part).hexdigest() for name, part in content.items()}
    told = manifest(told) if callable(manifest) else told
    file = archive.with_name("rewritten.zip")
    with zipfile.ZipFile(file, "w") as zipped:
        zipped.writestr(MANIFEST, told if isinstance(told, str) else json.dumps(told))
        for name, part in content.items():
            zipped.writestr(name, part)
    return file


def test_a_copy_that_is_put_back_elsewhere_holds_the_same(folder: Path, archive: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    assert put_back(archive, there) is None
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in there.iterdir() if path.name != LOCK} == {
        DATABASE: 0o600,
        SECRET: 0o600,
    }
    assert rows_of(there / DATABASE) == rows_of(folder / DATABASE)
    assert (there / SECRET).read_bytes() == (folder / SECRET).read_bytes()


def test_the_copy_can_be_read_by_its_owner_alone_and_says_what_it_is(archive: Path) -> None:
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    with zipfile.ZipFile(archive) as zipped:
        told = json.loads(zipped.read(MANIFEST))
        assert set(zipped.namelist()) == {MANIFEST, DATABASE, SECRET}
    assert set(told) == {"format", "rundebord", "made_at", "sha256"}
    assert told["format"] == 1


def test_the_size_of_the_copy_is_told(folder: Path, tmp_path: Path) -> None:
    assert make(folder, tmp_path / "a.zip") == (tmp_path / "a.zip").stat().st_size


def test_words_that_lie_in_the_write_ahead_log_are_copied_too(folder: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as server:
        server.execute("PRAGMA journal_mode=WAL")
        server.execute("PRAGMA wal_autocheckpoint=0")
        server.execute("CREATE TABLE fresh AS SELECT 'just written' AS words")
        server.commit()
        make(folder, tmp_path / "copy.zip")
    (tmp_path / "there").mkdir()
    put_back(tmp_path / "copy.zip", tmp_path / "there")
    assert rows_of(tmp_path / "there" / DATABASE)["fresh"] == [("just written",)]


def test_a_copy_made_while_a_meeting_is_written_is_whole(folder: Path, tmp_path: Path) -> None:
    """Each line is two rows in one transaction; no copy may hold one without the other."""
    done = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(folder / DATABASE, isolation_level=None, timeout=10)) as server:
            server.execute("CREATE TABLE pair (number INTEGER, half TEXT, words TEXT)")
            number = 0
            while not done.is_set():
                number += 1
                server.execute("BEGIN IMMEDIATE")
                for half in ("left", "right"):
                    server.execute("INSERT INTO pair VALUES (?, ?, ?)", [number, half, "x" * 2_000])
                server.execute("COMMIT")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(4):
            make(folder, tmp_path / f"{number}.zip")
    finally:
        done.set()
        writer.join()
    held = []
    for number in range(4):
        there = tmp_path / f"there-{number}"
        there.mkdir()
        put_back(tmp_path / f"{number}.zip", there)
        pairs = rows_of(there / DATABASE).get("pair", [])
        halves = {half: [n for n, its, _ in pairs if its == half] for half in ("left", "right")}
        assert halves["left"] == halves["right"] == list(range(1, len(pairs) // 2 + 1))
        held.append(len(pairs))
    assert held == sorted(held)
    assert held[-1] > held[0]


def test_what_was_there_is_put_aside_and_not_deleted(folder: Path, archive: Path) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as server:
        server.execute("CREATE TABLE later AS SELECT 'after the copy' AS words")
        server.commit()
    before = contents_of(folder)
    aside = put_back(archive, folder)
    assert aside is not None
    assert aside.parent == folder
    assert stat.S_IMODE(aside.stat().st_mode) == 0o700
    assert contents_of(aside) == {name: what for name, what in before.items() if name.startswith((DATABASE, SECRET))}
    assert "later" in rows_of(aside / DATABASE)
    assert "later" not in rows_of(folder / DATABASE)


def test_a_write_ahead_log_of_the_former_database_is_not_mixed_into_the_restored(folder: Path, archive: Path) -> None:
    for ending in ("-wal", "-shm"):
        (folder / f"{DATABASE}{ending}").write_bytes(b"of the former database")
    aside = put_back(archive, folder)
    assert aside is not None
    assert not list(folder.glob(f"{DATABASE}-*"))
    assert len(list(aside.glob(f"{DATABASE}-*"))) == 2


def no_part(name: str) -> Any:
    def without(told: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in told.items() if key != name}

    return without


REFUSED: dict[str, Any] = {
    "a newer format": lambda file: rewritten(file, manifest=lambda told: {**told, "format": 2, "rundebord": "9.0"}),
    "no format": lambda file: rewritten(file, manifest=no_part("format")),
    "no checksums": lambda file: rewritten(file, manifest=no_part("sha256")),
    "checksums in a list": lambda file: rewritten(file, manifest=lambda told: {**told, "sha256": ["a"]}),
    "checksums of nothing": lambda file: rewritten(file, manifest=lambda told: {**told, "sha256": {}}),
    "other checksums": lambda file: rewritten(
        file, manifest=lambda told: {**told, "sha256": dict.fromkeys(told["sha256"], "0" * 64)}
    ),
    "a manifest that is a list": lambda file: rewritten(file, manifest=lambda _: [1]),
    "a manifest that is a text": lambda file: rewritten(file, manifest=lambda _: "format"),
    "a manifest that is no JSON": lambda file: rewritten(file, manifest=lambda _: "{"),
    "a database that is none": lambda file: rewritten(file, database=b"no database at all, but long enough " * 200),
    "an empty database": lambda file: rewritten(file, database=b""),
    "a database that is cut": lambda file: rewritten(file, database=database_in(file)[: 4_096 * 3]),
    "a database with a broken page": lambda file: rewritten(file, database=broken(database_in(file))),
}


def database_in(archive: Path) -> bytes:
    with zipfile.ZipFile(archive) as zipped:
        return zipped.read(DATABASE)


def broken(database: bytes) -> bytes:
    return database[:4_096] + b"\xff" * 4_096 + database[8_192:]


@pytest.mark.parametrize("what", REFUSED)
def test_an_archive_that_cannot_be_trusted_is_refused_and_the_folder_is_untouched(
    folder: Path, archive: Path, what: str
) -> None:
    file, before = REFUSED[what](archive), contents_of(folder)
    with pytest.raises(ArchiveFault) as said:
        put_back(file, folder)
    assert str(file) in str(said.value)
    assert contents_of(folder) == before


def test_a_newer_archive_says_which_version_made_it(folder: Path, archive: Path) -> None:
    with pytest.raises(ArchiveFault, match=r"9\.0"):
        put_back(REFUSED["a newer format"](archive), folder)


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x03\x04 and then nothing", b"\x00" * 10_000])
def test_a_file_that_is_no_archive_is_refused(folder: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "foreign.zip").write_bytes(content)
    before = contents_of(folder)
    with pytest.raises(ArchiveFault, match=r"foreign\.zip"):
        put_back(tmp_path / "foreign.zip", folder)
    assert contents_of(folder) == before


def test_a_foreign_zip_is_refused(folder: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "foreign.zip", "w") as zipped:
        zipped.writestr("holiday.txt", "sun")
    with pytest.raises(ArchiveFault, match=r"foreign\.zip"):
        put_back(tmp_path / "foreign.zip", folder)


def test_a_file_that_is_not_there_or_is_a_folder_is_said_so(folder: Path, tmp_path: Path) -> None:
    for place in (tmp_path / "none.zip", tmp_path):
        with pytest.raises(ArchiveFault, match=str(place)):
            put_back(place, folder)


def test_an_existing_file_is_not_written_over(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.zip").write_text("mine", encoding="utf-8")
    with pytest.raises(ArchiveFault, match=r"mine\.zip"):
        make(folder, tmp_path / "mine.zip")
    assert (tmp_path / "mine.zip").read_text(encoding="utf-8") == "mine"


def test_a_folder_without_a_database_has_nothing_to_copy(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ArchiveFault, match="empty"):
        make(tmp_path / "empty", tmp_path / "copy.zip")
    assert {path.name for path in tmp_path.iterdir()} == {"empty"}
