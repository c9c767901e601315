"""A leadership group holds its first meeting on one screen: by keyboard alone, with a clock that is put forward."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.host import sit_down
from factories.servers import RunningServer

WORDS = (
    "Søknaden som må skrives ut",
    "Ett skjema i stedet for fem",
    "Ingen søknad: vi regner det ut",
    "Saksflyt som før, på skjerm",
    "Svar med en gang",
    "Vi spør ikke om det vi vet",
    "Papiret er skannet",
    "Felles køordning",
)
DIFFERENCES = ("Vi ser ulikt på hvem som eier tjenesten", "Vi ser ulikt på hva som er bra nok")
SENTENCE = "Hos oss betyr det at folk slipper å være bud mellom to etater"
AREAS = tuple(f"Vi bør bli bedre på å {what}" for what in ("stoppe", "spørre", "måle", "dele", "velge", "lytte"))
NOTE, ASIDE_AREA, LATER = "Ring Kari om arkivet", "Vi prioriterer samlet", "Ny avtale med leverandøren"


@pytest.fixture
def hour(tmp_path: Path) -> Iterator[RunningServer]:
    """A server with the real programme, and a clock that can be put forward."""
    server = RunningServer(
        tmp_path / "data",
        environment={"RUNDEBORD_PROGRAMME": "digital-transformasjon"},
        module="factories.advancing_server",
    ).start()
    yield server
    server.stop()


def test_a_group_of_eight_holds_its_first_meeting_by_keyboard_and_finds_every_word_again(
    browser: Browser, hour: RunningServer
) -> None:
    host = sit_down(browser, hour)
    page = host.page
    page.keyboard.type("8")
    host.pass_time(60)
    host.next()
    expect(page.locator(".stage-watching")).to_contain_text("Fordel rollene")
    host.pass_time(14 * 60)
    host.go_to("skriv")
    expect(page.locator(".stage-thinking")).to_contain_text("Hos oss betyr det")
    host.pass_time(3 * 60)
    host.go_to("runde")
    expect(page.locator("#text")).to_be_focused()
    for number, text in enumerate(WORDS):
        page.keyboard.press(f"Alt+{number % 3 + 1}")
        host.say(text)
        host.pass_time(55)
        if number < len(WORDS) - 1:
            host.call_next_person()
    expect(page.locator("section[data-pile=papir] .column-count")).to_have_text("3 linjer")
    host.aside("Alt+u", ASIDE_AREA)
    host.aside("Alt+n", NOTE)
    host.aside("Alt+l", LATER)
    host.go_to("to-og-to")
    host.pass_time(6 * 60)
    host.go_to("samtale")
    for text in DIFFERENCES:
        host.say(text)
    page.keyboard.press("Alt+s")
    expect(page.locator(".line.is-marked")).to_have_count(1)
    host.pass_time(8 * 60)
    host.go_to("hos-oss")
    page.keyboard.insert_text(SENTENCE)
    page.keyboard.press("Enter")
    expect(page.locator("#saved")).to_have_text(re.compile("Lagret"))
    host.pass_time(4 * 60)
    host.go_to("bedre-paa")
    for text in AREAS:
        host.say(text)
        host.pass_time(40)
        host.call_next_person()
    host.go_to("les-opp")
    for text in (*DIFFERENCES, *AREAS, ASIDE_AREA, SENTENCE):
        expect(page.locator(".written-all")).to_contain_text(text)
    page.locator("#field-next-date-").focus()
    page.keyboard.type("15.12.2026")
    page.keyboard.press("Enter")
    page.keyboard.type("Kari Nordmann")
    page.keyboard.press("Enter")
    host.pass_time(2 * 60)
    host.to_next_step()
    closed = page.locator(".stage-closed")
    expect(closed).to_contain_text("15. desember 2026")
    expect(closed).to_contain_text("Kari Nordmann minner de andre")
    for text in (*WORDS, *DIFFERENCES, SENTENCE, *AREAS, NOTE, ASIDE_AREA, LATER):
        expect(closed).to_contain_text(text)
    assert host.spent <= timedelta(minutes=60)


@pytest.mark.soak
@pytest.mark.parametrize("late", [0, 10, 20])
def test_an_hour_that_starts_late_ends_on_time_with_a_date_and_somebody_who_reminds(
    browser: Browser, hour: RunningServer, late: int
) -> None:
    host = sit_down(browser, hour)
    page = host.page
    page.keyboard.press("m")
    page.locator("#minutes").focus()
    page.locator("#minutes").fill(str(58 - late))
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    host.next()
    held = [host.step]
    host.pass_time(15 * 60)
    for _ in range(12):
        if page.locator(".stage-reading").count() and host.step == "les-opp":
            break
        host.to_next_step()
        held.append(host.step)
        if page.locator("#text").count():
            page.keyboard.insert_text("Ord")
            page.keyboard.press("Enter")
        # Everybody uses the time that the plan gives them, and a little more.
        if host.step != "les-opp":
            host.pass_time(host.seconds_left() + (20 if late < 20 else 0))
    expected = {
        0: {"film", "skriv", "runde", "samtale", "hos-oss", "bedre-paa", "les-opp"},
        10: {"film", "skriv", "runde", "samtale", "hos-oss", "bedre-paa", "les-opp"},
        20: {"film", "skriv", "runde", "hos-oss", "bedre-paa", "les-opp"},
    }
    assert expected[late] <= set(held)
    if late:
        assert "to-og-to" not in held
    page.locator("#field-next-date-").focus()
    page.keyboard.type("15.12.2026")
    page.keyboard.press("Enter")
    page.keyboard.type("Kari")
    page.keyboard.press("Enter")
    host.pass_time(2 * 60)
    host.to_next_step()
    expect(page.locator(".stage-closed")).to_contain_text("15. desember 2026")
    assert host.spent <= timedelta(minutes=58 - late), host.spent


WORDS_A_MINUTE = 40
"""An ordinary scribe. A turn is eight words: twelve seconds of typing, within the fifteen that a turn leaves for it."""
TURN = "Vi venter for lenge på hverandre her hos"
FASTER = 10
"""The typist and the clock run ten times as fast as in life."""


@pytest.mark.soak
def test_the_typing_of_every_step_fits_its_minutes(browser: Browser, hour: RunningServer) -> None:
    """Eight speakers, forty-five seconds each; what they say is typed at forty words a minute, letter by letter."""
    assert len(TURN.split()) == 8
    host = sit_down(browser, hour)
    page = host.page
    letter = 60_000 / (WORDS_A_MINUTE * len(TURN) / 8) / FASTER
    lines = {"runde": 8, "samtale": 3, "bedre-paa": 8}
    speech = {"runde": 45, "samtale": 120, "bedre-paa": 30}
    host.next()
    host.pass_time(15 * 60)
    used: dict[str, float] = {}
    for step, count in lines.items():
        host.go_to(step)
        given = host.seconds_left()
        spent = 0.0
        for number in range(count):
            expect(page.locator("#text")).to_be_focused()
            before = page.evaluate("() => performance.now()")
            page.keyboard.type(f"{TURN}{number}", delay=letter)
            page.keyboard.press("Enter")
            typed = (page.evaluate("() => performance.now()") - before) / 1000 * FASTER
            # The scribe types while the next one begins to speak, but never more than fits between two.
            spent += speech[step] + min(typed, 60)
            host.pass_time(speech[step] + typed * (1 - 1 / FASTER))
            if step != "samtale" and number < count - 1:
                host.call_next_person()
        expect(page.locator("#waiting .line")).to_have_count(0)
        used[step] = spent / given
    assert all(share <= 1.0 for share in used.values()), used
