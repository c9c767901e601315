"""The database made ready: new, upgraded with a copy put aside, or refused in words and left as it is."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from factories.folders import InFolder, contents_of, rows_of
from rundebord.config import database
from rundebord.config.data_folder import DATABASE, prepare
from rundebord.config.database import DatabaseFault, copy_aside, copy_database, make_ready


def remember_migration(folder: Path, app: str, name: str) -> None:
    """As if a newer version had been here."""
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        connection.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, '2027-01-01')", [app, name]
        )
        connection.commit()


def test_a_new_database_is_made_whole_and_nothing_is_put_aside(tmp_path: Path, in_folder: InFolder) -> None:
    prepare(tmp_path / "data")
    with in_folder(tmp_path / "data"):
        assert make_ready(tmp_path / "data") is None
        assert database.waiting_migrations() == []
        assert database.unknown_migrations() == []
    assert {"meetings_eventrow", "groups_group", "programmes_programmeversion"} <= set(
        rows_of(tmp_path / "data" / DATABASE)
    )
    assert [path.name for path in (tmp_path / "data").glob("*.sqlite3")] == [DATABASE]


def test_an_empty_file_is_a_database_that_is_yet_to_be_made(tmp_path: Path, in_folder: InFolder) -> None:
    (tmp_path / DATABASE).touch()
    with in_folder(tmp_path):
        assert make_ready(tmp_path) is None
    assert "meetings_eventrow" in rows_of(tmp_path / DATABASE)


def test_a_database_of_this_version_is_left_as_it_is(folder: Path, in_folder: InFolder) -> None:
    before = rows_of(folder / DATABASE)
    with in_folder(folder):
        assert make_ready(folder) is None
    assert rows_of(folder / DATABASE) == before
    assert not list(folder.glob("rundebord-*.sqlite3"))


def test_an_upgrade_puts_a_whole_copy_aside(folder: Path, in_folder: InFolder) -> None:
    from django.core.management import call_command

    with in_folder(folder):
        call_command("migrate", "meetings", "zero", verbosity=0)
    before = rows_of(folder / DATABASE)
    assert "meetings_eventrow" not in before
    with in_folder(folder):
        waiting = [f"meetings.{name}" for name in ("0001_initial", "0002_what_lasts", "0003_phones")]
        assert database.waiting_migrations() == waiting
        aside = make_ready(folder)
    assert aside is not None
    assert (aside.parent, stat.S_IMODE(aside.stat().st_mode)) == (folder, 0o600)
    assert rows_of(aside) == before
    after = rows_of(folder / DATABASE)
    assert after["meetings_eventrow"] == []
    assert after["groups_group"] == before["groups_group"]
    assert after["programmes_programmeversion"] == before["programmes_programmeversion"]


@pytest.mark.parametrize(("app", "name"), [("meetings", "0099_votes"), ("connections", "0001_initial")])
def test_a_database_from_a_newer_version_is_refused_in_words_and_untouched(
    folder: Path, in_folder: InFolder, app: str, name: str
) -> None:
    remember_migration(folder, app, name)
    before = rows_of(folder / DATABASE)
    with in_folder(folder), pytest.raises(DatabaseFault, match=rf"{app}\.{name}") as said:
        make_ready(folder)
    assert str(folder) in str(said.value)
    assert "--data" in str(said.value)
    assert rows_of(folder / DATABASE) == before


@pytest.mark.parametrize("content", [b"no database at all " * 1_000, b"SQLite format 3\x00" + b"\xff" * 5_000])
def test_a_damaged_database_is_refused_in_words_and_not_deleted(
    tmp_path: Path, in_folder: InFolder, content: bytes
) -> None:
    (tmp_path / DATABASE).write_bytes(content)
    with in_folder(tmp_path), pytest.raises(DatabaseFault, match="doctor") as said:
        make_ready(tmp_path)
    assert str(tmp_path / DATABASE) in str(said.value)
    assert contents_of(tmp_path)[DATABASE] == content


def test_a_folder_where_the_database_should_be_is_refused_in_words(tmp_path: Path, in_folder: InFolder) -> None:
    (tmp_path / DATABASE).mkdir()
    with in_folder(tmp_path), pytest.raises(DatabaseFault, match=DATABASE):
        make_ready(tmp_path)


def test_an_upgrade_whose_copy_cannot_be_made_is_not_begun(
    folder: Path, in_folder: InFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.management import call_command

    with in_folder(folder):
        call_command("migrate", "meetings", "zero", verbosity=0)
    before = rows_of(folder / DATABASE)

    def full(_path: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(database, "copy_aside", full)
    with in_folder(folder), pytest.raises(DatabaseFault, match="No space left"):
        make_ready(folder)
    assert rows_of(folder / DATABASE) == before


def test_a_copy_is_whole_also_while_a_server_has_words_in_its_write_ahead_log(folder: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as server:
        server.execute("PRAGMA wal_autocheckpoint=0")
        server.execute("CREATE TABLE fresh AS SELECT 'just written' AS words")
        server.commit()
        copy_database(folder / DATABASE, tmp_path / "copy.sqlite3")
        assert rows_of(copy_aside(folder / DATABASE))["fresh"] == [("just written",)]
    assert rows_of(tmp_path / "copy.sqlite3")["fresh"] == [("just written",)]


def test_the_programmes_that_come_with_rundebord_are_installed(folder: Path, in_folder: InFolder) -> None:
    from rundebord.programmes.queries import newest_version

    with in_folder(folder):
        database.install_programmes(folder)
        assert newest_version("digital-transformasjon").package == "digital-transformasjon"
    assert len(rows_of(folder / DATABASE)["programmes_programmeversion"]) >= 2


def test_a_programme_that_is_broken_is_named_with_its_fault(
    folder: Path, tmp_path: Path, in_folder: InFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "packages" / "half").mkdir(parents=True)
    (tmp_path / "packages" / "half" / "programme.yaml").write_text("format_version: 1\n", encoding="utf-8")
    monkeypatch.setattr(database, "packages_folder", lambda: tmp_path / "packages")
    with in_folder(folder), pytest.raises(DatabaseFault, match=r"half.*programme\.yaml"):
        database.install_programmes(tmp_path)


def test_the_programmes_of_a_checkout_are_found() -> None:
    assert (database.packages_folder() / "digital-transformasjon" / "programme.yaml").is_file()
