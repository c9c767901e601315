"""WebVTT as films need it: cues in order, one after another. What is wrong has its line, a sentence and a remedy."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rundebord.programmes.format.findings import N_, Notebook

_MOMENT = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"{_MOMENT}[ \t]+-->[ \t]+{_MOMENT}(?:[ \t].*)?")
_NOT_CUES = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words with their time in the film."""

    line: int
    """Of the file, from 1: where its times stand."""
    start: float
    """Seconds from the film's beginning."""
    end: float
    text: str
    """As it is written, with tags; lines apart."""


def cues_of(text: str, file: str, notes: Notebook) -> tuple[Cue, ...]:
    """The cues in their order. A time that cannot be read, or that overlaps the one before, is noted as a fault."""
    found: list[Cue] = []
    for first, block in _blocks(text):
        times_at = next((number for number, line in enumerate(block[:2]) if "-->" in line), None)
        if times_at is None:
            if first > 1 and _NOT_CUES.match(block[0]) is None:
                sentence = N_("Here are words without a time.")
                _fault(notes, file, first, sentence, N_("Write the time on the line above."))
            continue
        line = first + times_at
        times = _TIMES.fullmatch(block[times_at].strip())
        if times is None:
            sentence = N_("«%(times)s» is no time in a film.")
            _fault(notes, file, line, sentence, N_("Write 00:12.500 --> 00:15.000, with points."), block[times_at][:60])
            continue
        start, end = _seconds(times.groups()[:4]), _seconds(times.groups()[4:])
        if end <= start:
            _fault(notes, file, line, N_("This ends before it begins."), N_("The later time stands last."))
        elif found and start < found[-1].end:
            sentence = N_("This begins before the one above has ended.")
            _fault(notes, file, line, sentence, N_("Let it begin where the one above ends, or later."))
        found.append(Cue(line, start, end, "\n".join(block[times_at + 1 :]).strip()))
    return tuple(found)


def _blocks(text: str) -> list[tuple[int, list[str]]]:
    """What stands between blank lines, each with the number of its first line."""
    blocks: list[tuple[int, list[str]]] = []
    is_open = False
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text.removeprefix("\ufeff")), 1):
        if not line.strip():
            is_open = False
        elif is_open:
            blocks[-1][1].append(line)
        else:
            blocks.append((number, [line]))
            is_open = True
    return blocks


def _seconds(parts: tuple[str, ...]) -> float:
    hours, minutes, seconds, thousandths = parts
    return int(hours or 0) * 3_600 + int(minutes) * 60 + int(seconds) + int(thousandths) / 1_000


def _fault(notes: Notebook, file: str, line: int, sentence: str, remedy: str, times: str = "") -> None:
    notes.learn_lines(file, {(line,): line})
    notes.fault(file, (line,), sentence, remedy, times=times)
