"""A finished film in its package: which files there are, and a manifest that says what they were made of.

The manifest holds when each line is said, so that captions, chapters and transcript can be made anew (another language,
a misspelt word) without drawing a frame; and a hash of all that is heard and seen: a film older than its script shows.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rundebord.films import captions
from rundebord.films.faults import FilmFault
from rundebord.films.script import Chapter, Line, Role, Scene, Script, plain
from rundebord.films.timeline import Sentence, Spoken, TimedLine, TimedScene, Timeline
from rundebord.programmes.format.findings import N_
from rundebord.programmes.format.package import VOICES


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a film was made of, and how it turned out."""

    episode: str
    made_of: str
    """Hash of everything in the script that is heard or seen."""
    voices: str
    """«synthetic», «recorded», or «silent» for a trial."""
    engine: Mapping[str, int]
    """Engine → how many lines it spoke."""
    seconds: float
    breath: float
    scenes: tuple[tuple[str, float, float], ...]
    """Scene id, start, end."""
    lines: tuple[tuple[str, float, float, tuple[tuple[float, float], ...]], ...]
    """Line id, start, end, and its sentences' starts and ends."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Path in the package → sha256."""


def video_file(episode: str) -> str:
    """The film itself."""
    return f"media/{episode}.mp4"


def poster_file(episode: str) -> str:
    """What is shown before it plays."""
    return f"media/{episode}.jpg"


def facts_file(episode: str) -> str:
    """When which fact card is seen."""
    return f"media/{episode}.fakta.vtt"


def captions_file(episode: str, language: str) -> str:
    """What is said, in pieces."""
    return f"media/{episode}.{language}.vtt"


def chapters_file(episode: str, language: str) -> str:
    """The chapters' titles and times."""
    return f"media/{episode}.kapitler.{language}.vtt"


def transcript_file(episode: str, language: str) -> str:
    """What is said, a line at a time."""
    return f"media/{episode}.tekst.{language}.vtt"


def manifest_file(episode: str) -> str:
    """What it was made of."""
    return f"films/{episode}/manifest.json"


def heard_and_seen(script: Script) -> str:
    """A hash of what the film is made of. Captions' words and other languages are not in it, nor what is read aloud."""

    def line(one: Line) -> Any:
        return plain(replace(one, texts={}, is_read=True))

    def scene(one: Scene) -> Any:
        return {
            "id": one.id,
            "picture": plain(one.picture),
            "seconds": one.seconds,
            "lines": [line(x) for x in one.lines],
        }

    def chapter(one: Chapter) -> Any:
        return {"title": one.title.get(script.language, ""), "scenes": [scene(x) for x in one.scenes]}

    def role(one: Role) -> Any:
        return plain(one)

    whole = {
        "title": script.title.get(script.language, ""),
        "minutes": script.minutes,
        "roles": {name: role(one) for name, one in script.roles.items()},
        "chapters": [chapter(one) for one in script.chapters],
    }
    return hashlib.sha256(json.dumps(whole, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def texts_of(timeline: Timeline) -> dict[str, str]:
    """Path in the package → content of every WebVTT file of the film."""
    episode = timeline.script.episode
    found = {facts_file(episode): captions.as_webvtt(captions.facts_of(timeline))}
    for language in captions.languages_of(timeline.script):
        found[captions_file(episode, language)] = captions.as_webvtt(captions.captions_of(timeline, language))
        found[chapters_file(episode, language)] = captions.as_webvtt(captions.chapters_of(timeline, language))
        found[transcript_file(episode, language)] = captions.as_webvtt(captions.transcript_of(timeline, language))
    return found


def film_of(script: Script, manifest: Manifest) -> dict[str, Any]:
    """What the episode says of its film: ``film`` in its YAML. Speech carries what is seen, as lint has seen to."""
    episode = script.episode
    languages = captions.languages_of(script)
    film: dict[str, Any] = {
        "video": video_file(episode),
        "poster": poster_file(episode),
        "captions": {language: captions_file(episode, language) for language in languages},
        "chapters": {language: chapters_file(episode, language) for language in languages},
        "transcript": {language: transcript_file(episode, language) for language in languages},
        "facts": facts_file(episode),
    }
    if manifest.voices in VOICES:
        film["voices"] = manifest.voices
    if script.excerpt:
        times = {name: (start, end) for name, start, end, _sentences in manifest.lines}
        first, last = script.excerpt
        film["excerpt"] = {"from": times[first][0], "to": times[last][1]}
    return film | {"described": True}


def manifest_of(timeline: Timeline, engines: Mapping[str, str]) -> Manifest:
    """The manifest of a film with that timeline; ``engines`` says who spoke each line. Files come later."""
    counts: dict[str, int] = {}
    for engine in engines.values():
        counts[engine] = counts.get(engine, 0) + 1
    kinds = set(counts)
    return Manifest(
        episode=timeline.script.episode,
        made_of=heard_and_seen(timeline.script),
        voices="recorded" if kinds == {"recorded"} else "silent" if "silent" in kinds else "synthetic",
        engine=dict(sorted(counts.items())),
        seconds=round(timeline.seconds, 3),
        breath=round(timeline.breath, 3),
        scenes=tuple((one.scene.id, round(one.start, 3), round(one.end, 3)) for one in timeline.scenes),
        lines=tuple(
            (
                one.line.id,
                round(one.start, 3),
                round(one.end, 3),
                tuple((round(s.start, 3), round(s.end, 3)) for s in one.sentences),
            )
            for one in timeline.lines
        ),
    )


def timeline_from(script: Script, manifest: Manifest) -> Timeline:
    """The timeline of the finished film, with the words of the script as it is now.

    Raises ``FilmFault`` if the film has other lines than the script.
    """
    lines = {name: (start, end, sentences) for name, start, end, sentences in manifest.lines}
    scenes = {name: (start, end) for name, start, end in manifest.scenes}
    strangers = {line.id for line in script.lines} ^ set(lines) or {one.id for one in script.scenes} ^ set(scenes)
    if strangers:
        raise FilmFault(
            N_("The film of «%(episode)s» has other lines than its script: %(lines)s."),
            N_("Make it again with «rundebord film render»."),
            episode=script.episode,
            lines=", ".join(sorted(strangers)[:5]),
        )
    timed = []
    for chapter in script.chapters:
        for scene in chapter.scenes:
            its = tuple(_timed(line, *lines[line.id]) for line in scene.lines)
            timed.append(TimedScene(scene, chapter, *scenes[scene.id], its))
    return Timeline(script, tuple(timed), manifest.breath)


def _timed(line: Line, start: float, end: float, sentences: tuple[tuple[float, float], ...]) -> TimedLine:
    return TimedLine(line, start, end, tuple(Sentence("", *one) for one in sentences))


def spoken_from(timed: TimedLine) -> Spoken:
    """How the line sounds, from its own beginning."""
    its = tuple(Sentence(one.words, one.start - timed.start, one.end - timed.start) for one in timed.sentences)
    return Spoken(timed.end - timed.start, its)


def read_manifest(package: Path, episode: str) -> Manifest | None:
    """The manifest, or None if the package has no film of that episode. Raises ``FilmFault`` if it cannot be read."""
    path = package / manifest_file(episode)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as fault:
        raise _broken(episode, fault) from fault
    try:
        return Manifest(
            **{
                **content,
                "scenes": tuple((str(name), float(start), float(end)) for name, start, end in content["scenes"]),
                "lines": tuple(
                    (str(name), float(start), float(end), tuple((float(s), float(e)) for s, e in sentences))
                    for name, start, end, sentences in content["lines"]
                ),
            }
        )
    except (TypeError, KeyError, ValueError) as fault:
        raise _broken(episode, fault) from fault


def _broken(episode: str, fault: Exception) -> FilmFault:
    return FilmFault(
        N_("%(file)s cannot be read (%(fault)s)."),
        N_("Make the film again with «rundebord film render»."),
        file=manifest_file(episode),
        fault=str(fault) or type(fault).__name__,
    )


def write_texts(package: Path, timeline: Timeline, manifest: Manifest) -> Manifest:
    """The WebVTT files and the manifest are in the package, whole. The manifest, with every file's hash."""
    # From the manifest's own times, rounded as they are: made anew from it, they are the same to the letter.
    texts = texts_of(timeline_from(timeline.script, manifest))
    for path, text in texts.items():
        write_whole(package / path, text)
    paths = [video_file(manifest.episode), poster_file(manifest.episode), *texts]
    files = {path: sha256_of(package / path) for path in sorted(paths) if (package / path).exists()}
    complete = replace(manifest, files=files)
    text = json.dumps(plain(complete), ensure_ascii=False, indent=1)
    # A line of the film on a line of the file.
    write_whole(package / manifest_file(manifest.episode), _compact(text) + "\n")
    return complete


def _compact(text: str) -> str:
    import re

    return re.sub(r"\[\s+([^\[\]{}]*?)\s+\]", lambda found: "[" + re.sub(r"\s+", " ", found[1]) + "]", text)


def write_whole(path: Path, text: str) -> None:
    """The file holds the text; at no moment half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(path.name + ".half")
    try:
        half.write_text(text, encoding="utf-8")
        os.replace(half, path)
    finally:
        half.unlink(missing_ok=True)


def sha256_of(path: Path) -> str:
    """The hash of the file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
