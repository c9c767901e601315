"""A view of a meeting as regions: whole pieces of the page, each with a stable id, for the stream and for polling."""

from __future__ import annotations

import json
import re

from django.conf import settings
from django.core import signing
from django.template.loader import get_template
from django.utils import translation

from rundebord.live.frame import Frame, Seat, mark_of
from rundebord.meetings.presenter import SharedScreen, shared_screen
from rundebord.meetings.queries import door_of, present_meeting
from rundebord.meetings.templatetags.parts import moves

REGIONS = ("place", "stage", "moves")
"""Ids in the page. ``place`` is where we are, ``stage`` the one thing on the screen, ``moves`` the way on and back."""

_SALT = "rundebord.meetings.seat"
_SEAT_SECONDS = 12 * 60 * 60
"""A seat outlasts any meeting day; the page fetches a new one when it asks for the present state."""
_BETWEEN_TAGS = re.compile(r">\s+<")

_numbers: dict[str, int] = {}


def seat_token(meeting: str, language: str) -> str:
    """What a page carries to open its stream: signed, good for twelve hours, for this meeting and view alone."""
    return signing.dumps([meeting, f"shared:{language}"], salt=_SALT)


def seat_of(token: str) -> Seat | None:
    """The seat that the token gives; None if it is foreign, changed or too old."""
    try:
        meeting, view = signing.loads(token, salt=_SALT, max_age=_SEAT_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Seat(channel=meeting, view=view)


def render_frame(meeting: str, view: str) -> Frame:
    """The present state of the view (``shared:nb``). Raises ``NoSuchMeeting`` (a ``LookupError``)."""
    language = view.partition(":")[2]
    with translation.override(language):
        screen = present_screen(meeting, language)
        regions = {name: render_region(name, screen) for name in REGIONS}
    payload = {"mark": mark_of(screen.version), "savedAt": screen.saved_at, "regions": regions}
    return Frame(screen.version, json.dumps(payload, ensure_ascii=False, separators=(",", ":")))


def present_screen(meeting: str, language: str) -> SharedScreen:
    """What the shared screen of the meeting shows now, in the active language. Raises ``NoSuchMeeting``."""
    state, package = present_meeting(meeting)
    return shared_screen(state, package, number=_number(meeting), language=language)


def render_region(name: str, screen: SharedScreen) -> str:
    """The region's HTML with its outer element, small: white space between tags is dropped."""
    if name == "moves":
        return _small(moves(screen.moves))
    context = {"screen": screen, "place_of_notes": settings.RUNDEBORD.place}
    html = get_template(f"meetings/shared/{name}.html").render(context)
    return _small(html)


def _small(html: str) -> str:
    return _BETWEEN_TAGS.sub("> <", html).strip()


def _number(meeting: str) -> int:
    """Which of the group's meetings this is. It never changes, so it is asked once."""
    if meeting not in _numbers:
        if len(_numbers) > 10_000:
            _numbers.clear()
        _numbers[meeting] = door_of(meeting).number
    return _numbers[meeting]
