"""Erasing for good: a line, a name, a group. It reaches every fact, every answer, memory and the write-ahead log.

What it does not reach is said in docs/drift.md: backups live as long as the operator keeps them, and what somebody has
downloaded or printed is theirs.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from rundebord.groups.models import BetweenLine, Group, Member
from rundebord.live.broadcast import announce
from rundebord.meetings.core.commands import EraseNote
from rundebord.meetings.core.words import COMMITMENT, DEFINITION, SENTENCE, NoteId
from rundebord.meetings.memory import forget, present_state
from rundebord.meetings.models import AnswerRow, EventRow, MeetingRow
from rundebord.meetings.operations import give_command

ERASED_NAME = "–"
"""What stands where a name stood that was erased."""

_Body = dict[str, Any]


def erase_line(group: Group, line: str) -> None:
    """The line is nowhere any more: not in the facts of any meeting of the group, nor between them.

    A development area takes with it what was decided about it. The working definition is erased in all its wordings.
    """
    with transaction.atomic():
        _rewrite(group, lambda name, body: _without_line(name, body, line))
        BetweenLine.objects.filter(group=group, key=line).delete()
        meetings = _meetings_of(group)
        forget(meetings)
        for meeting in meetings:
            give_command(meeting=meeting, command=EraseNote(NoteId(line)), command_id=secrets.token_hex(16))
        transaction.on_commit(lambda: _afterwards(meetings))


def erase_name(group: Group, member: str) -> None:
    """The name of somebody who was in the group is nowhere any more; «–» stands in its place."""
    with transaction.atomic():
        _rewrite(group, lambda name, body: _without_name(name, body, member))
        Member.objects.filter(group=group, key=member).update(name=ERASED_NAME, unit="")
        meetings = _meetings_of(group)
        transaction.on_commit(lambda: _afterwards(meetings))


def erase_group(group: Group) -> None:
    """Nothing of the group is left: meetings, names, dates, lines, answers, counts."""
    meetings = list(MeetingRow.objects.filter(group=group).values_list("pk", flat=True))
    with transaction.atomic():
        # Facts hold no pointer that the database could follow upwards; meetings take them along when they go.
        MeetingRow.objects.filter(group=group).delete()
        group.delete()
    forget(meetings)
    empty_the_write_ahead_log()


def erase_undone_before(at: datetime) -> int:
    """Meetings that were undone before that moment are gone. Returns how many."""
    rows = list(MeetingRow.objects.filter(undone_at__lt=at).values_list("pk", flat=True))
    if rows:
        MeetingRow.objects.filter(pk__in=rows).delete()
        forget(rows)
        empty_the_write_ahead_log()
    return len(rows)


def empty_the_write_ahead_log() -> None:
    """What was erased stands in no log of the database any more. (SQLite; it overwrites what it deletes.)"""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _meetings_of(group: Group) -> Sequence[str]:
    return list(MeetingRow.objects.filter(group=group).values_list("pk", flat=True))


def _afterwards(meetings: Sequence[str]) -> None:
    forget(meetings)
    empty_the_write_ahead_log()
    for meeting in meetings:
        announce(meeting, present_state(meeting).version)


def _rewrite(group: Group, change: Callable[[str, _Body], bool]) -> None:
    """Each fact that ``change`` says it has changed is written anew, in its place."""
    for row in EventRow.objects.filter(meeting__group=group).iterator(chunk_size=500):
        body = json.loads(row.body)
        if change(row.name, body):
            row.body = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
            row.save(update_fields=["body"])
    # A refusal repeats what was typed. Without it, the same command sent again is judged again, and refused again.
    AnswerRow.objects.filter(meeting__group=group, answer__contains='"refused"').delete()


def _without_line(name: str, body: _Body, line: str) -> bool:
    match name:
        case "note-kept" | "note-edited" | "note-arrived-late" if body["note"] == line:
            body["text"] = ""
            return True
        case "cell-set" if body["row"] == line or (line == DEFINITION and body["row"] == SENTENCE):
            body["text"] = ""
            return True
        case "thread-brought":
            kept = [one for one in body["lines"] if one["note"] != line]
            commitments = [one for one in body["commitments"] if one["area"] != line]
            is_changed = (len(kept), len(commitments)) != (len(body["lines"]), len(body["commitments"]))
            body["lines"], body["commitments"] = kept, commitments
            return is_changed
    return False


def _without_name(name: str, body: _Body, member: str) -> bool:
    match name:
        case "member-added" | "member-renamed" if body["member"] == member:
            body["name"], body["unit"] = ERASED_NAME, ""
            return True
        case "thread-brought":
            found = [one for one in body["members"] if one["id"] == member]
            owned = [one for one in body["commitments"] if one["owner"] == member]
            for one in found:
                one["name"], one["unit"] = ERASED_NAME, ""
            for one in owned:
                one["owner_name"] = ERASED_NAME
            return bool(found or owned)
    return False


def erase_cell(group: Group, *, board: str, row: str, column: str) -> None:
    """Whatever that field of a board ever said, in any meeting of the group, is nowhere any more."""

    def change(name: str, body: _Body) -> bool:
        if name != "cell-set" or (body["board"], body["row"], body["column"]) != (board, row, column):
            return False
        body["text"] = ""
        return True

    with transaction.atomic():
        _rewrite(group, change)
        _forget_copies(group, board, row, column)
        meetings = _meetings_of(group)
        transaction.on_commit(lambda: _afterwards(meetings))


def _forget_copies(group: Group, board: str, row: str, column: str) -> None:
    """What a later meeting had with it of that field."""
    name = column.replace("-", "_")

    def change(event: str, body: _Body) -> bool:
        if event != "thread-brought" or board != COMMITMENT:
            return False
        found = [one for one in body["commitments"] if one["area"] == row and one.get(name)]
        for one in found:
            one[name] = ""
        return bool(found)

    _rewrite(group, change)
