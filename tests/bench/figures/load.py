"""A house full of meetings with phones: everything at once, as it is on a busy morning.

With SQLite in one process; and, where ``DATABASE_URL`` names a PostgreSQL database, there too, in one and in two.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass

from tests.bench.crowd import MIX, PHONES_ASK_EVERY, Crowd, Sent
from tests.bench.line import Bar, Line, percentile
from tests.bench.plan import SCREENS_IN_A_ROOM, Plan, say
from tests.bench.processes import Served, bare_uvicorn, busy_seconds, fsync_seconds, rundebord
from tests.bench.rooms import empty, fill
from tests.bench.tables import PROGRAMME, Table, bare_tables, open_tables

_COMMANDS_BEFORE = 2.0
"""In each room, at half the rate, before it is measured: these are meetings that have gone on for a while."""
_IDLE_SECONDS = 16.0
"""One heartbeat to every stream falls within."""
_DEVICES = 10_000


@dataclass(frozen=True, slots=True)
class _Load:
    """What the same load did to one server, or to two together."""

    sent: Sequence[Sent]
    cpu_seconds: float
    idle_share: float
    """CPU seconds per second with all streams open and phones that ask, and nothing said."""
    frame_bytes: float
    kilobytes_each: float
    return_cpu_seconds: float
    others_share: float
    seconds: float

    def screens(self, share: float, kind: str = "") -> float:
        """In ms, of the commands that reached all their screens."""
        shown = [one.screens_seconds for one in self.sent if one.kind == kind or not kind]
        return percentile([seconds * 1_000 for seconds in shown if seconds is not None], share)

    @property
    def lost(self) -> int:
        return sum(one.screens_seconds is None for one in self.sent)

    @property
    def cpu_per_command(self) -> float:
        """In ms."""
        return (self.cpu_seconds - self.idle_share * self.seconds) / len(self.sent) * 1_000


async def measure(plan: Plan) -> list[Line]:
    """p50 and p99 to all screens, CPU per command, KB per idle stream, CPU of a return; each beside a bare fan-out."""
    settings = {"RUNDEBORD_PROGRAMME": PROGRAMME}
    houses = [("SQLite, one process", 1, settings)]
    if url := os.environ.get("DATABASE_URL"):
        shared = {**settings, "DATABASE_URL": url}
        houses += [("PostgreSQL, one process", 1, shared), ("PostgreSQL, two processes", 2, shared)]
    loads = []
    for name, processes, environment in houses:
        folder = plan.scratch(name.replace(" ", "-"))
        with ExitStack() as stack:
            servers = [stack.enter_context(rundebord(folder, **environment)) for _ in range(processes)]
            say(f"load: {name}: opening {plan.rooms} rooms with phones")
            tables = await open_tables(plan.rooms, port=servers[0].port, chance=plan.chance())
            load = await _load(plan, servers, tables)
            loads.append((name, load, percentile([taken * 1_000 for taken in fsync_seconds(folder)], 0.5)))
    with bare_uvicorn(round(loads[0][1].frame_bytes)) as peer:
        say("load: bare uvicorn")
        bare = await _load(plan, [peer], bare_tables(plan.rooms))
    return [line for name, load, fsync in loads for line in _lines(plan, name, load, bare, fsync)]


async def _load(plan: Plan, servers: Sequence[Served], tables: Sequence[Table]) -> _Load:
    ports = [server.port for server in servers]
    where = {"port": ports[0], "other_port": ports[1] if len(ports) > 1 else 0}
    crowd = Crowd(ports, tables, plan.chance())
    # What the first streams need once is no part of the price of each.
    await fill(tables[:2], **where)
    await empty(tables[:2])
    memory = _memory(servers)
    await fill(tables, **where)
    asking = asyncio.create_task(crowd.let_phones_ask())
    say(f"load: {len(tables) * SCREENS_IN_A_ROOM} streams idle for {_IDLE_SECONDS:g} s")
    before = _cpu(servers)
    await asyncio.sleep(_IDLE_SECONDS)
    idle_share = (_cpu(servers) - before) / _IDLE_SECONDS
    each = (_memory(servers) - memory) / len(tables) / SCREENS_IN_A_ROOM
    calm = plan.per_second / 2
    say(f"load: {_COMMANDS_BEFORE:g} commands a room before it is measured, {calm:g} a second")
    await crowd.act(seconds=_COMMANDS_BEFORE * len(tables) / calm, per_second=calm)
    say(f"load: {plan.per_second:g} commands a second for {plan.seconds:g} s")
    screens = [screen for table in tables for screen in table.screens]
    received = sum(screen.bytes_received for screen in screens)
    others, before, began = _others(servers), _cpu(servers), time.perf_counter()
    sent = await crowd.act(seconds=plan.seconds, per_second=plan.per_second)
    seconds = time.perf_counter() - began
    cpu, others = _cpu(servers) - before, (_others(servers) - others) / seconds
    received = sum(screen.bytes_received for screen in screens) - received
    asking.cancel()
    with suppress(asyncio.CancelledError):
        await asking
    crowd.close()
    say("load: all streams dropped and opened again")
    before = _cpu(servers)
    await empty(tables)
    await fill(tables, **where, is_back=True)
    await asyncio.sleep(0.5)
    return_cpu = _cpu(servers) - before
    await empty(tables)
    return _Load(
        sent, cpu, idle_share, received / len(sent) / SCREENS_IN_A_ROOM, each, return_cpu, others, seconds
    )  # fmt: skip


def _lines(plan: Plan, name: str, load: _Load, bare: _Load, fsync: float) -> list[Line]:
    devices = plan.rooms * SCREENS_IN_A_ROOM
    peer = "bare uvicorn, same bytes"
    slowest = ", ".join(
        f"{kind.name} {load.screens(0.5, kind.name):.1f} / {load.screens(0.99, kind.name):.1f}" for kind in MIX
    )
    answers = [one.answer_seconds * 1_000 for one in load.sent]
    note = (
        f"{plan.rooms} rooms of one shared screen, one host and eight phones (the bar is for 1000), {len(load.sent)} "
        f"commands at {plan.per_second:g}/s (the bar is for 200), {load.lost} never shown; "
        f"p50 / p99 ms of each kind: {slowest}; to the answer "
        f"{percentile(answers, 0.5):.1f} / {percentile(answers, 0.99):.1f}; frame {load.frame_bytes:.0f} bytes; fsync "
        f"of this disk p50 {fsync:.2f} ms; other programs (a database server too) took {load.others_share:.2f} cores "
        f"meanwhile ({bare.others_share:.2f} for the peer)"
    )
    house = f"load, {name}"
    return [
        Line(
            f"{house}: command to all ten screens, {label}",
            load.screens(share),
            "ms",
            Bar(bar),
            (peer, bare.screens(share)),
            note,
        )
        for label, share, bar in (("p50", 0.5, 3.0), ("p99", 0.99, 15.0))
    ] + [
        Line(
            f"{house}: CPU per command",
            load.cpu_per_command,
            "ms",
            Bar(2.0),
            (peer, bare.cpu_per_command),
            f"with three renderings; {load.idle_share * 1_000:.0f} ms/s is taken off: heartbeats, and phones that let "
            f"themselves be heard of every {PHONES_ASK_EVERY:g} s (bare {bare.idle_share * 1_000:.0f})",
        ),
        Line(
            f"{house}: an idle stream",
            load.kilobytes_each,
            "KB",
            Bar(15.0),
            (peer, bare.kilobytes_each),
            "with what is kept of meetings, seats and frames; the kernel's socket buffers are not in it",
        ),
        Line(
            f"{house}: {devices} devices reconnect",
            load.return_cpu_seconds,
            "s CPU",
            Bar(3.0 * devices / _DEVICES),
            (peer, bare.return_cpu_seconds),
            "of each room the present version is asked for; nothing is rendered, for all screens have it",
        ),
    ]


def _cpu(servers: Sequence[Served]) -> float:
    return sum(server.cpu_seconds() for server in servers)


def _memory(servers: Sequence[Served]) -> float:
    return sum(server.memory_kb() for server in servers)


def _others(servers: Sequence[Served]) -> float:
    return busy_seconds() - _cpu(servers) - time.process_time()
