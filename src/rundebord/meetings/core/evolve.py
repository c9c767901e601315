"""What a fact does to a meeting. Total: it never refuses, for what has happened has happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from rundebord.meetings.core import events as e
from rundebord.meetings.core.state import Meeting, Note, Notes
from rundebord.meetings.core.words import NoteId, StepId


def evolve(state: Meeting, event: e.Event, at: datetime) -> Meeting:
    """The meeting after the fact, one version later; ``at`` is the moment under which it was stored (UTC)."""
    return replace(_changed(state, event, at), version=state.version + 1, last_at=at)


def replay(facts: Iterable[tuple[e.Event, datetime]], onto: Meeting | None = None) -> Meeting:
    """The meeting after all the facts, in their order, from nothing or from an earlier state."""
    state = onto or Meeting()
    for event, at in facts:
        state = evolve(state, event, at)
    return state


def _changed(state: Meeting, event: e.Event, at: datetime) -> Meeting:
    match event:
        case e.MeetingOpened():
            return replace(
                state,
                id=event.meeting,
                group=event.group,
                programme=event.programme,
                episode=event.episode,
                steps=event.steps,
                head_count=event.head_count,
                opened_at=at,
            )
        case e.HeadCountSet(count):
            return replace(state, head_count=count)
        case e.StepStarted(step):
            return _at_step(state, step, at)
        case e.StepReturnedTo(step):
            return replace(state, current=step)
        case e.LobbyReturnedTo():
            return replace(state, current=None)
        case e.TimeAdded(step, seconds):
            # A step whose time is long over gets the minute from now, not from an end that has passed.
            now = state.paused_at or at
            end = max(state.ends_at.get(step, now), now) + timedelta(seconds=seconds)
            return replace(state, ends_at={**state.ends_at, step: end})
        case e.ClockPaused(clock_set_seconds):
            return replace(state, paused_at=state.paused_at or at, clock_set_seconds=clock_set_seconds)
        case e.ClockResumed():
            return _resumed(state, at)
        case e.MeetingClosed():
            return replace(state, closed_at=at)
        case e.MeetingReopened():
            return replace(state, closed_at=None)
        case e.NoteKept() | e.NoteEdited() | e.NoteDeleted() | e.NoteRestored() | e.NoteArrivedLate() | e.NoteLetIn():
            return _with_changed_note(state, event, at)
        case _:
            assert_never(event)


def _at_step(state: Meeting, step: StepId, at: datetime) -> Meeting:
    ends_at = state.ends_at
    if step not in ends_at:
        seconds = next((planned.seconds for planned in state.steps if planned.id == step), 0)
        ends_at = {**ends_at, step: at + timedelta(seconds=seconds)}
    return replace(state, current=step, opened_steps=state.opened_steps | {step}, ends_at=ends_at)


def _resumed(state: Meeting, at: datetime) -> Meeting:
    """Every end moves by the length of the pause.

    If the computer's clock was set meanwhile, the difference is in ``at`` and moves the ends too: what was left is.
    """
    if state.paused_at is None:
        return state
    pause = at - state.paused_at
    ends_at = {step: end + pause for step, end in state.ends_at.items()}
    return replace(state, ends_at=ends_at, paused_at=None, clock_set_seconds=0)


_NoteEvent = e.NoteKept | e.NoteEdited | e.NoteDeleted | e.NoteRestored | e.NoteArrivedLate | e.NoteLetIn


def _with_changed_note(state: Meeting, event: _NoteEvent, at: datetime) -> Meeting:
    match event:
        case e.NoteKept(step, note_id, text):
            return state.with_note(Note(note_id, step, text, at, state.version))
        case e.NoteArrivedLate(step, note_id, text):
            return replace(state, inbox={**state.inbox, note_id: Note(note_id, step, text, at, state.version)})
        case e.NoteEdited(note_id, text):
            edited = state.find_note(note_id)
            return state if edited is None else state.with_note(replace(edited, text=text))
        case e.NoteDeleted(note_id):
            gone = state.find_note(note_id)
            if gone is None:
                return state
            return replace(state.without_note(gone), deleted={**state.deleted, note_id: gone})
        case e.NoteRestored(note_id):
            back = state.deleted.get(note_id)
            if back is None:
                return state
            return _in_order(replace(state, deleted=_without(state.deleted, note_id)).with_note(back), back.step)
        case e.NoteLetIn(note_id):
            late = state.inbox.get(note_id)
            if late is None:
                return state
            return _in_order(replace(state, inbox=_without(state.inbox, note_id)).with_note(late), late.step)
        case _:
            assert_never(event)


def _without(notes: Notes, note_id: NoteId) -> Notes:
    return {key: note for key, note in notes.items() if key != note_id}


def _in_order(state: Meeting, step: StepId) -> Meeting:
    """A line taken back stands where it stood: lines are ordered as they came."""
    ordered = dict(sorted(state.notes_of(step).items(), key=lambda item: item[1].order))
    return replace(state, notes={**state.notes, step: ordered})
