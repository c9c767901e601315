"""The judge of who is here, and of the cells of boards: tables, commitments, cooperation, the close."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import assert_never

from rundebord.kernel.refused import Refused
from rundebord.kernel.texts import is_shaped_as_date, tidy, typed_date
from rundebord.meetings.core import commands as c
from rundebord.meetings.core import events as e
from rundebord.meetings.core.agenda import areas_to_commit
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.words import (
    CLOSE,
    CLOSE_FIELDS,
    COMMITMENT,
    COMMITMENT_FIELDS,
    COOPERATION,
    FOLLOWED,
    FOLLOWED_FIELDS,
    LONGEST_NAME,
    LONGEST_NOTE,
    MOST_MEMBERS,
    SENTENCE,
    SIGNS_SEEN,
    STATUSES,
    TITLE,
    MemberId,
    NoteId,
    StepId,
    is_mark,
)

Decision = tuple[e.Event, ...] | Refused
PeopleCommand = c.AddMember | c.RenameMember | c.RemoveMember | c.SetLeader | c.SetScribe | c.SetHost | c.SetAbsent

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
NOBODYS_NAMES = frozenset({"alle", "vi", "it", "oss", "gruppa", "gruppen", "ledergruppa", "ledergruppen", "ingen"})
"""What is no owner, in the languages of the interface."""


def judge_people(state: Meeting, command: PeopleCommand) -> Decision:
    """Somebody is named, renamed, leaves, leads or writes. The same name twice is one person."""
    match command:
        case c.AddMember(member, name, unit):
            return _add(state, member, tidy(name), tidy(unit))
        case c.RenameMember(member, name, unit):
            one = state.members.get(member)
            if one is None:
                return Refused("no-such-member")
            name, unit = tidy(name), tidy(unit)
            if (no := _name_fault(name, unit)) is not None:
                return no
            other = state.member_called(name)
            if other is not None and other.id != member:
                return Refused("name-is-taken", {"name": name})
            return () if (one.name, one.unit) == (name, unit) else (e.MemberRenamed(member, name, unit),)
        case c.RemoveMember(member):
            if member in state.members:
                return (e.MemberRemoved(member),)
            return () if member in state.former_members else Refused("no-such-member")
        case c.SetLeader(someone):
            if someone is not None and someone not in state.members:
                return Refused("no-such-member")
            return () if state.leader == someone else (e.LeaderSet(someone),)
        case c.SetScribe(someone):
            if someone is not None and someone not in state.members:
                return Refused("no-such-member")
            return () if state.scribe == someone else (e.ScribeSet(someone),)
        case c.SetHost(someone):
            if someone is not None and someone not in state.members:
                return Refused("no-such-member")
            return () if state.host == someone else (e.HostSet(someone),)
        case c.SetAbsent(member, is_absent):
            if member not in state.members:
                return Refused("no-such-member")
            return () if (member in state.absent) == is_absent else (e.AbsenceSet(member, is_absent),)
        case _:
            assert_never(command)


def _name_fault(name: str, unit: str) -> Refused | None:
    if not name:
        return Refused("name-empty")
    if max(len(name), len(unit)) > LONGEST_NAME:
        return Refused("name-too-long", {"length": max(len(name), len(unit)), "longest": LONGEST_NAME})
    return None


def _add(state: Meeting, member: MemberId, name: str, unit: str) -> Decision:
    if state.member(member) is not None:
        return ()
    if (no := _name_fault(name, unit)) is not None:
        return no
    if state.member_called(name) is not None:
        return Refused("name-is-taken", {"name": name})
    if len(state.members) >= MOST_MEMBERS:
        return Refused("too-many-members", {"most": MOST_MEMBERS})
    return (e.MemberAdded(member, name, unit),)


def name_owner(state: Meeting, command: c.NameOwner) -> Decision:
    """The named person owns the row. A name that nobody has becomes a member; one that is nobody's is refused."""
    name = tidy(command.name)
    columns = {COMMITMENT: "owner", CLOSE: "owner"}
    column = columns.get(command.board)
    is_row = command.row == "task-owner" if command.board == CLOSE else _is_area(state, command.row)
    if column is None or not is_row:
        return Refused("no-such-cell")
    if command.board == CLOSE:
        column = ""
    if not name:
        return _set(state, command.board, command.row, column, "")
    if name.casefold() in NOBODYS_NAMES:
        return Refused("owner-is-nobody", {"name": name})
    known = state.member_called(name) or next((m for m in state.members.values() if m.id == name), None)
    if known is not None:
        return _set(state, command.board, command.row, column, known.id)
    if state.member(command.member) is not None:
        # The id is somebody's already: the owner is never another than the one who was named.
        return Refused("no-such-member")
    added = _add(state, command.member, name, "")
    if isinstance(added, Refused):
        return added
    return (*added, e.CellSet(command.board, command.row, column, command.member))


def set_cell(state: Meeting, command: c.SetCell, at: datetime) -> Decision:
    """The cell says the new words, if the board has it and they are of its kind."""
    text = tidy(command.text)
    if len(text) > LONGEST_NOTE:
        return Refused("note-too-long", {"length": len(text), "longest": LONGEST_NOTE})
    board, row, column = command.board, command.row, command.column
    if not _has_cell(state, board, row, column):
        return Refused("no-such-cell")
    if text and (no := _value_fault(state, board, row, column, text, at)) is not None:
        return no
    return _set(state, board, row, column, text)


def _set(state: Meeting, board: str, row: str, column: str, text: str) -> Decision:
    return () if state.cell(board, row, column) == text else (e.CellSet(board, row, column, text),)


def _is_area(state: Meeting, row: str) -> bool:
    note = state.find_note(NoteId(row))
    # One that was fetched from «Til senere» is an area from then on.
    return note is not None and (note.kind == "area" or any(one.id == note.id for one in areas_to_commit(state)))


def _has_cell(state: Meeting, board: str, row: str, column: str) -> bool:
    if board == COMMITMENT:
        return column in COMMITMENT_FIELDS and column != "owner" and _is_area(state, row)
    if board == COOPERATION:
        return _is_area(state, row) and MemberId(column) in state.members
    if board == FOLLOWED:
        return column in FOLLOWED_FIELDS and any(one.area == row for one in state.brought.commitments)
    if board == CLOSE:
        return row in CLOSE_FIELDS and row != "task-owner" and column == ""
    if not state.has_step(StepId(board)):
        return False
    step = state.step(StepId(board))
    if (row, column) == (SENTENCE, SENTENCE):
        return step.activity == "decide" and not step.source
    if row == TITLE:
        is_pile = column in "123456789" and len(column) == 1 and not step.columns
        return (column == TITLE and step.layout == "table") or is_pile
    return step.layout == "table" and row in step.rows and column in step.columns


def _value_fault(state: Meeting, board: str, row: str, column: str, text: str, at: datetime) -> Refused | None:
    if board == COOPERATION:
        return None if is_mark(text) else Refused("no-such-cell")
    if board == FOLLOWED:
        allowed = {"status": STATUSES, "sign": SIGNS_SEEN}.get(column)
        return None if allowed is None or text in allowed else Refused("no-such-cell")
    if (board, column) == (COMMITMENT, "month"):
        return _month_fault(text, at)
    if (board, column) == (COMMITMENT, "date") or (board, row) == (CLOSE, "next-date"):
        return _date_fault(text, at)
    return None


def _date_fault(text: str, at: datetime) -> Refused | None:
    try:
        # One shape only: Python would read «20261201» and «2026-W49-2» too.
        day = date.fromisoformat(text if _DATE.fullmatch(text) else "")
    except ValueError:
        if is_shaped_as_date(text) and typed_date(text) is None:
            return Refused("no-such-day", {"text": text[:40]})
        return Refused("date-not-read", {"text": text[:40]})
    if not at.date() <= day < date(at.year + 5, 1, 1):
        return Refused("date-out-of-range", {"day": f"{day.day}.{day.month}.{day.year}"})
    return None


def _month_fault(text: str, at: datetime) -> Refused | None:
    is_month = _MONTH.fullmatch(text) is not None
    if is_month and f"{at:%Y-%m}" <= text < f"{at.year + 5}-01":
        return None
    return Refused("month-not-read", {"text": text[:40]})
