"""``rundebord move``: everything from SQLite in the data folder to an empty PostgreSQL database, and proof of it."""

from __future__ import annotations

from pathlib import Path

from django.core.management import call_command
from django.db import connections, transaction

from rundebord.config import data_folder, database
from rundebord.config.copying import CopyFault, Progress, Proof, copy_all, proof_of, require_same
from rundebord.config.database_address import DatabaseAddress
from rundebord.config.other_database import second_database
from rundebord.config.postgresql import in_words, require_suitable
from rundebord.config.speech import gettext as _

_TARGET = "target"


class MoveFault(Exception):
    """The move could not be made; nothing has been changed. The message says why and what to do."""


def move(folder: Path, address: DatabaseAddress, tell: Progress) -> Proof:
    """The database at the address holds everything that the folder's holds; the folder's is as it was.

    In one transaction: what stops half-way has done nothing. Raises ``MoveFault``, and ``FolderInUse`` while a server
    runs.
    """
    database.require_database(folder)
    with data_folder.held(folder):
        database.make_ready(folder)
        with second_database(_TARGET, address.for_django()), in_words(address, MoveFault):
            require_suitable(_TARGET)
            _require_empty(address)
            try:
                return _moved(tell)
            except CopyFault as fault:
                raise MoveFault(str(fault)) from fault


def _require_empty(address: DatabaseAddress) -> None:
    found = connections[_TARGET].introspection.table_names()
    if found:
        raise MoveFault(
            _(
                "The database %(address)s is not empty (%(tables)s). Nothing has been changed. "
                "Make a new one: createdb -E UTF8 -T template0 NAME"
            )
            % {"address": address.shown, "tables": ", ".join(sorted(found)[:3])}
        )


def _moved(tell: Progress) -> Proof:
    # The source too: another command could write while it is being read.
    with transaction.atomic(), transaction.atomic(using=_TARGET):
        call_command("migrate", database=_TARGET, verbosity=0, interactive=False)
        before = proof_of("default")
        copy_all("default", _TARGET, tell)
        require_same(before, proof_of(_TARGET))
    return before
