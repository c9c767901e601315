"""The door to the made-up group."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.http import require_POST

from rundebord.courses.demo import can_be_tried, new_demo
from rundebord.groups.access import groups_in_browser, let_in
from rundebord.meetings.erasing import erase_group


@require_POST
def demo(request: HttpRequest) -> HttpResponse:
    """This browser is in the lobby of a made-up group of its own. One that it had before is erased: so it is reset."""
    if not can_be_tried():
        raise Http404
    for earlier in groups_in_browser(request):
        if earlier.is_demo:
            erase_group(earlier)
    group, meeting = new_demo(translation.get_language() or "nb")
    response = redirect("meeting", meeting)
    let_in(request, response, group)
    return response
