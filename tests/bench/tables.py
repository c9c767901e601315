"""Rooms as they are in a meeting with phones: one shared screen, one host, and eight phones with a seat each."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from random import Random
from typing import Literal
from urllib.parse import urlencode

from tests.bench.rooms import Room
from tests.bench.wire import Answer, Connection, connect, request, version_in

PROGRAMME = "hva-skal-vi-slutte-med"
"""It has votes without names. The steps below are its own."""
PHONES = 8
SHARING, SORTING, RATING, STATEMENT = "runde", "sorter", "paa-lapper", "sier-nei"
Doing = Literal["sharing", "voting", "moving"]
_PAGE = re.compile(r'<script id="page" type="application/json">(.*?)</script>', re.DOTALL)
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_DIGITS = re.compile(r'id="door-digits">(.*?)<')
_NUMBER = re.compile(r"\d")


@dataclass
class PhoneSeat:
    """What a phone opens its stream with, and what it sends along."""

    token: str
    headers: dict[str, str]
    is_ready: bool = False


@dataclass
class Table(Room):
    """A room with phones. Where a vote is held or the group moves, one thing happens at a time."""

    doing: Doing = "sharing"
    host_seat: str = ""
    phones: list[PhoneSeat] = field(default_factory=list)
    is_busy: bool = False

    def seat_of(self, number: int) -> str:
        """The shared screen, the host, then the phones."""
        return (self.seat, self.host_seat, *(phone.token for phone in self.phones))[number]

    @property
    def newest(self) -> int:
        """The newest version that any screen has got."""
        return max((screen.version for screen in self.screens), default=self.version)

    def line_from_phone(self, port: int, chance: Random) -> bytes:
        """The request that shares a line from one of the phones."""
        line = self.new_line(port, chance)
        phone, body = chance.choice(self.phones), line.partition(b"\r\n\r\n")[2]
        return request("POST", f"/mote/{self.name}/deltaker/kommando", port, phone.headers, body)

    def ready_mark(self, port: int, chance: Random) -> bytes:
        """The request by which one of the phones has an answer ready, or takes it back."""
        phone = chance.choice(self.phones)
        phone.is_ready = not phone.is_ready
        form = {"step": RATING, "statement": STATEMENT, "person": "1", "yes": "1" if phone.is_ready else "0"}
        body = urlencode(form).encode()
        return request("POST", f"/mote/{self.name}/deltaker/klar", port, phone.headers, body)

    def to_and_fro(self, port: int, chance: Random) -> bytes:
        """The request that takes the group to the other of two steps."""
        origin, self.step = self.step, SORTING if self.step == SHARING else SHARING
        return self._command(port, {"command": "take-up-step", "origin": origin, "step": self.step}, chance)

    def word_of_phone(self, port: int, chance: Random) -> bytes:
        """The request by which a phone lets itself be heard of, as each does every other minute."""
        path = f"/mote/{self.name}/deltaker/na?v={self.boot}-{self.newest}"
        return request("GET", path, port, chance.choice(self.phones).headers)


def doing_of(number: int) -> Doing:
    """Of twenty tables fourteen share, four vote and two move."""
    return "voting" if number % 5 == 3 else "moving" if number % 10 == 6 else "sharing"


async def open_tables(count: int, *, port: int, chance: Random) -> list[Table]:
    """So many meetings with eight phones each, opened as browsers and phones open them."""
    opener = _Opener(await connect(port), port, chance)
    await opener.see_front_page()
    tables = [await opener.open_table(doing_of(number)) for number in range(count)]
    opener.close()
    return tables


def bare_tables(count: int) -> list[Table]:
    """The same for the bare peer, which knows no meetings."""
    headers = {"Accept": "application/json"}
    return [
        Table(
            name := f"{number:012d}",
            name,
            "peer",
            0,
            headers,
            step=SHARING,
            doing=doing_of(number),
            host_seat=name,
            phones=[PhoneSeat(name, headers) for _ in range(PHONES)],
        )
        for number in range(count)
    ]


class _Opener:
    """Opens one table after the other on one connection; each browser and phone has cookies of its own."""

    def __init__(self, connection: Connection, port: int, chance: Random) -> None:
        self._connection, self._port, self._chance = connection, port, chance
        self._cookie = self._token = ""

    def close(self) -> None:
        self._connection.close()

    async def see_front_page(self) -> None:
        answer = await self._asked("GET", "/", {}, {}, 200)
        self._cookie, self._token = _cookies(answer), _found(_TOKEN, answer.body.decode())

    async def open_table(self, doing: Doing) -> Table:
        started = await self._asked("POST", "/start", {"Cookie": self._cookie}, self._form(), 302)
        cookies = {"Cookie": f"{self._cookie}; {_cookies(started)}"}
        page = await self._page(started.headers("location")[0], cookies)
        headers = {**cookies, "X-CSRFToken": page["csrf"], "Accept": "application/json"}
        table = Table(page["meeting"], page["seat"], page["mark"].partition("-")[0], 0, headers, doing=doing)
        way = f"/mote/{table.name}"
        table.step = RATING if doing == "voting" else SHARING
        wishes = [("set-head-count", {"count": "10"}), ("take-up-step", {"origin": "", "step": table.step})]
        if doing == "voting":
            wishes.append(("choose-ballot", {"step": RATING, "way": "phones"}))
        for command, form in wishes:
            command_id = f"{self._chance.getrandbits(128):032x}"
            await self._asked(
                "POST", f"{way}/kommando", headers, {"command": command, "command_id": command_id, **form}, 200
            )
        await self._asked("POST", f"{way}/dor", headers, {"do": "open"}, 200)
        shown = json.loads((await self._asked("GET", f"{way}/skjerm", cookies, {}, 200)).body)
        code = "".join(_NUMBER.findall(_found(_DIGITS, shown["regions"]["door"])))
        table.phones = [await self._join(table.name, code) for _ in range(PHONES)]
        host = await self._page(f"{way}/veileder", cookies)
        table.host_seat, table.version = host["seat"], version_in(host["mark"])
        return table

    async def _join(self, meeting: str, code: str) -> PhoneSeat:
        joined = await self._asked("POST", f"/b/{code}", {"Cookie": self._cookie}, self._form(), 302)
        cookies = {"Cookie": f"{self._cookie}; {_cookies(joined)}"}
        shown = await self._asked("GET", f"/mote/{meeting}/deltaker/na", cookies, {}, 200)
        token = shown.headers("x-csrf")[0]
        return PhoneSeat(shown.headers("x-seat")[0], {**cookies, "X-CSRFToken": token, "Accept": "application/json"})

    def _form(self) -> dict[str, str]:
        return {"csrfmiddlewaretoken": self._token}

    async def _page(self, path: str, cookies: dict[str, str]) -> dict[str, str]:
        page: dict[str, str] = json.loads(
            _found(_PAGE, (await self._asked("GET", path, cookies, {}, 200)).body.decode())
        )
        return page

    async def _asked(
        self, method: str, path: str, headers: dict[str, str], form: dict[str, str], expected: int
    ) -> Answer:
        answer = await self._connection.ask(request(method, path, self._port, headers, urlencode(form).encode()))
        if answer.status != expected or b'"refused"' in answer.body:
            raise LookupError(f"{method} {path} was answered {answer.status}: {answer.body[:300]!r}")
        return answer


def _found(pattern: re.Pattern[str], html: str) -> str:
    found = pattern.search(html)
    if found is None:
        raise LookupError(f"the page has no {pattern.pattern}")
    return found[1]


def _cookies(answer: Answer) -> str:
    return "; ".join(said.partition(";")[0] for said in answer.headers("set-cookie"))
