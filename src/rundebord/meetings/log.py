"""The log: facts in order, unique on (meeting, version), and the answers beside them.

Only operations and queries call it.

SQL by hand, because this is the hot path: a statement costs 50 µs, the ORM's insert 365 (measured).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, OperationalError, connection

from rundebord.kernel.refused import Refused
from rundebord.meetings.core.events import NAME_OF, PERMANENT_NAMES, Event, MeetingOpened, ThreadBrought
from rundebord.meetings.core.words import BroughtCommitment, BroughtLine, BroughtMember, PlannedStep

Fact = tuple[Event, datetime]
_MEETING_LOCKS = 7_263
"""PostgreSQL's advisory locks are numbers that all users of a database share; this one says «meetings»."""

UPCASTS: Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""Permanent name → how an old body becomes a present one. Empty: no event has changed shape yet."""


_PARTS: Mapping[type[Event], Mapping[str, Callable[..., Any]]] = {
    MeetingOpened: {"steps": PlannedStep},
    ThreadBrought: {"members": BroughtMember, "lines": BroughtLine, "commitments": BroughtCommitment},
}
"""Event → its fields that hold parts with fields of their own."""


class VersionTaken(Exception):
    """Somebody else stored a fact under this version first. Reload, decide again."""


class UnknownFact(LookupError):
    """The log holds a fact that this version of Rundebord does not know."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command was answered: the version after it, when it was judged, and why not if it was refused."""

    version: int
    at: datetime
    refused: Refused | None = None


def hold(*meetings: str) -> None:
    """Nobody else writes in these meetings until the present transaction ends; whoever comes later waits for it.

    For PostgreSQL: SQLite has one writer at a time for everything. Asked for before anything is read, for each
    statement sees what was committed before it began. The lock is in memory, and goes with the transaction.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # In order: two who hold several meetings each never wait for each other in a ring.
            for meeting in sorted(meetings):
                cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_MEETING_LOCKS, meeting])


def has_met_another(fault: OperationalError) -> bool:
    """True if the database broke off one of two transactions that waited for each other: nothing was kept of it."""
    return getattr(fault.__cause__, "sqlstate", "") in ("40001", "40P01")


def append(*, meeting: str, after: int, events: Sequence[Event], at: datetime) -> None:
    """The facts stand in the log as versions ``after + 1`` on, in the caller's transaction. Raises ``VersionTaken``."""
    rows = [(meeting, after + n, NAME_OF[type(event)], body_of(event), at) for n, event in enumerate(events, 1)]
    with connection.cursor() as cursor:
        try:
            cursor.executemany(
                "INSERT INTO meetings_eventrow (meeting_id, version, name, body, at) VALUES (%s, %s, %s, %s, %s)",
                [(m, version, name, body, stored(moment)) for m, version, name, body, moment in rows],
            )
        except IntegrityError as fault:
            raise VersionTaken(meeting) from fault


def load(*, meeting: str, after: int = 0) -> list[Fact]:
    """The facts of the meeting later than version ``after``, in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, body, at FROM meetings_eventrow WHERE meeting_id = %s AND version > %s ORDER BY version",
            [meeting, after],
        )
        return [(event_of(name, body), moment_of(at)) for name, body, at in cursor.fetchall()]


def load_many(after: Mapping[str, int]) -> dict[str, list[Fact]]:
    """Meeting → its facts later than that version, in order; for several meetings in one statement."""
    facts: dict[str, list[Fact]] = {meeting: [] for meeting in after}
    if not after:
        return facts
    wanted = " OR ".join(["(meeting_id = %s AND version > %s)"] * len(after))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT meeting_id, name, body, at FROM meetings_eventrow WHERE {wanted} ORDER BY meeting_id, version",  # noqa: S608 - only placeholders are put in
            [value for pair in after.items() for value in pair],
        )
        for meeting, name, body, at in cursor.fetchall():
            facts[meeting].append((event_of(name, body), moment_of(at)))
    return facts


def save_answer(*, meeting: str, command_id: str, answer: Answer) -> None:
    """The same command sent again will get this answer. In the caller's transaction."""
    kept: dict[str, Any] = {"version": answer.version, "at": answer.at.isoformat()}
    if answer.refused is not None:
        kept["refused"] = {"reason": answer.refused.reason, "values": dict(answer.refused.values)}
    with connection.cursor() as cursor:
        try:
            cursor.execute(
                "INSERT INTO meetings_answerrow (meeting_id, command_id, answer) VALUES (%s, %s, %s)",
                [meeting, command_id, json.dumps(kept)],
            )
        except IntegrityError as fault:
            raise VersionTaken(meeting) from fault


def answer_to(*, meeting: str, command_id: str) -> Answer | None:
    """The answer that this command was given; None if it has not been seen."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT answer FROM meetings_answerrow WHERE meeting_id = %s AND command_id = %s", [meeting, command_id]
        )
        row = cursor.fetchone()
    if row is None:
        return None
    kept = json.loads(row[0])
    refused = kept.get("refused")
    return Answer(
        version=kept["version"],
        at=datetime.fromisoformat(kept["at"]),
        refused=None if refused is None else Refused(refused["reason"], refused["values"]),
    )


def empty_the_write_ahead_log() -> None:
    """What was erased stands in no log of the database any more. (SQLite; it overwrites what it deletes.)"""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def body_of(event: Event) -> str:
    """The event's fields as JSON on one line, in the order of their definition."""
    return json.dumps(asdict(event), ensure_ascii=False, separators=(",", ":"))


def event_of(name: str, body: str) -> Event:
    """The event that the name and the body stand for. Raises ``UnknownFact``."""
    kind = PERMANENT_NAMES.get(name)
    if kind is None:
        raise UnknownFact(name)
    values: dict[str, Any] = json.loads(body)
    if name in UPCASTS:
        values = UPCASTS[name](values)
    for name_of_field, parts in _PARTS.get(kind, {}).items():
        values[name_of_field] = tuple(parts(**_as_tuples(part)) for part in values[name_of_field])
    known = {field.name for field in fields(kind)}
    if not values.keys() <= known:
        raise UnknownFact(f"{name}: {sorted(values.keys() - known)}")
    return kind(**_as_tuples(values))


def _as_tuples(values: Any) -> Any:
    # JSON has lists only, and a fact holds nothing that could be changed.
    if isinstance(values, dict):
        return {name: _as_tuples(value) for name, value in values.items()}
    return tuple(_as_tuples(value) for value in values) if isinstance(values, list) else values


def stored(at: datetime) -> str:
    """The moment as a column that is written by hand holds it."""
    # As Django itself writes a moment in SQLite, so that the ORM reads it too; PostgreSQL takes the same text.
    return connection.ops.adapt_datetimefield_value(at) or ""


def moment_of(at: datetime | str) -> datetime:
    """The moment that a column read by hand holds: SQLite gives text, PostgreSQL a moment."""
    if isinstance(at, str):
        at = datetime.fromisoformat(at)
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)
