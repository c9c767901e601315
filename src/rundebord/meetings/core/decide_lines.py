"""The judge of lines: what is written, mended, taken away, sorted and taken care of."""

from __future__ import annotations

from typing import assert_never

from rundebord.kernel.refused import Refused
from rundebord.kernel.texts import tidy
from rundebord.meetings.core import commands as c
from rundebord.meetings.core import events as e
from rundebord.meetings.core.state import Meeting, Note
from rundebord.meetings.core.words import LONGEST_NOTE, MOST_NOTES, NoteId

Decision = tuple[e.Event, ...] | Refused

LineCommand = c.EditNote | c.DeleteNote | c.RestoreNote | c.PlaceNote | c.MoveNote | c.MarkNote | c.TickNote | c.SetKind
_PILES = tuple("123456789")
"""The piles of a list; a step with columns has those instead."""


def text_fault(text: str) -> Refused | None:
    """Why this cannot be a line; None if it can."""
    if not text:
        return Refused("note-empty")
    if len(text) > LONGEST_NOTE:
        return Refused("note-too-long", {"length": len(text), "longest": LONGEST_NOTE})
    return None


def keep_note(state: Meeting, command: c.KeepNote) -> Decision:
    """Late words are kept: for any step that has been opened, and after the close in the inbox."""
    text = tidy(command.text)
    if state.knows_note(command.note):
        return ()
    if not state.has_step(command.step):
        return Refused("no-such-step", {"step": command.step})
    if command.step not in state.opened_steps:
        return Refused("step-not-opened")
    if (no := text_fault(text)) is not None:
        return no
    if state.note_count >= MOST_NOTES:
        return Refused("too-many-notes", {"most": MOST_NOTES})
    step = state.step(command.step)
    kind = command.kind or step.becomes
    # Words in an unknown pile are words still: they stand in none.
    pile = command.pile if command.pile in (step.columns or _PILES) else ""
    about = command.about if command.about and state.find_note(command.about) is not None else None
    event = e.NoteKept if state.is_open else e.NoteArrivedLate
    return (event(command.step, command.note, text, kind, pile, about),)


def let_note_in(state: Meeting, command: c.LetNoteIn) -> Decision:
    """Anybody may take a late line in."""
    if command.note in state.inbox:
        return (e.NoteLetIn(command.note),)
    return () if state.knows_note(command.note) else Refused("no-such-note")


def change_note(state: Meeting, command: LineCommand) -> Decision:
    """A line is mended, taken away or put somewhere else; one that stands so already is left alone."""
    note = state.find_note(command.note)
    if isinstance(command, c.DeleteNote) and note is None and command.note in state.deleted:
        return ()
    if isinstance(command, c.RestoreNote):
        if command.note in state.deleted:
            return (e.NoteRestored(command.note),)
        return () if note is not None else Refused("no-such-note")
    if note is None:
        return Refused("no-such-note")
    return _change_standing(state, note, command)


def _change_standing(
    state: Meeting,
    note: Note,
    command: c.EditNote | c.DeleteNote | c.PlaceNote | c.MoveNote | c.MarkNote | c.TickNote | c.SetKind,
) -> Decision:
    match command:
        case c.EditNote(_, text):
            text = tidy(text)
            if (no := text_fault(text)) is not None:
                return no
            return () if note.text == text else (e.NoteEdited(note.id, text),)
        case c.DeleteNote():
            return (e.NoteDeleted(note.id),)
        case c.PlaceNote(_, pile):
            if pile and pile not in _piles_of(state, note):
                return Refused("no-such-pile", {"pile": pile})
            return () if note.pile == pile else (e.NotePlaced(note.id, pile),)
        case c.MoveNote(_, before):
            if before is not None and before not in state.notes_of(note.step):
                return Refused("no-such-note")
            return () if _stands_before(state, note, before) else (e.NoteMoved(note.id, before),)
        case c.MarkNote(_, is_marked):
            return () if note.is_marked == is_marked else (e.NoteMarked(note.id, is_marked),)
        case c.TickNote(_, is_ticked):
            return () if note.is_ticked == is_ticked else (e.NoteTicked(note.id, is_ticked),)
        case c.SetKind(_, kind):
            return () if note.kind == kind else (e.KindSet(note.id, kind),)
        case _:
            assert_never(command)


def _stands_before(state: Meeting, note: Note, before: NoteId | None) -> bool:
    order = list(state.notes_of(note.step))
    following = order[order.index(note.id) + 1 :]
    return before == note.id or before == (following[0] if following else None)


def _piles_of(state: Meeting, note: Note) -> tuple[str, ...]:
    """The columns of the line's own step, and of the present one: sorting puts earlier lines into new columns."""
    here = state.step(state.current).columns if state.current is not None else ()
    own = state.step(note.step).columns if state.has_step(note.step) else ()
    return (*(own or _PILES), *here)
