"""A timeline and its voices become an MP4 and a poster: pictures drawn chapter by chapter, sound mixed, both encoded.

A chapter that is seen as before is not drawn again: its encoded pictures are kept in the work folder, under a hash of
all that its pictures depend on. Nothing half-made is ever in the place of the finished film.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rundebord.films.faults import MissingTool, Progress, no_progress
from rundebord.films.ffmpeg import failed, ffmpeg_program, run_ffmpeg
from rundebord.films.pictures.shown import FactShown
from rundebord.films.probing import Probed, longest_still, probe
from rundebord.films.soundtrack import LineSound, loudness, loudness_of, mixed, write_track
from rundebord.films.timeline import Timeline

if TYPE_CHECKING:
    from rundebord.films.pictures.painter import Painter

__all__ = ["Probed", "RenderedFilm", "draw_sheet", "longest_still", "loudness", "probe", "render_film"]

FPS = 12
WIDTH, HEIGHT = 1280, 720
_COLOURS = ("-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv")
_VIDEO = (
    "-vf", "scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int,format=yuv420p",
    "-c:v", "libx264", "-preset", "medium", "-tune", "animation", "-crf", "25", "-profile:v", "high",
    *_COLOURS, "-video_track_timescale", "12000",
)  # fmt: skip
_SECONDS_BETWEEN_KEYS = 20
"""Of key frames at the most: to go somewhere in the film takes no longer than to decode so much."""


@dataclass(frozen=True, slots=True)
class RenderedFilm:
    """What has been made."""

    output: Path
    poster: Path
    seconds: float
    size: int
    """Bytes of the film."""
    frames: int
    drawn: int
    """Frames that had to be drawn; the rest were as the one before, or in a chapter kept from earlier."""


def render_film(
    timeline: Timeline,
    voiced: Mapping[str, LineSound],
    *,
    facts: Mapping[str, FactShown],
    questions: Sequence[str],
    output: Path,
    poster: Path,
    work: Path,
    fps: int = FPS,
    progress: Progress = no_progress,
) -> RenderedFilm:
    """The film is at ``output`` and its poster at ``poster``. Raises ``FilmFault``; then both are as they were."""
    from rundebord.films.pictures.painter import Painter

    segments = work / "segments"
    segments.mkdir(parents=True, exist_ok=True)
    track = mixed(timeline, voiced)
    painter = Painter(timeline, facts, questions, loudness_of(track))
    chapters = _chapters(timeline, fps)
    total = sum(one.frames for one in chapters)
    kept, drawn, done = [], 0, 0
    for chapter in chapters:
        target = segments / f"{timeline.script.episode}-{_hash(painter, chapter, fps)}.mp4"
        if not target.exists():
            drawn += _encode(
                painter, chapter, fps, target, lambda more, before=done: progress(before + more, total, "pictures")
            )
        kept.append(target)
        done += chapter.frames
        progress(done, total, "pictures")
    _forget_others(segments, timeline.script.episode, kept)
    with tempfile.TemporaryDirectory(dir=work) as folder:
        sound = write_track(track, Path(folder))
        progress(total, total, "sound")
        _join(kept, sound, timeline, Path(folder), output)
        _write_poster(painter, poster)
    return RenderedFilm(output, poster, timeline.seconds, output.stat().st_size, total, drawn)


def draw_sheet(
    timeline: Timeline, *, facts: Mapping[str, FactShown], questions: Sequence[str], folder: Path
) -> tuple[Path, ...]:
    """PNGs in ``folder`` with one frame of every scene, for those who look the film through."""
    from rundebord.films.pictures import contact_sheet
    from rundebord.films.pictures.painter import Painter

    folder.mkdir(parents=True, exist_ok=True)
    painter = Painter(timeline, facts, questions, lambda second: 0.0)
    return contact_sheet(painter, folder / f"{timeline.script.episode}.png")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A chapter in frames. Its pictures are reckoned from its own beginning, so that it can move in the film."""

    start: float
    first: int
    frames: int

    def seconds(self, fps: int) -> Iterator[float]:
        for number in range(self.frames):
            yield self.start + number / fps


def _chapters(timeline: Timeline, fps: int) -> list[_Stretch]:
    found = []
    for _, start, end in timeline.chapters():
        first, last = round(start * fps), round(end * fps)
        found.append(_Stretch(start, first, last - first))
    return found


def _hash(painter: Painter, chapter: _Stretch, fps: int) -> str:
    """Of all that the chapter's pictures depend on: words, moments, code, encoder."""
    seen = hashlib.sha256(f"{fps} {_VIDEO} {_code_version()}".encode())
    scenes: set[int] = set()
    for second in chapter.seconds(fps):
        moment = painter.moment(second)
        if moment.scene not in scenes:
            scenes.add(moment.scene)
            seen.update(painter.stages[moment.scene].depends_on().encode())
        seen.update(repr(replace(moment, scene=0)).encode())
    return seen.hexdigest()[:24]


def _code_version() -> str:
    """Of the modules that draw."""
    folder = Path(__file__).parent / "pictures"
    files = sorted(folder.rglob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _encode(painter: Painter, chapter: _Stretch, fps: int, target: Path, tell: Any) -> int:
    """The chapter's pictures are an MP4 without sound at ``target``; how many frames were drawn."""
    from rundebord.films.pictures.pen import surface

    try:
        numpy: Any = importlib.import_module("numpy")
    except ImportError as fault:
        raise MissingTool("numpy", "film") from fault
    pixels = numpy.zeros((HEIGHT, WIDTH, 4), dtype=numpy.uint8)
    canvas = surface(WIDTH, HEIGHT, pixels).getCanvas()
    unfinished = target.with_name(f"{target.name}.{os.getpid()}.part")
    command = [
        ffmpeg_program(), "-hide_banner", "-loglevel", "error", "-y",
        "-f", "rawvideo", "-pix_fmt", "bgr0", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(fps), "-i", "-",
        *_VIDEO, "-g", str(fps * _SECONDS_BETWEEN_KEYS), "-f", "mp4", str(unfinished),
    ]  # fmt: skip
    drawn, before = 0, None
    with tempfile.TemporaryFile() as log:
        encoder = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=log)  # noqa: S603
        assert encoder.stdin is not None  # noqa: S101  # a pipe was asked for
        try:
            for number, second in enumerate(chapter.seconds(fps)):
                moment = painter.moment(second)
                if moment != before:
                    painter.paint_moment(canvas, moment)
                    drawn, before = drawn + 1, moment
                encoder.stdin.write(memoryview(pixels))
                if number % fps == 0:
                    tell(number)
            encoder.stdin.close()
        except BrokenPipeError:
            pass
        except BaseException:
            encoder.kill()
            unfinished.unlink(missing_ok=True)
            raise
        finally:
            encoder.wait()
        if encoder.returncode:
            unfinished.unlink(missing_ok=True)
            log.seek(0)
            raise failed(log.read().decode("utf-8", "replace"))
    unfinished.replace(target)
    return drawn


def _forget_others(segments: Path, episode: str, kept: Sequence[Path]) -> None:
    """Chapters of this film as they were before are not kept."""
    for file in segments.glob(f"{episode}-*.mp4"):
        if file not in kept:
            file.unlink(missing_ok=True)


def _join(parts: Sequence[Path], sound: Path, timeline: Timeline, folder: Path, output: Path) -> None:
    listing = folder / "parts.txt"
    listing.write_text("".join(f"file '{part.resolve()}'\n" for part in parts), encoding="utf-8")
    script = timeline.script
    title = script.title.get(script.language) or next(iter(script.title.values()), "")
    unfinished = output.with_name(f".{output.name}.{os.getpid()}.mp4")
    output.parent.mkdir(parents=True, exist_ok=True)
    try:
        run_ffmpeg([
            "-f", "concat", "-safe", "0", "-i", listing, "-i", sound, "-map", "0:v", "-map", "1:a",
            "-c:v", "copy", *_COLOURS, "-c:a", "aac", "-b:a", "64k", "-ar", "48000", "-ac", "1",
            "-metadata", f"title={title}", "-metadata:s:a:0", f"language={script.language}",
            "-map_metadata:c", "-1", "-fflags", "+bitexact", "-movflags", "+faststart", unfinished,
        ])  # fmt: skip
        unfinished.replace(output)
    finally:
        unfinished.unlink(missing_ok=True)


def _write_poster(painter: Painter, poster: Path) -> None:
    """A frame that says what the film is: its title card with everybody there, else the first table."""
    second = _poster_second(painter)
    data = painter.jpeg(second)
    poster.parent.mkdir(parents=True, exist_ok=True)
    unfinished = poster.with_name(f".{poster.name}.{os.getpid()}.part")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(poster)
    finally:
        unfinished.unlink(missing_ok=True)


def _poster_second(painter: Painter) -> float:
    scenes = painter.timeline.scenes
    for kind in ("title", "table", "pair", "talk"):
        for timed in scenes:
            if timed.scene.picture.kind == kind:
                return max(timed.start, timed.end - 0.5)
    return max(0.0, painter.timeline.seconds / 2)
