"""The clock that counts real seconds, and notices when somebody sets the computer's."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from rundebord.kernel.clock import JUMP_SECONDS, MeetingClock, counted_seconds, wall_seconds

NINE = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


class Computer:
    """A wall clock and a counting clock that go only when they are told to."""

    def __init__(self) -> None:
        self.wall, self.counted = NINE.timestamp(), 1_000.0
        self.clock = MeetingClock(wall=lambda: self.wall, counted=lambda: self.counted)

    def wait(self, seconds: float) -> None:
        self.wall += seconds
        self.counted += seconds

    def set_clock(self, seconds: float) -> None:
        self.wall += seconds


def test_the_clock_begins_with_the_computers_time() -> None:
    assert Computer().clock.now() == NINE


def test_the_clock_counts_real_seconds() -> None:
    computer = Computer()
    computer.wait(90.5)
    assert computer.clock.now() == NINE + timedelta(seconds=90.5)


@pytest.mark.parametrize("seconds", [3_600, -3_600, 30, -30, 86_400 * 365])
def test_a_clock_that_is_set_does_not_move_the_meetings_time_and_is_noticed(seconds: float) -> None:
    computer = Computer()
    computer.wait(60)
    computer.set_clock(seconds)
    assert computer.clock.now() == NINE + timedelta(seconds=60)
    assert computer.clock.jump() == timedelta(seconds=seconds)
    assert computer.clock.now() == NINE + timedelta(seconds=60)


@pytest.mark.parametrize("seconds", [0.1, -0.1, 29.9, -29.9])
def test_a_small_correction_is_followed_at_once(seconds: float) -> None:
    computer = Computer()
    computer.set_clock(seconds)
    assert computer.clock.jump() == timedelta(0)
    assert computer.clock.now() == NINE + timedelta(seconds=seconds)


def test_many_small_corrections_never_add_up_to_a_jump() -> None:
    computer = Computer()
    for _ in range(20):
        computer.wait(15)
        computer.set_clock(20)
        assert computer.clock.jump() == timedelta(0)
    assert computer.clock.now() == NINE + timedelta(seconds=20 * 35)


def test_a_drift_that_nobody_looks_at_is_a_jump_in_the_end() -> None:
    computer = Computer()
    for _ in range(2):
        computer.set_clock(20)
    assert computer.clock.jump() == timedelta(seconds=40)


def test_a_jump_is_told_until_the_new_time_is_taken() -> None:
    computer = Computer()
    computer.set_clock(3_600)
    assert computer.clock.jump() == computer.clock.jump() == timedelta(hours=1)
    computer.clock.follow_wall()
    assert computer.clock.jump() == timedelta(0)
    assert computer.clock.now() == NINE + timedelta(hours=1)


def test_a_clock_that_is_set_and_set_back_was_never_set() -> None:
    computer = Computer()
    computer.set_clock(3_600)
    computer.set_clock(-3_600)
    assert computer.clock.jump() == timedelta(0)


def test_a_closed_lid_is_real_time_and_no_jump() -> None:
    computer = Computer()
    computer.wait(600)
    assert computer.clock.jump() == timedelta(0)
    assert computer.clock.now() == NINE + timedelta(minutes=10)


def test_without_fakes_the_clock_is_the_computers() -> None:
    assert abs(MeetingClock().now().timestamp() - time.time()) < 1
    assert MeetingClock().now().tzinfo is UTC
    assert abs(wall_seconds() - time.time()) < 1


def test_the_counting_clock_never_goes_back() -> None:
    looks = [counted_seconds() for _ in range(100)]
    assert looks == sorted(looks)


def test_half_a_minute_is_where_a_correction_becomes_a_jump() -> None:
    assert JUMP_SECONDS == 30
