"""What programmes there are and what they say."""

from __future__ import annotations

from functools import lru_cache

from rundebord.programmes.format.package import Episode, Package
from rundebord.programmes.format.reading import package_of
from rundebord.programmes.models import ProgrammeVersion


def episode_after(package: Package, episode: str) -> Episode | None:
    """What the programme holds after that episode: the next one, or the next follow-up; None after the last."""
    order = [*package.episodes, *package.follow_ups]
    place = next((number for number, one in enumerate(order, 1) if one.id == episode), len(order))
    return order[place] if place < len(order) else None


class NoProgramme(LookupError):
    """The programme is not installed."""


@lru_cache(maxsize=64)
def package(digest: str) -> Package:
    """The package of that version. Raises ``NoProgramme``. Remembered: a version never changes."""
    version = ProgrammeVersion.objects.filter(digest=digest).first()
    if version is None:
        raise NoProgramme(digest)
    return package_of(version.document)


def installed_packages() -> list[str]:
    """The ids of all packages that have been installed, sorted."""
    return sorted(set(ProgrammeVersion.objects.values_list("package", flat=True)))


def installed_versions() -> list[ProgrammeVersion]:
    """The newest version of each package, by the package's id."""
    newest = {version.package: version for version in ProgrammeVersion.objects.order_by("installed_at")}
    return [newest[package_id] for package_id in sorted(newest)]


def newest_version(package_id: str) -> ProgrammeVersion:
    """The version of the package that was installed last. Raises ``NoProgramme``."""
    version = ProgrammeVersion.objects.filter(package=package_id).order_by("-installed_at").first()
    if version is None:
        raise NoProgramme(package_id)
    return version
