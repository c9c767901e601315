"""Who may what: each role at each address, and each command at each place where commands are taken.

The table of quality.md. A new address or a new command has no row, and breaks these tests until it has one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from courses.assessing import AT, asked
from courses.test_group_doors import TABLE as OF_A_GROUP
from courses.test_group_doors import address as address_of_group
from courses.test_group_doors import everything as everything_of_group
from courses.test_group_doors import fields as fields_of_group
from factories.courses import EPISODES, HeldCourse, between, hold_first, install_real
from factories.phones import (
    RATE,
    ROUND,
    STATEMENTS,
    VOTE,
    an_id,
    browser_of,
    go_to,
    group_of,
    host_of,
    on_phones,
    open_workshop,
    phone_of,
    sit,
)
from meetings.test_meeting_forms import COMMANDS
from rundebord.courses.urls import urlpatterns as course_urls
from rundebord.groups.access import pass_for_host, seat_link
from rundebord.groups.models import Group
from rundebord.groups.operations import create_group, plan_date
from rundebord.meetings.core.words import SeatId
from rundebord.meetings.forms import _READERS
from rundebord.meetings.models import AnswerRow, DoorRow, EventRow, MeetingRow, ReadyRow, SeatRow, TallyRow
from rundebord.meetings.operations import clock
from rundebord.meetings.screens import phone as phone_pages
from rundebord.meetings.screens.guessing import Guesses
from rundebord.meetings.seats import give_up_seat, here_in, host_key, open_door, pass_role_on, set_remote
from rundebord.meetings.urls import urlpatterns as meeting_urls

pytestmark = pytest.mark.django_db

GROUP, HOST, LEADS, SEAT = "the group's browser", "the host's device", "the seat that leads", "a participant"
EARLIER, ELSEWHERE, GIVEN_UP = "an earlier host", "a participant of another meeting", "a seat that was given up"
OTHER, NOBODY = "a member of another group", "nobody"
ROLES = (GROUP, HOST, LEADS, SEAT, EARLIER, ELSEWHERE, GIVEN_UP, OTHER, NOBODY)
Status = Mapping[str, int]


def all_get(status: int) -> Status:
    return dict.fromkeys(ROLES, status)


def only(*roles: str, status: int = 200, others: int = 404) -> Status:
    """These roles are answered so; for all others there is nothing here."""
    return {role: status if role in roles else others for role in ROLES}


NO = all_get(405)
LEADERS = (GROUP, HOST, LEADS)
SEATS = (LEADS, SEAT)
"""Whoever leads from a phone takes part from it too."""


@dataclass(frozen=True)
class Row:
    """What an address answers to a look and to a post, by role."""

    get: Status
    post: Status
    fields: Mapping[str, str] = field(default_factory=dict)
    is_by_key: bool = False
    """The address, or what is posted, is itself a key: whoever has it is let in. Or it lies outside all meetings."""


TABLE: Mapping[str, Row] = {
    # The shared screen is the group's alone: the host's device and the phones have pages of their own.
    "meeting": Row(only(GROUP), NO),
    "meeting-present": Row(only(GROUP), NO),
    "meeting-command": Row(NO, only(GROUP), {"command": "pause-clock"}),
    "meeting-qr": Row(only(GROUP), NO),
    "film-at": Row(NO, only(*LEADERS), {"step": "film", "at": "12.5", "plays": "1"}),
    # Advice, and what keeps the meeting going.
    "host": Row(only(*LEADERS), NO),
    "host-present": Row(only(*LEADERS), NO),
    "host-command": Row(NO, only(*LEADERS), {"command": "pause-clock"}),
    "door": Row(NO, only(*LEADERS), {"do": "keep"}),
    "door-qr": Row(only(*LEADERS), NO),
    # A phone.
    "phone": Row(only(*SEATS), NO),
    "phone-present": Row(only(*SEATS), NO),
    # The shared screen from afar, to be looked at: whoever has a seat.
    "phone-afar": Row(only(*SEATS), NO),
    "phone-afar-present": Row(only(*SEATS), NO),
    "phone-command": Row(NO, only(*SEATS), {"command": "keep-note", "step": RATE, "kind": "area", "text": "Noe"}),
    "phone-ready": Row(NO, only(*SEATS), {"step": RATE, "statement": STATEMENTS[0], "person": "1", "yes": "1"}),
    "phone-place": Row(NO, only(*SEATS, status=302), {"remote": "1"}),
    "phone-lead": Row(NO, only(*SEATS)),
    # Outside all meetings, or by a key of its own: a ticket, a code, a link.
    "start": Row(NO, all_get(302), is_by_key=True),
    "ballot": Row(NO, all_get(422), is_by_key=True),
    "join": Row(all_get(200), all_get(302), {"code": "@code"}, is_by_key=True),
    "join-code": Row(only(*SEATS, status=302, others=200), all_get(302), is_by_key=True),
    "phone-same": Row(all_get(302), NO, is_by_key=True),
    "host-link": Row(all_get(302), NO, is_by_key=True),
}


@pytest.fixture(autouse=True)
def _nobody_has_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phone_pages, "guesses", Guesses())


def make_roles(meeting: str, tmp_path: Path) -> dict[str, Client]:
    """A browser for each role, in this meeting."""
    group = group_of(meeting)
    open_door(meeting)
    earlier = host_of(meeting)
    leading, seated, gone = sit(meeting, 3)
    pass_role_on(meeting, leading)
    given_up = phone_of(meeting, gone)
    give_up_seat(meeting, gone)
    strangers = create_group(language="nb", at=clock.now(), programme=group.programme)
    elsewhere = open_workshop(tmp_path / "media")
    (stranger,) = sit(elsewhere)
    return {
        GROUP: browser_of(group),
        HOST: host_of(meeting),
        LEADS: phone_of(meeting, leading),
        SEAT: phone_of(meeting, seated),
        EARLIER: earlier,
        ELSEWHERE: phone_of(elsewhere, stranger),
        GIVEN_UP: given_up,
        OTHER: browser_of(strangers),
        NOBODY: Client(),
    }


@dataclass(frozen=True)
class Room:
    """A meeting at a statement that is answered on phones, and a browser for each role."""

    meeting: str
    browsers: Mapping[str, Client]

    def address(self, name: str) -> str:
        (route,) = (str(one.pattern) for one in meeting_urls if one.name == name)
        here = here_in(self.meeting)
        seat = here.seats[-1].id
        key = pass_for_host(host_key(self.meeting))
        for part, value in (("code", here.code), ("link", seat_link(self.meeting, seat)), ("key", key)):
            route = route.replace(f"<str:{part}>", value)
        return "/" + route.replace("<str:meeting>", self.meeting)

    def fields(self, name: str) -> dict[str, str]:
        its = {"command_id": an_id(), **TABLE[name].fields}
        return {key: here_in(self.meeting).code if value == "@code" else value for key, value in its.items()}

    def everything(self) -> list[Any]:
        """All that a post could have changed; not when a phone was last heard of."""
        tables = (EventRow, AnswerRow, ReadyRow, TallyRow, DoorRow, MeetingRow)
        rows = [row for table in tables for row in table._default_manager.order_by("pk").values()]
        seats = SeatRow.objects.order_by("pk").values("id", "name", "number", "is_remote", "left_at")
        return [*rows, *seats, *Group.objects.order_by("pk").values()]


@pytest.fixture
def room(tmp_path: Path) -> Room:
    meeting = open_workshop(tmp_path / "media")
    on_phones(meeting, RATE)
    return Room(meeting, make_roles(meeting, tmp_path))


def test_every_address_of_a_meeting_stands_in_the_table() -> None:
    assert sorted(TABLE) == sorted(str(one.name) for one in meeting_urls)
    assert all(set(row.get) == set(row.post) == set(ROLES) for row in TABLE.values())


def test_every_address_of_a_group_stands_in_its_table() -> None:
    assert sorted(OF_A_GROUP) == sorted(str(one.name) for one in course_urls)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_each_role_is_answered_as_the_table_says(name: str, room: Room) -> None:
    row, at = TABLE[name], room.address(name)
    assert {role: who.get(at).status_code for role, who in room.browsers.items()} == row.get
    if row.is_by_key:
        # A link let in whoever followed it: the browsers are strangers no more.
        return
    # Those who may not come first, and leave everything as it was.
    before = room.everything()
    foreign = [role for role in ROLES if row.post[role] in (404, 405)]
    answers = {role: room.browsers[role].post(at, room.fields(name)) for role in foreign}
    assert room.everything() == before
    answers |= {role: room.browsers[role].post(at, room.fields(name)) for role in ROLES if role not in foreign}
    assert {role: answer.status_code for role, answer in answers.items()} == row.post


@pytest.mark.parametrize("name", sorted(name for name, row in TABLE.items() if row.is_by_key))
def test_an_address_by_a_key_lets_in_whoever_has_it(name: str, room: Room, programme: str) -> None:
    answers = {role: who.post(room.address(name), room.fields(name)) for role, who in room.browsers.items()}
    assert {role: answer.status_code for role, answer in answers.items()} == TABLE[name].post


def readable(name: str) -> bool:
    return 200 in TABLE[name].get.values() and not TABLE[name].is_by_key


def test_a_meeting_that_does_not_exist_looks_like_one_that_is_not_ones_own(room: Room) -> None:
    for name in filter(readable, TABLE):
        at, unknown = room.address(name), room.address(name).replace(room.meeting, "aaaaaaaaaaaa")
        pages = [room.browsers[NOBODY].get(one) for one in (at, unknown)]
        assert pages[0].status_code == pages[1].status_code == 404, name
        foreign, none = (re.sub(r'(nonce|value)="[^"]+"', "", page.content.decode()) for page in pages)
        assert foreign == none, name


@pytest.mark.parametrize("how", ["undone", "deleted"])
def test_a_meeting_that_was_undone_or_whose_group_is_deleted_is_shut_to_every_role(how: str, room: Room) -> None:
    if how == "undone":
        MeetingRow.objects.filter(pk=room.meeting).update(undone_at=clock.now())
    else:
        Group.objects.filter(pk=group_of(room.meeting).pk).update(deleted_at=clock.now())
    for name, row in TABLE.items():
        if row.is_by_key:
            continue
        at = room.address(name)
        for role, who in room.browsers.items():
            method = who.get if row.post == NO else who.post
            assert method(at, room.fields(name)).status_code == 404, (name, role)
    assert room.browsers[NOBODY].get(room.address("join-code")).status_code == 404


# -- the group's own pages ---------------------------------------------------------------------------------------------


@pytest.fixture
def course(db: None, tmp_path: Path) -> HeldCourse:
    """A group with something behind every address, in the lobby of its second meeting."""
    programme = install_real(tmp_path / "media")
    course = HeldCourse(create_group(language="nb", at=AT, programme=programme))
    asked(course.group)
    hold_first(course)
    between(course, EPISODES[0])
    plan_date(course.group.pk, episode=EPISODES[1], day=AT.date().replace(year=2027), at=AT)
    course.open(EPISODES[1])
    return course


STRANGERS = tuple(role for role in ROLES if role != GROUP)


def test_a_part_in_a_meeting_opens_nothing_of_the_group(course: HeldCourse, tmp_path: Path) -> None:
    """The host's link, a seat and a code are of one meeting: what the group has besides is the group's."""
    roles = make_roles(course.meeting, tmp_path)
    before = everything_of_group(course.group)
    found, wanted = {}, {}
    for name, row in OF_A_GROUP.items():
        if row.is_by_link:
            continue
        at, posted = address_of_group(name, course), fields_of_group(row, course)
        own, foreign, nobody = row.get
        assert (foreign, row.post[1]) == (nobody, row.post[2]), name
        wanted[name] = (own, {foreign}, {row.post[1]})
        found[name] = (
            roles[GROUP].get(at).status_code,
            {roles[role].get(at).status_code for role in STRANGERS},
            {roles[role].post(at, posted).status_code for role in STRANGERS},
        )
    assert found == wanted
    assert everything_of_group(course.group) == before


# -- commands ----------------------------------------------------------------------------------------------------------

FROM_A_PHONE = frozenset({"keep-note", "edit-note", "delete-note", "restore-note"})
FROM_THE_HOST = frozenset(
    {
        *("start-step", "go-back", "take-up-step", "call-turn", "close-meeting", "reopen-meeting"),
        *("add-time", "pause-clock", "resume-clock", "set-time-available", "break-off", "take-up-meeting"),
        *("choose-vote-kind", "choose-ballot", "call-ballots-in", "close-vote"),
    }
)
"""What keeps the meeting going, and never anybody's words."""
NAMES = sorted({*_READERS, "raise-hand"})


def form_of(name: str) -> dict[str, str]:
    """A form of that name which can be read, for this meeting."""
    hand = {"step": "write", "statement": "", "option": "x", "yes": "1"}
    its = hand if name == "raise-hand" else COMMANDS[name][0]
    return {
        "command": name,
        "command_id": an_id(),
        **{key: ROUND if value == "write" else value for key, value in its.items()},
    }


@pytest.fixture
def round_room(tmp_path: Path) -> Room:
    """The same, at a step in which everybody's line is asked for."""
    meeting = open_workshop(tmp_path / "media")
    go_to(meeting, ROUND)
    return Room(meeting, make_roles(meeting, tmp_path))


def test_a_participant_gives_the_commands_of_a_phone_and_no_others(round_room: Room) -> None:
    phone, its = round_room.browsers[SEAT], f"/mote/{round_room.meeting}"
    before = EventRow.objects.count(), AnswerRow.objects.count()
    for name in NAMES:
        # The shared screen's door and the host's are shut, whatever is asked for.
        for door in ("kommando", "veileder/kommando"):
            assert phone.post(f"{its}/{door}", form_of(name)).status_code == 404, (door, name)
        if name not in FROM_A_PHONE:
            answer = phone.post(f"{its}/deltaker/kommando", form_of(name))
            assert (answer.status_code, bool(answer.json()["refused"])) == (422, True), name
    assert (EventRow.objects.count(), AnswerRow.objects.count()) == before
    for name in FROM_A_PHONE:
        assert phone.post(f"{its}/deltaker/kommando", form_of(name)).status_code == 200, name
    assert AnswerRow.objects.count() == before[1] + len(FROM_A_PHONE)


def test_whoever_leads_keeps_the_meeting_going_and_writes_nobodys_words(round_room: Room) -> None:
    its = f"/mote/{round_room.meeting}"
    before = EventRow.objects.count(), AnswerRow.objects.count()
    for name in NAMES:
        for role in (HOST, LEADS):
            assert round_room.browsers[role].post(f"{its}/kommando", form_of(name)).status_code == 404, (role, name)
        assert round_room.browsers[HOST].post(f"{its}/deltaker/kommando", form_of(name)).status_code == 404, name
        if name not in FROM_THE_HOST:
            for role in LEADERS:
                answer = round_room.browsers[role].post(f"{its}/veileder/kommando", form_of(name))
                assert (answer.status_code, bool(answer.json()["refused"])) == (422, True), (role, name)
    assert (EventRow.objects.count(), AnswerRow.objects.count()) == before
    for name in sorted(FROM_THE_HOST):
        for role in LEADERS:
            answer = round_room.browsers[role].post(f"{its}/veileder/kommando", form_of(name))
            assert answer.status_code == 200, (role, name)


def test_the_groups_browser_gives_every_command_but_somebodys_hand(round_room: Room) -> None:
    ours, its = round_room.browsers[GROUP], f"/mote/{round_room.meeting}"
    for name in NAMES:
        assert ours.post(f"{its}/deltaker/kommando", form_of(name)).status_code == 404, name
        wanted = 422 if name == "raise-hand" else 200
        assert ours.post(f"{its}/kommando", form_of(name)).status_code == wanted, name


def test_a_stranger_gives_no_command_anywhere(round_room: Room) -> None:
    before = round_room.everything()
    for role in (EARLIER, ELSEWHERE, GIVEN_UP, OTHER, NOBODY):
        for door in ("kommando", "veileder/kommando", "deltaker/kommando"):
            at = f"/mote/{round_room.meeting}/{door}"
            for name in NAMES:
                assert round_room.browsers[role].post(at, form_of(name)).status_code == 404, (role, door, name)
    assert round_room.everything() == before


def test_a_hand_is_raised_by_one_who_is_not_in_the_room_and_at_the_present_step(room: Room) -> None:
    seat = here_in(room.meeting).seats[-1].id
    at = f"/mote/{room.meeting}/deltaker/kommando"
    form = {"command": "raise-hand", "step": RATE, "statement": STATEMENTS[0], "option": "x", "yes": "1"}
    set_remote(room.meeting, SeatId(seat), is_remote=True)
    said = room.browsers[SEAT].post(at, {**form, "command_id": an_id()})
    # Judged, and refused for what it is: this vote is without names.
    assert (said.status_code, "refused" in said.json()) == (200, True)
    said = room.browsers[SEAT].post(at, {**form, "step": VOTE, "command_id": an_id()})
    assert said.status_code == 422
    assert room.browsers[LEADS].post(at, {**form, "command_id": an_id()}).status_code == 422
