"""Guessing a code is slowed down, by address and for all together, on a clock of the test's own."""

from __future__ import annotations

import logging
import threading

import pytest

from rundebord.meetings.screens import guessing
from rundebord.meetings.screens.guessing import MISSES_IN_ALL, MISSES_PER_ADDRESS, WINDOW_SECONDS, Guesses

HERE, THERE = "192.0.2.1", "192.0.2.2"


class Clock:
    """Says what it is told to say."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def guesses(clock: Clock) -> Guesses:
    return Guesses(clock)


def misses(guesses: Guesses, number: int, address: str = HERE) -> None:
    for _ in range(number):
        guesses.missed(address)


def from_many(guesses: Guesses, number: int) -> None:
    """Each from an address of its own."""
    for one in range(number):
        guesses.missed(f"198.51.100.{one}")


def test_ten_in_a_minute_are_allowed_and_the_limits_are_what_the_documents_say() -> None:
    assert (MISSES_PER_ADDRESS, MISSES_IN_ALL, WINDOW_SECONDS) == (10, 300, 60.0)


def test_an_address_that_has_guessed_wrong_ten_times_has_to_wait(guesses: Guesses) -> None:
    for _ in range(MISSES_PER_ADDRESS):
        assert guesses.may_try(HERE)
        guesses.missed(HERE)
    assert not guesses.may_try(HERE)


def test_another_address_goes_on(guesses: Guesses) -> None:
    misses(guesses, MISSES_PER_ADDRESS)
    assert guesses.may_try(THERE)


def test_it_may_try_again_when_a_minute_has_gone(guesses: Guesses, clock: Clock) -> None:
    misses(guesses, MISSES_PER_ADDRESS)
    clock.seconds += WINDOW_SECONDS
    assert not guesses.may_try(HERE)
    clock.seconds += 1
    assert guesses.may_try(HERE)


def test_the_minute_goes_from_each_miss_and_not_from_the_first(guesses: Guesses, clock: Clock) -> None:
    """Else twenty could be tried in two seconds, around the turn of a minute."""
    for _ in range(MISSES_PER_ADDRESS):
        guesses.missed(HERE)
        clock.seconds += 5
    # The first miss is fifty seconds old, the last five.
    clock.seconds += 11
    assert guesses.may_try(HERE)
    guesses.missed(HERE)
    assert not guesses.may_try(HERE)


def test_waiting_is_not_made_longer_by_asking(guesses: Guesses, clock: Clock) -> None:
    misses(guesses, MISSES_PER_ADDRESS)
    for _ in range(50):
        assert not guesses.may_try(HERE)
    clock.seconds += WINDOW_SECONDS + 1
    assert guesses.may_try(HERE)


def test_asking_without_a_miss_costs_nothing(guesses: Guesses) -> None:
    """A whole organisation comes in by one address, and types its codes right."""
    assert all(guesses.may_try(HERE) for _ in range(1_000))


def test_three_hundred_wrong_ones_in_all_make_everybody_wait_and_then_nobody(guesses: Guesses, clock: Clock) -> None:
    from_many(guesses, MISSES_IN_ALL - 1)
    assert guesses.may_try(HERE)
    guesses.missed(THERE)
    assert not guesses.may_try(HERE)
    clock.seconds += WINDOW_SECONDS + 1
    assert guesses.may_try(HERE)


def test_what_is_remembered_of_addresses_has_an_end(
    guesses: Guesses, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guessing, "_MOST_ADDRESSES", 50)
    for _ in range(4):
        from_many(guesses, 100)
        clock.seconds += WINDOW_SECONDS + 1
        assert guesses.may_try(HERE)
    assert len(guesses._by_address) == 50
    assert len(guesses._all) == 0


def test_of_too_many_addresses_the_one_that_guessed_last_is_remembered(
    guesses: Guesses, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guessing, "_MOST_ADDRESSES", 50)
    misses(guesses, MISSES_PER_ADDRESS - 1)
    from_many(guesses, 30)
    guesses.missed(HERE)
    from_many(guesses, 49)
    assert not guesses.may_try(HERE)


def test_the_operator_is_told_once_and_never_which_codes(guesses: Guesses, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        misses(guesses, MISSES_PER_ADDRESS - 1)
        assert caplog.messages == []
        guesses.missed(HERE)
        assert not guesses.may_try(HERE)
        assert caplog.messages == [f"10 wrong codes from {HERE} within a minute: it has to wait."]
        from_many(guesses, MISSES_IN_ALL - MISSES_PER_ADDRESS)
    assert caplog.messages[1:] == ["300 wrong codes within a minute, from many addresses: all have to wait."]


def test_two_threads_may_ask_at_once(clock: Clock) -> None:
    """Pages are answered in several threads: while one looks at the clock, another forgets the same old miss."""
    others: list[threading.Thread] = []

    def look() -> float:
        if clock.seconds > 2_000 and not others:
            others.append(threading.Thread(target=guesses.may_try, args=(HERE,)))
            others[0].start()
            # It is either done by then, or waits for its turn.
            others[0].join(0.05)
        return clock.seconds

    guesses = Guesses(look)
    guesses.missed(HERE)
    clock.seconds += 2_000
    assert guesses.may_try(HERE)
    others[0].join(5)
    assert not others[0].is_alive()
