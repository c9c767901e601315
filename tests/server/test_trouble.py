"""Disk full, and the database gone: a plain sentence, nothing lost, and recovery without a restart."""

from __future__ import annotations

import resource
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from factories.servers import RunningServer
from server.client import Visitor


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    started = RunningServer(tmp_path / "data").start()
    yield started
    started.stop()


def _with_disk(server: RunningServer, *, is_full: bool) -> None:
    """No file of the server's may grow, as on a full disk; or all of them again."""
    limit = 0 if is_full else resource.RLIM_INFINITY
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))


def test_a_full_disk_is_said_and_nothing_is_lost(server: RunningServer) -> None:
    visitor = Visitor(server.address).start_meeting().start_writing()
    assert visitor.keep("før").status_code == 200
    command_id = secrets.token_hex(16)
    _with_disk(server, is_full=True)
    for _ in range(3):
        answer = visitor.keep("mens disken er full", command_id)
        assert answer.status_code == 503
        assert len(answer.json()["sentence"]) > 20
    assert visitor.http.get(f"/mote/{visitor.meeting}").status_code == 200
    _with_disk(server, is_full=False)
    assert visitor.keep("mens disken er full", command_id).status_code == 200
    assert visitor.all_lines() == ["før", "mens disken er full"]


def test_a_start_on_a_full_disk_is_a_page_with_a_sentence(server: RunningServer) -> None:
    visitor = Visitor(server.address)
    visitor.see_front()
    _with_disk(server, is_full=True)
    answer = visitor.http.post("/start", data={"csrfmiddlewaretoken": visitor.token})
    assert answer.status_code == 503
    assert "<h1" in answer.text
    _with_disk(server, is_full=False)
    visitor.start_meeting()


def test_a_locked_database_is_waited_for_or_said(server: RunningServer) -> None:
    import sqlite3
    from contextlib import closing

    visitor = Visitor(server.address).start_meeting().start_writing()
    visitor.http.timeout = 30
    with closing(sqlite3.connect(server.folder / "rundebord.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = visitor.keep("mens noen andre holder den")
        assert answer.status_code == 503
        assert visitor.http.get("/").status_code == 200
        other.execute("ROLLBACK")
    assert visitor.keep("etterpå").status_code == 200
