"""What films cost: to serve (beside nginx, with Range), to build, to keep; and how they read and sound."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.line import Bar, Line
from tests.bench.plan import Plan, say
from tests.bench.processes import ROOT, cpu_seconds, rundebord
from tests.factories.films import content, script_in
from tests.factories.servers import free_port

PACKAGE = ROOT / "packages" / "digital-transformasjon"
GIGABYTE = 1_000_000_000
_ROUNDS = 4


async def measure(plan: Plan) -> list[Line]:
    """CPU per GB served, seconds to build, megabytes, characters a second in captions, and misheard letters."""
    films = sorted((PACKAGE / "media").glob("*.mp4"))
    if not films:
        return [Line("film", None, "", note="the package has no films")]
    return [_serving(plan, films[0]), *_building(plan), *_shipped(films)]


def _serving(plan: Plan, film: Path) -> Line:
    name = "CPU per GB of film served, with Range"
    with rundebord(plan.scratch("film")) as server:
        installed = next((plan.folder / "film" / "media").glob("*.mp4"))
        size = installed.stat().st_size
        times = max(1, round(GIGABYTE / 4 / size))
        fetch = lambda: _fetch(server.port, f"/film/{installed.name}", size, times)  # noqa: E731
        say(f"film: {times * _ROUNDS} times {size / 1e6:.0f} MB from rundebord and from nginx, in turns")
        nginx = shutil.which("nginx")
        if nginx is None:
            own = min(_cost(fetch, [server.pid]) for _ in range(_ROUNDS))
            note = "no peer: nginx is not installed (apt-get install nginx)"
            return Line(name, own / (times * size) * GIGABYTE, "s", note=note)
        with _nginx(nginx, plan.scratch("nginx"), installed) as (port, pids):
            theirs = lambda: _fetch(port, f"/{installed.name}", size, times)  # noqa: E731
            costs = [(_cost(fetch, [server.pid]), _cost(theirs, pids)) for _ in range(_ROUNDS)]
    per_gigabyte = GIGABYTE / (times * size)
    own, peer = (min(one) * per_gigabyte for one in zip(*costs, strict=True))
    return Line(name, own, "s", Bar(3.0, of="ratio"), ("nginx", peer), f"the best of {_ROUNDS} turns; «bytes=0-»")


def _cost(does: Callable[[], None], pids: list[int]) -> float:
    before = sum(cpu_seconds(pid) for pid in pids)
    does()
    return sum(cpu_seconds(pid) for pid in pids) - before


def _fetch(port: int, path: str, size: int, times: int) -> None:
    buffer = bytearray(1 << 20)
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        for _ in range(times):
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-\r\n\r\n".encode())
            head = b""
            while b"\r\n\r\n" not in head:
                head += connection.recv(1)
            if b" 206 " not in head.split(b"\r\n", 1)[0]:
                raise RuntimeError(head.decode(errors="replace"))
            left = size
            while left:
                left -= connection.recv_into(buffer, min(left, len(buffer)))


@contextmanager
def _nginx(program: str, folder: Path, film: Path) -> Iterator[tuple[int, list[int]]]:
    (folder / "root").mkdir()
    shutil.copy(film, folder / "root" / film.name)
    port = free_port()
    configuration = folder / "nginx.conf"
    configuration.write_text(
        # As root the worker would give its rights up, and then not reach the folder.
        f"{'user root; ' if os.geteuid() == 0 else ''}worker_processes 1; daemon off;\n"
        f"pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000;\n"
        f"  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;\n"
        f"  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;\n"
        f"  server {{ listen 127.0.0.1:{port}; root {folder}/root; }} }}\n"
    )
    process = subprocess.Popen([program, "-c", str(configuration), "-p", str(folder)], stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.02)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        yield port, [process.pid, *map(int, children)]
    finally:
        process.terminate()
        process.wait(timeout=15)


def _building(plan: Plan) -> list[Line]:
    from rundebord.films.pictures.shown import FactShown
    from rundebord.films.rendering import render_film
    from rundebord.films.timeline import timeline_of
    from rundebord.films.voicing import voice_film

    say("film: half a minute of film, from nothing and from what is there")
    folder = plan.scratch("building")
    script = script_in(folder, content())
    work = folder / "work"

    def build() -> float:
        began = time.perf_counter()
        spoken = voice_film(script, package=folder, work=work, engine="silent")
        timeline = timeline_of(script, {name: one.spoken for name, one in spoken.items()})
        output, poster = folder / "film.mp4", folder / "film.jpg"
        questions = ("Hva slutter vi med?",)
        render_film(
            timeline,
            spoken,
            facts={"K05": FactShown("Skatteetaten", "2015", "A")},
            questions=questions,
            output=output,
            poster=poster,
            work=work,
        )
        seconds.append(timeline.seconds)
        return time.perf_counter() - began

    seconds: list[float] = []
    first, again = build(), build()
    note = f"{seconds[0]:.0f} s of film, silent voices: drawing, encoding and sound; kokoro takes about 0.45 s a second"
    return [
        Line("a short film from nothing", first, "s", None, ("the film's own length", seconds[0]), note),
        Line("the same film from cache", again, "s", None, ("from nothing", first), "sound and joining alone"),
    ]


def _shipped(films: list[Path]) -> Iterator[Line]:
    yield Line("all films together", sum(film.stat().st_size for film in films) / 1e6, "MB", Bar(45.0))
    for film in films:
        yield Line(f"film: {film.stem}", film.stat().st_size / 1e6, "MB")
        yield from _reading(film.stem)
        yield from _sounding(film.stem)


def _reading(episode: str) -> Iterator[Line]:
    from rundebord.films.captions import captions_of
    from rundebord.films.finished import read_manifest, timeline_from
    from rundebord.films.reading import read_script

    script, _ = read_script(PACKAGE, episode)
    manifest = read_manifest(PACKAGE, episode)
    if script is None or manifest is None:
        return
    rates = [cue.rate for cue in captions_of(timeline_from(script, manifest), "nb")]
    yield Line(f"captions: {episode}, on average", sum(rates) / len(rates), "characters/s", Bar(12.0))
    yield Line(f"captions: {episode}, at most", max(rates), "characters/s", Bar(17.05))


def _sounding(episode: str) -> Iterator[Line]:
    heard = json.loads((PACKAGE / "films" / episode / "heard.json").read_text(encoding="utf-8"))
    roles = ", ".join(f"{role} {error * 100:.1f}" for role, error in heard["by_role"].items())
    yield Line(f"misheard letters: {episode}", heard["mean"] * 100, "%", Bar(9.0), note=f"by role: {roles}")
