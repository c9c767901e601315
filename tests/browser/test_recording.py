"""Lines are read to a microphone that plays a file: by keyboard alone, kept at once, and resumed after a reload."""

from __future__ import annotations

import re
import threading
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from browser.conftest import FLAGS
from browser.test_every_page import _axe_faults
from factories.readings import a_reading, a_script, wav
from rundebord.films.recording import recorded_folder, recording_app, serving
from tooling import html_faults, tool

NewContext = Callable[..., BrowserContext]
READ = 1_900
"""Milliseconds of the spoken file, which goes round and round."""


@pytest.fixture(scope="module")
def browser(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium whose microphone is a file: a voice of two seconds, and half a second of quiet around it."""
    said = tmp_path_factory.mktemp("said") / "said.wav"
    said.write_bytes(wav(a_reading(2.0, before=0.35, after=0.35, rate=48_000), rate=48_000))
    flags = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-audio-capture={said}",
        "--autoplay-policy=no-user-gesture-required",
    ]
    started = playwright.chromium.launch(executable_path=tool("chromium"), args=[*FLAGS, *flags])
    yield started
    started.close()


@dataclass
class Studio:
    address: str
    folder: Path


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    folder = recorded_folder(tmp_path, "samme-ord")
    with serving._listener(0) as listener:
        server = serving.new_server(recording_app(a_script(), folder, "token"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield Studio(f"http://127.0.0.1:{listener.getsockname()[1]}/token/", folder)
        server.should_exit = True
        thread.join(10)


def tab_to(page: Page, selector: str) -> None:
    for _ in range(40):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by Tab")


def give_out_roles(page: Page) -> None:
    """The leader is read by the first reader, by keyboard."""
    expect(page.locator("#roles-title")).to_be_visible()
    tab_to(page, "#reads-leder")
    with page.expect_response("**/readers"):
        page.keyboard.press("ArrowDown")
    tab_to(page, "#to-microphone")
    page.keyboard.press("Enter")
    expect(page.locator("#microphone-title")).to_be_focused()


def go_to_reading(page: Page) -> None:
    give_out_roles(page)
    tab_to(page, "#turn-on")
    page.keyboard.press("Enter")
    expect(page.locator("#try-line")).to_be_visible()
    tab_to(page, "#begin")
    page.keyboard.press("Enter")
    expect(page.locator("#record")).to_be_focused()


def read_the_line(page: Page) -> str:
    """Space, the words, Space. What is said of it."""
    page.keyboard.press("Space")
    expect(page.locator("#reading")).to_have_attribute("data-doing", "recording")
    page.wait_for_timeout(READ)
    with page.expect_response("**/takes/*") as answered:
        page.keyboard.press("Space")
    expect(page.locator("#verdict")).to_be_visible()
    assert answered.value.status == 200, answered.value.text()
    return str(answered.value.json()["about"])


def kept(studio: Studio) -> list[str]:
    return sorted(path.name for path in studio.folder.glob("*.wav"))


def test_two_lines_are_read_by_keyboard_and_a_reload_goes_on(new_context: NewContext, studio: Studio) -> None:
    page = new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.goto(studio.address)
    go_to_reading(page)
    expect(page.locator("#line")).to_have_text("Jeg søkte om noe hos oss i går.")
    # The file goes round and round, so a reading may begin within its voice.
    assert read_the_line(page) in ("good", "begun", "ended")
    expect(page.locator("#voice")).to_have_text(page.locator("#verdict").inner_text())
    assert kept(studio) == ["s01-1.wav"]
    page.keyboard.press("ArrowRight")
    expect(page.locator("#line")).to_have_text("Det sa vi i forrige prosjekt også.")
    expect(page.locator("#cue")).to_contain_text("Økonomidirektør: Det tar vi i neste prosjekt")
    read_the_line(page)
    page.reload()
    expect(page.locator("#line")).to_have_text("Det sa vi i forrige prosjekt også.")
    expect(page.locator("#left")).to_contain_text("2 of 3")
    expect(page.locator("#record")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#line")).to_have_text("Da begynner vi der, alle sammen i dag.")
    read_the_line(page)
    expect(page.locator("#left")).to_have_text("All your lines are recorded. Thank you!")
    assert kept(studio) == ["s01-1.wav", "s01-3.wav", "s02-2.wav"]
    for name in kept(studio):
        with wave.open(str(studio.folder / name)) as read:
            assert (read.getnchannels(), read.getsampwidth(), read.getframerate()) == (1, 2, 48_000)
            assert 1 < read.getnframes() / 48_000 < 3
            frames = memoryview(read.readframes(read.getnframes())).cast("h")
            assert max(frames) > 2_000


def test_a_reading_is_thrown_away_deleted_and_taken_back(new_context: NewContext, studio: Studio) -> None:
    page = new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.goto(studio.address)
    go_to_reading(page)
    page.keyboard.press("Space")
    expect(page.locator("#reading")).to_have_attribute("data-doing", "recording")
    page.keyboard.press("Escape")
    expect(page.locator("#verdict")).to_contain_text("Thrown away")
    assert kept(studio) == []
    read_the_line(page)
    with page.expect_response("**/delete"):
        page.keyboard.press("Delete")
    expect(page.locator("#verdict")).to_contain_text("deleted")
    assert kept(studio) == []
    expect(page.locator("#record")).to_be_focused()
    with page.expect_response("**/undo"):
        page.keyboard.press("Control+z")
    expect(page.locator("#verdict")).to_contain_text("back")
    assert kept(studio) == ["s01-1.wav"]


def test_a_reading_that_could_not_be_written_is_saved_again(new_context: NewContext, studio: Studio) -> None:
    context = new_context(viewport={"width": 1280, "height": 720})
    # A microphone of another rate than what is kept.
    context.add_init_script(
        "window.AudioContext = class extends AudioContext { constructor() { super({sampleRate: 44100}); } }"
    )
    page = context.new_page()
    page.goto(studio.address)
    go_to_reading(page)
    page.route("**/takes/*", lambda route: route.abort())
    page.keyboard.press("Space")
    expect(page.locator("#reading")).to_have_attribute("data-doing", "recording")
    page.wait_for_timeout(READ)
    page.keyboard.press("Space")
    expect(page.locator("#verdict")).to_contain_text("does not answer")
    page.unroute("**/takes/*")
    page.locator("#save-again").click()
    expect(page.locator("#save-again")).to_be_hidden()
    assert kept(studio) == ["s01-1.wav"]
    with wave.open(str(studio.folder / "s01-1.wav")) as read:
        assert read.getframerate() == 48_000
        assert 1 < read.getnframes() / 48_000 < 2.5


def test_no_permission_is_said_and_can_be_given(new_context: NewContext, studio: Studio) -> None:
    context = new_context(viewport={"width": 1280, "height": 720})
    context.add_init_script(
        "if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = () => Promise.reject("
        "new DOMException('no', 'NotAllowedError'))"
    )
    page = context.new_page()
    page.goto(studio.address)
    give_out_roles(page)
    page.locator("#turn-on").click()
    expect(page.locator("#microphone-said")).to_contain_text("does not let this page use the microphone")
    expect(page.locator("#turn-on")).to_be_visible()
    page.locator("#begin").click()
    page.keyboard.press("Space")
    expect(page.locator("#verdict")).to_contain_text("does not let this page use the microphone")
    expect(page.locator("#record")).to_have_text("Record")


def test_names_stay_in_the_browser(new_context: NewContext, studio: Studio) -> None:
    page = new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.goto(studio.address)
    page.locator("#names summary").click()
    page.locator("#name-1").fill("Kari Nordmann")
    page.locator("#name-1").press("Tab")
    with page.expect_response("**/readers"):
        page.locator("#reads-leder").select_option(label="Reader 1: Kari Nordmann")
    expect(page.locator("#who")).to_contain_text("Kari Nordmann")
    assert "Kari" not in (studio.folder / "recorded.json").read_text()
    page.reload()
    expect(page.locator("#who")).to_contain_text("Kari Nordmann")


def test_each_part_is_valid_accessible_and_fits(new_context: NewContext, studio: Studio) -> None:
    page = new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.goto(studio.address)
    go_to_reading(page)
    read_the_line(page)
    assert page.evaluate("document.documentElement.scrollHeight") <= 720
    for name in ("roles", "microphone", "reading"):
        page.locator(f".recording-steps [data-to={name}]").click()
        expect(page.locator(f"#{name}")).to_be_visible()
        assert html_faults(page.content()) == []
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert _axe_faults(page) == [], (name, scheme)
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": 844})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        page.set_viewport_size({"width": 1280, "height": 720})
    assert re.search(r"style=", page.content()) is None
