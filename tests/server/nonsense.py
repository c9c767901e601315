"""A device that sends nonsense as fast as it can, in a process of its own: ``python nonsense.py PORT MEETING SECONDS``.

Prints how it was answered: JSON of status → times; 0 is a connection that was closed without a word. Loopback alone.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections import Counter
from contextlib import suppress

POSTS_A_SECOND = 1_000
CONNECTIONS = 20
_HALF_OPEN = 100
_FORM = "Content-Type: application/x-www-form-urlencoded\r\n"


class Nonsense:
    def __init__(self, port: int, meeting: str, seconds: float) -> None:
        self.port, self.meeting, self.seconds = port, meeting, seconds
        self.answers: Counter[int] = Counter()
        self._chance = random.Random(port)
        self._sent = 0

    async def run(self) -> None:
        """All at once, for so many seconds."""
        jobs = [self._posts() for _ in range(CONNECTIONS)]
        jobs += [self._random_bytes(), self._huge_bodies(), self._half_requests(), self._wrong_ways_in()]
        with suppress(TimeoutError):
            async with asyncio.timeout(self.seconds):
                await asyncio.gather(*jobs)

    async def _posts(self) -> None:
        """Whole requests on connections that stay open: foreign seats, foreign tickets, wrong codes."""
        began = asyncio.get_running_loop().time()
        while True:
            with suppress(OSError, asyncio.IncompleteReadError):
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
                while True:
                    await asyncio.sleep(max(0.0, began + self._sent / POSTS_A_SECOND - self._now()))
                    self._sent += 1
                    writer.write(self._post())
                    self.answers[await _status(reader)] += 1

    def _post(self) -> bytes:
        letters = "".join(self._chance.choices("abcdef0123456789", k=32))
        path, body = self._chance.choice(
            [
                (
                    f"/mote/{self.meeting}/deltaker/kommando",
                    f"command=keep-note&command_id={letters}&step=runde&text=tull",
                ),
                (f"/mote/{self.meeting}/deltaker/klar", "step=paa-lapper&statement=sier-nei&person=1&yes=1"),
                ("/stemme", f"ticket={letters}.{letters}&mark={letters}"),
                (f"/mote/{letters[:12]}/kommando", f"command={letters}"),
                (f"/b/{self._chance.randrange(10**6):06d}", "name=%F0%9F%92%A9"),
            ]
        )
        cookie = f"Cookie: plass={letters}:{letters}; csrftoken={letters}\r\nX-CSRFToken: {letters}\r\n"
        return self._request("POST", path, f"{cookie}{_FORM}Content-Length: {len(body)}\r\n") + body.encode()

    async def _random_bytes(self) -> None:
        while True:
            await self._once(self._chance.randbytes(self._chance.randrange(1, 5_000)) + b"\r\n\r\n")

    async def _huge_bodies(self) -> None:
        head = self._request(
            "POST", f"/mote/{self.meeting}/deltaker/kommando", f"{_FORM}Content-Length: {50 << 20}\r\n"
        )
        while True:
            await self._once(head + b"a" * (1 << 20))
            await self._once(self._request("GET", "/", f"X-Long: {'a' * (1 << 20)}\r\n"))

    async def _half_requests(self) -> None:
        held = []
        head = self._request("POST", "/stemme", f"{_FORM}Content-Length: 900\r\n")
        for number in range(_HALF_OPEN):
            _reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            writer.write(head[: -1 - number % 40] if number % 2 else head + b"ticket=")
            held.append(writer)
        await asyncio.Event().wait()

    async def _wrong_ways_in(self) -> None:
        while True:
            token = "".join(self._chance.choices("abcdef0123456789:._-", k=90))
            await self._once(self._request("GET", f"/live/{token}?v=0", "Last-Event-ID: \xff\xfe\r\n"))

    async def _once(self, request: bytes) -> None:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            writer.write(request)
            self.answers[await _status(reader)] += 1
            writer.close()
        except (OSError, asyncio.IncompleteReadError):
            self.answers[0] += 1
        await asyncio.sleep(0.005)

    def _request(self, method: str, path: str, headers: str) -> bytes:
        return f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode("latin-1")

    def _now(self) -> float:
        return asyncio.get_running_loop().time()


async def _status(reader: asyncio.StreamReader) -> int:
    """The status of the next answer, which is read to its end."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = head.partition(b"content-length: ")[2].partition(b"\r\n")[0]
    if length:
        await reader.readexactly(int(length))
    return int(head[9:12])


if __name__ == "__main__":
    nonsense = Nonsense(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]))
    asyncio.run(nonsense.run())
    print(json.dumps(nonsense.answers))
