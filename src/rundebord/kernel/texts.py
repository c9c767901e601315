"""How what somebody typed becomes a line."""

from __future__ import annotations

import re
from datetime import date, time

_TYPED_DATE = re.compile(r"([0-9]{1,2})[./-]\s*([0-9]{1,2})[./-]\s*([0-9]{4}|[0-9]{2})")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TYPED_TIME = re.compile(r"(?:kl\.?\s*)?([0-9]{1,2})(?:[.:]?([0-9]{2}))?")


def tidy(text: str) -> str:
    """The line as it is kept: white space and control characters folded to single blanks, none at the ends.

    Everything else stays to the letter: emoji, right-to-left text and angle brackets are words like others.
    """
    return " ".join("".join(" " if ord(letter) < 32 or ord(letter) == 127 else letter for letter in text).split())


def typed_date(text: str) -> date | None:
    """The day as a Norwegian types it, «15.1.2027», or as a browser does, «2027-01-15»; None if it is neither."""
    text = text.strip()
    found = _TYPED_DATE.fullmatch(text)
    try:
        if found is not None:
            day, month, year = (int(part) for part in found.groups())
            return date(year if year > 99 else 2000 + year, month, day)
        # One shape only: Python would read «20261201» and «2026-W49-2» too.
        return date.fromisoformat(text) if _ISO_DATE.fullmatch(text) else None
    except ValueError:
        return None


def is_shaped_as_date(text: str) -> bool:
    """True for what is written as a date, also when the calendar has no such day: «31.2.2027»."""
    text = text.strip()
    return _TYPED_DATE.fullmatch(text) is not None or _ISO_DATE.fullmatch(text) is not None


def typed_time(text: str) -> time | None:
    """The time of day: «9», «9.30», «09:30», «0930», «kl. 9»; None if it is none."""
    found = _TYPED_TIME.fullmatch(text.strip().lower())
    if found is None:
        return None
    try:
        return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        return None
