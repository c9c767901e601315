"""Captions and chapters that come with a film are read, measured against it, and judged as a viewer would."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rundebord.films.captions import LINE_MOST, RATE_MOST
from rundebord.programmes.format.findings import N_, Notebook
from rundebord.programmes.format.vtt import Cue, cues_of

LARGEST = 1024 * 1024
"""Bytes: what the reader of packages takes."""
MOST_LINES = 2
BEYOND = 1.0
"""Seconds that the last cue may reach beyond the film, for files that were rounded."""
SHOWN_UNTIL = 0.8
"""The share of the film that captions are expected to reach."""
Kind = Literal["captions", "chapters"]
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Track:
    """One WebVTT file that is to be taken in."""

    kind: Kind
    language: str
    path: Path


def read_track(track: Track, film_seconds: float, notes: Notebook) -> None:
    """All that is wrong or unwise in the file is noted, with its name and line. ``film_seconds`` 0: not known."""
    name = track.path.name
    if re.fullmatch(r"[a-z]{2,3}", track.language) is None:
        notes.fault(name, (), N_("A language is written as two or three small letters: nb, nn, en."))
    try:
        raw = track.path.read_bytes()
        if len(raw) > LARGEST:
            notes.fault(name, (), N_("The file is larger than 1 MB."), N_("The text of a film is some thousand lines."))
            return
        text = raw.decode("utf-8")
    except OSError as fault:
        notes.fault(name, (), N_("The file cannot be read (%(fault)s)."), fault=fault.strerror or str(fault))
        return
    except UnicodeDecodeError:
        notes.fault(name, (), N_("The file is not UTF-8."), N_("Save it again with the encoding UTF-8."))
        return
    if re.match(r"\ufeff?WEBVTT(?:\s|$)", text) is None:
        notes.fault(name, (), N_("«%(path)s» is not WebVTT."), N_("The first line must be WEBVTT."), path=name)
        return
    before = len(notes.findings)
    cues = cues_of(text, name, notes)
    if len(notes.findings) > before:
        return
    if not cues:
        notes.fault(name, (), N_("There is nothing in the file but its heading."), N_("Export it again."))
        return
    _measure(track, cues, film_seconds, notes)


def _measure(track: Track, cues: Sequence[Cue], film_seconds: float, notes: Notebook) -> None:
    name = track.path.name
    notes.learn_lines(name, {(cue.line,): cue.line for cue in cues})
    last = cues[-1]
    if film_seconds and last.end > film_seconds + BEYOND:
        first = next(cue for cue in cues if cue.end > film_seconds + BEYOND)
        notes.fault(
            name,
            (first.line,),
            N_("This stands after the film has ended (%(end)s)."),
            N_("The file may belong to another film, or to another cut of it."),
            end=clock(film_seconds),
        )
    elif film_seconds and track.kind == "captions" and last.end < SHOWN_UNTIL * film_seconds:
        notes.warn(
            name,
            (last.line,),
            N_("The last caption goes out at %(at)s, and the film lasts %(end)s."),
            N_("If somebody speaks after that, captions are missing."),
            at=clock(last.end),
            end=clock(film_seconds),
        )
    if track.kind == "captions":
        _judge_captions(name, cues, notes)


def _judge_captions(name: str, cues: Sequence[Cue], notes: Notebook) -> None:
    shown = [(cue, [_TAG.sub("", line) for line in cue.text.splitlines()]) for cue in cues]
    long = [cue for cue, lines in shown if any(len(line) > LINE_MOST for line in lines)]
    if long:
        notes.warn(
            name,
            (long[0].line,),
            N_("%(count)s captions have lines of more than %(most)s characters; this is the first."),
            N_("Break them in two lines, or in two captions."),
            count=len(long),
            most=LINE_MOST,
        )
    high = [cue for cue, lines in shown if len(lines) > MOST_LINES]
    if high:
        notes.warn(
            name,
            (high[0].line,),
            N_("%(count)s captions have more than two lines; this is the first."),
            N_("Break them in two captions."),
            count=len(high),
        )
    fast = [cue for cue, lines in shown if len(" ".join(lines)) / (cue.end - cue.start) > RATE_MOST]
    if fast:
        notes.warn(
            name,
            (fast[0].line,),
            N_("%(count)s captions go faster than %(most)s characters a second; this is the first."),
            N_("Let them stand longer, or say it with fewer words."),
            count=len(fast),
            most=round(RATE_MOST),
        )


def clock(seconds: float) -> str:
    """«14:03»."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
