"""The media of a package: there, whole, and what they say they are."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rundebord.programmes.format.cursor import At
from rundebord.programmes.format.findings import N_, Notebook
from rundebord.programmes.format.vtt import Cue, cues_of

KINDS = {
    "video": (".mp4",),
    "poster": (".jpg", ".png"),
    "captions": (".vtt",),
    "chapters": (".vtt",),
    "transcript": (".vtt",),
    "facts": (".vtt",),
}
"""What each key of a film can name."""
BY_LANGUAGE = ("captions", "chapters", "transcript")
SUFFIXES = tuple(sorted({suffix for kinds in KINDS.values() for suffix in kinds}))
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_CHUNK = 1024 * 1024


def media_of(
    folder: Path, episodes: Mapping[str, Any], facts: Collection[str], notes: Notebook
) -> dict[str, dict[str, Any]]:
    """Path → {sha256, size} of every file that the episodes name; what is missing or broken is noted.

    For the times of fact cards also ``facts``: the ids that it names, each of them one of the given ``facts``.
    """
    found: dict[str, dict[str, Any]] = {}
    for name, episode in episodes.items():
        film = At(episode, f"episodes/{name}.yaml", (), notes).under("film")
        for key, at in _named(film):
            path = at.value
            if not isinstance(path, str):
                at.fault(
                    N_("This must be the name of a file."), N_("Write it from the package's folder: media/film.mp4.")
                )
                continue
            file = _file(folder, path, KINDS[key], at)
            if file is None:
                continue
            found[path] = file
            if path.endswith(".vtt"):
                cues = _cues(folder, path, file["size"], notes)
                if key == "facts":
                    file["facts"] = _known(cues, facts, path, notes)
    return found


def _named(film: At) -> Iterator[tuple[str, At]]:
    for key in ("video", "poster", "facts"):
        if film.has(key):
            yield key, film.under(key)
    for key in BY_LANGUAGE:
        tracks = film.under(key).value
        for language in tracks if isinstance(tracks, dict) else ():
            at = film.under(key).under(language)
            if _LANGUAGE.fullmatch(language) is None:
                at.fault(N_("A language is written as two or three small letters: nb, nn, en."))
            yield key, at


def _cues(folder: Path, path: str, size: int, notes: Notebook) -> Sequence[Cue]:
    if size > _CHUNK:
        notes.fault(path, (), N_("The file is larger than 1 MB."), N_("The text of a film is some thousand lines."))
        return ()
    try:
        return cues_of((folder / path).read_bytes().decode("utf-8"), path, notes)
    except (OSError, UnicodeDecodeError):
        notes.fault(path, (), N_("The file is not UTF-8."), N_("Save it as UTF-8."))
        return ()


def _known(cues: Sequence[Cue], facts: Collection[str], path: str, notes: Notebook) -> list[str]:
    """The ids that the cues name, each once; one that no fact bank has is noted."""
    for cue in cues:
        if cue.text not in facts:
            notes.learn_lines(path, {(cue.line,): cue.line})
            notes.fault(
                path,
                (cue.line,),
                N_("«%(fact)s» is not in the fact bank."),
                N_("Write the id of one fact, as it stands in facts.yaml."),
                fact=cue.text[:80],
            )
    return list(dict.fromkeys(cue.text for cue in cues if cue.text in facts))


def _file(folder: Path, path: str, kinds: Sequence[str], at: At) -> dict[str, Any] | None:
    suffix = Path(path).suffix
    if suffix not in kinds:
        at.fault(
            N_("«%(path)s» is of a kind that is not shown."),
            N_("It can be: %(known)s."),
            path=path[:200],
            known=", ".join(kinds),
        )
        return None
    try:
        whole = (folder / path).resolve()
        is_inside = whole.is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        # A NUL, half a letter, or a link that leads to itself.
        at.fault(N_("«%(path)s» is not there, or cannot be read."), N_("Put the file there."), path=path[:200])
        return None
    if not is_inside:
        at.fault(N_("«%(path)s» lies outside the package."), N_("Put the file in the package's folder."), path=path)
        return None
    try:
        with whole.open("rb") as file:
            head = file.read(_CHUNK)
            digest, size = hashlib.sha256(head), len(head)
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except (OSError, ValueError):
        at.fault(N_("«%(path)s» is not there, or cannot be read."), N_("Put the file there."), path=path[:200])
        return None
    if suffix == ".mp4" and head[4:8] != b"ftyp":
        at.fault(N_("«%(path)s» is not an MP4."), N_("Export the film as MP4 (H.264 and AAC)."), path=path)
        return None
    if suffix == ".vtt" and not head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        at.fault(N_("«%(path)s» is not WebVTT."), N_("The first line must be WEBVTT."), path=path)
        return None
    return {"sha256": digest.hexdigest(), "size": size}
