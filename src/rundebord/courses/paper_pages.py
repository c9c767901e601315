"""«Vårt felles utgangspunkt»: in the browser, in print, as PDF and as Word, at any time."""

from __future__ import annotations

import re
from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from rundebord.courses.assessment import assessments_of
from rundebord.courses.assessment_shown import assessment_shown
from rundebord.courses.doors import group_of, package_of
from rundebord.documents.composing import Given, paper_of
from rundebord.documents.content import Paper
from rundebord.documents.page import html_of
from rundebord.documents.workshop import PaperNotMade, make_paper
from rundebord.groups.models import Group
from rundebord.groups.queries import between_lines, people_of
from rundebord.meetings.operations import clock
from rundebord.meetings.queries import course_so_far, deletion_date

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_GET
@never_cache
@gzip_page
def paper(request: HttpRequest, group: str) -> HttpResponse:
    """The paper as a page; its print is the paper too."""
    found = group_of(request, group)
    its = present_paper(found)
    return render(request, "courses/paper.html", {"group": found, "paper": its, "html": html_of(its)})


@require_GET
@never_cache
def paper_file(request: HttpRequest, group: str, kind: Literal["pdf", "docx"]) -> HttpResponse:
    """The paper as a file to keep, or a sentence if it could not be made just now."""
    found = group_of(request, group)
    its = present_paper(found)
    try:
        body = make_paper(kind, its)
    except PaperNotMade:
        return render(request, "courses/no_paper.html", {"group": found}, status=503)
    response = HttpResponse(body, content_type=_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{_file_name(its)}.{kind}"'
    return response


def present_paper(group: Group) -> Paper:
    """The group's paper as it stands now, in the active language."""
    package = package_of(group)
    so_far = course_so_far(group)
    before, after = assessments_of(group)
    shown = assessment_shown(before, after, package, group.language)
    return paper_of(
        Given(
            group=group,
            so_far=so_far,
            package=package,
            people=people_of(group),
            between=between_lines(group),
            spread=[(one.words, one.change) for shelf in shown.shelves for one in shelf.statements if one.change],
            deleted_on=deletion_date(group, so_far.rows),
            at=clock.now(),
        )
    )


def _file_name(paper: Paper) -> str:
    """Letters that every system can keep: «felles-utgangspunkt-direktoratet»."""
    words = f"{paper.title} {paper.group}".lower().translate(str.maketrans("æøå", "eoa"))
    return re.sub(r"[^a-z0-9]+", "-", words).strip("-")[:80] or "rundebord"
