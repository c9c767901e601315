"""Where the database is: the setting DATABASE_URL, and what Django and the driver are told about it.

No Django here: the settings module is made from this.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from rundebord.config.speech import gettext as _

OPTIONS: Final = ("host", "sslmode", "sslrootcert", "sslcert", "sslkey", "passfile")
"""What may stand after the question mark; the words are libpq's own."""
_SESSION: Final = (
    # What SQLite's own timeout is: who cannot have a lock by then is told, and asks again.
    "-c lock_timeout=10s "
    # A process that is frozen in the middle of a command may not hold up the others for ever.
    "-c idle_in_transaction_session_timeout=60s "
    # Each statement sees what has been committed by then. A meeting has one writer at a time (meetings.log.hold), so
    # nothing stricter is needed, and nothing has to be tried again because of it.
    "-c default_transaction_isolation=read\\ committed"
)


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """A PostgreSQL database. What is "" or None is left to libpq (its own variables, a password file)."""

    name: str
    host: str = ""
    port: int | None = None
    user: str = ""
    password: str = field(default="", repr=False)
    options: tuple[tuple[str, str], ...] = ()

    @property
    def shown(self) -> str:
        """The address as it may be said and logged: without the password."""
        who = f"{quote(self.user, safe='')}@" if self.user else ""
        is_folder = self.host.startswith("/")
        where = "" if is_folder else f"[{self.host}]" if ":" in self.host else self.host
        port = f":{self.port}" if self.port else ""
        folder = f"?host={self.host}" if is_folder else ""
        return f"postgresql://{who}{where}{port}/{quote(self.name, safe='')}{folder}"

    def for_driver(self) -> dict[str, Any]:
        """The arguments of ``psycopg.connect``."""
        said = {"host": self.host, "port": self.port, "user": self.user, "password": self.password}
        return {
            "dbname": self.name,
            **{name: value for name, value in said.items() if value},
            # A network that swallows everything is noticed in half a minute, not in two hours.
            "connect_timeout": 5,
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            **dict(self.options),
        }

    def for_django(self) -> dict[str, Any]:
        """An entry of Django's DATABASES."""
        options = self.for_driver()
        parts = {name: options.pop(name, "") for name in ("dbname", "user", "password", "host", "port")}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts["dbname"],
            "USER": parts["user"],
            "PASSWORD": parts["password"],
            "HOST": parts["host"],
            "PORT": str(parts["port"]),
            "CONN_MAX_AGE": None,
            # After the database has been restarted, the next request gets a new connection and not a fault.
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {**options, "options": _SESSION},
        }


def sqlite_for_django(file: Path) -> dict[str, Any]:
    """An entry of Django's DATABASES for SQLite in that file."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # The writer takes its lock at once: a transaction that begins as a reader can be refused half-way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            # FULL: an acknowledged word survives a power cut too. secure_delete: what is erased is overwritten.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
            ),
        },
    }


def read_database_url(value: str) -> DatabaseAddress | None:
    """The database that the text names; None for "": SQLite in the data folder. Raises ``ValueError``.

    What it says never repeats the text, for there may be a password in it.
    """
    if not value:
        return None
    found = _address_in(value)
    if found is None:
        raise ValueError(
            _(
                "use an address such as postgresql://user:password@host:5432/name, or "
                "postgresql:///name?host=/var/run/postgresql. After the question mark: %(options)s"
            )
            % {"options": ", ".join(OPTIONS)}
        )
    if not _has_driver():
        raise ValueError(
            _("the driver for PostgreSQL is not installed. Install it with: %(command)s")
            % {"command": driver_command()}
        )
    return found


def _address_in(value: str) -> DatabaseAddress | None:
    try:
        parts = urlsplit(value)
        port = parts.port
        options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    except ValueError:
        return None
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in ("postgresql", "postgres") or not name or "/" in name or parts.fragment:
        return None
    if any(option not in OPTIONS for option in options) or "\x00" in unquote(value):
        return None
    return DatabaseAddress(
        name=name,
        host=options.pop("host", "") or unquote(parts.hostname or ""),
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        options=tuple(sorted(options.items())),
    )


def _has_driver() -> bool:
    try:
        # Imported, not looked for: the driver is there and yet cannot work where the system lacks libpq.
        import psycopg  # noqa: F401
    except ImportError:
        return False
    return True


def driver_command() -> str:
    """The line that installs the driver here: from the lock of a checkout, else from the package."""
    locked = Path(__file__).resolve().parents[3] / "requirements" / "postgresql.txt"
    what = f"--require-hashes -r {locked}" if locked.is_file() else "'rundebord[postgresql]'"
    return f"{sys.executable} -m pip install {what}"
