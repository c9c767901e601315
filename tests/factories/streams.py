"""Browsers that follow a channel, without a server or a network: what is sent to them is kept in a list."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any

from rundebord.live.frame import Frame, Seat, version_in
from rundebord.live.hub import Hub
from rundebord.live.listener import Listener

NOON = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
SEAT = Seat("m33t1ng", "shared:nb")
Message = MutableMapping[str, Any]


class Browser:
    """Takes what is sent to it; when it hangs, a send never ends, as to a phone in a lift."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.hangs = False
        self.is_gone = False

    async def send(self, message: Message) -> None:
        if self.hangs:
            await asyncio.Event().wait()
        if self.is_gone:
            raise OSError("Broken pipe")
        self.messages.append(message)

    @property
    def text(self) -> str:
        return b"".join(message.get("body", b"") for message in self.messages).decode()

    @property
    def events(self) -> list[dict[str, str]]:
        """Every Server-Sent Event that came, as its fields."""
        blocks = [block for block in self.text.split("\n\n") if block]
        return [dict(line.split(": ", 1) for line in block.split("\n")) for block in blocks]

    @property
    def versions(self) -> list[int]:
        """The versions of the frames that came, in their order."""
        return [version_in(event["id"]) for event in self.events if event["event"] == "regions"]

    @property
    def is_ended(self) -> bool:
        return bool(self.messages) and self.messages[-1].get("more_body") is False


class World:
    """What there is to show: a version for each channel. A rendering of a view that is held waits for ``let_go``."""

    def __init__(self) -> None:
        self.versions: dict[str, int] = {SEAT.channel: 1}
        self.rendered: list[tuple[str, str]] = []
        self.broken_views: set[str] = set()
        self._held: dict[str, threading.Event] = {}
        self._has_begun = threading.Semaphore(0)

    def hold(self, *views: str) -> None:
        self._held.update({view: threading.Event() for view in views})

    def let_go(self, *views: str) -> None:
        """Those views; all that are held if none is named."""
        for view in views or tuple(self._held):
            self._held.pop(view).set()

    async def has_begun(self) -> None:
        """One more held rendering has read its state, and stands there."""
        assert await asyncio.to_thread(self._has_begun.acquire, timeout=3)

    def version_of(self, channel: str) -> int:
        return self.versions[channel]

    def look(self, channel: str) -> Callable[[str], Frame]:
        return partial(self.render, channel)

    def render(self, channel: str, view: str) -> Frame:
        version = self.versions.get(channel)
        if version is None:
            raise LookupError(channel)
        if view in self.broken_views:
            raise RuntimeError("the template is broken")
        self.rendered.append((channel, view))
        held = self._held.get(view)
        if held is not None:
            self._has_begun.release()
            held.wait(5)
        return Frame(version, json.dumps({"version": version, "view": view}))


@asynccontextmanager
async def a_hub(
    world: World, *, heartbeat_seconds: float = 3_600, on_heartbeat: Callable[[], None] = lambda: None
) -> AsyncIterator[Hub]:
    """A hub on the running loop; nothing is left of it afterwards."""
    with ThreadPoolExecutor(2) as pool:
        hub = Hub(
            look=world.look,
            version_of=world.version_of,
            now=lambda: NOON,
            pool=pool,
            on_heartbeat=on_heartbeat,
            heartbeat_seconds=heartbeat_seconds,
        )
        hub.start()
        try:
            yield hub
        finally:
            world.let_go()
            await hub.stop()


async def follow(hub: Hub, seat: Seat = SEAT, *, version: int = -1, browser: Browser | None = None) -> Follower:
    """A browser that has joined and whose answer has begun."""
    browser = browser or Browser()
    listener = Listener(browser.send, version)
    listener.stream = None
    await hub.join(seat, listener)
    listener.begin()
    await settled()
    return Follower(hub, seat, browser, listener)


class Follower:
    """A browser and its place in the hub."""

    def __init__(self, hub: Hub, seat: Seat, browser: Browser, listener: Listener) -> None:
        self.hub, self.seat, self.browser, self.listener = hub, seat, browser, listener

    def leave(self) -> None:
        self.hub.leave(self.seat, self.listener)

    @property
    def versions(self) -> list[int]:
        return self.browser.versions


async def announce(hub: Hub, world: World, version: int, channel: str = SEAT.channel) -> None:
    """The channel has a new version, told from a thread as Django does, and delivered."""
    world.versions[channel] = version
    await asyncio.to_thread(hub.announce, channel, version)
    await settled()


async def settled() -> None:
    """Whatever could be done on the loop without waiting has been done."""
    for _ in range(20):
        await asyncio.sleep(0)
