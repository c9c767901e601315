"""What a stream costs in memory while nothing is said."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from tests.bench.line import Bar, Line
from tests.bench.plan import SCREENS_IN_A_ROOM, Plan, say
from tests.bench.processes import Served, bare_uvicorn, rundebord
from tests.bench.rooms import Room, bare_rooms, empty, fill, open_rooms

_LEAST_ROOMS = 200
_PAST_A_HEARTBEAT_SECONDS = 16.0


async def measure(plan: Plan) -> list[Line]:
    """KB for each idle stream, beside those of bare uvicorn."""
    count = max(plan.rooms, _LEAST_ROOMS)
    with rundebord(plan.scratch("idle-stream")) as server:
        say(f"idle-stream: opening {count} rooms")
        rooms = await open_rooms(count, port=server.port, chance=plan.chance())
        fresh, ours = await _kilobytes_each(server, rooms)
    with bare_uvicorn() as peer:
        _, bare = await _kilobytes_each(peer, bare_rooms(count))
    note = (
        f"{count * SCREENS_IN_A_ROOM} streams in {count} rooms against none, after a heartbeat "
        f"({fresh:.1f} KB before it); the process alone, without the kernel's socket buffers"
    )
    return [Line("an idle stream", ours, "KB", Bar(15.0), ("bare uvicorn", bare), note)]


async def _kilobytes_each(server: Served, rooms: Sequence[Room]) -> tuple[float, float]:
    """KB for each stream just after it was opened, and after a heartbeat."""
    # What the first streams need once (code, templates, threads) is no part of the price of each.
    await fill(rooms[:2], port=server.port)
    await empty(rooms[:2])
    before = server.memory_kb()
    await fill(rooms, port=server.port)
    streams = len(rooms) * SCREENS_IN_A_ROOM
    fresh = (server.memory_kb() - before) / streams
    say(f"idle-stream: {streams} streams idle for {_PAST_A_HEARTBEAT_SECONDS:g} s")
    await asyncio.sleep(_PAST_A_HEARTBEAT_SECONDS)
    settled = (server.memory_kb() - before) / streams
    await empty(rooms)
    return fresh, settled
