"""A view of a meeting as regions: whole pieces of the page, each with a stable id, for the stream and for polling."""

from __future__ import annotations

import json
import re

from django.conf import settings
from django.core import signing
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from rundebord.live.frame import Frame, Seat, mark_of
from rundebord.meetings.presenter import HostScreen, SharedScreen, host_screen, shared_screen
from rundebord.meetings.queries import deletion_date, door_of, group_of, present_meeting
from rundebord.meetings.templatetags.parts import moves, panel

REGIONS = ("place", "stage", "moves", "panel")
"""Ids in the page. ``place`` is where we are, ``stage`` the one thing on the screen, ``moves`` the way on and back, and
``panel`` what lies behind one key."""
HOST_REGIONS = ("advice",)

_SALT = "rundebord.meetings.seat"
_SEAT_SECONDS = 12 * 60 * 60
"""A seat outlasts any meeting day; the page fetches a new one when it asks for the present state."""
_BETWEEN_TAGS = re.compile(r">\s+<")


def seat_token(meeting: str, language: str, kind: str = "shared") -> str:
    """What a page carries to open its stream: signed, good for twelve hours, for this meeting and view alone."""
    return signing.dumps([meeting, f"{kind}:{language}"], salt=_SALT)


def seat_of(token: str) -> Seat | None:
    """The seat that the token gives; None if it is foreign, changed or too old."""
    try:
        meeting, view = signing.loads(token, salt=_SALT, max_age=_SEAT_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Seat(channel=meeting, view=view)


def render_frame(meeting: str, view: str) -> Frame:
    """The present state of the view (``shared:nb``, ``host:nb``). Raises ``NoSuchMeeting`` (a ``LookupError``)."""
    # A meeting that was undone, or whose group was deleted, is shown to nobody, whatever token they hold.
    door_of(meeting)
    kind, _colon, language = view.partition(":")
    with translation.override(language):
        if kind == "host":
            advice = present_advice(meeting, language)
            version, regions = advice.version, {"advice": render_advice(advice)}
        else:
            screen = present_screen(meeting, language)
            version, regions = screen.version, {name: render_region(name, screen, meeting) for name in REGIONS}
    payload = {"mark": mark_of(version), "regions": regions}
    return Frame(version, json.dumps(payload, ensure_ascii=False, separators=(",", ":")))


def present_advice(meeting: str, language: str) -> HostScreen:
    """What the host's own device shows now. Raises ``NoSuchMeeting``."""
    state, package = present_meeting(meeting)
    return host_screen(state, package, language=language)


def render_advice(screen: HostScreen) -> str:
    """The one region of the host's device."""
    return _small(get_template("meetings/host/advice.html").render({"screen": screen}))


def present_screen(meeting: str, language: str) -> SharedScreen:
    """What the shared screen of the meeting shows now, in the active language. Raises ``NoSuchMeeting``."""
    state, package = present_meeting(meeting)
    return shared_screen(state, package, language=language)


def render_region(name: str, screen: SharedScreen, meeting: str) -> str:
    """The region's HTML with its outer element, small: white space between tags is dropped."""
    if name == "moves":
        return _small(moves(screen.moves))
    if name == "panel":
        return _small(panel(screen.panel))
    context: dict[str, object] = {"screen": screen, "place_of_notes": settings.RUNDEBORD.place}
    if screen.view_name in ("lobby", "closed"):
        group = group_of(meeting)
        context["group_page"] = reverse("group", args=[group.public_id])
        context["deleted_on"] = deletion_date(group)
    html = get_template(f"meetings/shared/{name}.html").render(context)
    return _small(html)


def _small(html: str) -> str:
    return _BETWEEN_TAGS.sub("> <", html).strip()
