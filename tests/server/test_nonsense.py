"""A phone that sends nonsense at speed: it is refused, the others notice nothing, and the log stays readable."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from factories.servers import RunningServer
from server.crowd import memory_mb
from server.phones import PROGRAMME, SHARING, Stream, Table, join_all, version_in

MOST_LOG_LINES = 50
MOST_MB = 60


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    folder = tmp_path_factory.mktemp("nonsense") / "data"
    started = RunningServer(folder, environment={"RUNDEBORD_PROGRAMME": PROGRAMME}).start()
    yield started
    started.stop()


def the_others_notice_nothing(server: RunningServer, seconds: float) -> None:
    table = Table(server.address).open_table().go_to(SHARING)
    phones = join_all(table, 5)
    streams = [Stream(server.address, phone.page["seat"], phone.page["mark"]) for phone in phones]
    before = memory_mb(server.pid)
    command = [sys.executable, str(Path(__file__).with_name("nonsense.py"))]
    with subprocess.Popen(
        [*command, str(server.port), table.meeting, str(seconds)], stdout=subprocess.PIPE, text=True
    ) as nonsense:
        delays, number = [], 0
        while nonsense.poll() is None:
            sent_at = time.monotonic()
            who = phones[number % 5].share if number % 2 else table.say
            said = table.said(who(f"linje {number}"))
            delays += [stream.reaches(version_in(said["mark"])) - sent_at for stream in streams]
            number += 1
            time.sleep(0.1)
        answers = {int(status): times for status, times in json.loads(nonsense.communicate()[0]).items()}
    assert set(answers) <= {0, 400, 403, 404, 405, 408, 413, 422, 429}, answers
    assert sum(answers.values()) > 100 * seconds, "hardly anything was sent: the test would prove nothing"
    assert sum(delay <= 1 for delay in delays) >= 0.95 * len(delays), f"the slowest took {max(delays):.1f} s"
    assert memory_mb(server.pid) - before < MOST_MB
    assert "Traceback" not in server.log()
    assert len(server.log().splitlines()) < MOST_LOG_LINES
    assert phones[0].lines()[-1] == f"linje {number - 1}"
    for stream in streams:
        stream.leave()


def test_a_head_without_an_end_is_refused_and_held_nowhere(server: RunningServer) -> None:
    before = memory_mb(server.pid)
    for beginning in (b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ", b"GET /", b"GET / HTTP/1.1\r\n"):
        piece = (b"X: y\r\n" if beginning.endswith(b"\n") else b"aaaaaa") * 10_000
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
            connection.sendall(beginning)
            with suppress(ConnectionError):
                for _ in range(500):
                    connection.sendall(piece)
                raise AssertionError("thirty megabytes of head were taken")
    assert memory_mb(server.pid) - before < 10
    assert Table(server.address).see_front()


def test_nonsense_for_three_seconds_disturbs_nobody(server: RunningServer) -> None:
    the_others_notice_nothing(server, 3)


@pytest.mark.soak
def test_nonsense_for_a_minute_disturbs_nobody(server: RunningServer) -> None:
    the_others_notice_nothing(server, 60)
