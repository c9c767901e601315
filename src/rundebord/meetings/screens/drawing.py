"""Screens as HTML: whole regions of the page, each with a stable id; drawn only if they show something new."""

from __future__ import annotations

import re
from dataclasses import replace

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from rundebord.meetings.memory import Drawings
from rundebord.meetings.presenter import HostScreen, Panel, PhoneScreen, SharedScreen
from rundebord.meetings.queries import deletion_date, group_of
from rundebord.meetings.screens.read_only import to_look_at
from rundebord.meetings.seats import Here, here_in
from rundebord.meetings.templatetags.parts import moves

REGIONS = ("place", "stage", "moves", "panel", "door")
"""Ids in the page. ``place`` is where we are, ``stage`` the one thing on the screen, ``moves`` the way on and back, and
``panel`` what lies behind one key, ``door`` how phones come in and who has."""
HOST_REGIONS = ("advice", "moves", "door")
PHONE_REGIONS = ("phone",)
AFAR_REGIONS = ("place", "stage", "there")
"""The shared screen to be looked at only; ``there`` is what the member's own page is needed for just now."""

_BETWEEN_TAGS = re.compile(r">\s+<")
_NO_VERSION = 'data-version="0"'
_ONLY_AFAR = {"watching": "meetings/phone/film.html", "closed": "meetings/phone/over.html"}
"""Views of the shared screen that are drawn otherwise from afar: the film runs there too, and after the close what was
written stands on the group's own page alone."""


def render_host(screen: HostScreen, here: Here, drawings: Drawings | None = None) -> dict[str, str]:
    """The regions of the host's device. Without ``drawings`` all of them are drawn."""
    drawings = drawings or Drawings()
    return {
        "advice": _versioned("advice", "meetings/host/advice.html", screen, drawings),
        "moves": _small(moves(screen.moves)),
        "door": render_door(here, is_host=True, drawings=drawings),
    }


def render_phone(screen: PhoneScreen, drawings: Drawings | None = None) -> str:
    """The one region of a phone."""
    return _versioned("phone", "meetings/phone/part.html", screen, drawings or Drawings())


def _versioned(part: str, template: str, screen: HostScreen | PhoneScreen, drawings: Drawings) -> str:
    """Drawn only if more than the number of the version has changed."""
    shown = replace(screen, version=0)

    def draw() -> str:
        return _small(get_template(template).render({"screen": shown}))

    return _numbered(drawings.drawn(f"{part}:{translation.get_language()}", shown, draw), screen.version)


def _numbered(html: str, version: int) -> str:
    """The region with the number of its version, which stands in its outer tag before anything that anybody wrote."""
    return html.replace(_NO_VERSION, f'data-version="{version}"', 1)


def render_door(here: Here, *, is_host: bool = False, drawings: Drawings | None = None) -> str:
    """How phones come in, and who has: for the shared screen's own dialog and for the host's device."""
    # All that stands there, and not when each was last heard of, which is another moment at each command.
    seats = tuple((seat.id, seat.name, seat.number, seat.is_remote, seat.is_away) for seat in here.seats)
    roles = tuple((seat.id, seat.name, seat.number) for seat in (here.leads, here.asks) if seat is not None)
    shown = (here.code, here.is_open, here.has_names, seats, here.leads is None, roles)

    def draw() -> str:
        return _small(get_template("meetings/shared/door.html").render({"here": here, "is_host": is_host}))

    part = f"door of {'host' if is_host else 'room'}:{translation.get_language()}"
    return (drawings or Drawings()).drawn(part, shown, draw)


def render_region(
    name: str, screen: SharedScreen, meeting: str, here: Here | None = None, drawings: Drawings | None = None
) -> str:
    """The region's HTML with its outer element, small: white space between tags is dropped."""
    drawings = drawings or Drawings()
    if name == "door":
        return render_door(here or here_in(meeting), drawings=drawings)
    if name == "moves":
        return _small(moves(screen.moves))
    if name == "panel":
        return _panel(screen.panel, drawings)
    if name == "place":
        return _place(screen, drawings)
    return _numbered(_stage(screen, meeting, drawings), screen.version)


def _panel(behind: Panel, drawings: Drawings) -> str:
    def draw() -> str:
        return _small(get_template("meetings/shared/panel.html").render({"panel": behind}))

    return drawings.drawn(f"panel:{translation.get_language()}", behind, draw)


def _place(screen: SharedScreen, drawings: Drawings) -> str:
    def draw() -> str:
        return _small(get_template("meetings/shared/place.html").render({"screen": screen}))

    shown = (screen.place, screen.time, screen.asks)
    return drawings.drawn(f"place:{translation.get_language()}", shown, draw)


def _stage(screen: SharedScreen, meeting: str, drawings: Drawings, template: str | None = None) -> str:
    """The stage without the number of its version. ``template`` stands in for the view's own."""
    plain = replace(screen, version=0)
    context: dict[str, object] = {
        "screen": plain,
        "template": template,
        "place_of_notes": settings.RUNDEBORD.place,
    }

    def draw() -> str:
        return _small(get_template("meetings/shared/stage.html").render(context))

    if screen.view_name in ("lobby", "closed"):
        # These tell of the group, which no version counts: they are drawn each time.
        group = group_of(meeting)
        context["group_page"] = reverse("group", args=[group.public_id])
        context["deleted_on"] = deletion_date(group)
        return draw()
    shown = (plain.view_name, plain.view, plain.step, plain.saved_at, plain.ahead_seconds)
    return drawings.drawn(f"stage {template or ''}:{translation.get_language()}", shown, draw)


def render_afar(
    screen: SharedScreen, phone: PhoneScreen, meeting: str, drawings: Drawings | None = None
) -> dict[str, str]:
    """The regions of the shared screen from afar, in the active language: nothing in them can be pressed or filled in.

    The same for every seat; ``there`` alone has a link, to the member's own page.
    """
    drawings = drawings or Drawings()
    place = _place(screen, drawings)
    stage = _stage(screen, meeting, drawings, _ONLY_AFAR.get(screen.view_name))
    language = translation.get_language()
    there = {"phone": phone, "todo": _todo(phone), "own_page": reverse("phone", args=[meeting])}
    return {
        # To take the controls out takes longer than to draw: it is done once for what has not changed.
        "place": drawings.drawn(f"place from afar:{language}", place, lambda: to_look_at(place)),
        "stage": _numbered(
            drawings.drawn(f"stage from afar:{language}", stage, lambda: to_look_at(stage)), screen.version
        ),
        "there": _small(get_template("meetings/phone/there.html").render(there)),
    }


def _todo(phone: PhoneScreen) -> str:
    """What is to be done on one's own page just now; "" if nothing is."""
    if phone.view == "thinking":
        return _("Write on your own page. Only you see it.")
    if phone.view == "sharing":
        return _("Say it aloud, or share it from your own page.")
    if phone.vote is None or phone.vote.is_closed or phone.vote.way == "slips":
        return ""
    if phone.vote.way == "open":
        return _("Raise your hand on your own page.")
    if phone.vote.is_called_in:
        return _("The answers are being called in. Yours is sent from your own page.")
    return _("Answer on your own page.")


def _small(html: str) -> str:
    return _BETWEEN_TAGS.sub("> <", html).strip()
