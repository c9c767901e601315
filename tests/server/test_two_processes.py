"""Two servers on one PostgreSQL database: a group in one is seen in the other, and nothing is lost or doubled."""

from __future__ import annotations

import json
import re
import secrets
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest

from factories.postgresql import Cluster
from factories.servers import RunningServer, run_command
from server.client import READING, WRITING, Visitor


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    made = Cluster.made()
    yield made
    made.remove()


@pytest.fixture(scope="module")
def pair(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[RunningServer]]:
    """Two servers that use the same data folder and the same database."""
    folder = tmp_path_factory.mktemp("two") / "data"
    url = cluster.new_database("shared")
    servers = [RunningServer(folder, environment={"DATABASE_URL": url}) for _ in range(2)]
    # Both at once, on a database where there is nothing: one makes it ready, the other waits.
    starting = [threading.Thread(target=server.start) for server in servers]
    for thread in starting:
        thread.start()
    for thread in starting:
        thread.join()
    yield servers
    for server in servers:
        server.stop()


def at(server: RunningServer, visitor: Visitor) -> Visitor:
    """The same browser, sent to that server by the proxy."""
    other = Visitor(server.address)
    other.http.cookies = visitor.http.cookies
    other.meeting, other.page = visitor.meeting, visitor.page
    return other


class Screen(threading.Thread):
    """A page that stands open: what comes on its stream, and when."""

    def __init__(self, server: RunningServer, visitor: Visitor, mark: str = "") -> None:
        super().__init__(daemon=True)
        self.address = f"{server.address}/live/{visitor.page['seat']}"
        self.mark = mark
        self.frames: list[tuple[float, dict[str, object]]] = []
        self.is_ended = threading.Event()
        self.is_open = threading.Event()
        self.start()
        assert self.is_open.wait(10)

    def run(self) -> None:
        try:
            with httpx.stream("GET", self.address, params={"v": self.mark}, timeout=60) as stream:
                for line in stream.iter_lines():
                    self.is_open.set()
                    if line.startswith("data: ") and "regions" in line:
                        self.frames.append((time.monotonic(), json.loads(line[6:])))
        except httpx.HTTPError:
            pass
        finally:
            self.is_open.set()
            self.is_ended.set()

    def shows(self, version: int, seconds: float = 5.0) -> float:
        """When a frame of at least that version came."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for came_at, frame in list(self.frames):
                if int(str(frame["mark"]).rpartition("-")[2]) >= version:
                    return came_at
            time.sleep(0.005)
        raise AssertionError(f"no frame of version {version} came; there are {[f['mark'] for _, f in self.frames]}")


def version_of(visitor: Visitor) -> int:
    visitor.reload()
    return int(visitor.page["mark"].rpartition("-")[2])


def test_a_line_in_one_is_on_a_screen_of_the_other_within_a_second(pair: list[RunningServer]) -> None:
    here, there = pair
    visitor = Visitor(here.address).start_meeting().start_writing()
    screen = Screen(there, visitor)
    for number in range(3, 8):
        sent_at = time.monotonic()
        assert visitor.keep(f"linje {number}").status_code == 200
        assert screen.shows(number) - sent_at < 1
    assert "Traceback" not in here.log()


def test_each_screen_gets_each_version_once_though_two_servers_tell(pair: list[RunningServer]) -> None:
    visitor = Visitor(pair[0].address).start_meeting().start_writing()
    screens = [Screen(server, visitor) for server in pair]
    for number in range(5):
        at(pair[number % 2], visitor).keep(f"linje {number}")
    for screen in screens:
        screen.shows(7)
    time.sleep(0.5)
    for screen in screens:
        marks = [str(frame["mark"]) for _, frame in screen.frames]
        assert len(marks) == len(set(marks))


def test_servers_that_run_together_compare_versions_with_each_other(pair: list[RunningServer]) -> None:
    visitor = Visitor(pair[0].address).start_meeting().start_writing()
    visitor.reload()
    mark = visitor.page["mark"]
    assert at(pair[1], visitor).http.get(f"/mote/{visitor.meeting}/skjerm", params={"v": mark}).status_code == 204
    screen = Screen(pair[1], visitor, mark)
    visitor.keep("ny")
    screen.shows(3)
    assert len(screen.frames) == 1


def test_two_who_write_in_two_servers_at_once_lose_nothing_and_double_nothing(pair: list[RunningServer]) -> None:
    first = Visitor(pair[0].address).start_meeting().start_writing()
    second = at(pair[1], first)
    shared_ids = [secrets.token_hex(16) for _ in range(20)]
    faults: list[str] = []

    def write(visitor: Visitor, name: str) -> None:
        for number in range(40):
            answer = visitor.keep(f"{name} {number}")
            if answer.status_code != 200:
                faults.append(answer.text)
        for command_id in shared_ids:
            # The same command by two ways at once, as after a proxy that asked twice.
            answer = visitor.keep(f"felles {command_id}", command_id)
            if answer.status_code != 200:
                faults.append(answer.text)

    writers = [threading.Thread(target=write, args=pair) for pair in ((first, "a"), (second, "b"))]
    for thread in writers:
        thread.start()
    for thread in writers:
        thread.join()
    assert faults == []
    first.reload()
    lines = first.all_lines()
    assert len(lines) == len(set(lines)) == 100
    for name in ("a", "b"):
        assert [line for line in lines if line.startswith(f"{name} ")] == [f"{name} {n}" for n in range(40)]


def test_next_pressed_in_two_servers_at_once_moves_the_group_one_step(pair: list[RunningServer]) -> None:
    first = Visitor(pair[0].address).start_meeting().start_writing()
    answers: list[int] = []

    def press(visitor: Visitor) -> None:
        answers.append(visitor.command("start-step", origin=WRITING, step=READING).status_code)

    pressing = [threading.Thread(target=press, args=(at(server, first),)) for server in pair * 3]
    for thread in pressing:
        thread.start()
    for thread in pressing:
        thread.join()
    assert answers == [200] * 6
    assert version_of(first) == 3


def test_one_is_killed_and_its_group_goes_on_in_the_other(pair: list[RunningServer]) -> None:
    first, second = pair
    visitor = Visitor(first.address).start_meeting().start_writing()
    command_id = secrets.token_hex(16)
    assert visitor.keep("før", command_id).status_code == 200
    first.kill()
    other = at(second, visitor)
    assert other.keep("før", command_id).status_code == 200
    assert other.keep("etter").status_code == 200
    assert other.all_lines() == ["før", "etter"]
    first.start()
    assert at(first, visitor).all_lines() == ["før", "etter"]


def test_a_group_that_is_deleted_in_one_is_shut_in_the_other(pair: list[RunningServer]) -> None:
    here, there = pair
    visitor = Visitor(here.address).start_meeting().start_writing()
    screen = Screen(there, visitor)
    answer = visitor.http.post(
        f"{_group_page(visitor)}/slett", data={"do": "delete"}, headers={"X-CSRFToken": visitor.page["csrf"]}
    )
    assert answer.status_code == 410, answer.text
    assert screen.is_ended.wait(2)
    assert at(there, visitor).http.get(f"/mote/{visitor.meeting}").status_code == 404


def _group_page(visitor: Visitor) -> str:
    found = re.search(r'href="(/gruppe/[a-z0-9]{12})', visitor.http.get("/").text)
    assert found
    return found[1]


def test_what_is_erased_in_one_is_on_no_page_of_the_other(pair: list[RunningServer]) -> None:
    here, there = pair
    visitor = Visitor(here.address).start_meeting().start_writing()
    visitor.keep("Hemmelig sak")
    other = at(there, visitor)
    other.command("start-step", origin=WRITING, step=READING)
    assert "Hemmelig sak" in other.http.get(f"/mote/{visitor.meeting}/skjerm").json()["regions"]["stage"]
    screen = Screen(there, visitor)
    address = _group_page(visitor)
    written = visitor.http.get(f"{address}/alt").text
    line = re.search(r'href="\?slett=([^"]+)" aria-label="[^"]*Hemmelig sak', written)
    assert line
    answer = visitor.http.post(
        f"{address}/alt/slett", data={"id": unquote(line[1])}, headers={"X-CSRFToken": visitor.page["csrf"]}
    )
    assert answer.status_code == 200, answer.text
    screen.shows(version_of(visitor))
    assert "Hemmelig sak" not in json.dumps(screen.frames[-1][1], ensure_ascii=False)
    assert "Hemmelig sak" not in other.reload()


def test_the_database_gone_is_said_and_nobody_need_start_anything_again(
    pair: list[RunningServer], cluster: Cluster
) -> None:
    here, there = pair
    visitor = Visitor(here.address).start_meeting().start_writing()
    assert visitor.keep("før").status_code == 200
    screen = Screen(there, visitor)
    command_id = secrets.token_hex(16)
    cluster.stop()
    try:
        for _ in range(3):
            answer = visitor.keep("mens den er borte", command_id)
            assert answer.status_code == 503
            assert "Databasen" in answer.json()["sentence"]
        page = visitor.http.get(f"/mote/{visitor.meeting}")
        assert page.status_code == 503
        assert "<h1" in page.text
        assert visitor.http.get(f"/live/{visitor.page['seat']}").status_code == 503
    finally:
        cluster.start()
    assert visitor.keep("mens den er borte", command_id).status_code == 200
    # The other hears of it as soon as it has a connection again, on the stream that stood open all the while.
    screen.shows(4, seconds=10)
    assert visitor.keep("etter").status_code == 200
    screen.shows(5, seconds=10)
    assert visitor.all_lines() == ["før", "mens den er borte", "etter"]
    assert "Traceback" not in here.log()


def test_what_a_page_changes_is_changed_by_one_process_at_a_time(pair: list[RunningServer], cluster: Cluster) -> None:
    import psycopg

    from rundebord.config.sharing import _ALONE

    visitor = Visitor(pair[0].address)
    visitor.see_front()
    starting = threading.Thread(target=visitor.start_meeting)
    with psycopg.connect(host=str(cluster.folder), user="rundebord", dbname="shared", autocommit=True) as another:
        another.execute("SELECT pg_advisory_lock(%s)", [_ALONE])
        starting.start()
        starting.join(timeout=0.7)
        assert starting.is_alive()
        # Pages are read meanwhile.
        assert Visitor(pair[1].address).http.get("/").status_code == 200
    starting.join(timeout=5)
    assert visitor.meeting


def test_a_server_with_another_key_is_refused_in_words(pair: list[RunningServer], tmp_path: Path) -> None:
    stranger = RunningServer(tmp_path / "other", environment=pair[0].environment)
    with pytest.raises(AssertionError, match="secret-key"):
        stranger.start()


def test_the_doctor_counts_servers_and_not_connections(pair: list[RunningServer]) -> None:
    said = run_command("doctor", "--data", str(pair[0].folder), **pair[0].environment)
    assert "bruker databasen nå: 2" in said
