"""What a figure is printed as: one line of JSON, with its bar and its peer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Bar:
    """The most that is good enough: of the value itself, or of how many times the peer's (or the smaller size's)."""

    most: float
    of: Literal["value", "ratio"] = "value"


@dataclass(frozen=True, slots=True)
class Line:
    """One figure. ``peer`` is (name, value) in the same unit; ``ratio`` is value / peer value.

    ``value`` is None for a figure that could not be measured; ``note`` then says why.
    """

    figure: str
    value: float | None
    unit: str
    bar: Bar | None = None
    peer: tuple[str, float] | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the peer's value this is; None without a peer, or with one too small to have been seen."""
        if self.value is None or self.peer is None or self.peer[1] <= 0:
            return None
        return self.value / self.peer[1]

    @property
    def is_bar_met(self) -> bool | None:
        """None where there is no bar, or nothing to hold against it."""
        if self.bar is None:
            return None
        measured = self.value if self.bar.of == "value" else self.ratio
        return None if measured is None else measured <= self.bar.most

    def as_json(self) -> str:
        """The line as it is printed. Numbers have three significant digits or more: the rest is noise."""
        said: dict[str, Any] = {"figure": self.figure, "value": _rounded(self.value), "unit": self.unit}
        said["bar"] = None if self.bar is None else self.bar.most
        said["bar_of"] = None if self.bar is None else self.bar.of
        said["bar_met"] = self.is_bar_met
        said["peer"] = None if self.peer is None else {"name": self.peer[0], "value": _rounded(self.peer[1])}
        said["ratio"] = _rounded(self.ratio)
        said["note"] = self.note
        return json.dumps(said, ensure_ascii=False)


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 1 if abs(number) >= 100 else 2 if abs(number) >= 10 else 3)


def percentile(numbers: list[float], share: float) -> float:
    """The number that ``share`` (0 to 1) of them do not exceed (nearest rank). Raises ``ValueError`` for none."""
    if not numbers:
        raise ValueError("nothing was measured")
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
