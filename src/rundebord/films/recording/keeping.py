"""What has been read lies in one folder: a WAV for each line, and ``recorded.json`` with who reads what. No names."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
import threading
import wave
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rundebord.films.faults import FilmFault
from rundebord.films.recording.sound import Advice, advice_on, hear, take_of, trimmed
from rundebord.films.script import Line, Script
from rundebord.programmes.format.findings import N_

NOTES = "recorded.json"
ASIDE = "aside"
"""The folder of readings that were deleted or read anew, until the command ends."""
MOST_READERS = 12
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")


@dataclass(frozen=True, slots=True)
class Kept:
    """One reading that is in place."""

    seconds: float
    about: str
    """What was amiss, as ``Advice.about`` has it; "" is not known."""
    is_changed: bool
    """True: the line has other words now than when it was read."""


class Recordings:
    """The folder, and what is in it. May be used by several threads."""

    def __init__(self, script: Script, folder: Path) -> None:
        self._script = script
        self._folder = folder
        self._lock = threading.Lock()
        self._lines = {line.id: line for line in script.lines if _NAME.fullmatch(line.id)}
        notes = _read_notes(folder / NOTES)
        self._readers: dict[str, int] = _readers(notes.get("readers"), script)
        found = notes.get("lines")
        self._notes: dict[str, dict[str, Any]] = (
            {name: one for name, one in found.items() if isinstance(one, dict)} if isinstance(found, dict) else {}
        )
        self._aside_notes: dict[str, dict[str, Any]] = {}

    @property
    def readers(self) -> Mapping[str, int]:
        """Role → the number of who reads it, from 1."""
        return dict(self._readers)

    def line(self, name: str) -> Line:
        """The line with that id. Raises ``FilmFault``."""
        if name not in self._lines:
            raise FilmFault(N_("There is no line «%(line)s»."), N_("Load the page again."), line=name[:80])
        return self._lines[name]

    def file(self, name: str) -> Path:
        """Where the line is kept, whether it is there or not. Raises ``FilmFault`` for a line that there is not."""
        return self._folder / f"{self.line(name).id}.wav"

    def kept(self) -> dict[str, Kept]:
        """Line → the reading that is in place."""
        found = {}
        for name, line in self._lines.items():
            if not (self._folder / f"{name}.wav").is_file():
                continue
            note = self._notes.get(name) or {}
            seconds = note.get("seconds")
            if not isinstance(seconds, int | float):
                seconds = _seconds_of(self._folder / f"{name}.wav")
            words = note.get("words")
            about = str(note.get("about", ""))
            found[name] = Kept(float(seconds), about, words is not None and words != digest_of(line))
        return found

    def has_aside(self, name: str) -> bool:
        """True if something can be taken back for the line."""
        return name in self._lines and self._aside(name).is_file()

    def keep(self, name: str, body: bytes) -> tuple[Kept, Advice]:
        """The reading is in place of the one before, which is put aside; silence around it is cut away.

        Raises ``FilmFault`` if it cannot be used, and ``OSError`` if it cannot be written; then nothing has changed.
        """
        file, line = self.file(name), self._lines[name]
        take = take_of(body)
        heard = hear(take)
        advice = advice_on(heard, line.say)
        short = trimmed(take, heard)
        with self._lock:
            self._folder.mkdir(parents=True, exist_ok=True)
            with _beside(file) as written:
                written.write_bytes(short.wav())
                self._put_aside(name)
                os.replace(written, file)
            self._notes[name] = {"words": digest_of(line), "seconds": round(short.seconds, 2), "about": advice.about}
            self._write_notes()
        return Kept(short.seconds, advice.about, False), advice

    def delete(self, name: str) -> None:
        """The line has no reading; the one it had is put aside. Raises ``OSError``."""
        file = self.file(name)
        with self._lock:
            if file.is_file():
                self._put_aside(name)
                file.unlink(missing_ok=True)
                self._notes.pop(name, None)
                self._write_notes()

    def take_back(self, name: str) -> None:
        """The reading that was put aside is in place, and the one that stood there is aside. Raises ``OSError``."""
        file, aside = self.file(name), self._aside(name)
        with self._lock:
            if not aside.is_file():
                return
            note, was = self._aside_notes.pop(name, None), self._notes.pop(name, None)
            if file.is_file():
                with _beside(aside) as between:
                    os.replace(file, between)
                    os.replace(aside, file)
                    os.replace(between, aside)
                self._aside_notes[name] = was or {}
            else:
                os.replace(aside, file)
            if note:
                self._notes[name] = note
            self._write_notes()

    def choose_readers(self, chosen: Any) -> None:
        """Role → reader has been kept; what is no role or no number is left out. Raises ``OSError``."""
        with self._lock:
            self._readers = _readers(chosen, self._script)
            self._folder.mkdir(parents=True, exist_ok=True)
            self._write_notes()

    def clear_aside(self) -> None:
        """What was deleted or read anew is gone for good."""
        with suppress(OSError):
            shutil.rmtree(self._folder / ASIDE)

    def as_plain(self) -> dict[str, Any]:
        """What the page needs to know of all this."""
        return {
            "readers": self.readers,
            "kept": {name: {**asdict(one), "can_undo": self.has_aside(name)} for name, one in self.kept().items()},
            "aside": [name for name in self._lines if self.has_aside(name)],
        }

    def _aside(self, name: str) -> Path:
        return self._folder / ASIDE / f"{name}.wav"

    def _put_aside(self, name: str) -> None:
        """A copy, so that the line is never without its reading before the new one is in place."""
        file, aside = self._folder / f"{name}.wav", self._aside(name)
        if file.is_file():
            aside.parent.mkdir(exist_ok=True)
            with _beside(aside) as copy:
                shutil.copyfile(file, copy)
                os.replace(copy, aside)
            self._aside_notes[name] = self._notes.get(name) or {}

    def _write_notes(self) -> None:
        notes = {"readers": self._readers, "lines": {name: self._notes[name] for name in sorted(self._notes)}}
        with _beside(self._folder / NOTES) as written:
            written.write_text(json.dumps(notes, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            os.replace(written, self._folder / NOTES)


class _beside:  # noqa: N801 - reads as a word where it is used
    """A name of its own in the same folder; what is still there afterwards is taken away."""

    def __init__(self, file: Path) -> None:
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=file.parent)
        os.close(handle)
        self._path = Path(name)

    def __enter__(self) -> Path:
        return self._path

    def __exit__(self, *_: object) -> None:
        self._path.unlink(missing_ok=True)


def digest_of(line: Line) -> str:
    """Twelve hexadecimal digits that change when the spoken words do."""
    return hashlib.sha256(line.say.encode()).hexdigest()[:12]


def _readers(chosen: Any, script: Script) -> dict[str, int]:
    if not isinstance(chosen, dict):
        return {}
    return {
        role: number
        for role, number in chosen.items()
        if role in script.roles and type(number) is int and 1 <= number <= MOST_READERS
    }


def _read_notes(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        # The readings themselves are what counts; who reads what is chosen again.
        return {}
    return found if isinstance(found, dict) else {}


def _seconds_of(file: Path) -> float:
    try:
        with wave.open(str(file)) as opened:
            return float(opened.getnframes() / opened.getframerate())
    except (OSError, wave.Error, EOFError, ZeroDivisionError):
        return 0.0
