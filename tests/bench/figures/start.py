"""From spawning ``rundebord serve``, with its database made, to its first page."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from statistics import median

from tests.bench.django_peer import make_site
from tests.bench.line import Bar, Line
from tests.bench.plan import Plan, say
from tests.bench.processes import Served, bare_django, rundebord

_TIMES = 5


async def measure(plan: Plan) -> list[Line]:
    """Wall time, CPU time and memory at the first 200 from ``/``, each beside a bare Django site, started in turns."""
    folder = plan.scratch("start")
    site, what = make_site(plan.scratch("django-site"))
    say(f"start: {_TIMES} times, in turns with {what}")
    ours: list[Served] = []
    peers: list[Served] = []
    for number in range(-1, _TIMES):
        for start, starts in ((lambda: rundebord(folder), ours), (lambda: bare_django(site), peers)):
            served = _once(start)
            if number >= 0:  # the first makes the database and the compiled modules
                starts.append(served)
    note = f"median of {_TIMES}, started in turns"
    most = Bar(1.5, of="ratio")

    def line(name: str, unit: str, of: Callable[[Served], float]) -> Line:
        peer = (what, median(of(one) for one in peers))
        return Line(f"start to first page, {name}", median(of(one) for one in ours), unit, most, peer, note)

    return [
        line("wall", "s", lambda one: one.start_seconds),
        line("CPU", "s", lambda one: one.started_cpu_seconds),
        line("memory", "MB", lambda one: one.started_memory_kb / 1_024),
    ]


def _once(start: Callable[[], AbstractContextManager[Served]]) -> Served:
    with start() as served:
        return served
