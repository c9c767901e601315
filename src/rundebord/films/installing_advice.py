"""What an editor should know about a film of one's own: what it lacks, and what it does to the hour and the paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rundebord.films.installing_tracks import Track, clock
from rundebord.programmes.format.findings import N_, Notebook

EVEN = 0.5
"""Minutes: a film that differs less from its step in the agenda fits."""


def say_what_is_missing(
    name: str, tracks: Sequence[Track], poster: Path | None, is_described: bool | None, notes: Notebook
) -> None:
    """What the film lacks is noted, with what it costs those who see it. ``name`` is the film's."""
    kinds = {track.kind for track in tracks}
    if "captions" not in kinds:
        notes.warn(
            name,
            (),
            N_("The film has no captions. Public bodies must have them, and many in the room need them."),
            N_("Make them as WebVTT, and install the film again with --captions FILE.vtt --language nb."),
        )
    if "chapters" not in kinds:
        notes.warn(
            name,
            (),
            N_("The film has no chapters: nobody can go to a place in it by name."),
            N_("Write them as WebVTT, a cue for each, and install the film again with --chapters FILE.vtt."),
        )
    if poster is None:
        notes.warn(
            name,
            (),
            N_("The film has no poster: what is seen before it begins is its first picture, often black."),
            N_("Save a picture from the film as JPEG, and install the film again with --poster FILE.jpg."),
        )
    if is_described is None:
        notes.warn(
            name,
            (),
            N_("Nobody has said whether the sound tells what the picture shows."),
            N_("Listen to the film without looking. If nothing is lost, install it again with --described."),
        )
    elif not is_described:
        notes.warn(
            name,
            (),
            N_("The sound does not tell all that the picture shows. Public bodies must offer audio description."),
            N_("Say what is shown in a new recording of the sound, or describe it in the text of the film."),
        )


def compare_with_agenda(episode: str, old: Mapping[str, Any], seconds: float, notes: Notebook) -> None:
    """It is noted if the film does not fit the step that shows it, and what that does to the hour."""
    file, steps = f"episodes/{episode}.yaml", old.get("steps")
    watch = next((one for one in steps or () if isinstance(one, dict) and one.get("activity") == "watch"), None)
    if watch is None:
        notes.warn(
            file,
            (),
            N_("No step of the episode shows a film."),
            N_("Add a step with «activity: watch», or the film is never shown."),
        )
        return
    planned, minutes = watch.get("minutes"), seconds / 60
    if not isinstance(planned, int | float) or abs(minutes - planned) <= EVEN:
        return
    rounded = max(0.5, round(minutes * 2) / 2)
    values = {
        "length": clock(seconds),
        "planned": f"{planned:g}",
        "difference": f"{abs(minutes - planned):.0f}",
        "step": str(watch.get("id", "")),
        "minutes": f"{rounded:g}",
    }
    longer = N_(
        "The film lasts %(length)s, and the agenda has %(planned)s minutes for it: "
        "the other steps get %(difference)s minutes less."
    )
    shorter = N_(
        "The film lasts %(length)s, and the agenda has %(planned)s minutes for it: "
        "%(difference)s minutes are left for the other steps."
    )
    notes.warn(
        file,
        (),
        longer if minutes > planned else shorter,
        N_("Write «minutes: %(minutes)s» and «floor: %(minutes)s» at the step «%(step)s», and see what gives way."),
        **values,
    )


def say_what_is_left(
    package: Path, episode: str, old: Mapping[str, Any], files: Mapping[str, Path], notes: Notebook
) -> None:
    """What belonged to the old film, and is not this command's to delete, is noted. ``files`` are the new ones."""
    file = f"episodes/{episode}.yaml"
    named = sorted(_paths_in(old.get("film")) - set(files))
    left = [path for path in named if (package / path).is_file()]
    if left:
        notes.warn(
            file,
            (),
            N_("These belonged to the film that was there before, and are no longer named: %(files)s."),
            N_("Delete them if nothing else needs them."),
            files=", ".join(left),
        )
    if old.get("facts"):
        notes.warn(
            file,
            (),
            N_("The group's paper still gives the sources of the facts that the film before showed."),
            N_("Write under «facts» those that this film shows, or take the line away."),
        )
    for text in sorted(package.glob(f"text/*/{episode}.reading.md")):
        notes.warn(
            text.relative_to(package).as_posix(),
            (),
            N_("This text is read aloud instead of the film. Does it still say the same?"),
            N_("Write it anew, or delete it."),
        )


def _paths_in(film: Any) -> set[str]:
    if isinstance(film, str):
        return {film} if film.startswith("media/") else set()
    return set().union(*map(_paths_in, film.values())) if isinstance(film, dict) else set()
