"""How long the notes are kept; deleting with undo, erasing for good: the group, or one line of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rundebord.courses.doors import group_of
from rundebord.courses.keeping import UNDO_DAYS
from rundebord.courses.sentences import refusal
from rundebord.courses.written import everything_written
from rundebord.groups.operations import keep_notes_until, restore_group
from rundebord.kernel.refused import Refused
from rundebord.kernel.texts import is_shaped_as_date, typed_date
from rundebord.meetings.erasing import erase_cell, erase_group, erase_group_name, erase_line, erase_name
from rundebord.meetings.operations import shut_group, today
from rundebord.meetings.queries import deletion_date


@require_http_methods(["GET", "POST"])
@never_cache
@gzip_page
def keeping(request: HttpRequest, group: str) -> HttpResponse:
    """When the notes are deleted, and how to keep them longer, delete them now, or erase one thing."""
    found = group_of(request, group)
    this_day = today()
    fault = typed = ""
    if request.method == "POST":
        typed = request.POST.get("day", "").strip()
        day = typed_date(typed)
        if typed and day is None:
            reason = "no-such-day" if is_shaped_as_date(typed) else "date-not-read"
            fault = refusal(Refused(reason, {"text": typed[:40]}))
        else:
            answer = keep_notes_until(found, day=day, today=this_day)
            if not isinstance(answer, Refused):
                return redirect(f"{reverse('group-keeping', args=[found.public_id])}?lagret=1")
            fault = refusal(answer)
    context = {
        "group": found,
        "deleted_on": deletion_date(found),
        "fault": fault,
        "typed": typed,
        "undo_days": UNDO_DAYS,
        "is_saved": "lagret" in request.GET,
    }
    return render(request, "courses/keeping.html", context, status=422 if fault else 200)


@require_POST
def delete(request: HttpRequest, group: str) -> HttpResponse:
    """The group is deleted and can be taken back; taken back; or erased for good, by somebody who has said so twice."""
    found = group_of(request, group, also_deleted=True)
    match request.POST.get("do", ""):
        case "delete":
            shut_group(found)
        case "restore":
            restore_group(found)
        case "erase" if found.deleted_at is not None:
            erase_group(found)
            return render(request, "courses/erased.html")
        case _:
            raise Http404
    return redirect("group", found.public_id)


@require_GET
@never_cache
@gzip_page
def written(request: HttpRequest, group: str) -> HttpResponse:
    """Everything that the group has written, also what was deleted from the screen, to be erased one by one."""
    found = group_of(request, group)
    asked = request.GET.get("slett", "")
    parts = everything_written(found)
    # All its wordings, also those of other meetings: they go together.
    texts = dict.fromkeys(one.text for part in parts for one in part.lines if one.id == asked)
    context = {"group": found, "parts": parts, "asked": asked, "texts": texts, "is_erased": "borte" in request.GET}
    return render(request, "courses/written.html", context)


@require_POST
def erase(request: HttpRequest, group: str) -> HttpResponse:
    """One line, field or name of the group is nowhere any more."""
    found = group_of(request, group)
    wanted = request.POST.get("id", "")
    kind, _colon, key = wanted.partition(":")
    known = {one.id for part in everything_written(found) for one in part.lines}
    if wanted not in known:
        raise Http404
    match kind:
        case "line":
            erase_line(found, key)
        case "cell":
            meeting, board, row, column = key.split("|")
            erase_cell(found, meeting=meeting, board=board, row=row, column=column)
        case "name":
            erase_name(found, key)
        case "group":
            erase_group_name(found)
    return redirect(f"{reverse('group-written', args=[found.public_id])}?borte=1")
