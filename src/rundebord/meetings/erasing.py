"""Erasing for good: a line, a field, a name, a group. It reaches every fact, every answer, memory and the log on disk.

What it does not reach is said in docs/drift.md: backups live as long as the operator keeps them, and what somebody has
downloaded or printed is theirs.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from rundebord.groups.models import BetweenLine, Group, Member
from rundebord.live.broadcast import announce, end, tell_others
from rundebord.meetings import log
from rundebord.meetings.core.commands import EraseNote
from rundebord.meetings.core.events import NoteErased
from rundebord.meetings.core.thread import sentence_note
from rundebord.meetings.core.words import COMMITMENT, DEFINITION, SENTENCE, NoteId
from rundebord.meetings.log import empty_the_write_ahead_log
from rundebord.meetings.memory import forget, newest_state, present_state, present_states, stirred
from rundebord.meetings.models import AnswerRow, EventRow, MeetingRow, SeatRow
from rundebord.meetings.operations import clock, give_command

ERASED_NAME = "–"
"""What stands where a name stood that was erased."""
_CHUNK = 500

_Body = dict[str, Any]
_Change = Callable[[EventRow, _Body], bool]


@dataclass(frozen=True, slots=True)
class EmptiedCell:
    """A field that said something once, and says nothing now."""

    meeting: str
    board: str
    row: str
    column: str
    text: str
    """What it said last."""


def emptied_cells(group: Group) -> Sequence[EmptiedCell]:
    """The group's fields that were emptied on the screen: their words are facts still. One statement."""
    said: dict[tuple[str, str, str, str], str] = {}
    now: dict[tuple[str, str, str, str], str] = {}
    for row in _facts(group, name="cell-set").order_by("meeting__number", "version").iterator(chunk_size=_CHUNK):
        body = json.loads(row.body)
        key = (row.meeting_id, body["board"], body["row"], body["column"])
        now[key] = body["text"]
        said[key] = body["text"] or said.get(key, "")
    return [EmptiedCell(*key, text) for key, text in said.items() if text and not now[key]]


def erase_line(group: Group, line: str) -> None:
    """The line is nowhere any more: not in the facts of any meeting of the group, nor between them.

    A development area takes with it what was decided about it. The working definition is erased in all its wordings.
    """
    with transaction.atomic():
        log.hold(*_meetings_of(group))
        if line != DEFINITION:
            # Known or chosen nowhere any more, and its id is never used again. The group may yet find another sentence.
            for meeting in _meetings_of(group):
                give_command(meeting=meeting, command=EraseNote(NoteId(line)), command_id=secrets.token_hex(16))
        sentences = _sentences_of(group, line)
        _rewrite(group, lambda row, body: _without_line(row, body, line, sentences))
        # The row stays, without words: the same line sent again is known already.
        BetweenLine.objects.filter(group=group, key=line).update(text="", said_by="", deleted_at=clock.now())
        _tell_afterwards(group)


def erase_cell(group: Group, *, meeting: str, board: str, row: str, column: str) -> None:
    """Whatever that field of a board said in that meeting is nowhere any more, nor the same words in it elsewhere.

    What the field said in other words in other meetings stands: each is a thing of its own.
    """
    texts: set[str] = set()

    def change(fact: EventRow, body: _Body) -> bool:
        if fact.name == "cell-set" and _is_cell(body, board, row, column) and body["text"] in texts:
            body["text"] = ""
            return True
        if fact.name != "thread-brought" or board != COMMITMENT:
            return False
        # What a later meeting had with it of that field.
        name = column.replace("-", "_")
        found = [one for one in body["commitments"] if one["area"] == row and one.get(name, "") in texts]
        for one in found:
            one[name] = ""
        return bool(found)

    with transaction.atomic():
        log.hold(*_meetings_of(group))
        for fact in _facts(group, name="cell-set").filter(meeting=meeting):
            if _is_cell(body := json.loads(fact.body), board, row, column):
                texts.add(body["text"])
        texts.discard("")
        _rewrite(group, change)
        _tell_afterwards(group)


def erase_name(group: Group, member: str) -> None:
    """The name of somebody who was in the group is nowhere any more; «–» stands in its place.

    Lines between the meetings that were signed with it have no signature. What stands in the middle of a line is the
    line's own words, and is erased with it.
    """
    with transaction.atomic():
        log.hold(*_meetings_of(group))
        names = {name.casefold() for name in _names_of(group, member)}
        _rewrite(group, lambda row, body: _without_name(row, body, member, names))
        Member.objects.filter(group=group, key=member).update(name=ERASED_NAME, unit="")
        for line in BetweenLine.objects.filter(group=group).exclude(said_by=""):
            if line.said_by.casefold() in names:
                BetweenLine.objects.filter(pk=line.pk).update(said_by="")
        for seat in SeatRow.objects.filter(meeting__group=group).exclude(name=""):
            if seat.member == member or seat.name.casefold() in names:
                SeatRow.objects.filter(pk=seat.pk).update(name="", member="")
        _tell_afterwards(group)


def erase_group_name(group: Group) -> None:
    """The group has no name, and what it was called is nowhere any more."""
    Group.objects.filter(pk=group.pk).update(name="")
    group.name = ""
    transaction.on_commit(empty_the_write_ahead_log)


def erase_group(group: Group) -> None:
    """Nothing of the group is left: meetings, names, dates, lines, answers, counts."""
    meetings = _meetings_of(group)
    with transaction.atomic():
        log.hold(*meetings)
        for meeting in meetings:
            tell_others(meeting, "forgotten")
            tell_others(meeting, "ended")
        # Facts hold no pointer that the database could follow upwards; meetings take them along when they go.
        MeetingRow.objects.filter(group=group).delete()
        group.delete()
    forget(meetings)
    for meeting in meetings:
        end(meeting)
    empty_the_write_ahead_log()


def erase_undone_before(at: datetime) -> int:
    """Meetings that were undone before that moment are gone. Returns how many."""
    rows = list(MeetingRow.objects.filter(undone_at__lt=at).values_list("pk", flat=True))
    if rows:
        MeetingRow.objects.filter(pk__in=rows).delete()
        forget(rows)
        for meeting in rows:
            tell_others(meeting, "forgotten")
        empty_the_write_ahead_log()
    return len(rows)


# -- what facts say ----------------------------------------------------------------------------------------------------


def _meetings_of(group: Group) -> Sequence[str]:
    return list(MeetingRow.objects.filter(group=group).values_list("pk", flat=True))


def _facts(group: Group, *, name: str) -> Any:
    return EventRow.objects.filter(meeting__group=group, name=name)


def _rewrite(group: Group, change: _Change) -> None:
    """Each fact that ``change`` says it has changed is written anew, in its place; its meeting has a version more.

    Without that, screens and memories would not know that there is anything new.
    """
    changed: dict[str, None] = {}
    for row in EventRow.objects.filter(meeting__group=group).iterator(chunk_size=_CHUNK):
        body = json.loads(row.body)
        if change(row, body):
            row.body = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
            row.save(update_fields=["body"])
            changed[row.meeting_id] = None
    for meeting in changed:
        # An erasure of nothing that anybody knows: that something went is a fact, what it was is none.
        event = NoteErased(NoteId(secrets.token_hex(16)))
        log.append(meeting=meeting, after=newest_state(meeting).version, events=[event], at=clock.now())
    _without_echoes(group)


def _without_echoes(group: Group) -> None:
    """A refusal repeats what was typed: the answers stand, without those words."""
    for row in AnswerRow.objects.filter(meeting__group=group, answer__contains='"refused"'):
        kept = json.loads(row.answer)
        values = kept.get("refused", {}).get("values", {})
        echoes = {name: ERASED_NAME for name, value in values.items() if isinstance(value, str)}
        if echoes:
            values.update(echoes)
            row.answer = json.dumps(kept)
            row.save(update_fields=["answer"])


def _tell_afterwards(group: Group) -> None:
    """When it is on disk: no memory and no log has the words any more, and every screen shows what is left."""
    meetings = _meetings_of(group)
    for meeting in meetings:
        tell_others(meeting, "forgotten")
        tell_others(meeting, newest_state(meeting).version + stirred(meeting))

    def afterwards() -> None:
        forget(meetings)
        empty_the_write_ahead_log()
        for meeting in meetings:
            announce(meeting, present_state(meeting).version)

    transaction.on_commit(afterwards)


def _sentences_of(group: Group, line: str) -> Mapping[str, frozenset[str]]:
    """Meeting → its steps whose sentence is that line."""
    return {
        state.id: frozenset(
            step.id
            for step in state.steps
            if line == (DEFINITION if step.becomes == "definition" else sentence_note(state, step.id))
        )
        for state in present_states(_meetings_of(group))
    }


def _is_cell(body: _Body, board: str, row: str, column: str) -> bool:
    return bool((body["board"], body["row"], body["column"]) == (board, row, column))


def _without_line(row: EventRow, body: _Body, line: str, sentences: Mapping[str, frozenset[str]]) -> bool:
    match row.name:
        case "note-kept" | "note-edited" | "note-arrived-late" if body["note"] == line:
            body["text"] = ""
            return True
        case "cell-set":
            is_its = body["row"] == SENTENCE and body["board"] in sentences.get(row.meeting_id, ())
            if is_its or body["row"] == line:
                body["text"] = ""
                return True
        case "thread-brought":
            kept = [one for one in body["lines"] if one["note"] != line]
            commitments = [one for one in body["commitments"] if one["area"] != line]
            is_changed = (len(kept), len(commitments)) != (len(body["lines"]), len(body["commitments"]))
            body["lines"], body["commitments"] = kept, commitments
            return is_changed
    return False


def _names_of(group: Group, member: str) -> set[str]:
    """Everything that the person was ever called in the group."""
    names = set(Member.objects.filter(group=group, key=member).values_list("name", flat=True))
    for row in EventRow.objects.filter(
        meeting__group=group, name__in=("member-added", "member-renamed", "thread-brought")
    ).iterator(chunk_size=_CHUNK):
        body = json.loads(row.body)
        if row.name == "thread-brought":
            names |= {one["name"] for one in body["members"] if one["id"] == member}
        elif body["member"] == member:
            names.add(body["name"])
    return names - {ERASED_NAME, ""}


def _without_name(row: EventRow, body: _Body, member: str, names: set[str]) -> bool:
    match row.name:
        case "member-added" | "member-renamed" if body["member"] == member:
            body["name"], body["unit"] = ERASED_NAME, ""
            return True
        case "thread-brought":
            found = [one for one in body["members"] if one["id"] == member]
            owned = [one for one in body["commitments"] if one["owner"] == member]
            signed = [one for one in body["lines"] if one["said_by"].casefold() in names]
            for one in found:
                one["name"], one["unit"] = ERASED_NAME, ""
            for one in owned:
                one["owner_name"] = ERASED_NAME
            for one in signed:
                one["said_by"] = ""
            return bool(found or owned or signed)
    return False
