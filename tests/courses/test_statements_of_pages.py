"""The group's pages ask the database the same number of questions, however many they are and whatever they said."""

from __future__ import annotations

import secrets

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.courses import EPISODES, HeldCourse
from rundebord.groups.models import Group
from rundebord.groups.operations import keep_between_line, put_member
from rundebord.meetings import log
from rundebord.meetings.core import commands as c
from rundebord.meetings.core import events as e
from rundebord.meetings.core.words import NoteId
from rundebord.meetings.operations import clock, forget_all_meetings

pytestmark = pytest.mark.django_db

PAGES = {"": 12, "/utgangspunkt": 7, f"/for-deg/{EPISODES[0]}": 13, "/hvem": 2, "/datoer": 5, "/sletting": 3}
"""Page → its statements between two meetings, also with nothing remembered."""
IN_A_MEETING = 10
"""Those of the group's page while a meeting goes on: nothing is asked of what lies between."""


def held(group: Group, *, members: int, lines: int) -> HeldCourse:
    """Two meetings with so many lines, as many between, and as many people as there are."""
    for number in range(members):
        put_member(group.pk, key=f"{number:032x}", name=f"Navn {number}", unit="")
    course = HeldCourse(group)
    for place, episode in enumerate(EPISODES[:2]):
        course.open(episode)
        course.go_to("bedre-paa" if place == 0 else "hva-kreves")
        write(course, lines)
        course.close()
        for number in range(lines // 5):
            keep_between_line(
                group,
                key=secrets.token_hex(16),
                kind="task",
                episode=episode,
                text=f"{number}",
                said_by="",
                at=clock.now(),
            )
    return course


def write(course: HeldCourse, lines: int) -> None:
    """So many lines stand under the present step. By facts, not by commands: those fold the log anew in a test."""
    state = course.state
    assert state.current is not None
    kind = state.step(state.current).becomes
    facts = [
        e.NoteKept(state.current, NoteId(secrets.token_hex(16)), f"Linje {number}", kind) for number in range(lines)
    ]
    log.append(meeting=course.meeting, after=state.version, events=facts, at=clock.now())


def statements(client: Client, group: Group, page: str) -> int:
    with CaptureQueriesContext(connection) as said:
        assert client.get(f"/gruppe/{group.public_id}{page}").status_code == 200
    return len(said)


@pytest.mark.parametrize(("members", "lines"), [(1, 5), (3, 5), (40, 5), (3, 500), (40, 500)])
def test_a_page_asks_as_often_whatever_a_group_has_said(members: int, lines: int, ours: Client, group: Group) -> None:
    held(group, members=members, lines=lines)
    ours.get(f"/gruppe/{group.public_id}")
    for page, number in PAGES.items():
        forget_all_meetings()
        assert (page, statements(ours, group, page)) == (page, number)


def test_a_meeting_that_goes_on_or_was_undone_asks_no_more(ours: Client, group: Group) -> None:
    course = held(group, members=3, lines=5)
    course.open(EPISODES[2])
    course.on()
    course.give(c.BreakOff())
    ours.get(f"/gruppe/{group.public_id}")
    assert statements(ours, group, "") == IN_A_MEETING
    assert statements(ours, group, "/utgangspunkt") == PAGES["/utgangspunkt"]
    ours.post(f"/gruppe/{group.public_id}/angre", {"meeting": course.meeting})
    assert statements(ours, group, "") == PAGES[""]
