"""The server as its operator and its visitors meet it: start, ports, bad input, streams, and a calm end."""

from __future__ import annotations

import os
import re
import secrets
import socket
import sqlite3
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from factories.servers import RunningServer, clean_environment, free_port
from server.client import WRITING, Visitor


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    started = RunningServer(tmp_path_factory.mktemp("serving") / "data").start()
    yield started
    started.stop()


def _rundebord(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rundebord.config.command_line", *arguments],
        env=clean_environment(**environment),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def _first_words(folder: Path, port: int, lines: int, *more: str) -> str:
    """What ``serve`` says: its first lines, and the rest after it has been asked to end."""
    with subprocess.Popen(
        [
            sys.executable,
            "-m",
            "rundebord.config.command_line",
            "serve",
            "--data",
            str(folder),
            "--port",
            str(port),
            *more,
        ],
        env=clean_environment(),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(lines)]
        process.terminate()
        said.append(process.stdout.read())
        assert process.wait(timeout=15) == 0
    return "".join(said)


def test_a_taken_port_is_said_and_the_next_free_one_used(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        words = _first_words(tmp_path / "data", port, 3)
    assert str(port) in words.splitlines()[0]
    used = re.search(r"http://localhost:(\d+)", words)
    assert used
    assert int(used[1]) > port


def test_a_second_server_on_the_same_folder_is_refused_in_words(server: RunningServer) -> None:
    second = _rundebord("serve", "--data", str(server.folder), "--port", str(free_port()))
    assert second.returncode == 1
    assert str(server.pid) in second.stderr
    assert "Traceback" not in second.stderr


def test_lan_says_which_address_phones_use(tmp_path: Path) -> None:
    from rundebord.config.server import network_address

    port = free_port()
    words = _first_words(tmp_path / "data", port, 2, "--lan")
    if network_address():
        assert f"http://{network_address()}:{port}" in words
        assert "brannmur" in words.lower()
    else:
        assert "nettverk" in words


def test_sigterm_ends_calmly_with_streams_open(tmp_path: Path) -> None:
    server = RunningServer(tmp_path / "data").start()
    visitor = Visitor(server.address).start_meeting()
    heard: list[str] = []

    def listen() -> None:
        with httpx.stream("GET", f"{server.address}/live/{visitor.page['seat']}?v=0", timeout=30) as stream:
            heard.extend(stream.iter_lines())

    listener = threading.Thread(target=listen)
    listener.start()
    while not heard:
        time.sleep(0.02)
    began = time.monotonic()
    assert server.stop() == 0
    listener.join(timeout=5)
    assert time.monotonic() - began < 3
    assert any(line.startswith("retry: ") for line in heard)
    assert "Traceback" not in server.log()


@pytest.mark.parametrize("address", ["/mote/finnesikke12", "/g/" + "x" * 27, "/mote/%F0%9F%98%80", "/tull", "/g/%00"])
def test_a_foreign_or_old_link_gets_a_plain_sentence(server: RunningServer, address: str) -> None:
    answer = httpx.get(server.address + address)
    assert answer.status_code == 404
    assert "<h1" in answer.text
    assert "Her er det ingenting" in answer.text or "Fant ikke" in answer.text or "åpner ingenting" in answer.text


def test_an_outsider_can_neither_see_nor_say_anything(server: RunningServer) -> None:
    member = Visitor(server.address).start_meeting().start_writing()
    outsider = Visitor(server.address).start_meeting()
    for address in (f"/mote/{member.meeting}", f"/mote/{member.meeting}/skjerm"):
        assert outsider.http.get(address).status_code == 404
    outsider.meeting = member.meeting
    assert outsider.keep("utenfra").status_code == 404
    assert member.all_lines() == []


def test_a_form_from_another_page_is_refused(server: RunningServer) -> None:
    visitor = Visitor(server.address).start_meeting().start_writing()
    visitor.page["csrf"] = "x" * 64
    answer = visitor.keep("forfalsket")
    assert answer.status_code == 403
    assert "sentence" in answer.json()


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"command": "keep-note"},
        {"command": "slett-alt", "command_id": "0" * 32},
        {"command": "keep-note", "command_id": "kort", "step": WRITING, "text": "a"},
        {"command": "set-head-count", "command_id": "1" * 32, "count": "åtte"},
        {"command": "set-head-count", "command_id": "2" * 32, "count": "9" * 400},
        {"command": "edit-note", "command_id": "3" * 32, "note": "../../etc", "text": "a"},
        {"command": "add-time", "command_id": "4" * 32, "step": WRITING, "seconds": "NaN"},
        {"command": "keep-note", "command_id": "5" * 32, "text": "uten steg"},
    ],
)
def test_a_form_with_nonsense_gets_a_sentence(server: RunningServer, form: dict[str, str]) -> None:
    visitor = Visitor(server.address).start_meeting()
    answer = visitor.http.post(
        f"/mote/{visitor.meeting}/kommando", data=form, headers={"X-CSRFToken": visitor.page["csrf"]}
    )
    assert answer.status_code == 422
    assert len(answer.json()["refused"]) > 10


@pytest.mark.parametrize("body", [b"\xff\xfe\x00", b"command=%ZZ&command_id=%00", b"a=" * 2_000, b"{}"])
def test_bytes_that_are_no_form_are_no_500(server: RunningServer, body: bytes) -> None:
    visitor = Visitor(server.address).start_meeting()
    for kind in (
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
        "application/json",
    ):
        answer = visitor.http.post(
            f"/mote/{visitor.meeting}/kommando",
            content=body,
            headers={"X-CSRFToken": visitor.page["csrf"], "Content-Type": kind},
        )
        assert answer.status_code in (400, 422), (kind, answer.status_code)


def test_half_a_form_is_never_obeyed(server: RunningServer) -> None:
    visitor = Visitor(server.address).start_meeting().start_writing()
    command_id = secrets.token_hex(16)
    whole = urlencode({"command": "keep-note", "command_id": command_id, "step": WRITING, "text": "hele setningen"})
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.http.cookies.items())
    head = (
        f"POST /mote/{visitor.meeting}/kommando HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\n"
        f"X-CSRFToken: {visitor.page['csrf']}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(whole)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall((head + whole[:-8]).encode())
        time.sleep(0.2)
    time.sleep(0.3)
    assert visitor.all_lines() == []
    assert visitor.keep("hele setningen", command_id).status_code == 200
    assert visitor.all_lines() == ["hele setningen"]


def test_browsers_that_leave_in_the_middle_of_an_answer_are_no_errors(server: RunningServer) -> None:
    before = server.log()
    for _ in range(30):
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" * 3)
    time.sleep(0.5)
    assert Visitor(server.address).http.get("/").status_code == 200
    assert server.log() == before


def test_a_half_sent_form_holds_nobody_up(server: RunningServer) -> None:
    visitor = Visitor(server.address).start_meeting().start_writing()
    half = []
    for _ in range(8):
        connection = socket.create_connection(("127.0.0.1", server.port))
        connection.sendall(b"POST /start HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf")
        half.append(connection)
    began = time.monotonic()
    assert visitor.keep("går fram likevel").status_code == 200
    assert visitor.http.get("/").status_code == 200
    assert time.monotonic() - began < 2
    for connection in half:
        connection.close()


def test_a_body_over_64_kb_is_refused_in_a_sentence(server: RunningServer) -> None:
    visitor = Visitor(server.address).start_meeting().start_writing()
    answer = visitor.keep("a" * 70_000)
    assert answer.status_code == 413
    assert "64" in answer.json()["sentence"]


def test_another_host_name_is_refused(server: RunningServer) -> None:
    answer = httpx.get(server.address, headers={"Host": "ond.example"})
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


def test_every_door_has_the_security_headers(server: RunningServer) -> None:
    visitor = Visitor(server.address).start_meeting()
    style = re.search(r'href="(/static/[^"]+screen\.css)"', visitor.reload())
    assert style
    answers = [
        visitor.http.get("/"),
        visitor.http.get("/finnes-ikke"),
        visitor.http.get(style[1]),
        visitor.http.get(style[1] + "x"),
        visitor.http.get("/live/tull"),
    ]
    with visitor.http.stream("GET", f"/live/{visitor.page['seat']}?v=0") as stream:
        answers.append(stream)
        for answer in answers:
            policy = answer.headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["referrer-policy"] in ("same-origin", "no-referrer")
            assert "server" not in answer.headers


def test_static_files_are_kept_and_compressed(server: RunningServer) -> None:
    visitor = Visitor(server.address).start_meeting()
    style = re.search(r'href="(/static/[^"]+designsystemet\.css)"', visitor.reload())
    assert style
    answer = visitor.http.get(style[1], headers={"Accept-Encoding": "gzip"})
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    part = visitor.http.get(style[1], headers={"Range": "bytes=0-9", "Accept-Encoding": "identity"})
    assert part.status_code == 206
    assert len(part.content) == 10


def test_a_stream_resumes_where_the_page_was(server: RunningServer) -> None:
    visitor = Visitor(server.address).start_meeting().start_writing()
    visitor.keep("en linje")
    boot = visitor.page["mark"].partition("-")[0]
    for headers, query, has_regions in (
        ({}, "?v=1", True),
        ({"Last-Event-ID": f"{boot}-1"}, "", True),
        ({"Last-Event-ID": f"{boot}-3"}, "?v=1", False),
        ({}, "?v=tull", True),
        ({"Last-Event-ID": "9" * 5_000}, "", True),
    ):
        with visitor.http.stream("GET", f"/live/{visitor.page['seat']}{query}", headers=headers) as stream:
            chunks = stream.iter_text()
            text = next(chunks)
            deadline = time.monotonic() + 0.5
            if has_regions:
                while "event: regions" not in text:
                    text += next(chunks)
                assert f"id: {boot}-3\n" in text
            else:
                assert time.monotonic() < deadline
                assert "event: regions" not in text
        assert "event: time" in text


def test_a_database_from_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    server = RunningServer(tmp_path / "data").start()
    server.stop()
    with closing(sqlite3.connect(server.folder / "rundebord.sqlite3")) as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('meetings', '9999_later', '2030-01-01')"
        )
        database.commit()
    refused = _rundebord("serve", "--data", str(server.folder), "--port", str(free_port()))
    assert refused.returncode == 1
    assert "9999_later" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RUNDEBORD_PORT", "åtti"),
        ("RUNDEBORD_LANGUAGE", "klingon"),
        ("RUNDEBORD_ADDRESS", "rundebord"),
        ("RUNDEBORD_PRT", "1"),
    ],
)
def test_a_bad_setting_is_refused_in_words(tmp_path: Path, name: str, value: str) -> None:
    refused = _rundebord("serve", "--data", str(tmp_path / "d"), **{name: value})
    assert refused.returncode == 1
    assert name in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (tmp_path / "d").exists()


def test_a_folder_that_cannot_be_written_in_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("")
    refused = _rundebord("serve", "--data", str(tmp_path / "fil" / "data"))
    assert refused.returncode == 1
    assert "fil/data" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can take a folder's write access from itself in this way")
def test_a_folder_without_write_access_is_said_in_words(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o755)
    tmp_path.chmod(0o755)
    (tmp_path.parent).chmod(0o755)
    (tmp_path.parent.parent).chmod(0o755)
    script = (
        "import os, sys; from pathlib import Path; from rundebord.config import data_folder\n"
        "data_folder._('x'); os.setgid(65534); os.setuid(65534)\n"
        "try: data_folder.prepare(Path(sys.argv[1]))\n"
        "except data_folder.FolderFault as fault: print(fault)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script, str(folder)],
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert str(folder) in answer.stdout
