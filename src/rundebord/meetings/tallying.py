"""What the counters of a vote on phones say: the commands that need it get it from here, whatever a page sent."""

from __future__ import annotations

from dataclasses import replace

from rundebord.meetings.core.commands import CallBallotsIn, CloseVote, Command
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.models import ReadyRow, TallyRow


def with_tallies(state: Meeting, command: Command) -> Command:
    """Of a vote on phones the counters tell how many there are, whatever the page sent."""
    match command:
        case CallBallotsIn(step, statement):
            return replace(command, ready=ready_count(state.id, step, statement))
        case CloseVote(step, statement) if state.has_step(step) and state.is_on_phones(step):
            counts, ballots = tallies(state.id, step, statement)
            return replace(command, counts=counts, slips=ballots)
        case _:
            return command


def ready_count(meeting: str, step: str, statement: str) -> int:
    """How many have an answer ready on a phone."""
    return ReadyRow.objects.filter(meeting=meeting, step=step, statement=statement).count()


def tallies(meeting: str, step: str, statement: str) -> tuple[tuple[tuple[str, int], ...], int]:
    """What the counters of a vote on phones say, and how many ballots that is."""
    rows = TallyRow.objects.filter(meeting=meeting, step=step, statement=statement).order_by("option")
    counts = {row.option: row.count for row in rows if row.count}
    ballots = counts.pop("", 0)
    return tuple(counts.items()), ballots
