"""Browsers that answer a self-assessment, and groups that look at it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client

from factories.packages import real_package
from rundebord.courses.assessment import answer_assessment, close_assessment, counts_of, open_assessment
from rundebord.courses.models import Assessment
from rundebord.groups.access import COOKIE as KEYS
from rundebord.groups.access import let_in
from rundebord.groups.models import Group

AT = datetime(2026, 9, 1, 8, tzinfo=UTC)
ITS = real_package()


def english(group: Group | None = None) -> Client:
    """A browser that reads English; let into the group, if one is given."""
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    if group is not None:
        Group.objects.filter(pk=group.pk).update(language="en")
        ticket = HttpResponse()
        let_in(HttpRequest(), ticket, group)
        client.cookies[KEYS] = ticket.cookies[KEYS].value
    return client


def asked(group: Group, *, when: str = "before", heads: int = 8, **answers: str) -> Assessment:
    """Open, and answered: statement → one letter for each person."""
    made = open_assessment(group=group, when=when, heads=heads, statements=ITS.statements, at=AT)  # type: ignore[arg-type]
    assert isinstance(made, Assessment)
    for person in range(len(next(iter(answers.values()), ""))):
        words = {name: {"?": "dont-know"}.get(its[person], its[person]) for name, its in answers.items()}
        assert answer_assessment(assessment=made, answers=words) is None
    return made


def closed(group: Group, **more: str | int) -> Assessment:
    made = asked(group, **more)  # type: ignore[arg-type]
    close_assessment(assessment=made, at=AT, is_sure=True)
    return made


def link(assessment: Assessment) -> str:
    return f"/svar/{assessment.secret}"


def form_of(page: str) -> str:
    (found,) = re.findall(r'name="form" value="(\w{27})"', page)
    return str(found)


def opened(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    if status == 200:
        assert "no-store" in response.headers["Cache-Control"]
    return str(response.content.decode())


def send(client: Client, assessment: Assessment, answers: Mapping[str, str], status: int = 200, **more: str) -> str:
    """The form is fetched and sent, as by somebody who has filled it in."""
    form = more.pop("form", "") or form_of(opened(client, f"{link(assessment)}?en-til"))
    fields = {f"s-{statement}": value for statement, value in answers.items()}
    response = client.post(link(assessment), {"form": form, **fields, **more})
    assert response.status_code == status
    return str(response.content.decode())


def result(client: Client, group: Group, status: int = 200) -> str:
    return opened(client, f"/gruppe/{group.public_id}/egenvurdering", status)


def press(client: Client, group: Group, what: str, **fields: str | int) -> HttpResponse:
    return client.post(f"/gruppe/{group.public_id}/egenvurdering/{what}", fields)  # type: ignore[return-value]


def answered(assessment: Assessment) -> tuple[int, int]:
    """How many have sent, and how many answers are counted."""
    assessment.refresh_from_db()
    return assessment.answered, sum(sum(its.values()) for its in counts_of(assessment).values())
