"""Everything that a group has written, in the order in which it was written: to be looked through, and erased from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rundebord.documents.record import name_of
from rundebord.groups.models import BetweenLine, Group, Member
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.words import CLOSE, COMMITMENT, COOPERATION, DEFINITION, FOLLOWED, SENTENCE, NoteId
from rundebord.meetings.queries import course_so_far


@dataclass(frozen=True, slots=True)
class Written:
    """One thing that somebody wrote."""

    id: str
    """«line:KEY», «cell:BOARD|ROW|COLUMN», «name:KEY» or «group:name»."""
    text: str
    note: str
    """What else must be known: that it was deleted from the screen, what it belongs to."""


@dataclass(frozen=True, slots=True)
class Part:
    """What was written in one meeting, or between."""

    heading: str
    lines: Sequence[Written]


def everything_written(group: Group) -> Sequence[Part]:
    """The group's words, meeting by meeting, then what lies between, then names. Nothing is left out."""
    so_far = course_so_far(group)
    parts = [
        Part(name_of(row), [*_lines(state), *_cells(state)])
        for row, state in zip(so_far.rows, so_far.states, strict=True)
    ]
    between = [
        Written(f"line:{line.key}", line.text, _deleted() if line.deleted_at else line.said_by)
        for line in BetweenLine.objects.filter(group=group)
    ]
    names = [
        Written(f"name:{one.key}", " · ".join(filter(None, (one.name, one.unit))), _("has left") if one.left_at else "")
        for one in Member.objects.filter(group=group)
        if one.name != "–"
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
    late = [Written(f"line:{note.id}", note.text, _("came after the close")) for note in state.inbox.values()]
    gone = [Written(f"line:{note.id}", note.text, _deleted()) for note in state.deleted.values()]
    return [*standing, *late, *gone]


def _cells(state: Meeting) -> list[Written]:
    found = []
    for (board, row, column), text in state.cells.items():
        if board == COOPERATION or column in ("owner", "status", "sign") or row == "task-owner":
            # A mark or a name from the list: nothing that somebody wrote.
            continue
        if row == SENTENCE:
            found.append(Written(f"line:{DEFINITION}", text, _("the sentence, in all its wordings")))
            continue
        area = state.find_note(NoteId(row)) if board in (COMMITMENT, FOLLOWED) else None
        note = area.text if area is not None else _("at the close") if board == CLOSE else ""
        found.append(Written(f"cell:{board}|{row}|{column}", text, note))
    return found
