"""What the server processes on one PostgreSQL database tell each other: LISTEN in a thread of its own.

A notification is a hint, «PROCESS:CHANNEL:NEWS», and carries no words: what is new is read from the database. So one
that is lost costs nothing but time, and after each connection everything is looked at anew.
"""

from __future__ import annotations

import logging
import re
import secrets
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rundebord.live.broadcast import News

if TYPE_CHECKING:
    import psycopg

CHANNEL = "rundebord"
"""PostgreSQL's own word for where notifications go; all of ours go there."""
PROCESS = secrets.token_hex(4)
"""This process, so that it knows its own notifications again."""
_PAYLOAD = re.compile(
    r"(?P<process>[0-9a-f]{8}):(?P<channel>[^:]*):(?P<news>[0-9]{1,9}|ended|forgotten|given-up|clock-set)"
)
_WAIT_SECONDS = 0.5
"""How long the thread sits still before it looks whether it is to end."""
_STILL_THERE_SECONDS = 15.0
"""So often the connection is tried: one that died in silence would be deaf for ever."""
_RETRY_SECONDS = (0.1, 0.3, 1.0)
"""Between attempts to connect; the last again and again."""

_log = logging.getLogger(__name__)


def payload_of(channel: str, news: News) -> str:
    """The news as a notification from this process."""
    return f"{PROCESS}:{channel}:{news}"


def news_in(payloads: Sequence[str]) -> list[tuple[str, News]]:
    """What other processes have said, in order, without repetitions; own notifications and nonsense are left out.

    Of several versions of a channel only the highest is kept: a screen shows the newest.
    """
    heard: dict[tuple[str, str], News] = {}
    for payload in payloads:
        found = _PAYLOAD.fullmatch(payload)
        if found is None or found["process"] == PROCESS:
            continue
        word = found["news"]
        key = (found["channel"], "version" if word.isdigit() else word)
        said: Any = int(word) if word.isdigit() else word
        before = heard.pop(key, said)
        heard[key] = max(before, said) if isinstance(before, int) else said
    return [(channel, news) for (channel, _kind), news in heard.items()]


class Ear:
    """Hears what other processes say, until it is stopped. When the connection breaks, it is made again.

    ``on_connected`` is called each time there is a connection, before anything is heard over it: whatever was said
    meanwhile must be found out there. ``on_news`` is called with what has been said. Both are called in the ear's own
    thread; if one raises, a new connection is made after a while, and everything is looked at anew.
    """

    def __init__(
        self,
        connect: Mapping[str, Any],
        *,
        on_connected: Callable[[], None],
        on_news: Callable[[Sequence[tuple[str, News]]], None],
    ) -> None:
        self._connect = dict(connect)
        self._on_connected = on_connected
        self._on_news = on_news
        self._is_stopping = threading.Event()
        self._failures = 0
        """Attempts in a row that came to nothing; it is said at the first, not at each."""
        self._thread = threading.Thread(target=self._listen, name="rundebord-ear", daemon=True)

    def start(self) -> None:
        """The thread runs, and has a connection as soon as the database gives one."""
        self._thread.start()

    def stop(self) -> None:
        """The thread has ended."""
        self._is_stopping.set()
        self._thread.join(timeout=10)

    def _listen(self) -> None:
        while not self._is_stopping.is_set():
            try:
                self._listen_once()
            except Exception as fault:
                if self._failures == 0:
                    _log.warning("Other servers on the database are not heard now: %s", _first_line(fault))
                self._is_stopping.wait(_RETRY_SECONDS[min(self._failures, len(_RETRY_SECONDS) - 1)])
                self._failures += 1

    def _listen_once(self) -> None:
        import psycopg

        with psycopg.connect(**self._connect, autocommit=True) as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            self._on_connected()
            if self._failures:
                _log.warning("Other servers on the database are heard again")
            self._failures = 0
            self._hear(connection)

    def _hear(self, connection: psycopg.Connection[Any]) -> None:
        tried_at = time.monotonic()
        while not self._is_stopping.is_set():
            heard = [one.payload for one in connection.notifies(timeout=_WAIT_SECONDS, stop_after=1)]
            news = news_in(heard)
            if news:
                self._on_news(news)
            if time.monotonic() - tried_at > _STILL_THERE_SECONDS:
                connection.execute("SELECT 1")
                tried_at = time.monotonic()


def _first_line(fault: Exception) -> str:
    return (str(fault).splitlines() or [type(fault).__name__])[0]
