"""Somebody else who looks into the database, over a connection of their own."""

from __future__ import annotations

from typing import Any

from django.db import connections


def seen_from_outside(statement: str, *values: object) -> list[tuple[Any, ...]]:
    """The rows that another connection sees: what has been committed, and nothing else."""
    other = connections["default"].copy()
    try:
        with other.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall())
    finally:
        other.close()
