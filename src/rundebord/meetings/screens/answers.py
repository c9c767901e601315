"""What every device is answered: how a command was judged, and what is shown now."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone

from rundebord.live.frame import mark_of
from rundebord.meetings.operations import Answer, clock, stirred
from rundebord.meetings.presenter import refusal_sentence
from rundebord.meetings.screens.regions import render_frame, version_shown


def judged(meeting: str, answer: Answer) -> JsonResponse:
    """The command has been judged and is on disk: how far screens come by it, and the sentence if it was refused."""
    said = {"mark": mark_of(answer.version + stirred(meeting)), "savedAt": f"{timezone.localtime(answer.at):%H.%M}"}
    if answer.refused is not None:
        said["refused"] = refusal_sentence(answer.refused)
    return JsonResponse(said)


def shown_now(request: HttpRequest, meeting: str, view: str, seat: str) -> HttpResponse:
    """The present state as JSON, for browsers that streams do not reach; 204 if ``?v=`` is the present mark."""
    # Asked before anything is drawn: phones ask every other minute, and nearly always have what there is.
    response = (
        HttpResponse(status=204)
        if request.GET.get("v") == mark_of(version_shown(meeting))
        else HttpResponse(render_frame(meeting, view).payload, content_type="application/json")
    )
    response["X-Now"] = str(round(clock.now().timestamp() * 1000))
    response["X-Seat"] = seat
    response["X-Csrf"] = get_token(request)
    return response
