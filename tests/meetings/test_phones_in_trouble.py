"""Phones when the clock is set, and when a vote's last answer is cut off half-way: nobody is lost or doubled."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core import signing
from django.db import OperationalError
from django.test import Client

from factories.living import give
from factories.phones import phone_of
from rundebord.groups.access import seat_link, seat_of_link
from rundebord.kernel.clock import MeetingClock
from rundebord.live.frame import Seat as Place
from rundebord.meetings import balloting, operations, seats
from rundebord.meetings import seats as room
from rundebord.meetings.balloting import cast, make_ready, mark_of_option
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.words import SeatId, StepId
from rundebord.meetings.operations import notice_clock_jump, open_first_meeting, present_state
from rundebord.meetings.screens.regions import seat_of, seat_token
from rundebord.meetings.seats import here_in, meeting_with_code, open_door, seen, take_seat
from rundebord.programmes.operations import install_package

pytestmark = pytest.mark.django_db(transaction=True)
PACKAGE = Path(__file__).resolve().parents[2] / "packages" / "hva-skal-vi-slutte-med"
RATING, STATEMENT = StepId("paa-lapper"), "sier-nei"


class Computer:
    """A computer whose time goes by only when it is told to, and whose clock can be set."""

    def __init__(self) -> None:
        self.wall, self.counted = 1_788_253_200.0, 50.0

    def wait(self, minutes: float) -> None:
        self.wall += minutes * 60
        self.counted += minutes * 60

    def set_clock(self, minutes: float) -> None:
        self.wall += minutes * 60
        notice_clock_jump()


@pytest.fixture
def computer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Computer]:
    computer = Computer()
    clock = MeetingClock(wall=lambda: computer.wall, counted=lambda: computer.counted)
    monkeypatch.setattr(operations, "clock", clock)
    monkeypatch.setattr(seats, "clock", clock)
    return computer


def joined(meeting: str) -> SeatId:
    open_door(meeting)
    seat = take_seat(meeting)
    assert isinstance(seat, str)
    return SeatId(seat)


def heard_of(meeting: str, seat: SeatId) -> None:
    found = room.seat_of(meeting, seat)
    assert found is not None
    seen(found)


def is_away(meeting: str) -> bool:
    [seat] = here_in(meeting).seats
    return seat.is_away


@pytest.mark.parametrize("minutes", [60, -60], ids=["an hour forward", "an hour back"])
def test_a_phone_that_is_heard_of_after_the_clock_was_set_is_here(
    computer: Computer, meeting: str, minutes: float
) -> None:
    seat = joined(meeting)
    computer.set_clock(minutes)
    heard_of(meeting, seat)
    assert not is_away(meeting)
    computer.wait(2)
    heard_of(meeting, seat)
    computer.wait(2)
    assert not is_away(meeting)


@pytest.mark.parametrize("minutes", [60, -60], ids=["an hour forward", "an hour back"])
def test_a_phone_that_was_gone_when_the_clock_was_set_is_away(computer: Computer, meeting: str, minutes: float) -> None:
    joined(meeting)
    computer.set_clock(minutes)
    computer.wait(3)
    assert is_away(meeting)


@pytest.mark.parametrize("minutes", [60, -60, 24 * 60], ids=lambda minutes: f"{minutes} min")
def test_the_code_opens_the_same_meeting_whatever_the_clock_says(
    computer: Computer, meeting: str, minutes: float
) -> None:
    seat = joined(meeting)
    code = here_in(meeting).code
    computer.set_clock(minutes)
    assert meeting_with_code(code) == meeting
    assert here_in(meeting).code == code
    assert seats.seat_of(meeting, seat) is not None


@pytest.mark.parametrize(("hours", "is_good"), [(-1, True), (0.9, True), (1.1, False)])
def test_a_way_in_outlives_a_clock_that_is_set_and_a_new_one_is_good_at_once(
    meeting: str, monkeypatch: pytest.MonkeyPatch, hours: float, is_good: bool
) -> None:
    seat = joined(meeting)
    old, link = seat_token(meeting, "nb", "phone", seat), seat_link(meeting, seat)
    monkeypatch.setattr(signing.time, "time", lambda now=time.time: now() + hours * 3_600)
    assert (seat_of(old) is not None) is is_good
    assert (seat_of_link(link) is not None) is is_good
    # The page asks for a new one when the old one is refused (``X-Seat``).
    assert seat_of(seat_token(meeting, "nb", "phone", seat)) == Place(meeting, "phone:nb")


@pytest.fixture
def vote(tmp_path: Path) -> tuple[str, list[str]]:
    """Three answers lie ready on three phones, and have been called in. The meeting and the tickets."""
    at = datetime(2026, 9, 1, tzinfo=UTC)
    programme = install_package(folder=PACKAGE, at=at, media=tmp_path / "media").package
    meeting = open_first_meeting(programme=programme, language="nb")[1]
    phones = [joined(meeting) for _ in range(3)]
    give(meeting, c.SetHeadCount(3), c.TakeUpStep(None, RATING), c.ChooseBallot(RATING, "phones"))
    tickets = [
        make_ready(meeting=meeting, seat=seat, step=RATING, statement=STATEMENT, person=1, is_ready=True)
        for seat in phones
    ]
    give(meeting, c.CallBallotsIn(RATING, STATEMENT, 0, False))
    return meeting, [ticket for ticket in tickets if isinstance(ticket, str)]


def test_the_last_answer_closes_the_vote_also_when_it_was_counted_and_then_cut_off(
    vote: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting, tickets = vote
    five = [mark_of_option("5")]

    def cut_off(**_wish: object) -> None:
        raise OperationalError("disk I/O error")

    assert [cast(ticket, five) for ticket in tickets[:2]] == [None, None]
    with monkeypatch.context() as trouble:
        trouble.setattr(balloting, "give_command", cut_off)
        with pytest.raises(OperationalError):
            cast(tickets[2], five)
    assert not present_state(meeting).polls[RATING, STATEMENT].is_closed
    # The phone had no answer, and sends it again.
    assert cast(tickets[2], five) is None
    poll = present_state(meeting).polls[RATING, STATEMENT]
    assert poll.is_closed
    assert dict(poll.counts) == {"5": 3}
    assert poll.slips == 3


def test_a_database_that_is_gone_is_said_with_503_and_the_same_is_counted_when_it_is_back(
    vote: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By which the phone knows that its answer was not judged, and sends it again."""
    meeting, tickets = vote
    seat = here_in(meeting).seats[0].id

    def gone(*_said: object, **_more: object) -> None:
        raise OperationalError("database or disk is full")

    lay = {"step": RATING, "statement": STATEMENT, "person": "1", "yes": "1"}
    form = {"ticket": tickets[0], "mark": mark_of_option("5"), "language": "nb"}
    with monkeypatch.context() as trouble:
        trouble.setattr(balloting, "hold", gone)
        assert phone_of(meeting, seat).post(f"/mote/{meeting}/deltaker/klar", lay).status_code == 503
        assert Client().post("/stemme", form).status_code == 503
    assert Client().post("/stemme", form).json() == {"counted": True}
