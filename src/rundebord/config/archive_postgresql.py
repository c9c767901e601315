"""Backup and restore where the words are in PostgreSQL: the copy is the same file as ever, with the words in SQLite.

So a copy can be put back in either kind of database, and tried on a laptop without PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction

from rundebord.config.copying import Proof, copy_all, empty_all, proof_of, require_same
from rundebord.config.database import DatabaseFault, in_its_words, make_ready, unknown_migrations, waiting_migrations
from rundebord.config.database_address import sqlite_for_django
from rundebord.config.other_database import second_database
from rundebord.config.sharing import running_servers
from rundebord.config.speech import gettext as _

_FILE = "file"


def write_to(file: Path) -> None:
    """The file is an SQLite database with everything that PostgreSQL holds at this moment, also while servers write."""
    with in_its_words():
        if unknown_migrations() or waiting_migrations():
            raise DatabaseFault(
                _("The database does not fit this version of Rundebord. «rundebord doctor» says how it stands.")
            )
        with _sqlite_in(file), transaction.atomic():
            with connection.cursor() as cursor:
                # One moment for all tables.
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            with transaction.atomic(using=_FILE):
                copy_all("default", _FILE, _in_silence)
            require_same(proof_of("default"), proof_of(_FILE))


def read_from(file: Path, folder: Path) -> Proof:
    """PostgreSQL holds what the SQLite database in the file holds, and nothing else. In one transaction."""
    require_no_server()
    with in_its_words():
        make_ready(folder)
        with _sqlite_in(file), transaction.atomic():
            empty_all("default")
            copy_all(_FILE, "default", _in_silence)
            proof = proof_of(_FILE)
            require_same(proof, proof_of("default"))
        return proof


def is_in_use() -> bool:
    """True if the database holds tables of ours, so that there is something to put aside."""
    with in_its_words():
        return "meetings_meetingrow" in connection.introspection.table_names()


def require_no_server() -> None:
    """No server runs on the database, on this machine or another. Raises ``DatabaseFault``."""
    with in_its_words():
        count = len(running_servers())
    if count:
        raise DatabaseFault(
            _("Servers are using the database (%(count)s). Stop them first; nothing has been changed.")
            % {"count": count}
        )


@contextmanager
def _sqlite_in(file: Path) -> Iterator[None]:
    """The file is Django's other database, made new or brought up to this version."""
    with second_database(_FILE, sqlite_for_django(file)):
        call_command("migrate", database=_FILE, verbosity=0, interactive=False)
        yield


def _in_silence(_table: str, _done: int, _total: int) -> None:
    """Nobody waits for it in front of a terminal."""
