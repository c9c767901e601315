"""What a fact about a line does to a meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from rundebord.meetings.core import events as e
from rundebord.meetings.core.state import Meeting, Note, Notes
from rundebord.meetings.core.words import NoteId, StepId

NoteEvent = (
    e.NoteKept
    | e.NoteEdited
    | e.NoteDeleted
    | e.NoteRestored
    | e.NoteArrivedLate
    | e.NoteLetIn
    | e.NotePlaced
    | e.NoteMoved
    | e.NoteMarked
    | e.NoteTicked
    | e.KindSet
)


def with_changed_note(state: Meeting, event: NoteEvent, at: datetime) -> Meeting:
    """The meeting after the fact, but for its version."""
    match event:
        case e.NoteKept(step, note_id, text, kind, pile, about):
            return state.with_note(Note(note_id, step, text, at, state.version, kind, pile, about))
        case e.NoteArrivedLate(step, note_id, text, kind, pile, about):
            late = Note(note_id, step, text, at, state.version, kind, pile, about)
            return replace(state, inbox={**state.inbox, note_id: late})
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
            late_note = state.inbox.get(note_id)
            if late_note is None:
                return state
            let_in = replace(state, inbox=_without(state.inbox, note_id)).with_note(late_note)
            return _in_order(let_in, late_note.step)
        case e.NoteEdited() | e.NotePlaced() | e.NoteMoved() | e.NoteMarked() | e.NoteTicked() | e.KindSet():
            return _with_other_words(state, event)
        case _:
            assert_never(event)


def _with_other_words(
    state: Meeting, event: e.NoteEdited | e.NotePlaced | e.NoteMoved | e.NoteMarked | e.NoteTicked | e.KindSet
) -> Meeting:
    note = state.find_note(event.note)
    if note is None:
        return state
    match event:
        case e.NoteEdited(_, text):
            return state.with_note(replace(note, text=text))
        case e.NotePlaced(_, pile):
            return state.with_note(replace(note, pile=pile))
        case e.NoteMarked(_, is_marked):
            return state.with_note(replace(note, is_marked=is_marked))
        case e.NoteTicked(_, is_ticked):
            return state.with_note(replace(note, is_ticked=is_ticked))
        case e.KindSet(_, kind):
            return state.with_note(replace(note, kind=kind))
        case e.NoteMoved(_, before):
            moved = replace(note, order=_order_before(state, note, before))
            return _in_order(state.with_note(moved), note.step)
        case _:
            assert_never(event)


def _order_before(state: Meeting, note: Note, before: NoteId | None) -> float:
    others = [one for one in state.notes_of(note.step).values() if one.id != note.id]
    place = next((number for number, one in enumerate(others) if one.id == before), len(others))
    if not others:
        return note.order
    if place == 0:
        return others[0].order - 1
    # Half an order after the newest: the next line of all has a whole one more.
    return others[-1].order + 0.5 if place == len(others) else (others[place - 1].order + others[place].order) / 2


def _without(notes: Notes, note_id: NoteId) -> Notes:
    return {key: note for key, note in notes.items() if key != note_id}


def _in_order(state: Meeting, step: StepId) -> Meeting:
    """A line taken back stands where it stood: lines are ordered as they came, or as they were moved."""
    ordered = dict(sorted(state.notes_of(step).items(), key=lambda item: item[1].order))
    return replace(state, notes={**state.notes, step: ordered})
