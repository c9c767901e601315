"""Phones without a browser: in by the code, one seat, lines, answers, and what the stream and the polling bring."""

from __future__ import annotations

import html
import json
import re
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from server.client import Visitor

PROGRAMME = "hva-skal-vi-slutte-med"
"""It has votes without names, which the smallest programme has not."""
SHARING, RATING, STATEMENT = "runde", "paa-lapper", "sier-nei"
RATES = ("1", "2", "3", "4", "5", "dont-know")
PATIENCE = 10.0


class Table(Visitor):
    """The group's own browser with the shared screen: it opens the door, moves the group and calls answers in."""

    def open_table(self, heads: int = 8) -> Table:
        """A meeting that so many take part in; phones may come in."""
        self.start_meeting()
        self.said(self.command("set-head-count", count=heads))
        return self.change_door("open")

    def change_door(self, do: str, **values: str) -> Table:
        """The door is opened, shut, or somebody shut out."""
        token = {"X-CSRFToken": self.page["csrf"]}
        self.said(self.http.post(f"/mote/{self.meeting}/dor", data={"do": do, **values}, headers=token))
        return self

    def go_to(self, step: str) -> Table:
        """The group is at that step."""
        at = re.search(r'data-step="([^"]*)"', self.shown()["regions"]["stage"])
        self.said(self.command("take-up-step", origin=at[1] if at else "", step=step))
        return self

    def start_rating(self) -> Table:
        """The group rates a statement without names, all on phones."""
        self.go_to(RATING)
        self.said(self.command("choose-ballot", step=RATING, way="phones"))
        return self

    def call_in(self, *, is_sure: bool = False) -> httpx.Response:
        """The phones are asked for the answers that lie ready on them."""
        return self.command("call-ballots-in", step=RATING, statement=STATEMENT, sure="1" if is_sure else "")

    def say(self, text: str, command_id: str | None = None) -> httpx.Response:
        """The scribe writes a line in the round."""
        return self.command("keep-note", command_id, step=SHARING, text=text)

    def shown(self, mark: str = "") -> dict[str, Any]:
        """What the shared screen shows now; empty if it is what ``mark`` says."""
        answer = self.http.get(f"/mote/{self.meeting}/skjerm", params={"v": mark})
        assert answer.status_code in (200, 204), answer.text
        return answer.json() if answer.status_code == 200 else {}

    @property
    def code(self) -> str:
        found = re.search(r'id="door-digits">(.*?)<', self.shown()["regions"]["door"])
        assert found
        return "".join(letter for letter in found[1] if letter.isdigit())

    def said(self, answer: httpx.Response) -> dict[str, Any]:
        """What was answered to something that must have been done."""
        assert answer.status_code == 200, answer.text
        assert "refused" not in answer.json(), answer.text
        said: dict[str, Any] = answer.json()
        return said


@dataclass
class Phone:
    """One who takes part, with cookies of their own."""

    address: str
    meeting: str
    patience: float = PATIENCE
    """Seconds until an answer is given up."""
    http: httpx.Client = field(init=False)
    nobody: httpx.Client = field(init=False)
    """The same device without its cookies."""
    page: dict[str, Any] = field(default_factory=dict)
    tickets: dict[int, str] = field(default_factory=dict)
    """Person → the ticket of the answer that lies ready."""

    def __post_init__(self) -> None:
        # Plain http: reading the list of certificates for each would take longer than what is tested.
        self.http = httpx.Client(base_url=self.address, follow_redirects=True, timeout=self.patience, verify=False)
        self.nobody = httpx.Client(base_url=self.address, timeout=self.patience, verify=False)

    def __del__(self) -> None:
        self.http.close()
        self.nobody.close()

    def join(self, code: str) -> Phone:
        """The phone has a seat; without a name."""
        form = self.http.get(f"/b/{code}").text
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
        assert token, form[:500]
        self._read(self.http.post(f"/b/{code}", data={"csrfmiddlewaretoken": token[1]}))
        return self

    def reload(self) -> Phone:
        """The page, fetched anew: what a phone that was away does."""
        self._read(self.http.get(f"/mote/{self.meeting}/deltaker"))
        return self

    def share(self, text: str, command_id: str | None = None, step: str = SHARING) -> httpx.Response:
        """A line that is shared with the group, as the page's queue posts it."""
        form = {
            "command": "keep-note", "command_id": command_id or secrets.token_hex(16), "step": step, "text": text,
        }  # fmt: skip
        return self._post("kommando", form)

    def make_ready(self, person: int = 1) -> httpx.Response:
        """An answer lies ready on this phone."""
        form = {"step": RATING, "statement": STATEMENT, "person": str(person), "yes": "1"}
        answer = self._post("klar", form)
        if answer.status_code == 200:
            self.tickets[person] = answer.json()["ticket"]
        return answer

    def send_ballot(self, rate: str, person: int = 1) -> httpx.Response:
        """The answer is sent: with its ticket, and without any cookie."""
        form = {"ticket": self.tickets[person], "language": "nb", "mark": self.marks()[rate]}
        # The browser is told to take none either, and a page that says what went wrong may bring one.
        self.nobody.cookies.clear()
        return self.nobody.post("/stemme", data=form)

    def marks(self) -> dict[str, str]:
        """What each option is called on phones, as the page was told: by its words."""
        if "marks" not in self.page:
            region = self.poll()["regions"]["phone"]
            found = re.findall(r'<li data-mark="([^"]+)"[^>]*>(.*?)</li>', region)
            self.page["marks"] = dict(zip(RATES, (mark for mark, _ in found), strict=True))
        marks: dict[str, str] = self.page["marks"]
        return marks

    def poll(self, mark: str = "") -> dict[str, Any]:
        """What the page is told when it asks; empty if ``mark`` is what is shown."""
        answer = self.ask(mark)
        assert answer.status_code in (200, 204), answer.text
        return answer.json() if answer.status_code == 200 else {}

    def ask(self, mark: str = "") -> httpx.Response:
        return self.http.get(f"/mote/{self.meeting}/deltaker/na", params={"v": mark})

    def lines(self) -> list[str]:
        """The lines that the phone shows in the round."""
        found = re.findall(r'<li dir="auto">(.*?)</li>', self.poll()["regions"]["phone"])
        return [html.unescape(text) for text in found]

    def _post(self, where: str, form: dict[str, str]) -> httpx.Response:
        return self.http.post(
            f"/mote/{self.meeting}/deltaker/{where}", data=form, headers={"X-CSRFToken": self.page["csrf"]}
        )

    def _read(self, answer: httpx.Response) -> None:
        found = re.search(r'<script id="page" type="application/json">(.*?)</script>', answer.text)
        assert found, answer.text[:500]
        self.page = json.loads(found[1])


def join_all(table: Table, count: int) -> list[Phone]:
    """So many phones are in."""
    code = table.code
    return [Phone(table.address, table.meeting).join(code) for _ in range(count)]


class Stream(threading.Thread):
    """A page that stands open: which versions its stream brought, and when. Ends when it is cut or told to."""

    def __init__(
        self,
        address: str,
        seat: str,
        mark: str = "",
        *,
        last: str = "",
        inside: Callable[[], None] = lambda: None,
        patience: float | None = PATIENCE * 6,
    ) -> None:
        """``inside`` is called in the thread first: it may take it into another network.

        ``patience``: so many seconds without a word, and it leaves; None: it never does, as a browser.
        """
        self._patience = patience
        super().__init__(daemon=True)
        self._inside = inside
        self._address, self._mark = f"{address}/live/{seat}", mark
        self._headers = {"Last-Event-ID": last} if last else {}
        self.status = 0
        self.marks: list[str] = []
        self.came_at: dict[int, float] = {}
        self.heard: list[str] = []
        self.is_open, self.is_ended, self._is_left = threading.Event(), threading.Event(), threading.Event()
        self.start()

    def run(self) -> None:
        self._inside()
        try:
            with httpx.stream(
                "GET", self._address, params={"v": self._mark}, headers=self._headers, timeout=self._patience
            ) as stream:
                self.status = stream.status_code
                for line in stream.iter_lines():
                    self.is_open.set()
                    if self._is_left.is_set():
                        return
                    self.heard.append(line)
                    if line.startswith("id: "):
                        self.marks.append(line[4:])
                        self.came_at[version_in(line)] = time.monotonic()
        except httpx.HTTPError:
            pass
        finally:
            self.is_open.set()
            self.is_ended.set()

    def reaches(self, version: int, seconds: float = PATIENCE) -> float:
        """When that version, or the first later one, had come."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            later = [at for got, at in list(self.came_at.items()) if got >= version]
            if later:
                return min(later)
            time.sleep(0.005)
        raise AssertionError(f"version {version} did not come; there are {self.marks}")

    def leave(self) -> None:
        """Nothing more is read; the thread ends with the next word."""
        self._is_left.set()


def version_in(mark: str) -> int:
    return int(mark.rpartition("-")[2])


def closed_votes(folder: Path, meeting: str) -> list[tuple[str, str, dict[str, int], int]]:
    """Every vote of the meeting that was closed, as it is on disk: step, statement, counts, ballots."""
    bodies = _facts(folder, meeting, "vote-closed")
    return [(body["step"], body["statement"], dict(body["counts"]), body["slips"]) for body in bodies]


def kept_lines(folder: Path, meeting: str) -> list[str]:
    """Every line that was kept in the meeting, as they are on disk, in order."""
    return [body["text"] for body in _facts(folder, meeting, "note-kept")]


def _facts(folder: Path, meeting: str, name: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(folder / "rundebord.sqlite3")) as database:
        rows = database.execute(
            "SELECT body FROM meetings_eventrow WHERE meeting_id = ? AND name = ? ORDER BY version", (meeting, name)
        ).fetchall()
    return [json.loads(body) for (body,) in rows]
