"""Somebody sets the computer's clock in the middle of a meeting: it stands still, says so, and loses no second."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError

from factories.living import CLOSE, ON, START, WRITE, give, stored
from rundebord.kernel.clock import MeetingClock
from rundebord.meetings import operations
from rundebord.meetings.core import commands as c
from rundebord.meetings.core import events as e
from rundebord.meetings.operations import notice_clock_jump, open_first_meeting, present_state

pytestmark = pytest.mark.django_db(transaction=True)


class Computer:
    """A computer whose time goes by only when it is told to, and whose clock can be set."""

    def __init__(self) -> None:
        self.wall, self.counted = 1_788_253_200.0, 50.0

    def wait(self, minutes: float) -> None:
        self.wall += minutes * 60
        self.counted += minutes * 60

    def set_clock(self, minutes: float) -> None:
        self.wall += minutes * 60

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(self.wall, UTC)


@pytest.fixture
def computer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Computer]:
    computer = Computer()
    clock = MeetingClock(wall=lambda: computer.wall, counted=lambda: computer.counted)
    monkeypatch.setattr(operations, "clock", clock)
    return computer


def left(meeting: str, now: datetime) -> timedelta:
    return present_state(meeting).ends_at[WRITE] - now


@pytest.mark.parametrize("minutes", [60, -60, 2, -1], ids=lambda minutes: f"{minutes} min")
def test_a_running_meeting_stands_still_and_has_what_was_left_when_it_goes_on(
    computer: Computer, meeting: str, minutes: float
) -> None:
    give(meeting, START)
    computer.wait(3)
    computer.set_clock(minutes)
    assert notice_clock_jump() == minutes * 60
    paused = present_state(meeting)
    assert paused.clock_set_seconds == minutes * 60
    assert paused.paused_at is not None
    assert left(meeting, paused.paused_at) == timedelta(minutes=5)
    computer.wait(10)
    give(meeting, c.ResumeClock())
    assert left(meeting, computer.now) == timedelta(minutes=5)
    assert present_state(meeting).clock_set_seconds == 0


def test_the_new_time_is_the_meetings_time_after_it_was_noticed(computer: Computer, meeting: str) -> None:
    computer.set_clock(60)
    notice_clock_jump()
    assert give(meeting, START).at == computer.now


def test_it_is_noticed_once(computer: Computer, meeting: str) -> None:
    give(meeting, START)
    computer.set_clock(60)
    notice_clock_jump()
    assert notice_clock_jump() == 0
    assert stored(meeting, after=2) == [e.ClockPaused(3_600)]


@pytest.mark.parametrize("seconds", [0, 29, -29])
def test_a_small_correction_is_followed_and_nobody_is_paused(computer: Computer, meeting: str, seconds: float) -> None:
    give(meeting, START)
    computer.set_clock(seconds / 60)
    assert notice_clock_jump() == 0
    assert present_state(meeting).paused_at is None
    assert give(meeting, c.SetHeadCount(3)).at == computer.now


def test_a_meeting_in_the_lobby_or_closed_is_left_alone(computer: Computer, meeting: str, programme: str) -> None:
    closed = open_first_meeting(programme=programme, language="nb")[1]
    give(closed, START, ON, CLOSE)
    give(meeting, c.SetHeadCount(3))
    computer.set_clock(60)
    assert notice_clock_jump() == 3_600
    assert present_state(meeting).paused_at is None
    assert present_state(closed).paused_at is None


def test_a_meeting_that_the_group_had_paused_keeps_what_was_left_too(computer: Computer, meeting: str) -> None:
    give(meeting, START)
    computer.wait(3)
    give(meeting, c.PauseClock())
    computer.wait(1)
    computer.set_clock(-60)
    notice_clock_jump()
    computer.wait(1)
    give(meeting, c.ResumeClock())
    assert left(meeting, computer.now) == timedelta(minutes=5)


def test_every_running_meeting_is_paused(computer: Computer, programme: str) -> None:
    meetings = [open_first_meeting(programme=programme, language="nb")[1] for _ in range(3)]
    for meeting in meetings:
        give(meeting, START)
    computer.set_clock(-60)
    notice_clock_jump()
    assert [present_state(meeting).clock_set_seconds for meeting in meetings] == [-3_600] * 3


def test_a_jump_that_cannot_be_stored_now_is_noticed_again_and_loses_nothing(
    computer: Computer, meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(meeting, START)
    computer.wait(3)
    computer.set_clock(60)

    def locked(**_words: object) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as trouble:
        trouble.setattr(operations.log, "append", locked)
        with pytest.raises(OperationalError):
            notice_clock_jump()
    computer.wait(1)
    assert notice_clock_jump() == 3_600
    paused_at = present_state(meeting).paused_at
    assert paused_at is not None
    assert left(meeting, paused_at) == timedelta(minutes=4)


def test_a_clock_that_nobody_touched_costs_nothing(computer: Computer, meeting: str) -> None:
    give(meeting, START)
    computer.wait(600)
    assert notice_clock_jump() == 0
    assert stored(meeting, after=2) == []
