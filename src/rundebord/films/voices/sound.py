"""Sound as numbers: reading and writing WAV, cutting silence, changing rate and pitch, making lines equally loud.

Needs numpy, except ``write_wav``. Samples are float32 from −1 to 1 at ``voices.RATE`` unless it says otherwise.
"""

from __future__ import annotations

import contextlib
import os
import wave
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rundebord.films.faults import FilmFault, MissingTool
from rundebord.films.voices import RATE
from rundebord.programmes.format.findings import N_

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Samples = NDArray[numpy.float32]

LOUDNESS = -20.0
"""dBFS, root mean square of the parts where somebody speaks."""
PEAK = 0.95
"""No sample is louder."""
RATES = range(16_000, 48_001)
"""Samples a second that a recording may have."""
SHORTEST, LONGEST = 0.3, 60.0
"""Seconds that a recorded line may last."""
_FRAME = RATE // 50
_QUIET = 0.01
"""Softer than this part of the loudest is silence at the ends."""
_KEPT = round(0.03 * RATE)
"""Samples kept outside the first and the last sound, so that no breath is clipped."""
_FADE = round(0.008 * RATE)


def numpy_() -> Any:
    """numpy. Raises ``MissingTool`` if it is not installed."""
    try:
        import numpy
    except ImportError as fault:
        raise MissingTool("numpy", "voice") from fault
    return numpy


def from_bytes(samples: bytes) -> Samples:
    """16-bit samples as numbers."""
    np = numpy_()
    found: Samples = np.frombuffer(samples[: len(samples) // 2 * 2], dtype="<i2").astype(np.float32) / 32768
    return found


def to_bytes(samples: Samples) -> bytes:
    """Numbers as 16-bit samples; what is too loud is cut at full scale."""
    np = numpy_()
    return bytes((np.clip(samples, -1, 32767 / 32768) * 32768).round().astype("<i2").tobytes())


def trimmed(samples: Samples) -> Samples:
    """Without silence at either end, and faded in and out over 8 ms; an empty array for nothing but silence."""
    np = numpy_()
    loud = np.flatnonzero(np.abs(samples) > _QUIET * max(float(np.abs(samples).max(initial=0)), 1e-4))
    if not loud.size or float(np.abs(samples).max()) < 1e-3:
        return samples[:0]
    kept: Samples = samples[max(0, loud[0] - _KEPT) : loud[-1] + _KEPT].copy()
    fade = min(_FADE, len(kept) // 2)
    ramp = np.linspace(0, 1, fade, dtype=np.float32)
    kept[:fade] *= ramp
    kept[len(kept) - fade :] *= ramp[::-1]
    return kept


def levelled(samples: Samples) -> Samples:
    """As loud as every other line, measured where there is speech; softer if a peak would be cut."""
    np = numpy_()
    count = len(samples) // _FRAME
    if not count:
        return samples
    power = (samples[: count * _FRAME].reshape(count, _FRAME) ** 2).mean(axis=1)
    spoken = power[power > power.max() * 10**-2.5]
    if not spoken.size or float(power.max()) <= 0:
        return samples
    gain = 10 ** (LOUDNESS / 20) / float(np.sqrt(spoken.mean()))
    loudest = float(np.abs(samples).max())
    levelled_: Samples = (samples * min(gain, PEAK / loudest)).astype(np.float32)
    return levelled_


def resampled(samples: Samples, rate: float, wanted: float) -> Samples:
    """The same sound at another number of samples a second. Where ``wanted`` is only said to be ``RATE`` the pitch
    changes: that is how a voice becomes larger or smaller."""
    np = numpy_()
    if rate == wanted or not len(samples):
        return samples
    half, step = 16, rate / wanted
    cutoff = min(1.0, 1 / step) * 0.95
    at = np.arange(0, len(samples) - 1, step)
    first = np.floor(at).astype(np.int64)
    offsets = np.arange(-half + 1, half + 1)
    padded = np.pad(samples, half)
    out: Samples = np.empty(len(at), dtype=np.float32)
    for start in range(0, len(at), 65_536):
        part = slice(start, start + 65_536)
        distance = (at[part] - first[part])[:, None] - offsets[None, :]
        # A sinc under a raised cosine: what a telephone exchange does, and inaudible for speech.
        kernel = cutoff * np.sinc(cutoff * distance) * (0.5 + 0.5 * np.cos(np.pi * distance / half))
        out[part] = (padded[first[part][:, None] + offsets[None, :] + half] * kernel).sum(axis=1)
    return out


def repitched(samples: Samples, semitones: float) -> Samples:
    """Higher or lower by so many semitones, and shorter or longer by as much."""
    return resampled(samples, RATE * 2 ** (semitones / 12), RATE) if semitones else samples


def read_recording(path: Path) -> Samples:
    """A person's recording of a line at ``RATE``, trimmed and levelled. Raises ``FilmFault`` if it cannot be."""
    try:
        with contextlib.closing(wave.open(str(path), "rb")) as recording:
            channels, width, rate = recording.getnchannels(), recording.getsampwidth(), recording.getframerate()
            samples = recording.readframes(recording.getnframes())
    except (wave.Error, EOFError, OSError) as fault:
        raise FilmFault(
            N_("%(file)s is no WAV file that can be read (%(fault)s)."),
            N_("Record the line again, or take the file away so that a synthetic voice says it."),
            file=path.name,
            fault=str(fault) or type(fault).__name__,
        ) from fault
    if channels != 1 or width != 2 or rate not in RATES:
        raise FilmFault(
            N_("%(file)s has %(channels)s channels, %(bits)s bits and %(rate)s samples a second."),
            N_("Save it as WAV with one channel, 16 bits and 16 to 48 kHz."),
            file=path.name,
            channels=channels,
            bits=8 * width,
            rate=rate,
        )
    found = trimmed(resampled(from_bytes(samples), rate, RATE))
    seconds = len(found) / RATE
    if not SHORTEST <= seconds <= LONGEST:
        raise FilmFault(
            N_("%(file)s has %(seconds)s seconds of sound; a line has from %(shortest)s to %(longest)s."),
            N_("Record the line again, or take the file away so that a synthetic voice says it."),
            file=path.name,
            seconds=f"{seconds:.1f}",
            shortest=SHORTEST,
            longest=LONGEST,
        )
    return levelled(found)


def write_wav(path: Path, samples: bytes) -> None:
    """The samples are a WAV file there, whole or not at all."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with wave.open(str(unfinished), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
