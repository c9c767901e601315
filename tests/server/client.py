"""A browser without a screen: cookies, the page's token, commands, and what the server shows."""

from __future__ import annotations

import html
import json
import re
import secrets
from dataclasses import dataclass, field
from typing import Any

import httpx


@dataclass
class Visitor:
    """Somebody at a server's address. Each has cookies of its own."""

    address: str
    http: httpx.Client = field(init=False)
    meeting: str = ""
    page: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.http = httpx.Client(base_url=self.address, follow_redirects=True, timeout=10)

    def __del__(self) -> None:
        self.http.close()

    def start_meeting(self) -> Visitor:
        """The visitor is in the lobby of a new meeting."""
        self.see_front()
        answer = self.http.post("/start", data={"csrfmiddlewaretoken": self.token})
        assert answer.status_code == 200, answer.text
        self.meeting = answer.url.path.rsplit("/", 1)[-1]
        self._read_page(answer.text)
        return self

    def see_front(self) -> str:
        answer = self.http.get("/")
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.text)
        assert found
        self.token = found[1]
        return answer.text

    def reload(self) -> str:
        """The meeting's page, fetched anew."""
        answer = self.http.get(f"/mote/{self.meeting}")
        assert answer.status_code == 200
        self._read_page(answer.text)
        return html.unescape(answer.text)

    def command(self, name: str, command_id: str | None = None, **values: object) -> httpx.Response:
        """Posts one command, as the page's queue does."""
        form = {"command": name, "command_id": command_id or secrets.token_hex(16)}
        return self.http.post(
            f"/mote/{self.meeting}/kommando",
            data={**form, **{key: str(value) for key, value in values.items()}},
            headers={"X-CSRFToken": self.page["csrf"], "Accept": "application/json"},
        )

    def start_writing(self) -> Visitor:
        """The meeting is at its writing step."""
        answer = self.command("start-step", origin="", step=WRITING)
        assert answer.status_code == 200, answer.text
        return self

    def keep(self, text: str, command_id: str | None = None) -> httpx.Response:
        return self.command("keep-note", command_id, step=WRITING, text=text)

    def all_lines(self) -> list[str]:
        """Every line that stands in the meeting, in order, as the reading step shows them."""
        self.command("start-step", origin=WRITING, step=READING)
        shown = self.http.get(f"/mote/{self.meeting}/skjerm").json()["regions"]["stage"]
        found = re.findall(r'<span class="line-text" dir="auto">(.*?)</span>', shown)
        self.command("go-back", origin=READING, step=WRITING)
        return [html.unescape(text) for text in found]

    def _read_page(self, text: str) -> None:
        found = re.search(r'<script id="page" type="application/json">(.*?)</script>', text)
        assert found
        self.page = json.loads(found[1])


WRITING = "hos-oss-betyr-det"
READING = "les-opp"
