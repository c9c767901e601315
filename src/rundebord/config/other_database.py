"""A second database beside the one in use, for copying from one to the other and for nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connections


@contextmanager
def second_database(alias: str, entry: Mapping[str, Any]) -> Iterator[str]:
    """Within it, Django knows the database by that alias too; afterwards it has never heard of it."""
    known = connections.settings
    known.update(connections.configure_settings({**known, alias: dict(entry)}))
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del known[alias]
