"""DATABASE_URL: what it means, what is refused in words, and that its password is said nowhere."""

from __future__ import annotations

import sys

import pytest

from rundebord.config.database_address import DatabaseAddress, driver_command, read_database_url
from rundebord.config.environment import BadSetting, read_environment

SECRET = "hemmelig-ord"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("postgresql://db", None),
        ("postgresql://host/name", DatabaseAddress("name", "host")),
        ("postgres://host/name", DatabaseAddress("name", "host")),
        ("postgresql://me:it%2Fs%40@host:6432/name", DatabaseAddress("name", "host", 6432, "me", "it/s@")),
        ("postgresql:///name?host=/run/postgresql", DatabaseAddress("name", "/run/postgresql")),
        ("postgresql://me@/name?host=/run/postgresql", DatabaseAddress("name", "/run/postgresql", user="me")),
        ("postgresql://[::1]:5432/name", DatabaseAddress("name", "::1", 5432)),
        ("postgresql://h/n?sslmode=require", DatabaseAddress("n", "h", options=(("sslmode", "require"),))),
    ],
)
def test_an_address_is_read_as_libpq_would(url: str, address: DatabaseAddress | None) -> None:
    if address is None:
        with pytest.raises(ValueError, match="postgresql://"):
            read_database_url(url)
    else:
        assert read_database_url(url) == address


def test_nothing_is_sqlite_in_the_data_folder() -> None:
    assert read_database_url("") is None
    assert read_environment({}).database is None


BAD = [
    "name",
    f"mysql://me:{SECRET}@host/name",
    f"sqlite:///{SECRET}.sqlite3",
    f"postgresql://me:{SECRET}@host",
    f"postgresql://me:{SECRET}@host/",
    f"postgresql://me:{SECRET}@host/name/more",
    f"postgresql://me:{SECRET}@host:port/name",
    f"postgresql://me:{SECRET}@host:99999/name",
    f"postgresql://me:{SECRET}@host/name?foo=1",
    f"postgresql://me:{SECRET}@host/name?host",
    f"postgresql://me:{SECRET}@host/name#top",
    f"postgresql://me:{SECRET}%00@host/name",
    f"postgresql://me:{SECRET}@[host/name",
]


@pytest.mark.parametrize("url", BAD, ids=range(len(BAD)))
def test_a_bad_address_is_refused_in_a_sentence_that_says_what_is_allowed_and_not_the_password(url: str) -> None:
    with pytest.raises(BadSetting) as said:
        read_environment({"DATABASE_URL": url})
    assert "DATABASE_URL" in str(said.value)
    assert "postgresql://" in str(said.value)
    assert SECRET not in str(said.value)


def test_the_password_is_in_no_word_about_the_address() -> None:
    address = read_environment({"DATABASE_URL": f"postgresql://me:{SECRET}@host:6432/name?sslmode=require"}).database
    assert address is not None
    assert SECRET not in repr(address)
    assert address.shown == "postgresql://me@host:6432/name"
    assert address.for_driver()["password"] == SECRET


def test_without_its_driver_the_setting_is_refused_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(BadSetting) as said:
        read_environment({"DATABASE_URL": "postgresql://host/name"})
    assert driver_command() in str(said.value)
    assert "postgresql.txt" in driver_command()


def test_each_connection_has_limits_and_the_isolation_that_the_locks_reckon_with() -> None:
    address = read_database_url("postgresql://host/name")
    assert address is not None
    entry = address.for_django()
    assert entry["CONN_HEALTH_CHECKS"] is True
    said = entry["OPTIONS"]["options"]
    for word in ("lock_timeout", "idle_in_transaction_session_timeout", r"isolation=read\ committed"):
        assert word in said
