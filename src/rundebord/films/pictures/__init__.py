"""The pictures of the films, drawn in code with skia: portraits, table, cards, charts. ``painter`` draws any second."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rundebord.films.pictures.painter import Painter


def contact_sheet(painter: Painter, path: Path) -> tuple[Path, ...]:
    """See ``contact.contact_sheet``."""
    from rundebord.films.pictures.contact import contact_sheet as sheet

    return sheet(painter, path)
