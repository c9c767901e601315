"""Every kind of step in the real programme, with words in it. A kind that is not here is not checked."""

from __future__ import annotations

import secrets
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import Page, expect

from browser.rooms import wait_until_followed
from factories.servers import clean_environment

AREAS = (
    "Vi prioriterer samlet, og sier hva vi stopper",
    "Vi spør brukeren før vi bestemmer",
    "Vi følger opp gevinstene i linja",
    "Vi deler data med dem som trenger dem",
    "Vi tar juristen med fra starten av",
)
MEMBERS = (("Kari Nordmann", "Økonomi"), ("Per Hansen", "Region nord"), ("Åse Ødegård", "HR"), ("Ola Lie", "IT"))

_OPEN = """
import django
django.setup()
from rundebord.groups.operations import create_group
from rundebord.meetings.operations import clock, open_meeting
from rundebord.programmes.queries import newest_version, package
version = newest_version({programme!r})
group = create_group(language={language!r}, at=clock.now(), programme=version)
print(group.secret, open_meeting(group=group, episode=package(version.digest).episodes[{number} - 1].id))
"""


def open_group(folder: Path, *, programme: str, number: int, language: str) -> tuple[str, str]:
    """A group in the lobby of its meeting of that number: the last part of its link, and the meeting's id."""
    environment = clean_environment(
        RUNDEBORD_DATA=str(folder), DJANGO_SETTINGS_MODULE="rundebord.config.settings", RUNDEBORD_PROGRAMME=programme
    )
    code = _OPEN.format(language=language, number=number, programme=programme)
    ended = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    secret, meeting = ended.stdout.split()
    return secret, meeting


def give(page: Page, command: str, **fields: str) -> str:
    """The command is given past the keyboard, as the page's own queue would. Its id."""
    command_id = secrets.token_hex(16)
    told = page.evaluate("() => JSON.parse(document.getElementById('page').textContent)")
    answer = page.request.post(
        f"{page.url}/kommando",
        form={"command": command, "command_id": command_id, **fields},
        headers={"X-CSRFToken": told["csrf"], "Accept": "application/json", "Referer": page.url},
    )
    assert answer.ok, answer.text()
    assert "refused" not in answer.json(), (command, fields, answer.json())
    return command_id


def take_up(page: Page, step: str) -> None:
    """The group is at that step."""
    origin = page.locator("#stage").get_attribute("data-step") or ""
    give(page, "take-up-step", origin=origin, step=step)
    page.reload()
    wait_until_followed(page)
    expect(page.locator("#stage")).to_have_attribute("data-step", step)


def _areas(page: Page, step: str) -> Sequence[str]:
    return [give(page, "keep-note", step=step, kind="area", text=text) for text in AREAS]


def _members(page: Page) -> Sequence[str]:
    return [give(page, "add-member", name=name, unit=unit) for name, unit in MEMBERS]


def _watching(page: Page) -> None:
    take_up(page, "film")


def _reading_aloud(page: Page) -> None:
    take_up(page, "film")
    # The player comes when the browser has a moment: until then the button does nothing.
    expect(page.locator(".film-time")).not_to_be_empty()
    page.locator("[data-film-do=read]").click()
    expect(page.locator("[data-reading]")).to_be_visible()
    page.keyboard.press("PageDown")
    expect(page.locator("[data-reply]:visible").first).to_be_visible()


def _thinking(page: Page) -> None:
    take_up(page, "skriv")


def _columns(page: Page) -> None:
    take_up(page, "runde")
    for number, text in enumerate((*AREAS, *AREAS)):
        give(page, "keep-note", step="runde", text=text, pile=("papir", "bedre", "ny")[number % 3])
    page.reload()
    wait_until_followed(page)


def _piles(page: Page) -> None:
    take_up(page, "samtale")
    for number, text in enumerate(AREAS):
        give(page, "keep-note", step="samtale", text=text, pile=str(number % 2 + 1))
    page.reload()
    wait_until_followed(page)


def _named_turn(page: Page) -> None:
    _members(page)
    take_up(page, "bedre-paa")
    for text in AREAS[:3]:
        give(page, "keep-note", step="bedre-paa", text=text)
    page.reload()
    wait_until_followed(page)


def _sentence(page: Page) -> None:
    take_up(page, "hos-oss")
    text = "Hos oss betyr det at folk slipper å være bud mellom to etater, og at vi tåler å slutte med noe"
    give(page, "set-cell", board="hos-oss", row="sentence", column="sentence", text=text)
    give(page, "keep-note", step="hos-oss", kind="difference", text="Ikke alle kommer inn digitalt")
    page.reload()
    wait_until_followed(page)


def _closing(page: Page) -> None:
    take_up(page, "bedre-paa")
    _areas(page, "bedre-paa")
    marked = give(page, "keep-note", step="bedre-paa", kind="line", text="Kun én gang betyr at vi spør hverandre først")
    give(page, "mark-note", note=marked, yes="1")
    about = give(page, "keep-note", step="bedre-paa", kind="line", text="Tre svar på samme spørsmål")
    give(page, "keep-note", step="bedre-paa", kind="note", text="Det var i fjor", about=about)
    take_up(page, "les-opp")


def _panel(page: Page) -> None:
    _members(page)
    take_up(page, "samtale")
    give(page, "keep-note", step="samtale", kind="later", text="Ny avtale med leverandøren")
    page.reload()
    wait_until_followed(page)
    page.locator("#open-panel").click()
    expect(page.locator("#tools")).to_be_visible()


def _aside(page: Page) -> None:
    take_up(page, "samtale")
    page.keyboard.press("Alt+u")
    expect(page.locator("#aside")).to_be_visible()


def _resting(page: Page) -> None:
    take_up(page, "samtale")
    give(page, "break-off")
    page.reload()
    wait_until_followed(page)
    expect(page.locator(".stage-resting")).to_be_visible()


def _late(page: Page) -> None:
    give(page, "set-time-available", minutes="25")
    take_up(page, "runde")
    expect(page.locator(".place-way")).to_be_visible()


def _table(page: Page) -> None:
    take_up(page, "en-tjeneste")
    give(page, "set-cell", board="en-tjeneste", row="title", column="title", text="Parkeringstillatelse")
    give(page, "set-cell", board="en-tjeneste", row="gevinst", column="hvem", text="Økonomidirektøren")
    page.reload()
    wait_until_followed(page)


def _cooperation(page: Page) -> None:
    members = _members(page)
    take_up(page, "en-tjeneste")
    areas = _areas(page, "en-tjeneste")
    for area, member, mark in zip(areas, members, ("leads", "contributes", "knows", "leads"), strict=False):
        give(page, "set-cell", board="cooperation", row=area, column=member, text=mark)
    give(page, "show-board", step="en-tjeneste", board="cooperation")
    page.reload()
    wait_until_followed(page)


def _voting(page: Page) -> None:
    take_up(page, "fem-forslag")
    areas = _areas(page, "fem-forslag")
    for area, count in zip(areas, ("6", "4", "3", "2", "1"), strict=True):
        give(page, "count-hands", step="fem-forslag", statement="", option=area, count=count)
    page.reload()
    wait_until_followed(page)


def _voted(page: Page) -> None:
    _voting(page)
    give(page, "close-vote", step="fem-forslag", statement="")
    page.reload()
    wait_until_followed(page)


def _slips(page: Page) -> None:
    take_up(page, "velg-to")
    _areas(page, "velg-to")
    give(page, "choose-vote-kind", step="velg-to", kind="unnamed")
    page.reload()
    wait_until_followed(page)
    expect(page.locator(".slips-count")).to_be_visible()


def _committing(page: Page) -> None:
    _members(page)
    take_up(page, "maal")
    area = _areas(page, "maal")[0]
    give(page, "set-cell", board="commitment", row=area, column="goal", text="Vi avgjør på én side hver måned")
    page.reload()
    wait_until_followed(page)


def _owning(page: Page) -> None:
    _members(page)
    take_up(page, "tiltak")
    area = _areas(page, "tiltak")[0]
    give(
        page, "set-cell", board="commitment", row=area, column="action", text="Lage siden med de ti største satsingene"
    )
    give(page, "name-owner", board="commitment", row=area, text="Kari Nordmann")
    page.reload()
    wait_until_followed(page)


def _rating_on_slips(page: Page) -> None:
    take_up(page, "paa-lapper")
    expect(page.locator(".slips-count")).to_be_visible()


def _rated_on_slips(page: Page) -> None:
    take_up(page, "paa-lapper")
    counts = "1=1 2=2 3=1 4=3 5=1"
    give(page, "close-vote", step="paa-lapper", statement="sier-nei", counts=counts, slips="8", sure="1")
    page.reload()
    wait_until_followed(page)
    expect(page.locator(".result-word")).to_have_text("Svært ulike svar")


def _rating_by_hand(page: Page) -> None:
    take_up(page, "for-haand")
    give(page, "count-hands", step="for-haand", statement="moeter", option="4", count="5")
    page.reload()
    wait_until_followed(page)


def _sorting(page: Page) -> None:
    take_up(page, "runde")
    for text in AREAS:
        give(page, "keep-note", step="runde", text=text)
    take_up(page, "sorter")
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    expect(page.locator("section.column").nth(2).locator(".line")).to_have_count(1)


def _choosing(page: Page) -> None:
    take_up(page, "forslag")
    first, *_ = _areas(page, "forslag")
    take_up(page, "velg")
    give(page, "choose-option", step="velg", option=first, yes="1")
    page.reload()
    wait_until_followed(page)


LARGE, OTHER = "digital-transformasjon", "hva-skal-vi-slutte-med"
STEPS: dict[str, tuple[str, int, Callable[[Page], None]]] = {
    "roles": (LARGE, 1, _watching),
    "reading-aloud": (LARGE, 1, _reading_aloud),
    "thinking": (LARGE, 1, _thinking),
    "columns": (LARGE, 1, _columns),
    "piles": (LARGE, 1, _piles),
    "named-turn": (LARGE, 1, _named_turn),
    "sentence": (LARGE, 1, _sentence),
    "closing": (LARGE, 1, _closing),
    "panel": (LARGE, 1, _panel),
    "aside": (LARGE, 1, _aside),
    "resting": (LARGE, 1, _resting),
    "late": (LARGE, 1, _late),
    "table": (LARGE, 2, _table),
    "cooperation": (LARGE, 2, _cooperation),
    "voting": (LARGE, 2, _voting),
    "voted": (LARGE, 2, _voted),
    "slips": (LARGE, 3, _slips),
    "committing": (LARGE, 3, _committing),
    "owning": (LARGE, 3, _owning),
    "rating-on-slips": (OTHER, 1, _rating_on_slips),
    "rated-on-slips": (OTHER, 1, _rated_on_slips),
    "rating-by-hand": (OTHER, 1, _rating_by_hand),
    "sorting": (OTHER, 1, _sorting),
    "choosing": (OTHER, 1, _choosing),
}
"""Name → which programme and which of its meetings it stands in, and how a group comes there."""
