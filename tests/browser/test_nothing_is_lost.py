"""Every word survives: reloads, dead servers, lost networks, closed windows, blocked streams, lost cookies."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from playwright.sync_api import BrowserContext, Page, Route, expect

from browser.rooms import (
    expect_lines,
    expect_saved,
    lines,
    open_lobby,
    open_writing,
    second_window,
    wait_until_followed,
    write,
)
from factories.servers import RunningServer, run_command

WAITS = "Lagres når nettet er tilbake"


def test_a_half_typed_line_survives_a_reload(context: BrowserContext, shared_server: RunningServer) -> None:
    page = open_writing(context, shared_server.address)
    page.keyboard.type("Halvskrevet")
    page.reload()
    wait_until_followed(page)
    expect(page.locator("#text")).to_have_value("Halvskrevet")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" og hel")
    page.keyboard.press("Enter")
    expect_lines(page, "Halvskrevet og hel")
    page.reload()
    wait_until_followed(page)
    expect(page.locator("#text")).to_have_value("")
    expect_lines(page, "Halvskrevet og hel")


def test_a_reload_at_any_step_shows_the_same(context: BrowserContext, shared_server: RunningServer) -> None:
    page = open_lobby(context, shared_server.address)
    for there in ("lobby", "writing", "reading", "closed"):
        expect(page.locator(f".stage-{there}")).to_be_visible()
        before = _shown(page)
        page.reload()
        wait_until_followed(page)
        assert _shown(page) == before
        if there == "writing":
            write(page, "En linje")
            expect_lines(page, "En linje")
        page.keyboard.press("PageDown")


def test_lines_written_while_the_server_is_dead_are_kept_in_order_and_once(
    context: BrowserContext, server: RunningServer
) -> None:
    page = open_writing(context, server.address)
    write(page, "før")
    expect_lines(page, "før")
    server.kill()
    for text in ("første", "andre", "tredje"):
        write(page, text)
    page.keyboard.type("halv")
    expect(page.locator("#saved")).to_have_text(WAITS)
    expect(page.locator("#waiting .line")).to_have_text(["første", "andre", "tredje"])
    server.start()
    expect(page.locator("#lines .line-text")).to_have_text(["før", "første", "andre", "tredje"], timeout=20_000)
    expect_lines(page, "før", "første", "andre", "tredje")
    expect(page.locator("#text")).to_have_value("halv")
    expect_saved(page)


def test_a_screen_that_shows_more_than_a_restored_server_has_comes_to_show_what_it_has(
    context: BrowserContext, server: RunningServer
) -> None:
    page = open_writing(context, server.address)
    write(page, "med i sikkerhetskopien")
    expect_lines(page, "med i sikkerhetskopien")
    copy = server.folder.parent / "copy.zip"
    run_command("backup", "--data", str(server.folder), str(copy))
    write(page, "skrevet etter kopien")
    write(page, "også etter")
    expect_lines(page, "med i sikkerhetskopien", "skrevet etter kopien", "også etter")
    server.stop()
    run_command("restore", "--data", str(server.folder), str(copy))
    server.start()
    expect(page.locator("#lines .line-text")).to_have_text(["med i sikkerhetskopien"], timeout=15_000)
    write(page, "ny")
    expect_lines(page, "med i sikkerhetskopien", "ny")


def test_a_lost_answer_does_not_make_two_lines(context: BrowserContext, shared_server: RunningServer) -> None:
    page = open_writing(context, shared_server.address)
    sent: list[str] = []

    def lose_the_first_answer(route, request) -> None:  # type: ignore[no-untyped-def]
        sent.append(request.post_data)
        if len(sent) == 1:
            route.fetch()  # the server hears it and answers; the answer never arrives
            route.abort()
        else:
            route.continue_()

    page.route("**/kommando", lose_the_first_answer)
    write(page, "bare én gang")
    expect_lines(page, "bare én gang")
    expect_saved(page)
    assert len(sent) >= 2
    assert sent[0] == sent[1]


def test_a_login_page_of_the_networks_own_is_no_answer(context: BrowserContext, shared_server: RunningServer) -> None:
    page = open_writing(context, shared_server.address)
    for body, kind in (("<html>Logg inn på gjestenettet</html>", "text/html"), ("{}", "application/json")):
        answer = {"status": 200, "body": body, "content_type": kind}
        page.route("**/kommando", partial(_answer_with, answer))
        write(page, f"skrevet bak {kind}")
        expect(page.locator("#saved")).to_have_text(WAITS)
        page.unroute("**/kommando")
        expect(page.locator("#lines")).to_contain_text(f"skrevet bak {kind}", timeout=12_000)


def test_a_lost_network_delivers_in_order_when_it_is_back(
    context: BrowserContext, shared_server: RunningServer
) -> None:
    page = open_writing(context, shared_server.address)
    context.set_offline(True)
    write(page, "uten nett 1")
    write(page, "uten nett 2")
    expect(page.locator("#saved")).to_have_text(WAITS)
    context.set_offline(False)
    expect_lines(page, "uten nett 1", "uten nett 2")
    expect_saved(page)


def test_a_window_closed_without_network_delivers_when_it_is_opened_again(
    context: BrowserContext, shared_server: RunningServer
) -> None:
    page = open_writing(context, shared_server.address)
    address = page.url
    context.set_offline(True)
    write(page, "skrevet før lokket gikk ned")
    page.keyboard.type("halvskrevet før lokket gikk ned")
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    expect_lines(again, "skrevet før lokket gikk ned")
    expect(again.locator(".tray-words")).to_have_text("halvskrevet før lokket gikk ned")
    again.locator(".tray-item button").filter(has_text="Lagre").click()
    expect_lines(again, "skrevet før lokket gikk ned", "halvskrevet før lokket gikk ned")
    expect(again.locator("#tray")).to_be_hidden()


def test_two_windows_that_write_at_the_same_instant_both_stand(
    context: BrowserContext, shared_server: RunningServer
) -> None:
    page = open_writing(context, shared_server.address)
    other = second_window(page)
    for window, text in ((page, "fra den ene"), (other, "fra den andre")):
        window.evaluate("text => { document.getElementById('text').value = text; }", text)
    for window in (page, other):
        window.evaluate("setTimeout(() => document.querySelector('form.write').requestSubmit(), 300)")
    expect(page.locator("#lines .line-text")).to_have_count(2)
    expect(other.locator("#lines .line-text")).to_have_count(2)
    assert sorted(lines(page)) == ["fra den andre", "fra den ene"]
    assert lines(page) == lines(other)


def test_two_windows_that_press_next_at_once_move_one_step(
    context: BrowserContext, shared_server: RunningServer
) -> None:
    page = open_lobby(context, shared_server.address)
    other = second_window(page)
    for window in (page, other):
        window.evaluate("setTimeout(() => document.querySelector('form[data-move=next]').requestSubmit(), 300)")
    expect(page.locator(".stage-writing")).to_be_visible()
    expect(other.locator(".stage-writing")).to_be_visible()
    page.wait_for_timeout(300)
    expect(page.locator(".stage-writing")).to_be_visible()


def test_typing_goes_on_undisturbed_while_others_write(context: BrowserContext, shared_server: RunningServer) -> None:
    page = open_writing(context, shared_server.address)
    other = second_window(page)
    page.bring_to_front()
    page.keyboard.type("Dette skriver jeg ")
    for number in range(5):
        other.evaluate(
            "text => { document.getElementById('text').value = text;"
            " document.querySelector('form.write').requestSubmit(); }",
            f"linje {number}",
        )
        page.keyboard.type(f"ord{number} ")
    expect(page.locator("#lines .line-text")).to_have_count(5)
    expect(page.locator("#text")).to_have_value("Dette skriver jeg ord0 ord1 ord2 ord3 ord4 ")
    expect(page.locator("#text")).to_be_focused()


def test_unsent_words_are_laid_aside_when_another_window_turns_the_page(
    context: BrowserContext, shared_server: RunningServer
) -> None:
    page = open_writing(context, shared_server.address)
    other = second_window(page)
    page.bring_to_front()
    page.keyboard.type("Midt i en setning")
    other.bring_to_front()
    other.keyboard.press("PageDown")
    expect(page.locator(".stage-reading")).to_be_visible()
    expect(page.locator(".tray-words")).to_have_text("Midt i en setning")
    page.bring_to_front()
    page.wait_for_timeout(750)  # a press in the same instant would have been meant for the step that was left
    page.keyboard.press("PageUp")
    expect(page.locator("#text")).to_have_value("Midt i en setning")
    expect(page.locator("#tray")).to_be_hidden()


def test_screens_follow_where_streams_are_blocked(context: BrowserContext, shared_server: RunningServer) -> None:
    page = open_writing(context, shared_server.address)
    other = context.new_page()
    other.route("**/live/**", lambda route: route.abort())
    other.goto(page.url)
    wait_until_followed(other)
    page.bring_to_front()
    write(page, "når fram uten strøm")
    expect(other.locator("#lines")).to_contain_text("når fram uten strøm", timeout=12_000)


def test_screens_follow_where_streams_are_held_back(context: BrowserContext, shared_server: RunningServer) -> None:
    page = open_writing(context, shared_server.address)
    other = context.new_page()
    other.route("**/live/**", lambda _route: None)  # never answered, as by a proxy that waits for the end
    other.goto(page.url)
    wait_until_followed(other)
    page.bring_to_front()
    write(page, "når fram likevel")
    expect(other.locator("#lines")).to_contain_text("når fram likevel", timeout=15_000)


def test_a_closed_lid_wakes_to_the_present(context: BrowserContext, shared_server: RunningServer) -> None:
    page = open_writing(context, shared_server.address)
    other = second_window(page)
    lid = context.new_cdp_session(other)
    lid.send("Page.setWebLifecycleState", {"state": "frozen"})
    page.bring_to_front()
    write(page, "mens lokket var nede")
    expect_lines(page, "mens lokket var nede")
    lid.send("Page.setWebLifecycleState", {"state": "active"})
    expect_lines(other, "mens lokket var nede")


def test_a_browser_that_lost_its_cookie_keeps_the_words_and_says_so(
    context: BrowserContext, shared_server: RunningServer
) -> None:
    page = open_writing(context, shared_server.address)
    cookies = context.cookies()
    context.clear_cookies()
    write(page, "uten adgang")
    expect(page.locator("#saved")).to_contain_text("lenk")
    expect(page.locator("#waiting .line")).to_have_text(["uten adgang"])
    context.add_cookies(cookies)  # as when the group's link is opened in another window
    expect(page.locator("#lines .line-text")).to_have_text(["uten adgang"], timeout=15_000)


def test_another_browser_is_let_in_by_the_groups_link(
    new_context,
    shared_server: RunningServer,  # type: ignore[no-untyped-def]
) -> None:
    first = new_context()
    page = open_writing(first, shared_server.address)
    write(page, "fra den første maskinen")
    expect_lines(page, "fra den første maskinen")
    second = new_context().new_page()
    assert second.goto(page.url).status == 404
    front = first.new_page()
    front.goto(shared_server.address)
    front.locator("details summary").first.click()
    expect(front.locator(".link-text").first).to_be_visible()
    link = front.locator(".link-text").first.inner_text()
    second.goto(link)
    expect(second.locator(".course-way")).to_be_visible()
    second.goto(page.url)
    expect_lines(second, "fra den første maskinen")


def test_a_line_of_5000_characters_is_refused_in_a_sentence_and_stays(
    context: BrowserContext, shared_server: RunningServer
) -> None:
    page = open_writing(context, shared_server.address)
    write(page, "a" * 5_000)
    expect(page.locator("#said")).to_contain_text("5\u202f000")
    expect(page.locator("#text")).to_have_value("a" * 5_000)
    expect(page.locator("#lines .line")).to_have_count(0)


def test_what_is_larger_than_any_command_is_refused_and_stays(
    context: BrowserContext, shared_server: RunningServer
) -> None:
    page = open_writing(context, shared_server.address)
    write(page, "b" * 100_000)
    expect(page.locator("#said")).to_contain_text("64 kB", ignore_case=True)
    assert page.locator("#text").input_value() == "b" * 100_000


def test_emoji_right_to_left_and_html_are_words_like_others(
    context: BrowserContext, shared_server: RunningServer
) -> None:
    page = open_writing(context, shared_server.address)
    words = [
        "👩🏽‍💻 🇳🇴 ålreit",
        "שלום עולם",
        "<b onclick='x'>ikke fet</b> &amp; {{ form }}",
        "</script><img src=x onerror=1>",
    ]
    for text in words:
        write(page, text)
    expect_lines(page, *words)
    page.reload()
    expect_lines(page, *words)


def _answer_with(answer: dict[str, Any], route: Route) -> None:
    route.fulfill(**answer)


def _shown(page: Page) -> list[str]:
    """The words on the stage, without the clock, which goes on."""
    return [
        line for line in page.locator("#stage").inner_text().split("\n") if line and not re.match(r"\d+:\d\d", line)
    ]
