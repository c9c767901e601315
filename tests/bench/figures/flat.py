"""Whether a command costs the same in a long meeting as in a short one, and in a full house as in an empty one.

The two that are compared are measured in turns, a few commands at a time, so that a machine that slows down slows both.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from tests.bench.line import Bar, Line
from tests.bench.plan import Plan, say
from tests.bench.processes import Served, rundebord
from tests.bench.rooms import Room, fill, open_rooms
from tests.bench.scribes import Scribes

SHORT, LONG = 100, 5_000
FEW_ROOMS = 10
_WINDOWS, _IN_A_WINDOW = 20, 10
_FLAT = Bar(1.2, of="ratio")


async def with_events(plan: Plan) -> list[Line]:
    """CPU per command in a meeting of 5,000 facts, against one of 100."""
    chance = plan.chance()
    with rundebord(plan.scratch("flat-events")) as server:
        short, long = await open_rooms(2, port=server.port, chance=chance)
        scribes = Scribes(server.port, chance)
        window = _WINDOWS * _IN_A_WINDOW
        for room, size in ((short, SHORT), (long, LONG)):
            say(f"flat-events: a meeting of {size} events")
            # The window lies around the size: half of its commands before it and half after.
            await scribes.write_in_turn(room, size - window // 2 - room.version)
        await fill([short, long], port=server.port)
        say(f"flat-events: {window} commands in each, in turns")
        small, large = await _in_turns([(server, scribes, [short]), (server, scribes, [long])])
        scribes.close()
    note = f"CPU per command, median of {_WINDOWS} windows of {_IN_A_WINDOW}; ten screens follow each meeting"
    return [Line(f"CPU per command at {LONG} events", large, "ms", _FLAT, (f"the same at {SHORT} events", small), note)]


async def with_rooms(plan: Plan) -> list[Line]:
    """CPU per command in a house of many rooms, against a house of ten."""
    chance = plan.chance()
    with rundebord(plan.scratch("few-rooms")) as quiet, rundebord(plan.scratch("many-rooms")) as busy:
        houses = []
        for server, count in ((quiet, FEW_ROOMS), (busy, plan.rooms)):
            say(f"flat-rooms: opening {count} rooms")
            rooms = await open_rooms(count, port=server.port, chance=chance)
            await fill(rooms, port=server.port)
            houses.append((server, Scribes(server.port, chance), rooms))
        say("flat-rooms: commands in each house, in turns")
        small, large = await _in_turns(houses)
        for _, scribes, _ in houses:
            scribes.close()
    note = (
        f"CPU per command, median of {_WINDOWS} windows of {_IN_A_WINDOW}; ten screens in every room (bar: 10 to 1000)"
    )
    peer = (f"the same with {FEW_ROOMS} rooms", small)
    return [Line(f"CPU per command with {plan.rooms} rooms", large, "ms", _FLAT, peer, note)]


async def _in_turns(houses: Sequence[tuple[Served, Scribes, Sequence[Room]]]) -> list[float]:
    """CPU ms per command in each house: the median, for a heartbeat or a collection of garbage falls in one window."""
    taken: list[list[float]] = [[] for _ in houses]
    for window in range(-1, _WINDOWS):
        for (server, scribes, rooms), windows in zip(houses, taken, strict=True):
            before = server.cpu_seconds()
            for number in range(_IN_A_WINDOW):
                await scribes.write_in_turn(rooms[(window * _IN_A_WINDOW + number) % len(rooms)], 1)
            if window >= 0:  # the first is for warming up
                windows.append((server.cpu_seconds() - before) / _IN_A_WINDOW * 1_000)
    return [median(windows) for windows in taken]
