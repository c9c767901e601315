from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from factories.packages import REAL
from rundebord.groups.models import Group

AT = datetime(2026, 9, 1, 8, tzinfo=UTC)


@pytest.fixture
def group(db: None, tmp_path: Path) -> Group:
    """A group that follows the real programme and has not met."""
    from rundebord.groups.operations import create_group
    from rundebord.programmes.operations import install_package

    programme = install_package(folder=REAL, at=AT, media=tmp_path / "media")
    return create_group(language="nb", at=AT, programme=programme)
