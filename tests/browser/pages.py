"""Every page there is, and how a browser comes to it. A page that is not here is not checked: add new ones."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from browser.rooms import CLICKER_PAUSE, wait_until_followed, write

LINES = (
    "Hos oss betyr det at saksbehandlingen går fortere, men på samme måte som før",
    "Min avdeling treffes av nye krav til arkiv og deling av data",
    "Vi slipper å be innbyggerne om det samme to ganger",
    "Det er IT som eier det – og vi som merker det",
    "Papir blir data",
    "Den som bytter studiested midt i køen, må ringe oss",
    "Ingen av oss vet hvem som eier gevinsten",
    "Vi har ett skjema mindre",
)


def _front(page: Page, address: str) -> None:
    page.goto(address)


def _front_with_groups(page: Page, address: str) -> None:
    _lobby(page, address)
    _lobby(page, address)
    page.goto(address)
    for summary in page.locator("details summary").all():
        summary.click()


def _at(path: str) -> Callable[[Page, str], None]:
    def go(page: Page, address: str) -> None:
        response = page.goto(f"{address}/program/{path}")
        assert response is not None
        assert response.ok
        for summary in page.locator("details summary").all():
            summary.click()

    return go


def _wrong(page: Page, address: str) -> None:
    page.goto(f"{address}/mote/finnesikke12")


def _gallery(page: Page, address: str) -> None:
    page.goto(f"{address}/galleri")


def _lobby(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("form[action='/start'] button").click()
    wait_until_followed(page)
    expect(page.locator(".stage-lobby")).to_be_visible()


def _turn_to(page: Page, there: str) -> None:
    page.wait_for_timeout(CLICKER_PAUSE)
    # Not PageDown where lines are read on page by page before the page is turned.
    page.keyboard.press("ArrowRight" if there == "closed" else "PageDown")
    expect(page.locator(f".stage-{there}")).to_be_visible()


def _writing_empty(page: Page, address: str) -> None:
    _lobby(page, address)
    _turn_to(page, "writing")


def _writing(page: Page, address: str) -> None:
    _writing_empty(page, address)
    for text in LINES:
        write(page, text)
    expect(page.locator("#lines")).to_contain_text(LINES[-1])
    expect(page.locator("#waiting .line")).to_have_count(0)


def _paused(page: Page, address: str) -> None:
    _writing(page, address)
    page.locator("form[data-command=pause-clock] button").click()
    expect(page.locator("form[data-command=resume-clock]")).to_be_visible()


def _mending(page: Page, address: str) -> None:
    _writing(page, address)
    page.keyboard.press("ArrowUp")
    expect(page.locator(".mend")).to_be_visible()


def _tray(page: Page, address: str) -> None:
    _writing(page, address)
    page.keyboard.type("En halvskrevet linje")
    _turn_to(page, "reading")
    expect(page.locator("#tray")).to_be_visible()


def _reading(page: Page, address: str) -> None:
    _writing(page, address)
    _turn_to(page, "reading")


def _closed(page: Page, address: str) -> None:
    _reading(page, address)
    _turn_to(page, "closed")


def _help(page: Page, address: str) -> None:
    _writing(page, address)
    page.locator("#ask-help").click()
    expect(page.locator("#help")).to_be_visible()


PLAIN: dict[str, Callable[[Page, str], None]] = {
    "front": _front,
    "front-with-groups": _front_with_groups,
    "programme": _at("digital-transformasjon"),
    "programme-of-one-meeting": _at("to-steg"),
    "episode": _at("digital-transformasjon/samme-ord-ulike-bilder"),
    "episode-of-two-steps": _at("to-steg/samme-ord-ulike-bilder"),
    "follow-up": _at("digital-transformasjon/etter-30-dager"),
    "glossary": _at("digital-transformasjon/ordliste"),
    "facts": _at("digital-transformasjon/fakta"),
    "guide": _at("digital-transformasjon/samme-ord-ulike-bilder/veileder"),
    "guide-of-two-steps": _at("to-steg/samme-ord-ulike-bilder/veileder"),
    "wrong": _wrong,
    "gallery": _gallery,
}
SHARED: dict[str, Callable[[Page, str], None]] = {
    "lobby": _lobby,
    "writing-empty": _writing_empty,
    "writing": _writing,
    "paused": _paused,
    "mending": _mending,
    "tray": _tray,
    "reading": _reading,
    "closed": _closed,
    "help": _help,
}
EVERY = {**PLAIN, **SHARED}
