"""What somebody has before their eyes: the regions that are sent, and the elements and words in them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html.parser import HTMLParser

from rundebord.meetings.screens.regions import render_frame


class Seen(HTMLParser):
    """A region as whoever looks at it has it: elements with their attributes, and words."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append(" ".join(data.split()))

    @property
    def all_words(self) -> str:
        return " ".join(self.words)

    def values(self, *names: str) -> list[str]:
        return [" ".join(given[name].split()) for _tag, given in self.elements for name in names if given.get(name)]


def regions_of(meeting: str, kind: str = "afar") -> dict[str, str]:
    return dict(json.loads(render_frame(meeting, f"{kind}:nb").payload)["regions"])


def view_of(html: str) -> str:
    found = re.search(r'data-view="(\w+)"', html)
    assert found is not None
    return found[1]
