"""Phones stay awake while somebody writes, and keep an answer while the server cannot, or has forgotten the round."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from browser.phones import NewContext, answer_rating, code_on, go_to, join, open_shared
from browser.steps import give
from factories.servers import RunningServer

LOCKS = """
window.locks = [];
window.isAway = false;
const request = async () => {
  window.asked = (window.asked ?? 0) + 1;
  await new Promise((done) => setTimeout(done, 50));
  if (window.refusesLocks) throw new DOMException("low on battery", "NotAllowedError");
  const lock = Object.assign(new EventTarget(), { released: false });
  lock.release = async () => {
    if (lock.released) return;
    lock.released = true;
    lock.dispatchEvent(new Event("release"));
  };
  window.locks.push(lock);
  return lock;
};
Object.defineProperty(Navigator.prototype, "wakeLock", { configurable: true, get: () => ({ request }) });
Object.defineProperty(Document.prototype, "hidden", { configurable: true, get: () => window.isAway });
window.look = async (isAway) => {
  window.isAway = isAway;
  if (isAway) for (const lock of window.locks) await lock.release();
  document.dispatchEvent(new Event("visibilitychange"));
};
"""
"""Chromium without a screen grants no lock: this one does, lets go when the page is hidden, and writes it down."""
HELD, TAKEN = "window.locks.filter((lock) => !lock.released).length", "window.locks.length"


def wait_until(page: Page, condition: str) -> None:
    """The page's own policy forbids ``wait_for_function`` with a text."""
    for _ in range(50):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    raise AssertionError(condition)


def with_script(new_context: NewContext, script: str) -> NewContext:
    def made(**options: object) -> BrowserContext:
        context = new_context(**options)
        context.add_init_script(script)
        return context

    return made


def test_a_phone_stays_awake_while_somebody_writes_on_it(new_context: NewContext, phone_server: RunningServer) -> None:
    shared = open_shared(new_context, phone_server)
    phone = join(with_script(new_context, LOCKS), phone_server, code_on(shared), "")
    assert phone.evaluate(TAKEN) == 0
    go_to(shared, "skriv")
    wait_until(phone, f"{HELD} === 1")
    # What others do redraws the phone: one lock is enough.
    for number in range(3):
        give(shared, "keep-note", step="skriv", kind="area", text=f"Forslag {number}")
    phone.evaluate("window.look(true)")
    assert phone.evaluate(HELD) == 0
    phone.evaluate("window.look(false); window.look(false)")
    wait_until(phone, f"{HELD} === 1 && {TAKEN} === 2")
    go_to(shared, "stem")
    wait_until(phone, f"{HELD} === 0")
    # The group goes on while the lock is being granted: it is let go of, and not forgotten.
    for step in ("skriv", "stem"):
        go_to(shared, step)
    expect(phone.locator("#phone")).to_have_attribute("data-step", "stem")
    phone.wait_for_timeout(200)
    assert phone.evaluate(HELD) == 0


@pytest.mark.parametrize(
    "script",
    [
        "Object.defineProperty(Navigator.prototype, 'wakeLock', { get: () => undefined });",
        f"{LOCKS} window.refusesLocks = true;",
    ],
    ids=["missing", "refused"],
)
def test_a_phone_that_may_not_stay_awake_is_written_on_all_the_same(
    script: str, new_context: NewContext, phone_server: RunningServer
) -> None:
    shared = open_shared(new_context, phone_server)
    faults: list[str] = []
    phone = join(with_script(new_context, script), phone_server, code_on(shared), "")
    phone.on("pageerror", lambda fault: faults.append(str(fault)))
    go_to(shared, "runde")
    phone.locator("#own-text").fill("Møter om møter")
    phone.get_by_role("button", name="Del med gruppa").click()
    expect(shared.locator("#lines")).to_contain_text("Møter om møter")
    go_to(shared, "stem")
    expect(phone.locator("#phone")).to_have_attribute("data-step", "stem")
    assert faults == []


NOT_NOW = "Det går ikke å lagre akkurat nå. Svaret ditt ligger på telefonen, og den prøver igjen av seg selv."


def test_an_answer_stays_on_the_phone_while_the_server_cannot_save_and_is_sent_when_it_can(
    new_context: NewContext, phone_server: RunningServer
) -> None:
    shared = open_shared(new_context, phone_server)
    give(shared, "set-head-count", count="3")
    code = code_on(shared)
    kari, per, noor = phones = [join(new_context, phone_server, code, "") for _ in range(3)]
    go_to(shared, "paa-lapper")
    shared.get_by_role("button", name="På telefon i stedet").click()
    for phone in (per, noor):
        answer_rating(phone, "4")

    # The full disk's page, as the middleware answers it: not a word of it is shown.
    def cannot(route: Route) -> None:
        route.fulfill(status=503, content_type="text/html", body="<h1>Ingenting kan lagres</h1>")

    for address in ("**/deltaker/klar", "**/stemme"):
        kari.route(address, cannot)
    kari.locator(".phone-choice", has_text="2").first.click()
    kari.get_by_role("button", name="Svaret mitt er klart").click()
    expect(kari.locator("#said")).to_have_text(NOT_NOW)
    expect(kari.locator(".phone-choice input[value]:checked")).to_have_count(1)
    expect(shared.locator(".ballots-count")).to_have_text("2 av 3 har svart")
    kari.unroute("**/deltaker/klar")
    expect(kari.locator("#answering")).to_contain_text("Svaret ditt ligger klart")
    expect(kari.locator("#said")).to_have_text("")
    expect(shared.locator(".ballots-count")).to_have_text("3 av 3 har svart")

    shared.get_by_role("button", name="Vis resultatet").click()
    expect(shared.locator(".ballots-count")).to_have_text("2 av 3 svar er kommet")
    expect(kari.locator("#said")).to_have_text(NOT_NOW)
    kari.unroute("**/stemme")
    for phone in phones:
        expect(phone.locator(".phone-result")).to_be_visible()
    expect(kari.locator("#said")).to_have_text("")


def test_an_answer_that_lay_ready_when_the_meeting_was_closed_lies_ready_when_it_is_opened_again(
    new_context: NewContext, phone_server: RunningServer
) -> None:
    """The server has forgotten every round; the phone has not forgotten its answer."""
    shared = open_shared(new_context, phone_server)
    give(shared, "set-head-count", count="3")
    phone = join(new_context, phone_server, code_on(shared), "")
    go_to(shared, "paa-lapper")
    shared.get_by_role("button", name="På telefon i stedet").click()
    answer_rating(phone, "4")
    go_to(shared, "les-opp")
    give(shared, "close-meeting", origin="les-opp")
    expect(phone.locator("#phone")).to_have_attribute("data-view", "closed")
    give(shared, "reopen-meeting")
    go_to(shared, "paa-lapper")
    expect(phone.locator("#answering")).to_contain_text("Svaret ditt ligger klart")
    expect(shared.locator(".ballots-count")).to_have_text("1 av 3 har svart")
