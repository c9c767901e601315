"""A meeting held from the keyboard, from the front page to the close."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect

from browser.rooms import CLICKER_PAUSE, expect_lines, expect_saved, open_lobby, open_writing, second_window, write
from factories.servers import RunningServer


def test_a_group_of_eight_writes_a_line_and_reads_it_back(
    context: BrowserContext, shared_server: RunningServer
) -> None:
    page = open_lobby(context, shared_server.address)
    other = second_window(page)
    page.bring_to_front()
    page.keyboard.press("PageDown")
    expect(page.locator("#text")).to_be_focused()
    write(page, "Papir blir data")
    expect_lines(page, "Papir blir data")
    expect_saved(page)
    expect_lines(other, "Papir blir data")
    page.wait_for_timeout(CLICKER_PAUSE)
    page.keyboard.press("PageDown")
    expect(page.locator(".stage-reading")).to_contain_text("Papir blir data")
    expect(other.locator(".stage-reading")).to_contain_text("Papir blir data")
    page.wait_for_timeout(CLICKER_PAUSE)
    page.keyboard.press("PageDown")
    expect(page.locator(".stage-closed")).to_contain_text("Papir blir data")
    expect(other.locator(".stage-closed")).to_contain_text("Papir blir data")


def test_the_head_count_is_the_same_in_both_windows(context: BrowserContext, shared_server: RunningServer) -> None:
    page = open_lobby(context, shared_server.address)
    other = second_window(page)
    page.bring_to_front()
    for _ in range(4):
        page.keyboard.press("+")
    expect(page.locator("#count")).to_have_value("12")
    expect(other.locator("#count")).to_have_value("12")
    page.keyboard.press("-")
    expect(other.locator("#count")).to_have_value("11")


def test_back_undoes_next_and_nothing_written_is_lost(context: BrowserContext, shared_server: RunningServer) -> None:
    page = open_writing(context, shared_server.address)
    write(page, "Første")
    expect_lines(page, "Første")
    way = [("PageDown", "reading"), ("PageUp", "writing"), ("PageDown", "reading"), ("PageDown", "closed")]
    for key, there in [*way, ("PageUp", "reading")]:
        page.keyboard.press(key)
        expect(page.locator(f".stage-{there}")).to_be_visible()
        expect(page.locator("#lines")).to_contain_text("Første")
        page.wait_for_timeout(CLICKER_PAUSE)


def test_enter_and_space_never_turn_the_page(context: BrowserContext, shared_server: RunningServer) -> None:
    page = open_lobby(context, shared_server.address)
    for key in ("Enter", " ", "Enter"):
        page.keyboard.press(key)
    page.locator("body").click(position={"x": 900, "y": 300})
    for key in ("Enter", " "):
        page.keyboard.press(key)
    page.wait_for_timeout(400)
    expect(page.locator(".stage-lobby")).to_be_visible()
    page.keyboard.press("PageDown")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press(" ")
    page.wait_for_timeout(400)
    expect(page.locator(".stage-writing")).to_be_visible()


def test_enter_after_a_click_on_next_does_not_turn_another_page(
    context: BrowserContext, shared_server: RunningServer
) -> None:
    page = open_writing(context, shared_server.address)
    page.locator("form[data-move=next] button").click()
    expect(page.locator(".stage-reading")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press(" ")
    page.wait_for_timeout(500)
    expect(page.locator(".stage-reading")).to_be_visible()


def test_a_button_that_was_tabbed_to_answers_enter(context: BrowserContext, shared_server: RunningServer) -> None:
    page = open_writing(context, shared_server.address)
    button = page.locator("form[data-move=next] button")
    for _ in range(12):
        page.keyboard.press("Tab")
        if button.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".stage-reading")).to_be_visible()


def test_a_clicker_that_bounces_turns_one_page(context: BrowserContext, shared_server: RunningServer) -> None:
    page = open_lobby(context, shared_server.address)
    page.evaluate(
        """() => { for (let n = 0; n < 4; n += 1)
        document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'PageDown', bubbles: true})); }"""
    )
    expect(page.locator(".stage-writing")).to_be_visible()
    page.wait_for_timeout(500)
    expect(page.locator(".stage-writing")).to_be_visible()


def test_page_keys_work_in_the_field_and_single_letters_do_not(
    context: BrowserContext, shared_server: RunningServer
) -> None:
    page = open_writing(context, shared_server.address)
    page.keyboard.type("bf? er bokstaver")
    expect(page.locator("#text")).to_have_value("bf? er bokstaver")
    expect(page.locator("#black")).to_be_hidden()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+ArrowRight")
    expect(page.locator(".stage-reading")).to_be_visible()


def test_black_help_and_single_letters_turned_off(context: BrowserContext, shared_server: RunningServer) -> None:
    page = open_lobby(context, shared_server.address)
    page.keyboard.press("b")
    expect(page.locator("#black")).to_be_visible()
    page.keyboard.press("x")
    expect(page.locator("#black")).to_be_hidden()
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.locator("#single-keys").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    page.keyboard.press("b")
    page.wait_for_timeout(100)
    expect(page.locator("#black")).to_be_hidden()
    page.keyboard.press("PageDown")
    expect(page.locator(".stage-writing")).to_be_visible()


def test_a_line_is_mended_where_it_stands(context: BrowserContext, shared_server: RunningServer) -> None:
    page = open_writing(context, shared_server.address)
    other = second_window(page)
    page.bring_to_front()
    write(page, "Vi deler data")
    expect_lines(page, "Vi deler data")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("End")
    page.keyboard.type(" med andre")
    write(other, "Fra et annet vindu, midt i rettingen")
    expect(page.locator("#lines .line-text")).to_have_count(2)
    page.bring_to_front()
    expect(page.locator(".mend input[name=text]")).to_have_value("Vi deler data med andre")
    page.locator(".mend input[name=text]").press("Enter")
    expect_lines(page, "Vi deler data med andre", "Fra et annet vindu, midt i rettingen")
    expect_lines(other, "Vi deler data med andre", "Fra et annet vindu, midt i rettingen")
    expect(page.locator("#text")).to_be_focused()


def test_a_deleted_line_is_taken_back_to_where_it_stood(context: BrowserContext, shared_server: RunningServer) -> None:
    page = open_writing(context, shared_server.address)
    for text in ("en", "to", "tre"):
        write(page, text)
    expect_lines(page, "en", "to", "tre")
    page.locator("#lines .line").nth(1).hover()
    page.locator("#lines [data-delete]").nth(1).click()
    expect_lines(page, "en", "tre")
    page.locator("#said button").click()
    expect_lines(page, "en", "to", "tre")
    page.keyboard.press("Control+z")
    expect_lines(page, "en", "to")


def test_the_clock_is_the_same_on_a_computer_whose_clock_is_wrong(
    new_context,
    shared_server: RunningServer,  # type: ignore[no-untyped-def]
) -> None:
    right = new_context()
    page = open_writing(right, shared_server.address)
    wrong = new_context()
    wrong.add_cookies(right.cookies())
    wrong.add_init_script("const real = Date.now; Date.now = () => real() - 3 * 3600 * 1000;")
    other = wrong.new_page()
    other.goto(page.url)
    other.wait_for_function("() => document.querySelector('.clock-time').textContent !== ''")
    assert abs(_seconds(page) - _seconds(other)) <= 1
    page.locator("form[data-command=pause-clock] button").click()
    expect(page.locator(".clock-word")).to_have_text("På pause")
    expect(other.locator(".clock-word")).to_have_text("På pause")
    assert _seconds(page) == _seconds(other)
    page.locator("form[data-command=resume-clock] button").click()
    expect(other.locator("form[data-command=pause-clock]")).to_be_visible()
    before = _seconds(other)
    page.locator("form[data-command=add-time] button").click()
    other.wait_for_function("before => parseInt(document.querySelector('.clock-time').textContent) > before", arg=7)
    assert 55 <= _seconds(other) - before <= 61


def _seconds(page: Page) -> int:
    minutes, seconds = page.locator(".clock-time").inner_text().split(":")
    return int(minutes) * 60 + int(seconds)
