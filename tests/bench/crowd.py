"""What a house full of meetings does: lines from scribes and phones, ready-marks, moves; and phones that ask."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from tests.bench.tables import Doing, Table
from tests.bench.wire import Connection, connect, version_in

PHONES_ASK_EVERY = 120.0
"""Seconds; see ``heartbeat`` in meetings/phone.js."""
_PATIENCE_SECONDS = 10.0
_NEVER = -1
"""A version that no screen gets."""


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    doing: Doing
    share: float
    wish: Callable[[Table, int, Random], bytes]


MIX = (
    _Kind("line from a phone", "sharing", 0.45, Table.line_from_phone),
    _Kind("line from the scribe", "sharing", 0.25, Table.new_line),
    _Kind("ready-mark", "voting", 0.20, Table.ready_mark),
    _Kind("move", "moving", 0.10, Table.to_and_fro),
)


@dataclass(slots=True)
class Sent:
    """One command, and when it was sent and answered (``perf_counter``)."""

    kind: str
    table: Table
    version: int
    sent_at: float
    answered_at: float

    @property
    def screens_seconds(self) -> float | None:
        """Until the last screen of its room had got it; None if it has not."""
        shown = self.table.shown_at.get(self.version)
        return None if shown is None else shown - self.sent_at

    @property
    def answer_seconds(self) -> float:
        return self.answered_at - self.sent_at


@dataclass
class Crowd:
    """Sends the mix to one server, or in turns to several."""

    ports: Sequence[int]
    tables: Sequence[Table]
    chance: Random
    _idle: dict[int, list[Connection]] = field(default_factory=dict)

    async def act(self, *, seconds: float, per_second: float) -> list[Sent]:
        """Commands are sent on the second, whether the earlier ones have been answered or not."""
        by_doing = {kind.doing: [one for one in self.tables if one.doing == kind.doing] for kind in MIX}
        began, sending = time.perf_counter(), []
        for number in range(round(seconds * per_second)):
            await asyncio.sleep(max(0.0, began + number / per_second - time.perf_counter()))
            [kind] = self.chance.choices(MIX, [one.share for one in MIX])
            table = self.chance.choice(by_doing[kind.doing])
            if kind.doing != "sharing":
                free = [one for one in by_doing[kind.doing] if not one.is_busy]
                if not free:
                    continue
                table = self.chance.choice(free)
                table.is_busy = True
            sending.append(asyncio.create_task(self._send(kind, table, self.ports[number % len(self.ports)])))
        sent = await asyncio.gather(*sending)
        deadline = time.perf_counter() + _PATIENCE_SECONDS
        while time.perf_counter() < deadline and any(one.screens_seconds is None for one in sent):
            await asyncio.sleep(0.05)
        return sent

    async def let_phones_ask(self) -> None:
        """Every phone lets itself be heard of every other minute, until this is cancelled."""
        pause = PHONES_ASK_EVERY / sum(len(table.phones) for table in self.tables)
        began, number = time.perf_counter(), 0
        asking: set[asyncio.Task[None]] = set()
        try:
            while True:
                number += 1
                await asyncio.sleep(max(0.0, began + number * pause - time.perf_counter()))
                table = self.chance.choice(self.tables)
                port = self.ports[number % len(self.ports)]
                asking.add(task := asyncio.create_task(self._ask(table.word_of_phone(port, self.chance), port)))
                task.add_done_callback(asking.discard)
        finally:
            await asyncio.gather(*asking, return_exceptions=True)

    def close(self) -> None:
        for connections in self._idle.values():
            for connection in connections:
                connection.close()
        self._idle.clear()

    async def _ask(self, wish: bytes, port: int) -> None:
        connection = await self._free(port)
        with suppress(TimeoutError):
            await connection.ask(wish)
            self._idle[port].append(connection)

    async def _send(self, kind: _Kind, table: Table, port: int) -> Sent:
        wish, next_version = kind.wish(table, port, self.chance), table.newest + 1
        connection = await self._free(port)
        sent_at = time.perf_counter()
        try:
            answer = await connection.ask(wish)
        except TimeoutError:
            # Counted as never shown: a server that cannot keep up is a figure too.
            connection.close()
            table.is_busy = False
            return Sent(kind.name, table, _NEVER, sent_at, time.perf_counter())
        answered_at = time.perf_counter()
        if answer.status == 503:
            # Turned away, for too many wait: a browser would ask again. Counted as never shown too.
            connection.close()
            table.is_busy = False
            return Sent(kind.name, table, _NEVER, sent_at, answered_at)
        self._idle[port].append(connection)
        said = json.loads(answer.body) if answer.status == 200 else {}
        if not ("mark" in said or "ticket" in said) or "refused" in said:
            raise LookupError(f"a {kind.name} was answered {answer.status}: {answer.body[:300]!r}")
        # A ready-mark is no fact, and is not answered with a version; nothing else happens at its table.
        sent = Sent(kind.name, table, version_in(said.get("mark", f"-{next_version}")), sent_at, answered_at)
        if kind.doing != "sharing":
            with suppress(TimeoutError):
                async with asyncio.timeout(_PATIENCE_SECONDS):
                    while sent.screens_seconds is None:
                        await asyncio.sleep(0.005)
            table.is_busy = False
        return sent

    async def _free(self, port: int) -> Connection:
        idle = self._idle.setdefault(port, [])
        return idle.pop() if idle else await connect(port)
