"""The door for event streams: who is let through, from which version, and that nothing is left of those who leave."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest

from factories.streams import SEAT, Browser, World, a_hub, announce, settled
from rundebord.live.frame import BOOT, Seat, mark_of
from rundebord.live.hub import Hub
from rundebord.live.listener import MOST_WAITING
from rundebord.live.stream import serve_stream

SECURITY = [(b"x-content-type-options", b"nosniff")]


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(story, 10))


def authorise(token: str) -> Seat | None:
    return {"good": SEAT, "gone": Seat("g0ne", "shared:nb")}.get(token)


class Visit(Browser):
    """A browser at the door. Its request ends when it leaves."""

    def __init__(self, hub: Hub, *, token: str = "good", method: str = "GET", query: str = "", last: str = "") -> None:
        super().__init__()
        self._left = asyncio.Event()
        headers = [(b"accept", b"text/event-stream")]
        if last:
            headers.append((b"last-event-id", last.encode("latin-1")))
        scope = {
            "type": "http",
            "method": method,
            "path": f"/live/{token}",
            "query_string": query.encode("latin-1"),
            "headers": headers,
        }
        self.request = asyncio.create_task(
            serve_stream(scope, self._receive, self.send, hub=hub, authorise=authorise, headers=SECURITY)
        )

    async def _receive(self) -> dict[str, Any]:
        if not hasattr(self, "_asked"):
            self._asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def leave(self) -> None:
        self._left.set()
        await self.request

    @property
    def status(self) -> int:
        return int(self.messages[0]["status"])

    @property
    def headers(self) -> dict[bytes, bytes]:
        return dict(self.messages[0]["headers"])


@asynccontextmanager
async def a_visit(hub: Hub, **words: str) -> AsyncIterator[Visit]:
    """A visit that has got its answer, and that leaves at the end."""
    visit = Visit(hub, **words)
    while not visit.messages:
        await asyncio.sleep(0.001)
    await settled()
    yield visit
    await visit.leave()


def test_a_good_token_opens_a_stream_that_is_never_stored_and_never_held_back() -> None:
    async def story() -> None:
        async with a_hub(World()) as hub, a_visit(hub) as visit:
            assert visit.status == 200
            assert visit.headers[b"content-type"] == b"text/event-stream; charset=utf-8"
            assert visit.headers[b"cache-control"] == b"no-store, no-transform"
            assert visit.headers[b"x-accel-buffering"] == b"no"
            assert visit.headers[b"x-content-type-options"] == b"nosniff"
            assert [event["event"] for event in visit.events] == ["time", "regions"]
            assert visit.versions == [1]

    run(story())


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ({"token": "foreign"}, 403),
        ({"token": ""}, 403),
        ({"token": "gone"}, 404),
        ({"method": "POST"}, 405),
        ({"method": "HEAD"}, 405),
        ({"method": "POST", "token": "foreign"}, 405),
    ],
)
def test_who_may_not_follow_is_told_with_a_number_and_leaves_nothing(words: dict[str, str], status: int) -> None:
    async def story() -> None:
        async with a_hub(World()) as hub:
            visit = Visit(hub, **words)
            await visit.request
            assert visit.status == status
            assert visit.headers == {b"content-length": b"0", b"x-content-type-options": b"nosniff"}
            assert visit.messages[1:] == [{"type": "http.response.body", "body": b"", "more_body": False}]
            assert hub._rooms == {}

    run(story())


@pytest.mark.parametrize(
    ("words", "versions"),
    [
        ({"query": f"v={mark_of(5)}"}, []),
        ({"query": f"v={mark_of(4)}"}, [5]),
        ({"query": f"v={mark_of(0)}"}, [5]),
        ({"last": mark_of(5)}, []),
        ({"last": mark_of(4)}, [5]),
        ({"query": f"v={mark_of(5)}", "last": mark_of(3)}, [5]),
        ({"query": f"v={mark_of(3)}", "last": mark_of(5)}, []),
        ({"query": f"v={mark_of(99)}"}, []),
        # Another start of the server: what the page shows may be more than there is, so all is sent.
        ({"query": "v=0badf00d-5"}, [5]),
        ({"last": "0badf00d-99"}, [5]),
    ],
    ids=range(10),
)
def test_the_version_that_the_page_shows_is_not_sent_again(words: dict[str, str], versions: list[int]) -> None:
    async def story() -> None:
        world = World()
        world.versions[SEAT.channel] = 5
        async with a_hub(world) as hub, a_visit(hub, **words) as visit:
            assert visit.versions == versions

    run(story())


NONSENSE = [
    "",
    "5",
    "0badf00d-5",
    "-5",
    f"{BOOT}-",
    f"{BOOT}--5",
    f"{BOOT}-5-5",
    f"{BOOT}-{'9' * 5_000}",
    "-1",
    "x",
    "5.0",
    " 5",
    "+5",
    "9" * 10,
    "9" * 5_000,
    "5;5",
    "%35%00",
    "\xb2",
    "\xff",
    "0x5",
    "5_0",
]


@pytest.mark.parametrize("said", NONSENSE, ids=range(len(NONSENSE)))
@pytest.mark.parametrize("where", ["query", "last"])
def test_a_version_that_is_nonsense_counts_as_nothing_shown(said: str, where: str) -> None:
    async def story() -> None:
        world = World()
        words = {"query": f"v={said}"} if where == "query" else {"last": said or " "}
        async with a_hub(world) as hub, a_visit(hub, **words) as visit:
            assert visit.status == 200
            assert visit.versions == [1]

    run(story())


@pytest.mark.parametrize("query", ["", "w=1", "v", "&&&=", "v=1&v=0", "%", "v=%", "\xff=\xff"])
def test_any_query_opens_the_stream(query: str) -> None:
    async def story() -> None:
        async with a_hub(World()) as hub, a_visit(hub, query=query) as visit:
            assert visit.status == 200

    run(story())


def test_a_browser_that_comes_back_gets_what_it_missed() -> None:
    async def story() -> None:
        world = World()
        async with a_hub(world) as hub:
            async with a_visit(hub, query=f"v={mark_of(1)}") as first:
                await announce(hub, world, 2)
                assert first.versions == [2]
            await announce(hub, world, 3)
            await announce(hub, world, 4)
            async with a_visit(hub, query=f"v={mark_of(1)}", last=mark_of(2)) as again:
                assert again.versions == [4]

    run(story())


def test_a_browser_that_leaves_leaves_nothing() -> None:
    async def story() -> None:
        async with a_hub(World()) as hub:
            tasks = asyncio.all_tasks()
            async with a_visit(hub):
                assert hub.listener_count == 1
            await settled()
            assert hub.listener_count == 0
            assert hub._rooms == {}
            assert asyncio.all_tasks() == tasks

    run(story())


def test_a_browser_that_leaves_before_its_first_frame_leaves_nothing() -> None:
    async def story() -> None:
        world = World()
        world.hold(SEAT.view)
        async with a_hub(world) as hub:
            visit = Visit(hub)
            await world.has_begun()
            visit.request.cancel()
            await asyncio.gather(visit.request, return_exceptions=True)
            assert hub._rooms == {}
            assert visit.messages == []
            world.let_go()
            await settled()
            assert hub._rooms == {}

    run(story())


def test_a_slow_browser_is_cut_without_an_error_and_can_come_back() -> None:
    async def story() -> None:
        world = World()
        async with a_hub(world) as hub:
            slow = Visit(hub)
            while not slow.versions:
                await asyncio.sleep(0.001)
            slow.hangs = True
            for version in range(2, 2 + MOST_WAITING + 2):
                await announce(hub, world, version)
            await asyncio.wait_for(slow.request, 5)
            assert hub.listener_count == 0
            async with a_visit(hub, last="1") as again:
                assert again.versions == [world.versions[SEAT.channel]]

    run(story())


def test_a_request_that_the_server_itself_gives_up_is_not_called_a_cut() -> None:
    async def story() -> None:
        async with a_hub(World()) as hub:
            visit = Visit(hub)
            while not visit.versions:
                await asyncio.sleep(0.001)
            visit.request.cancel()
            with pytest.raises(asyncio.CancelledError):
                await visit.request
            assert hub._rooms == {}

    run(story())


def test_a_stream_that_the_server_ends_is_ended_for_the_browser_too() -> None:
    async def story() -> None:
        async with a_hub(World()) as hub, a_visit(hub) as visit:
            hub.end_all()
            await settled()
            assert visit.is_ended
            assert visit.events[-1]["event"] == "farewell"

    run(story())


def test_a_thousand_streams_that_come_and_go_leave_no_listener_behind() -> None:
    async def story() -> None:
        from rundebord.live.listener import Listener

        async with a_hub(World()) as hub:
            visits = [Visit(hub) for _ in range(1_000)]
            while hub.listener_count < 1_000:
                await asyncio.sleep(0.001)
            await asyncio.gather(*(visit.leave() for visit in visits))
            visits.clear()
            await settled()
            gc.collect()
            assert [thing for thing in gc.get_objects() if isinstance(thing, Listener)] == []

    run(story())
