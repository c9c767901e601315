"""A phone's network is gone, without a word: the others go on, and what was typed meanwhile comes in order, once."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from factories.servers import RunningServer
from server.crowd import connections, lets_go
from server.network import Network, why_no_network
from server.phones import PROGRAMME, SHARING, Phone, Stream, Table, kept_lines, version_in


@pytest.fixture
def network() -> Iterator[Network]:
    if why_not := why_no_network():
        pytest.skip(why_not)
    with Network() as made:
        yield made


@pytest.fixture
def server(network: Network, tmp_path: Path) -> Iterator[RunningServer]:
    settings = {"RUNDEBORD_HOST": network.address, "RUNDEBORD_PROGRAMME": PROGRAMME}
    started = RunningServer(tmp_path / "data", host=network.address, environment=settings).start()
    yield started
    started.stop()
    assert "Traceback" not in started.log()


class Inside(threading.Thread):
    """A phone in the network that is cut: it writes, and its queue sends one line at a time until it is answered."""

    def __init__(self, network: Network, server: RunningServer, table: Table, pause: float) -> None:
        super().__init__(daemon=True)
        self._network, self._pause, self._code = network, pause, table.code
        self._arguments = (server.address, table.meeting, 1.5)
        self.written: list[str] = []
        self.delivered: list[str] = []
        self.failed = 0
        self.mark = ""
        self.is_in, self.is_told_to_end = threading.Event(), threading.Event()

    def run(self) -> None:
        self._network.enter()
        self.phone = Phone(*self._arguments).join(self._code)
        self.mark = self.phone.page["mark"]
        self.is_in.set()
        waiting: list[tuple[str, str]] = []
        written_at = 0.0
        while waiting or not self.is_told_to_end.is_set():
            # Somebody types whether there is a network or not.
            if not self.is_told_to_end.is_set() and time.monotonic() - written_at > self._pause:
                written_at = time.monotonic()
                self.written.append(f"innenfra {len(self.written)}")
                waiting.append((self.written[-1], secrets.token_hex(16)))
            if waiting:
                waiting = waiting[self._try(*waiting[0]) :]
            time.sleep(0.05)

    def _try(self, text: str, command_id: str) -> bool:
        try:
            answer = self.phone.share(text, command_id)
            shown = self.phone.poll(self.mark)
        except httpx.HTTPError:
            self.failed += 1
            return False
        self.mark = shown.get("mark", self.mark)
        if answer.status_code != 200 or "refused" in answer.json():
            return False
        self.delivered.append(text)
        return True


def cut_for(network: Network, server: RunningServer, seconds: float, pause: float) -> None:
    table = Table(server.address).open_table().go_to(SHARING)
    outside = Phone(server.address, table.meeting).join(table.code)
    followed = Stream(server.address, outside.page["seat"], outside.page["mark"])
    inside = Inside(network, server, table, pause)
    before = connections(server.pid)
    inside.start()
    assert inside.is_in.wait(10)
    broken = Stream(server.address, inside.phone.page["seat"], inside.mark, inside=network.enter, patience=None)
    table.said(table.say("før"))
    broken.reaches(version_in(followed.marks[-1]) if followed.marks else 1)
    network.cut()
    began, said, delays = time.monotonic(), 0, []
    time.sleep(0.2)
    seen, written = set(broken.marks), len(inside.written)
    while time.monotonic() - began < seconds:
        sent_at = time.monotonic()
        mark = table.said(table.say(f"utenfra {said}"))["mark"]
        delays.append(followed.reaches(version_in(mark)) - sent_at)
        said += 1
        time.sleep(max(0.05, min(1.0, seconds / 100)))
    assert sum(delay <= 1 for delay in delays) >= 0.95 * len(delays), f"the slowest took {max(delays):.1f} s"
    # Not a byte has come, and nobody has said that the stream is over.
    assert set(broken.marks) == seen
    assert not broken.is_ended.is_set()
    assert inside.failed
    if seconds > MINUTES:
        assert lets_go(server.pid, before + 3, 1), "who vanished is held on to"
    network.mend()
    inside.is_told_to_end.set()
    inside.join(30)
    assert not inside.is_alive()
    assert inside.delivered == inside.written
    assert len(inside.written) > written, "nothing was typed meanwhile: the test would prove nothing"
    kept = kept_lines(server.folder, table.meeting)
    assert [line for line in kept if line.startswith("innenfra")] == inside.written
    assert [line for line in kept if line.startswith("utenfra")] == [f"utenfra {number}" for number in range(said)]
    # The phone shows what was said without it, and its new stream begins where it is.
    back = Stream(server.address, inside.phone.page["seat"], last=inside.mark, inside=network.enter)
    back.reaches(version_in(table.said(table.say("etter"))["mark"]))
    for stream in (followed, back, broken):
        stream.leave()


MINUTES = 180.0
"""From so long a cut on, the server must have let go of the connections that it broke."""


def test_a_network_that_is_cut_for_seconds_loses_and_doubles_nothing(network: Network, server: RunningServer) -> None:
    cut_for(network, server, seconds=3, pause=0.3)


@pytest.mark.soak
def test_a_network_that_is_cut_for_ten_minutes_loses_and_doubles_nothing(
    network: Network, server: RunningServer
) -> None:
    cut_for(network, server, seconds=600, pause=10)
