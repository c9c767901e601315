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
    | e.NoteErased
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
        case e.NoteErased(note_id):
            return _erased(state, note_id)
        case e.NoteEdited() | e.NotePlaced() | e.NoteMoved() | e.NoteMarked() | e.NoteTicked() | e.KindSet():
            return _with_other_words(state, event)
        case _:
            assert_never(event)


def _erased(state: Meeting, note_id: NoteId) -> Meeting:
    """Neither standing, deleted nor waiting; nor among what was brought, nor chosen, nor the row of anything."""
    note = state.find_note(note_id)
    left = state if note is None else state.without_note(note)
    brought = replace(
        left.brought,
        lines=tuple(line for line in left.brought.lines if line.note != note_id),
        commitments=tuple(one for one in left.brought.commitments if one.area != note_id),
    )
    return replace(
        left,
        brought=brought,
        deleted=_without(left.deleted, note_id),
        inbox=_without(left.inbox, note_id),
        erased=left.erased | {note_id},
        cells={key: text for key, text in left.cells.items() if key[1] != note_id},
        chosen={step: tuple(one for one in options if one != note_id) for step, options in left.chosen.items()},
    )


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
            return _moved(state, note, before)
        case _:
            assert_never(event)


def _moved(state: Meeting, note: Note, before: NoteId | None) -> Meeting:
    """The line stands before the other one, and all lines of the step are numbered anew.

    The deleted ones too, so that each is taken back to where it stood. A line that comes later has the version of the
    meeting for its number, which is more than there are lines.
    """
    step = note.step
    standing = state.notes_of(step)
    gone = [one for one in state.deleted.values() if one.step == step]
    order = sorted([*(one for one in standing.values() if one.id != note.id), *gone], key=lambda one: one.order)
    last_standing = max((place for place, one in enumerate(order, 1) if one.id in standing), default=0)
    place = next((place for place, one in enumerate(order) if one.id == before), last_standing)
    order.insert(place, note)
    numbered = {one.id: replace(one, order=float(number)) for number, one in enumerate(order)}
    return replace(
        state,
        notes={**state.notes, step: {key: one for key, one in numbered.items() if key in standing}},
        deleted={key: numbered.get(key, one) for key, one in state.deleted.items()},
    )


def _without(notes: Notes, note_id: NoteId) -> Notes:
    return {key: note for key, note in notes.items() if key != note_id}


def _in_order(state: Meeting, step: StepId) -> Meeting:
    """A line taken back stands where it stood: lines are ordered as they came, or as they were moved."""
    ordered = dict(sorted(state.notes_of(step).items(), key=lambda item: item[1].order))
    return replace(state, notes={**state.notes, step: ordered})
