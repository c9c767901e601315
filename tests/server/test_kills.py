"""The server killed (SIGKILL) at any moment while a group writes: every acknowledged word is there, none twice."""

from __future__ import annotations

import random
import secrets
import threading
import time
from pathlib import Path

import httpx
import pytest

from factories.postgresql import Cluster
from factories.servers import RunningServer
from server.client import Visitor


class _Scribe(threading.Thread):
    """Writes as fast as it is answered, and re-sends what was not, with the same id, as the browser's queue does."""

    def __init__(self, visitor: Visitor, name: str) -> None:
        super().__init__(daemon=True)
        self.visitor = visitor
        self.label = name
        self.acknowledged: list[str] = []
        self.waiting: tuple[str, str] | None = None
        self.is_done = threading.Event()
        self._count = 0

    def run(self) -> None:
        while not self.is_done.is_set():
            if self.waiting is None:
                self._count += 1
                self.waiting = (f"{self.label} {self._count}", secrets.token_hex(16))
            self.try_once()

    def try_once(self) -> None:
        assert self.waiting is not None
        text, command_id = self.waiting
        try:
            answer = self.visitor.keep(text, command_id)
        except httpx.HTTPError:
            self.is_done.wait(0.02)
            return
        assert answer.status_code == 200, answer.text
        assert "refused" not in answer.json()
        self.acknowledged.append(text)
        self.waiting = None


def _wait_for_answers(scribes: list[_Scribe]) -> None:
    before = [len(scribe.acknowledged) for scribe in scribes]
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if all(len(scribe.acknowledged) > had for scribe, had in zip(scribes, before, strict=True)):
            return
        time.sleep(0.005)


def _kill_often(folder: Path, kills: int, **environment: str) -> None:
    chance = random.Random(folder.name)
    server = RunningServer(folder, environment=environment).start()
    first = Visitor(server.address).start_meeting().start_writing()
    second = Visitor(server.address)
    second.http.cookies = first.http.cookies
    second.meeting, second.page = first.meeting, first.page
    scribes = [_Scribe(first, "a"), _Scribe(second, "b")]
    for scribe in scribes:
        scribe.start()
    try:
        for kill in range(kills):
            # Every other time somebody has been answered first; else a slow machine would never come to write.
            if kill % 2:
                _wait_for_answers(scribes)
            threading.Event().wait(chance.uniform(0.0, 0.12))
            server.kill()
            server.start()
        for scribe in scribes:
            scribe.is_done.set()
            scribe.join(timeout=20)
            while scribe.waiting is not None:
                scribe.try_once()
        kept = Visitor(server.address)
        kept.http.cookies = first.http.cookies
        kept.meeting, kept.page = first.meeting, first.page
        kept.reload()
        lines = kept.all_lines()
    finally:
        server.stop()
    assert len(lines) == len(set(lines)), "a word stands twice"
    for scribe in scribes:
        assert len(scribe.acknowledged) >= kills // 2, "the scribes hardly wrote: the test would prove nothing"
        assert [line for line in lines if line.startswith(f"{scribe.label} ")] == scribe.acknowledged


def test_twenty_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    _kill_often(tmp_path / "data", 20)


@pytest.mark.soak
def test_fifty_kills_on_postgresql_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    cluster = Cluster.made()
    try:
        _kill_often(tmp_path / "data", 50, DATABASE_URL=cluster.new_database("kills"))
    finally:
        cluster.remove()


@pytest.mark.soak
def test_two_hundred_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    _kill_often(tmp_path / "data", 200)
