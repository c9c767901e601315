"""Rooms full of screens: meetings opened as a browser opens them, and streams that follow them."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlencode

from tests.bench.plan import SCREENS_IN_A_ROOM
from tests.bench.wire import Answer, Connection, Screen, connect, request, version_in

_PAGE = re.compile(r'<script id="page" type="application/json">(.*?)</script>', re.DOTALL)
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_NEXT = re.compile(
    r'<form[^>]*data-move="next".*?name="origin" value="([^"]*)".*?name="step" value="([^"]*)"', re.DOTALL
)
_IS_WRITING = 'data-view="writing"'
_MOST_STEPS = 20
_STREAMS_AT_ONCE = 200
_WORDS = (
    "for mange systemer",
    "ingen eier helheten",
    "kundene",
    "møter oss",
    "hver dag",
    "på nett",
    "og vi vet ikke hvorfor",
)


@dataclass
class Room:
    """A meeting at a writing step, what its browser must send along, and when its screens had got each version."""

    name: str
    seat: str
    boot: str
    """Which start of the server the versions are of."""
    version: int
    headers: dict[str, str]
    step: str = ""
    screens: list[Screen] = field(default_factory=list)
    shown_at: dict[int, float] = field(default_factory=dict)
    """Version → when the last of the screens had got it (``perf_counter``)."""
    _counts: dict[int, int] = field(default_factory=dict)

    def seen(self, before: int, version: int, at: float) -> None:
        """One screen has got every version after ``before`` up to ``version``."""
        for got in range(before + 1, version + 1):
            count = self._counts[got] = self._counts.get(got, 0) + 1
            if count == len(self.screens):
                self.shown_at[got] = at
                del self._counts[got]

    def new_line(self, port: int, chance: Random) -> bytes:
        """The request that keeps a new line of about ten words."""
        form = {"command": "keep-note", "step": self.step, "text": " ".join(chance.choices(_WORDS, k=5))}
        return self._command(port, form, chance)

    def move(self, port: int, origin: str, step: str, chance: Random) -> bytes:
        """The request that takes the group from one step to the next."""
        return self._command(port, {"command": "start-step", "origin": origin, "step": step}, chance)

    def _command(self, port: int, form: dict[str, str], chance: Random) -> bytes:
        body = urlencode({**form, "command_id": f"{chance.getrandbits(128):032x}"}).encode()
        return request("POST", f"/mote/{self.name}/kommando", port, self.headers, body)

    def stream(self, port: int, number: int = 0, *, is_back: bool = False) -> bytes:
        """The request that opens a stream at the version which the page shows: at first, or back after a break."""
        accept, seat = {"Accept": "text/event-stream"}, self.seat_of(number)
        if is_back:
            return request("GET", f"/live/{seat}", port, {**accept, "Last-Event-ID": f"{self.boot}-{self.version}"})
        return request("GET", f"/live/{seat}?v={self.boot}-{self.version}", port, accept)

    def seat_of(self, number: int) -> str:
        """What the room's screen of that number opens its stream with: here all are shared screens."""
        return self.seat


async def open_rooms(count: int, *, port: int, chance: Random) -> list[Room]:
    """So many meetings, each at its first writing step, each in a browser of its own."""
    browser = _Browser(await connect(port), port, chance)
    await browser.see_front_page()
    rooms = [await browser.open_room() for _ in range(count)]
    browser.close()
    return rooms


def bare_rooms(count: int) -> list[Room]:
    """The same for the bare peer, which knows no meetings: any name is a room."""
    return [
        Room(f"{number:012d}", f"{number:012d}", "peer", 0, {"Accept": "application/json"}) for number in range(count)
    ]


async def fill(
    rooms: Sequence[Room],
    *,
    port: int,
    other_port: int = 0,
    screens: int = SCREENS_IN_A_ROOM,
    is_back: bool = False,
) -> None:
    """So many more screens follow each room, and every one of their streams has brought its first event.

    Where there is a second server, every other screen follows there.
    """
    doors = asyncio.Semaphore(_STREAMS_AT_ONCE)

    async def follow(room: Room, number: int) -> None:
        its_port = other_port if other_port and number % 2 else port
        async with doors:
            loop = asyncio.get_running_loop()
            _, screen = await loop.create_connection(lambda: Screen(room.version, room.seen), "127.0.0.1", its_port)
            room.screens.append(screen)
            await screen.open(room.stream(its_port, number, is_back=is_back))

    await asyncio.gather(*(follow(room, number) for room in rooms for number in range(screens)))


async def empty(rooms: Sequence[Room]) -> None:
    """Nobody follows the rooms any more, and the server has had a moment to notice."""
    for room in rooms:
        for screen in room.screens:
            screen.close()
            room.version = max(room.version, screen.version)
        room.screens.clear()
    await asyncio.sleep(0.5)


class _Browser:
    """Starts one meeting after the other, each with a cookie jar of its own, on one connection."""

    def __init__(self, connection: Connection, port: int, chance: Random) -> None:
        self._connection = connection
        self._port = port
        self._chance = chance
        self._cookie = ""
        self._token = ""
        self._way: list[tuple[str, str]] = []

    async def see_front_page(self) -> None:
        answer = await self._asked(request("GET", "/", self._port), 200)
        self._cookie = _cookies(answer)
        self._token = _found(_TOKEN, answer.body.decode())[0]

    async def open_room(self) -> Room:
        form = urlencode({"csrfmiddlewaretoken": self._token}).encode()
        started = await self._asked(request("POST", "/start", self._port, {"Cookie": self._cookie}, form), 302)
        cookies = f"{self._cookie}; {_cookies(started)}"
        html = await self._page(started.headers("location")[0], cookies)
        page = json.loads(_found(_PAGE, html)[0])
        headers = {"Cookie": cookies, "X-CSRFToken": page["csrf"], "Accept": "application/json"}
        room = Room(page["meeting"], page["seat"], page["mark"].rpartition("-")[0], version_in(page["mark"]), headers)
        if not self._way:
            await self._find_way(room, html)
        else:
            for origin, step in self._way:
                await self._move(room, origin, step)
        return room

    def close(self) -> None:
        self._connection.close()

    async def _find_way(self, room: Room, html: str) -> None:
        """The room is at its first writing step, and the moves that led there are known for the next rooms."""
        while _IS_WRITING not in html:
            if len(self._way) == _MOST_STEPS:
                raise LookupError("the programme has no writing step near its beginning")
            origin, step = _found(_NEXT, html)
            await self._move(room, origin, step)
            self._way.append((origin, step))
            html = await self._page(f"/mote/{room.name}", room.headers["Cookie"])

    async def _move(self, room: Room, origin: str, step: str) -> None:
        answer = await self._asked(room.move(self._port, origin, step, self._chance), 200)
        room.version, room.step = version_in(json.loads(answer.body)["mark"]), step

    async def _page(self, path: str, cookies: str) -> str:
        return (await self._asked(request("GET", path, self._port, {"Cookie": cookies}), 200)).body.decode()

    async def _asked(self, wish: bytes, expected: int) -> Answer:
        answer = await self._connection.ask(wish)
        if answer.status != expected:
            raise LookupError(f"{wish[:60]!r} was answered {answer.status}: {answer.body[:300]!r}")
        return answer


def _found(pattern: re.Pattern[str], html: str) -> Sequence[str]:
    found = pattern.search(html)
    if found is None:
        raise LookupError(f"the page has no {pattern.pattern}")
    return found.groups()


def _cookies(answer: Answer) -> str:
    return "; ".join(_name_and_value(answer.headers("set-cookie")))


def _name_and_value(set_cookies: Iterable[str]) -> list[str]:
    return [said.partition(";")[0] for said in set_cookies]
