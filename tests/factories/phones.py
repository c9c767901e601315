"""Meetings that phones take part in: the workshop «Hva skal vi slutte med?», which has votes of every kind."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.test import Client

from factories.living import give
from factories.meetings import a_note
from factories.packages import PACKAGES
from rundebord.groups.access import COOKIE, HOST_COOKIE, SEAT_COOKIE, let_host_in, let_in, let_seat_in
from rundebord.groups.models import Group
from rundebord.groups.operations import create_group
from rundebord.meetings.balloting import make_ready, mark_of_option
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.words import SeatId, StepId
from rundebord.meetings.models import MeetingRow
from rundebord.meetings.operations import clock, open_meeting, present_state
from rundebord.meetings.screens.regions import render_frame
from rundebord.meetings.seats import here_in, host_key, open_door, take_seat
from rundebord.programmes.operations import install_package

EPISODE = "hva-skal-vi-slutte-med"
RATE, HANDS, ALONE, ROUND, AREAS, VOTE, LAST = (
    StepId(step) for step in ("paa-lapper", "for-haand", "skriv", "runde", "forslag", "stem", "les-opp")
)
"""Two statements without names, one by hands, writing alone, a round, proposals, a vote without names, and the end."""
STATEMENTS = ("sier-nei", "vet-hva")
LINES = tuple(a_note(number) for number in (1, 2, 3))
"""The three proposals that are voted on."""


def open_workshop(media: Path, *, heads: int = 8, language: str = "nb") -> str:
    """A group of so many is in the lobby, and the door for phones is open. The meeting's id."""
    programme = install_package(folder=PACKAGES / EPISODE, at=clock.now(), media=media)
    group = create_group(language=language, at=clock.now(), programme=programme)
    Group.objects.filter(pk=group.pk).update(heads=heads)
    group.refresh_from_db()
    meeting = open_meeting(group=group, episode=EPISODE)
    open_door(meeting)
    return meeting


def group_of(meeting: str) -> Group:
    return MeetingRow.objects.get(pk=meeting).group


def go_to(meeting: str, step: StepId) -> None:
    """The group is at the step."""
    give(meeting, c.TakeUpStep(present_state(meeting).current, step))


def write_proposals(meeting: str) -> None:
    """The group has three proposals, and is at the step where they are written."""
    go_to(meeting, AREAS)
    give(meeting, *(c.KeepNote(AREAS, note, f"Vi slutter med {number}") for number, note in enumerate(LINES, 1)))


def on_phones(meeting: str, step: StepId = VOTE) -> None:
    """The group is at the vote, and all are to answer on phones."""
    if step == VOTE:
        write_proposals(meeting)
    go_to(meeting, step)
    give(meeting, c.ChooseBallot(step, "phones"))


def sit(meeting: str, number: int = 1) -> list[SeatId]:
    """So many take part from phones."""
    seats = [take_seat(meeting, name=f"Person {len(here_in(meeting).seats) + place}") for place in range(1, number + 1)]
    assert all(isinstance(seat, str) for seat in seats), seats
    return seats  # type: ignore[return-value]


def lay_ready(
    meeting: str, seat: SeatId, *, step: StepId = VOTE, statement: str = "", person: int = 1, is_ready: bool = True
) -> str:
    """The phone has an answer ready. The ticket for it."""
    ticket = make_ready(meeting=meeting, seat=seat, step=step, statement=statement, person=person, is_ready=is_ready)
    assert isinstance(ticket, str), ticket
    return ticket


def all_ready(meeting: str, seats: Sequence[SeatId], *, step: StepId = VOTE, statement: str = "") -> list[str]:
    """Everybody's answer lies ready. The tickets, in the order of the seats."""
    return [lay_ready(meeting, seat, step=step, statement=statement) for seat in seats]


def call_in(meeting: str, *, step: StepId = VOTE, statement: str = "", is_sure: bool = True) -> None:
    """The answers that lie ready are asked for."""
    answer = give(meeting, c.CallBallotsIn(step, statement, 0, is_sure))
    assert answer.refused is None, answer.refused


def marks(*options: str) -> list[str]:
    """What the options are called on phones."""
    return [mark_of_option(option) for option in options]


def frames(meeting: str) -> dict[str, str]:
    """Everything that streams carry now, to each kind of screen."""
    return {kind: render_frame(meeting, f"{kind}:nb").payload for kind in ("shared", "host", "phone")}


def everything(meeting: str) -> dict[str, list[Mapping[str, object]]]:
    """Every row of every table of ours: what somebody could read who took the database."""
    assert present_state(meeting).version
    models = [model for model in apps.get_models() if model.__module__.startswith("rundebord.")]
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in models}


# -- browsers --------------------------------------------------------------------------------------------------------


def _with_cookie(name: str, ticket: HttpResponse, **more: object) -> Client:
    client = Client(**more)  # type: ignore[arg-type]
    client.cookies[name] = ticket.cookies[name].value
    return client


def browser_of(group: Group) -> Client:
    """The group's own computer."""
    ticket = HttpResponse()
    let_in(HttpRequest(), ticket, group)
    return _with_cookie(COOKIE, ticket)


def host_of(meeting: str) -> Client:
    """The device that has followed the host's link."""
    ticket = HttpResponse()
    let_host_in(HttpRequest(), ticket, host_key(meeting))
    return _with_cookie(HOST_COOKIE, ticket)


def phone_of(meeting: str, seat: str, **more: object) -> Client:
    """The phone that has this seat."""
    ticket = HttpResponse()
    let_seat_in(HttpRequest(), ticket, meeting, seat)
    return _with_cookie(SEAT_COOKIE, ticket, **more)


def an_id() -> str:
    """The id of a command, as a browser makes it."""
    return secrets.token_hex(16)
