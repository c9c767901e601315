"""Disk full while phones take part: a plain sentence on each, nothing lost, each answer counted once afterwards."""

from __future__ import annotations

import resource
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import httpx
import pytest

from factories.servers import RunningServer
from server.phones import PROGRAMME, RATING, SHARING, STATEMENT, Table, closed_votes, join_all

WHAT_AND_WHAT_NOW = ("Disken kan være full. Det dere har skrevet, ligger trygt i nettleseren.", "Prøv igjen om litt.")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    folder = tmp_path_factory.mktemp("trouble") / "data"
    started = RunningServer(folder, environment={"RUNDEBORD_PROGRAMME": PROGRAMME}).start()
    yield started
    started.stop()
    assert "Traceback" not in started.log()


@contextmanager
def full_disk(server: RunningServer) -> Iterator[None]:
    """No file of the server's may grow."""
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def was_long_silent(server: RunningServer) -> None:
    """No phone has been heard of for a long time: the next word of each is worth writing down."""
    with closing(sqlite3.connect(server.folder / "rundebord.sqlite3")) as database:
        database.execute("UPDATE meetings_seatrow SET seen_at = '2020-01-01 00:00:00'")
        database.commit()


def says_that_nothing_can_be_saved(answer: httpx.Response) -> bool:
    said = answer.json()["sentence"] if "json" in answer.headers["content-type"] else answer.text
    return answer.status_code == 503 and all(sentence in said for sentence in WHAT_AND_WHAT_NOW)


def test_a_line_from_a_phone_on_a_full_disk_waits_and_is_kept_once(server: RunningServer) -> None:
    table = Table(server.address).open_table()
    [phone] = join_all(table, 1)
    table.go_to(SHARING)
    table.said(phone.share("før"))
    command_id = secrets.token_hex(16)
    with full_disk(server):
        for _ in range(3):
            assert says_that_nothing_can_be_saved(phone.share("mens disken er full", command_id))
    for _ in range(2):
        table.said(phone.share("mens disken er full", command_id))
    assert phone.lines() == ["før", "mens disken er full"]


def test_a_phone_follows_the_meeting_though_the_disk_is_full(server: RunningServer) -> None:
    table = Table(server.address).open_table()
    [phone] = join_all(table, 1)
    table.go_to(SHARING)
    was_long_silent(server)
    with full_disk(server):
        assert phone.ask().status_code == 200
        assert phone.reload().page["number"] == 1


def test_answers_without_names_on_a_full_disk_are_each_counted_once(server: RunningServer) -> None:
    table = Table(server.address).open_table(5)
    phones = join_all(table, 5)
    table.start_rating()
    with full_disk(server):
        assert says_that_nothing_can_be_saved(phones[0].make_ready())
    for phone in phones:
        table.said(phone.make_ready())
        phone.marks()
    with full_disk(server):
        assert says_that_nothing_can_be_saved(table.call_in())
    table.said(table.call_in())
    for phone, rate in zip(phones, "12455", strict=True):
        with full_disk(server):
            for _ in range(2):
                assert says_that_nothing_can_be_saved(phone.send_ballot(rate))
        assert phone.send_ballot(rate).json() == {"counted": True}
        # Sent again, for the answer could have been lost; the last one has closed the vote already.
        assert phone is phones[-1] or phone.send_ballot(rate).json() == {"counted": True}
    assert closed_votes(server.folder, table.meeting) == [(RATING, STATEMENT, {"1": 1, "2": 1, "4": 1, "5": 2}, 5)]


def test_nobody_comes_in_on_a_full_disk_and_the_page_says_so(server: RunningServer) -> None:
    table = Table(server.address).open_table()
    code = table.code
    with httpx.Client(base_url=server.address, follow_redirects=True) as newcomer:
        page = newcomer.get(f"/b/{code}").text
        token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        with full_disk(server):
            answer = newcomer.post(f"/b/{code}", data={"csrfmiddlewaretoken": token})
            assert says_that_nothing_can_be_saved(answer)
            assert "<h1" in answer.text
        assert newcomer.post(f"/b/{code}", data={"csrfmiddlewaretoken": token}).status_code == 200
