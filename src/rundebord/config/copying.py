"""Everything in one database copied to another, whatever kind each is, and proved to be the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connections, models

from rundebord.config.speech import gettext as _
from rundebord.meetings.memory import folded
from rundebord.meetings.models import EventRow, MeetingRow

Progress = Callable[[str, int, int], None]
"""(table, rows that are done, rows that there are)."""
_ROWS = 500
"""Rows read and written at a time."""


class CopyFault(Exception):
    """The copy is not what it was copied from. The message says where they differ."""


@dataclass(frozen=True, slots=True)
class TableProof:
    """What a table holds: how many rows, and a hash of all of them (SHA-256, 64 hexadecimal digits)."""

    table: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What a database holds. Two that are equal hold the same, and their meetings come out the same."""

    tables: tuple[TableProof, ...]
    meetings: int
    replayed: str
    """A hash of every meeting as its facts make it."""

    @property
    def rows(self) -> int:
        """How many there are in all tables together."""
        return sum(table.rows for table in self.tables)


def all_tables() -> list[type[models.Model]]:
    """Our tables, each after those that it points to."""
    waiting = sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.db_table)
    ordered: list[type[models.Model]] = []
    while waiting:
        ready = [model for model in waiting if all(one in ordered for one in _pointed_to(model))]
        ordered += ready
        waiting = [model for model in waiting if model not in ready]
    return ordered


def _pointed_to(model: type[models.Model]) -> set[Any]:
    fields = model._meta.concrete_fields
    return {field.related_model for field in fields if field.is_relation} - {model}


def copy_all(source: str, target: str, tell: Progress) -> None:
    """The target's tables, which are there and empty, hold what the source's hold, under the same ids.

    Source and target are aliases. In the caller's transactions.
    """
    for model in all_tables():
        total = model._base_manager.using(source).count()
        done = 0
        for rows in _in_parts(model, source):
            model._base_manager.using(target).bulk_create(rows)
            done += len(rows)
            tell(model._meta.db_table, done, total)
    with connections[target].cursor() as cursor:
        # New rows are numbered after those that were brought.
        for statement in connections[target].ops.sequence_reset_sql(no_style(), all_tables()):
            cursor.execute(statement)


def empty_all(target: str) -> None:
    """The target's tables are empty. In the caller's transaction."""
    for model in reversed(all_tables()):
        model._base_manager.using(target).all()._raw_delete(target)


def proof_of(database: str) -> Proof:
    """What the database (an alias) holds now."""
    replayed = hashlib.sha256()
    meetings = sorted(MeetingRow.objects.using(database).values_list("pk", flat=True))
    for meeting in meetings:
        facts = EventRow.objects.using(database).filter(meeting=meeting).order_by("version")
        try:
            outcome = repr(folded(facts.values_list("name", "body", "at")))
        except (LookupError, TypeError, ValueError) as fault:
            # A meeting that cannot be read here cannot be read there either, and is copied to the letter all the same.
            outcome = repr(fault)
        replayed.update(f"{meeting} {outcome}\n".encode())
    return Proof(tuple(_proof_of_table(model, database) for model in all_tables()), len(meetings), replayed.hexdigest())


def require_same(source: Proof, target: Proof) -> None:
    """Both hold the same. Raises ``CopyFault`` that names the tables in which they differ."""
    different = [
        f"{ours.table} ({ours.rows}, {theirs.rows})"
        for ours, theirs in zip(source.tables, target.tables, strict=True)
        if ours != theirs
    ]
    if (source.meetings, source.replayed) != (target.meetings, target.replayed):
        different.append(_("the meetings, replayed"))
    if different:
        raise CopyFault(
            _("The copy is not the same as what was copied: %(where)s. Nothing has been changed.")
            % {"where": ", ".join(different)}
        )


def _in_parts(model: type[models.Model], database: str) -> Iterator[list[models.Model]]:
    rows: list[models.Model] = []
    for row in model._base_manager.using(database).order_by("pk").iterator(chunk_size=_ROWS):
        rows.append(row)
        if len(rows) == _ROWS:
            yield rows
            rows = []
    if rows:
        yield rows


def _proof_of_table(model: type[models.Model], database: str) -> TableProof:
    names = [field.attname for field in model._meta.concrete_fields]
    rows = [
        hashlib.sha256(_canonical({name: getattr(row, name) for name in names})).digest()
        for part in _in_parts(model, database)
        for row in part
    ]
    # Sorted here: two databases need not agree on the order of letters.
    return TableProof(model._meta.db_table, len(rows), hashlib.sha256(b"".join(sorted(rows))).hexdigest())


def _canonical(values: Mapping[str, Any]) -> bytes:
    return json.dumps(values, default=_plain, ensure_ascii=True, sort_keys=True).encode()


def _plain(value: object) -> str:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case _:
            raise TypeError(f"a column holds a {type(value).__name__}")


def shown_tables(proof: Proof) -> Sequence[str]:
    """One line for each table: its name, how many rows, and the beginning of the hash."""
    width = max(len(table.table) for table in proof.tables)
    return [f"  {table.table:<{width}}  {table.rows:>8}  {table.sha256[:16]}" for table in proof.tables]
