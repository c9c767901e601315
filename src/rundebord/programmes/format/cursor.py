"""A place in a package: its value, and how to say what is wrong there. What is wrong is noted, and reading goes on."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rundebord.programmes.format.findings import N_, Notebook, Place

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_TEXT = 20_000


class At:
    """A value somewhere in a file."""

    def __init__(self, value: Any, file: str, place: Place, notes: Notebook) -> None:
        self.value = value
        self.file = file
        self.place = place
        self._notes = notes

    def fault(self, sentence: str, remedy: str = "", *, key: str | None = None, **values: Any) -> None:
        """A fault is noted here, or at the key."""
        self._notes.fault(self.file, self._under(key), sentence, remedy, **{"key": key, **values})

    def warn(self, sentence: str, remedy: str = "", *, key: str | None = None, **values: Any) -> None:
        """A warning is noted here, or at the key."""
        self._notes.warn(self.file, self._under(key), sentence, remedy, **{"key": key, **values})

    def _under(self, key: str | None) -> Place:
        return self.place if key is None else (*self.place, key)

    @property
    def is_given_up(self) -> bool:
        """True if the file could not be read, which has been noted."""
        return self._notes.has_given_up(self.file)

    def has(self, key: str) -> bool:
        """True if the key is there with a value."""
        return isinstance(self.value, dict) and self.value.get(key) is not None

    def under(self, key: str) -> At:
        """The value under the key; None if there is none."""
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return At(value, self.file, (*self.place, key), self._notes)

    def only(self, known: Sequence[str]) -> None:
        """Keys that nobody reads are faults: most are slips of the pen."""
        if not isinstance(self.value, dict):
            self.fault(
                N_("Here belong names with values."), N_("Lines like «id: name», further in than the line above.")
            )
            return
        for key in self.value:
            if key not in known:
                near = difflib.get_close_matches(key, known, 1)
                remedy = N_("Did you mean «%(near)s»?") if near else N_("Here can stand: %(known)s.")
                self._notes.fault(
                    self.file,
                    (*self.place, key),
                    N_("«%(key)s» is not known here."),
                    remedy,
                    key=key,
                    near=near[0] if near else "",
                    known=", ".join(known),
                )

    def items(self) -> Iterator[tuple[str, At]]:
        """Names and places of a mapping; nothing if it is none, which is noted when it is something else."""
        if self.value is None:
            return
        if not isinstance(self.value, dict):
            self.fault(
                N_("Here belong names with values."), N_("Lines like «id: name», further in than the line above.")
            )
            return
        for key in self.value:
            yield key, self.under(key)

    def entries(self, key: str) -> Sequence[At]:
        """The places of the list under the key; empty if there is none."""
        value = self.under(key).value
        if value is None:
            return ()
        if not isinstance(value, list):
            self.fault(N_("«%(key)s» must be a list."), N_("Each entry on a line of its own, after «- »."), key=key)
            return ()
        return [At(one, self.file, (*self.place, key, number), self._notes) for number, one in enumerate(value)]

    def words(self, key: str, *, is_needed: bool = True) -> str:
        """The text under the key, white space tidied; "" if it is missing."""
        value = self.under(key).value
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and value.strip() and len(value) <= LONGEST_TEXT and is_sayable(value):
            return value.strip()
        if value is None and not is_needed:
            return ""
        self.fault(
            N_("«%(key)s» must be a text that is not empty."),
            N_("Write it, in quotes if it holds a colon."),
            key=key,
        )
        return ""

    def word_list(self, key: str) -> tuple[str, ...]:
        """The texts of the list under the key."""
        found = []
        for entry in self.entries(key):
            if isinstance(entry.value, str) and entry.value.strip() and is_sayable(entry.value):
                found.append(entry.value.strip())
            else:
                entry.fault(
                    N_("This must be a text that is not empty."), N_("Write it, in quotes if it holds a colon.")
                )
        return tuple(found)

    def word_map(self, key: str) -> Mapping[str, str]:
        """Names with texts under the key."""
        place = self.under(key)
        return {name: place.words(name) for name, _ in place.items()}

    def ids(self, key: str) -> tuple[str, ...]:
        """The ids of the list under the key, each once."""
        found: list[str] = []
        for entry in self.entries(key):
            value = entry.value
            if not isinstance(value, str) or _ID.fullmatch(value) is None or len(value) > 60:
                entry.fault(N_("This is no id."), N_("Use small letters a–z, digits and hyphens, as in «to-og-to»."))
            elif value in found:
                entry.fault(N_("«%(id)s» stands twice."), N_("Each id once."), id=value)
            else:
                found.append(value)
        return tuple(found)

    def id(self, key: str = "id") -> str:
        """The id under the key; "" if it is none."""
        value = self.under(key).value
        if isinstance(value, str) and _ID.fullmatch(value) and len(value) <= 60:
            return value
        self.fault(
            N_("«%(key)s» is no id."), N_("Use small letters a–z, digits and hyphens, as in «to-og-to»."), key=key
        )
        return ""

    def number(self, key: str, *, lowest: float, highest: float, default: float | None = None) -> float:
        """The number under the key, within its range; the default, or the lowest, if it is none."""
        value = self.under(key).value
        if value is None and default is not None:
            return default
        if isinstance(value, int | float) and not isinstance(value, bool) and lowest <= value <= highest:
            return value
        self.fault(
            N_("«%(key)s» must be a number from %(lowest)s to %(highest)s."),
            N_("It is «%(value)s»."),
            key=key,
            lowest=lowest,
            highest=highest,
            value=str(value)[:40],
        )
        return lowest if default is None else default

    def yes(self, key: str) -> bool:
        """True if the key says so; False if it is missing."""
        value = self.under(key).value
        if value is None or isinstance(value, bool):
            return bool(value)
        self.fault(N_("«%(key)s» must be true or false."), key=key)
        return False

    def choice(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """One of the allowed words; the default, or the first of them, if it is none."""
        value = self.under(key).value
        if value is None and default is not None:
            return default
        if value in allowed:
            return str(value)
        near = difflib.get_close_matches(str(value), allowed, 1)
        self.fault(
            N_("«%(key)s» is «%(value)s»."),
            N_("Did you mean «%(near)s»? It can be: %(allowed)s.") if near else N_("It can be: %(allowed)s."),
            key=key,
            value=str(value)[:40],
            near=near[0] if near else "",
            allowed=", ".join(allowed),
        )
        return default or allowed[0]


def is_sayable(text: str) -> bool:
    """True if the text can be stored and shown."""
    # Half a pair of UTF-16 cannot be sent to a browser or a database.
    return not any(0xD800 <= ord(letter) <= 0xDFFF for letter in text)
