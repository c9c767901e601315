"""Taking programmes into the database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from rundebord.programmes.format.reading import digest_of, read
from rundebord.programmes.models import ProgrammeVersion


def install_package(*, folder: Path, at: datetime) -> ProgrammeVersion:
    """The package in the folder is in the database and is the version that new meetings take.

    Installing the same content again changes nothing but its date. Raises ``PackageFault``.
    """
    package, document = read(folder)
    version, _ = ProgrammeVersion.objects.update_or_create(
        digest=digest_of(document),
        defaults={"installed_at": at},
        create_defaults={"package": package.id, "document": document, "installed_at": at},
    )
    return version
