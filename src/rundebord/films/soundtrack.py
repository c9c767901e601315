"""The lines' sound becomes one track: each at its time, equally loud in all films (−16 LUFS), in one small room."""

from __future__ import annotations

import json
import math
import wave
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from rundebord.films.faults import FilmFault, MissingTool
from rundebord.films.ffmpeg import failed, run_ffmpeg
from rundebord.films.timeline import Timeline
from rundebord.programmes.format.findings import N_

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Samples = NDArray[numpy.float32]

RATE = 24_000
"""Samples a second of the lines' files."""
LOUDNESS, PEAK, RANGE = -16.0, -1.5, 11.0
"""LUFS, dBTP and LU that the track is brought to."""
SILENCE = -60.0
"""LUFS; softer than this there is nothing to make louder."""
ROOM = "highpass=f=65,aecho=1:1:9|14|21|32:0.09|0.07|0.05|0.03"
"""Reflections so early and soft that one hears a room and no echo: ten voices sit round one table."""


class LineSound(Protocol):
    """A line that has been spoken, as ``voicing`` gives it."""

    @property
    def wav(self) -> Path:
        """Its file: mono, 16 bits, ``RATE`` samples a second."""
        ...


def _numpy() -> Any:
    try:
        import numpy
    except ImportError as fault:
        raise MissingTool("numpy", "film") from fault
    return numpy


def mixed(timeline: Timeline, sounds: Mapping[str, LineSound]) -> Samples:
    """All lines at their times, −1 to 1, as long as the film. Raises ``FilmFault`` for a file that cannot be used."""
    np = _numpy()
    track: Samples = np.zeros(math.ceil(timeline.seconds * RATE), dtype=np.float32)
    for timed in timeline.lines:
        samples = _read(sounds[timed.line.id].wav)
        start = round(timed.start * RATE)
        room = track[start : start + len(samples)]
        room += samples[: len(room)]
    return track


def _read(path: Path) -> Any:
    np = _numpy()
    try:
        with wave.open(str(path), "rb") as file:
            shape = (file.getnchannels(), file.getsampwidth(), file.getframerate())
            samples = file.readframes(file.getnframes())
    except (OSError, wave.Error, EOFError) as fault:
        raise FilmFault(
            N_("The sound %(path)s cannot be read (%(fault)s)."),
            N_("Delete it and run «rundebord film voice» again."),
            path=path,
            fault=str(fault) or type(fault).__name__,
        ) from fault
    if shape != (1, 2, RATE):
        raise FilmFault(
            N_("The sound %(path)s is not mono, 16 bits, %(rate)s samples a second."),
            N_("Delete it and run «rundebord film voice» again."),
            path=path,
            rate=RATE,
        )
    return np.frombuffer(samples, dtype="<i2").astype(np.float32) / 32768


def loudness_of(track: Samples, per_second: int = 24) -> Callable[[float], float]:
    """How loud it is at a second, 0 to 1 where 1 is loud speech; mouths follow it."""
    np = _numpy()
    size = RATE // per_second
    count = len(track) // size
    power = np.sqrt((track[: count * size].reshape(count, size).astype(np.float64) ** 2).mean(axis=1))
    voiced = power[power > 0.004]
    loud = float(np.percentile(voiced, 92)) if voiced.size else 1.0
    curve = np.clip(power / loud, 0, 1)
    if count > 2:
        curve = np.convolve(curve, [0.2, 0.6, 0.2], mode="same")

    def at(second: float) -> float:
        place = int(second * per_second)
        return float(curve[place]) if 0 <= place < count else 0.0

    return at


def write_track(track: Samples, work: Path) -> Path:
    """The finished track as a WAV of 48 kHz in ``work``, at ``LOUDNESS``; a silent one stays silent."""
    np = _numpy()
    raw, finished = work / "track.wav", work / "track-48.wav"
    with wave.open(str(raw), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(track, -1, 1) * 32767).astype("<i2").tobytes())
    chain = ROOM
    heard = _measured(raw, chain)
    if float(heard["input_i"]) <= SILENCE:
        run_ffmpeg(["-i", raw, "-ar", "48000", "-c:a", "pcm_s16le", finished])
        return finished
    room = PEAK - 0.4 - (LOUDNESS - float(heard["input_i"]))
    if float(heard["input_tp"]) > room:
        # Peaks are held down first, so that all of the track can be raised by the same amount.
        chain += f",alimiter=level=false:limit={10 ** (room / 20):.4f}:attack=4:release=60"
        heard = _measured(raw, chain)
    chain += (
        f",loudnorm=I={LOUDNESS}:TP={PEAK}:LRA={max(RANGE, float(heard['input_lra']) + 1):.1f}:linear=true"
        f":measured_I={heard['input_i']}:measured_TP={heard['input_tp']}:measured_LRA={heard['input_lra']}"
        f":measured_thresh={heard['input_thresh']}:offset={heard['target_offset']},aresample=48000"
    )
    run_ffmpeg(["-i", raw, "-af", chain, "-ac", "1", "-c:a", "pcm_s16le", finished])
    return finished


def _measured(path: Path, chain: str) -> dict[str, str]:
    """What loudnorm says about the sound, as it stands in its log."""
    prefix = f"{chain}," if chain else ""
    log = run_ffmpeg(
        [
            "-i",
            path,
            "-vn",
            "-af",
            f"{prefix}loudnorm=I={LOUDNESS}:TP={PEAK}:LRA={RANGE}:print_format=json",
            "-f",
            "null",
            "-",
        ]
    )
    start, end = log.rfind("{"), log.rfind("}")
    try:
        found: dict[str, str] = json.loads(log[start : end + 1])
    except ValueError as fault:
        raise failed(log) from fault
    return found


def loudness(path: Path) -> float:
    """Integrated loudness of the film in LUFS, −70 for silence. Raises ``FilmFault``."""
    return max(-70.0, float(_measured(path, "")["input_i"]))
