"""The door that phones come in by, and their seats: who is here, once each, and who is not any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import chain, repeat
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from factories.living import give
from factories.phones import (
    EPISODE,
    HANDS,
    LAST,
    VOTE,
    all_ready,
    browser_of,
    call_in,
    go_to,
    group_of,
    lay_ready,
    marks,
    on_phones,
    open_workshop,
    phone_of,
    sit,
)
from rundebord.groups.access import (
    SEAT_COOKIE,
    let_seat_in,
    seat_in,
    seat_link,
    seat_of_link,
)
from rundebord.groups.operations import create_group, delete_group
from rundebord.kernel.refused import Refused
from rundebord.live.broadcast import send_announcements_to
from rundebord.meetings import hearing
from rundebord.meetings import seats as room
from rundebord.meetings.balloting import cast
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.words import MemberId, SeatId
from rundebord.meetings.models import DoorRow, ReadyRow, SeatRow
from rundebord.meetings.operations import clock, open_meeting, present_state, take_meeting_back, undo_meeting
from rundebord.meetings.screens import phone as phone_pages
from rundebord.meetings.screens import regions
from rundebord.meetings.screens.guessing import Guesses
from rundebord.meetings.seats import (
    AWAY_AFTER,
    MOST_SEATS,
    SEEN_EVERY,
    Here,
    Seat,
    choose_names,
    give_up_seat,
    here_in,
    meeting_with_code,
    open_door,
    rotate_code,
    seat_of,
    seats_called,
    seen,
    set_remote,
    shut_door,
    take_seat,
)

pytestmark = pytest.mark.django_db

KARI = MemberId("a" * 32)


@pytest.fixture(autouse=True)
def _nobody_has_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phone_pages, "guesses", Guesses())


@pytest.fixture
def workshop(tmp_path: Path) -> str:
    return open_workshop(tmp_path / "media")


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[timedelta]]:
    """The room's clock is as far ahead as the one entry says."""
    ahead, now = [timedelta()], clock.now

    class Ahead:
        def now(self) -> object:
            return now() + ahead[0]

    monkeypatch.setattr(room, "clock", Ahead())
    return ahead  # type: ignore[return-value]


def code_of(meeting: str) -> str:
    return here_in(meeting).code


def seat(meeting: str, name: str = "", **more: str) -> SeatId:
    taken = take_seat(meeting, name=name, **more)  # type: ignore[arg-type]
    assert isinstance(taken, str), taken
    return taken


def another_meeting(meeting: str) -> str:
    """Another group's meeting, of the same programme."""
    group = create_group(language="nb", at=clock.now(), programme=group_of(meeting).programme)
    return open_meeting(group=group, episode=EPISODE)


# -- the code --------------------------------------------------------------------------------------------------------


def test_a_meeting_has_no_code_until_somebody_asks_for_one(workshop: str) -> None:
    other = another_meeting(workshop)
    assert here_in(other) == Here()
    assert not DoorRow.objects.filter(pk=other).exists()


def test_the_code_is_six_digits_and_leads_to_the_meeting(workshop: str) -> None:
    code = code_of(workshop)
    assert (len(code), code.isdigit(), code.isascii()) == (6, True, True)
    assert meeting_with_code(code) == workshop


def test_asking_again_does_not_change_the_code(workshop: str) -> None:
    code = code_of(workshop)
    open_door(workshop)
    assert code_of(workshop) == code


@pytest.mark.parametrize(
    "wrong", ["", "0", "12345", "1234567", "abcdef", " ", "None", "\x00", "x" * 5_000, "１２３４５６"]
)
def test_what_is_no_code_leads_nowhere(wrong: str, workshop: str) -> None:
    DoorRow.objects.filter(pk=another_meeting(workshop)).update(code=None)
    assert meeting_with_code(wrong) is None


def test_a_wrong_code_leads_nowhere(workshop: str) -> None:
    wrong = f"{(int(code_of(workshop)) + 1) % 10**6:06d}"
    assert meeting_with_code(wrong) is None


def test_a_new_code_shuts_the_old_one_and_leaves_those_inside(workshop: str) -> None:
    kari, old = seat(workshop, "Kari"), code_of(workshop)
    rotate_code(workshop)
    assert code_of(workshop) != old
    assert (meeting_with_code(old), meeting_with_code(code_of(workshop))) == (None, workshop)
    assert seat_of(workshop, kari) is not None


def test_a_door_that_is_shut_lets_nobody_in_and_nobody_out(workshop: str) -> None:
    kari, code = seat(workshop, "Kari"), code_of(workshop)
    shut_door(workshop)
    assert meeting_with_code(code) is None
    assert seat_of(workshop, kari) is not None
    open_door(workshop)
    assert meeting_with_code(code) == workshop


def test_a_new_code_does_not_open_a_door_that_is_shut(workshop: str) -> None:
    shut_door(workshop)
    rotate_code(workshop)
    assert meeting_with_code(code_of(workshop)) is None


def test_the_code_of_a_meeting_that_is_over_leads_nowhere_and_is_free_for_another(
    workshop: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = code_of(workshop)
    go_to(workshop, LAST)
    give(workshop, c.CloseMeeting(LAST))
    assert (meeting_with_code(code), code_of(workshop)) == (None, "")
    other = another_meeting(workshop)
    monkeypatch.setattr(room.secrets, "randbelow", lambda _most: int(code))
    open_door(other)
    assert meeting_with_code(code) == other


def test_a_meeting_that_is_opened_again_gets_a_new_code_when_somebody_asks(workshop: str) -> None:
    go_to(workshop, LAST)
    give(workshop, c.CloseMeeting(LAST), c.ReopenMeeting())
    assert code_of(workshop) == ""
    open_door(workshop)
    assert meeting_with_code(code_of(workshop)) == workshop


def test_the_code_of_a_meeting_that_is_over_stays_useless_also_if_one_is_made_anew(workshop: str) -> None:
    go_to(workshop, LAST)
    give(workshop, c.CloseMeeting(LAST))
    for ask in (open_door, rotate_code):
        ask(workshop)
        assert meeting_with_code(code_of(workshop)) is None


def test_the_code_of_a_meeting_that_was_begun_by_mistake_leads_nowhere_until_it_is_taken_back(workshop: str) -> None:
    undo_meeting(workshop)
    assert meeting_with_code(code_of(workshop)) is None
    take_meeting_back(workshop)
    assert meeting_with_code(code_of(workshop)) == workshop


def test_the_code_of_a_deleted_groups_meeting_leads_nowhere(workshop: str) -> None:
    delete_group(group_of(workshop), at=clock.now())
    assert meeting_with_code(code_of(workshop)) is None


def test_two_meetings_never_share_a_code(workshop: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chance gives the second the first one's digits three times."""
    digits = chain(repeat(int(code_of(workshop)), 3), [7])
    monkeypatch.setattr(room.secrets, "randbelow", lambda _most: next(digits))
    other = another_meeting(workshop)
    open_door(other)
    assert (code_of(other), meeting_with_code("000007")) == ("000007", other)
    assert meeting_with_code(code_of(workshop)) == workshop


def test_a_code_that_is_taken_is_not_given_by_a_new_code_either(workshop: str, monkeypatch: pytest.MonkeyPatch) -> None:
    other = another_meeting(workshop)
    open_door(other)
    digits = chain([int(code_of(workshop))], [8])
    monkeypatch.setattr(room.secrets, "randbelow", lambda _most: next(digits))
    rotate_code(other)
    assert code_of(other) == "000008"


@pytest.mark.parametrize("do", [rotate_code, shut_door, lambda meeting: choose_names(meeting, has_names=False)])
def test_a_door_that_nobody_has_asked_for_is_not_made_by_changing_it(do: object, workshop: str) -> None:
    other = another_meeting(workshop)
    do(other)  # type: ignore[operator]
    assert here_in(other) == Here()


# -- one person, one seat --------------------------------------------------------------------------------------------


def joins(client: Client, meeting: str, **fields: str) -> HttpResponse:
    return client.post(f"/b/{code_of(meeting)}", fields)  # type: ignore[return-value]


def own_seat(client: Client, meeting: str) -> str:
    request = RequestFactory().get("/")
    request.COOKIES[SEAT_COOKIE] = client.cookies[SEAT_COOKIE].value
    return seat_in(request, meeting)


def test_a_phone_that_was_closed_comes_back_as_the_same_person(workshop: str) -> None:
    choose_names(workshop, has_names=True)
    phone = Client()
    joins(phone, workshop, name="Kari")
    mine = own_seat(phone, workshop)
    for _ in range(2):
        assert phone.get(f"/b/{code_of(workshop)}").headers["Location"] == f"/mote/{workshop}/deltaker"
        assert joins(phone, workshop, name="Somebody else").status_code == 302
    assert (own_seat(phone, workshop), [one.id for one in here_in(workshop).seats]) == (mine, [mine])


def test_the_seat_outlasts_a_new_code_and_a_shut_door(workshop: str) -> None:
    kari = seat(workshop, "Kari")
    rotate_code(workshop)
    shut_door(workshop)
    assert phone_of(workshop, kari).get(f"/mote/{workshop}/deltaker").status_code == 200


def test_the_seat_of_one_meeting_opens_no_other(workshop: str) -> None:
    other = another_meeting(workshop)
    open_door(other)
    kari = seat(workshop, "Kari")
    assert seat_of(other, kari) is None
    assert phone_of(other, kari).get(f"/mote/{other}/deltaker").status_code == 404
    assert phone_of(workshop, kari).get(f"/mote/{other}/deltaker").status_code == 404


def test_a_browser_keeps_the_seats_of_ten_meetings_and_the_oldest_goes_first() -> None:
    client = Client()
    for number in range(12):
        request = RequestFactory().get("/")
        request.COOKIES.update({SEAT_COOKIE: client.cookies[SEAT_COOKIE].value} if number else {})
        ticket = HttpResponse()
        let_seat_in(request, ticket, f"meeting{number}", f"seat{number}")
        client.cookies[SEAT_COOKIE] = ticket.cookies[SEAT_COOKIE].value
    assert [own_seat(client, f"meeting{number}") for number in (0, 1, 2, 11)] == ["", "", "seat2", "seat11"]


def test_another_device_that_follows_the_link_is_the_same_person(workshop: str) -> None:
    kari = seat(workshop, "Kari")
    tablet = Client()
    answer = tablet.get(f"/b/plass/{seat_link(workshop, kari)}")
    assert answer.headers["Location"] == f"/mote/{workshop}/deltaker"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert own_seat(tablet, workshop) == kari
    assert len(here_in(workshop).seats) == 1


def test_another_device_that_says_it_is_the_same_person_is(workshop: str) -> None:
    choose_names(workshop, has_names=True)
    kari = seat(workshop, "Kari")
    tablet = Client()
    asked = joins(tablet, workshop, name=" kari ")
    assert (asked.status_code, len(here_in(workshop).seats)) == (200, 1)
    assert SEAT_COOKIE not in tablet.cookies
    assert joins(tablet, workshop, name="kari", same="1").status_code == 302
    assert own_seat(tablet, workshop) == kari
    assert len(here_in(workshop).seats) == 1


def test_one_person_with_two_devices_has_one_answer(workshop: str) -> None:
    on_phones(workshop)
    kari = seat(workshop, "Kari")
    tablet = Client()
    tablet.get(f"/b/plass/{seat_link(workshop, kari)}")
    form = {"step": VOTE, "statement": "", "person": "1", "yes": "1"}
    tickets = {
        one.post(f"/mote/{workshop}/deltaker/klar", form).json()["ticket"] for one in (phone_of(workshop, kari), tablet)
    }
    assert len(tickets) == 1
    assert ReadyRow.objects.filter(meeting=workshop).count() == 1


def test_a_link_to_a_seat_is_good_for_an_hour(workshop: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    kari, now = seat(workshop, "Kari"), time.time()
    link = seat_link(workshop, kari)
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 59 * 60)
    assert seat_of_link(link) == (workshop, kari)
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 61 * 60)
    assert seat_of_link(link) is None
    assert Client().get(f"/b/plass/{link}").status_code == 404


@pytest.mark.parametrize("link", ["", "x", "a:b:c", "\x00", "å", ":" * 50])
def test_a_link_that_is_none_opens_nothing(link: str, workshop: str) -> None:
    assert seat_of_link(link) is None


def test_a_link_that_was_changed_opens_nothing(workshop: str) -> None:
    link = seat_link(workshop, seat(workshop, "Kari"))
    for place in (0, 5, -1):
        letters = list(link)
        letters[place] = "A" if letters[place] != "A" else "B"
        assert seat_of_link("".join(letters)) is None


# -- who one is ------------------------------------------------------------------------------------------------------


def test_names_are_asked_for_where_the_group_has_named_its_members(workshop: str) -> None:
    other = another_meeting(workshop)
    give(other, c.AddMember(KARI, "Kari"))
    open_door(other)
    assert (here_in(workshop).has_names, here_in(other).has_names) == (False, True)


def test_a_member_who_taps_their_name_is_that_member(workshop: str) -> None:
    give(workshop, c.AddMember(KARI, "Kari Nordmann"))
    choose_names(workshop, has_names=True)
    seat(workshop, member=KARI)
    seat(workshop, "Somebody else")
    assert [(one.name, one.member, one.number) for one in here_in(workshop).seats] == [
        ("Kari Nordmann", KARI, 1),
        ("Somebody else", "", 2),
    ]


def test_whoever_writes_a_members_name_is_that_member(workshop: str) -> None:
    give(workshop, c.AddMember(KARI, "Kari Nordmann"))
    choose_names(workshop, has_names=True)
    kari = seat(workshop, "  kari nordmann ")
    found = seat_of(workshop, kari)
    assert found is not None
    assert (found.name, found.member) == ("Kari Nordmann", KARI)


def test_the_same_name_is_found_whatever_its_capitals_and_blanks(workshop: str) -> None:
    choose_names(workshop, has_names=True)
    ase = seat(workshop, "Åse  Ødegård")
    assert seats_called(workshop, " åse ødegård\t") == [ase]
    assert seats_called(workshop, "Åse") == []
    give_up_seat(workshop, ase)
    assert seats_called(workshop, "Åse Ødegård") == []


def test_nobody_without_a_name_is_taken_for_another_without_one(workshop: str) -> None:
    sit(workshop, 2)
    assert seats_called(workshop, "") == []


@pytest.mark.parametrize("name", ["", "   ", "\t\n", "\x00", "\x07 \x7f"])
def test_a_name_that_says_nothing_is_none(name: str, workshop: str) -> None:
    choose_names(workshop, has_names=True)
    assert take_seat(workshop, name=name) == Refused("name-empty")
    assert here_in(workshop).seats == ()


def test_a_name_has_room_for_eighty_letters(workshop: str) -> None:
    choose_names(workshop, has_names=True)
    assert take_seat(workshop, name="x" * 81) == Refused("name-too-long", {"length": 81, "longest": 80})
    assert isinstance(take_seat(workshop, name=" " + "x" * 80 + " "), str)


def test_without_names_nothing_of_who_somebody_is_is_kept(workshop: str) -> None:
    give(workshop, c.AddMember(KARI, "Kari"))
    choose_names(workshop, has_names=False)
    seat(workshop, "Kari", member=KARI)
    (kept,) = SeatRow.objects.filter(meeting=workshop)
    assert (kept.name, kept.member) == ("", "")


def test_when_names_are_put_away_those_that_were_given_are_gone(workshop: str) -> None:
    choose_names(workshop, has_names=True)
    here, gone = seat(workshop, "Kari"), seat(workshop, "Per")
    give_up_seat(workshop, gone)
    choose_names(workshop, has_names=False)
    assert list(SeatRow.objects.filter(meeting=workshop).values_list("name", "member")) == [("", ""), ("", "")]
    assert seat_of(workshop, here) is not None
    choose_names(workshop, has_names=True)
    assert [one.name for one in here_in(workshop).seats] == [""]


def test_names_put_away_in_one_meeting_stand_in_another(workshop: str) -> None:
    other = another_meeting(workshop)
    for meeting in (workshop, other):
        open_door(meeting)
        choose_names(meeting, has_names=True)
        seat(meeting, "Kari")
    choose_names(workshop, has_names=False)
    assert [one.name for one in here_in(other).seats] == ["Kari"]


def test_there_is_room_for_so_many_phones_and_a_seat_that_is_given_up_is_free(workshop: str) -> None:
    taken = sit(workshop, MOST_SEATS)
    assert take_seat(workshop) == Refused("no-seats-left", {"most": MOST_SEATS})
    give_up_seat(workshop, taken[0])
    seat(workshop)
    # The number of the one who left is not given again: «Telefon 1» would be taken for them.
    assert [one.number for one in here_in(workshop).seats] == list(range(2, MOST_SEATS + 2))


def test_whoever_is_not_in_the_room_says_so_and_takes_it_back(workshop: str) -> None:
    (one,) = sit(workshop)
    for is_remote in (True, False):
        set_remote(workshop, one, is_remote=is_remote)
        assert here_in(workshop).seats[0].is_remote is is_remote


def test_the_place_of_another_meetings_seat_is_left_alone(workshop: str) -> None:
    (one,) = sit(workshop)
    set_remote(another_meeting(workshop), one, is_remote=True)
    assert here_in(workshop).seats[0].is_remote is False


def the_seat(meeting: str, seat: str) -> Seat:
    """It stands, whatever has happened."""
    found = seat_of(meeting, seat)
    assert found is not None
    return found


def test_a_phone_that_has_not_been_heard_of_is_shown_as_away_and_keeps_its_seat(
    workshop: str, later: list[timedelta]
) -> None:
    (one,) = sit(workshop)
    later[0] = AWAY_AFTER - timedelta(seconds=1)
    assert not here_in(workshop).seats[0].is_away
    later[0] = AWAY_AFTER + timedelta(seconds=1)
    assert here_in(workshop).seats[0].is_away
    seen(the_seat(workshop, one))
    assert not here_in(workshop).seats[0].is_away
    # In the file it stands for every process.
    hearing.write_down()
    hearing._heard_of.clear()
    assert not here_in(workshop).seats[0].is_away


def test_that_a_phone_was_heard_of_is_written_once_a_minute(workshop: str, later: list[timedelta]) -> None:
    """Sixty phones that ask every other second must not keep the disk busy."""
    (one,) = sit(workshop)
    first = SeatRow.objects.get(pk=one).seen_at
    for ahead in (SEEN_EVERY - timedelta(seconds=5), SEEN_EVERY + timedelta(seconds=5)):
        later[0] = ahead
        seen(the_seat(workshop, one))
        hearing.write_down()
        assert (SeatRow.objects.get(pk=one).seen_at == first) is (ahead < SEEN_EVERY)


def test_who_is_here_changes_what_screens_show_and_no_fact(workshop: str) -> None:
    before = here_in(workshop).stirred
    version = present_state(workshop).version
    (one,) = sit(workshop)
    set_remote(workshop, one, is_remote=True)
    give_up_seat(workshop, one)
    assert here_in(workshop).stirred == before + 3
    assert present_state(workshop).version == version


# -- a seat that is given up -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "deltaker"),
        ("get", "deltaker/na"),
        ("post", "deltaker/kommando"),
        ("post", "deltaker/klar"),
        ("post", "deltaker/sted"),
        ("post", "deltaker/lede"),
    ],
)
def test_a_phone_that_was_shut_out_finds_nothing_any_more(method: str, path: str, workshop: str) -> None:
    (one,) = sit(workshop)
    phone = phone_of(workshop, one)
    assert getattr(phone, method)(f"/mote/{workshop}/{path}").status_code != 404
    give_up_seat(workshop, one)
    assert getattr(phone, method)(f"/mote/{workshop}/{path}").status_code == 404
    assert phone.get(f"/b/plass/{seat_link(workshop, one)}").status_code == 404


def test_whoever_was_shut_out_by_mistake_comes_in_by_the_code_as_somebody_new(workshop: str) -> None:
    (one,) = sit(workshop)
    phone = phone_of(workshop, one)
    give_up_seat(workshop, one)
    assert joins(phone, workshop, name="Kari").status_code == 302
    assert own_seat(phone, workshop) not in ("", one)


def test_what_lay_ready_on_a_phone_that_was_shut_out_is_not_counted(workshop: str) -> None:
    on_phones(workshop)
    kari, per = sit(workshop, 2)
    tickets = all_ready(workshop, [kari, per])
    lent = lay_ready(workshop, kari, person=2)
    give_up_seat(workshop, kari)
    assert ReadyRow.objects.filter(meeting=workshop).count() == 1
    call_in(workshop)
    # Its page may stand open still, with the tickets in it.
    for ticket in (tickets[0], lent):
        assert cast(ticket, marks("0" * 31 + "1")) == Refused("round-is-over")


@pytest.mark.parametrize("how", ["given up", "in the room"])
def test_a_hand_of_one_who_has_left_or_has_come_into_the_room_does_not_stay_up(how: str, workshop: str) -> None:
    """Nobody can take it down any more: neither that phone, nor whoever counts, for it stands among those from afar."""
    go_to(workshop, HANDS)
    (one,) = sit(workshop)
    set_remote(workshop, one, is_remote=True)
    give(workshop, c.RaiseHand(HANDS, "moeter", "3", one, True))
    if how == "given up":
        give_up_seat(workshop, one)
    else:
        set_remote(workshop, one, is_remote=False)
    assert give(workshop, c.CountHands(HANDS, "moeter", "3", 0)).refused is None


def test_the_seat_of_another_meeting_is_not_given_up_and_keeps_what_it_has_ready(workshop: str) -> None:
    on_phones(workshop)
    (one,) = sit(workshop)
    lay_ready(workshop, one)
    other = another_meeting(workshop)
    open_door(other)
    give_up_seat(other, one)
    assert seat_of(workshop, one) is not None
    assert ReadyRow.objects.filter(meeting=workshop).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_stream_of_a_phone_that_was_shut_out_ends_and_does_not_come_back(workshop: str) -> None:
    kari, per = sit(workshop, 2)
    page = {who: phone_of(workshop, who).get(f"/mote/{workshop}/deltaker/na").headers["X-Seat"] for who in (kari, per)}
    ended: list[str] = []
    send_announcements_to(lambda _meeting, _version: None, ended.append)
    give_up_seat(workshop, kari)
    assert ended == [workshop]
    assert (regions.seat_of(page[kari]), regions.seat_of(page[per]) is not None) == (None, True)


def test_the_door_gives_up_only_a_seat_of_its_own_meeting(workshop: str) -> None:
    (one,) = sit(workshop)
    other = another_meeting(workshop)
    open_door(other)
    theirs = browser_of(group_of(other))
    assert theirs.post(f"/mote/{other}/dor", {"do": "give-up", "seat": one}).status_code == 200
    assert seat_of(workshop, one) is not None
    assert browser_of(group_of(workshop)).post(f"/mote/{workshop}/dor", {"do": "give-up", "seat": one}).json() == {}
    assert seat_of(workshop, one) is None


# -- the role of host, passed to a phone -------------------------------------------------------------------------------


def test_a_seat_that_leads_leads_no_more_when_it_is_given_up(workshop: str) -> None:
    (one,) = sit(workshop)
    assert room.pass_role_on(workshop, one)
    phone = phone_of(workshop, one)
    assert phone.get(f"/mote/{workshop}/veileder").status_code == 200
    give_up_seat(workshop, one)
    assert phone.get(f"/mote/{workshop}/veileder").status_code == 404


@pytest.mark.parametrize("who", ["", "nobody", "0" * 32])
def test_the_role_is_passed_to_nobody_who_is_not_here(who: str, workshop: str) -> None:
    (one,) = sit(workshop)
    give_up_seat(workshop, one)
    for seat_id in (who, one):
        assert not room.pass_role_on(workshop, seat_id)
    assert here_in(workshop).leads is None


def test_asking_for_the_role_gives_nobody_the_role(workshop: str) -> None:
    kari, per = sit(workshop, 2)
    room.pass_role_on(workshop, kari)
    room.ask_to_lead(workshop, per)
    here = here_in(workshop)
    assert here.leads is not None
    assert here.asks is not None
    assert (here.leads.id, here.asks.id) == (kari, per)
    assert not room.leads(workshop, per)
    room.refuse_to_pass_on(workshop)
    assert here_in(workshop).asks is None


def test_nobody_takes_the_role_by_saying_the_name_of_the_one_who_has_it(workshop: str) -> None:
    """The code stands on the wall, and so does the name: together they must not open the host's page."""
    choose_names(workshop, has_names=True)
    kari = seat(workshop, "Kari")
    room.pass_role_on(workshop, kari)
    thief = Client()
    for fields in ({"name": "kari "}, {"name": "KARI", "same": "1"}):
        assert joins(thief, workshop, **fields).status_code == 422
        assert SEAT_COOKIE not in thief.cookies
    own = Client()
    assert own.get(f"/b/plass/{seat_link(workshop, kari)}").status_code == 302
    assert own.get(f"/mote/{workshop}/veileder").status_code == 200
