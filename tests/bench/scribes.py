"""Scribes who write in the rooms: lines posted at a steady rate or one by one, and how long each was on its way."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tests.bench.rooms import Room
from tests.bench.wire import Connection, connect, version_in

_PATIENCE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Written:
    """One line: seconds from sending it to the answer, and until the last screen of its room had got it."""

    answer_seconds: float
    screens_seconds: float


@dataclass(frozen=True, slots=True)
class _Sent:
    room: Room
    version: int
    sent_at: float
    answered_at: float

    def written(self) -> Written | None:
        shown = self.room.shown_at.get(self.version)
        return None if shown is None else Written(self.answered_at - self.sent_at, shown - self.sent_at)


class Scribes:
    """Posts lines to rooms on connections that stay open, as many as are in use at the same time."""

    def __init__(self, port: int, chance: Random) -> None:
        self._port = port
        self._chance = chance
        self._idle: list[Connection] = []

    async def write_steadily(self, rooms: Sequence[Room], *, count: int, per_second: float) -> list[Written]:
        """So many lines in random rooms, sent on the second whether the earlier ones have arrived or not.

        Lines that had not reached all screens ten seconds after the last answer are not among those returned.
        """
        wishes = [(room, room.new_line(self._port, self._chance)) for room in self._chance.choices(rooms, k=count)]
        began = time.perf_counter()
        sending = []
        for number, (room, wish) in enumerate(wishes):
            await asyncio.sleep(max(0.0, began + number / per_second - time.perf_counter()))
            sending.append(asyncio.create_task(self._send(room, wish)))
        sent = await asyncio.gather(*sending)
        deadline = time.perf_counter() + _PATIENCE_SECONDS
        while time.perf_counter() < deadline and any(one.written() is None for one in sent):
            await asyncio.sleep(0.05)
        return [written for one in sent if (written := one.written()) is not None]

    async def write_in_turn(self, room: Room, count: int) -> None:
        """So many lines in one room; each is on all its screens before the next is sent."""
        for _ in range(count):
            sent = await self._send(room, room.new_line(self._port, self._chance))
            deadline = time.perf_counter() + _PATIENCE_SECONDS
            while room.screens and sent.written() is None:
                if time.perf_counter() > deadline:
                    raise TimeoutError(f"version {sent.version} did not reach all screens")
                await asyncio.sleep(0.001)
            room.version = sent.version

    def close(self) -> None:
        """All connections are closed."""
        for connection in self._idle:
            connection.close()
        self._idle.clear()

    async def _send(self, room: Room, wish: bytes) -> _Sent:
        connection = self._idle.pop() if self._idle else await connect(self._port)
        sent_at = time.perf_counter()
        answer = await connection.ask(wish)
        answered_at = time.perf_counter()
        self._idle.append(connection)
        said = json.loads(answer.body) if answer.status == 200 else {}
        if "mark" not in said or "refused" in said:
            raise LookupError(f"a line was answered {answer.status}: {answer.body[:300]!r}")
        return _Sent(room, version_in(said["mark"]), sent_at, answered_at)
