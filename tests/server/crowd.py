"""Many streams on few threads: those that read, those that are slow, and those that never read a byte."""

from __future__ import annotations

import asyncio
import re
import socket
import struct
import time
from contextlib import suppress
from pathlib import Path

_ID = re.compile(rb"^id: [0-9a-z]+-(\d+)$", re.MULTILINE)


class Reader:
    """A phone that reads what comes; when it had each version (``time.monotonic``)."""

    def __init__(self) -> None:
        self.came_at: dict[int, float] = {}

    async def follow(self, port: int, seat: str) -> None:
        """Until it is cancelled, or the server ends the stream."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
        writer.write(_request(seat))
        try:
            while line := await reader.readline():
                found = _ID.match(line.rstrip())
                if found:
                    self.came_at[int(found[1])] = time.monotonic()
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()


class Slow:
    """A phone that is there, and takes nothing, or a few bytes now and then: its door stands open a crack."""

    def __init__(self, port: int, seat: str) -> None:
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        self._socket.connect(("127.0.0.1", port))
        self._socket.sendall(_request(seat))

    def take(self, count: int) -> bytes:
        """A few of the bytes that wait."""
        self._socket.settimeout(1)
        with suppress(TimeoutError):
            return self._socket.recv(count)
        return b""

    def leave(self) -> None:
        """Closed as an ordinary browser closes."""
        self._socket.close()

    def vanish(self) -> None:
        """Gone in the middle of a word, without a goodbye."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._socket.close()


def _request(seat: str) -> bytes:
    return f"GET /live/{seat}?v=0 HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n".encode()


def memory_mb(pid: int) -> float:
    """What the process holds for itself alone, in MB. Linux."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"RssAnon:\s+(\d+) kB", status)
    assert found
    return int(found[1]) / 1_024


def connections(pid: int) -> int:
    """How many connections the process holds; its database's files come and go with its threads."""
    count = 0
    for file in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):
            count += str(file.readlink()).startswith("socket:")
    return count


def lets_go(pid: int, most: int, seconds: float) -> bool:
    """True if the process holds no more than so many connections before the time is up."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if connections(pid) <= most:
            return True
        time.sleep(0.05)
    return False
