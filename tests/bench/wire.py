"""The cheapest client that is still one: HTTP requests and event streams on raw sockets.

It shares two cores with the server that it measures, so every microsecond here is one that the server does not get.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_HEADER = re.compile(r"^([^:\r\n]+): *([^\r\n]*)\r?$", re.MULTILINE)


def version_in(mark: str) -> int:
    """The version in a mark «START-VERSION», whichever start of the server it is of."""
    return int(mark.rpartition("-")[2])


class Gone(ConnectionError):
    """The server closed the connection, or answered something that this client does not read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer."""

    status: int
    head: str
    body: bytes

    def headers(self, name: str) -> list[str]:
        """The values of all headers of that name."""
        return [value for key, value in _HEADER.findall(self.head) if key.lower() == name]


class Connection(asyncio.Protocol):
    """One request at a time on a connection that stays open. Reads answers that say their length; all of ours do."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[Answer] | None = None
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._read += data
        end = self._read.find(b"\r\n\r\n")
        if end < 0 or self._waiting is None:
            return
        head = self._read[:end]
        length = _LENGTH.search(head)
        whole = end + 4 + (int(length.group(1)) if length else 0)
        if len(self._read) < whole:
            return
        answer = Answer(int(head[9:12]), head.decode("latin-1"), self._read[end + 4 : whole])
        self._read = b""
        if not self._waiting.done():
            self._waiting.set_result(answer)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(Gone(str(exc)))

    async def ask(self, request: bytes) -> Answer:
        """The answer to a whole request as bytes. Raises ``Gone``, or ``TimeoutError`` after 30 s."""
        assert self._transport is not None
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await asyncio.wait_for(self._waiting, 30)

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


class Screen(asyncio.Protocol):
    """One event stream. ``seen(before, version, at)`` is called each time it has got a whole newer version."""

    __slots__ = ("_opened", "_rest", "_seen", "_transport", "bytes_received", "version")

    def __init__(self, version: int, seen: Callable[[int, int, float], None]) -> None:
        self._seen = seen
        self._rest = b""
        self._transport: asyncio.Transport | None = None
        self._opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.version = version
        self.bytes_received = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        self.bytes_received += len(data)
        if self._rest:
            data = self._rest + data
        end = data.rfind(b"\n\n")
        if end < 0:
            self._rest = data
            return
        # The chunk's own end mark may follow; an event's id stands on a line of its own after it.
        self._rest = data[end + 1 :]
        start = data.rfind(b"\nid: ", 0, end)
        if start >= 0:
            before, self.version = self.version, version_in(data[start + 5 : data.index(b"\n", start + 5)].decode())
            self._seen(before, self.version, now)
        if not self._opened.done():
            # The first event has come: the stream is open from end to end.
            if data.startswith(b"HTTP/1.1 200"):
                self._opened.set_result(None)
            else:
                self._opened.set_exception(Gone(data[:40].decode("latin-1")))

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._opened.done():
            self._opened.set_exception(Gone(str(exc)))

    async def open(self, request: bytes) -> None:
        """The stream has brought its first event. Raises ``Gone``, or ``TimeoutError`` after 60 s."""
        assert self._transport is not None
        self._transport.write(request)
        await asyncio.wait_for(asyncio.shield(self._opened), 60)

    def close(self) -> None:
        """Gone, as a device that loses its network."""
        if self._transport is not None:
            self._transport.abort()


async def connect(port: int) -> Connection:
    """A connection to the server on this machine."""
    _, connection = await asyncio.get_running_loop().create_connection(Connection, "127.0.0.1", port)
    return connection


def request(method: str, path: str, port: int, headers: dict[str, str] | None = None, body: bytes = b"") -> bytes:
    """The request as a browser on this machine would send it."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: localhost:{port}", "User-Agent: Mozilla/5.0 (bench)"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if method == "POST":
        lines += [f"Origin: http://localhost:{port}", f"Content-Length: {len(body)}"]
        lines.append("Content-Type: application/x-www-form-urlencoded;charset=UTF-8")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body
