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


def test_chapters_stand_beside_the_film_with_times_and_lead_to_their_place(page: Page) -> None:
    lines = page.locator(".film-line")
    expect(lines).to_have_text(["0:00 Skjemaet", "0:06 Neste prosjekt", "0:12 Hvem eier det?", "0:18 Deres tur"])
    expect(lines.nth(0)).to_have_attribute("aria-current", "true")
    lines.nth(2).click()
    assert abs(at(page) - 12) < 0.5
    expect(lines.nth(2)).to_have_attribute("aria-current", "true")
    page.get_by_role("button", name="Kapitler").click()
    expect(page.locator(".film-side")).to_be_hidden()


def test_the_transcript_follows_the_film_line_by_line(page: Page) -> None:
    page.keyboard.press("t")
    expect(page.locator(".film-line")).to_have_count(7)
    seek(page, 16)
    expect(page.locator(".film-line[aria-current]")).to_have_text("Økonomidirektør: Ingen av oss. & alle.")
    page.locator(".film-line").first.click()
    assert at(page) < 1
    page.keyboard.press("t")
    expect(page.locator(".film-side")).to_be_hidden()


def test_the_transcript_is_searched_and_enter_goes_from_hit_to_hit(page: Page) -> None:
    page.keyboard.press("t")
    field = page.get_by_role("searchbox", name="Søk i teksten")
    field.fill("OSS")
    expect(page.locator(".film-lines mark")).to_have_count(3)
    expect(page.locator(".film-hits")).to_have_text("Treff 1 av 3")
    field.press("Enter")
    field.press("Enter")
    expect(page.locator(".film-hits")).to_have_text("Treff 2 av 3")
    assert abs(at(page) - 12.2) < 0.3
    field.press("Shift+Enter")
    expect(page.locator(".film-hits")).to_have_text("Treff 1 av 3")
    field.fill("finnes ikke")
    expect(page.locator(".film-hits")).to_have_text("Ingen treff")
    field.press("t")
    expect(field).to_have_value("finnes ikket")
    field.press("Escape")
    expect(field).to_have_value("")
    field.press("Escape")
    expect(field).not_to_be_focused()
    expect(page.locator(".stage-watching")).to_be_visible()


def test_captions_are_on_until_somebody_turns_them_off_and_the_next_film_remembers(page: Page) -> None:
    captions = page.get_by_role("button", name="Teksting")
    expect(captions).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("c")
    expect(captions).to_have_attribute("aria-pressed", "false")
    # Another group on the same computer.
    page.goto(page.url.split("/mote/")[0])
    page.locator("form[action='/start'] button").first.click()
    wait_until_followed(page)
    expect(page.locator("#count")).to_be_focused()
    page.keyboard.press("PageDown")
    expect(page.get_by_role("button", name="Teksting")).to_have_attribute("aria-pressed", "false")


def test_the_source_of_a_fact_card_is_opened_while_the_film_waits(page: Page) -> None:
    source = page.get_by_role("button", name="Kilden")
    expect(source).to_be_hidden()
    seek(page, 6.5)
    page.keyboard.press(" ")
    expect(source).to_be_visible()
    page.keyboard.press("k")
    card = page.get_by_role("dialog")
    expect(card).to_contain_text("Fire av ti virksomheter")
    expect(card).to_contain_text("2023")
    expect(card).to_contain_text("Presse eller leverandør")
    expect(card).to_contain_text("ikke kontrollert")
    link = card.get_by_role("link", name="Åpne kilden")
    assert link.get_attribute("href") == "https://example.org/rapport"
    assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener noreferrer")
    assert page.evaluate("() => document.querySelector('video').paused")
    assert _axe_faults(page) == []
    assert page.evaluate(_TOO_SMALL, SMALLEST_TEXT) == []
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    assert page.evaluate("() => document.querySelector('video').paused")
    seek(page, 17)
    expect(source).to_be_visible()
    source.click()
    card.get_by_role("button", name="Spill videre").click()
    page.wait_for_function("() => !document.querySelector('video').paused")
    seek(page, 19)
    expect(source).to_be_hidden()


def test_a_clicker_closes_the_fact_card_and_does_not_leave_the_film(page: Page) -> None:
    seek(page, 7)
    page.keyboard.press("k")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("PageDown")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("#leave-film")).to_be_hidden()


def test_arrows_on_the_films_own_controls_go_in_the_film_and_turn_no_page(page: Page) -> None:
    seek(page, 2)
    page.locator(".film-bar").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(200)
    assert 11 < at(page) < 13
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(200)
    assert 1 < at(page) < 3
    expect(page.locator("#leave-film")).to_be_hidden()
    page.get_by_role("button", name="Teksting").click()
    page.keyboard.press(" ")
    page.wait_for_function("() => !document.querySelector('video').paused")
    expect(page.get_by_role("button", name="Teksting")).to_have_attribute("aria-pressed", "false")


def test_a_large_film_has_the_whole_screen_and_its_controls_come_when_somebody_moves(page: Page) -> None:
    page.keyboard.press("f")
    frame = page.locator(".film-frame").bounding_box()
    assert frame is not None
    assert (frame["x"], frame["y"], frame["width"], frame["height"]) == (0, 0, 1920, 1080)
    assert page.evaluate(_CUT_OFF) == []
    assert _axe_faults(page) == []
    page.keyboard.press(" ")
    expect(page.locator(".film.is-still")).to_be_visible(timeout=6_000)
    expect(page.locator(".film-controls")).to_have_css("opacity", "0")
    page.mouse.move(500, 500)
    expect(page.locator(".film-controls")).to_have_css("opacity", "1")
    page.keyboard.press("f")
    expect(page.locator(".film.is-large")).to_have_count(0)
    expect(page.locator(".film-line")).to_have_count(4)


def test_what_is_made_up_is_said_before_the_film_begins(page: Page) -> None:
    note = page.locator(".film-note")
    said = "Rollene er konstruert. Tallene er hentet fra kildene på kortene. Stemmene er syntetiske."
    expect(note).to_have_text(said)
    page.keyboard.press(" ")
    page.wait_for_function("() => !document.querySelector('video').paused")
    expect(note).to_be_hidden()
    page.goto(page.url.split("/mote/")[0] + "/program/med-film/samme-ord")
    expect(page.locator(".page-film")).to_contain_text(f"{said} Alt som vises, blir også sagt.")
    expect(page.locator("video[controls][poster] track[kind=captions][default]")).to_have_count(1)
    page.locator("details summary").first.click()
    assert html_faults(page.content()) == []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert _axe_faults(page) == [], scheme
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_player_that_cannot_be_fetched_leaves_the_browsers_own_and_the_meeting_goes_on(
    new_context: NewContext, cinema: RunningServer
) -> None:
    context = new_context()
    context.route("**/film.js", lambda route: route.abort())
    shown = context.new_page()
    shown.goto(cinema.address)
    shown.locator("form[action='/start'] button").first.click()
    wait_until_followed(shown)
    expect(shown.locator("#count")).to_be_focused()
    shown.keyboard.press("PageDown")
    expect(shown.locator("video[controls]")).to_be_visible()
    shown.wait_for_timeout(CLICKER_PAUSE)
    shown.keyboard.press("PageDown")
    expect(shown.locator(".stage-watching")).to_have_count(0)


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


def read_aloud(page: Page) -> None:
    page.get_by_role("button", name="Les rollene selv").click()
    expect(page.get_by_role("heading", name="Fordel rollene")).to_be_visible()


def turn(page: Page, key: str = "PageDown") -> None:
    page.wait_for_timeout(CLICKER_PAUSE)
    page.keyboard.press(key)


def test_the_parts_are_given_out_and_read_page_by_page_to_the_questions(page: Page) -> None:
    read_aloud(page)
    readers = page.locator(".readers li")
    expect(readers).to_have_count(4)
    expect(readers.nth(0)).to_have_text("Person 1 Fagdirektør i en etat med skjema")
    expect(readers.nth(3)).to_have_text("Person 4 Kortene")
    seen: list[str] = []
    for _ in range(40):
        turn(page)
        if page.locator("[data-questions]").is_visible():
            break
        seen += page.locator(".reply:visible .reply-words").all_inner_texts()
        assert page.locator(".reply:visible").count() <= 3
        assert page.evaluate(_CUT_OFF) == []
        assert page.evaluate(_TOO_SMALL, SMALLEST_TEXT) == []
        # Large type, but for what could not be whole.
        sizes = page.evaluate(
            "() => [...document.querySelectorAll('.reply:not(.card) .reply-words')]"
            ".filter(one => one.checkVisibility()).map(one => parseFloat(getComputedStyle(one).fontSize))"
        )
        assert all(64 <= size <= 72 for size in sizes)
    assert len(seen) == 21
    assert seen[0].startswith("Personene er konstruert.")
    assert seen[-1] == "Da har vi et sted å begynne. Nå er det deres tur."
    expect(page.locator("[data-questions]")).to_be_visible()
    turn(page, "PageUp")
    expect(page.locator("[data-reply]:visible").last).to_contain_text("Nå er det deres tur")


def test_the_page_that_is_read_survives_a_reload_and_says_who_is_next(page: Page) -> None:
    read_aloud(page)
    turn(page)
    turn(page, "ArrowRight")
    expect(page.locator(".reading-count")).to_have_text(re.compile(r"^3 av \d+$"))
    expect(page.locator(".reading-next")).to_have_text(re.compile(r"^Neste: Person \d$"))
    here = page.locator(".reply:visible").first.inner_text()
    page.reload()
    wait_until_followed(page)
    expect(page.locator(".reply:visible").first).to_have_text(re.compile(re.escape(here.splitlines()[-1])))
    page.get_by_role("button", name="Tilbake til filmen").click()
    expect(page.locator(".film")).to_be_visible()


def test_another_who_comes_is_given_a_part_and_the_page_stays(page: Page) -> None:
    page.keyboard.press("m")
    page.locator("#count-panel").fill("2")
    page.keyboard.press("Escape")
    read_aloud(page)
    expect(page.locator(".readers li")).to_have_count(3)
    turn(page)
    turn(page)
    here = page.locator(".reply:visible .reply-words").first.inner_text()
    page.keyboard.press("m")
    page.locator("#new-member").fill("Kari")
    page.locator("#new-member").press("Enter")
    expect(page.locator(".reading-next, .reply:visible .reader").filter(has_text="Kari").first).to_be_attached()
    page.keyboard.press("Escape")
    expect(page.locator(".reply:visible .reply-words").first).to_have_text(here)
    expect(page.locator(".reading-page")).to_be_hidden()


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (1024, 768)], ids=lambda size: f"{size[0]}")
def test_what_is_read_aloud_is_whole_and_accessible(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    read_aloud(page)
    for _ in range(3):
        assert page.evaluate("document.documentElement.scrollHeight") <= size[1]
        assert page.evaluate(_CUT_OFF) == []
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert _axe_faults(page) == [], scheme
        turn(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_film_that_cannot_be_shown_is_said_and_the_meeting_goes_on(
    new_context: NewContext, cinema: RunningServer
) -> None:
    context = new_context()
    context.route("**/*.mp4", lambda route: route.fulfill(status=200, content_type="video/mp4", body="no film"))
    shown = context.new_page()
    shown.goto(cinema.address)
    shown.locator("form[action='/start'] button").click()
    wait_until_followed(shown)
    expect(shown.locator("#count")).to_be_focused()
    shown.keyboard.press("PageDown")
    expect(shown.locator(".film-said")).to_have_text(re.compile("Filmen kan ikke vises"))
    expect(shown.get_by_role("button", name="Prøv igjen")).to_be_visible()


@pytest.mark.parametrize("beside", ["", "chapters", "transcript"])
def test_the_film_page_is_valid_accessible_and_whole(page: Page, beside: str) -> None:
    if beside != "chapters":
        page.get_by_role("button", name="Teksten i filmen" if beside else "Kapitler").click()
    assert html_faults(page.content()) == []
    assert page.evaluate(_TOO_SMALL, SMALLEST_TEXT) == []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert _axe_faults(page) == [], scheme
    for width, height in ((1920, 1080), (1280, 720), (1024, 768)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollHeight") <= height, (width, height)
        assert page.evaluate(_CUT_OFF.replace(".written-all", ".film-lines, .written-all")) == [], (width, height)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
