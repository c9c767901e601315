"""Behind a proxy that holds streams back, or cuts them: polling and coming back bring everything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from factories.servers import RunningServer
from server.crowd import connections, lets_go
from server.phones import PROGRAMME, SHARING, Phone, Stream, Table, version_in
from server.proxies import Proxy


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    folder = tmp_path_factory.mktemp("proxies") / "data"
    started = RunningServer(folder, environment={"RUNDEBORD_PROGRAMME": PROGRAMME}).start()
    yield started
    started.stop()
    assert "Traceback" not in started.log()


def test_a_stream_says_that_it_may_not_be_held_back(server: RunningServer) -> None:
    table = Table(server.address).open_table()
    with table.http.stream("GET", f"/live/{table.page['seat']}?v=0") as stream:
        assert stream.headers["x-accel-buffering"] == "no"
        assert "no-transform" in stream.headers["cache-control"]


def test_behind_a_proxy_that_holds_streams_back_polling_brings_everything(server: RunningServer) -> None:
    table = Table(server.address).open_table().go_to(SHARING)
    with Proxy(server.port, holds_back=True) as proxy:
        phone = Phone(proxy.address, table.meeting).join(table.code)
        stream = Stream(proxy.address, phone.page["seat"], phone.page["mark"])
        mark = phone.poll()["mark"]
        assert phone.ask(mark).status_code == 204
        for number in range(5):
            table.said(table.say(f"fra bordet {number}"))
            table.said(phone.share(f"fra telefonen {number}"))
            shown = phone.poll(mark)
            assert version_in(shown["mark"]) == version_in(mark) + 2
            mark = shown["mark"]
            assert phone.lines()[-2:] == [f"fra bordet {number}", f"fra telefonen {number}"]
            assert phone.ask(mark).status_code == 204
        # What a page needs to try its stream again comes with every answer.
        answer = phone.ask(mark)
        assert {"x-seat", "x-csrf", "x-now"} <= set(answer.headers)
        # The page waits four seconds for a first word before it asks; there has been none, not even the clock.
        assert stream.heard == []
        fresh = Stream(server.address, answer.headers["x-seat"])
        fresh.reaches(version_in(mark))
        fresh.leave()


def cut_again_and_again(server: RunningServer, *, seconds: float, times: int) -> None:
    """A phone behind a proxy that cuts streams follows by coming back, as ``EventSource`` does: nothing is missing."""
    table = Table(server.address).open_table().go_to(SHARING)
    before = connections(server.pid)
    with Proxy(server.port, cuts_after=seconds) as proxy:
        phone = Phone(proxy.address, table.meeting).join(table.code)
        last, said, came = phone.page["mark"], 0, []
        for _ in range(times):
            stream = Stream(proxy.address, phone.page["seat"], phone.page["mark"], last=last)
            while not stream.is_ended.wait(seconds / 4):
                table.said(table.say(f"linje {said}"))
                said += 1
            came += stream.marks
            last = stream.marks[-1] if stream.marks else last
            # Between two streams.
            table.said(table.say(f"linje {said}"))
            said += 1
        assert proxy.cut == times
        final = Stream(proxy.address, phone.page["seat"], last=last)
        final.reaches(version_in(phone.poll()["mark"]))
        came += final.marks
        assert len(came) == len(set(came)), "something was shown twice"
        assert came == sorted(came, key=version_in)
        assert came[-1] == phone.poll()["mark"]
        assert phone.lines()[-1] == f"linje {said - 1}"
        final.leave()
    assert lets_go(server.pid, before + 2, 10), "streams that were cut are still held"


def test_behind_a_proxy_that_cuts_streams_coming_back_brings_everything(server: RunningServer) -> None:
    cut_again_and_again(server, seconds=0.4, times=4)


@pytest.mark.soak
def test_behind_a_proxy_that_cuts_streams_after_thirty_seconds_nothing_is_missing(server: RunningServer) -> None:
    cut_again_and_again(server, seconds=30, times=4)
