"""What the plain pages do in a browser: copy, and print on as little paper as possible."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from factories.packages import real_package
from factories.servers import RunningServer

NewContext = Callable[..., BrowserContext]
EPISODES = [one.id for one in (*real_package().episodes, *real_package().follow_ups)]


def _sheets(page: Page, file: Path) -> int:
    """How many pages of A4 the page takes on paper."""
    page.pdf(path=file, prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", file.read_bytes()))


@pytest.mark.parametrize("episode", EPISODES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_hosts_guide_is_one_sheet_at_most(
    episode: str, scheme: str, new_context: NewContext, shared_server: RunningServer, tmp_path: Path
) -> None:
    page = new_context(color_scheme=scheme).new_page()
    page.goto(f"{shared_server.address}/program/digital-transformasjon/{episode}/veileder")
    assert _sheets(page, tmp_path / "guide.pdf") <= (2 if real_package().episode(episode).after_days == 0 else 1)


def test_page_one_of_the_guide_holds_the_whole_hour(new_context: NewContext, shared_server: RunningServer) -> None:
    page = new_context(viewport={"width": 695, "height": 1040}).new_page()  # A4 less its margins, at 96 to the inch
    for episode in EPISODES:
        page.goto(f"{shared_server.address}/program/digital-transformasjon/{episode}/veileder")
        page.emulate_media(media="print")
        assert page.evaluate("document.querySelector('.guide-hour').getBoundingClientRect().bottom") <= 1040


def test_on_paper_the_guide_is_black_on_white_and_without_what_only_a_screen_needs(
    new_context: NewContext, shared_server: RunningServer
) -> None:
    page = new_context(color_scheme="dark").new_page()
    page.goto(f"{shared_server.address}/program/digital-transformasjon/{EPISODES[0]}/veileder")
    page.emulate_media(media="print")
    for hidden in ("header.page-top", "footer.page-bottom", ".programme-nav", "[data-print]"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator(".guide-warning")).to_be_visible()
    colours = page.evaluate(
        "[...new Set([...document.querySelectorAll('.guide :is(p, h1, h2, h3, dt, dd, li)')]"
        ".filter(one => one.checkVisibility()).map(one => getComputedStyle(one).color))]"
    )
    assert colours == ["rgb(0, 0, 0)"]


def test_the_guide_is_printed_by_its_button(new_context: NewContext, shared_server: RunningServer) -> None:
    page = new_context().new_page()
    page.add_init_script("window.print = () => { window.printed = true; };")
    page.goto(f"{shared_server.address}/program/to-steg/samme-ord-ulike-bilder/veileder")
    page.locator("[data-print]").click()
    assert page.evaluate("window.printed")


@pytest.mark.parametrize("has_clipboard", [True, False], ids=["with a clipboard", "over plain http"])
def test_the_text_to_send_is_copied_whole(
    has_clipboard: bool, new_context: NewContext, shared_server: RunningServer
) -> None:
    context = new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=shared_server.address)
    page = context.new_page()
    if not has_clipboard:
        page.add_init_script("navigator.clipboard.writeText = undefined;")
    page.goto(f"{shared_server.address}/program/digital-transformasjon")
    page.locator("[data-copy=invitation]").click()
    expect(page.locator("#invitation ~ p [role=status]")).not_to_be_empty()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.splitlines()[0] == "Hei!"
    assert "\n\n" in copied.replace("\r\n", "\n")
    assert "[dato]" in copied


def test_the_groups_link_is_copied_as_it_is_read(new_context: NewContext, shared_server: RunningServer) -> None:
    context = new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=shared_server.address)
    page = context.new_page()
    page.goto(shared_server.address)
    page.locator("form[action='/start'] button").click()
    page.goto(shared_server.address)
    page.locator("details summary").first.click()
    page.locator("[data-copy]").first.click()
    expect(page.locator(".front-link [role=status]").first).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator(".link-text").first.inner_text()


def test_without_scripts_there_are_no_buttons_that_do_nothing(
    new_context: NewContext, shared_server: RunningServer
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    for path in ("digital-transformasjon", f"digital-transformasjon/{EPISODES[0]}/veileder"):
        page.goto(f"{shared_server.address}/program/{path}")
        for button in page.locator("[data-copy], [data-print]").all():
            expect(button).to_be_hidden()
