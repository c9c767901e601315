"""``make bench``: one line of JSON for each figure on standard output, how far we are on standard error.

Ends with 0 also when a bar is not met: figures are for people to read, and a shared machine can be slow.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.bench.figures import commands, course, film, first_load, flat, idle_stream, load, reconnect, start
from tests.bench.line import Line
from tests.bench.plan import Plan, rooms_that_fit, say

Measure = Callable[[Plan], Awaitable[list[Line]]]

FIGURES: dict[str, Measure] = {
    "commands": commands.measure,
    "idle-stream": idle_stream.measure,
    "flat-events": flat.with_events,
    "flat-rooms": flat.with_rooms,
    "start": start.measure,
    "first-load": first_load.measure,
    "reconnect": reconnect.measure,
    "load": load.measure,
    "course": course.measure,
    "film": film.measure,
}


def main() -> None:
    chosen = _parser().parse_args()
    if chosen.list:
        print("\n".join(FIGURES))
        return
    if not Path("/proc/self/smaps_rollup").exists():
        say("The bench reads what a process costs from Linux; on this system it cannot measure.")
        return
    rooms = rooms_that_fit(chosen.rooms)
    if rooms < chosen.rooms:
        say(f"This account may not open enough files for {chosen.rooms} rooms: {rooms} are measured (see ulimit -Hn).")
    began = time.monotonic()
    for name in chosen.only or FIGURES:
        say(f"— {name} ({time.monotonic() - began:.0f} s; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)")
        # A folder for each figure: what one leaves behind is no burden on the next.
        with tempfile.TemporaryDirectory(prefix="rundebord-bench-") as folder:
            for line in _measured(name, Plan(rooms, Path(folder), chosen.seed, chosen.seconds, chosen.rate)):
                print(line.as_json(), flush=True)
    say(f"Done in {time.monotonic() - began:.0f} s.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measures speed and size under load.")
    parser.add_argument(
        "--only", action="append", choices=FIGURES, metavar="NAME", help="this figure alone (again for more)"
    )
    parser.add_argument("--rooms", type=int, default=100, help="rooms of ten screens each (default 100; the bar: 1000)")
    parser.add_argument("--seconds", type=float, default=10.0, help="how long «load» lasts (default 10; the bar: 60)")
    parser.add_argument("--rate", type=float, default=200.0, help="commands a second in «load» (the bar: 200)")
    parser.add_argument("--seed", type=int, default=1, help="other rooms and words (default 1)")
    parser.add_argument("--list", action="store_true", help="name the figures and end")
    return parser


def _measured(name: str, plan: Plan) -> list[Line]:
    """The figure's lines, measured on the loop that the servers use; or the reason why there are none."""
    # Ten thousand streams of ours are not to be looked through for garbage in the middle of a measurement.
    gc.collect()
    gc.disable()
    try:
        with asyncio.Runner(loop_factory=_new_loop) as runner:
            return runner.run(_awaited(FIGURES[name], plan))
    except Exception as fault:
        traceback.print_exc()
        return [Line(name, None, "", note=f"could not be measured: {type(fault).__name__}: {fault}"[:300])]
    finally:
        gc.enable()


async def _awaited(measure: Measure, plan: Plan) -> list[Line]:
    return await measure(plan)


def _new_loop() -> asyncio.AbstractEventLoop:
    if sys.platform == "win32":
        return asyncio.new_event_loop()
    import uvloop

    return uvloop.new_event_loop()


if __name__ == "__main__":
    main()
