"""The server killed (SIGKILL) while phones write and vote: every word is there once, every answer is counted once."""

from __future__ import annotations

import random
import secrets
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx
import pytest

from factories.servers import RunningServer
from server.phones import PROGRAMME, RATES, RATING, SHARING, STATEMENT, Phone, Table, closed_votes, join_all, kept_lines

PHONES, LINES = 5, 6
_Job = Callable[[], object]


class _Trouble:
    """Sends what was not answered again, as the pages do; and counts how often that was."""

    def __init__(self) -> None:
        self.times = 0

    def until_answered(self, ask: Callable[[], httpx.Response]) -> httpx.Response:
        while True:
            try:
                return ask()
            except httpx.HTTPError:
                self.times += 1
                threading.Event().wait(0.02)


def _meanwhile(
    server: RunningServer, chance: random.Random, jobs: Sequence[Callable[[], None]], longest: float
) -> None:
    """The jobs are done, and the server was killed once while they were being done."""
    threads = [threading.Thread(target=job, daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
    threading.Event().wait(chance.uniform(0.0, longest))
    server.kill()
    server.start()
    for thread in threads:
        thread.join(timeout=30)
        assert not thread.is_alive()


def _write_and_vote(server: RunningServer, chance: random.Random, trouble: _Trouble) -> None:
    """One meeting, in which the server is killed while lines are shared, answers made ready, called in and sent."""
    table = Table(server.address).open_table(PHONES)
    phones = join_all(table, PHONES)
    table.go_to(SHARING)

    def share(phone: Phone, name: int) -> None:
        for number in range(LINES):
            command_id = secrets.token_hex(16)
            table.said(trouble.until_answered(lambda: phone.share(f"{name} {number}", command_id)))  # noqa: B023

    _meanwhile(server, chance, [lambda p=p, n=n: share(p, n) for n, p in enumerate(phones)], 0.3)
    lines = kept_lines(server.folder, table.meeting)
    assert len(lines) == len(set(lines)) == PHONES * LINES
    for name in range(PHONES):
        assert [line for line in lines if line.startswith(f"{name} ")] == [f"{name} {n}" for n in range(LINES)]

    table.start_rating()
    rates = [chance.choice(RATES) for _ in phones]

    def make_ready(phone: Phone) -> None:
        table.said(trouble.until_answered(phone.make_ready))
        phone.marks()

    def send(phone: Phone, rate: str) -> None:
        answer = trouble.until_answered(lambda: phone.send_ballot(rate)).json()
        # Counted, and cut off before it was told so; meanwhile the last one closed the vote, and nothing is left of it.
        assert answer == {"counted": True} or "refused" in answer

    _meanwhile(server, chance, [lambda p=p: trouble.until_answered(p.make_ready) for p in phones], 0.05)
    for phone in phones:
        make_ready(phone)
    _meanwhile(server, chance, [lambda: table.said(trouble.until_answered(table.call_in))], 0.02)
    _meanwhile(server, chance, [lambda p=p, r=r: send(p, r) for p, r in zip(phones, rates, strict=True)], 0.08)
    votes = closed_votes(server.folder, table.meeting)
    assert votes == [(RATING, STATEMENT, dict(Counter(rates)), PHONES)]


def _kill_often(folder: Path, meetings: int) -> None:
    chance, trouble = random.Random(meetings), _Trouble()
    server = RunningServer(folder, environment={"RUNDEBORD_PROGRAMME": PROGRAMME}).start()
    try:
        for _ in range(meetings):
            _write_and_vote(server, chance, trouble)
    finally:
        server.stop()
    assert trouble.times >= meetings, "hardly anything was cut off: the test would prove nothing"
    assert "Traceback" not in server.log()


def test_four_kills_among_phones_lose_nothing_and_count_each_answer_once(tmp_path: Path) -> None:
    _kill_often(tmp_path / "data", 1)


@pytest.mark.soak
def test_two_hundred_kills_among_phones_lose_nothing_and_count_each_answer_once(tmp_path: Path) -> None:
    _kill_often(tmp_path / "data", 50)


def test_a_phone_that_was_shut_out_is_out_also_after_a_kill(tmp_path: Path) -> None:
    server = RunningServer(tmp_path / "data", environment={"RUNDEBORD_PROGRAMME": PROGRAMME}).start()
    try:
        table = Table(server.address).open_table()
        phone, _other = join_all(table, 2)
        shown = table.shown()["regions"]["door"]
        seat = shown.partition('data-door="give-up"')[2].partition('data-seat="')[2].partition('"')[0]
        table.change_door("give-up", seat=seat)

        def follows() -> int:
            with phone.http.stream("GET", f"/live/{phone.page['seat']}?v=0") as stream:
                return stream.status_code

        assert phone.ask().status_code == 404
        assert follows() == 403
        server.kill()
        server.start()
        assert phone.ask().status_code == 404
        assert follows() == 403
    finally:
        server.stop()
