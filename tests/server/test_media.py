"""Films as a browser asks for them: in parts, kept for ever, and nothing else in the folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from factories.servers import RunningServer
from rundebord.config.data_folder import MEDIA
from rundebord.config.media import FILMS, TYPES

FILM = os.urandom(3 * 1024 * 1024 + 17)
"""Longer than a piece that is read at a time."""


def _name(content: bytes, suffix: str) -> str:
    return f"{hashlib.sha256(content).hexdigest()}{suffix}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    started = RunningServer(tmp_path_factory.mktemp("media") / "data").start()
    # After the start: a programme can be installed while the server runs.
    folder = started.folder / MEDIA
    folder.mkdir(exist_ok=True)
    for suffix in TYPES:
        (folder / _name(FILM, suffix)).write_bytes(FILM)
    yield started
    started.stop()


@pytest.fixture
def film(server: RunningServer) -> str:
    return f"{server.address}{FILMS}/{_name(FILM, '.mp4')}"


def test_a_film_is_given_whole(film: str) -> None:
    answer = httpx.get(film, headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert answer.content == FILM
    assert "content-encoding" not in answer.headers
    assert answer.headers["accept-ranges"] == "bytes"


@pytest.mark.parametrize(
    ("wanted", "start", "end"),
    [
        ("bytes=0-", 0, len(FILM)),
        ("bytes=0-1", 0, 2),
        ("bytes=1048575-1048577", 1048575, 1048578),
        ("bytes=100-99999999", 100, len(FILM)),
        ("bytes=-5", len(FILM) - 5, len(FILM)),
    ],
)
def test_a_part_of_a_film_is_given_alone(film: str, wanted: str, start: int, end: int) -> None:
    answer = httpx.get(film, headers={"Range": wanted})
    assert answer.status_code == 206
    assert answer.content == FILM[start:end]
    assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/{len(FILM)}"
    assert answer.headers["content-type"] == "video/mp4"


def test_a_part_that_the_film_does_not_have_is_refused(film: str) -> None:
    answer = httpx.get(film, headers={"Range": f"bytes={len(FILM)}-"})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(FILM)}"


@pytest.mark.parametrize("nonsense", ["bytes=", "bytes=9-3", "bytes=a-b", "bytes", "bytes=1-2,tull"])
def test_a_part_that_makes_no_sense_is_refused(film: str, nonsense: str) -> None:
    answer = httpx.get(film, headers={"Range": nonsense})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(FILM)}"


def test_a_part_in_an_unknown_unit_is_not_asked_for(film: str) -> None:
    answer = httpx.get(film, headers={"Range": "lines=1-2"})
    assert answer.status_code == 200
    assert answer.content == FILM


def test_who_has_the_first_half_gets_the_second(film: str) -> None:
    first = httpx.get(film, headers={"Range": "bytes=0-9"})
    known = {"Range": "bytes=10-19", "If-Range": first.headers["etag"]}
    assert httpx.get(film, headers=known).content == FILM[10:20]
    known["If-Range"] = '"another film"'
    assert httpx.get(film, headers=known).status_code == 200


def test_a_film_that_is_installed_again_is_the_same_film(server: RunningServer, film: str) -> None:
    before = httpx.head(film).headers["etag"]
    os.utime(server.folder / MEDIA / _name(FILM, ".mp4"), (1, 1))
    assert httpx.head(film).headers["etag"] == before
    answer = httpx.get(film, headers={"If-None-Match": before})
    assert answer.status_code == 304
    assert answer.content == b""


@pytest.mark.parametrize("suffix", TYPES)
def test_every_kind_has_its_type_and_is_kept(server: RunningServer, suffix: str) -> None:
    answer = httpx.head(f"{server.address}{FILMS}/{_name(FILM, suffix)}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == TYPES[suffix]
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert int(answer.headers["content-length"]) == len(FILM)


def test_every_answer_has_the_security_headers(server: RunningServer, film: str) -> None:
    for answer in (
        httpx.get(film),
        httpx.get(film, headers={"Range": "bytes=0-1"}),
        httpx.get(film, headers={"Range": "bytes=99999999-"}),
        httpx.get(f"{server.address}{FILMS}/finnes-ikke"),
        httpx.post(film),
    ):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "media-src 'self'" in answer.headers["content-security-policy"]
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "../secret-key",
        "..%2Fsecret-key",
        "%2e%2e/rundebord.sqlite3",
        "notat.mp4",
        "a" * 64 + ".exe",
        "a" * 64 + ".mp4",
        "a" * 64 + ".mp4.part",
        "A" * 64 + ".mp4",
        "a" * 64,
        "a" * 5_000 + ".mp4",
        "%00" + "a" * 63 + ".mp4",
    ],
)
def test_nothing_else_is_given(server: RunningServer, path: str) -> None:
    folder = server.folder / MEDIA
    for name in ("notat.mp4", "a" * 64 + ".exe", "a" * 64 + ".mp4.part", "a" * 64, "A" * 64 + ".mp4"):
        (folder / name).write_bytes(b"not for you")
    with httpx.Client() as client:
        # As it stands: httpx would tidy up an address that it makes itself.
        answer = client.get(httpx.URL(server.address, raw_path=f"{FILMS}/{path}".encode()))
    assert answer.status_code == 404
    assert b"not for you" not in answer.content


def test_a_link_out_of_the_folder_is_not_followed(server: RunningServer) -> None:
    name = _name(b"link", ".jpg")
    (server.folder / MEDIA / name).symlink_to(server.folder / "secret-key")
    assert httpx.get(f"{server.address}{FILMS}/{name}").status_code == 404


def test_the_folder_need_not_be_there(tmp_path: Path) -> None:
    server = RunningServer(tmp_path / "data").start()
    try:
        assert httpx.get(f"{server.address}{FILMS}/{_name(FILM, '.mp4')}").status_code == 404
        assert "Traceback" not in server.log()
    finally:
        server.stop()


def test_what_a_package_may_hold_and_what_pages_ask_for_is_what_is_served() -> None:
    from rundebord.meetings.presenter.watching import FILMS as ASKED_FOR
    from rundebord.programmes.format.media import SUFFIXES

    assert set(TYPES) == set(SUFFIXES)
    assert f"{FILMS}/" == ASKED_FOR
