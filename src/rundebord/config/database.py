"""The database made ready: created, upgraded with a copy put aside, and never touched when it is newer than we are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from rundebord.config.data_folder import DATABASE, MEDIA
from rundebord.config.postgresql import in_words, require_suitable
from rundebord.config.speech import gettext as _


class DatabaseFault(Exception):
    """The database cannot be used. The message says what happened and what to do."""


def packages_folder() -> Path:
    """Where the programmes that come with Rundebord lie: in the installed package, or at the root of a checkout."""
    rooms = Path(__file__).resolve().parent.parent
    installed = rooms / "packages"
    return installed if installed.is_dir() else rooms.parents[1] / "packages"


def unknown_migrations() -> list[str]:
    """What the database has been through that this version knows nothing of: it was made by a newer one."""
    return unknown_among(list(MigrationRecorder(connection).applied_migrations()))


def unknown_among(applied: Iterable[tuple[str, str]]) -> list[str]:
    """Those of the migrations (app, name) that this version knows nothing of, sorted."""
    known = MigrationLoader(None).disk_migrations
    return sorted(f"{app}.{name}" for app, name in applied if (app, name) not in known)


def waiting_migrations() -> list[str]:
    """What the database has yet to go through."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def make_ready(folder: Path) -> Path | None:
    """The database exists and fits this version. Returns the copy of the old one if it was upgraded.

    Raises ``DatabaseFault``: it was made by a newer version, it is damaged, it does not answer, or the disk would not
    take it.
    """
    if connection.vendor == "postgresql":
        _make_postgresql_ready()
        return None
    path = folder / DATABASE
    try:
        is_new = not path.exists() or path.stat().st_size == 0
        newer = [] if is_new else unknown_migrations()
        if newer:
            raise DatabaseFault(
                _(
                    "The database in %(folder)s was made by a newer version of Rundebord (%(found)s). "
                    "Nothing has been changed. Install that version again, or choose another folder with --data FOLDER."
                )
                % {"folder": folder, "found": ", ".join(newer[:3])}
            )
        waiting = waiting_migrations()
        if not waiting:
            return None
        aside = None if is_new else copy_aside(path)
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseFault:
        raise
    except Exception as fault:
        # Whatever it is (damaged file, full disk, no access), the operator gets a sentence and the data stays.
        if not _is_database_trouble(fault):
            raise
        raise DatabaseFault(
            _(
                "The database %(file)s cannot be used (%(fault)s). Nothing has been deleted. "
                "Is the disk full, or the file damaged? «rundebord doctor» looks closer; "
                "«rundebord restore» puts a copy back."
            )
            % {"file": path, "fault": fault}
        ) from fault
    return aside


@contextmanager
def in_its_words() -> Iterator[None]:
    """What PostgreSQL would not do is a ``DatabaseFault`` with a sentence (for SQLite, ``make_ready`` says it)."""
    address = settings.RUNDEBORD.database
    with in_words(address, DatabaseFault) if address is not None else nullcontext():
        yield


def _make_postgresql_ready() -> None:
    """The database in DATABASE_URL fits this version. Each change is made whole or not at all, as PostgreSQL can."""
    with in_its_words():
        require_suitable()
        newer = unknown_migrations()
        if newer:
            raise DatabaseFault(
                _(
                    "The database %(address)s was made by a newer version of Rundebord (%(found)s). "
                    "Nothing has been changed. Install that version again, or choose another database "
                    "with DATABASE_URL."
                )
                % {"address": _shown_address(), "found": ", ".join(newer[:3])}
            )
        if waiting_migrations():
            call_command("migrate", verbosity=0, interactive=False)


def _shown_address() -> str:
    address = settings.RUNDEBORD.database
    return address.shown if address is not None else ""


def require_database(folder: Path) -> None:
    """There is a database to work with: in the folder, or wherever DATABASE_URL says. Raises ``DatabaseFault``."""
    if connection.vendor == "sqlite" and not (folder / DATABASE).exists():
        raise DatabaseFault(_("There is no database in %(folder)s. Is it the right folder?") % {"folder": folder})


def _is_database_trouble(fault: Exception) -> bool:
    from django.db import Error

    return isinstance(fault, Error | sqlite3.Error | OSError)


def copy_aside(path: Path) -> Path:
    """A whole copy of the database beside it, with the time in its name, readable by the owner alone."""
    aside = path.with_name(f"{path.stem}-{datetime.now(UTC):%Y%m%d-%H%M%S}.sqlite3")
    copy_database(path, aside)
    return aside


def copy_database(source: Path, target: Path) -> None:
    """The target is a whole and consistent copy, also while a server writes to the source (SQLite's backup)."""
    target.touch(mode=0o600)
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def install_programmes(folder: Path) -> None:
    """The programmes that come with Rundebord are in the database, and their films in the data folder.

    Raises ``DatabaseFault`` if one is broken.
    """
    at = datetime.now(UTC)
    for package in sorted(path.parent for path in packages_folder().glob("*/programme.yaml")):
        install_programme(package, folder, at)


def install_programme(package: Path, folder: Path, at: datetime) -> None:
    """The programme is in the database, and its films in the data folder. Raises ``DatabaseFault``."""
    # Here, not above: models can be imported only after Django has been set up.
    from rundebord.programmes.format.reading import PackageFault
    from rundebord.programmes.operations import install_package

    try:
        install_package(folder=package, at=at, media=folder / MEDIA)
    except PackageFault as fault:
        raise DatabaseFault(
            _("The programme in %(folder)s cannot be used: %(fault)s.") % {"folder": package, "fault": fault}
        ) from fault
    except OSError as fault:
        raise DatabaseFault(
            _("The films of %(package)s cannot be copied to %(folder)s (%(fault)s). Is the disk full?")
            % {"package": package, "folder": folder / MEDIA, "fault": fault}
        ) from fault


def require_programme(wanted: str) -> None:
    """The programme that new groups begin with is to be had. Raises ``DatabaseFault`` that lists those that are."""
    from rundebord.programmes.queries import installed_packages

    if wanted not in installed_packages():
        raise DatabaseFault(
            _("There is no programme called %(wanted)s (RUNDEBORD_PROGRAMME). There are: %(known)s.")
            % {"wanted": wanted, "known": ", ".join(installed_packages())}
        )
