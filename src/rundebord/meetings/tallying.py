"""What the counters of a vote on phones say: the commands that need it get it from here, whatever a page sent.

SQL by hand: every screen that is drawn during a vote asks for this, and so does everybody who is ready.
"""

from __future__ import annotations

from dataclasses import replace

from django.db import connection

from rundebord.meetings.core.commands import CallBallotsIn, CloseVote, Command
from rundebord.meetings.core.state import Meeting


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
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {_FROM_READY}", [meeting, step, statement])
        return int(cursor.fetchone()[0])


def is_one_of_the_ready(meeting: str, step: str, statement: str, seat: str, person: int) -> bool:
    """True if this person, on this phone, has an answer ready."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT 1 {_FROM_READY} AND seat_id = %s AND person = %s",
            [meeting, step, statement, seat, person],
        )
        return cursor.fetchone() is not None


def count_in(meeting: str, step: str, statement: str, seat: str, person: int) -> None:
    """This person, on this phone, has an answer ready from now on; had none before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO meetings_readyrow (meeting_id, step, statement, seat_id, person) VALUES (%s, %s, %s, %s, %s)",
            [meeting, step, statement, seat, person],
        )


def count_out(meeting: str, step: str, statement: str, seat: str, person: int) -> None:
    """This person, on this phone, has no answer ready."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE {_FROM_READY} AND seat_id = %s AND person = %s",
            [meeting, step, statement, seat, person],
        )


def tallies(meeting: str, step: str, statement: str) -> tuple[tuple[tuple[str, int], ...], int]:
    """What the counters of a vote on phones say, and how many ballots that is."""
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT option, "count" FROM meetings_tallyrow '
            'WHERE meeting_id = %s AND step = %s AND statement = %s AND "count" > 0 ORDER BY option',
            [meeting, step, statement],
        )
        counts = dict(cursor.fetchall())
    ballots = counts.pop("", 0)
    return tuple(counts.items()), ballots


_FROM_READY = "FROM meetings_readyrow WHERE meeting_id = %s AND step = %s AND statement = %s"
