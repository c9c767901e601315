from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from courses.assessing import AT, asked, english
from factories.packages import REAL
from rundebord.courses.models import Assessment
from rundebord.groups.models import Group


@pytest.fixture
def group(db: None, tmp_path: Path) -> Group:
    """A group that follows the real programme and has not met."""
    from rundebord.groups.operations import create_group
    from rundebord.programmes.operations import install_package

    programme = install_package(folder=REAL, at=AT, media=tmp_path / "media")
    return create_group(language="nb", at=AT, programme=programme)


@pytest.fixture
def phone() -> Client:
    """A phone that has the link, and is let into nothing."""
    return english()


@pytest.fixture
def ours(group: Group) -> Client:
    """The group's own computer."""
    return english(group)


@pytest.fixture
def before(group: Group) -> Assessment:
    return asked(group)
