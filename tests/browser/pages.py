"""Every page there is, and how a browser comes to it. A page that is not here is not checked: add new ones."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from browser.groups import Made, group_at
from browser.phone_pages import PHONES
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


def _language(page: Page) -> str:
    """What the test has said by the language cookie: the group has that language too."""
    kept = {str(cookie["name"]): str(cookie["value"]) for cookie in page.context.cookies()}
    return kept.get("sprak", "nb")


def _let_in(page: Page, address: str, stage: str) -> Made:
    made = group_at(address, _language(page), stage)
    page.goto(f"{address}/g/{made['secret']}")
    return made


def _of_group(stage: str, path: str = "", *, status: int = 200) -> Callable[[Page, str], None]:
    """A page of a group that has come so far, with everything unfolded."""

    def go(page: Page, address: str) -> None:
        made = _let_in(page, address, stage)
        response = page.goto(f"{address}/gruppe/{made['group']}{path}")
        assert response is not None
        assert response.status == status
        for summary in page.locator("main details summary").all():
            summary.click()

    return go


def _erase_one(page: Page, address: str) -> None:
    _of_group("between", "/alt")(page, address)
    page.locator(".between-line a").first.click()
    expect(page.locator(".course-warning")).to_be_visible()


def _misspelt(path: str, field: str, words: str) -> Callable[[Page, str], None]:
    """The form is sent with something that cannot be used: it stands, and a sentence says why."""

    def go(page: Page, address: str) -> None:
        _of_group("between", path)(page, address)
        page.locator(field).fill(words)
        page.locator(field).press("Enter")
        expect(page.locator("[aria-invalid=true], .course-fault").first).to_be_visible()

    return go


def _too_early(page: Page, address: str) -> None:
    """The meeting that is planned for another day is asked for: nothing is begun before somebody has said yes."""
    _of_group("between")(page, address)
    page.locator(".course-next form button").click()
    expect(page.locator("form input[name=sure]")).to_be_attached()


def _saved(page: Page, address: str) -> None:
    _of_group("between", "/hvem")(page, address)
    page.locator("#heads").press("Enter")
    expect(page.locator(".course-saved")).to_be_visible()


def _taken_away(page: Page, address: str) -> None:
    """A group of the test's own is deleted, and erased for good."""
    _lobby(page, address)
    page.goto(address)
    page.locator(".front-name a").first.click()
    page.goto(f"{page.url}/sletting")
    page.locator("form[action$='/slett'] button").click()
    page.locator("summary").first.click()
    page.locator("button[value=erase]").click()
    expect(page.locator("form[action$='/slett']")).to_have_count(0)


def _old_link(page: Page, address: str) -> None:
    page.goto(f"{address}/g/finnesikkelenger")


def _answering(page: Page, address: str) -> None:
    made = group_at(address, _language(page), "asking")
    page.goto(f"{address}/svar/{made['answer']}")
    expect(page.locator(".question").first).to_be_visible()


def _answers_are_over(page: Page, address: str) -> None:
    made = group_at(address, _language(page), "shown")
    page.goto(f"{address}/svar/{made['answer']}")


def _following(stage: str) -> Callable[[Page, str], None]:
    """The opening of a follow-up, on the shared screen."""

    def go(page: Page, address: str) -> None:
        made = _let_in(page, address, stage)
        page.goto(f"{address}/mote/{made['meeting']}")
        wait_until_followed(page)
        expect(page.locator(".follow-row").first).to_be_visible()

    return go


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
    "group-new": _of_group("new"),
    "group-between": _of_group("between"),
    "group-with-promises": _of_group("30-days"),
    "group-that-has-held-all": _of_group("all"),
    "group-deleted": _of_group("deleted", status=410),
    "group-erased": _taken_away,
    "old-link": _old_link,
    "too-early": _too_early,
    "people": _of_group("between", "/hvem"),
    "people-saved": _saved,
    "dates": _of_group("all", "/datoer"),
    "dates-to-come": _of_group("between", "/datoer"),
    "dates-misspelt": _misspelt("/datoer", "#day-hvor-begynner-vi", "i morgen tidlig"),
    "share": _of_group("between", "/lenke"),
    "share-renewed": _of_group("between", "/lenke?ny=1"),
    "keeping": _of_group("between", "/sletting"),
    "keeping-misspelt": _misspelt("/sletting", "#day", "når vi er ferdige"),
    "written": _of_group("all", "/alt"),
    "written-asked": _erase_one,
    "catch-up": _of_group("between", "/for-deg/samme-ord-ulike-bilder"),
    "paper": _of_group("all", "/utgangspunkt"),
    "paper-of-nothing": _of_group("new", "/utgangspunkt"),
    "assessment-offered": _of_group("new", "/egenvurdering"),
    "assessment-open": _of_group("asking", "/egenvurdering"),
    "assessment-answering": _answering,
    "assessment-shown": _of_group("shown", "/egenvurdering"),
    "assessment-over": _answers_are_over,
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
    "following-30-days": _following("30-days"),
    "following-90-days": _following("90-days"),
    "following-90-days-late": _following("90-days-late"),
}
EVERY = {**PLAIN, **SHARED, **PHONES}
