"""Phones, where there are several server processes: the others are told what changes, and who is shut out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from factories.living import START, give
from rundebord.live.broadcast import News, send_announcements_to
from rundebord.meetings.memory import present_state, stirred
from rundebord.meetings.seats import SeatId, give_up_seat, is_given_up, note_given_up, open_door, take_seat

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told() -> Iterator[list[tuple[str, News]]]:
    news: list[tuple[str, News]] = []
    send_announcements_to(None, None, lambda channel, one: news.append((channel, one)))
    return news


def seated(meeting: str) -> SeatId:
    open_door(meeting)
    seat = take_seat(meeting)
    assert isinstance(seat, str)
    return seat


def test_others_are_told_the_number_that_screens_must_come_to(meeting: str, told: list[tuple[str, News]]) -> None:
    seated(meeting)
    give(meeting, START)
    assert told[-1] == (meeting, present_state(meeting).version + stirred(meeting))
    numbers = [news for _channel, news in told if isinstance(news, int)]
    assert numbers == sorted(numbers)
    assert len(numbers) >= 3


def test_a_seat_that_is_given_up_is_told_before_its_streams_come_back(
    meeting: str, told: list[tuple[str, News]]
) -> None:
    seat = seated(meeting)
    give_up_seat(meeting, seat)
    assert told[-2:] == [(seat, "given-up"), (meeting, "ended")]


def test_a_seat_that_another_process_gave_up_is_shut_out_here() -> None:
    assert not is_given_up("f" * 32)
    note_given_up("f" * 32)
    assert is_given_up("f" * 32)
