"""What another server process on the database has done is seen, and nothing is done twice because there are two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import OperationalError, transaction

from factories.living import ON, START, a_line, give, stored
from rundebord.groups.models import Group
from rundebord.kernel.clock import MeetingClock
from rundebord.live.broadcast import News, send_announcements_to
from rundebord.meetings import memory, operations
from rundebord.meetings.core import commands as c
from rundebord.meetings.core import events as e
from rundebord.meetings.erasing import erase_group, erase_line
from rundebord.meetings.models import AnswerRow, MeetingRow
from rundebord.meetings.operations import notice_clock_jump, notice_time, present_state, shut_group, undo_meeting

pytestmark = pytest.mark.django_db(transaction=True)


class Process:
    """A server process: what it remembers is its own, the database is everybody's."""

    def __init__(self) -> None:
        self._states: Any = type(memory._memory._states)()

    def __call__(self, task: Callable[[], Any]) -> Any:
        its, memory._memory._states = memory._memory._states, self._states
        try:
            return task()
        finally:
            memory._memory._states = its


@pytest.fixture
def other() -> Process:
    return Process()


@pytest.fixture
def told() -> Iterator[list[tuple[str, News]]]:
    """What other processes were told."""
    news: list[tuple[str, News]] = []
    send_announcements_to(None, None, lambda channel, one: news.append((channel, one)))
    return news


def test_what_the_other_process_said_is_seen_here(meeting: str, other: Process) -> None:
    give(meeting, START)
    other(lambda: give(meeting, a_line(1)))
    assert present_state(meeting).version == 3
    assert give(meeting, a_line(2)).version == 4


def test_what_the_other_process_erased_is_remembered_here_by_nobody(meeting: str, other: Process) -> None:
    give(meeting, START, a_line(1, "Hemmelig sak"), a_line(2))
    assert "Hemmelig sak" in repr(present_state(meeting))
    group = MeetingRow.objects.get(pk=meeting).group
    other(lambda: erase_line(group, a_line(1).note))
    assert "Hemmelig sak" not in repr(present_state(meeting))
    assert "Hemmelig sak" not in repr(memory.present_states([meeting]))


def test_several_meetings_at_once_are_read_anew_where_something_was_erased(meeting: str, other: Process) -> None:
    give(meeting, START, a_line(1, "Hemmelig sak"))
    memory.present_states([meeting])
    other(lambda: erase_line(MeetingRow.objects.get(pk=meeting).group, a_line(1).note))
    assert "Hemmelig sak" not in repr(memory.present_states([meeting]))


def test_others_are_told_each_version_within_the_transaction(meeting: str, told: list[tuple[str, News]]) -> None:
    give(meeting, START)
    with transaction.atomic():
        give(meeting, a_line(1))
        assert told == [(meeting, 2), (meeting, 3)]
    give(meeting, c.SetHeadCount(8))
    assert told == [(meeting, 2), (meeting, 3)]


def test_others_are_told_what_is_shut_and_what_is_to_be_forgotten(meeting: str, told: list[tuple[str, News]]) -> None:
    group = MeetingRow.objects.get(pk=meeting).group
    undo_meeting(meeting)
    shut_group(group)
    assert told == [(meeting, "ended"), (meeting, "ended")]
    erase_group(Group.objects.get(pk=group.pk))
    assert told[2:] == [(meeting, "forgotten"), (meeting, "ended")]


def late(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 18 minutes later: the step has run over by so much that the plan must give something up."""
    before = operations.clock
    later = MeetingClock(wall=lambda: before.wall() + 1_080, counted=lambda: before.counted() + 1_080)
    monkeypatch.setattr(operations, "clock", later)


def test_time_is_noticed_once_though_two_processes_look(
    meeting: str, other: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(meeting, c.SetTimeAvailable(20 * 60), START)
    other(lambda: present_state(meeting))
    late(monkeypatch)
    before = present_state(meeting).version
    assert notice_time() == 1
    assert other(notice_time) == 0
    assert notice_time() == 0
    assert present_state(meeting).version == before + 1


def test_a_meeting_that_was_led_on_elsewhere_is_noticed_by_nobody_who_left_it(
    meeting: str, other: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(meeting, c.SetTimeAvailable(20 * 60), START)
    other(lambda: give(meeting, ON, c.PauseClock()))
    late(monkeypatch)
    assert notice_time() == 0
    assert [type(event) for event in stored(meeting)][-2:] == [e.StepStarted, e.ClockPaused]
    assert AnswerRow.objects.count() == 4


def test_a_meeting_that_is_gone_stops_no_heartbeat(
    meeting: str, other: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(meeting, c.SetTimeAvailable(20 * 60), START)
    other(lambda: erase_group(MeetingRow.objects.get(pk=meeting).group))
    late(monkeypatch)
    assert notice_time() == 0
    assert list(memory.running()) == []


def test_a_clock_that_was_set_pauses_a_meeting_once(
    meeting: str, other: Process, monkeypatch: pytest.MonkeyPatch, told: list[tuple[str, News]]
) -> None:
    clock = operations.clock
    ahead = [0.0]
    clocks = [MeetingClock(wall=lambda: clock.wall() + ahead[0]) for _ in range(2)]
    give(meeting, START)
    other(lambda: present_state(meeting))
    ahead[0] = 3_600
    told.clear()
    monkeypatch.setattr(operations, "clock", clocks[0])
    assert notice_clock_jump() == 3_600
    assert told[-1] == ("", "clock-set")
    monkeypatch.setattr(operations, "clock", clocks[1])
    assert other(notice_clock_jump) == 3_600
    assert [type(event) for event in stored(meeting)] == [e.StepStarted, e.ClockPaused]


def test_of_two_that_wait_for_each_other_the_one_that_is_broken_off_is_judged_again(
    meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(meeting, START)
    real, tries = operations._judge, []

    class Deadlock(Exception):
        sqlstate = "40P01"

    def judge(*arguments: Any) -> Any:
        tries.append(1)
        if len(tries) == 1:
            raise OperationalError("deadlock detected") from Deadlock()
        return real(*arguments)

    monkeypatch.setattr(operations, "_judge", judge)
    assert give(meeting, a_line(1)).version == 3
    assert len(tries) == 2
