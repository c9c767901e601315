"""When each phone was last heard of: noted in memory, and written down for all of them together."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db import OperationalError, connection, transaction

from rundebord.meetings.memory import stored

_heard_of: dict[str, datetime] = {}
"""Seat → when it was heard of, where that is not on disk yet."""


def hear(seat: str, at: datetime) -> None:
    """The seat was heard of at that moment; this process knows it at once, the file at the next ``write_down``."""
    _heard_of[seat] = at


def last_word(seat: str) -> datetime | None:
    """When the seat was last heard of, where the file does not have it yet."""
    return _heard_of.get(seat)


def write_down() -> None:
    """All who were heard of since last time are written in one transaction, if it can be written.

    A thousand rooms of phones are heard of seventy times a second; each by itself took the disk from the commands.
    """
    heard = list(_heard_of.items())
    if not heard:
        return
    # On a full disk the phones follow the meeting all the same, and it is tried again.
    with suppress(OperationalError):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE meetings_seatrow SET seen_at = %s WHERE id = %s", [(stored(at), seat) for seat, at in heard]
            )
        for seat, at in heard:
            if _heard_of.get(seat) == at:
                del _heard_of[seat]
