"""The film step in a real browser, with a film of twenty-four seconds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.rooms import CLICKER_PAUSE, wait_until_followed
from browser.test_every_page import _CUT_OFF, _TOO_SMALL, SMALLEST_TEXT, _axe_faults
from factories.packages import PACKAGES
from factories.servers import RunningServer, run_command
from tooling import html_faults

WITH_FILM = Path(__file__).resolve().parents[1] / "packages" / "med-film"
NewContext = Callable[..., BrowserContext]


@pytest.fixture(scope="module")
def cinema(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server whose groups begin with a programme that has a film."""
    assert PACKAGES.is_dir()
    folder = tmp_path_factory.mktemp("cinema") / "data"
    run_command("programme", "install", "--data", str(folder), str(WITH_FILM))
    server = RunningServer(folder, environment={"RUNDEBORD_PROGRAMME": "med-film"}).start()
    yield server
    server.stop()


@pytest.fixture
def page(new_context: NewContext, cinema: RunningServer) -> Page:
    """At the film, which stands still."""
    shown = new_context(viewport={"width": 1920, "height": 1080}).new_page()
    shown.goto(cinema.address)
    shown.locator("form[action='/start'] button").click()
    expect(shown.get_by_role("button", name="Start filmen")).to_be_visible()
    wait_until_followed(shown)
    shown.wait_for_timeout(CLICKER_PAUSE)
    shown.keyboard.press("PageDown")
    expect(shown.locator(".film-time")).to_have_text(re.compile(r"^0:00 / 0:2\d$"))
    shown.wait_for_timeout(CLICKER_PAUSE)
    return shown


def at(page: Page) -> float:
    return float(page.evaluate("() => document.querySelector('video').currentTime"))


def seek(page: Page, seconds: float) -> None:
    page.evaluate("seconds => { document.querySelector('video').currentTime = seconds }", seconds)
    page.wait_for_timeout(300)


def test_space_plays_and_pauses_and_the_captions_are_ours(page: Page) -> None:
    page.keyboard.press(" ")
    page.wait_for_function("() => document.querySelector('video').currentTime > 1")
    expect(page.locator(".film-caption")).not_to_be_empty()
    page.keyboard.press(" ")
    assert page.evaluate("() => document.querySelector('video').paused")
    page.get_by_role("button", name="Teksting").click()
    expect(page.locator(".film-caption")).to_be_hidden()


def test_the_place_in_the_film_survives_a_reload(page: Page) -> None:
    seek(page, 12)
    page.keyboard.press(" ")
    page.wait_for_timeout(500)
    page.keyboard.press(" ")
    page.reload()
    expect(page.locator(".film-said")).to_have_text(re.compile(r"Filmen står på 0:1[2-4]"))
    assert 12 <= at(page) < 15


def test_chapters_and_transcript_lead_to_their_place(page: Page) -> None:
    page.get_by_role("button", name="Kapitler").click()
    lines = page.locator(".film-line")
    expect(lines).to_have_count(4)
    lines.nth(2).click()
    third = float(lines.nth(2).get_attribute("data-from") or 0)
    assert abs(at(page) - third) < 0.5
    page.get_by_role("button", name="Teksten i filmen").click()
    expect(page.locator(".film-line[aria-current]")).to_have_count(1)


def test_an_unfinished_film_is_left_by_two_presses_and_a_finished_one_by_one(page: Page) -> None:
    page.keyboard.press("PageDown")
    expect(page.locator("#leave-film")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".stage-watching")).to_be_visible()
    seek(page, 23.5)
    page.keyboard.press(" ")
    expect(page.locator("[data-questions]")).to_be_visible(timeout=10_000)
    page.reload()
    expect(page.locator("[data-questions]")).to_be_visible()
    wait_until_followed(page)
    page.keyboard.press("PageDown")
    expect(page.locator(".stage-watching")).to_have_count(0)


def test_a_film_that_is_left_at_once_is_left_with_a_second_press(page: Page) -> None:
    page.keyboard.press("PageDown")
    page.wait_for_timeout(500)
    page.keyboard.press("PageDown")
    expect(page.locator(".stage-watching")).to_have_count(0)


def test_the_black_screen_and_the_pause_of_the_clock_pause_the_film(page: Page) -> None:
    page.keyboard.press(" ")
    page.wait_for_function("() => !document.querySelector('video').paused")
    page.keyboard.press("b")
    assert page.evaluate("() => document.querySelector('video').paused")
    page.keyboard.press("b")


def test_the_parts_can_be_read_instead(page: Page) -> None:
    page.get_by_role("button", name="Les rollene selv").click()
    expect(page.get_by_role("heading", name="Fordel rollene")).to_be_visible()
    for _ in range(12):
        if page.locator("[data-questions]").is_visible():
            break
        page.wait_for_timeout(CLICKER_PAUSE)
        page.keyboard.press("PageDown")
    expect(page.locator("[data-questions]")).to_be_visible()
    page.wait_for_timeout(CLICKER_PAUSE)
    page.keyboard.press("PageUp")
    expect(page.locator("[data-reply]:visible").first).to_be_visible()


def test_a_film_that_cannot_be_shown_is_said_and_the_meeting_goes_on(
    new_context: NewContext, cinema: RunningServer
) -> None:
    context = new_context()
    context.route("**/*.mp4", lambda route: route.fulfill(status=200, content_type="video/mp4", body="no film"))
    shown = context.new_page()
    shown.goto(cinema.address)
    shown.locator("form[action='/start'] button").click()
    wait_until_followed(shown)
    shown.keyboard.press("PageDown")
    expect(shown.locator(".film-said")).to_have_text(re.compile("Filmen kan ikke vises"))
    expect(shown.get_by_role("button", name="Prøv igjen")).to_be_visible()


def test_the_film_page_is_valid_accessible_and_whole(page: Page) -> None:
    assert html_faults(page.content()) == []
    assert page.evaluate(_TOO_SMALL, SMALLEST_TEXT) == []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert _axe_faults(page) == [], scheme
    for width, height in ((1920, 1080), (1280, 720), (1024, 768)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollHeight") <= height, (width, height)
        assert page.evaluate(_CUT_OFF) == [], (width, height)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
