"""Every line of a script has its sound: a person's recording where there is one, else an engine's voice.

What has been made lies in ``WORK/voices`` under a name that holds all it depends on, so that work that was stopped
goes on where it was, and a changed line alone is made anew. Each sentence is said alone: captions' times are exact.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from rundebord.films.faults import FilmFault, Progress, no_progress
from rundebord.films.lexicon import Lexicon, read_lexicon
from rundebord.films.script import Line, Script
from rundebord.films.sounding import sounds_of
from rundebord.films.spoken import Piece, pieces_of
from rundebord.films.takes import read_takes
from rundebord.films.tempo import at_tempo, line_at_tempo
from rundebord.films.timeline import Sentence, Spoken
from rundebord.films.voiced import VoicedLine
from rundebord.films.voices import RATE, Engine, Saying, engine_named, sound
from rundebord.programmes.format.findings import N_

RECIPE = 2
"""Raised whenever lines are put together otherwise."""
RECORDED = "recorded"


def recording_of(package: Path, episode: str, line: str) -> Path:
    """Where a person's recording of the line lies, if there is one."""
    return package / "films" / episode / "recorded" / f"{line}.wav"


def voice_film(
    script: Script,
    *,
    package: Path,
    work: Path,
    engine: str = "kokoro",
    tries: int = 1,
    progress: Progress = no_progress,
) -> dict[str, VoicedLine]:
    """All lines have their sound; what was there is used again. With ``tries`` above 1, lines that are not heard well
    are said in so many ways and the best heard is kept (needs what ``hear`` needs), and it is written down in
    ``heard.json`` which it was. Raises ``FilmFault`` for the first line that cannot be voiced.
    """
    with _Studio(script, package, work, engine) as studio:
        voiced = studio.all(progress)
        if tries <= 1 or engine == "silent":
            return voiced
        from rundebord.films.hearing import hear_film

        # Heard as it is played: a way that is clear when slow may not be so in the film.
        hear_film(
            script,
            at_tempo(script, voiced, work),
            package=package,
            work=work,
            say=lambda line, take: line_at_tempo(script, line, studio.take(line, take), work),
            tries=tries,
            progress=progress,
        )
    with _Studio(script, package, work, engine) as studio:
        return studio.all(no_progress)


def voiced(script: Script, package: Path, work: Path, engine: str = "kokoro") -> dict[str, VoicedLine] | None:
    """All lines' sounds if every one has been made, else None. Makes nothing. Raises ``FilmFault`` only for a
    recording or a lexicon that cannot be used."""
    with _Studio(script, package, work, engine) as studio:
        found = {line.id: studio.made(line) for line in script.lines}
    whole = {name: one for name, one in found.items() if one is not None}
    return whole if len(whole) == len(found) else None


class _Studio:
    """Where the lines of one film are made, with one engine."""

    def __init__(self, script: Script, package: Path, work: Path, engine: str) -> None:
        self._script = script
        self._package = package
        self._folder = work / "voices"
        self._engine: Engine = engine_named(engine, work)
        self._lexicon: Lexicon = read_lexicon(package) if self._engine.needs_sounds else Lexicon()
        self._takes: Mapping[str, int] = read_takes(package, script) if self._engine.needs_sounds else {}

    def __enter__(self) -> _Studio:
        self._folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to let go of; the block shows how long the engine is there."""

    def all(self, progress: Progress) -> dict[str, VoicedLine]:
        lines = list(self._script.lines)
        found: dict[str, VoicedLine] = {}
        for number, line in enumerate(lines):
            progress(number, len(lines), line.id)
            found[line.id] = self.made(line) or self._make(line, self._takes.get(line.id, 0))
        progress(len(lines), len(lines), "")
        return found

    def take(self, line: Line, take: int) -> VoicedLine:
        """The line said in that way."""
        return self._made_as(line, take) or self._make(line, take)

    def made(self, line: Line) -> VoicedLine | None:
        """The line's sound in the way that is chosen for it, if it lies there."""
        return self._made_as(line, self._takes.get(line.id, 0))

    def _made_as(self, line: Line, take: int) -> VoicedLine | None:
        name, engine = self._name(line, take)
        wav, notes = self._folder / f"{name}.wav", self._folder / f"{name}.json"
        try:
            content = json.loads(notes.read_text(encoding="utf-8"))
            sentences = tuple(Sentence(str(one[0]), float(one[1]), float(one[2])) for one in content["sentences"])
            if wav.stat().st_size != int(content["bytes"]):
                return None
            return VoicedLine(line.id, wav, Spoken(float(content["seconds"]), sentences), engine)
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            # Not there, or only half of it: it is made anew.
            return None

    def _name(self, line: Line, take: int) -> tuple[str, str]:
        recording = recording_of(self._package, self._script.episode, line.id)
        if recording.is_file():
            parts = [RECORDED, hashlib.sha256(recording.read_bytes()).hexdigest(), line.say]
            return _hash(RECIPE, *parts), RECORDED
        parts = [
            f"{piece.pause} {piece.words} {self._engine.recipe(self._saying(line, piece, take))}"
            for piece in self._pieces(line)
        ]
        return _hash(RECIPE, *parts), self._engine.name

    def _saying(self, line: Line, piece: Piece, take: int) -> Saying:
        sounds = sounds_of(piece.words, line, self._lexicon) if self._engine.needs_sounds else ""
        return Saying(piece.words, sounds, self._script.roles[line.role].voice, take)

    def _pieces(self, line: Line) -> tuple[Piece, ...]:
        pieces = pieces_of(line.say)
        if not pieces:
            raise FilmFault(
                N_("The line %(line)s has no words to say."), N_("Write «say», or take the line away."), line=line.id
            )
        return pieces

    def _make(self, line: Line, take: int) -> VoicedLine:
        name, engine = self._name(line, take)
        pieces = self._pieces(line)
        if engine == RECORDED:
            recording = recording_of(self._package, self._script.episode, line.id)
            samples = sound.to_bytes(sound.read_recording(recording))
            sentences = _shared_out(pieces, len(samples) / 2 / RATE)
        else:
            samples, sentences = self._spoken(line, pieces, take)
            if self._engine.needs_sounds:
                samples = sound.to_bytes(sound.levelled(sound.from_bytes(samples)))
        seconds = len(samples) / 2 / RATE
        wav = self._folder / f"{name}.wav"
        sound.write_wav(wav, samples)
        content = {
            "line": line.id,
            "bytes": wav.stat().st_size,
            "seconds": seconds,
            "sentences": [[one.words, one.start, one.end] for one in sentences],
        }
        # Last: only with this is the line made.
        _write(self._folder / f"{name}.json", json.dumps(content, ensure_ascii=False))
        return VoicedLine(line.id, wav, Spoken(seconds, sentences), engine)

    def _spoken(self, line: Line, pieces: tuple[Piece, ...], take: int) -> tuple[bytes, tuple[Sentence, ...]]:
        whole = bytearray()
        sentences: list[Sentence] = []
        for number, piece in enumerate(pieces):
            start = len(whole) / 2 / RATE
            whole += self._engine.speak(self._saying(line, piece, take))
            sentences.append(Sentence(piece.words, start, len(whole) / 2 / RATE))
            if number + 1 < len(pieces):
                whole += bytes(2 * round(piece.pause * RATE))
        return bytes(whole), tuple(sentences)


def _shared_out(pieces: tuple[Piece, ...], seconds: float) -> tuple[Sentence, ...]:
    """A person speaks without telling where sentences end: each gets its part by how long it is written."""
    letters = [len(piece.words) + 4 for piece in pieces]
    found: list[Sentence] = []
    at = 0.0
    for piece, count in zip(pieces, letters, strict=True):
        end = at + seconds * count / sum(letters)
        found.append(Sentence(piece.words, at, min(end, seconds)))
        at = end
    return tuple(found)


def _hash(*parts: object) -> str:
    return hashlib.sha256("\n".join(str(part) for part in parts).encode()).hexdigest()[:32]


def _write(path: Path, text: str) -> None:
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
