"""What a group's meetings say together, and what a new one has with it from them."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from rundebord.groups.models import Group
from rundebord.groups.queries import People, between_lines, people_of, planned_dates
from rundebord.meetings.core.commands import BringThread
from rundebord.meetings.core.thread import Agreement, Said, Thread, thread_of
from rundebord.meetings.core.words import BroughtCommitment, BroughtKind, BroughtLine, BroughtMember, MemberId, NoteId
from rundebord.meetings.memory import present_states
from rundebord.meetings.models import MeetingRow
from rundebord.programmes.queries import episode_after, package


def rows_of(group: Group) -> Sequence[MeetingRow]:
    """The group's meetings in their order, but for those that were begun by mistake. One statement."""
    return list(MeetingRow.objects.filter(group=group, undone_at=None).order_by("number"))


def thread_before(group: Group, meeting: str) -> BringThread:
    """What the group has with it into that meeting: its people, and what was said before it."""
    rows = rows_of(group)
    number = next((row.number for row in rows if row.pk == meeting), None)
    before = [row for row in rows if number is None or row.number < number]
    states = [state for state in present_states([row.pk for row in before]) if state.opened_steps]
    people = people_of(group)
    thread = thread_of(states)
    last = states[-1] if states else None
    return BringThread(
        head_count=group.heads,
        members=tuple(BroughtMember(MemberId(one.key), one.name, one.unit) for one in people.present),
        leader=MemberId(people.leader.key) if people.leader is not None else None,
        episode=thread.last_episode,
        lines=(*_lines(thread), *_lines_between(group, thread.last_episode)),
        commitments=tuple(_commitment(one, people) for one in thread.agreements if one.is_going),
        host=last.host if last is not None else None,
        scribe=last.scribe if last is not None else None,
        next_date=_planned_after(group, meeting),
    )


def _planned_after(group: Group, meeting: str) -> str:
    """The day on which the group has planned to meet after that meeting, ISO; "" if it has planned none to come."""
    row = MeetingRow.objects.filter(pk=meeting).first()
    if row is None:
        return ""
    following = episode_after(package(row.programme_id), row.episode)
    planned = planned_dates(group).get(following.id) if following is not None else None
    is_to_come = planned is not None and not planned.is_cancelled and planned.date > timezone.localdate()
    return planned.date.isoformat() if planned is not None and is_to_come else ""


def _lines(thread: Thread) -> Sequence[BroughtLine]:
    def brought(line: Said, kind: BroughtKind) -> BroughtLine:
        return BroughtLine(line.id, kind, line.text)

    definition = [] if thread.definition is None else [brought(thread.definition, "definition")]
    agreed = {one.area.id: one for one in thread.agreements}
    # What is done or stopped is not taken up again by itself; it stands on the paper.
    areas = [line for line in thread.areas if line.id not in agreed or agreed[line.id].is_going]
    kept = [line for line in thread.lines.values() if line.kind in ("term", "reference", "difference", "requirement")]
    return [
        *definition,
        *(brought(line, line.kind) for line in kept),
        *(brought(line, "area") for line in areas),
        *(brought(line, "later") for line in thread.laid_aside),
    ]


def _lines_between(group: Group, episode: str) -> Sequence[BroughtLine]:
    """What was written on the group's page after the last meeting."""
    return [
        BroughtLine(NoteId(line.key), "task" if line.kind == "task" else "catch-up", line.text, line.said_by)
        for line in between_lines(group)
        if line.episode == episode
    ]


def _commitment(agreement: Agreement, people: People) -> BroughtCommitment:
    said = agreement.fields
    owner = said.get("owner", "")
    return BroughtCommitment(
        area=agreement.area.id,
        goal=said.get("goal", ""),
        sign=said.get("sign", ""),
        month=said.get("month", ""),
        action=said.get("action", ""),
        owner=owner,
        owner_name=people.name_of(owner),
        date=said.get("date", ""),
        first_step=said.get("first-step", ""),
        stop=said.get("stop", ""),
        status=agreement.status,
    )
