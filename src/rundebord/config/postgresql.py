"""What must be true of a PostgreSQL database before we use it, and sentences for when it is not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error, connections

from rundebord.config.database_address import DatabaseAddress
from rundebord.config.speech import gettext as _

LEAST_VERSION = 14
"""What Django 5.2 asks for."""


class Unsuitable(Exception):
    """The database cannot be used. The message says why and what to do."""


def said_of(fault: BaseException) -> str:
    """What PostgreSQL or its driver said, on one line. (Never the password: neither of them repeats it.)"""
    return " ".join(str(fault).split()) or type(fault).__name__


def does_not_answer(address: DatabaseAddress, fault: BaseException) -> str:
    """A sentence about a database that cannot be reached, or would not do what was asked."""
    return _(
        "The database %(address)s does not answer as it should (%(fault)s). Nothing has been deleted. "
        "Is PostgreSQL running, and are name, user and password in DATABASE_URL right? «rundebord doctor» looks closer."
    ) % {"address": address.shown, "fault": said_of(fault)}


def faults_of(version: int, encoding: str) -> list[str]:
    """Sentences about what makes a database unsuitable: version as in 150004, encoding as in «UTF8»."""
    faults = []
    if version // 10_000 < LEAST_VERSION:
        faults.append(
            _("PostgreSQL %(found)s is too old: %(least)s or newer is needed.")
            % {"found": version // 10_000, "least": LEAST_VERSION}
        )
    if encoding != "UTF8":
        faults.append(
            _(
                "The database keeps text as %(encoding)s, and must keep it as UTF8. "
                "Make it with: createdb -E UTF8 -T template0"
            )
            % {"encoding": encoding}
        )
    return faults


def require_suitable(database: str = "default") -> None:
    """The database (an alias) is new enough and keeps every letter. Raises ``Unsuitable``."""
    with connections[database].cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int, current_setting('server_encoding')")
        faults = faults_of(*cursor.fetchone())
    if faults:
        raise Unsuitable(" ".join(faults))


@contextmanager
def in_words(address: DatabaseAddress, kind: type[Exception]) -> Iterator[None]:
    """Whatever the database does not take becomes an exception of that kind, with a sentence."""
    try:
        yield
    except Unsuitable as fault:
        raise kind(str(fault)) from fault
    except Error as fault:
        raise kind(does_not_answer(address, fault)) from fault
