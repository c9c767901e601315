"""Django behind one hop: a whole request in, a whole answer out, and a queue that does not grow for ever."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Coroutine, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from rundebord.config.root import MOST_WAITING, Root, new_pool
from rundebord.config.thread_hop import ThreadHop, environ_of
from rundebord.live.hub import Hub

Environ = dict[str, Any]


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(story, 20))


def a_scope(*headers: tuple[bytes, bytes], method: str = "POST", path: str = "/mote/m/kommando") -> Environ:
    return {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"v=1",
        "http_version": "1.1",
        "scheme": "https",
        "server": ("127.0.0.1", 8080),
        "client": ("10.0.0.7", 5555),
        "headers": list(headers),
    }


def test_a_request_is_handed_on_whole() -> None:
    environ = environ_of(a_scope((b"content-type", b"text/plain"), (b"host", b"bord.example")), "Å".encode())
    assert environ["wsgi.input"].read() == "Å".encode()
    assert (environ["CONTENT_LENGTH"], environ["CONTENT_TYPE"], environ["HTTP_HOST"]) == (
        "2",
        "text/plain",
        "bord.example",
    )
    assert (environ["REMOTE_ADDR"], environ["SERVER_PORT"], environ["wsgi.url_scheme"]) == ("10.0.0.7", "8080", "https")


def test_a_length_that_the_browser_claims_is_not_believed() -> None:
    assert environ_of(a_scope((b"content-length", b"999")), b"four")["CONTENT_LENGTH"] == "4"


def test_a_path_with_norwegian_letters_is_what_wsgi_wants_it_to_be() -> None:
    path = environ_of(a_scope(path="/møte"), b"")["PATH_INFO"]
    assert path.encode("latin1").decode() == "/møte"


def test_cookies_that_come_in_several_headers_are_all_there() -> None:
    environ = environ_of(a_scope((b"cookie", b"a=1"), (b"cookie", b"b=2"), (b"accept", b"x"), (b"accept", b"y")), b"")
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert environ["HTTP_ACCEPT"] == "x,y"


def test_a_header_with_an_underscore_cannot_pose_as_one_that_a_proxy_vouches_for() -> None:
    environ = environ_of(a_scope((b"x_forwarded_proto", b"https"), (b"x_forwarded_for", b"1.2.3.4")), b"")
    assert not [name for name in environ if "FORWARDED" in name]


def test_an_answer_is_whole_and_the_application_is_told_that_it_was_read() -> None:
    closed = []

    class Parts:
        def __iter__(self) -> Iterator[bytes]:
            yield from (b"ja, ", b"takk")

        def close(self) -> None:
            closed.append(True)

    def application(_environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        start("201 Created", [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
        return Parts()

    async def story() -> None:
        answered = await ThreadHop(application, threads=1, name="test").ask(a_scope(), b"")
        assert (answered.status, answered.body) == (201, b"ja, takk")
        assert answered.headers == [(b"set-cookie", b"a=1"), (b"set-cookie", b"b=2")]

    run(story())
    assert closed == [True]


def test_what_the_application_raises_is_raised_and_nothing_waits_after_it() -> None:
    def application(_environ: Environ, _start: Callable[..., Any]) -> Iterable[bytes]:
        raise ZeroDivisionError

    async def story() -> None:
        hop = ThreadHop(application, threads=1, name="test")
        with pytest.raises(ZeroDivisionError):
            await hop.ask(a_scope(), b"")
        assert hop.waiting == 0

    run(story())


class Door:
    """A root whose application answers nobody before it is let go; what was answered, in order."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        pool = new_pool("test", 1)
        self.answers: list[tuple[int, dict[bytes, bytes], bytes]] = []

        def look(_channel: str) -> Any:
            raise LookupError

        hub = Hub(look=look, version_of=lambda _: 0, now=lambda: datetime.now(UTC), pool=pool)
        self.root = Root(
            hub=hub,
            authorise=lambda _: None,
            is_https=False,
            language="nb",
            media=Path("/nowhere"),
            django=self.application,
        )

    def application(self, environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "POST":
            self.gate.wait(10)
        start("200 OK", [])
        return [b"done"]

    async def ask(self, method: str = "POST", *headers: tuple[bytes, bytes], path: str = "/mote/m/kommando") -> None:
        sent: list[dict[str, Any]] = []

        async def send(message: Any) -> None:
            sent.append(message)

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        await self.root(a_scope(*headers, method=method, path=path), receive, send)
        self.answers.append((sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]))


def test_a_queue_that_is_full_is_said_at_once_in_a_sentence_and_reading_goes_on() -> None:
    async def story() -> None:
        door = Door()
        waiting = [asyncio.create_task(door.ask()) for _ in range(MOST_WAITING)]
        await asyncio.sleep(0.2)
        await door.ask()
        status, headers, body = door.answers[-1]
        assert (status, headers[b"retry-after"]) == (503, b"2")
        assert json.loads(body)["sentence"].startswith("Serveren har for mye å gjøre akkurat nå.")
        await door.ask("POST", (b"accept", b"text/html,*/*"))
        _status, headers, body = door.answers[-1]
        assert headers[b"content-type"] == b"text/plain; charset=utf-8"
        assert body.decode().startswith("Serveren har for mye å gjøre akkurat nå.")
        await door.ask("GET")
        assert door.answers[-1][0] == 200
        door.gate.set()
        await asyncio.gather(*waiting)
        assert [status for status, _headers, _body in door.answers].count(200) == MOST_WAITING + 1
        await door.ask()
        assert door.answers[-1][0] == 200

    run(story())


def test_what_is_no_file_of_ours_is_answered_by_a_page_of_ours() -> None:
    async def story() -> None:
        door = Door()
        for path in ("/static/of-an-older-version/a.css", "/static", "/filmer"):
            await door.ask("GET", path=path)
        assert [body for _status, _headers, body in door.answers] == [b"done"] * 3

    run(story())
