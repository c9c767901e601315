"""Somebody else who looks into the database, over a connection of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections

Look = Callable[..., list[tuple[Any, ...]]]


@contextmanager
def outsider() -> Iterator[Look]:
    """Within it, the rows that another connection sees: what has been committed, and nothing else."""
    other = connections["default"].copy()

    def look(statement: str, *values: object) -> list[tuple[Any, ...]]:
        with other.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall())

    try:
        yield look
    finally:
        other.close()


def seen_from_outside(statement: str, *values: object) -> list[tuple[Any, ...]]:
    """The rows that another connection sees."""
    with outsider() as look:
        return look(statement, *values)
