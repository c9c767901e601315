"""The walk of three minutes, in a browser: from the front page to the paper, and the plan redraws before one's eyes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from factories.servers import RunningServer


@pytest.fixture(scope="module")
def real_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    folder: Path = tmp_path_factory.mktemp("walk") / "data"
    server = RunningServer(folder, environment={"RUNDEBORD_PROGRAMME": "digital-transformasjon"}).start()
    yield server
    server.stop()


def says(page: Page) -> str:
    return page.locator(".walk-says").inner_text()


def ends(page: Page) -> str:
    found = re.search(r"Slutter (\d\d\.\d\d)", page.locator("#place").inner_text())
    assert found is not None
    return found[1]


def go_on(page: Page) -> None:
    before = says(page)
    page.locator(".walk > .ds-button").press("Enter")
    expect(page.locator(".walk-says")).not_to_have_text(before)


def test_a_sceptic_walks_from_the_front_page_to_the_paper(context: BrowserContext, real_server: RunningServer) -> None:
    page = context.new_page()
    page.goto(real_server.address)
    page.get_by_role("button", name="Prøv på tre minutter").press("Enter")
    expect(page.locator(".walk-count")).to_have_text("Prøv på tre minutter · 1 av 6")
    expect(page.locator("#count")).to_have_value("8")
    go_on(page)
    # The little of the film that stands for it begins by itself, and pauses when it is over.
    film = page.locator("[data-film] video")
    expect(film).to_be_visible()
    expect(page.locator("[data-film].is-playing")).to_be_visible()
    start, end = page.evaluate("JSON.parse(document.getElementById('page').textContent).walk.bestSeconds")
    assert 20 <= end - start <= 30
    assert start <= film.evaluate("video => video.currentTime") < end
    film.evaluate("(video, end) => { video.currentTime = end - 0.3; }", end)
    expect(page.locator("[data-film].is-playing")).to_have_count(0)
    assert end <= film.evaluate("video => video.currentTime") < end + 2
    go_on(page)
    expect(page.locator(".film-questions li")).to_have_count(3)
    go_on(page)
    expect(page.locator(".turn-count")).to_have_text("1 av 8")
    page.locator("#text").focus()
    page.keyboard.insert_text("Om seks måneder ser førstelinja at vi har stoppet noe")
    page.keyboard.press("Enter")
    expect(page.locator("#lines")).to_contain_text("stoppet noe")
    dropped = page.locator(".walk-rail .is-dropped", has_text="Bytt og utfordre")
    expect(dropped).to_have_count(0)
    was_to_end = ends(page)
    go_on(page)
    expect(dropped).to_have_count(1)
    expect(page.locator("#place")).to_contain_text("Utgår: «Bytt og utfordre»")
    # Late, and yet it ends when it was to end.
    assert ends(page) == was_to_end
    assert int(page.locator(".clock-time").inner_text().split(":")[0]) >= 5
    go_on(page)
    owner, date = page.locator(".field-owner input[data-cell]"), page.locator(".field-date input[data-cell]")
    # All the fields stand on the screen above the strip, on the wall that it is made for.
    page.set_viewport_size({"width": 1920, "height": 1080})
    assert page.locator(".board").evaluate("board => board.scrollHeight - board.clientHeight") <= 1
    owner.focus()
    page.keyboard.type("HR-sjefen")
    page.keyboard.press("Enter")
    date.focus()
    page.keyboard.type("15.3.2027")
    page.keyboard.press("Enter")
    expect(page.locator("#saved")).to_contain_text("Lagret")
    page.locator(".walk > .ds-button").press("Enter")
    expect(page.locator("h1", has_text="Vårt felles utgangspunkt")).to_be_visible()
    paper = page.locator("main")
    expect(paper).to_contain_text("HR-sjefen")
    expect(paper).to_contain_text("15. mars 2027")
    expect(paper).to_contain_text("konstruert")
    page.get_by_role("button", name="Begynn forfra").press("Enter")
    expect(page.locator(".walk-count")).to_have_text("Prøv på tre minutter · 1 av 6")


def test_the_clock_counts_as_fast_as_it_goes(context: BrowserContext, real_server: RunningServer) -> None:
    page = context.new_page()
    page.goto(real_server.address)
    page.get_by_role("button", name="Prøv på tre minutter").click()
    go_on(page)
    seconds = (
        "() => { const [m, s] = document.querySelector('.clock-time').textContent.split(':'); return m * 60 + +s }"
    )
    page.wait_for_function("() => document.querySelector('.clock-time')?.textContent.includes(':')")
    before = page.evaluate(seconds)
    page.wait_for_timeout(2_000)
    passed = before - page.evaluate(seconds)
    assert 15 <= passed <= 40, passed


def test_the_strip_covers_nothing_and_the_screen_still_fits(
    context: BrowserContext, real_server: RunningServer
) -> None:
    page = context.new_page()
    page.goto(real_server.address)
    page.get_by_role("button", name="Prøv på tre minutter").click()
    for _ in range(5):
        expect(page.locator(".walk-says")).to_be_visible()
        page.wait_for_timeout(200)
        strip = page.locator(".walk").bounding_box()
        saved = page.locator("#saved").bounding_box()
        assert strip is not None
        assert saved is not None
        assert saved["y"] + saved["height"] <= strip["y"] + 1
        assert page.evaluate("() => document.documentElement.scrollHeight <= innerHeight + 1")
        go_on(page)
