"""An MP4 is looked into: whether browsers can show it, how long it is, and whether one can go to a place in it.

The boxes are read here, with the standard library alone. Where PyAV is installed a few pictures are decoded besides.
"""

from __future__ import annotations

import importlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from rundebord.programmes.format.findings import N_, Notebook

LARGEST_HEAD = 64 * 1024 * 1024
"""Bytes of ``moov``; that of an hour is about 2 MB."""
LARGEST_COMFORTABLE = 100 * 1024 * 1024
LONGEST_BETWEEN_KEYS = 12.0
"""Seconds; beyond it, going to a chapter takes long."""
LARGEST_PICTURE = (1920, 1080)
_H264 = ("avc1", "avc3")
_SHOWN_PROFILES = (66, 77, 88, 100)
"""Baseline, Main, Extended and High: 8 bits and 4:2:0. Browsers show nothing of the others."""
_PARENTS = ("moov", "trak", "mdia", "minf", "stbl", "mvex")


class _Broken(Exception):
    """The boxes do not add up."""


@dataclass(slots=True)
class Track:
    """One stream of the file."""

    kind: str = ""
    """«vide», «soun», or something else that is not shown."""
    codec: str = ""
    """Four letters: «avc1», «mp4a», «hvc1»."""
    profile: int = 0
    width: int = 0
    height: int = 0
    scale: int = 0
    """Units of time a second."""
    seconds: float = 0.0
    durations: list[tuple[int, int]] = field(default_factory=list)
    """Pictures with the same length: (how many, units of time)."""
    keys: list[int] | None = None
    """Numbers of the key frames, from 1; None: every picture is one."""
    last_byte: int = 0
    """Where the last piece of the stream begins in the file."""

    def longest_between_keys(self) -> float:
        """Seconds from one key frame to the next, or to the end, where it is longest."""
        if self.keys is None or not self.scale:
            return 0.0
        wanted = iter([*self.keys[1:], 0])
        next_key, at, since, longest, number = next(wanted), 0, 0, 0, 1
        for count, units in self.durations:
            while next_key and next_key < number + count:
                moment = at + (next_key - number) * units
                longest, since = max(longest, moment - since), moment
                next_key = next(wanted, 0)
            number, at = number + count, at + count * units
        return max(longest, at - since) / self.scale


@dataclass(slots=True)
class Video:
    """What is known of the file."""

    size: int
    seconds: float = 0.0
    is_fast: bool = True
    """True: its table of contents stands first, so that it begins to play before all of it has come."""
    is_in_pieces: bool = False
    tracks: list[Track] = field(default_factory=list)

    def track(self, kind: str) -> Track | None:
        """The first stream of that kind."""
        return next((one for one in self.tracks if one.kind == kind), None)


def probe(path: Path, notes: Notebook) -> Video | None:
    """What is in the file, or None if it is no whole MP4. All that is wrong or unwise with it is noted."""
    name = path.name
    export = N_("Export the film as MP4 (H.264 and AAC).")
    try:
        with path.open("rb") as file:
            if file.read(12)[4:8] != b"ftyp":
                notes.fault(name, (), N_("«%(path)s» is not an MP4."), export, path=name)
                return None
            video = _read(file, path.stat().st_size)
    except OSError as fault:
        notes.fault(name, (), N_("The file cannot be read (%(fault)s)."), fault=fault.strerror or str(fault))
        return None
    except (_Broken, struct.error, IndexError, UnicodeDecodeError):
        notes.fault(
            name,
            (),
            N_("The MP4 is broken, or a part of it is missing."),
            N_("Copy it once more from where it was made, or export it again."),
        )
        return None
    _judge(video, name, notes)
    if not notes.has_faults:
        _decode(path, video, notes)
    return video


# The boxes


def _boxes(data: memoryview) -> Iterator[tuple[str, memoryview]]:
    at = 0
    while at + 8 <= len(data):
        size, head = struct.unpack_from(">I", data, at)[0], 8
        if size == 1:
            size, head = struct.unpack_from(">Q", data, at + 8)[0], 16
        elif size == 0:
            size = len(data) - at
        if size < head or at + size > len(data):
            raise _Broken
        yield bytes(data[at + 4 : at + 8]).decode("latin-1"), data[at + head : at + size]
        at += size


def _read(file: BinaryIO, size: int) -> Video:
    video, at, moov, has_media = Video(size), 0, None, False
    while at + 8 <= size:
        file.seek(at)
        head = file.read(16)
        length, kind = struct.unpack(">I4s", head[:8])
        if length == 1:
            length = struct.unpack(">Q", head[8:16])[0]
        elif length == 0:
            length = size - at
        if length < 8 or at + length > size:
            raise _Broken
        if kind == b"moov":
            if length > LARGEST_HEAD:
                raise _Broken
            video.is_fast = not has_media
            file.seek(at)
            moov = memoryview(file.read(length))
        has_media = has_media or kind == b"mdat"
        video.is_in_pieces = video.is_in_pieces or kind == b"moof"
        at += length
    if moov is None or not has_media:
        raise _Broken
    _learn(moov, video, None)
    if any(track.last_byte >= size for track in video.tracks):
        raise _Broken
    return video


def _learn(data: memoryview, video: Video, track: Track | None) -> None:
    for kind, inner in _boxes(data):
        if kind == "trak":
            track = Track()
            video.tracks.append(track)
        if kind in _PARENTS:
            video.is_in_pieces = video.is_in_pieces or kind == "mvex"
            _learn(inner, video, track)
        elif kind == "mvhd":
            scale, length = _time(inner)
            video.seconds = length / scale if scale else 0.0
        elif track is not None:
            _learn_track(kind, inner, track)


def _time(inner: memoryview) -> tuple[int, int]:
    """(units a second, length in units) of mvhd and mdhd."""
    scale, length = struct.unpack_from(">IQ" if inner[0] == 1 else ">II", inner, 20 if inner[0] == 1 else 12)
    return int(scale), int(length)


def _learn_track(kind: str, inner: memoryview, track: Track) -> None:
    match kind:
        case "mdhd":
            track.scale, length = _time(inner)
            track.seconds = length / track.scale if track.scale else 0.0
        case "hdlr":
            track.kind = bytes(inner[8:12]).decode("latin-1")
        case "tkhd":
            track.width, track.height = (part >> 16 for part in struct.unpack_from(">II", inner, len(inner) - 8))
        case "stsd":
            track.codec = bytes(inner[12:16]).decode("latin-1")
            found = bytes(inner).find(b"avcC")
            track.profile = inner[found + 5] if found > 0 else 0
        case "stss":
            track.keys = list(_numbers(inner, ">I"))
        case "stts":
            track.durations = list(struct.iter_unpack(">II", inner[8 : 8 + 8 * _count(inner, 8)]))
        case "stco":
            track.last_byte = max(_numbers(inner, ">I"), default=0)
        case "co64":
            track.last_byte = max(_numbers(inner, ">Q"), default=0)


def _count(inner: memoryview, width: int) -> int:
    count = int(struct.unpack_from(">I", inner, 4)[0])
    if 8 + count * width > len(inner):
        raise _Broken
    return count


def _numbers(inner: memoryview, layout: str) -> Iterator[int]:
    width = struct.calcsize(layout)
    return (one for (one,) in struct.iter_unpack(layout, inner[8 : 8 + width * _count(inner, width)]))


# What it means


def _judge(video: Video, name: str, notes: Notebook) -> None:
    def fault(sentence: str, remedy: str, **values: Any) -> None:
        notes.fault(name, (), sentence, remedy, **values)

    def warn(sentence: str, remedy: str, **values: Any) -> None:
        notes.warn(name, (), sentence, remedy, **values)

    again = N_("Export it again as MP4 with H.264 (8 bits, 4:2:0) and AAC.")
    picture, sound = video.track("vide"), video.track("soun")
    if picture is None:
        fault(N_("There is no picture in the file."), again)
    elif picture.codec not in _H264:
        fault(N_("The picture is «%(codec)s», which not all browsers show."), again, codec=picture.codec)
    elif picture.profile and picture.profile not in _SHOWN_PROFILES:
        fault(N_("The picture is H.264 of a kind that browsers do not show (profile %(profile)s)."), again,
              profile=picture.profile)  # fmt: skip
    if sound is None:
        warn(N_("There is no sound in the file."), N_("If that is a mistake, export it again with sound."))
    elif sound.codec != "mp4a":
        fault(N_("The sound is «%(codec)s», which not all browsers play."), again, codec=sound.codec)
    if video.is_in_pieces:
        fault(N_("The MP4 is made for streaming, in pieces (fragmented)."), N_("Export it as an ordinary MP4."))
    elif video.seconds <= 0:
        fault(N_("The film has no length."), again)
    if not video.is_fast:
        warn(
            N_("The film's table of contents stands last: it takes long before it begins to play."),
            N_("Move it first, without encoding again: ffmpeg -i IN.mp4 -c copy -movflags +faststart OUT.mp4."),
        )
    if video.size > LARGEST_COMFORTABLE:
        warn(
            N_("The film is %(size)s MB, which is heavy on a meeting room's network."),
            N_("1280×720 with about 1 Mbit/s makes it some 100 MB in 15 minutes, and is enough for people talking."),
            size=round(video.size / 1_000_000),
        )
    if picture is None:
        return
    if picture.width > LARGEST_PICTURE[0] or picture.height > LARGEST_PICTURE[1]:
        warn(
            N_("The picture is %(width)s×%(height)s, more than most meeting rooms can show."),
            N_("1280×720 or 1920×1080 is enough."),
            width=picture.width,
            height=picture.height,
        )
    between = picture.longest_between_keys()
    if between > LONGEST_BETWEEN_KEYS:
        warn(
            N_("There are up to %(seconds)s seconds between key frames: going to a chapter takes long."),
            N_("Export it with a key frame at least every 10 seconds."),
            seconds=round(between),
        )


def _decode(path: Path, video: Video, notes: Notebook) -> None:
    """A picture near the beginning, and what stands near the end, can be decoded. Nothing is done without PyAV."""
    try:
        av: Any = importlib.import_module("av")
    except ImportError:
        return
    try:
        with av.open(str(path)) as container:
            for place in (0.0, 0.5, 0.9):
                container.seek(int(place * video.seconds * 1_000_000))
                if next(container.decode(video=0), None) is None:
                    raise _Broken
    except (av.FFmpegError, _Broken, ValueError, IndexError):
        notes.fault(
            path.name,
            (),
            N_("The picture cannot be decoded everywhere in the film."),
            N_("Play the film to its end to see where it stops, and export it again."),
        )
