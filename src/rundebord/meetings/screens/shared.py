"""The shared screen: one document from lobby to close, commands in, the present state out."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_POST

from rundebord.groups.access import is_key_of, let_in
from rundebord.live.frame import mark_of
from rundebord.meetings.forms import Nonsense, command_of
from rundebord.meetings.operations import NoSuchMeeting, clock, give_command, open_first_meeting
from rundebord.meetings.queries import Door, door_of
from rundebord.meetings.screens.answers import judged, shown_now
from rundebord.meetings.screens.door import short_address
from rundebord.meetings.screens.drawing import REGIONS, render_region
from rundebord.meetings.screens.host import host_address
from rundebord.meetings.screens.regions import present_screen, seat_token
from rundebord.meetings.screens.walk import walk_of
from rundebord.meetings.screens.words import words_for_scripts


def _door(request: HttpRequest, meeting: str) -> Door:
    """The meeting's door, for a browser that its group has let in. One and the same 404 for foreign and for unknown."""
    try:
        door = door_of(meeting)
    except (NoSuchMeeting, UnicodeError):
        raise Http404 from None
    if not is_key_of(request, door.secret):
        raise Http404
    translation.activate(door.language)
    return door


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """A new group is in the lobby of its first meeting, and this browser may enter."""
    group, meeting = open_first_meeting(
        programme=settings.RUNDEBORD.programme, language=translation.get_language() or settings.LANGUAGE_CODE
    )
    response = redirect("meeting", meeting)
    let_in(request, response, group)
    return response


@require_GET
@never_cache
@gzip_page
def meeting(request: HttpRequest, meeting: str) -> HttpResponse:
    """The whole document. Everything later comes as regions; this page is never left until the meeting is."""
    door = _door(request, meeting)
    language = door.language
    screen = present_screen(meeting, language)
    page = {
        "meeting": meeting,
        "language": language,
        "mark": mark_of(screen.version),
        "savedAt": screen.saved_at,
        "now": round(clock.now().timestamp() * 1000),
        "seat": seat_token(meeting, language),
        "csrf": get_token(request),
        "words": words_for_scripts(),
        **walk_of(meeting),
    }
    regions = {name: render_region(name, screen, meeting) for name in REGIONS}
    context = {
        "page": page,
        "regions": regions,
        "screen": screen,
        "meeting": meeting,
        "host_address": host_address(request, meeting),
        "join_address": short_address(request),
        "is_demo": "walk" in page,
        "group_page": reverse("group", args=[door.group]),
    }
    return render(request, "meetings/shared/meeting.html", context)


@require_GET
@never_cache
def present(request: HttpRequest, meeting: str) -> HttpResponse:
    """The present state as JSON, for browsers that streams do not reach; 204 if ``?v=`` is the present mark."""
    language = _door(request, meeting).language
    return shown_now(request, meeting, f"shared:{language}", seat_token(meeting, language))


@require_POST
def command(request: HttpRequest, meeting: str) -> HttpResponse:
    """The command has been judged and is on disk: 200 with the answer. 422 is nonsense, 503 that it cannot be kept now.

    Only a 200 or a 422 takes a command out of the browser's queue.
    """
    _door(request, meeting)
    try:
        command_id, wish = command_of(request.POST)
        answer = give_command(meeting=meeting, command=wish, command_id=command_id)
    except Nonsense as fault:
        return JsonResponse({"refused": str(fault)}, status=422)
    return judged(meeting, answer)
