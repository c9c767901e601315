"""The shared screen for one who is not in the room: only to be looked at, by the seat that the browser has."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from rundebord.live.frame import mark_of
from rundebord.meetings.operations import clock
from rundebord.meetings.screens.answers import shown_now
from rundebord.meetings.screens.drawing import render_afar
from rundebord.meetings.screens.phone import own_seat
from rundebord.meetings.screens.regions import look_at, seat_token
from rundebord.meetings.screens.words import words_for_phones, words_for_scripts

_SHEETS: Final = (
    *("screen", "lines", "clock", "steps", "columns", "boards", "votes", "follow", "film", "read-aloud"),
    *("narrow", "afar"),
)
"""The shared screen's own, so that it looks the same; and what is different where nothing can be pressed."""


@require_GET
@never_cache
@gzip_page
def afar(request: HttpRequest, meeting: str) -> HttpResponse:
    """The whole page for any seat of the meeting; everything later comes as regions. 404 for those without a seat."""
    seat, language = own_seat(request, meeting)
    look = look_at(meeting)
    screen = look.screen(language)
    page = {
        "meeting": meeting,
        "present": reverse("phone-afar-present", args=[meeting]),
        "mark": mark_of(screen.version),
        "now": round(clock.now().timestamp() * 1000),
        "seat": seat_token(meeting, language, "afar", seat.id),
        "csrf": get_token(request),
        "words": {**words_for_scripts(), **words_for_phones()},
        "number": seat.number,
        "member": seat.member,
        "isRemote": seat.is_remote,
    }
    context = {
        "page": page,
        "regions": render_afar(screen, look.phone(language), meeting),
        "screen": screen,
        "meeting": meeting,
        "sheets": [f"meetings/{sheet}.css" for sheet in _SHEETS],
    }
    return render(request, "meetings/phone/afar.html", context)


@require_GET
@never_cache
def present(request: HttpRequest, meeting: str) -> HttpResponse:
    """The present state as JSON, for browsers that streams do not reach; 204 if ``?v=`` is the present mark."""
    seat, language = own_seat(request, meeting)
    return shown_now(request, meeting, f"afar:{language}", seat_token(meeting, language, "afar", seat.id))
