"""Everything that a group has written, in the order in which it was written: to be looked through, and erased from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rundebord.documents.record import name_of
from rundebord.groups.models import BetweenLine, Group, Member
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.thread import sentence_note
from rundebord.meetings.core.words import (
    BROUGHT,
    CLOSE,
    COMMITMENT,
    COOPERATION,
    DEFINITION,
    FOLLOWED,
    SENTENCE,
    NoteId,
    StepId,
)
from rundebord.meetings.erasing import ERASED_NAME, EmptiedCell, emptied_cells
from rundebord.meetings.presenter.said import day_from, day_in_words
from rundebord.meetings.queries import course_so_far, present_state, undone_meetings


@dataclass(frozen=True, slots=True)
class Written:
    """One thing that somebody wrote."""

    id: str
    """«line:KEY», «cell:MEETING|BOARD|ROW|COLUMN», «name:KEY» or «group:name». A line that was mended in a later
    meeting stands in both, with one id: it is erased in all its wordings."""
    text: str
    note: str
    """What else must be known: that it was deleted from the screen, what it belongs to."""


@dataclass(frozen=True, slots=True)
class Part:
    """What was written in one meeting, or between."""

    heading: str
    lines: Sequence[Written]


def everything_written(group: Group) -> Sequence[Part]:
    """The group's words, meeting by meeting, then what lies between, then names. Nothing is left out.

    A meeting that was begun by mistake is here too, until it is erased.
    """
    so_far = course_so_far(group)
    meetings = [(name_of(row), state) for row, state in zip(so_far.rows, so_far.states, strict=True)]
    meetings += [(f"{name_of(row)} ({_('undone')})", present_state(row.pk)) for row in undone_meetings(group)]
    emptied = emptied_cells(group)
    between = [
        Written(f"line:{line.key}", line.text, _deleted() if line.deleted_at else line.said_by)
        for line in BetweenLine.objects.filter(group=group)
        if line.text
    ]
    shown = {line.id for line in between}
    parts = []
    for heading, state in meetings:
        lines = [*_lines(state), *_cells(state), *_emptied(state, emptied)]
        parts.append(Part(heading, lines))
        shown |= {line.id for line in lines}
    # Brought into a meeting from one that is not there any more.
    for place, (_heading, state) in enumerate(meetings):
        lost = [line for line in _brought(state) if line.id not in shown]
        parts[place] = Part(parts[place].heading, [*lost, *parts[place].lines])
        shown |= {line.id for line in lost}
    names = [
        Written(f"name:{one.key}", " · ".join(filter(None, (one.name, one.unit))), _("has left") if one.left_at else "")
        for one in Member.objects.filter(group=group)
        if one.name != ERASED_NAME or one.unit
    ]
    own = [Written("group:name", group.name, _("the group's name"))] if group.name else []
    parts += [Part(_("Between the meetings"), between), Part(_("Names"), [*own, *names])]
    return [part for part in parts if part.lines]


def _deleted() -> str:
    return _("deleted from the screen")


def _lines(state: Meeting) -> list[Written]:
    standing = [
        Written(f"line:{note.id}", note.text, "") for step in state.steps for note in state.notes_of(step.id).values()
    ]
    was = {line.note: line.text for line in state.brought.lines}
    mended = [
        Written(f"line:{note.id}", note.text, _("mended here"))
        for note in state.notes_of(BROUGHT).values()
        if note.text != was.get(note.id)
    ]
    late = [Written(f"line:{note.id}", note.text, _("came after the close")) for note in state.inbox.values()]
    gone = [Written(f"line:{note.id}", note.text, _deleted()) for note in state.deleted.values()]
    return [*standing, *mended, *late, *gone]


def _brought(state: Meeting) -> Iterable[Written]:
    for line in state.brought.lines:
        yield Written(f"line:{line.note}", line.text, line.said_by)


def _cells(state: Meeting) -> list[Written]:
    found = []
    for (board, row, column), text in state.cells.items():
        if not _is_written(board, row, column):
            continue
        if row == SENTENCE:
            found.append(_sentence(state, board, text))
            continue
        area = state.find_note(NoteId(row)) if board in (COMMITMENT, FOLLOWED) else None
        note = area.text if area is not None else _("at the close") if board == CLOSE else ""
        found.append(Written(_cell_id(state.id, board, row, column), _in_words(text), note))
    return found


def _emptied(state: Meeting, cells: Sequence[EmptiedCell]) -> list[Written]:
    """Fields that were written in and emptied again."""
    found = []
    for cell in cells:
        if cell.meeting != state.id or not _is_written(cell.board, cell.row, cell.column):
            continue
        if cell.row == SENTENCE:
            its = _sentence(state, cell.board, cell.text)
            found.append(Written(its.id, its.text, _deleted()))
        else:
            found.append(
                Written(_cell_id(state.id, cell.board, cell.row, cell.column), _in_words(cell.text), _deleted())
            )
    return found


def _in_words(text: str) -> str:
    return day_in_words(text) if day_from(text) is not None else text


def _sentence(state: Meeting, board: str, text: str) -> Written:
    if state.has_step(StepId(board)) and state.step(StepId(board)).becomes == "definition":
        return Written(f"line:{DEFINITION}", text, _("the sentence, in all its wordings"))
    return Written(f"line:{sentence_note(state, StepId(board))}", text, "")


def _cell_id(meeting: str, board: str, row: str, column: str) -> str:
    return f"cell:{meeting}|{board}|{row}|{column}"


def _is_written(board: str, row: str, column: str) -> bool:
    """False for a mark, an answer or a name from a list: nothing that somebody wrote."""
    if board == COOPERATION or row == "task-owner":
        return False
    return column not in {COMMITMENT: ("owner",), FOLLOWED: ("status", "sign")}.get(board, ())
