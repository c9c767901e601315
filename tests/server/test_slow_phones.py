"""Fifty phones in a room, a fifth of them slow or gone: the others notice nothing, and the server holds little."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import pytest

from factories.servers import RunningServer
from server.crowd import Reader, Slow, connections, lets_go, memory_mb
from server.phones import PROGRAMME, SHARING, Phone, Table, join_all, version_in

PHONES, TROUBLED = 50, 10
MANY = 1_000
"""Lines that are more than the system's own buffers hold for who never reads."""
MOST_MB = 40
"""For ten phones that take nothing: each holds at most a full buffer and eight frames."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    folder = tmp_path_factory.mktemp("slow") / "data"
    started = RunningServer(folder, environment={"RUNDEBORD_PROGRAMME": PROGRAMME}).start()
    yield started
    started.stop()
    assert "Traceback" not in started.log()


def talk(table: Table, slow: list[Slow], lines: int, pause: float) -> dict[int, float]:
    """So many long lines, one after the other. Version → when it was sent."""
    sent = {}
    for number in range(lines):
        sent_at = time.monotonic()
        said = table.said(table.say(f"{number} " + "ord " * 240))
        sent[version_in(said["mark"])] = sent_at
        for one in slow[:3]:
            one.take(500)
        if number == lines // 2:
            for one in slow[7:]:
                one.vanish()
        time.sleep(pause)
    return sent


async def follow_and_talk(
    server: RunningServer, table: Table, phones: list[Phone], lines: int, pause: float
) -> tuple[dict[int, float], list[Reader], list[Slow]]:
    """What was sent when, what those that read have had, and those that do not read."""
    slow = [Slow(server.port, phone.page["seat"]) for phone in phones[:TROUBLED]]
    readers = [Reader() for _ in phones[TROUBLED:]]
    tasks = [
        asyncio.create_task(reader.follow(server.port, phone.page["seat"]))
        for reader, phone in zip(readers, phones[TROUBLED:], strict=True)
    ]
    while not all(reader.came_at for reader in readers):
        await asyncio.sleep(0.02)
    sent = await asyncio.to_thread(talk, table, slow, lines, pause)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and not all(set(sent) <= set(reader.came_at) for reader in readers):
        await asyncio.sleep(0.02)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return sent, readers, slow


def the_others_notice_nothing(server: RunningServer, *, lines: int, pause: float) -> None:
    table = Table(server.address).open_table(40).go_to(SHARING)
    phones = join_all(table, PHONES)
    before, held = memory_mb(server.pid), connections(server.pid)
    sent, readers, slow = asyncio.run(follow_and_talk(server, table, phones, lines, pause))
    try:
        delays = [reader.came_at[version] - sent[version] for version in sent for reader in readers]
        assert len(delays) == lines * (PHONES - TROUBLED), "somebody missed a version"
        in_time = sum(delay <= 1 for delay in delays)
        assert in_time >= 0.95 * len(delays), f"{in_time} of {len(delays)}; the slowest took {max(delays):.1f} s"
        assert memory_mb(server.pid) - before < MOST_MB
        # Who was slow asks, and has everything.
        assert version_in(phones[0].poll()["mark"]) == max(sent)
        # The connections of those who vanished are let go at once; of those who take nothing, in a while.
        assert lets_go(server.pid, held + TROUBLED, 10)
        if lines > MANY:
            assert lets_go(server.pid, held + 3, 90), "who never reads is held on to"
    finally:
        for one in slow:
            one.leave()


def test_fifty_phones_of_which_ten_are_slow_or_gone_and_forty_notice_nothing(server: RunningServer) -> None:
    the_others_notice_nothing(server, lines=40, pause=0.01)


@pytest.mark.soak
def test_phones_that_never_read_are_let_go_within_two_minutes_and_hold_little(server: RunningServer) -> None:
    the_others_notice_nothing(server, lines=1_500, pause=0.02)
