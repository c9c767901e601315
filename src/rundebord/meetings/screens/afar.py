"""The shared screen for one who is not in the room: only to be looked at, by the seat that the browser has."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from rundebord.meetings.screens.answers import shown_now
from rundebord.meetings.screens.drawing import render_afar
from rundebord.meetings.screens.phone import own_seat, page_of_seat
from rundebord.meetings.screens.regions import look_at, seat_token

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
    context = {
        "page": page_of_seat(request, meeting, seat, language, "phone-afar", screen.version),
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
