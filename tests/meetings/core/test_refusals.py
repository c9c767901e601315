"""Every polite no that the judge can give, with the values that its sentence needs."""

from __future__ import annotations

import pytest

from factories.meetings import (
    CLOSE,
    ELSEWHERE,
    READ,
    SORT,
    START,
    TO_READ,
    TO_SORT,
    TO_THE_CLOSE,
    WRITE,
    Happening,
    a_line,
    a_note,
    an_hour,
    meeting_after,
    minute,
)
from rundebord.kernel.refused import Refused
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.decide import decide
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.words import MOST_NOTES, StepId

LOBBY: tuple[Happening, ...] = (an_hour(),)
WRITING = (an_hour(), START)
READING = (an_hour(), START, TO_SORT, TO_READ)
CLOSED = (an_hour(), *TO_THE_CLOSE)

NOTHING_IS_OPEN = Refused("meeting-not-open")
IS_CLOSED = Refused("meeting-closed")
MOVED = Refused("moved-meanwhile")
NO_NOTE = Refused("no-such-note")


def no_step(step: StepId) -> Refused:
    return Refused("no-such-step", {"step": step})


def head_count(count: int) -> Refused:
    return Refused("head-count-out-of-range", {"count": count, "lowest": 1, "highest": 40})


def time(seconds: int) -> Refused:
    return Refused("time-out-of-range", {"seconds": seconds, "longest": 1_800})


def opened(*, head_count: int) -> c.OpenMeeting:
    hour = an_hour()
    return c.OpenMeeting(hour.meeting, hour.group, hour.programme, hour.episode, hour.steps, head_count)


REFUSALS: list[tuple[tuple[Happening, ...], c.Command, Refused]] = [
    ((), a_line(1), NOTHING_IS_OPEN),
    ((), START, NOTHING_IS_OPEN),
    ((), c.GoBack(WRITE, None), NOTHING_IS_OPEN),
    ((), c.LetNoteIn(a_note(1)), NOTHING_IS_OPEN),
    ((), c.ReopenMeeting(), NOTHING_IS_OPEN),
    ((), CLOSE, NOTHING_IS_OPEN),
    ((), c.PauseClock(), NOTHING_IS_OPEN),
    ((), an_hour(()), Refused("agenda-empty")),
    ((), opened(head_count=0), head_count(0)),
    ((), opened(head_count=41), head_count(41)),
    (LOBBY, an_hour(meeting="another"), Refused("meeting-open-already")),
    (LOBBY, c.SetHeadCount(0), head_count(0)),
    (LOBBY, c.SetHeadCount(-3), head_count(-3)),
    (LOBBY, c.SetHeadCount(41), head_count(41)),
    (CLOSED, c.SetHeadCount(5), IS_CLOSED),
    (CLOSED, START, IS_CLOSED),
    (CLOSED, c.GoBack(READ, SORT), IS_CLOSED),
    (CLOSED, c.EditNote(a_note(1), "other"), IS_CLOSED),
    (CLOSED, c.DeleteNote(a_note(1)), IS_CLOSED),
    (CLOSED, c.RestoreNote(a_note(1)), IS_CLOSED),
    (CLOSED, c.AddTime(READ, 60), IS_CLOSED),
    (CLOSED, c.PauseClock(), IS_CLOSED),
    (CLOSED, c.ResumeClock(), IS_CLOSED),
    (WRITING, c.StartStep(WRITE, ELSEWHERE), no_step(ELSEWHERE)),
    (WRITING, c.StartStep(ELSEWHERE, SORT), no_step(ELSEWHERE)),
    (WRITING, c.GoBack(WRITE, ELSEWHERE), no_step(ELSEWHERE)),
    (WRITING, c.GoBack(ELSEWHERE, None), no_step(ELSEWHERE)),
    (WRITING, c.CloseMeeting(ELSEWHERE), no_step(ELSEWHERE)),
    (WRITING, a_line(1, step=ELSEWHERE), no_step(ELSEWHERE)),
    (LOBBY, a_line(1), Refused("step-not-opened")),
    (WRITING, a_line(1, step=SORT), Refused("step-not-opened")),
    (CLOSED, a_line(1, step=ELSEWHERE), no_step(ELSEWHERE)),
    (WRITING, c.StartStep(SORT, READ), MOVED),
    (WRITING, c.StartStep(WRITE, READ), MOVED),
    (LOBBY, c.StartStep(None, SORT), MOVED),
    (READING, c.StartStep(WRITE, SORT), MOVED),
    (READING, c.GoBack(SORT, WRITE), MOVED),
    (READING, c.GoBack(READ, WRITE), MOVED),
    (READING, c.GoBack(READ, None), MOVED),
    (LOBBY, CLOSE, MOVED),
    (WRITING, c.CloseMeeting(WRITE), MOVED),
    (WRITING, CLOSE, MOVED),
    (LOBBY, c.AddTime(WRITE, 60), MOVED),
    (READING, c.AddTime(WRITE, 60), MOVED),
    (WRITING, c.AddTime(WRITE, 0), time(0)),
    (WRITING, c.AddTime(WRITE, -60), time(-60)),
    (WRITING, c.AddTime(WRITE, 1_801), time(1_801)),
    (WRITING, a_line(1, " \t\r\n\x00 "), Refused("note-empty")),
    ((*WRITING, a_line(1)), c.EditNote(a_note(1), "  "), Refused("note-empty")),
    (WRITING, a_line(1, "x" * 1_001), Refused("note-too-long", {"length": 1_001, "longest": 1_000})),
    (CLOSED, a_line(1, "x" * 1_001), Refused("note-too-long", {"length": 1_001, "longest": 1_000})),
    (
        (*WRITING, a_line(1)),
        c.EditNote(a_note(1), "å" * 4_000),
        Refused("note-too-long", {"length": 4_000, "longest": 1_000}),
    ),
    (WRITING, c.EditNote(a_note(1), "other"), NO_NOTE),
    ((*WRITING, a_line(1), c.DeleteNote(a_note(1))), c.EditNote(a_note(1), "other"), NO_NOTE),
    (WRITING, c.DeleteNote(a_note(1)), NO_NOTE),
    (WRITING, c.RestoreNote(a_note(1)), NO_NOTE),
    (WRITING, c.LetNoteIn(a_note(1)), NO_NOTE),
    (CLOSED, c.LetNoteIn(a_note(1)), NO_NOTE),
]


def _name(value: object) -> str:
    if isinstance(value, Refused):
        return value.reason
    return type(value).__name__ if not isinstance(value, tuple) else str(len(value))


@pytest.mark.parametrize(("story", "command", "refused"), REFUSALS, ids=_name)
def test_what_cannot_be_is_refused_with_its_reason_and_values(
    story: tuple[Happening, ...], command: c.Command, refused: Refused
) -> None:
    assert decide(meeting_after(*story), command, minute(30)) == refused


def test_a_meeting_that_is_full_of_lines_takes_no_more_deleted_and_late_ones_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("rundebord.meetings.core.decide_lines.MOST_NOTES", 3)
    full = meeting_after(*CLOSED[:-1], a_line(1), a_line(2), c.DeleteNote(a_note(1)), CLOSE, a_line(3))
    assert decide(full, a_line(4), minute(30)) == Refused("too-many-notes", {"most": 3})
    assert decide(full, a_line(3), minute(30)) == ()


def test_ten_thousand_lines_is_the_limit() -> None:
    assert MOST_NOTES == 10_000


@pytest.mark.parametrize("count", [1, 40])
def test_the_smallest_and_the_largest_head_count_are_taken(count: int) -> None:
    assert meeting_after(an_hour(), c.SetHeadCount(count)).head_count == count


@pytest.mark.parametrize("seconds", [1, 1_800])
def test_the_least_and_the_most_extra_time_are_given(seconds: int) -> None:
    assert isinstance(decide(meeting_after(*WRITING), c.AddTime(WRITE, seconds), minute(1)), tuple)


def test_a_refusal_leaves_the_meeting_as_it_was() -> None:
    state = meeting_after(*WRITING, a_line(1))
    copy = meeting_after(*WRITING, a_line(1))
    for _, command, _ in REFUSALS:
        decide(state, command, minute(30))
    assert state == copy != Meeting()
