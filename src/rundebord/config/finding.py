"""One thing that ``rundebord doctor`` looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Weight = Literal["ok", "note", "fault"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how bad it is, what was found, and what to do."""

    weight: Weight
    sentence: str
    remedy: str = ""
