"""What a browser that has never been here fetches before a page can be used: compressed, font and scripts included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin

import httpx
from tests.bench.line import Bar, Line
from tests.bench.plan import Plan, say
from tests.bench.processes import rundebord
from tests.bench.rooms import open_rooms

_IMPORT = re.compile(r"""^\s*(?:import|export)\b[^;"']*["'](\.{1,2}/[^"']+)["']""", re.MULTILINE)
_CSS_FILE = re.compile(r"""(?:@import\s+|url\()\s*["']?([^"')\s]+)""")
_LINKS = {"stylesheet", "preload", "modulepreload", "icon"}


async def measure(plan: Plan) -> list[Line]:
    """KB that go over the wire for the front page and for the meeting's page, with gzip."""
    with rundebord(plan.scratch("first-load")) as server:
        [room] = await open_rooms(1, port=server.port, chance=plan.chance())
        address = f"http://127.0.0.1:{server.port}"
        say("first-load: as a browser fetches it")
        front = _fetched(address, "/", "")
        meeting = _fetched(address, f"/mote/{room.name}", room.headers["Cookie"])
    return [
        _line("first load of the front page", front, None),
        _line("first load of the shared screen", meeting, Bar(120.0)),
        _line(
            "first load on a phone", meeting, Bar(90.0), "the shared screen's page: phones have none of their own yet"
        ),
    ]


def _line(name: str, fetched: dict[str, int], bar: Bar | None, note: str = "") -> Line:
    largest = sorted(fetched.items(), key=lambda item: -item[1])[:6]
    names = ", ".join(f"{_name(path)} {size / 1_024:.1f}" for path, size in largest)
    said = f"{len(fetched)} files, body bytes only; {names} …"
    return Line(name, sum(fetched.values()) / 1_024, "KB", bar, note=f"{note}; {said}" if note else said)


def _name(path: str) -> str:
    # A meeting's own address is another in every run.
    return path.rsplit("/", 1)[-1] if "." in path else "the page"


def _fetched(address: str, path: str, cookie: str) -> dict[str, int]:
    """Address → bytes of the body as transferred, for the page and everything that it asks for."""
    sizes: dict[str, int] = {}
    waiting = [path]
    headers = {"Accept-Encoding": "gzip", "Cookie": cookie} if cookie else {"Accept-Encoding": "gzip"}
    with httpx.Client(base_url=address, headers=headers) as client:
        while waiting:
            path = waiting.pop()
            if path in sizes:
                continue
            answer = client.get(path).raise_for_status()
            sizes[path] = answer.num_bytes_downloaded
            kind = answer.headers.get("content-type", "")
            if kind.startswith(("text/html", "text/css")) or "javascript" in kind:
                waiting += [urljoin(path, found) for found in _asked_for(kind, answer.text)]
    return sizes


def _asked_for(kind: str, text: str) -> Iterator[str]:
    if kind.startswith("text/html"):
        page = _Links()
        page.feed(text)
        yield from page.found
    elif "javascript" in kind:
        yield from _IMPORT.findall(text)
    else:
        # Of the fonts, only the one that the page preloads: the others are for letters that it does not show.
        yield from (
            found
            for found in _CSS_FILE.findall(text)
            if not found.startswith(("data:", "#", "http")) and ".woff" not in found
        )


class _Links(HTMLParser):
    """What the page's head asks for at once."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link" and _LINKS & set((given.get("rel") or "").split()):
            self.found.append(given.get("href") or "")
        elif tag in ("script", "img") and given.get("src"):
            self.found.append(given["src"] or "")
