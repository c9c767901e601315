"""What the group sees of its self-assessment: the offer, how many have answered, and the result all at once."""

from __future__ import annotations

from typing import Any

import segno
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from rundebord.courses.assessment import (
    HEADS_RANGE,
    assessments_of,
    change_heads,
    close_assessment,
    offered_to,
    open_assessment,
)
from rundebord.courses.assessment_answering import answer, count_sentence, package_or_404, questions_of
from rundebord.courses.assessment_shown import assessment_shown
from rundebord.courses.doors import group_of
from rundebord.courses.models import Assessment
from rundebord.groups.models import Group
from rundebord.kernel.refused import Refused
from rundebord.meetings.core.display import LEAST_ANSWERS
from rundebord.meetings.operations import clock
from rundebord.meetings.screens.addresses import address_for_others

__all__ = ["answer", "close_and_show", "open_for_answers", "result"]


@require_safe
@never_cache
@gzip_page
def result(request: HttpRequest, group: str) -> HttpResponse:
    """What the group sees: the offer, how many have answered, or the result."""
    return _result(request, _group(request, group))


@require_POST
@never_cache
def open_for_answers(request: HttpRequest, group: str) -> HttpResponse:
    """The group is asked; or, if it is already, so many are asked as the form says."""
    its = _group(request, group)
    heads, which = _whole_number(request.POST, "heads"), request.POST.get("when")
    now_open = _now_open(its)
    refused: Assessment | Refused | None = None
    if now_open is not None and now_open.when == which:
        refused = change_heads(assessment=now_open, heads=heads)
    elif (when := offered_to(its, package_or_404(its))) is not None and when == which:
        statements = package_or_404(its).statements
        refused = open_assessment(group=its, when=when, heads=heads, statements=statements, at=clock.now())
    if isinstance(refused, Refused):
        return _result(request, its, heads_fault=_heads_sentence(refused), status=422)
    return redirect("assessment-result", its.public_id)


@require_POST
@never_cache
def close_and_show(request: HttpRequest, group: str) -> HttpResponse:
    """All see the result at once; before all have answered it is asked whether that is meant."""
    its = _group(request, group)
    now_open = _now_open(its)
    if now_open is not None and now_open.when == request.POST.get("when"):
        refused = close_assessment(assessment=now_open, at=clock.now(), is_sure="sure" in request.POST)
        if refused is not None and refused.reason == "not-all-have-answered":
            return _result(request, its, is_asked_once=True)
    return redirect("assessment-result", its.public_id)


def _group(request: HttpRequest, public_id: str) -> Group:
    try:
        return group_of(request, public_id)
    except UnicodeError:
        raise Http404 from None


def _now_open(group: Group) -> Assessment | None:
    return next((one for one in assessments_of(group) if one is not None and one.closed_at is None), None)


def _result(
    request: HttpRequest, group: Group, *, heads_fault: str = "", is_asked_once: bool = False, status: int = 200
) -> HttpResponse:
    its, (before, after) = package_or_404(group), assessments_of(group)
    if not its.statements and before is None and after is None:
        raise Http404
    now_open = _now_open(group)
    shown = assessment_shown(before, after, its, translation.get_language() or "")
    context: dict[str, Any] = {
        "group": group,
        "offered": offered_to(group, its) if now_open is None else None,
        "number_of_statements": len(its.statements),
        "heads": min(max(group.heads, HEADS_RANGE[0]), HEADS_RANGE[1]),
        "lowest": HEADS_RANGE[0],
        "highest": HEADS_RANGE[1],
        "heads_fault": heads_fault,
        "shown": shown,
        "answered": count_sentence(shown),
        "statements": questions_of(its.statements) if shown.sentence else [],
        "open": now_open,
    }
    if now_open is not None:
        path = reverse("assessment-answer", args=[now_open.secret])
        for_others = address_for_others(request, path)
        address, others_can_reach_it = for_others or request.build_absolute_uri(path), bool(for_others)
        missing = now_open.heads - now_open.answered
        context |= {
            "heads": now_open.heads,
            "link": address,
            "others_can_reach_it": others_can_reach_it,
            "qr": _qr(address) if others_can_reach_it else "",
            "count": count_sentence(now_open),
            "missing": missing,
            "is_asked_once": is_asked_once and missing > 0,
            "is_too_few": now_open.answered < LEAST_ANSWERS,
            "has_changed_heads": bool(heads_fault),
        }
    return render(request, "courses/assessment_result.html", context, status=status)


def _whole_number(form: QueryDict, name: str) -> int:
    """The number that was typed; 0, which is refused everywhere, if it is none."""
    typed = form.get(name, "").strip()
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0


def _heads_sentence(refused: Refused) -> str:
    sentences = {
        "heads-out-of-range": _("Write how many you are, from %(lowest)s to %(highest)s."),
        "fewer-than-have-answered": _("%(answered)s have answered already. You cannot be fewer."),
    }
    return sentences.get(refused.reason, _("That could not be done here. Load the page again.")) % refused.values


def _qr(address: str) -> str:
    """The address as SVG for the page itself; always dark on white, whatever the page is."""
    code = segno.make(address, error="m", micro=False)
    return code.svg_inline(scale=6, border=3, light="#fff", dark="#000", omitsize=True, svgclass="qr", lineclass=None)
