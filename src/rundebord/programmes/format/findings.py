"""What is wrong with a package, said so that an editor can mend it: file, line, sentence, remedy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Place = tuple[str | int, ...]
"""Keys and list positions from the top of a file: ("steps", 2, "minutes")."""


def N_(message: str) -> str:  # noqa: N802 - the name under which catalogues find messages that are said later
    """The message itself; it is translated where it is said, for this room knows no language."""
    return message


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend (a fault), or to think about (a warning)."""

    weight: Literal["fault", "warning"]
    file: str
    line: int
    """From 1; 0 when it is about the whole file."""
    sentence: str
    """English, with %(names)s for the values; the catalogues have the other languages."""
    remedy: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.sentence % self.values} {self.remedy % self.values}".strip()


class PackageFault(Exception):
    """The package cannot be used. The message is the first fault; ``findings`` holds all that was found."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        faults = [one for one in findings if one.weight == "fault"]
        more = f" (+{len(faults) - 1})" if len(faults) > 1 else ""
        super().__init__(f"{faults[0]}{more}" if faults else "")


class Notebook:
    """Collects findings while a package is read; the reader goes on with something harmless after each."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._lines: dict[tuple[str, Place], int] = {}
        self._given_up: list[str] = []
        self._said: set[tuple[str, ...]] = set()

    def learn_lines(self, file: str, lines: Mapping[Place, int]) -> None:
        """Where everything in this file stands."""
        self._lines.update({(file, place): line for place, line in lines.items()})

    def line_of(self, file: str, place: Place) -> int:
        """The line of the place, or of the nearest thing around it; 0 if nothing is known."""
        for length in range(len(place), -1, -1):
            line = self._lines.get((file, place[:length]))
            if line is not None:
                return line
        return 0

    def give_up(self, beginning: str) -> None:
        """Files whose names begin so cannot be read, which has been noted: nothing more is said about them."""
        self._given_up.append(beginning)

    def has_given_up(self, file: str) -> bool:
        """True if the file could not be read."""
        return file.startswith(tuple(self._given_up))

    def fault(self, file: str, place: Place, sentence: str, remedy: str = "", **values: Any) -> None:
        """A fault is noted: the package cannot be used."""
        self._note("fault", file, place, sentence, remedy, values)

    def warn(self, file: str, place: Place, sentence: str, remedy: str = "", **values: Any) -> None:
        """A warning is noted: the package can be used."""
        self._note("warning", file, place, sentence, remedy, values)

    def _note(
        self,
        weight: Literal["fault", "warning"],
        file: str,
        place: Place,
        sentence: str,
        remedy: str,
        values: Mapping[str, Any],
    ) -> None:
        if self.has_given_up(file):
            return
        # Half a pair of UTF-16 in an editor's word cannot be printed.
        said = {key: _printable(value) if isinstance(value, str) else value for key, value in values.items()}
        finding = Finding(weight, file, self.line_of(file, place), sentence, remedy, said)
        # A place may be read more than once; what is wrong there is said once.
        if (weight, str(finding)) not in self._said:
            self._said.add((weight, str(finding)))
            self.findings.append(finding)

    @property
    def has_faults(self) -> bool:
        """True if the package cannot be used."""
        return any(one.weight == "fault" for one in self.findings)


def _printable(text: str) -> str:
    return text.encode(errors="replace").decode()
