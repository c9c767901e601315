"""Somebody at the keyboard of a meeting, on a server whose clock is put forward."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Browser, Locator, Page, expect
from playwright.sync_api import TimeoutError as NothingCame

from browser.rooms import CLICKER_PAUSE, wait_until_followed
from factories.servers import RunningServer

MOST_TABS = 80


@dataclass
class Host:
    """Somebody at the keyboard. No mouse is used from the lobby to the close."""

    page: Page
    server: RunningServer
    spent: timedelta = field(default_factory=timedelta)
    steps: list[str] = field(default_factory=list)
    _pressed_at: float = 0.0

    @property
    def step(self) -> str:
        return self.page.locator("#stage").get_attribute("data-step") or ""

    def press(self, key: str) -> None:
        """As soon as a press is a second press."""
        since = time.monotonic() - self._pressed_at
        self.page.wait_for_timeout(max(0.0, CLICKER_PAUSE - since * 1000))
        self.page.keyboard.press(key)
        self._pressed_at = time.monotonic()

    def next(self) -> None:
        """PageDown, as a clicker sends it; until the step is another one, also through pages and turns."""
        before = self.page.locator("#stage").get_attribute("data-version")
        is_read = self.page.locator("[data-reading]:visible").count() > 0
        # Where there is more to read, the press may only read on; elsewhere it turns, however slow the machine is. A
        # second press before the first is answered would turn twice.
        patience = 250 if self.page.locator(".written-all").count() else 4_000
        self.press("PageDown")
        if is_read:
            return
        with suppress(NothingCame):
            self.page.wait_for_function(
                "before => document.getElementById('stage').dataset.version !== before", arg=before, timeout=patience
            )
            self.steps.append(self.step)

    def go_to(self, step: str) -> None:
        for _ in range(60):
            if self.step == step:
                return
            self.next()
        raise AssertionError(f"never came to {step}; was at {self.steps}")

    def to_next_step(self) -> None:
        here = self.step
        for _ in range(60):
            if self.step != here or self.page.locator(".stage-closed").count():
                return
            self.next()
        raise AssertionError(f"could not leave {here}")

    def say(self, text: str) -> None:
        """The scribe types and presses Enter; the line is on the screen when this returns."""
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Enter")
        expect(self.page.locator("#stage")).to_contain_text(text)
        expect(self.page.locator("#waiting .line")).to_have_count(0)

    def call_next_person(self) -> None:
        self.page.wait_for_timeout(CLICKER_PAUSE)
        before = self.page.locator(".turn-count").inner_text()
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".turn-count")).not_to_have_text(before)

    def aside(self, key: str, text: str) -> None:
        """What is noted by the side is kept, and the screen has come as far as that, when this returns."""
        before = self.page.locator("#stage").get_attribute("data-version")
        self.page.keyboard.press(key)
        expect(self.page.locator("#aside-text")).to_be_focused()
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Enter")
        expect(self.page.locator("#aside")).to_be_hidden()
        # Or the version that this brings would be taken for the answer to the next press.
        expect(self.page.locator("#stage")).not_to_have_attribute("data-version", before or "")

    def seconds_left(self) -> float:
        """What is left of the step by the server's clock."""
        left = self.page.evaluate(
            "async () => { const answer = await fetch(`${location.pathname}/skjerm`);"
            " const clock = document.querySelector('#stage [data-clock]');"
            " return (Number(clock.dataset.endsAt) - Number(answer.headers.get('X-Now'))) / 1000 }"
        )
        return float(left)

    def tab_to(self, field: Locator) -> None:
        """Tab until that is where the focus is, as somebody without a mouse comes there."""
        for _ in range(MOST_TABS):
            if field.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{MOST_TABS} tabs, and never at {field}")

    def enter(self, button: Locator) -> None:
        """Tab to the button or link, and Enter."""
        self.tab_to(button)
        self.page.keyboard.press("Enter")

    def now(self) -> datetime:
        """The server's time, as it tells the browsers in a meeting."""
        milliseconds = self.page.evaluate(
            "async () => Number((await fetch(`${location.pathname}/skjerm`)).headers.get('X-Now'))"
        )
        return datetime.fromtimestamp(float(milliseconds) / 1000, UTC)

    def pass_time(self, seconds: float) -> None:
        self.server.put_clock_forward(seconds)
        self.spent += timedelta(seconds=seconds)
        self.page.wait_for_timeout(300)


def sit_down(browser: Browser, server: RunningServer) -> Host:
    context = browser.new_context(locale="nb-NO", viewport={"width": 1920, "height": 1080})
    context.set_default_timeout(8_000)
    page = context.new_page()
    page.goto(server.address)
    page.locator("form[action='/start'] button").press("Enter")
    expect(page.locator("#count")).to_be_focused()
    wait_until_followed(page)
    return Host(page, server)
