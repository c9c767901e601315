"""What the tests themselves rest on: nothing of the developer's, and a database as in life."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection


def test_no_setting_of_the_developers_reaches_a_test() -> None:
    assert [name for name in os.environ if name.startswith("RUNDEBORD_")] == ["RUNDEBORD_DATA", "RUNDEBORD_PROGRAMME"]
    assert settings.LANGUAGE_CODE == "nb"


def test_no_test_reaches_the_developers_data() -> None:
    assert Path(tempfile.gettempdir()) in settings.RUNDEBORD.data.parents
    assert str(settings.RUNDEBORD.data) == os.environ["RUNDEBORD_DATA"]


@pytest.mark.django_db
def test_the_database_is_a_file_with_a_write_ahead_log_that_survives_a_power_cut() -> None:
    assert Path(connection.settings_dict["NAME"]).is_file()
    with connection.cursor() as cursor:

        def pragma(name: str) -> object:
            cursor.execute(f"PRAGMA {name}")
            return cursor.fetchone()[0]

        assert pragma("journal_mode") == "wal"
        assert pragma("synchronous") == 2
        assert pragma("foreign_keys") == 1
        assert pragma("secure_delete") == 1
