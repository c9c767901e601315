"""Each reading is kept at once, and can be taken back; nobody but the page can reach them; names are kept nowhere."""

from __future__ import annotations

import asyncio
import json
import os
import wave
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from factories.readings import a_reading, a_script, wav
from rundebord.films.faults import FilmFault
from rundebord.films.recording import keeping, recorded_folder, recording_app, serving
from rundebord.films.recording.keeping import Recordings
from rundebord.films.recording.sound import LARGEST
from rundebord.films.script import Line, Script

GOOD = wav(a_reading(rate=48_000), rate=48_000)
OTHER = wav(a_reading(2.0))
TOKEN = "token-of-the-tests"
PAGE = f"http://127.0.0.1:4321/{TOKEN}"
WAV = {"content-type": "audio/wav", "origin": "http://127.0.0.1:4321", "sec-fetch-site": "same-origin"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return recorded_folder(tmp_path, "samme-ord")


@pytest.fixture
def app(folder: Path) -> Starlette:
    return recording_app(a_script(), folder, TOKEN)


def ask(app: Starlette, method: str, address: str, **more: Any) -> httpx.Response:
    async def answer() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
            return await client.request(method, address, **more)

    return asyncio.run(answer())


def post(app: Starlette, path: str, body: bytes = b"", **headers: str) -> httpx.Response:
    return ask(app, "POST", f"{PAGE}/{path}", content=body, headers={**WAV, **headers})


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_reading_is_kept_at_once_and_cut_to_its_words(app: Starlette, folder: Path) -> None:
    answer = post(app, "takes/s01-1", GOOD)
    assert answer.status_code == 200
    assert (answer.json()["about"], answer.json()["sentence"]) == ("good", "Good: 2.4 seconds.")
    assert files(folder) == ["recorded.json", "s01-1.wav"]
    with wave.open(str(folder / "s01-1.wav")) as kept:
        assert (kept.getnchannels(), kept.getsampwidth(), kept.getframerate()) == (1, 2, 48_000)
        assert 2.6 < kept.getnframes() / 48_000 < 2.9
    assert ask(app, "GET", f"{PAGE}/takes/s01-1").content == (folder / "s01-1.wav").read_bytes()
    assert ask(app, "GET", f"{PAGE}/takes/s01-2").status_code == 404


def test_it_goes_on_where_it_was_left(app: Starlette, folder: Path) -> None:
    post(app, "takes/s01-1", GOOD)
    post(app, "readers", json.dumps({"leder": 1, "okonomi": 2, "nobody": 3, "x": "y"}).encode())
    state = ask(recording_app(a_script(), folder, TOKEN), "GET", f"{PAGE}/state").json()
    assert state["readers"] == {"leder": 1, "okonomi": 2}
    assert state["kept"]["s01-1"]["about"] == "good"
    assert [line["id"] for line in state["lines"]] == ["s01-1", "s01-2", "s01-3", "s02-1", "s02-2"]
    assert state["film"] == {"episode": "samme-ord", "language": "nb"}


def test_what_is_written_holds_no_names(app: Starlette, folder: Path) -> None:
    post(app, "takes/s01-1", GOOD)
    post(app, "readers", json.dumps({"leder": 1, "Kari": 2, "okonomi": "Kari"}).encode())
    notes = json.loads((folder / "recorded.json").read_text())
    assert notes["readers"] == {"leder": 1}
    assert set(notes["lines"]["s01-1"]) == {"words", "seconds", "about"}


def test_a_line_whose_words_have_changed_is_to_be_read_again(folder: Path) -> None:
    script = a_script()
    Recordings(script, folder).keep("s01-1", GOOD)
    line = script.line("s01-1")
    changed = Line(line.id, line.role, line.texts, "Noe helt annet.")
    scene = script.chapters[0].scenes[0]
    again = Script(
        **{
            **{name: getattr(script, name) for name in ("episode", "language", "title", "minutes", "roles")},
            "chapters": (
                type(script.chapters[0])("en", {}, (type(scene)("s01", scene.picture, (changed, *scene.lines[1:])),)),
            ),
        }
    )
    assert not Recordings(script, folder).kept()["s01-1"].is_changed
    assert Recordings(again, folder).kept()["s01-1"].is_changed


def test_wavs_that_were_put_there_by_hand_count(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "s01-2.wav").write_bytes(GOOD)
    (folder / "s01-3.wav").write_bytes(b"")
    (folder / "recorded.json").write_text("[1")
    kept = Recordings(a_script(), folder).kept()
    assert (round(kept["s01-2"].seconds, 1), kept["s01-2"].about, kept["s01-2"].is_changed) == (3.4, "", False)
    assert kept["s01-3"].seconds == 0


def test_a_deleted_or_replaced_reading_comes_back_until_the_command_ends(app: Starlette, folder: Path) -> None:
    post(app, "takes/s01-1", GOOD)
    first = (folder / "s01-1.wav").read_bytes()
    post(app, "takes/s01-1", OTHER)
    second = (folder / "s01-1.wav").read_bytes()
    assert first != second
    for expected in (first, second, first):
        post(app, "takes/s01-1/undo")
        assert (folder / "s01-1.wav").read_bytes() == expected
    answer = post(app, "takes/s01-1/delete").json()
    assert (answer["kept"], answer["aside"]) == ({}, ["s01-1"])
    assert post(app, "takes/s01-1/undo").json()["kept"]["s01-1"]["about"] == "good"
    assert (folder / "s01-1.wav").read_bytes() == first
    post(app, "takes/s01-1/delete")
    app.state.recordings.clear_aside()
    assert files(folder) == ["recorded.json"]
    assert post(app, "takes/s01-1/undo").status_code == 200
    assert post(app, "takes/s01-1/delete").status_code == 200


def test_what_cannot_be_used_is_said_and_changes_nothing(app: Starlette, folder: Path) -> None:
    post(app, "takes/s01-1", GOOD)
    before = (folder / "s01-1.wav").read_bytes()
    for body in (b"nonsense", wav(a_reading(level=0))):
        answer = post(app, "takes/s01-1", body)
        assert answer.status_code == 422
        assert answer.json()["sentence"]
    assert post(app, "takes/s01-1", b"0" * (LARGEST + 1)).json()["sentence"].startswith("The reading is longer")
    assert post(app, "takes/s01-1", GOOD, **{"content-type": "text/plain"}).status_code == 415
    assert (folder / "s01-1.wav").read_bytes() == before


@pytest.mark.parametrize("line", ["nope", "..%2Fs01-1", "%2E%2E", "aside%2Fs01-1", "%00"])
def test_only_lines_of_the_script_are_written(line: str, app: Starlette, folder: Path) -> None:
    assert post(app, f"takes/{line}", GOOD).status_code in (307, 404, 405, 422)
    assert not folder.exists()


def test_a_script_whose_ids_lead_out_of_the_folder_is_not_followed(folder: Path) -> None:
    script = a_script()
    scene = type(script.chapters[0].scenes[0])
    line = Line("../../out", "leder", {"nb": "Ut"}, "Ut")
    chapter = type(script.chapters[0])("en", {}, (scene("s", script.chapters[0].scenes[0].picture, (line,)),))
    recordings = Recordings(Script("e", "nb", {}, 1, script.roles, (chapter,)), folder)
    with pytest.raises(FilmFault, match="no line"):
        recordings.keep("../../out", GOOD)


def test_a_full_disk_is_said_and_the_reading_before_stays(
    app: Starlette, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(app, "takes/s01-1", GOOD)
    before = {name: (folder / name).read_bytes() for name in files(folder)}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeping.os, "replace", full)
    answer = post(app, "takes/s01-1", OTHER)
    assert answer.status_code == 507
    assert "No space left on device" in answer.json()["sentence"]
    assert {name: (folder / name).read_bytes() for name in files(folder)} == before


# Who may ask


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("http://127.0.0.1:4321/", {}, 404),
        ("http://127.0.0.1:4321/another-token/state", {}, 404),
        (f"{PAGE}/state", {"host": "rundebord.example:4321"}, 400),
        (f"{PAGE}/state", {"host": "127.0.0.1.example"}, 400),
        (f"{PAGE}/state", {"host": "localhost:4321"}, 200),
        (f"{PAGE}/look/../../apps.py", {}, 404),
        (f"{PAGE}/look/theme.css", {}, 200),
        (f"{PAGE}/page/page.js", {}, 200),
    ],
)
def test_only_this_computers_page_with_the_token_is_answered(
    address: str, headers: dict[str, str], status: int, app: Starlette
) -> None:
    answer = ask(app, "GET", address, headers=headers)
    assert answer.status_code == status
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}],
)
def test_another_page_cannot_post(headers: dict[str, str], app: Starlette, folder: Path) -> None:
    assert post(app, "takes/s01-1", GOOD, **headers).status_code == 403
    assert not folder.exists()


def test_the_page_says_everything_through_the_translation(folder: Path) -> None:
    app = recording_app(a_script(), folder, TOKEN, translate=lambda said: f"«{said}»" if said != "en" else "nb")
    page = ask(app, "GET", f"{PAGE}/").text
    assert '<html lang="nb"' in page
    assert "«Who reads what?»" in page
    assert "Samme ord, ulike bilder" in page
    assert "${" not in page
    assert post(app, "takes/s01-1", GOOD).json()["sentence"] == "«Good: 2,4 seconds.»"


# The command


def test_a_port_that_is_taken_is_said(folder: Path) -> None:
    with serving._listener(0) as taken:
        taken.listen()
        with pytest.raises(FilmFault, match="cannot be had"):
            serving.serve(a_script(), folder, taken.getsockname()[1], False, say=lambda _: None)


def test_the_command_says_its_address_ends_calmly_and_forgets_what_was_deleted(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    Recordings(a_script(), folder).keep("s01-1", GOOD)
    Recordings(a_script(), folder).delete("s01-1")
    Recordings(a_script(), folder).keep("s01-2", GOOD)
    monkeypatch.setattr(serving, "_end_calmly", lambda server: setattr(server, "should_exit", True))
    serving.serve(a_script(), folder, open_browser=False, say=said.append)
    assert said[0].startswith("Read the lines here: http://127.0.0.1:")
    assert said[-1] == "4 of 5 lines are left."
    assert files(folder) == ["recorded.json", "s01-2.wav"]
    assert os.listdir(folder.parent) == ["recorded"]
