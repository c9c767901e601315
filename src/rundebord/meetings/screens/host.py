"""The host's own device: advice that is never projected, on the same live stream."""

from __future__ import annotations

import io

import segno
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from rundebord.groups.access import is_key_of, let_host_in, pass_for_host
from rundebord.kernel.refused import Refused
from rundebord.live.frame import mark_of
from rundebord.meetings.core.phones import FROM_THE_HOST
from rundebord.meetings.forms import Nonsense, command_of
from rundebord.meetings.operations import NoSuchMeeting, clock, give_command
from rundebord.meetings.presenter import refusal_sentence
from rundebord.meetings.queries import Door, door_of
from rundebord.meetings.screens.addresses import address_for_others
from rundebord.meetings.screens.answers import judged, shown_now
from rundebord.meetings.screens.drawing import render_host
from rundebord.meetings.screens.leading import may_lead
from rundebord.meetings.screens.regions import present_advice, seat_token
from rundebord.meetings.screens.words import words_for_scripts
from rundebord.meetings.seats import here_in, host_key


def host_address(request: HttpRequest, meeting: str) -> str:
    """The address that lets another device in to the advice of this meeting alone; "" if none could reach it."""
    return address_for_others(request, reverse("host-link", args=[meeting, pass_for_host(host_key(meeting))]))


@require_GET
@never_cache
def host_link(request: HttpRequest, meeting: str, key: str) -> HttpResponse:
    """The link is exchanged for a cookie that opens the advice of this meeting, and nothing else."""
    its = host_key(meeting)
    if not constant_time_compare(key, pass_for_host(its)):
        raise Http404
    response = redirect("host", meeting)
    response["Referrer-Policy"] = "no-referrer"
    let_host_in(request, response, its)
    return response


def _door(request: HttpRequest, meeting: str) -> Door:
    try:
        door = door_of(meeting)
    except (NoSuchMeeting, UnicodeError):
        raise Http404 from None
    if not may_lead(request, meeting, door):
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
        "csrf": get_token(request),
        "commands": reverse("host-command", args=[meeting]),
        "words": words_for_scripts(),
    }
    context = {"page": page, "regions": render_host(screen, here_in(meeting)), "screen": screen}
    return render(request, "meetings/host/host.html", context)


@require_GET
@never_cache
def host_present(request: HttpRequest, meeting: str) -> HttpResponse:
    """The present advice as JSON, for browsers that streams do not reach; 204 if ``?v=`` is the present mark."""
    language = _door(request, meeting).language
    return shown_now(request, meeting, f"host:{language}", seat_token(meeting, language, "host"))


@require_POST
def host_command(request: HttpRequest, meeting: str) -> HttpResponse:
    """What keeps the meeting going has been judged and is on disk: moves, turns, time and votes; no words."""
    _door(request, meeting)
    try:
        command_id, wish = command_of(request.POST)
    except Nonsense as fault:
        return JsonResponse({"refused": str(fault)}, status=422)
    if not isinstance(wish, FROM_THE_HOST):
        return JsonResponse({"refused": refusal_sentence(Refused("not-from-the-host"))}, status=422)
    answer = give_command(meeting=meeting, command=wish, command_id=command_id)
    return judged(meeting, answer)


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
