"""The shared screen, seen by one who is not in the room: it follows, shows the way back, and keeps no answer."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from browser.afar import look_from_afar, sit_afar
from browser.phones import PHONE, NewContext, answer_rating, code_on, go_to, join, open_shared
from browser.rooms import CLICKER_PAUSE, wait_until_followed, write
from browser.steps import give, open_group
from browser.test_every_page import _axe_faults
from factories.servers import RunningServer
from tooling import html_faults


def open_hour(new_context: NewContext, server: RunningServer) -> Page:
    """The shared screen of a new group in the lobby of the first meeting of the real programme."""
    secret, meeting = open_group(server.folder, programme="digital-transformasjon", number=1, language="nb")
    shared = new_context().new_page()
    shared.goto(f"{server.address}/g/{secret}")
    shared.goto(f"{server.address}/mote/{meeting}")
    wait_until_followed(shared)
    return shared


def test_the_screen_is_followed_from_afar(new_context: NewContext, phone_server: RunningServer) -> None:
    shared = open_shared(new_context, phone_server)
    near = join(new_context, phone_server, code_on(shared), "")
    # Whoever is in the room looks up: the way is for those who cannot.
    expect(near.get_by_role("link", name="Se den felles skjermen")).to_have_count(0)
    afar = look_from_afar(sit_afar(new_context, phone_server, shared))
    expect(afar.locator("#stage")).to_contain_text("Hva skal vi slutte med?")
    go_to(shared, "runde")
    expect(afar.locator("#stage")).to_have_attribute("data-step", "runde")
    expect(afar.locator("#stage h1")).to_have_text(shared.locator("#stage h1").inner_text())
    write(shared, "Rapporter <b>ingen</b> leser")
    expect(afar.locator("#lines .line-text")).to_have_text("Rapporter <b>ingen</b> leser")
    # The clock is the server's, and stands still when it does.
    shared.locator("form[data-command=pause-clock] button").click()
    expect(afar.locator(".clock-word")).to_have_text("På pause")
    assert afar.locator(".clock-time").inner_text() == shared.locator(".clock-time").inner_text()
    # Nothing can be done here: neither by pressing nor by the keys of the shared screen.
    assert afar.locator("form, input, textarea, select, button, [contenteditable], [data-command]").count() == 0
    for key in ("ArrowRight", "PageDown", "m", "j", " ", "Alt+u"):
        afar.keyboard.press(key)
    afar.wait_for_timeout(400)
    expect(shared.locator("#stage")).to_have_attribute("data-step", "runde")
    afar.get_by_role("link", name="Gå til din side").click()
    wait_until_followed(afar)
    expect(afar.locator("#own-text")).to_be_visible()


def test_a_vote_on_phones_asks_for_the_own_page(new_context: NewContext, phone_server: RunningServer) -> None:
    shared = open_shared(new_context, phone_server)
    give(shared, "set-head-count", count="3")
    afar = look_from_afar(sit_afar(new_context, phone_server, shared))
    near = join(new_context, phone_server, code_on(shared), "")
    go_to(shared, "paa-lapper")
    expect(afar.locator("#there p")).to_have_count(0)
    shared.get_by_role("button", name="På telefon i stedet").click()
    expect(afar.locator("#there")).to_contain_text("Svar på din egen side.")
    afar.get_by_role("link", name="Gå til din side").click()
    wait_until_followed(afar)
    answer_rating(afar, "2")
    answer_rating(near, "3")
    expect(shared.locator(".ballots-count")).to_have_text("2 av 3 har svart")
    # The answer lies ready, and its owner looks at the screen again.
    look_from_afar(afar)
    expect(afar.locator("#stage .ballots-count")).to_have_text("2 av 3 har svart")
    for _press in range(2):
        shared.get_by_role("button", name="Vis resultatet").click()
        shared.wait_for_timeout(CLICKER_PAUSE)
    # Called in: the page goes back by itself, and the answer is counted.
    expect(afar.locator("#phone")).to_be_visible()
    expect(shared.locator(".result-sentence")).to_be_visible()
    expect(afar.locator(".phone-result")).to_be_visible()
    expect(afar.locator("#said")).to_be_empty()


def test_an_answer_is_counted_once_where_both_pages_are_open(
    new_context: NewContext, phone_server: RunningServer
) -> None:
    shared = open_shared(new_context, phone_server)
    give(shared, "set-head-count", count="2")
    own = sit_afar(new_context, phone_server, shared)
    go_to(shared, "paa-lapper")
    shared.get_by_role("button", name="På telefon i stedet").click()
    answer_rating(own, "2")
    other, afar = own.context.new_page(), own.context.new_page()
    other.goto(own.url)
    afar.goto(f"{own.url}/skjerm")
    for page in (other, afar):
        wait_until_followed(page)
    for _press in range(2):
        shared.get_by_role("button", name="Vis resultatet").click()
        shared.wait_for_timeout(CLICKER_PAUSE)
    expect(shared.locator(".result-sentence")).to_be_visible()
    # The own page has sent it: the other stays where it is, and shows what the room sees.
    expect(afar.locator("#stage .result-sentence")).to_be_visible()
    afar.wait_for_timeout(1_000)
    assert afar.url.endswith("/skjerm")
    for page in (own, other):
        expect(page.locator("#said")).to_be_empty()


def test_whoever_is_shut_out_is_told_so(new_context: NewContext, phone_server: RunningServer) -> None:
    shared = open_shared(new_context, phone_server)
    afar = look_from_afar(sit_afar(new_context, phone_server, shared))
    shared.keyboard.press("j")
    for _press in range(2):
        shared.locator("#door [data-door=give-up]").last.click()
    expect(afar.locator("#said")).to_contain_text("Du er ikke med i dette møtet lenger")
    shared.keyboard.press("Escape")
    go_to(shared, "runde")
    afar.wait_for_timeout(800)
    expect(afar.locator(".stage-lobby")).to_be_visible()


def test_without_a_network_it_says_so_and_comes_back(new_context: NewContext, phone_server: RunningServer) -> None:
    shared = open_shared(new_context, phone_server)
    afar = look_from_afar(sit_afar(new_context, phone_server, shared))
    afar.context.set_offline(True)
    afar.evaluate("() => window.dispatchEvent(new Event('online'))")
    expect(afar.locator("#said")).to_have_text("Uten nett")
    go_to(shared, "runde")
    afar.context.set_offline(False)
    expect(afar.locator("#stage")).to_have_attribute("data-step", "runde")
    expect(afar.locator("#said")).to_be_empty()


def test_the_film_is_beside_its_words_and_nobody_is_moved(new_context: NewContext, film_server: RunningServer) -> None:
    shared = open_hour(new_context, film_server)
    afar = look_from_afar(sit_afar(new_context, film_server, shared))
    shared.keyboard.press("ArrowRight")
    expect(shared.locator(".film-time")).not_to_be_empty()
    video = afar.locator("#film-here video")
    expect(video).to_be_visible()
    shared.keyboard.press(" ")
    afar.wait_for_function("() => document.querySelector('#film-here video').currentTime > 0.5")
    shared.keyboard.press(" ")
    afar.wait_for_function("() => document.querySelector('#film-here video').paused", timeout=2_000)
    shared.locator("#stage video").evaluate("video => { video.currentTime = 120; }")
    expect(afar.locator("#film-here [role=status]")).to_contain_text("sekunder etter")
    assert float(video.evaluate("video => video.currentTime")) < 20
    afar.get_by_role("button", name="Hopp dit").click()
    afar.wait_for_function("() => Math.abs(document.querySelector('#film-here video').currentTime - 120) < 1")
    expect(afar.locator("#film-here [role=status]")).to_be_empty()
    expect(afar.locator("[data-questions]")).to_be_hidden()
    # The film ends in the room, and its questions are there for both.
    shared.locator("#stage video").evaluate("video => { video.currentTime = video.duration - 0.4; void video.play(); }")
    expect(shared.locator("[data-questions]")).to_be_visible()
    expect(afar.locator("[data-questions]")).to_be_visible()
    shared_questions = shared.locator("[data-questions] li").all_inner_texts()
    assert shared_questions == afar.locator("[data-questions] li").all_inner_texts() != []


def test_a_whole_meeting_is_seen_from_afar(new_context: NewContext, film_server: RunningServer) -> None:
    shared = open_hour(new_context, film_server)
    give(shared, "set-head-count", count="2")
    afar = look_from_afar(sit_afar(new_context, film_server, shared))
    met = set()
    for _move in range(40):
        view = shared.locator("#stage").get_attribute("data-view") or ""
        step = shared.locator("#stage").get_attribute("data-step") or ""
        expect(afar.locator("#stage")).to_have_attribute("data-view", view)
        expect(afar.locator("#stage")).to_have_attribute("data-step", step)
        if (view, step) not in met:
            met.add((view, step))
            if shared.locator("#text").count():
                # Six lines are shown; these are as long as somebody who is eager writes them.
                for _line in range(6):
                    give(shared, "keep-note", step=step, text="Noe som er viktig for oss alle, og langt å skrive. " * 8)
                write(shared, f"Den siste linja ved {step}")
                last = afar.locator("#stage .line-text", has_text=f"Den siste linja ved {step}")
                expect(last).to_be_visible()
                if view == "writing":
                    # The newest is in sight without anybody scrolling, as in the room.
                    expect(last).to_be_in_viewport()
            assert_readable(afar, step)
        if view == "closed":
            break
        before = shared.locator("#stage").get_attribute("data-version") or ""
        fields = shared.locator("#move-next").evaluate(
            "form => ({command: form.dataset.command, ...Object.fromEntries(new FormData(form))})"
        )
        give(shared, **fields)
        expect(shared.locator("#stage")).not_to_have_attribute("data-version", before)
    views = ("lobby", "watching", "thinking", "columns", "sentence", "writing", "reading", "closed")
    assert {view for view, _step in met} >= set(views)


def assert_readable(afar: Page, step: str) -> None:
    """As it is on a laptop and on a phone: nothing is cut off or lies beside the page, and axe finds nothing."""
    assert html_faults(afar.content()) == [], step
    for width, height in ((1280, 800), (PHONE["viewport"]["width"], PHONE["viewport"]["height"])):  # type: ignore[index]
        afar.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            afar.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert _axe_faults(afar) == [], (step, width, scheme)
        assert afar.evaluate("document.documentElement.scrollWidth") <= width, (step, width)
        assert afar.evaluate(_HIDDEN_WORDS) == [], (step, width)
    afar.set_viewport_size({"width": 1280, "height": 800})


# Words that a box hides, and that no scrolling of it brings forth.
_HIDDEN_WORDS = """() => [...document.querySelectorAll('#stage, #stage *')].filter((box) => {
    const {overflowX, overflowY} = getComputedStyle(box);
    const isCut = overflowY === 'hidden' && box.scrollHeight > box.clientHeight + 1;
    return (isCut || (overflowX === 'hidden' && box.scrollWidth > box.clientWidth + 1)) && box.checkVisibility()
        && !box.closest('.ds-sr-only');
}).map((box) => box.className)"""
