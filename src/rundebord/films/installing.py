"""An agency's own film takes the place of the synthetic one: looked through, copied in, and named in its episode."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rundebord.films.faults import FilmFault
from rundebord.films.installing_advice import compare_with_agenda, say_what_is_left, say_what_is_missing
from rundebord.films.installing_episode import with_film
from rundebord.films.installing_tracks import Track, read_track
from rundebord.films.installing_video import probe
from rundebord.programmes.format.findings import N_, Finding, Notebook
from rundebord.programmes.format.reading import check
from rundebord.programmes.format.yaml_files import read_yaml

LARGEST_POSTER = 2_000_000
"""Bytes."""
_NOT_NEEDED = ("films",)
"""Folders of a package that say nothing of whether it is sound, and may be large."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What came of it."""

    findings: tuple[Finding, ...]
    """Faults first. With any fault nothing was changed."""
    changed: tuple[str, ...]
    """The files that are new or changed, from the package's folder; empty if there was any fault."""


def install_film(
    package: Path,
    episode: str,
    video: Path,
    *,
    captions: Mapping[str, Path],
    chapters: Mapping[str, Path],
    poster: Path | None,
    is_described: bool | None,
) -> Installed:
    """The film with what belongs to it lies in the package's ``media`` under the episode's name, and the episode names
    it; or there are faults, and nothing has changed.

    ``captions`` and ``chapters`` are WebVTT by language. ``is_described`` None: nobody has said whether the sound tells
    what the picture shows. Raises ``FilmFault`` for an episode that the package does not have, and when the disk is
    full or cannot be written to.
    """
    notes = Notebook()
    old = _episode(package, episode)
    probed = probe(video, notes)
    seconds = probed.seconds if probed is not None else 0.0
    tracks = [Track("captions", language, path) for language, path in captions.items()]
    tracks += [Track("chapters", language, path) for language, path in chapters.items()]
    for track in tracks:
        read_track(track, seconds, notes)
    if poster is not None:
        _read_poster(poster, notes)
    if notes.has_faults:
        return Installed(_sorted(notes), ())
    say_what_is_missing(video.name, tracks, poster, is_described, notes)
    compare_with_agenda(episode, old, seconds, notes)
    files: dict[str, Path] = {f"media/{episode}.mp4": video}
    film: dict[str, Any] = {"video": f"media/{episode}.mp4"}
    if poster is not None:
        film["poster"] = f"media/{episode}{_poster_suffix(poster)}"
        files[film["poster"]] = poster
    for track in tracks:
        middle = "" if track.kind == "captions" else ".chapters"
        name = f"media/{episode}{middle}.{track.language}.vtt"
        film.setdefault(track.kind, {})[track.language] = name
        files[name] = track.path
    if is_described is not None:
        film["described"] = is_described
    say_what_is_left(package, episode, old, files, notes)
    changed = _put_in_place(package, f"episodes/{episode}.yaml", film, files, notes)
    return Installed(_sorted(notes), changed)


def _sorted(notes: Notebook) -> tuple[Finding, ...]:
    return tuple(sorted(notes.findings, key=lambda one: (one.weight != "fault", one.file, one.line)))


def _episode(package: Path, episode: str) -> dict[str, Any]:
    notes = Notebook()
    programme = read_yaml(package, "programme.yaml", notes)
    known = [str(one) for one in programme.get("episodes") or ()]
    if not notes.has_faults and episode not in known:
        raise FilmFault(
            N_("The programme has no episode «%(episode)s»."),
            N_("It has: %(known)s."),
            episode=episode,
            known=", ".join(known),
        )
    old = {} if notes.has_faults else read_yaml(package, f"episodes/{episode}.yaml", notes)
    if notes.has_faults:
        first = notes.findings[0]
        raise FilmFault(first.sentence, first.remedy, **first.values)
    return old


def _read_poster(poster: Path, notes: Notebook) -> None:
    try:
        with poster.open("rb") as file:
            head, size = file.read(8), poster.stat().st_size
    except OSError as fault:
        notes.fault(poster.name, (), N_("The file cannot be read (%(fault)s)."), fault=fault.strerror or str(fault))
        return
    if not head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        notes.fault(
            poster.name, (), N_("The poster is neither JPEG nor PNG."), N_("Save a picture from the film as JPEG.")
        )
    elif size > LARGEST_POSTER:
        notes.warn(
            poster.name,
            (),
            N_("The poster is %(size)s MB."),
            N_("Save it as JPEG in the size of the film: some hundred KB."),
            size=round(size / 1_000_000),
        )


def _poster_suffix(poster: Path) -> str:
    return ".jpg" if poster.read_bytes()[:2] == b"\xff\xd8" else ".png"


def _put_in_place(
    package: Path, episode_file: str, film: Mapping[str, Any], files: Mapping[str, Path], notes: Notebook
) -> tuple[str, ...]:
    """The files that changed; none if the package would not be sound with them, which is noted."""
    try:
        # Inside the package, so that moving a file is one step, and a full disk is met before anything has changed.
        with tempfile.TemporaryDirectory(prefix=".film-", dir=package) as made:
            there = Path(made) / "package"
            _link_all(package, there, Path(made))
            for name, source in files.items():
                _copy(source, there / name)
                # Readable for those who can read the rest of the package, whatever this command's own mask is.
                shutil.copymode(package / episode_file, there / name)
            before = (package / episode_file).read_bytes()
            after = with_film(before.decode("utf-8"), film, episode_file).encode()
            (there / episode_file).unlink()
            (there / episode_file).write_bytes(after)
            shutil.copymode(package / episode_file, there / episode_file)
            faults = [one for one in check(there).findings if one.weight == "fault"]
            if faults:
                notes.findings.extend(faults)
                return ()
            changed = [name for name in files if not _is_same(there / name, package / name)]
            changed += [episode_file] if before != after else []
            _move(there, package, changed, Path(made) / "before")
            return tuple(changed)
    except OSError as fault:
        raise FilmFault(
            N_("The film could not be written into %(folder)s (%(fault)s). Nothing was changed."),
            N_("See that there is room on the disk and that you may write there, and try again."),
            folder=str(package),
            fault=fault.strerror or str(fault),
        ) from fault


def _link_all(package: Path, there: Path, made: Path) -> None:
    for folder, folders, names in os.walk(package):
        folders[:] = [
            one for one in folders if Path(folder, one) != made and not one.startswith(".") and one not in _NOT_NEEDED
        ]
        goal = there / Path(folder).relative_to(package)
        goal.mkdir(parents=True, exist_ok=True)
        for name in names:
            try:
                os.link(Path(folder, name).resolve(), goal / name)
            except OSError:
                shutil.copyfile(Path(folder, name), goal / name)


def _copy(source: Path, goal: Path) -> None:
    goal.parent.mkdir(parents=True, exist_ok=True)
    goal.unlink(missing_ok=True)
    shutil.copyfile(source, goal)


def _is_same(one: Path, other: Path) -> bool:
    return other.is_file() and one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()


def _move(there: Path, package: Path, names: Sequence[str], before: Path) -> None:
    """All the files have taken their places, or none has. The episode comes last: it names the others."""
    moved: list[str] = []
    try:
        for name in names:
            (package / name).parent.mkdir(parents=True, exist_ok=True)
            if (package / name).exists():
                (before / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(package / name, before / name)
            os.replace(there / name, package / name)
            moved.append(name)
    except OSError:
        for name in moved:
            with suppress(OSError):
                if (before / name).exists():
                    os.replace(before / name, package / name)
                else:
                    (package / name).unlink()
        raise
