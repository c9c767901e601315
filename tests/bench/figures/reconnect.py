"""All devices lose the network at once and come back, showing the present version already."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.line import Bar, Line
from tests.bench.plan import SCREENS_IN_A_ROOM, Plan, say
from tests.bench.processes import Served, bare_uvicorn, rundebord
from tests.bench.rooms import Room, bare_rooms, empty, fill, open_rooms

_ALL_DEVICES = 10_000
_BAR_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class _Return:
    cpu_seconds: float
    wall_seconds: float


async def measure(plan: Plan) -> list[Line]:
    """The server's CPU seconds for the loss and the return of every stream, beside bare uvicorn's."""
    devices = plan.rooms * SCREENS_IN_A_ROOM
    with rundebord(plan.scratch("reconnect")) as server:
        say(f"reconnect: opening {plan.rooms} rooms")
        rooms = await open_rooms(plan.rooms, port=server.port, chance=plan.chance())
        ours = await _come_back(server, rooms)
    with bare_uvicorn() as peer:
        bare = await _come_back(peer, bare_rooms(plan.rooms))
    note = (
        f"{devices} streams in {plan.rooms} rooms dropped and opened again with Last-Event-ID; the bar is "
        f"{_BAR_SECONDS:g} s for {_ALL_DEVICES}; every stream open again after {ours.wall_seconds:.1f} s "
        f"(bare {bare.wall_seconds:.1f})"
    )
    bar = Bar(_BAR_SECONDS * devices / _ALL_DEVICES)
    return [
        Line(f"{devices} devices reconnect", ours.cpu_seconds, "s CPU", bar, ("bare uvicorn", bare.cpu_seconds), note)
    ]


async def _come_back(server: Served, rooms: Sequence[Room]) -> _Return:
    await fill(rooms, port=server.port)
    await asyncio.sleep(1.0)
    say("reconnect: all streams dropped and opened again")
    before, began = server.cpu_seconds(), time.perf_counter()
    await empty(rooms)
    await fill(rooms, port=server.port, is_back=True)
    wall = time.perf_counter() - began
    await asyncio.sleep(0.5)
    cpu = server.cpu_seconds() - before
    await empty(rooms)
    return _Return(cpu, wall)
