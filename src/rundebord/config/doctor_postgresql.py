"""What ``rundebord doctor`` says about a PostgreSQL database. It looks, and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rundebord.config import data_folder
from rundebord.config.database_address import DatabaseAddress
from rundebord.config.doctor_versions import about_versions
from rundebord.config.environment import Environment
from rundebord.config.finding import Finding
from rundebord.config.postgresql import faults_of, said_of
from rundebord.config.speech import gettext as _

_TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
_PACKAGES = "SELECT DISTINCT package FROM programmes_programmeversion ORDER BY package"
_SERVERS = (
    "SELECT count(DISTINCT application_name) FROM pg_stat_activity "
    "WHERE datname = current_database() AND application_name ~ '^rundebord [0-9a-f]{8} '"
)
_SETTINGS = (
    "SELECT current_setting('server_version_num')::int, current_setting('server_version'), "
    "current_setting('server_encoding'), current_setting('fsync'), current_setting('synchronous_commit')"
)


def examine_postgresql(environment: Environment, address: DatabaseAddress) -> Iterator[Finding]:
    """All findings about the database at the address, in the order in which an operator would look."""
    import psycopg

    if (environment.data / data_folder.DATABASE).exists():
        yield Finding(
            "note",
            _("There is an SQLite database in the data folder too; it is not used while DATABASE_URL is set"),
            _("If everything has been moved, delete it: it holds what the groups have written."),
        )
    try:
        with psycopg.connect(**address.for_driver()) as connection:
            connection.read_only = True
            yield from _server(connection, address)
            yield from _contents(connection, environment)
    except psycopg.Error as fault:
        yield Finding(
            "fault",
            _("The database %(address)s does not answer (%(fault)s)")
            % {"address": address.shown, "fault": said_of(fault)},
            _("See that PostgreSQL is running, and that host, name, user and password in DATABASE_URL are right."),
        )


def _server(connection: Any, address: DatabaseAddress) -> Iterator[Finding]:
    number, version, encoding, fsync, commits = connection.execute(_SETTINGS).fetchone()
    yield Finding(
        "ok",
        _("The database %(address)s answers (PostgreSQL %(version)s)") % {"address": address.shown, "version": version},
    )
    for sentence in faults_of(number, encoding):
        yield Finding("fault", sentence)
    if fsync == "off" or commits == "off":
        yield Finding(
            "note",
            _("PostgreSQL does not write each word to the disk before it says yes; a power cut can take the last ones"),
            _("Set fsync and synchronous_commit to on in postgresql.conf."),
        )
    servers = connection.execute(_SERVERS).fetchone()[0]
    yield Finding("ok", _("Servers on the database now: %(count)s") % {"count": servers})


def _contents(connection: Any, environment: Environment) -> Iterator[Finding]:
    tables = {name for (name,) in connection.execute(_TABLES).fetchall()}
    if "django_migrations" not in tables:
        yield Finding("note", _("There is no database yet"), _("«rundebord serve» creates it."))
        return
    applied = set(connection.execute("SELECT app, name FROM django_migrations").fetchall())
    has_programmes = "programmes_programmeversion" in tables
    packages = [name for (name,) in connection.execute(_PACKAGES).fetchall()] if has_programmes else []
    yield from about_versions(applied, packages, environment.programme)
