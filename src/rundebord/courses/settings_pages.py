"""What a group can set: who they are, when they meet, and the link that is the key to everything."""

from __future__ import annotations

import io
from urllib.parse import quote

import segno
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_http_methods

from rundebord.courses.course import course_of, moment_of
from rundebord.courses.date_form import date_rows, save_dates
from rundebord.courses.doors import group_of, package_of
from rundebord.courses.people_form import people_shown, save_people
from rundebord.courses.sentences import refusal
from rundebord.groups.access import group_with_link, let_in
from rundebord.groups.operations import renew_secret
from rundebord.groups.queries import planned_dates
from rundebord.kernel.identifiers import new_secret
from rundebord.kernel.refused import Refused
from rundebord.meetings.operations import bring_again, clock
from rundebord.meetings.presenter.said import meeting_name
from rundebord.meetings.queries import course_so_far
from rundebord.meetings.screens.addresses import address_for_others

_LINK_TO_COME = "rundebord.courses.link-to-come"


@require_http_methods(["GET", "POST"])
@never_cache
@gzip_page
def people(request: HttpRequest, group: str) -> HttpResponse:
    """The group's name, how many they are, and who: all optional but the count. What was typed wrong is not lost."""
    found = group_of(request, group)
    fault = ""
    if request.method == "POST":
        answer = save_people(found, request.POST, at=clock.now())
        if not isinstance(answer, Refused):
            bring_again(found)
            return redirect(f"{reverse('group-people', args=[found.public_id])}?lagret=1")
        fault = refusal(answer)
    shown = people_shown(found, request.POST if fault else None)
    context = {"group": found, "fault": fault, "is_saved": "lagret" in request.GET, **shown}
    return render(request, "courses/people.html", context, status=422 if fault else 200)


@require_http_methods(["GET", "POST"])
@never_cache
@gzip_page
def dates(request: HttpRequest, group: str) -> HttpResponse:
    """When the group meets. A date that moves keeps its place in people's calendars."""
    found = group_of(request, group)
    package = package_of(found)
    course = course_of(course_so_far(found), package, planned_dates(found), found.language)
    faults: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        refused = save_dates(found, course, request.POST, at=clock.now())
        if not refused:
            return redirect(f"{reverse('group-dates', args=[found.public_id])}?lagret=1")
        faults, status = {episode: refusal(fault) for episode, fault in refused.items()}, 422
    context = {
        "group": found,
        "rows": date_rows(course, request.POST if faults else None, faults),
        "has_dates": any(not one.is_cancelled for one in planned_dates(found).values()),
        "is_saved": "lagret" in request.GET,
    }
    return render(request, "courses/dates.html", context, status=status)


@require_GET
@never_cache
def calendar(request: HttpRequest, group: str) -> HttpResponse:
    """The group's dates as a calendar file. It never holds the group's link: calendars are shared and projected."""
    # Only here: icalendar takes a sixth of a second to load, and every start of the server would wait for it.
    from rundebord.courses.calendar import Appointment, calendar_of

    found = group_of(request, group)
    package = package_of(found)
    length = {one.id: one.minutes for one in (*package.episodes, *package.follow_ups)}
    appointments = [
        Appointment(
            uid=f"{found.public_id}-{planned.episode}@rundebord",
            title=f"{found.name or _('Leadership group')}: {meeting_name(package, planned.episode)}",
            about=_("One screen, sound, %(minutes)s minutes. No preparation.") % {"minutes": length[planned.episode]},
            place="",
            starts_at=moment_of(planned),
            minutes=length[planned.episode],
            sequence=planned.sequence,
            changed_at=planned.changed_at,
            is_cancelled=planned.is_cancelled,
        )
        for planned in planned_dates(found).values()
        if planned.episode in length
    ]
    body = calendar_of(appointments, name=found.name or "Rundebord", language=found.language)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="rundebord.ics"'
    return response


@require_http_methods(["GET", "POST"])
@never_cache
@gzip_page
def share(request: HttpRequest, group: str) -> HttpResponse:
    """The group's own link, what it means, and how to keep it. A POST changes it: the old one opens nothing more.

    The page carries the link that is to come, unseen. So the same post sent twice, or again after its answer was lost,
    lets the browser in that made the new link; without that, nobody might have it.
    """
    old, new = _link_to_come(request)
    if new and (already := group_with_link(new)) is not None and already.public_id == group:
        response = redirect(f"{reverse('group-share', args=[group])}?ny=1")
        let_in(request, response, already)
        return response
    found = group_of(request, group)
    if request.method == "POST":
        renew_secret(found, secret=new if old == found.secret else None)
        response = redirect(f"{reverse('group-share', args=[found.public_id])}?ny=1")
        let_in(request, response, found)
        return response
    path = reverse("group-link", args=[found.secret])
    for_others = address_for_others(request, path)
    link = for_others or request.build_absolute_uri(path)
    subject = _("The link to our group in Rundebord")
    body = _("This link opens our group. Whoever has it can read and write. Give it only to those in the group.")
    context = {
        "group": found,
        "link": link,
        "others_can_reach_it": bool(for_others),
        "to_come": signing.dumps([found.secret, new_secret()], salt=_LINK_TO_COME),
        "mail": f"mailto:?subject={quote(subject)}&body={quote(f'{body}' + chr(10) + chr(10) + link)}",
        "is_new": "ny" in request.GET,
    }
    return render(request, "courses/share.html", context)


def _link_to_come(request: HttpRequest) -> tuple[str, str]:
    """What the page that was posted had for the group's link, and what it is to be; "" if it said nothing."""
    try:
        old, new = signing.loads(request.POST.get("to_come", ""), salt=_LINK_TO_COME)
    except (signing.BadSignature, ValueError, TypeError):
        return "", ""
    return str(old), str(new)


@require_GET
@never_cache
def share_qr(request: HttpRequest, group: str) -> HttpResponse:
    """The group's link as a picture, for a phone that is to be let in."""
    found = group_of(request, group)
    address = address_for_others(request, reverse("group-link", args=[found.secret]))
    if not address:
        raise Http404
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="svg", scale=6, border=3, light="#fff", dark="#000")
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")
