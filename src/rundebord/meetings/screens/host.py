"""The host's own device: advice that is never projected, on the same live stream."""

from __future__ import annotations

import io

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from rundebord.groups.access import is_host_of, is_key_of, let_host_in, pass_for_host
from rundebord.live.frame import mark_of
from rundebord.meetings.operations import NoSuchMeeting, clock
from rundebord.meetings.queries import Door, door_of
from rundebord.meetings.screens.addresses import address_for_others
from rundebord.meetings.screens.regions import present_advice, render_advice, render_frame, seat_token
from rundebord.meetings.screens.words import words_for_scripts


def host_address(request: HttpRequest, meeting: str) -> str:
    """The address that lets another device in to the advice of this meeting alone; "" if none could reach it."""
    return address_for_others(request, reverse("host-link", args=[meeting, pass_for_host(meeting)]))


@require_GET
@never_cache
def host_link(request: HttpRequest, meeting: str, key: str) -> HttpResponse:
    """The link is exchanged for a cookie that opens the advice of this meeting, and nothing else."""
    if key != pass_for_host(meeting):
        raise Http404
    response = redirect("host", meeting)
    response["Referrer-Policy"] = "no-referrer"
    let_host_in(request, response, meeting)
    return response


def _door(request: HttpRequest, meeting: str) -> Door:
    try:
        door = door_of(meeting)
    except (NoSuchMeeting, UnicodeError):
        raise Http404 from None
    if not is_host_of(request, meeting) and not is_key_of(request, door.secret):
        raise Http404
    translation.activate(door.language)
    return door


@require_GET
@never_cache
def host(request: HttpRequest, meeting: str) -> HttpResponse:
    """The advice for the step at hand; it follows the meeting by itself."""
    language = _door(request, meeting).language
    screen = present_advice(meeting, language)
    page = {
        "meeting": meeting,
        "present": reverse("host-present", args=[meeting]),
        "mark": mark_of(screen.version),
        "now": round(clock.now().timestamp() * 1000),
        "seat": seat_token(meeting, language, "host"),
        "csrf": "",
        "words": words_for_scripts(),
    }
    context = {"page": page, "advice": render_advice(screen), "screen": screen}
    return render(request, "meetings/host/host.html", context)


@require_GET
@never_cache
def host_present(request: HttpRequest, meeting: str) -> HttpResponse:
    """The present advice as JSON, for browsers that streams do not reach; 204 if ``?v=`` is the present mark."""
    language = _door(request, meeting).language
    frame = render_frame(meeting, f"host:{language}")
    response = (
        HttpResponse(status=204)
        if request.GET.get("v") == mark_of(frame.version)
        else HttpResponse(frame.payload, content_type="application/json")
    )
    response["X-Now"] = str(round(clock.now().timestamp() * 1000))
    response["X-Seat"] = seat_token(meeting, language, "host")
    return response


@require_GET
@never_cache
def qr(request: HttpRequest, meeting: str) -> HttpResponse:
    """The address of the advice as a picture, for the group's own browsers."""
    try:
        door = door_of(meeting)
    except (NoSuchMeeting, UnicodeError):
        raise Http404 from None
    address = host_address(request, meeting)
    if not is_key_of(request, door.secret) or not address:
        raise Http404
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="svg", scale=8, border=3, light="#fff", dark="#000")
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")
