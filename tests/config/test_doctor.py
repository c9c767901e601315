"""``rundebord doctor``: for each thing what was found and what to do; it looks, and changes nothing."""

from __future__ import annotations

import os
import sqlite3
from collections import namedtuple
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from factories.folders import InFolder, contents_of
from rundebord.config import data_folder, doctor
from rundebord.config.data_folder import DATABASE, SECRET
from rundebord.config.doctor import Finding, examine
from rundebord.config.environment import SETTINGS, read_environment

Examine = Callable[[Path], list[Finding]]


@pytest.fixture
def examined(in_folder: InFolder) -> Examine:
    def look(folder: Path) -> list[Finding]:
        with in_folder(folder):
            return examine(replace(read_environment({}), data=folder))

    return look


def wrong(findings: list[Finding], weight: str = "fault") -> list[Finding]:
    return [finding for finding in findings if finding.weight == weight]


def test_a_sound_installation_has_no_fault(folder: Path, examined: Examine) -> None:
    findings = examined(folder)
    assert wrong(findings) == []
    assert wrong(findings, "note") == []
    said = "\n".join(finding.sentence for finding in findings)
    assert str(folder) in said
    assert "digital-transformasjon" in said


def test_every_setting_is_shown_with_what_it_is_for(
    folder: Path, examined: Examine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUNDEBORD_PLACE", "kommunens server")
    said = [finding.sentence for finding in examined(folder)]
    for setting in SETTINGS:
        assert any(line.startswith(f"{setting.name}: ") and setting.purpose in line for line in said), setting.name
    assert any("«kommunens server»" in line for line in said)


def test_to_look_changes_nothing(folder: Path, examined: Examine) -> None:
    before = contents_of(folder)
    examined(folder)
    assert contents_of(folder) == before


def test_a_folder_that_does_not_exist_yet_is_no_fault_and_is_not_made(tmp_path: Path, examined: Examine) -> None:
    findings = examined(tmp_path / "data")
    assert wrong(findings) == []
    assert len(wrong(findings, "note")) == 2
    assert all(finding.remedy for finding in wrong(findings, "note"))
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("place", ["file", "file/data"])
def test_a_folder_that_can_never_be_written_in_is_a_fault(tmp_path: Path, examined: Examine, place: str) -> None:
    (tmp_path / "file").write_text("a file, no folder", encoding="utf-8")
    (fault, *_) = wrong(examined(tmp_path / place))
    assert str(tmp_path / place) in fault.sentence
    assert "--data" in fault.remedy


def test_a_folder_that_others_can_look_into_is_noted_with_the_command_that_mends_it(
    folder: Path, examined: Examine
) -> None:
    folder.chmod(0o755)
    (note,) = wrong(examined(folder), "note")
    assert note.remedy == f"chmod 700 {folder}"


def test_a_disk_that_is_nearly_full_is_a_fault(
    folder: Path, examined: Examine, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _folder: usage(10**12, 10**12, 150 * 1024 * 1024))
    (fault,) = wrong(examined(folder))
    assert "150 MB" in fault.sentence
    assert "200 MB" in fault.remedy


def test_a_server_that_uses_the_folder_is_told_and_is_no_fault(folder: Path, examined: Examine) -> None:
    with data_folder.held(folder):
        busy = examined(folder)
    free = examined(folder)
    assert wrong(busy) == wrong(free) == []
    assert {finding.sentence for finding in busy} != {finding.sentence for finding in free}


def test_a_folder_without_a_database_is_noted(tmp_path: Path, examined: Examine) -> None:
    folder = tmp_path / "data"
    data_folder.prepare(folder)
    findings = examined(folder)
    assert wrong(findings) == []
    assert len(wrong(findings, "note")) == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"no database at all " * 1_000,
        lambda whole: whole[:100] + b"\xff" * 4_000 + whole[4_100:],
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:4_096] + b"\xff" * 4_096 + whole[8_192:],
    ],
    ids=["foreign", "first page", "cut", "second page"],
)
def test_a_damaged_database_is_a_fault_that_a_copy_mends(
    folder: Path, examined: Examine, damage: Callable[[bytes], bytes]
) -> None:
    (folder / DATABASE).write_bytes(damage((folder / DATABASE).read_bytes()))
    (fault,) = wrong(examined(folder))
    assert "restore" in fault.remedy


def test_a_database_from_a_newer_version_is_a_fault(folder: Path, examined: Examine) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        connection.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('meetings', '0099_x', '2027-01-01')"
        )
        connection.commit()
    (fault,) = wrong(examined(folder))
    assert "meetings.0099_x" in fault.sentence
    assert "--data" in fault.remedy


def test_a_database_from_an_older_version_is_noted(folder: Path, examined: Examine, in_folder: InFolder) -> None:
    from django.core.management import call_command

    with in_folder(folder):
        call_command("migrate", "meetings", "zero", verbosity=0)
    findings = examined(folder)
    assert wrong(findings) == []
    (note,) = wrong(findings, "note")
    assert "serve" in note.remedy


def test_a_database_without_a_programme_is_a_fault(folder: Path, examined: Examine) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        for table in ("meetings_eventrow", "meetings_answerrow", "meetings_meetingrow", "programmes_programmeversion"):
            connection.execute(f"DELETE FROM {table}")
        connection.commit()
    (fault,) = wrong(examined(folder))
    assert "serve" in fault.remedy


def test_an_installation_with_missing_files_is_a_fault(
    folder: Path, examined: Examine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(doctor, "_needed_files", lambda rooms: [rooms / "ui" / "nonesuch.css", rooms / "locale"])
    (fault,) = wrong(examined(folder))
    assert os.path.join("ui", "nonesuch.css") in fault.sentence
    assert "locale" not in fault.sentence


def test_no_finding_gives_the_key_away(folder: Path, examined: Examine) -> None:
    key = (folder / SECRET).read_text(encoding="ascii").strip()
    assert all(key not in finding.sentence + finding.remedy for finding in examined(folder))
