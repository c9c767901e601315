"""Several server processes on one PostgreSQL database: who they are, what they tell each other, who writes alone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection

from rundebord.config.data_folder import SECRET
from rundebord.config.database import DatabaseFault
from rundebord.config.database_address import DatabaseAddress
from rundebord.config.speech import gettext as _
from rundebord.live import frame
from rundebord.live.broadcast import News
from rundebord.live.hub import Hub
from rundebord.live.postgres import CHANNEL, PROCESS, Ear, payload_of
from rundebord.meetings.memory import forget, stirred
from rundebord.meetings.operations import forget_all_meetings, notice_clock_jump
from rundebord.meetings.queries import door_of, present_state
from rundebord.meetings.seats import note_given_up

_ALONE = 7_262
"""The advisory lock of whoever writes alone; any number will do, as long as all servers have the same."""
_NAME = re.compile(r"rundebord (?P<key>[0-9a-f]{8}) (?P<boot>[0-9a-f]{8}) (?P<process>[0-9a-f]{8})")
"""What a server's connections are called in ``pg_stat_activity``, where all servers see each other."""
_SERVERS = """
    SELECT application_name FROM pg_stat_activity
    WHERE datname = current_database() AND application_name LIKE 'rundebord %%' ORDER BY backend_start
"""


def key_print(secret: str) -> str:
    """Eight letters by which two servers see whether they have the same key; the key cannot be found from them."""
    return hashlib.sha256(f"rundebord key {secret}".encode()).hexdigest()[:8]


def running_servers() -> list[tuple[str, str]]:
    """(print of the key, boot mark) of each server that runs on the database now, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(_SERVERS)
        found = [_NAME.fullmatch(name) for (name,) in cursor.fetchall()]
    # A server has two connections of that name while it starts.
    return list({one["process"]: (one["key"], one["boot"]) for one in found if one is not None}.values())


def _own_name() -> str:
    return f"rundebord {key_print(settings.SECRET_KEY)} {frame.BOOT} {PROCESS}"


def join_running_servers() -> None:
    """This server has the boot mark of those that run already, and is seen by those that come after.

    Called while it has its turn (``waiting_in_turn``): two that start together must see each other. Raises
    ``DatabaseFault`` if those that run have another key.
    """
    others = running_servers()
    own = key_print(settings.SECRET_KEY)
    if any(key != own for key, _boot in others):
        raise DatabaseFault(
            _(
                "Another server on this database has another secret key, so browsers would be shut out of one of them. "
                "Copy its file %(file)s to %(folder)s on this machine, or let both use the same data folder."
            )
            % {"file": SECRET, "folder": settings.RUNDEBORD.data}
        )
    if others:
        frame.share_boot(others[0][1])
    with connection.cursor() as cursor:
        # This connection stays open as long as the server runs; the ear's is not there yet.
        cursor.execute("SELECT set_config('application_name', %s, false)", [_own_name()])


class Sharing:
    """This process among the servers on its database: it says what happens here, and hears what happens there."""

    def __init__(self, hub: Hub, address: DatabaseAddress) -> None:
        self._hub = hub
        self._ear = Ear(
            {**address.for_driver(), "application_name": _own_name()},
            on_connected=self._catch_up,
            on_news=self._hear,
        )

    def start(self) -> None:
        """What other servers do is heard from now on."""
        self._ear.start()

    def stop(self) -> None:
        """Nothing is heard any more."""
        self._ear.stop()

    def tell(self, channel: str, news: News) -> None:
        """The other servers hear it when the present transaction is committed."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload_of(channel, news)])

    def _catch_up(self) -> None:
        """Every screen shows what is on disk now: nobody knows what was said while this process did not hear it."""
        close_old_connections()
        forget_all_meetings()
        for channel in self._hub.channels:
            self._show_present(channel)

    def _show_present(self, channel: str) -> None:
        try:
            door_of(channel)
            version = present_state(channel).version + stirred(channel)
        except LookupError:
            self._hub.end(channel)
        else:
            self._hub.announce(channel, version)

    def _hear(self, heard: Sequence[tuple[str, News]]) -> None:
        close_old_connections()
        for channel, news in heard:
            match news:
                case int():
                    self._hub.announce(channel, news)
                case "ended":
                    self._hub.end(channel)
                case "forgotten":
                    forget([channel])
                case "given-up":
                    note_given_up(channel)
                case "clock-set":
                    # Whoever waits until its own next heartbeat would stop meetings that have been set going again.
                    notice_clock_jump()


@contextmanager
def writing_alone() -> Iterator[None]:
    """No other server process on the database is in here meanwhile. (SQLite: there is no other.)

    For everything but the meetings' commands, which have a lock for each meeting: what looks first and writes
    afterwards needs no thought for two processes. Raises ``OperationalError`` when it takes ten seconds to get in.
    """
    if connection.vendor != "postgresql":
        yield
        return
    _ask("SELECT pg_advisory_lock(%s)")
    try:
        yield
    finally:
        # If the connection is gone, so is the lock.
        with suppress(DatabaseError):
            _ask("SELECT pg_advisory_unlock(%s)")


@contextmanager
def waiting_in_turn() -> Iterator[None]:
    """``writing_alone``, and as long as it takes: servers that start together make the database ready one by one."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '10min'")
    try:
        with writing_alone():
            yield
    finally:
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")


def _ask(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, [_ALONE])
