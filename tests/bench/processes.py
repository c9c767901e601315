"""Servers in processes of their own, started and ended here, and what each has cost so far."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.factories.servers import clean_environment, free_port

ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 60
_CPU_CLOCK = 2  # CPUCLOCK_SCHED in Linux's include/linux/posix-timers.h


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers on 127.0.0.1. ``start_seconds``: from spawning it to its first 200 from ``/``."""

    pid: int
    port: int
    start_seconds: float
    started_cpu_seconds: float
    started_memory_kb: float

    def cpu_seconds(self) -> float:
        """The CPU time that the process has used, user and system, in all its threads, to the nanosecond."""
        return cpu_seconds(self.pid)

    def memory_kb(self) -> float:
        """The memory that is the process's own, and its share of what it shares (Pss), in KB."""
        return memory_kb(self.pid)


def cpu_seconds(pid: int) -> float:
    """The CPU time of a process. The clock that ``clock_getcpuclockid(3)`` names; /proc/PID/stat counts in 10 ms."""
    return time.clock_gettime((~pid << 3) | _CPU_CLOCK)


def memory_kb(pid: int) -> float:
    """The process's proportional set size in KB (1,024 bytes)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return float(line.split()[1])
    raise LookupError("Pss")


def busy_seconds() -> float:
    """The CPU time that all programs on this machine have used since it was started, all cores together."""
    user, nice, system, _idle, _waiting, irq, soft, *_ = map(int, Path("/proc/stat").read_text().split()[1:9])
    return (user + nice + system + irq + soft) / os.sysconf("SC_CLK_TCK")


@contextmanager
def rundebord(folder: Path, **environment: str) -> Iterator[Served]:
    """``rundebord serve`` on the data folder, as an operator starts it, until the block is left."""
    port = free_port()
    module = "rundebord.config.command_line"
    command = [sys.executable, "-m", module, "serve", "--data", str(folder), "--port", str(port)]
    with _served(command, port, signal.SIGTERM, **environment) as server:
        yield server


@contextmanager
def bare_uvicorn(frame_bytes: int = 2_000) -> Iterator[Served]:
    """The peer of the streams (``peer.py``): frames of that many bytes, and no work behind them."""
    port = free_port()
    with _served([sys.executable, "-m", "tests.bench.peer", str(port), str(frame_bytes)], port) as server:
        yield server


@contextmanager
def bare_django(site: Path) -> Iterator[Served]:
    """The peer of the start: the site that ``django_peer.py`` wrote."""
    port = free_port()
    with _served([sys.executable, str(site), "serve", str(port)], port) as server:
        yield server


@contextmanager
def _served(
    command: Sequence[str], port: int, end: signal.Signals = signal.SIGKILL, **environment: str
) -> Iterator[Served]:
    spawned = time.perf_counter()
    known = clean_environment(**environment)
    process = subprocess.Popen(command, cwd=ROOT, env=known, stdout=subprocess.DEVNULL, stderr=sys.stderr.fileno())
    try:
        _wait_for_first_page(process, port)
        seconds = time.perf_counter() - spawned
        yield Served(process.pid, port, seconds, cpu_seconds(process.pid), memory_kb(process.pid))
    finally:
        _end(process, end)


def _wait_for_first_page(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode} before its first page")
        page = http.client.HTTPConnection("127.0.0.1", port, timeout=_START_SECONDS)
        try:
            page.request("GET", "/")
            if page.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.005)
        finally:
            page.close()
    raise RuntimeError("the server did not show its first page")


def _end(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    if process.poll() is None:
        process.send_signal(how)
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def fsync_seconds(folder: Path, times: int = 200) -> list[float]:
    """How long each of so many appends of 4 KB took to be safe on the folder's disk: no command can be quicker."""
    taken = []
    path = folder / "fsync-probe"
    with path.open("wb", buffering=0) as file:
        for _ in range(times):
            file.write(b"x" * 4_096)
            began = time.perf_counter()
            os.fsync(file.fileno())
            taken.append(time.perf_counter() - began)
    path.unlink()
    return taken
