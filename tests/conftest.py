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
from typing import Any

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parents[1]


def _make_environment() -> None:
    """No setting of the developer's reaches a test, and no test reaches the developer's data."""
    for name in [name for name in os.environ if name.startswith("RUNDEBORD_") or name == "DATABASE_URL"]:
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


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="the database under the tests; for postgresql a server is started, and gone afterwards",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--database") != "postgresql":
        return
    worker: dict[str, str] | None = getattr(config, "workerinput", None)
    if worker is None:
        from factories.postgresql import Cluster

        cluster = Cluster.made()
        atexit.register(cluster.remove)
        url = cluster.url("rundebord")
    else:
        url = worker["database_url"]
    os.environ["DATABASE_URL"] = url
    _make_settings_again()
    _forget_connections()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """All workers share one PostgreSQL, and have a database each."""
    node.workerinput["database_url"] = os.environ.get("DATABASE_URL", "")


def _forget_connections() -> None:
    from django.db import connections

    connections.__dict__.pop("settings", None)
    connections._settings = None
    for alias in ("default",):
        if hasattr(connections._connections, alias):
            delattr(connections._connections, alias)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--database") == "postgresql":
        skip = pytest.mark.skip(reason="about SQLite's own file")
        for item in items:
            if item.get_closest_marker("sqlite") is not None:
                item.add_marker(skip)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> None:
    """Each worker has a database of its own; SQLite's in a file, in WAL as in life: in memory are no second writers."""
    from django.db import connections

    name = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
    if request.config.getoption("--database") == "postgresql":
        name = f"test_{getattr(request.config, 'workerinput', {}).get('workerid', 'alone')}"
    connections["default"].settings_dict["TEST"]["NAME"] = name


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
