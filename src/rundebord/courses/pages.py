"""The group's page: where are we, what is next, what did we say, what have we promised."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_POST

from rundebord.courses.course import Slot, course_of
from rundebord.courses.doors import group_of, package_of
from rundebord.courses.keeping import may_be_taken_back_until
from rundebord.courses.overview import overview_of
from rundebord.courses.sentences import refusal
from rundebord.groups.access import group_with_link, let_in
from rundebord.groups.models import Group
from rundebord.groups.operations import delete_between_line, keep_between_line, move_to_version, restore_between_line
from rundebord.groups.queries import between_lines, planned_dates
from rundebord.kernel.identifiers import is_command_id
from rundebord.kernel.refused import Refused
from rundebord.meetings.operations import (
    bring_again,
    clock,
    open_meeting,
    take_meeting_back,
    today,
    undo_meeting,
    version_of,
)
from rundebord.meetings.presenter.watching import page_film
from rundebord.meetings.queries import course_so_far, meetings_of, undone_meetings
from rundebord.programmes.queries import newest_version, package


@require_GET
@never_cache
def group_link(request: HttpRequest, secret: str) -> HttpResponse:
    """The secret link is exchanged for a cookie, and the browser is at the group's page."""
    group = group_with_link(secret)
    if group is None:
        return render(request, "courses/old_link.html", status=404)
    response = redirect("group", group.public_id)
    response["Referrer-Policy"] = "no-referrer"
    let_in(request, response, group)
    return response


@require_GET
@never_cache
@gzip_page
def group(request: HttpRequest, group: str) -> HttpResponse:
    """Where the group is, and the one thing to do next. A group that has been deleted can be taken back here."""
    found = group_of(request, group, also_deleted=True)
    if found.deleted_at is not None:
        context = {"group": found, "until": may_be_taken_back_until(found)}
        return render(request, "courses/deleted.html", context, status=410)
    return _page(request, found)


def _page(request: HttpRequest, group: Group, *, status: int = 200, **typed: Any) -> HttpResponse:
    overview = overview_of(group, package_of(group), today=today())
    gone = request.GET.get("slettet", "")
    context = {
        "group": group,
        "overview": overview,
        "key": secrets.token_hex(16),
        "gone": gone if is_command_id(gone) else "",
        **typed,
    }
    return render(request, "courses/group.html", context, status=status)


# -- meetings --------------------------------------------------------------------------------------------------------


@require_POST
def open_next(request: HttpRequest, group: str) -> HttpResponse:
    """The group is in the lobby of that episode: in the meeting that stands open, or in a new one."""
    found = group_of(request, group)
    episode = request.POST.get("episode", "")
    rows = [row for row in meetings_of([found]).get(found.pk, ()) if row.episode == episode]
    if rows and rows[-1].closed_at is None:
        return redirect("meeting", rows[-1].pk)
    if rows and request.POST.get("again") != "1":
        # Held already: it is taken again only by somebody who says so.
        return redirect("meeting", rows[-1].pk)
    early = None if request.POST.get("sure") == "1" else _planned_for_another_day(found, episode)
    if early is not None:
        return render(request, "courses/too_early.html", {"group": found, "slot": early}, status=409)
    try:
        return redirect("meeting", open_meeting(group=found, episode=episode))
    except KeyError:
        raise Http404 from None


def _planned_for_another_day(group: Group, episode: str) -> Slot | None:
    """The slot, if its date is still to come: a thumb on a phone should not begin everybody's meeting."""
    course = course_of(course_so_far(group), package_of(group), planned_dates(group), group.language)
    slot = course.slot(episode)
    is_early = slot is not None and slot.planned_at is not None and slot.planned_at.date() > today()
    return slot if is_early else None


@require_POST
def undo(request: HttpRequest, group: str) -> HttpResponse:
    """A meeting of the group that was begun by mistake counts no more; or, taken back, it counts again."""
    found = group_of(request, group)
    meeting = request.POST.get("meeting", "")
    if request.POST.get("back") == "1":
        if any(row.pk == meeting for row in undone_meetings(found)):
            take_meeting_back(meeting)
    elif any(row.pk == meeting for row in meetings_of([found]).get(found.pk, ())):
        undo_meeting(meeting)
    bring_again(found)
    return redirect("group", found.public_id)


@require_POST
def move_version(request: HttpRequest, group: str) -> HttpResponse:
    """The meetings that the group opens from now on follow the newest version of its programme."""
    found = group_of(request, group)
    move_to_version(found, programme=newest_version(version_of(found).package))
    return redirect("group", found.public_id)


# -- between the meetings --------------------------------------------------------------------------------------------


@require_POST
def keep_line(request: HttpRequest, group: str) -> HttpResponse:
    """The line is on the group's page, and is read in the next meeting; or a sentence says why not, with the words."""
    found = group_of(request, group)
    kind, key = request.POST.get("kind", ""), request.POST.get("key", "")
    episode = request.POST.get("episode", "")
    held = {row.episode for row in meetings_of([found]).get(found.pk, ())}
    if kind not in ("task", "catch-up") or episode not in held or not is_command_id(key):
        raise Http404
    text, said_by = request.POST.get("text", ""), request.POST.get("said_by", "")
    answer = keep_between_line(found, key=key, kind=kind, episode=episode, text=text, said_by=said_by, at=clock.now())
    if isinstance(answer, Refused):
        typed = {"fault": refusal(answer), "typed_text": text, "typed_by": said_by}
        if kind == "catch-up":
            return _catch_up_page(request, found, episode, status=422, **typed)
        return _page(request, found, status=422, typed_episode=episode, **typed)
    bring_again(found)
    if kind == "catch-up":
        return redirect(f"{reverse('catch-up', args=[found.public_id, episode])}?lagret=1#own")
    return redirect(f"{reverse('group', args=[found.public_id])}#mellom")


@require_POST
def delete_line(request: HttpRequest, group: str) -> HttpResponse:
    """The line is gone from the page, and can be taken back; or it is back."""
    found = group_of(request, group)
    key = request.POST.get("key", "")
    address = reverse("group", args=[found.public_id])
    if request.POST.get("back") == "1":
        restore_between_line(found, key=key)
    else:
        delete_between_line(found, key=key, at=clock.now())
        address = f"{address}?slettet={key}" if is_command_id(key) else address
    bring_again(found)
    return redirect(f"{address}#mellom")


@require_GET
@never_cache
@gzip_page
def catch_up(request: HttpRequest, group: str, episode: str) -> HttpResponse:
    """Five minutes for who was absent: the film or its text, what was said, and one line of one's own."""
    return _catch_up_page(request, group_of(request, group), episode)


def _catch_up_page(
    request: HttpRequest, group: Group, episode: str, *, status: int = 200, **typed: Any
) -> HttpResponse:
    overview = overview_of(group, package_of(group), today=today())
    slot = overview.course.slot(episode)
    state = next((one for one in reversed(overview.so_far.states) if one.episode == episode), None)
    if slot is None or state is None or (slot.standing != "held" and not typed):
        raise Http404
    # By the version of the programme that the meeting followed: a newer one may have lost it.
    its_episode = package(state.programme).episode(episode)
    language, text = its_episode.text(group.language)
    context = {
        "group": group,
        "overview": overview,
        "slot": slot,
        "text": text,
        "text_language": language,
        "paragraphs": overview.catch_up_paragraphs(text.catch_up),
        "film": page_film(its_episode, group.language),
        "key": secrets.token_hex(16),
        "is_kept": "lagret" in request.GET,
        "own_lines": [line for line in between_lines(group) if line.kind == "catch-up" and line.episode == episode],
        **typed,
    }
    return render(request, "courses/catch_up.html", context, status=status)
