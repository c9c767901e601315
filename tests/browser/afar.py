"""One who is not in the room, on a laptop: a seat by the code, and from there the shared screen."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from browser.phones import NewContext, code_on
from browser.rooms import wait_until_followed
from factories.servers import RunningServer

LAPTOP = {"viewport": {"width": 1280, "height": 800}}


def sit_afar(new_context: NewContext, server: RunningServer, shared: Page, **options: object) -> Page:
    """The own page of somebody who has just come in by the code, and is not in the room."""
    code = code_on(shared)
    page = new_context(**{**LAPTOP, **options}).new_page()
    page.goto(f"{server.address}/b/{code}")
    page.locator("form button").last.click()
    wait_until_followed(page)
    page.locator("#open-own").click()
    page.get_by_role("button", name="Jeg er ikke i rommet").click()
    wait_until_followed(page)
    return page


def look_from_afar(own: Page) -> Page:
    """The same page, at the shared screen."""
    own.get_by_role("link", name="Se den felles skjermen").click()
    wait_until_followed(own)
    expect(own).to_have_url(re.compile("/deltaker/skjerm$"))
    return own
