"""What must be true of every kind of step: valid, accessible, readable from five metres, nothing cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.rooms import wait_until_followed
from browser.steps import STEPS, open_group
from browser.test_every_page import _CUT_OFF, _TOO_SMALL, SMALLEST_TEXT, _axe_faults
from factories.servers import RunningServer
from tooling import html_faults

NewContext = Callable[..., BrowserContext]
PROGRAMME = "digital-transformasjon"


@pytest.fixture(scope="module")
def real_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    folder = tmp_path_factory.mktemp("steps") / "data"
    server = RunningServer(folder, environment={"RUNDEBORD_PROGRAMME": PROGRAMME}).start()
    yield server
    server.stop()


def at_step(context: BrowserContext, server: RunningServer, name: str, language: str) -> Page:
    programme, number, come_there = STEPS[name]
    secret, meeting = open_group(server.folder, programme=programme, number=number, language=language)
    page = context.new_page()
    page.goto(f"{server.address}/g/{secret}")
    page.goto(f"{server.address}/mote/{meeting}")
    wait_until_followed(page)
    come_there(page)
    return page


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_valid_accessible_and_readable_from_the_end_of_the_table(
    name: str, new_context: NewContext, real_server: RunningServer
) -> None:
    page = at_step(new_context(), real_server, name, "nb")
    assert html_faults(page.content()) == []
    assert page.evaluate(_TOO_SMALL, SMALLEST_TEXT) == []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert _axe_faults(page) == [], scheme
    for width, height in ((1920, 1080), (1280, 720), (1024, 768)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(120)
        assert page.evaluate("document.documentElement.scrollHeight") <= height, (width, height)
        assert page.evaluate(_CUT_OFF) == [], (width, height)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(
    "name", ["columns", "closing", "cooperation", "voted", "slips", "owning", "rated-on-slips", "sorting"]
)
def test_a_step_is_valid_and_accessible_in_nynorsk(
    name: str, new_context: NewContext, real_server: RunningServer
) -> None:
    page = at_step(new_context(), real_server, name, "nn")
    assert page.locator("html").get_attribute("lang") == "nn"
    assert html_faults(page.content()) == []
    assert _axe_faults(page) == []


def test_the_hosts_own_device_follows_the_meeting_and_shows_advice_that_the_screen_never_does(
    new_context: NewContext, real_server: RunningServer
) -> None:
    page = at_step(new_context(), real_server, "thinking", "nb")
    host = page.context.new_page()
    host.set_viewport_size({"width": 390, "height": 844})
    host.goto(f"{page.url}/veileder")
    expect(host.locator("h1")).to_have_text("Skriv hver for seg")
    expect(host.locator("main")).to_contain_text("Alle skriver, også du.")
    assert "Alle skriver, også du." not in page.content()
    assert html_faults(host.content()) == []
    assert _axe_faults(host) == []
    page.bring_to_front()
    page.keyboard.press("PageDown")
    expect(page.locator("#stage")).to_have_attribute("data-step", "runde")
    host.bring_to_front()
    expect(host.locator("h1")).to_have_text("Runde")
    expect(host.locator(".advice-turn")).to_contain_text("1 av 8")


def test_the_link_to_the_advice_opens_that_and_nothing_else(
    new_context: NewContext, real_server: RunningServer
) -> None:
    page = at_step(new_context(), real_server, "thinking", "nb")
    stranger = new_context().new_page()
    meeting = page.url.rsplit("/", 1)[1]
    assert stranger.goto(f"{real_server.address}/v/{meeting}/{'a' * 43}").status == 404  # type: ignore[union-attr]
    assert stranger.goto(f"{page.url}/veileder").status == 404  # type: ignore[union-attr]
    assert stranger.goto(page.url).status == 404  # type: ignore[union-attr]
