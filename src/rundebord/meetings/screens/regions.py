"""A view of a meeting as regions: whole pieces of the page, each with a stable id, for the stream and for polling."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace

from django.conf import settings
from django.core import signing
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from rundebord.live.frame import Frame, Seat, mark_of
from rundebord.meetings.balloting import Answered, answered, mark_of_option
from rundebord.meetings.core.agenda import turn_of
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.memory import present_state, stirred
from rundebord.meetings.presenter import (
    HostScreen,
    Phones,
    PhoneScreen,
    SharedScreen,
    host_screen,
    phone_screen,
    shared_screen,
)
from rundebord.meetings.queries import deletion_date, door_of, group_of, present_meeting
from rundebord.meetings.screens.read_only import to_look_at
from rundebord.meetings.seats import Here, here_in, is_given_up
from rundebord.meetings.seats import Seat as PhoneSeat
from rundebord.meetings.templatetags.parts import moves, panel
from rundebord.programmes.format.package import Package

REGIONS = ("place", "stage", "moves", "panel", "door")
"""Ids in the page. ``place`` is where we are, ``stage`` the one thing on the screen, ``moves`` the way on and back, and
``panel`` what lies behind one key, ``door`` how phones come in and who has."""
HOST_REGIONS = ("advice", "moves", "door")
PHONE_REGIONS = ("phone",)
AFAR_REGIONS = ("place", "stage", "there")
"""The shared screen to be looked at only; ``there`` is what the member's own page is needed for just now."""

_SALT = "rundebord.meetings.seat"
_SEAT_SECONDS = 12 * 60 * 60
"""A seat outlasts any meeting day; the page fetches a new one when it asks for the present state."""
_PHONE_SECONDS = 60 * 60
_BETWEEN_TAGS = re.compile(r">\s+<")


def seat_token(meeting: str, language: str, kind: str = "shared", seat: str = "") -> str:
    """What a page carries to open its stream: signed, for this meeting and view alone, and of a phone for its seat.

    Good for twelve hours, a phone's for one; pages fetch new ones.
    """
    return signing.dumps([meeting, f"{kind}:{language}", seat], salt=_SALT)


def seat_of(token: str) -> Seat | None:
    """The seat that the token gives; None if it is foreign, changed or too old."""
    try:
        meeting, view, seat = signing.loads(token, salt=_SALT, max_age=_SEAT_SECONDS)
        if seat:
            signing.loads(token, salt=_SALT, max_age=_PHONE_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if seat and is_given_up(seat):
        return None
    return Seat(channel=meeting, view=view)


@dataclass(frozen=True, slots=True)
class Look:
    """A meeting as it was at one moment: looked up once, and drawn for each kind of screen."""

    state: Meeting
    package: Package
    here: Here
    so_far: Answered
    """How far a vote on phones has come, where one is held now."""

    def drawn(self, view: str) -> Frame:
        """The frame of the view: ``shared:nb``, ``host:nb``, ``phone:nb``, ``afar:nb``."""
        kind, _colon, language = view.partition(":")
        with translation.override(language):
            if kind == "host":
                advice = self.advice(language)
                version, regions = advice.version, render_host(advice, self.here)
            elif kind == "phone":
                phone = self.phone(language)
                version, regions = phone.version, {"phone": render_phone(phone)}
            elif kind == "afar":
                screen = self.screen(language)
                version, regions = screen.version, render_afar(screen, self.phone(language), self.state.id)
            else:
                screen = self.screen(language)
                its = {name: render_region(name, screen, self.state.id, self.here) for name in REGIONS}
                version, regions = screen.version, its
        payload = {"mark": mark_of(version), "regions": regions}
        return Frame(version, json.dumps(payload, ensure_ascii=False, separators=(",", ":")))

    def advice(self, language: str) -> HostScreen:
        """What the host's own device shows."""
        return host_screen(self.state, self.package, language=language, phones=self._phones())

    def screen(self, language: str) -> SharedScreen:
        """What the shared screen shows, in the active language."""
        return shared_screen(self.state, self.package, language=language, phones=self._phones())

    def phone(self, language: str) -> PhoneScreen:
        """What every phone shows, in the active language."""
        numbers = {seat.id: seat.number for seat in self.here.seats}
        return phone_screen(
            self.state,
            self.package,
            language=language,
            phones=self._phones(),
            numbers=numbers,
            mark_of=mark_of_option,
        )

    def _phones(self) -> Phones:
        return replace(_phones(self.here), ready=self.so_far.ready, arrived=self.so_far.arrived)


def look_at(meeting: str) -> Look:
    """The meeting as it is now. Raises ``NoSuchMeeting`` (a ``LookupError``)."""
    # A meeting that was undone, or whose group was deleted, is shown to nobody, whatever token they hold.
    door_of(meeting)
    # Who is here comes first: a number that was read too early is only too low, and the frame is then drawn again.
    here = here_in(meeting)
    state, package = present_meeting(meeting)
    return Look(state, package, here, _so_far(state, here))


def render_frame(meeting: str, view: str) -> Frame:
    """The present state of the view (``shared:nb``, ``host:nb``). Raises ``NoSuchMeeting`` (a ``LookupError``)."""
    return look_at(meeting).drawn(view)


def version_shown(meeting: str) -> int:
    """The version that a frame of the meeting has now, of whatever view. Raises ``NoSuchMeeting``."""
    door_of(meeting)
    its_stirrings = stirred(meeting)
    return present_state(meeting).version + its_stirrings


def present_advice(meeting: str, language: str) -> HostScreen:
    """What the host's own device shows now. Raises ``NoSuchMeeting``."""
    return look_at(meeting).advice(language)


def render_host(screen: HostScreen, here: Here) -> dict[str, str]:
    """The regions of the host's device."""
    return {
        "advice": _small(get_template("meetings/host/advice.html").render({"screen": screen})),
        "moves": _small(moves(screen.moves)),
        "door": render_door(here, is_host=True),
    }


def present_screen(meeting: str, language: str) -> SharedScreen:
    """What the shared screen of the meeting shows now, in the active language. Raises ``NoSuchMeeting``."""
    return look_at(meeting).screen(language)


def present_phone(meeting: str, language: str) -> PhoneScreen:
    """What every phone of the meeting shows now, in the active language. Raises ``NoSuchMeeting``."""
    return look_at(meeting).phone(language)


def _so_far(state: Meeting, here: Here) -> Answered:
    step = state.current
    if step is None or not here.seats or not state.has_step(step) or not state.is_on_phones(step):
        return Answered()
    planned = state.step(step)
    return answered(state.id, step, planned.statements[turn_of(state, step)] if planned.statements else "")


def _phones(here: Here) -> Phones:
    """Who is here by phone, as the screens need it."""
    plain = Phones(
        seats=len(here.seats),
        stirred=here.stirred,
        asks=seat_name(here.asks) if here.asks is not None else "",
        leads=str(here.leads.number) if here.leads is not None else "",
        remote=tuple(seat_name(seat) for seat in here.seats if seat.is_remote),
    )
    if here.film is not None:
        said_at = round(here.film.said_at.timestamp() * 1000)
        plain = replace(
            plain,
            film_step=here.film.step,
            film_at=here.film.seconds,
            film_plays=here.film.plays,
            film_said_at=said_at,
        )
    return plain


def seat_name(seat: PhoneSeat) -> str:
    """Who it is, or «Telefon 3» where there are no names."""
    return seat.name or _("Phone %(number)s") % {"number": seat.number}


def render_phone(screen: PhoneScreen) -> str:
    """The one region of a phone."""
    return _small(get_template("meetings/phone/part.html").render({"screen": screen}))


_ONLY_AFAR = {"watching": "meetings/phone/film.html", "closed": "meetings/phone/over.html"}
"""Views of the shared screen that are drawn otherwise from afar: the film runs there too, and after the close what was
written stands on the group's own page alone."""


def render_afar(screen: SharedScreen, phone: PhoneScreen, meeting: str) -> dict[str, str]:
    """The regions of the shared screen from afar, in the active language: nothing in them can be pressed or filled in.

    The same for every seat; ``there`` alone has a link, to the member's own page.
    """
    there = {"phone": phone, "todo": _todo(phone), "own_page": reverse("phone", args=[meeting])}
    return {
        "place": to_look_at(render_region("place", screen, meeting)),
        "stage": to_look_at(render_region("stage", screen, meeting, template=_ONLY_AFAR.get(screen.view_name))),
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


def render_door(here: Here, *, is_host: bool = False) -> str:
    """How phones come in, and who has: for the shared screen's own dialog and for the host's device."""
    return _small(get_template("meetings/shared/door.html").render({"here": here, "is_host": is_host}))


def render_region(
    name: str, screen: SharedScreen, meeting: str, here: Here | None = None, *, template: str | None = None
) -> str:
    """The region's HTML with its outer element, small: white space between tags is dropped.

    ``template`` stands in for the stage's own.
    """
    if name == "door":
        return render_door(here or here_in(meeting))
    if name == "moves":
        return _small(moves(screen.moves))
    if name == "panel":
        return _small(panel(screen.panel))
    context: dict[str, object] = {
        "screen": screen,
        "template": template,
        "place_of_notes": settings.RUNDEBORD.place,
    }
    if screen.view_name in ("lobby", "closed"):
        group = group_of(meeting)
        context["group_page"] = reverse("group", args=[group.public_id])
        context["deleted_on"] = deletion_date(group)
    html = get_template(f"meetings/shared/{name}.html").render(context)
    return _small(html)


def _small(html: str) -> str:
    return _BETWEEN_TAGS.sub("> <", html).strip()
