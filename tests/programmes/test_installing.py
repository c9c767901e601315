"""Programmes in the database: a version for each content, and the newest is what a new meeting takes."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from factories.packages import REAL, real_package, structure, words, write_package
from rundebord.programmes.format.reading import PackageFault
from rundebord.programmes.models import ProgrammeVersion
from rundebord.programmes.operations import install_package
from rundebord.programmes.queries import NoProgramme, newest_version, package

pytestmark = pytest.mark.django_db
MEDIA = Path("nowhere")
"""The small programmes have no film."""


def day(number: int) -> datetime:
    return datetime(2026, 9, number, tzinfo=UTC)


def test_an_installed_programme_is_the_newest_of_its_name_and_reads_as_it_was_written(tmp_path: Path) -> None:
    version = install_package(folder=REAL, at=day(1), media=tmp_path / "media")
    assert newest_version("digital-transformasjon") == version
    assert package(version.digest) == real_package()


def test_the_same_content_installed_twice_is_one_version(tmp_path: Path) -> None:
    first = install_package(folder=write_package(tmp_path), at=day(1), media=MEDIA)
    second = install_package(folder=tmp_path, at=day(2), media=MEDIA)
    assert first.digest == second.digest
    assert ProgrammeVersion.objects.count() == 1
    assert ProgrammeVersion.objects.get().installed_at == day(2)


def test_another_content_is_another_version_and_the_old_stays_readable(tmp_path: Path) -> None:
    old = install_package(folder=write_package(tmp_path), at=day(1), media=MEDIA)
    new = install_package(folder=write_package(tmp_path, nb={**words("nb"), "title": "New"}), at=day(2), media=MEDIA)
    assert newest_version("small") == new
    assert package(old.digest).text("nb")[1].title == "title nb"
    assert package(new.digest).text("nb")[1].title == "New"


def test_a_content_that_is_installed_again_is_the_newest_again(tmp_path: Path) -> None:
    old = install_package(folder=write_package(tmp_path / "old"), at=day(1), media=MEDIA)
    install_package(folder=write_package(tmp_path / "new", nb={**words("nb"), "title": "New"}), at=day(2), media=MEDIA)
    install_package(folder=tmp_path / "old", at=day(3), media=MEDIA)
    assert newest_version("small") == old


def test_a_programme_that_is_not_installed_is_said_so() -> None:
    with pytest.raises(NoProgramme, match="nonesuch"):
        newest_version("nonesuch")
    with pytest.raises(NoProgramme, match=r"^0{64}$"):
        package("0" * 64)


def test_a_faulty_package_is_not_installed(tmp_path: Path) -> None:
    with pytest.raises(PackageFault):
        install_package(folder=write_package(tmp_path, {**structure(), "episodes": []}), at=day(1), media=MEDIA)
    assert ProgrammeVersion.objects.count() == 0


@pytest.mark.parametrize(
    "extra", ["updated: 2026-11-23", "1: a\nb: c", "size: .nan", "data: !!binary aGVp", "set: !!set {a}"]
)
def test_what_an_editor_adds_and_yaml_makes_more_than_text_of_is_installed_or_refused_in_words(
    tmp_path: Path, extra: str
) -> None:
    """A key that Rundebord does not read may stand in the file; a date in it is the likeliest of all."""
    folder = write_package(tmp_path)
    with (folder / "programme.yaml").open("a", encoding="utf-8") as file:
        file.write(extra + "\n")
    with suppress(PackageFault):
        version = install_package(folder=folder, at=day(1), media=MEDIA)
        assert package(version.digest).id == "small"
