"""``rundebord move``, and backup, restore and doctor with PostgreSQL: all of it or nothing, and always a sentence."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from factories.folders import rows_of
from factories.postgresql import Cluster
from factories.servers import run_command, try_command
from rundebord.config import data_folder
from rundebord.config.data_folder import DATABASE, SECRET

NOTHING: list[tuple[str]] = []
TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    made = Cluster.made()
    yield made
    made.remove()


@pytest.fixture
def name() -> str:
    return f"d{secrets.token_hex(4)}"


@pytest.fixture
def url(cluster: Cluster, name: str) -> str:
    return cluster.new_database(name)


def move(folder: Path, url: str) -> str:
    return run_command("move", "--data", str(folder), "--to", url)


def refused(*arguments: str, **environment: str) -> str:
    ended = try_command(*arguments, **environment)
    assert ended.returncode == 1, ended.stdout
    assert "Traceback" not in ended.stderr
    return ended.stderr


def test_everything_is_moved_and_compared_and_what_to_set_is_said(
    folder: Path, url: str, cluster: Cluster, name: str
) -> None:
    before = rows_of(folder / DATABASE)
    said = move(folder, url)
    for table in ("meetings_eventrow", "groups_group", "programmes_programmeversion"):
        assert cluster.ask(name, f"SELECT count(*) FROM {table}") == [(len(before[table]),)]
        assert table in said
    assert cluster.ask(name, "SELECT body FROM meetings_eventrow ORDER BY id") == [
        (row[3],) for row in before["meetings_eventrow"]
    ]
    assert "DATABASE_URL" in said
    assert rows_of(folder / DATABASE) == before


def test_new_rows_are_numbered_after_those_that_were_moved(folder: Path, url: str, cluster: Cluster, name: str) -> None:
    move(folder, url)
    ((newest,),) = cluster.ask(name, "SELECT max(id) FROM meetings_eventrow")
    ((upcoming,),) = cluster.ask(name, "SELECT nextval(pg_get_serial_sequence('meetings_eventrow', 'id'))")
    assert upcoming == newest + 1


def test_a_database_that_is_not_empty_is_refused_and_untouched(
    folder: Path, url: str, cluster: Cluster, name: str
) -> None:
    cluster.ask(name, "CREATE TABLE theirs (words text)")
    assert "theirs" in refused("move", "--data", str(folder), "--to", url)
    assert cluster.ask(name, TABLES) == [("theirs",)]


def test_a_server_that_runs_is_named_and_nothing_is_moved(folder: Path, url: str, cluster: Cluster, name: str) -> None:
    with data_folder.held(folder):
        assert str(folder) in refused("move", "--data", str(folder), "--to", url)
    assert cluster.ask(name, TABLES) == NOTHING


def changed(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        database.execute(statement)
        database.commit()


def test_what_stops_half_way_has_done_nothing(folder: Path, url: str, cluster: Cluster, name: str) -> None:
    # SQLite keeps words of any length; here the last table but one is reached before PostgreSQL says no.
    changed(folder, f"UPDATE meetings_answerrow SET command_id = '{'x' * 50}' WHERE id = 1")
    assert "character varying" in refused("move", "--data", str(folder), "--to", url)
    assert cluster.ask(name, TABLES) == NOTHING


def test_a_meeting_that_cannot_be_read_is_moved_to_the_letter(
    folder: Path, url: str, cluster: Cluster, name: str
) -> None:
    changed(folder, "UPDATE meetings_eventrow SET body = 'half {' WHERE version = 2")
    move(folder, url)
    assert cluster.ask(name, "SELECT body FROM meetings_eventrow WHERE version = 2") == [("half {",)]


def test_a_bad_address_is_refused_without_its_password(folder: Path) -> None:
    said = refused("move", "--data", str(folder), "--to", "mysql://me:xyzzy17@host/name")
    assert "postgresql://" in said
    assert "xyzzy17" not in said


def test_a_database_that_keeps_too_few_letters_is_refused(folder: Path, cluster: Cluster, name: str) -> None:
    url = cluster.new_database(name, "-E", "LATIN1", "-T", "template0", "--locale=C")
    assert "LATIN1" in refused("move", "--data", str(folder), "--to", url)
    assert "LATIN1" in refused("serve", "--data", str(folder), DATABASE_URL=url)


def test_a_copy_of_postgresql_can_be_put_back_there_and_in_sqlite(
    folder: Path, url: str, cluster: Cluster, name: str, tmp_path: Path
) -> None:
    before = rows_of(folder / DATABASE)
    move(folder, url)
    file = tmp_path / "copy.zip"
    run_command("backup", "--data", str(folder), str(file), DATABASE_URL=url)
    cluster.ask(name, "UPDATE meetings_eventrow SET body = 'changed'")
    said = run_command("restore", "--data", str(folder), str(file), DATABASE_URL=url)
    bodies = [row[3] for row in before["meetings_eventrow"]]
    assert [body for (body,) in cluster.ask(name, "SELECT body FROM meetings_eventrow ORDER BY id")] == bodies
    # What was there before is put aside, and can be put back in its turn.
    (aside,) = folder.glob("before-restore-*.zip")
    assert str(aside) in said
    there = tmp_path / "there"
    run_command("restore", "--data", str(there), str(file))
    assert [row[3] for row in rows_of(there / DATABASE)["meetings_eventrow"]] == bodies
    assert (there / SECRET).read_bytes() == (folder / SECRET).read_bytes()


def test_the_groups_of_postgresql_are_listed_also_where_there_is_no_sqlite(
    folder: Path, url: str, tmp_path: Path
) -> None:
    move(folder, url)
    assert run_command("groups", "--data", str(tmp_path / "empty"), DATABASE_URL=url) == run_command(
        "groups", "--data", str(folder)
    )


def test_the_doctor_finds_a_moved_database_sound_and_names_no_password(folder: Path, url: str) -> None:
    move(folder, url)
    said = run_command("doctor", "--data", str(folder), DATABASE_URL=url.replace("rundebord@", "rundebord:xyzzy17@"))
    assert "PostgreSQL" in said
    assert "xyzzy17" not in said
    assert "SQLite-database" in said


def test_the_doctor_says_that_a_database_does_not_answer(folder: Path, cluster: Cluster) -> None:
    url = cluster.url("nowhere").replace("rundebord@", "rundebord:xyzzy17@")
    ended = try_command("doctor", "--data", str(folder), DATABASE_URL=url)
    assert ended.returncode == 1
    assert "nowhere" in ended.stdout
    assert "xyzzy17" not in ended.stdout + ended.stderr


@pytest.mark.parametrize("command", [("serve",), ("groups",), ("backup",), ("programme", "list")], ids=" ".join)
def test_a_database_that_does_not_answer_is_said_in_a_sentence(
    command: tuple[str, ...], folder: Path, cluster: Cluster, tmp_path: Path
) -> None:
    more = [str(tmp_path / "copy.zip")] if command == ("backup",) else []
    assert "nowhere" in refused(*command, "--data", str(folder), *more, DATABASE_URL=cluster.url("nowhere"))
    assert list(tmp_path.glob("*.zip")) == []


def test_a_database_from_a_newer_version_is_left_alone(folder: Path, url: str, cluster: Cluster, name: str) -> None:
    move(folder, url)
    cluster.ask(name, "INSERT INTO django_migrations (app, name, applied) VALUES ('meetings', '9999_later', now())")
    for command in ("serve", "backup"):
        assert "Traceback" not in refused(command, "--data", str(folder), DATABASE_URL=url)
    assert "9999_later" in refused("serve", "--data", str(folder), DATABASE_URL=url)
    assert "9999_later" in try_command("doctor", "--data", str(folder), DATABASE_URL=url).stdout


def test_servers_share_a_folder_and_whoever_restores_into_it_has_it_alone(folder: Path) -> None:
    with data_folder.shared(folder), data_folder.shared(folder):
        assert data_folder.is_held(folder)
        with pytest.raises(data_folder.FolderInUse), data_folder.held(folder):
            pass
    with data_folder.held(folder), pytest.raises(data_folder.FolderInUse), data_folder.shared(folder):
        pass
