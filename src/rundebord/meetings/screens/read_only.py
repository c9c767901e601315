"""Markup of the shared screen made to be looked at and nothing else.

A whitelist: elements and attributes that are known to be harmless stay, and whatever is new and unknown falls out with
all that is in it. Ids of lines fall out too: on a phone, whoever knows a line's id may change it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from html.parser import HTMLParser
from typing import Final


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_KEPT: Final = _names(
    "main section article div p span strong em h1 h2 h3 h4 ul ol li dl dt dd table thead tbody tr th td "
    "details summary progress svg path circle rect"
)
_BECOMES: Final = {"form": "div", "label": "span", "textarea": "p"}
"""Controls around words: the words stay."""
_FOR_HANDS: Final = _names(
    "clock-tools line-tools line-sorts vote-tools lobby-tools lines-waiting slips add place-asks for-hands"
)
"""Classes of what somebody at the shared screen does, or is told to do."""
_VOID: Final = _names("area base br col embed hr img input link meta source track wbr")
_PLAIN: Final = _names(
    "class lang dir scope max value viewbox d cx cy r x y width height pathlength stroke-dasharray "
    "focusable aria-hidden data-clock data-ends-at data-seconds data-paused-left data-turn data-started-at "
    "data-view data-step data-version data-ahead data-kept-by-page data-questions hidden open"
)
_CASED: Final = {"viewbox": "viewBox", "pathlength": "pathLength"}
_ROLES: Final = frozenset({"timer", "group", "img"})
_LABELLED: Final = frozenset({"main", "section", "progress"})
_IDS: Final = re.compile(r"place|stage|question|instruction|lines|turn|film-questions-title|(?:clock|pile)-[\w-]+")
_SCROLLS: Final = frozenset({"written", "map-frame"})
"""What may scroll by itself: the keyboard must reach it."""

Given = Mapping[str, str]


def to_look_at(html: str) -> str:
    """The same words in the same places, with nothing that can be pressed, filled in or followed."""
    looker = _Looker()
    looker.feed(html)
    looker.close()
    return "".join(looker.written)


class _Looker(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.written: list[str] = []
        self._open: list[tuple[str, str | None]] = []
        """Each open element and what closes it; None if it is left out with all that is in it."""
        self._options: list[tuple[bool, str]] = []

    @property
    def _is_left_out(self) -> bool:
        return any(end is None for _tag, end in self._open)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _VOID:
            if tag == "input" and not self._is_left_out:
                self.written.append(_of_field(given))
            return
        if tag == "option":
            self._options.append(("selected" in given, ""))
        if self._is_left_out:
            self._open.append((tag, None))
            return
        written = _written(tag, given)
        self._open.append((tag, None if written is None else written[1]))
        if written is not None:
            self.written.append(written[0])

    def handle_endtag(self, tag: str) -> None:
        if tag not in (one for one, _end in self._open):
            return
        while True:
            one, end = self._open.pop()
            if one == "select" and not self._is_left_out:
                self._write_choice()
            if end:
                self.written.append(end)
            if one == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._is_left_out:
            self.written.append(escape(data, quote=False))
        elif self._open[-1][0] == "option":
            is_chosen, words = self._options.pop()
            self._options.append((is_chosen, words + data))

    def _write_choice(self) -> None:
        chosen = [words for is_chosen, words in self._options if is_chosen] or ["–"]
        self.written.append(_cell(chosen[0]))
        self._options = []


def _written(tag: str, given: Given) -> tuple[str, str] | None:
    """How the element begins and ends for whoever looks; None if it is left out with all that is in it."""
    classes = given.get("class", "").split()
    if not _FOR_HANDS.isdisjoint(classes) or ("hidden" in given and "data-questions" not in given):
        return None
    if tag == "button":
        return _of_button(given, classes)
    if tag == "a" and "ds-button" not in classes:
        return "", ""
    if tag == "label" and "ds-sr-only" in classes:
        return None
    shown = _BECOMES.get(tag, tag)
    if shown not in _KEPT:
        return None
    return f"<{shown}{_attributes(shown, given)}>", f"</{shown}>"


def _of_button(given: Given, classes: Sequence[str]) -> tuple[str, str] | None:
    if "mark" in classes:
        # A cell of the map of who must work together: its mark is what the table says.
        label = escape(given.get("aria-label", ""))
        return f'<span class="{escape(" ".join(classes))}" role="img" aria-label="{label}">', "</span>"
    if given.get("aria-pressed") == "true":
        # What is chosen is seen by all; what can be chosen is for the one who presses.
        return '<span class="chosen">', "</span>"
    return None


def _of_field(given: Given) -> str:
    """What stands in the field, where others have filled it in; nothing of a field for what is said next."""
    classes = given.get("class", "").split()
    if "counter-number" in classes:
        return f'<span class="counter-number">{escape(given.get("value", ""))}</span>'
    if "cell" not in classes:
        return ""
    if given.get("value"):
        return _cell(given["value"])
    return _cell("–" if "inputmode" in given else given.get("placeholder") or "–", is_empty=True)


def _cell(words: str, *, is_empty: bool = False) -> str:
    return f'<span class="cell{" is-empty" if is_empty else ""}" dir="auto">{escape(words, quote=False)}</span>'


def _attributes(tag: str, given: Given) -> str:
    written = [f' {_CASED.get(name, name)}="{escape(given[name])}"' for name in given if _may_stand(name, tag, given)]
    if not _SCROLLS.isdisjoint(given.get("class", "").split()):
        written.append(' tabindex="0"')
    elif tag == "main":
        written.append(' tabindex="-1"')
    return "".join(written)


def _may_stand(name: str, tag: str, given: Given) -> bool:
    if name == "id":
        return _IDS.fullmatch(given["id"]) is not None
    if name == "aria-labelledby":
        return _IDS.fullmatch(given[name]) is not None
    if name == "role":
        return given["role"] in _ROLES
    if name == "aria-label":
        return tag in _LABELLED or given.get("role") in _ROLES
    return name in _PLAIN
