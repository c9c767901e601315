"""Spoken lines at the tempo that their role is to have, with the pitch that they had."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from rundebord.films.faults import Progress, no_progress
from rundebord.films.ffmpeg import run_ffmpeg
from rundebord.films.script import Line, Script
from rundebord.films.timeline import Sentence, Spoken
from rundebord.films.voiced import VoicedLine


def at_tempo(
    script: Script, voiced: Mapping[str, VoicedLine], work: Path, progress: Progress = no_progress
) -> dict[str, VoicedLine]:
    """Every line is as fast as its role's ``tempo`` says; people's recordings are left as they are.

    FFmpeg's ``atempo`` does it (WSOLA: W. Verhelst and M. Roelands, ICASSP 1993); up to a fifth is not noticed. Kept in
    the work folder under the sound's name and the tempo. Raises ``FilmFault`` if FFmpeg fails.
    """
    found: dict[str, VoicedLine] = {}
    for number, line in enumerate(script.lines):
        progress(number, len(voiced), line.id)
        found[line.id] = line_at_tempo(script, line, voiced[line.id], work)
    progress(len(voiced), len(voiced), "")
    return found


def line_at_tempo(script: Script, line: Line, its: VoicedLine, work: Path) -> VoicedLine:
    """The same for one line."""
    tempo = script.roles[line.role].voice.tempo
    return its if tempo == 1 or its.engine == "recorded" else _faster(its, tempo, work)


def _faster(its: VoicedLine, tempo: float, work: Path) -> VoicedLine:
    folder = work / "tempo"
    folder.mkdir(parents=True, exist_ok=True)
    wav = folder / f"{its.wav.stem}-{round(tempo * 1000)}.wav"
    if not wav.exists():
        half = wav.with_name(f"{wav.stem}.{os.getpid()}.half.wav")
        try:
            run_ffmpeg(["-i", its.wav, "-af", f"atempo={tempo}", "-ar", "24000", "-ac", "1", "-c:a", "pcm_s16le", half])
            os.replace(half, wav)
        finally:
            half.unlink(missing_ok=True)
    sentences = tuple(Sentence(one.words, one.start / tempo, one.end / tempo) for one in its.spoken.sentences)
    return replace(its, wav=wav, spoken=Spoken(its.spoken.seconds / tempo, sentences))
