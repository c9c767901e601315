"""A film as it came out: what a player will find in it, and whether its pictures ever stand still. Needs PyAV."""

from __future__ import annotations

import importlib
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rundebord.films.faults import FilmFault, MissingTool
from rundebord.programmes.format.findings import N_

_COLOURS = {1: "bt709", 2: "unspecified", 5: "bt470bg", 6: "smpte170m", 9: "bt2020"}
_LOOKS_A_SECOND = 4
_DIFFERS = 3.0
"""Of 255: the mean of an 8 × 8 square (of 640 × 360) must change so much before something is seen to move."""


@dataclass(frozen=True, slots=True)
class Probed:
    """What is in the file."""

    seconds: float
    width: int
    height: int
    video: str
    """«h264»."""
    audio: str
    """«aac», "" if there is no sound."""
    fps: float
    key_frames: tuple[float, ...]
    """Seconds at which playing can begin."""
    is_faststart: bool
    """The table of contents comes before the pictures: it plays before it has been fetched."""
    color: str
    """«bt709» only if matrix, primaries and curve all say so."""
    is_tv_range: bool
    audio_rate: int
    audio_channels: int
    size: int
    """Bytes."""


def _av() -> Any:
    try:
        return importlib.import_module("av")
    except ImportError as fault:
        raise MissingTool("PyAV", "film") from fault


def probe(path: Path) -> Probed:
    """What is in the film. Raises ``FilmFault`` for a file that is none."""
    av = _av()
    try:
        with av.open(str(path)) as film:
            picture = film.streams.video[0]
            sound = film.streams.audio[0] if film.streams.audio else None
            context = picture.codec_context
            tags = {int(context.colorspace), int(context.color_primaries), int(context.color_trc)}
            base = float(picture.time_base)
            keys = tuple(
                round(float(packet.pts) * base, 3)
                for packet in film.demux(picture)
                if packet.is_keyframe and packet.pts is not None
            )
            return Probed(
                seconds=float(film.duration or 0) / 1_000_000,
                width=picture.width,
                height=picture.height,
                video=context.name,
                audio=sound.codec_context.name if sound else "",
                fps=float(picture.average_rate or 0),
                key_frames=keys,
                is_faststart=_is_faststart(path),
                color=_COLOURS.get(tags.pop(), "other") if len(tags) == 1 else "mixed",
                is_tv_range=int(context.color_range) == 1,
                audio_rate=sound.codec_context.sample_rate if sound else 0,
                audio_channels=sound.codec_context.channels if sound else 0,
                size=path.stat().st_size,
            )
    except (OSError, IndexError, av.FFmpegError) as fault:
        raise _unreadable(path, fault) from fault


def _unreadable(path: Path, fault: Exception) -> FilmFault:
    return FilmFault(
        N_("%(path)s is no film that can be read (%(fault)s)."),
        N_("Make it again with «rundebord film render»."),
        path=path,
        fault=str(fault) or type(fault).__name__,
    )


def _is_faststart(path: Path) -> bool:
    """True if the box «moov» stands before «mdat»."""
    with path.open("rb") as file:
        while len(head := file.read(8)) == 8:
            size, name = struct.unpack(">I4s", head)
            if name in (b"moov", b"mdat"):
                return bool(name == b"moov")
            if size == 1:
                size = struct.unpack(">Q", file.read(8))[0] - 8
            if size < 8:
                return False
            file.seek(size - 8, 1)
    return False


def longest_still(path: Path) -> tuple[float, float]:
    """How many seconds the picture stands still at the longest, and from when. Raises ``FilmFault``.

    Looked at four times a second; a mouth that moves in a corner is movement, the encoder's noise is not.
    """
    av = _av()
    longest, at = 0.0, 0.0
    still_from, reference, last = 0.0, None, 0.0
    try:
        with av.open(str(path)) as film:
            picture = film.streams.video[0]
            picture.thread_type = "AUTO"
            due = 0.0
            for frame in film.decode(picture):
                last = float(frame.time or 0.0)
                if last + 1e-6 < due:
                    continue
                due = last + 1 / _LOOKS_A_SECOND
                small = frame.reformat(width=640, height=360, format="gray").to_ndarray()
                if reference is None or _differs(small, reference):
                    if last - still_from > longest:
                        longest, at = last - still_from, still_from
                    reference, still_from = small, last
    except (OSError, IndexError, av.FFmpegError) as fault:
        raise _unreadable(path, fault) from fault
    return (last - still_from, still_from) if last - still_from > longest else (longest, at)


def _differs(one: Any, other: Any) -> bool:
    change = abs(one.astype("int16") - other.astype("int16"))
    rows, columns = one.shape[0] // 8, one.shape[1] // 8
    squares = change[: rows * 8, : columns * 8].reshape(rows, 8, columns, 8).mean(axis=(1, 3))
    return bool(squares.max() > _DIFFERS)
