"""The judge: a wish and the present state become facts, nothing, or a polite no."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from rundebord.kernel.refused import Refused
from rundebord.meetings.core import commands as c
from rundebord.meetings.core import events as e
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.words import (
    HEAD_COUNT_RANGE,
    LONGEST_EXTRA_SECONDS,
    LONGEST_NOTE,
    MOST_NOTES,
    StepId,
)

Decision = tuple[e.Event, ...] | Refused


def decide(state: Meeting, command: c.Command, at: datetime) -> Decision:
    """Gives the facts that the command makes true at ``at`` (UTC); ``()`` when it is true already.

    ``Refused`` is an ordinary answer with one of these reasons: ``meeting-not-open``, ``meeting-open-already``,
    ``meeting-closed``, ``head-count-out-of-range``, ``no-such-step``, ``step-not-opened``, ``moved-meanwhile``,
    ``note-empty``, ``note-too-long``, ``too-many-notes``, ``no-such-note``, ``time-out-of-range``, ``agenda-empty``.
    """
    if isinstance(command, c.OpenMeeting):
        return _open_meeting(state, command)
    if state.version == 0:
        return Refused("meeting-not-open")
    match command:
        case c.KeepNote():
            return _keep_note(state, command)
        case c.LetNoteIn():
            return _let_note_in(state, command)
        case c.ReopenMeeting():
            return () if state.is_open else (e.MeetingReopened(),)
        case c.CloseMeeting() if not state.is_open:
            return ()
    if not state.is_open:
        return Refused("meeting-closed")
    match command:
        case c.SetHeadCount(count):
            return _set_head_count(state, count)
        case c.StartStep() | c.GoBack() | c.CloseMeeting():
            return _move(state, command)
        case c.EditNote() | c.DeleteNote() | c.RestoreNote():
            return _change_note(state, command)
        case c.AddTime() | c.PauseClock() | c.ResumeClock():
            return _change_clock(state, command)
        case _:
            assert_never(command)


def _open_meeting(state: Meeting, command: c.OpenMeeting) -> Decision:
    if state.version > 0:
        return () if state.id == command.meeting else Refused("meeting-open-already")
    if not command.steps:
        return Refused("agenda-empty")
    if (no := _head_count_fault(command.head_count)) is not None:
        return no
    return (
        e.MeetingOpened(
            meeting=command.meeting,
            group=command.group,
            programme=command.programme,
            episode=command.episode,
            steps=command.steps,
            head_count=command.head_count,
        ),
    )


def _head_count_fault(count: int) -> Refused | None:
    lowest, highest = HEAD_COUNT_RANGE
    if lowest <= count <= highest:
        return None
    return Refused("head-count-out-of-range", {"count": count, "lowest": lowest, "highest": highest})


def _set_head_count(state: Meeting, count: int) -> Decision:
    if (no := _head_count_fault(count)) is not None:
        return no
    return () if state.head_count == count else (e.HeadCountSet(count),)


def _move(state: Meeting, command: c.StartStep | c.GoBack | c.CloseMeeting) -> Decision:
    """One step on, one step back, or out. A wish made from where the group no longer is, is not obeyed."""
    destination: StepId | None
    match command:
        case c.StartStep(origin, step):
            destination = step
        case c.GoBack(origin, destination):
            pass
        case c.CloseMeeting(origin):
            destination = None
    for step_id in (origin, destination):
        if step_id is not None and not state.has_step(step_id):
            return Refused("no-such-step", {"step": step_id})
    is_closing = isinstance(command, c.CloseMeeting)
    if state.current == destination and not is_closing:
        return ()
    if state.current != origin:
        return Refused("moved-meanwhile")
    here = state.position(state.current)
    resumed: tuple[e.Event, ...] = (e.ClockResumed(),) if state.paused_at is not None else ()
    if is_closing:
        is_last = here == len(state.steps) - 1
        return (*resumed, e.MeetingClosed()) if is_last else Refused("moved-meanwhile")
    if state.position(destination) - here != (1 if isinstance(command, c.StartStep) else -1):
        return Refused("moved-meanwhile")
    if isinstance(command, c.StartStep):
        return (*resumed, e.StepStarted(command.step))
    return (e.LobbyReturnedTo(),) if destination is None else (e.StepReturnedTo(destination),)


def _text_fault(text: str) -> Refused | None:
    if not text:
        return Refused("note-empty")
    if len(text) > LONGEST_NOTE:
        return Refused("note-too-long", {"length": len(text), "longest": LONGEST_NOTE})
    return None


def tidy(text: str) -> str:
    """The line as it is kept: white space and control characters folded to single blanks, none at the ends.

    Everything else stays to the letter: emoji, right-to-left text and angle brackets are words like others.
    """
    return " ".join("".join(" " if ord(letter) < 32 or ord(letter) == 127 else letter for letter in text).split())


def _keep_note(state: Meeting, command: c.KeepNote) -> Decision:
    text = tidy(command.text)
    if state.knows_note(command.note):
        return ()
    if not state.has_step(command.step):
        return Refused("no-such-step", {"step": command.step})
    if command.step not in state.opened_steps:
        return Refused("step-not-opened")
    if (no := _text_fault(text)) is not None:
        return no
    if state.note_count >= MOST_NOTES:
        return Refused("too-many-notes", {"most": MOST_NOTES})
    if state.is_open:
        return (e.NoteKept(command.step, command.note, text),)
    return (e.NoteArrivedLate(command.step, command.note, text),)


def _let_note_in(state: Meeting, command: c.LetNoteIn) -> Decision:
    if command.note in state.inbox:
        return (e.NoteLetIn(command.note),)
    return () if state.knows_note(command.note) else Refused("no-such-note")


def _change_note(state: Meeting, command: c.EditNote | c.DeleteNote | c.RestoreNote) -> Decision:
    note = state.find_note(command.note)
    match command:
        case c.EditNote(_, text):
            text = tidy(text)
            if note is None:
                return Refused("no-such-note")
            if (no := _text_fault(text)) is not None:
                return no
            return () if note.text == text else (e.NoteEdited(note.id, text),)
        case c.DeleteNote():
            if note is not None:
                return (e.NoteDeleted(note.id),)
            return () if command.note in state.deleted else Refused("no-such-note")
        case c.RestoreNote():
            if command.note in state.deleted:
                return (e.NoteRestored(command.note),)
            return () if note is not None else Refused("no-such-note")


def _change_clock(state: Meeting, command: c.AddTime | c.PauseClock | c.ResumeClock) -> Decision:
    match command:
        case c.AddTime(step, seconds):
            if step != state.current:
                return Refused("moved-meanwhile")
            if not 0 < seconds <= LONGEST_EXTRA_SECONDS:
                return Refused("time-out-of-range", {"seconds": seconds, "longest": LONGEST_EXTRA_SECONDS})
            return (e.TimeAdded(step, seconds),)
        case c.PauseClock(clock_set_seconds):
            is_told_already = clock_set_seconds in (0, state.clock_set_seconds)
            if state.paused_at is not None and is_told_already:
                return ()
            return (e.ClockPaused(clock_set_seconds),)
        case c.ResumeClock():
            return () if state.paused_at is None else (e.ClockResumed(),)
