"""A view of a meeting as regions: whole pieces of the page, each with a stable id, for the stream and for polling."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace

from django.core import signing
from django.utils import translation
from django.utils.translation import gettext as _

from rundebord.live.frame import Frame, Seat, mark_of
from rundebord.meetings.balloting import Answered, answered, mark_of_option
from rundebord.meetings.core.agenda import turn_of
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.memory import Drawings, drawings_of, present_state, stirred
from rundebord.meetings.presenter import (
    HostScreen,
    Phones,
    PhoneScreen,
    SharedScreen,
    host_screen,
    phone_screen,
    shared_screen,
)
from rundebord.meetings.queries import door_of, present_meeting
from rundebord.meetings.screens.drawing import REGIONS, render_afar, render_host, render_phone, render_region
from rundebord.meetings.seats import Here, here_in, is_given_up
from rundebord.meetings.seats import Seat as PhoneSeat
from rundebord.programmes.format.package import Package

_SALT = "rundebord.meetings.seat"
_SEAT_SECONDS = 12 * 60 * 60
"""A seat outlasts any meeting day; the page fetches a new one when it asks for the present state."""
_PHONE_SECONDS = 60 * 60


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
    drawings: Drawings = field(default_factory=Drawings)

    def drawn(self, view: str) -> Frame:
        """The frame of the view: ``shared:nb``, ``host:nb``, ``phone:nb``, ``afar:nb``."""
        kind, _colon, language = view.partition(":")
        with translation.override(language):
            if kind == "host":
                advice = self.advice(language)
                version, regions = advice.version, render_host(advice, self.here, self.drawings)
            elif kind == "phone":
                phone = self.phone(language)
                version, regions = phone.version, {"phone": render_phone(phone, self.drawings)}
            elif kind == "afar":
                screen = self.screen(language)
                afar = render_afar(screen, self.phone(language), self.state.id, self.drawings)
                version, regions = screen.version, afar
            else:
                screen = self.screen(language)
                its = {name: render_region(name, screen, self.state.id, self.here, self.drawings) for name in REGIONS}
                version, regions = screen.version, its
        written = ",".join(f'"{name}":{self._as_json(kind, name, html)}' for name, html in regions.items())
        return Frame(version, f'{{"mark":"{mark_of(version)}","regions":{{{written}}}}}')

    def _as_json(self, kind: str, name: str, html: str) -> str:
        # A region that was not drawn again is not written again either.
        part = f"{kind} {name} as JSON:{translation.get_language()}"
        return self.drawings.drawn(part, html, lambda: json.dumps(html, ensure_ascii=False))

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
    drawings = drawings_of(meeting)
    # Who is here comes first: a number that was read too early is only too low, and the frame is then drawn again.
    here = here_in(meeting)
    state, package = present_meeting(meeting)
    return Look(state, package, here, _so_far(state, here), drawings)


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
