"""The media of a package: there, whole, and what they say they are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rundebord.programmes.format.cursor import At
from rundebord.programmes.format.findings import N_, Notebook

SUFFIXES = (".mp4", ".vtt", ".jpg", ".png")
_CHUNK = 1024 * 1024


def media_of(folder: Path, episodes: Mapping[str, Any], notes: Notebook) -> dict[str, dict[str, Any]]:
    """Path → {sha256, size} of every file that the episodes name; what is missing or broken is noted."""
    found: dict[str, dict[str, Any]] = {}
    for name, episode in episodes.items():
        film = At(episode, f"episodes/{name}.yaml", (), notes).under("film")
        for at in _named(film):
            path = at.value
            if isinstance(path, str) and path not in found:
                file = _file(folder, path, at)
                if file is not None:
                    found[path] = file
    return found


def _named(film: At) -> Iterator[At]:
    for key in ("video", "poster"):
        if film.has(key):
            yield film.under(key)
    for key in ("captions", "chapters"):
        for language, _ in film.under(key).items():
            yield film.under(key).under(language)


def _file(folder: Path, path: str, at: At) -> dict[str, Any] | None:
    whole = (folder / path).resolve()
    suffix = Path(path).suffix
    if not whole.is_relative_to(folder.resolve()) or "\0" in path:
        at.fault(N_("«%(path)s» lies outside the package."), N_("Put the file in the package's folder."), path=path)
        return None
    if suffix not in SUFFIXES:
        at.fault(
            N_("«%(path)s» is of a kind that is not shown."),
            N_("It can be: %(known)s."),
            path=path,
            known=", ".join(SUFFIXES),
        )
        return None
    try:
        with whole.open("rb") as file:
            head = file.read(_CHUNK)
            digest, size = hashlib.sha256(head), len(head)
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except (OSError, ValueError):
        at.fault(N_("«%(path)s» is not there, or cannot be read."), N_("Put the file there."), path=path)
        return None
    if suffix == ".mp4" and head[4:8] != b"ftyp":
        at.fault(N_("«%(path)s» is not an MP4."), N_("Export the film as MP4 (H.264 and AAC)."), path=path)
        return None
    if suffix == ".vtt" and not head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        at.fault(N_("«%(path)s» is not WebVTT."), N_("The first line must be WEBVTT."), path=path)
        return None
    return {"sha256": digest.hexdigest(), "size": size}
