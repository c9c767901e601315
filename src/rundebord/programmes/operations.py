"""Taking programmes into the database."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from rundebord.programmes.format.package import Package
from rundebord.programmes.format.reading import digest_of, read
from rundebord.programmes.models import ProgrammeVersion


def install_package(*, folder: Path, at: datetime, media: Path) -> ProgrammeVersion:
    """The package in the folder is in the database and is the version that new meetings take.

    Its films lie in ``media``, each named by what it holds. Installing the same content again changes nothing but its
    date. Raises ``PackageFault``, and ``OSError`` if the films cannot be copied.
    """
    package, document = read(folder)
    _copy_media(folder, package, media)
    version, _ = ProgrammeVersion.objects.update_or_create(
        digest=digest_of(document),
        defaults={"installed_at": at},
        create_defaults={"package": package.id, "document": document, "installed_at": at},
    )
    return version


def _copy_media(folder: Path, package: Package, media: Path) -> None:
    for episode in package.episodes:
        film = episode.film
        if film is None:
            continue
        tracks = [*film.captions.values(), *film.chapters.values(), *film.transcript.values()]
        for file in filter(None, [film.video, *tracks, film.poster, film.facts]):
            target = media / f"{file.sha256}{Path(file.path).suffix}"
            if target.exists() and target.stat().st_size == file.size:
                continue
            media.mkdir(parents=True, exist_ok=True)
            # Under another name first: a film that is half copied must never be shown.
            partial = target.with_name(f"{target.name}.part")
            shutil.copyfile(folder / file.path, partial)
            partial.replace(target)
