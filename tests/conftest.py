"""What all tests stand on: an environment of their own, a real database in a file, and no memory of the last test."""

from __future__ import annotations

import atexit
import importlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parents[1]


def _make_environment() -> None:
    """No setting of the developer's reaches a test, and no test reaches the developer's data."""
    for name in [name for name in os.environ if name.startswith("RUNDEBORD_")]:
        del os.environ[name]
    folder = tempfile.mkdtemp(prefix="rundebord-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["RUNDEBORD_DATA"] = folder
    os.environ["RUNDEBORD_PROGRAMME"] = "to-steg"


def _make_settings_again() -> None:
    """pytest-django loads the settings before any conftest is read; here they are made from our environment."""
    from django.conf import settings

    module = importlib.reload(importlib.import_module("rundebord.config.settings"))
    for name in dir(module):
        if name.isupper():
            setattr(settings, name, getattr(module, name))


_make_environment()
_make_settings_again()

# The same examples every time: a test that fails today failed yesterday. The soak looks further.
hypothesis.settings.register_profile("quick", deadline=None, max_examples=100, derandomize=True)
hypothesis.settings.register_profile("soak", deadline=None, max_examples=3_000)
hypothesis.settings.load_profile("quick")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Each worker has a database in a file of its own, in WAL as in life; in memory there are no second writers."""
    from django.db import connections

    connections["default"].settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    from rundebord.live.broadcast import send_announcements_to
    from rundebord.meetings.operations import forget_all_meetings

    forget_all_meetings()
    yield
    send_announcements_to(None)
    forget_all_meetings()


@pytest.fixture
def programme(db: None, tmp_path: Path) -> str:
    """The small programme of two steps is installed. Its id."""
    from rundebord.programmes.operations import install_package

    folder = ROOT / "packages" / "to-steg"
    at = datetime(2026, 9, 1, tzinfo=UTC)
    return install_package(folder=folder, at=at, media=tmp_path / "media").package
