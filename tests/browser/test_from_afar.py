"""Somebody who is not in the room: the film follows the shared screen without being moved by force, and hands count."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.rooms import wait_until_followed
from browser.steps import give, open_group
from browser.test_phones import code_on, go_to, join
from factories.servers import RunningServer

NewContext = Callable[..., BrowserContext]


def time_of(page: Page, selector: str) -> float:
    return float(page.locator(selector).evaluate("video => video.currentTime"))


def test_the_film_is_followed_from_afar(new_context: NewContext, film_server: RunningServer) -> None:
    secret, meeting = open_group(film_server.folder, programme="digital-transformasjon", number=2, language="nb")
    shared = new_context().new_page()
    shared.goto(f"{film_server.address}/g/{secret}")
    shared.goto(f"{film_server.address}/mote/{meeting}")
    wait_until_followed(shared)
    code = code_on(shared)
    near, afar = (join(new_context, film_server, code, "") for _phone in range(2))
    afar.locator("#open-own").click()
    afar.get_by_role("button", name="Jeg er ikke i rommet").click()
    wait_until_followed(afar)
    shared.keyboard.press("ArrowRight")
    expect(shared.locator("#stage [data-film]")).to_be_visible()
    expect(shared.locator(".film-time")).not_to_be_empty()
    expect(afar.locator("#film-here video")).to_be_visible()
    # Those in the room look up.
    expect(near.locator("#film-here")).to_be_hidden()
    expect(near.locator("#phone")).to_contain_text("Legg fra deg telefonen")

    # Play reaches the other place, and so does pause.
    shared.keyboard.press(" ")
    afar.wait_for_function("() => !document.querySelector('#film-here video').paused", timeout=2_000)
    afar.wait_for_function("() => document.querySelector('#film-here video').currentTime > 0.5")
    assert abs(time_of(afar, "#film-here video") - time_of(shared, "#stage video")) < 3
    shared.keyboard.press(" ")
    afar.wait_for_function("() => document.querySelector('#film-here video').paused", timeout=2_000)

    # The shared screen goes to a later chapter: the one afar is told how far behind, and is moved when they say so.
    before = time_of(afar, "#film-here video")
    shared.locator("#stage video").evaluate("video => { video.currentTime = 120; }")
    expect(afar.locator(".phone-behind")).to_contain_text("sekunder etter")
    assert time_of(afar, "#film-here video") == pytest.approx(before, abs=0.5)
    afar.get_by_role("button", name="Hopp dit").click()
    afar.wait_for_function("() => Math.abs(document.querySelector('#film-here video').currentTime - 120) < 1")
    expect(afar.locator(".phone-behind")).to_be_empty()

    # A phone that comes late, or is loaded anew, knows where the film is.
    afar.reload()
    wait_until_followed(afar)
    expect(afar.locator("#film-here video")).to_be_visible()
    expect(afar.locator(".phone-behind")).to_contain_text("etter")


def test_hands_from_afar_are_on_the_screen_at_once_and_are_not_counted_down(
    new_context: NewContext, film_server: RunningServer
) -> None:
    secret, meeting = open_group(film_server.folder, programme="hva-skal-vi-slutte-med", number=1, language="nb")
    shared = new_context().new_page()
    shared.goto(f"{film_server.address}/g/{secret}")
    shared.goto(f"{film_server.address}/mote/{meeting}")
    wait_until_followed(shared)
    give(shared, "set-head-count", count="3")
    code = code_on(shared)
    near, afar = (join(new_context, film_server, code, "") for _phone in range(2))
    go_to(shared, "for-haand")
    expect(near.locator("#answering")).to_contain_text("Rekk opp hånda i rommet")
    expect(afar.locator("#answering")).to_contain_text("Rekk opp hånda i rommet")
    afar.locator("#open-own").click()
    afar.get_by_role("button", name="Jeg er ikke i rommet").click()
    wait_until_followed(afar)
    afar.locator("#answering button").nth(4).click()
    five = shared.locator(".tally", has_text="5").locator("input[type=number]")
    expect(five).to_have_value("1")
    expect(afar.locator("#answering button").nth(4)).to_have_attribute("aria-pressed", "true")
    # The scribe counts the room on top; what was raised from afar cannot be counted away.
    shared.locator(".tally", has_text="5").get_by_role("button").first.click()
    expect(shared.locator("#said")).to_contain_text("har rukket opp hånda")
    # The hand moves: one each.
    afar.locator("#answering button").nth(1).click()
    expect(five).to_have_value("0")
    expect(shared.locator(".tally", has_text="2").locator("input[type=number]")).to_have_value("1")
