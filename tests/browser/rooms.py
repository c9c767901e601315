"""What people do in a meeting, as the browser sees it. Tests speak in these words."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Page, expect

CLICKER_PAUSE = 260
"""Milliseconds after which a second press is a second press (keys.js)."""


def open_lobby(context: BrowserContext, address: str) -> Page:
    """A new group in the lobby of its first meeting, on a screen of its own."""
    page = context.new_page()
    page.goto(address)
    page.locator("form[action='/start'] button").click()
    expect(page.locator("#count")).to_have_value("8")
    wait_until_followed(page)
    return page


def open_writing(context: BrowserContext, address: str) -> Page:
    """A group of eight at the writing step, with the scribe in the field."""
    page = open_lobby(context, address)
    page.keyboard.press("ArrowRight")
    expect(page.locator("#text")).to_be_focused()
    page.wait_for_timeout(CLICKER_PAUSE)
    return page


def wait_until_followed(page: Page) -> None:
    """The page's scripts run, and the queue is looked after."""
    # Complete: the modules have run. On a busy machine a key that was pressed before that reached nobody.
    page.wait_for_function("() => document.readyState === 'complete' && typeof Idiomorph === 'object'")
    page.wait_for_timeout(350)  # the windows have met (windows.js)


def second_window(page: Page) -> Page:
    """The same meeting in another window of the same browser."""
    other = page.context.new_page()
    other.goto(page.url)
    wait_until_followed(other)
    return other


def write(page: Page, text: str) -> None:
    """The scribe types the line and presses Enter."""
    page.locator("#text").focus()
    page.keyboard.insert_text(text)
    page.keyboard.press("Enter")


def lines(page: Page) -> list[str]:
    """The lines that stand on the screen and are on disk."""
    return page.locator("#lines .line-text").all_inner_texts()


def expect_lines(page: Page, *expected: str) -> None:
    """The screen comes to show exactly these lines, and nothing waits any more."""
    expect(page.locator("#lines .line-text")).to_have_text(list(expected))
    expect(page.locator("#waiting .line")).to_have_count(0)


def expect_saved(page: Page) -> None:
    """The screen says «Lagret 10.42»."""
    expect(page.locator("#saved")).to_have_text(re.compile(r"^Lagret \d\d\.\d\d$"))
