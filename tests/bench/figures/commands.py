"""Command → all ten screens of its room, and the CPU time that it costs the server."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tests.bench.line import Bar, Line, percentile
from tests.bench.plan import SCREENS_IN_A_ROOM, Plan, say
from tests.bench.processes import Served, bare_uvicorn, busy_seconds, fsync_seconds, rundebord
from tests.bench.rooms import Room, bare_rooms, fill, open_rooms
from tests.bench.scribes import Scribes, Written

COMMANDS = 2_000
PER_SECOND = 100.0
_WARM_UP = 50
_IDLE_SECONDS = 15.0
"""One heartbeat to every stream falls within."""


@dataclass(frozen=True, slots=True)
class _Load:
    """What the same load did to one server."""

    written: Sequence[Written]
    cpu_seconds: float
    idle_share: float
    """CPU seconds per second with all streams open and nothing said."""
    frame_bytes: float
    others_share: float
    """How many cores other programs than the server and this one took meanwhile."""

    def screens(self, share: float) -> float:
        return percentile([one.screens_seconds * 1_000 for one in self.written], share)

    def answer(self, share: float) -> float:
        return percentile([one.answer_seconds * 1_000 for one in self.written], share)

    @property
    def cpu_per_command(self) -> float:
        """In ms."""
        return (self.cpu_seconds - self.idle_share * COMMANDS / PER_SECOND) / COMMANDS * 1_000


async def measure(plan: Plan) -> list[Line]:
    """p50 and p99 of the way to the tenth screen, and CPU per command, each beside a bare fan-out."""
    folder = plan.scratch("commands")
    with rundebord(folder) as server:
        say(f"commands: opening {plan.rooms} rooms")
        rooms = await open_rooms(plan.rooms, port=server.port, chance=plan.chance())
        ours = await _load(server, rooms, plan.chance())
        fsync = percentile([seconds * 1_000 for seconds in fsync_seconds(folder)], 0.5)
    with bare_uvicorn(round(ours.frame_bytes)) as peer:
        bare = await _load(peer, bare_rooms(plan.rooms), plan.chance(), idle_seconds=2.0)
    lost = COMMANDS - len(ours.written)
    note = (
        f"{plan.rooms} rooms, {plan.rooms * SCREENS_IN_A_ROOM} streams (the bar is for 1000 and 10000), "
        f"{COMMANDS} commands at {PER_SECOND:g}/s, {lost} never shown; frame {ours.frame_bytes:.0f} bytes; "
        f"fsync of this disk p50 {fsync:.2f} ms; POST to answer p50 {ours.answer(0.5):.2f} ms, "
        f"p99 {ours.answer(0.99):.2f} ms; other programs took {ours.others_share:.2f} cores meanwhile "
        f"({bare.others_share:.2f} for the peer)"
    )
    name = "bare uvicorn fan-out, same bytes"
    return [
        Line(
            f"command to all ten screens, {label}",
            ours.screens(share),
            "ms",
            Bar(bar),
            (name, bare.screens(share)),
            note,
        )
        for label, share, bar in (("p50", 0.5, 3.0), ("p99", 0.99, 15.0))
    ] + [
        Line(
            "CPU per command",
            ours.cpu_per_command,
            "ms",
            Bar(2.0),
            (name, bare.cpu_per_command),
            f"with decide, commit, render and ten deliveries; idle {ours.idle_share * 1_000:.1f} ms/s is taken off",
        )
    ]


async def _load(server: Served, rooms: Sequence[Room], chance: Random, idle_seconds: float = _IDLE_SECONDS) -> _Load:
    await fill(rooms, port=server.port)
    scribes = Scribes(server.port, chance)
    await scribes.write_steadily(rooms, count=_WARM_UP, per_second=PER_SECOND)
    say(f"commands: {len(rooms) * SCREENS_IN_A_ROOM} streams idle for {idle_seconds:g} s")
    before = server.cpu_seconds()
    await asyncio.sleep(idle_seconds)
    idle_share = (server.cpu_seconds() - before) / idle_seconds
    say(f"commands: {COMMANDS} at {PER_SECOND:g} a second")
    screens = [screen for room in rooms for screen in room.screens]
    received = sum(screen.bytes_received for screen in screens)
    others = _others(server)
    before = server.cpu_seconds()
    began = time.perf_counter()
    written = await scribes.write_steadily(rooms, count=COMMANDS, per_second=PER_SECOND)
    cpu = server.cpu_seconds() - before
    others = (_others(server) - others) / (time.perf_counter() - began)
    received = sum(screen.bytes_received for screen in screens) - received
    scribes.close()
    for screen in screens:
        screen.close()
    return _Load(written, cpu, idle_share, received / COMMANDS / SCREENS_IN_A_ROOM, others)


def _others(server: Served) -> float:
    return busy_seconds() - server.cpu_seconds() - time.process_time()
