"""Static files of all rooms under one address that changes when any of them does. No collecting, no copying."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

_ROOMS = Path(__file__).resolve().parent.parent


def static_folders() -> list[Path]:
    """The ``static`` folder of every room that has one, in a fixed order."""
    return sorted(path for path in _ROOMS.glob("*/static") if path.is_dir())


@lru_cache(maxsize=1)
def static_digest() -> str:
    """Twelve hexadecimal digits that change when a static file is added, removed or changed."""
    digest = hashlib.sha256()
    for folder in static_folders():
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
