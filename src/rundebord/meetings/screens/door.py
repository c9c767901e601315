"""The door for phones, as the group's own browsers and the host's device open, shut and watch it."""

from __future__ import annotations

import io
import re

import segno
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from rundebord.meetings.core.words import SeatId
from rundebord.meetings.operations import NoSuchMeeting
from rundebord.meetings.queries import door_of
from rundebord.meetings.screens.addresses import address_for_others
from rundebord.meetings.screens.leading import may_lead
from rundebord.meetings.seats import (
    choose_names,
    give_up_seat,
    here_in,
    open_door,
    pass_role_on,
    refuse_to_pass_on,
    rotate_code,
    say_film,
    shut_door,
)


def short_address(request: HttpRequest) -> str:
    """What people type on their phones, without «https://»; "" if no phone could reach it."""
    return address_for_others(request, reverse("join")).partition("://")[2]


def _let_in(request: HttpRequest, meeting: str) -> None:
    try:
        door = door_of(meeting)
    except (NoSuchMeeting, UnicodeError):
        raise Http404 from None
    if not may_lead(request, meeting, door):
        raise Http404


@require_POST
def change_door(request: HttpRequest, meeting: str) -> HttpResponse:
    """What was asked for is done: opened, shut, a new code, with names or without, a seat given up."""
    _let_in(request, meeting)
    match request.POST.get("do", ""):
        case "open":
            open_door(meeting)
        case "shut":
            shut_door(meeting)
        case "rotate":
            rotate_code(meeting)
        case "names":
            choose_names(meeting, has_names=request.POST.get("yes") == "1")
        case "pass-on":
            pass_role_on(meeting, request.POST.get("seat", "")[:32])
        case "keep":
            refuse_to_pass_on(meeting)
        case "give-up":
            give_up_seat(meeting, SeatId(request.POST.get("seat", "")[:32]))
        case _:
            return JsonResponse({}, status=422)
    return JsonResponse({})


_SECONDS = re.compile(r"[0-9]{1,5}(\.[0-9]{1,3})?")


@require_POST
def film(request: HttpRequest, meeting: str) -> HttpResponse:
    """The shared screen says where its film is, when it begins, stops or is moved: the truth for all others."""
    _let_in(request, meeting)
    seconds = request.POST.get("at", "")
    if _SECONDS.fullmatch(seconds) is None:
        return JsonResponse({}, status=422)
    step = request.POST.get("step", "")[:100]
    say_film(meeting, step=step, seconds=float(seconds), plays=request.POST.get("plays") == "1")
    return JsonResponse({})


@require_GET
@never_cache
def door_qr(request: HttpRequest, meeting: str) -> HttpResponse:
    """The address with the code as a picture."""
    _let_in(request, meeting)
    code = here_in(meeting).code
    address = address_for_others(request, reverse("join-code", args=[code])) if code else ""
    if not address:
        raise Http404
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="svg", scale=8, border=3, light="#fff", dark="#000")
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")
