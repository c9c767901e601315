"""Several people at the same instant, each in a thread with a database connection of its own: all of it stands."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from factories.living import START, WRITE, a_line, give, stored
from factories.meetings import a_note
from rundebord.live.broadcast import send_announcements_to
from rundebord.meetings import log
from rundebord.meetings.core import commands as c
from rundebord.meetings.core import events as e
from rundebord.meetings.log import Answer
from rundebord.meetings.operations import forget_all_meetings, present_state

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*tasks: Callable[[], None]) -> None:
    """Every task in a thread of its own, let go at the same instant; all have ended well."""
    gate = threading.Barrier(len(tasks))

    def run(task: Callable[[], None]) -> None:
        try:
            gate.wait(timeout=10)
            task()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        for ended in [pool.submit(run, task) for task in tasks]:
            ended.result(timeout=60)


def versions(meeting: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT version FROM meetings_eventrow WHERE meeting_id = %s ORDER BY version", [meeting])
        return [version for (version,) in cursor.fetchall()]


def test_two_who_write_fifty_lines_each_have_a_hundred_lines(meeting: str) -> None:
    give(meeting, START)
    told: list[int] = []
    send_announcements_to(lambda _meeting, version: told.append(version))

    def write(first: int) -> Callable[[], None]:
        return lambda: [give(meeting, a_line(number)) for number in range(first, first + 50)] and None

    at_once(write(0), write(50))
    lines = present_state(meeting).notes_of(WRITE)
    assert set(lines) == {a_note(number) for number in range(100)}
    for first in (0, 50):
        assert [n for n in lines if first <= int(n, 16) < first + 50] == [a_note(n) for n in range(first, first + 50)]
    assert versions(meeting) == list(range(1, 103))
    assert sorted(told) == list(range(3, 103))
    remembered = present_state(meeting)
    forget_all_meetings()
    assert present_state(meeting) == remembered


def test_ten_who_send_the_same_command_at_once_get_the_same_answer_and_it_counts_once(meeting: str) -> None:
    give(meeting, START)
    answers: list[Answer] = []
    at_once(*[lambda: answers.append(give(meeting, c.AddTime(WRITE, 60), command_id="a" * 32))] * 10)
    assert len(answers) == 10
    assert len({(answer.version, answer.at) for answer in answers}) == 1
    assert stored(meeting, after=2) == [e.TimeAdded(WRITE, 60)]


def test_ten_who_press_next_at_once_move_the_group_once(meeting: str) -> None:
    answers: list[Answer] = []
    at_once(*[lambda: answers.append(give(meeting, START))] * 10)
    assert stored(meeting) == [e.StepStarted(WRITE, 480)]
    assert [answer.refused for answer in answers] == [None] * 10
    assert {answer.version for answer in answers} == {2}


def test_two_meetings_written_at_once_stay_apart(meeting: str, programme: str) -> None:
    from rundebord.meetings.operations import open_first_meeting

    other = open_first_meeting(programme=programme, language="nb")[1]
    at_once(*(lambda m=m: give(m, START, *map(a_line, range(20))) for m in (meeting, other)))  # type: ignore[misc]
    for each in (meeting, other):
        assert versions(each) == list(range(1, 23))
        assert len(log.load(meeting=each)) == 22
