"""A server that phones reach, the shared screen of a group, and phones that join it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from browser.rooms import wait_until_followed
from browser.steps import give, open_group
from factories.servers import RunningServer

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
NewContext = Callable[..., BrowserContext]


def open_shared(new_context: NewContext, server: RunningServer) -> Page:
    """The shared screen of a new group, in the lobby."""
    secret, meeting = open_group(server.folder, programme="hva-skal-vi-slutte-med", number=1, language="nb")
    page = new_context().new_page()
    page.goto(f"{server.address}/g/{secret}")
    page.goto(f"{server.address}/mote/{meeting}")
    wait_until_followed(page)
    return page


def code_on(shared: Page) -> str:
    """The six digits, as somebody at the table reads them off the screen."""
    shared.keyboard.press("j")
    expect(shared.locator("#door-digits")).to_be_visible()
    expect(shared.locator("#join-qr")).to_be_visible()
    code = "".join(letter for letter in shared.locator("#door-digits").inner_text() if letter.isdigit())
    shared.keyboard.press("Escape")
    return code


def join(new_context: NewContext, server: RunningServer, code: str, name: str) -> Page:
    """A new phone types the code and the name."""
    phone = new_context(**PHONE).new_page()
    phone.goto(f"{server.address}/b")
    phone.locator("#code").fill(f"{code[:3]} {code[3:]}")
    phone.get_by_role("button", name="Neste").click()
    if name:
        phone.locator("#name").fill(name)
        phone.get_by_role("button", name="Bli med", exact=True).click()
    else:
        phone.get_by_role("button", name="Bli med uten navn").click()
    wait_until_followed(phone)
    expect(phone.locator("#phone")).to_be_visible()
    return phone


def go_to(shared: Page, step: str) -> None:
    """The group is at that step."""
    origin = shared.locator("#stage").get_attribute("data-step") or ""
    give(shared, "take-up-step", origin=origin, step=step)
    expect(shared.locator("#stage")).to_have_attribute("data-step", step)


def answer_rating(phone: Page, answer: str) -> None:
    phone.locator(".phone-choice", has_text=answer).first.click()
    phone.get_by_role("button", name="Svaret mitt er klart").click()
    expect(phone.locator("#answering")).to_contain_text("Svaret ditt ligger klart")
