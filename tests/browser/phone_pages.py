"""The pages of phones and of the host's device, for what must be true of every page."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from browser.groups import FOLDERS
from browser.rooms import wait_until_followed
from browser.steps import give, open_group

PROGRAMME = "hva-skal-vi-slutte-med"
"""It has a vote of every kind, in both languages."""


def _wrong_code(page: Page, address: str) -> None:
    page.goto(f"{address}/b")
    page.locator("#code").fill("12 34")
    page.locator("form button").click()
    expect(page.locator("#code-fault")).to_be_visible()


def _meeting(page: Page, address: str, *, with_names: bool = True, programme: str = PROGRAMME) -> str:
    """This browser has a group in a meeting whose door is open. The code."""
    language = next(one["value"] for one in page.context.cookies() if one["name"] == "sprak")
    secret, meeting = open_group(FOLDERS[address], programme=programme, number=1, language=language)
    page.goto(f"{address}/g/{secret}")
    page.goto(f"{address}/mote/{meeting}")
    wait_until_followed(page)
    if with_names:
        for name in ("Kari Nordmann-Hansen", "Åse"):
            give(page, "add-member", name=name, unit="")
    told = page.evaluate("() => JSON.parse(document.getElementById('page').textContent)")
    headers = {"X-CSRFToken": told["csrf"], "Referer": page.url}
    assert page.request.post(f"{page.url}/dor", form={"do": "open"}, headers=headers).ok
    # No phone reaches this server, so that the shared screen shows no code; the host's device does.
    shared = page.url
    page.goto(f"{shared}/veileder")
    code = page.locator("#door").get_attribute("data-code")
    page.goto(shared)
    wait_until_followed(page)
    return str(code)


def _name(page: Page, address: str) -> None:
    code = _meeting(page, address)
    page.goto(f"{address}/b/{code}")
    expect(page.locator(".phone-names")).to_be_visible()


def _at(step: str, *, on_phones: bool = False, remote: bool = False) -> Callable[[Page, str], None]:
    def go(page: Page, address: str) -> None:
        code = _meeting(page, address, with_names=False)
        meeting = page.url
        give(page, "take-up-step", origin="", step=step)
        for number in range(3):
            give(page, "keep-note", step=step, kind="area", text=f"Et forslag til noe å slutte med, nummer {number}")
        page.goto(f"{address}/b/{code}")
        page.locator("form button").click()
        wait_until_followed(page)
        if remote:
            page.locator("#open-own").click()
            page.locator("#own form button").click()
            wait_until_followed(page)
        if on_phones:
            page.goto(meeting)
            wait_until_followed(page)
            give(page, "choose-ballot", step=step, way="phones")
            page.goto(f"{meeting}/deltaker")
            wait_until_followed(page)
        expect(page.locator("#phone")).to_have_attribute("data-step", step)

    return go


def _afar(step: str, *, on_phones: bool = False) -> Callable[[Page, str], None]:
    """The shared screen at that step, as one has it who is not in the room."""

    def go(page: Page, address: str) -> None:
        _at(step, on_phones=on_phones, remote=True)(page, address)
        page.locator("a[href$='/skjerm']").click()
        wait_until_followed(page)
        expect(page.locator("#stage")).to_have_attribute("data-step", step)

    return go


def _film_afar(page: Page, address: str) -> None:
    code = _meeting(page, address, with_names=False, programme="digital-transformasjon")
    give(page, "take-up-step", origin="", step="film")
    page.goto(f"{address}/b/{code}")
    page.locator("form button").click()
    wait_until_followed(page)
    page.locator("#open-own").click()
    page.locator("#own form button").click()
    wait_until_followed(page)
    page.locator("a[href$='/skjerm']").click()
    wait_until_followed(page)
    page.locator("details summary").click()
    expect(page.locator("#film-here video")).to_be_visible()


def _ready(page: Page, address: str) -> None:
    _at("paa-lapper", on_phones=True)(page, address)
    page.locator(".phone-choice").first.click()
    page.locator("#answering .ds-button").click()
    expect(page.locator("#answering .ds-button")).to_have_count(2)


def _host(page: Page, address: str) -> None:
    _at("paa-lapper", on_phones=True)(page, address)
    page.goto(page.url.replace("/deltaker", "/veileder"))
    wait_until_followed(page)
    page.locator("details summary").click()
    expect(page.locator(".ballots-count")).to_be_visible()


PHONES: dict[str, Callable[[Page, str], None]] = {
    "join-wrong-code": _wrong_code,
    "join-name": _name,
    "phone-sharing": _at("runde"),
    "phone-choosing": _at("stem", on_phones=True),
    "phone-ready": _ready,
    "phone-hands": _at("for-haand", remote=True),
    "phone-afar-sharing": _afar("runde"),
    "phone-afar-choosing": _afar("stem", on_phones=True),
    "phone-afar-film": _film_afar,
    "host-with-a-vote": _host,
}
