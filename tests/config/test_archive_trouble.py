"""Backup and restore when the disk, the file or the place is bad: a sentence, and nothing half done."""

from __future__ import annotations

import errno
import shutil
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories.folders import contents_of, rows_of
from rundebord.config.archive import ArchiveFault, make, put_back
from rundebord.config.data_folder import DATABASE, SECRET, FolderFault


@pytest.fixture(scope="module")
def whole(made_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An archive's bytes."""
    file = tmp_path_factory.mktemp("whole") / "copy.zip"
    make(made_folder, file)
    return file.read_bytes()


def refused_or_the_same(archive: bytes, made_folder: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        file, folder = Path(name) / "copy.zip", Path(name) / "data"
        file.write_bytes(archive)
        shutil.copytree(made_folder, folder)
        before = contents_of(folder)
        try:
            put_back(file, folder)
        except ArchiveFault:
            assert contents_of(folder) == before
        else:
            assert rows_of(folder / DATABASE) == rows_of(made_folder / DATABASE)


@given(place=st.floats(0, 1, exclude_max=True), change=st.integers(1, 255))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_archive_with_one_changed_byte_is_refused_or_gives_the_same(
    whole: bytes, made_folder: Path, place: float, change: int
) -> None:
    at = int(place * len(whole))
    changed = bytearray(whole)
    changed[at] ^= change
    refused_or_the_same(bytes(changed), made_folder)


@pytest.mark.parametrize("ten_percents", range(10))
def test_an_archive_that_is_cut_is_refused(whole: bytes, made_folder: Path, ten_percents: int) -> None:
    refused_or_the_same(whole[: len(whole) * ten_percents // 10], made_folder)


def test_an_archive_under_a_password_is_refused(whole: bytes, folder: Path, tmp_path: Path) -> None:
    """Bit 0 of the flags, in the local header and in the central directory, says that an entry is encrypted."""
    changed = bytearray(whole)
    changed[6] |= 1
    changed[changed.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(bytes(changed))
    with zipfile.ZipFile(tmp_path / "locked.zip") as zipped:
        assert zipped.infolist()[0].flag_bits & 1
    with pytest.raises(ArchiveFault, match=r"locked\.zip"):
        put_back(tmp_path / "locked.zip", folder)


@pytest.mark.parametrize("place", ["missing/copy.zip", "file/copy.zip", f"{'n' * 300}.zip", f"{'n' * 250}.zip"])
def test_a_copy_that_cannot_be_written_there_is_said_so_and_leaves_nothing(
    folder: Path, tmp_path: Path, place: str
) -> None:
    (tmp_path / "file").write_text("a file, no folder", encoding="utf-8")
    with pytest.raises(ArchiveFault, match="nnn" if "nnn" in place else place):
        make(folder, tmp_path / place)
    assert {path.name for path in tmp_path.iterdir()} == {"file", "data"}


def test_a_disk_that_fills_up_leaves_no_half_copy(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(ArchiveFault, match="No space left"):
        make(folder, tmp_path / "copy.zip")
    assert {path.name for path in tmp_path.iterdir()} == {"data"}


def test_a_copy_without_its_key_is_not_made(folder: Path, tmp_path: Path) -> None:
    (folder / SECRET).unlink()
    with pytest.raises(ArchiveFault):
        make(folder, tmp_path / "copy.zip")
    assert {path.name for path in tmp_path.iterdir()} == {"data"}


def test_a_disk_that_fills_up_during_a_restore_leaves_what_was_there(
    whole: bytes, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "copy.zip").write_bytes(whole)
    before = contents_of(folder)

    def full(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises((ArchiveFault, FolderFault), match="plass"):
        put_back(tmp_path / "copy.zip", folder)
    assert contents_of(folder) == before


def test_two_restores_in_one_second_lose_nothing(whole: bytes, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.zip").write_bytes(whole)
    rows = rows_of(folder / DATABASE)
    kept = 0
    for _ in range(3):
        try:
            put_back(tmp_path / "copy.zip", folder)
            kept += 1
        except ArchiveFault:
            continue
        finally:
            assert rows_of(folder / DATABASE) == rows
    assert len(list(folder.glob("before-restore-*"))) == kept >= 1
    assert not list(folder.glob(".*"))
