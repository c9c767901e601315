from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from factories.folders import InFolder


@pytest.fixture(scope="session")
def in_folder(django_db_blocker: DjangoDbBlocker) -> InFolder:
    @contextmanager
    def entered(folder: Path) -> Iterator[None]:
        from django.db import connections

        from rundebord.config.data_folder import DATABASE

        former = connections["default"]
        its_own = connections.create_connection("default")
        its_own.settings_dict = {**its_own.settings_dict, "NAME": str(folder / DATABASE)}
        connections["default"] = its_own
        try:
            with django_db_blocker.unblock():
                yield
        finally:
            with django_db_blocker.unblock():
                its_own.close()
            connections["default"] = former

    return entered


@pytest.fixture(scope="session")
def made_folder(tmp_path_factory: pytest.TempPathFactory, in_folder: InFolder) -> Path:
    from factories.living import START, a_line, give
    from rundebord.config import data_folder, database
    from rundebord.meetings.operations import open_first_meeting

    folder = tmp_path_factory.mktemp("made") / "data"
    data_folder.prepare(folder)
    data_folder.secret_key(folder)
    with in_folder(folder):
        database.make_ready(folder)
        database.install_programmes(folder)
        meeting = open_first_meeting(programme="to-steg", language="nb")[1]
        give(meeting, START, a_line(1), a_line(2))
    return folder


@pytest.fixture
def folder(made_folder: Path, tmp_path: Path) -> Path:
    """A data folder as a server leaves it: a database with a meeting of two lines in it, and the secret key."""
    copy = tmp_path / "data"
    shutil.copytree(made_folder, copy)
    copy.chmod(0o700)
    return copy
