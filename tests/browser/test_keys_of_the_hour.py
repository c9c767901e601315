"""The keyboard at the steps of the hour: what is typed is words, and what is pressed does one thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.rooms import CLICKER_PAUSE, wait_until_followed
from browser.steps import AREAS, LARGE, give, open_group, take_up
from factories.servers import RunningServer

NewContext = Callable[..., BrowserContext]


@pytest.fixture(scope="module")
def real_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    folder = tmp_path_factory.mktemp("keys") / "data"
    server = RunningServer(folder, environment={"RUNDEBORD_PROGRAMME": LARGE}).start()
    yield server
    server.stop()


@pytest.fixture
def meeting(new_context: NewContext, real_server: RunningServer) -> Callable[[int], Page]:
    """A group's meeting of that number, in its lobby."""

    def opened(number: int) -> Page:
        secret, meeting = open_group(real_server.folder, programme=LARGE, number=number, language="nb")
        page = new_context().new_page()
        page.goto(f"{real_server.address}/g/{secret}")
        page.goto(f"{real_server.address}/mote/{meeting}")
        wait_until_followed(page)
        return page

    return opened


def test_words_typed_after_a_click_on_a_box_or_a_button_are_all_words(meeting: Callable[[int], Page]) -> None:
    page = meeting(1)
    take_up(page, "runde")
    page.locator("[data-pick='2']").click()
    page.keyboard.type("For HR betyr det at mer blir bedre")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Neste person").click()
    expect(page.locator(".turn-count")).to_have_text("2 av 8")
    page.keyboard.type("Bamble har fem")
    page.keyboard.press("Enter")
    expect(page.locator("section[data-pile=bedre] .line-text")).to_have_text(
        ["For HR betyr det at mer blir bedre", "Bamble har fem"]
    )
    expect(page.locator("#tools")).to_be_hidden()


def test_lines_are_put_in_piles_by_keys_and_taken_out_again(meeting: Callable[[int], Page]) -> None:
    page = meeting(1)
    take_up(page, "samtale")
    for number, text in enumerate(AREAS[:3]):
        page.keyboard.insert_text(text)
        page.keyboard.press("Enter")
        expect(page.locator("#stage")).to_contain_text(text)
        page.keyboard.press(f"Alt+{number % 2 + 1}")
        expect(page.locator(f"section[data-pile='{number % 2 + 1}']")).to_contain_text(text)
    expect(page.locator("section.column")).to_have_count(2)
    page.locator("#cell-pile-1").fill("Styring")
    page.locator("#cell-pile-1").press("Enter")
    page.reload()
    expect(page.locator("#cell-pile-1")).to_have_value("Styring")


def test_a_meeting_is_not_closed_without_a_date_by_one_press_too_many(meeting: Callable[[int], Page]) -> None:
    page = meeting(1)
    take_up(page, "les-opp")
    page.keyboard.press("PageDown")
    expect(page.locator("#said")).to_contain_text("ikke satt noen dato")
    expect(page.locator(".stage-reading")).to_be_visible()
    page.wait_for_timeout(CLICKER_PAUSE)
    page.keyboard.press("PageDown")
    expect(page.locator(".stage-closed")).to_be_visible()


def test_enter_in_the_count_says_what_goes_on_and_does_not_do_it(meeting: Callable[[int], Page]) -> None:
    page = meeting(1)
    expect(page.locator("#count")).to_be_focused()
    page.keyboard.press(" ")
    expect(page.locator("#count")).to_have_value("8")
    for _ in range(3):
        page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("Trykk → eller «Start filmen»")
    expect(page.locator(".stage-lobby")).to_be_visible()


def test_who_must_work_together_is_filled_in_by_keys(meeting: Callable[[int], Page]) -> None:
    page = meeting(2)
    take_up(page, "en-tjeneste")
    give(page, "keep-note", step="en-tjeneste", kind="area", text=AREAS[0])
    give(page, "show-board", step="en-tjeneste", board="cooperation")
    page.reload()
    wait_until_followed(page)
    for name in ("Økonomi", "Region nord"):
        expect(page.locator("#new-unit")).to_be_focused()
        page.keyboard.insert_text(name)
        page.keyboard.press("Enter")
        expect(page.locator(".map thead")).to_contain_text(name)
    page.locator("[data-map-cell]").first.focus()
    page.keyboard.press("1")
    expect(page.locator(".mark-leads")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press(" ")
    expect(page.locator(".mark-leads")).to_have_count(2)
    page.keyboard.press("0")
    expect(page.locator(".mark-leads")).to_have_count(1)


@pytest.mark.parametrize("last_key", ["Enter", "Tab"])
def test_what_is_written_for_one_area_is_not_written_for_the_next(
    meeting: Callable[[int], Page], last_key: str
) -> None:
    page = meeting(3)
    take_up(page, "tiltak")
    areas = [give(page, "keep-note", step="tiltak", kind="area", text=text) for text in AREAS[:2]]
    page.reload()
    wait_until_followed(page)
    page.locator(f"#field-{areas[0]}-first-step").focus()
    page.keyboard.type("Ringe tre kommuner")
    page.keyboard.press(last_key)
    page.wait_for_timeout(CLICKER_PAUSE)
    page.keyboard.press("PageDown")
    expect(page.locator(".area-title")).to_contain_text(AREAS[1])
    expect(page.locator(f"#field-{areas[1]}-first-step")).to_have_value("")
    page.reload()
    wait_until_followed(page)
    expect(page.locator(f"#field-{areas[1]}-first-step")).to_have_value("")
    page.keyboard.press("PageUp")
    expect(page.locator(f"#field-{areas[0]}-first-step")).to_have_value("Ringe tre kommuner")


def test_a_month_chosen_with_the_arrows_is_not_changed_back_by_an_older_answer(meeting: Callable[[int], Page]) -> None:
    page = meeting(3)
    take_up(page, "maal")
    (area,) = (give(page, "keep-note", step="maal", kind="area", text=text) for text in AREAS[:1])
    page.reload()
    wait_until_followed(page)
    slow = {"offline": False, "latency": 400, "downloadThroughput": -1, "uploadThroughput": -1}
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", slow)
    month = page.locator(f"#field-{area}-month")
    month.focus()
    for _ in range(5):
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(230)
    fifth = month.locator("option").nth(5).get_attribute("value") or ""
    expect(month).to_have_value(fifth)
    network.send("Network.emulateNetworkConditions", {**slow, "latency": 0})
    expect(page.locator("#saved")).to_have_text(re.compile("Lagret"))
    page.reload()
    expect(month).to_have_value(fifth)


def test_plus_counts_at_the_number_at_hand_and_at_none_that_is_hidden(meeting: Callable[[int], Page]) -> None:
    page = meeting(2)
    take_up(page, "fem-forslag")
    areas = [give(page, "keep-note", step="fem-forslag", kind="area", text=text) for text in AREAS[:2]]
    page.reload()
    wait_until_followed(page)
    page.locator(f"#count-{areas[1]}").focus()
    page.keyboard.press("+")
    page.keyboard.press("+")
    expect(page.locator(f"#count-{areas[1]}")).to_have_value("2")
    expect(page.locator(f"#count-{areas[0]}")).to_have_value("0")
    take_up(page, "les-opp")
    page.keyboard.press("+")
    page.wait_for_timeout(CLICKER_PAUSE)
    page.keyboard.press("m")
    expect(page.locator("#count-panel")).to_have_value("8")


def test_slips_stay_in_the_browser_until_the_result_is_shown_to_all(meeting: Callable[[int], Page]) -> None:
    page = meeting(3)
    take_up(page, "velg-to")
    first, second, third = (give(page, "keep-note", step="velg-to", kind="area", text=text) for text in AREAS[:3])
    give(page, "choose-vote-kind", step="velg-to", kind="unnamed")
    page.reload()
    wait_until_followed(page)
    posts: list[str] = []
    page.on("request", lambda request: posts.append(request.post_data or "") if request.method == "POST" else None)
    expect(page.locator("#slip")).to_be_focused()
    for slip in ("1 2", "1 2", "1 3", "1 2", "9", "2 3", "1 2", "1 2", "1"):
        page.keyboard.type(slip)
        page.keyboard.press("Enter")
        if slip == "9":
            expect(page.locator(".slips-help")).to_contain_text("ikke et gyldig svar")
            page.keyboard.press("Control+a")
    expect(page.locator(".slips-count")).to_have_text("8 av 8 lapper er talt")
    assert posts == []
    assert "tally-count" not in page.locator("#stage").inner_html()
    page.reload()
    expect(page.locator(".slips-count")).to_have_text("8 av 8 lapper er talt")
    page.get_by_role("button", name="Vis resultatet").click()
    expect(page.locator(".tally-count")).to_have_text(["7", "6", "2"])
    expect(page.locator(".tally-row.is-chosen")).to_have_count(2)
    assert {first, second, third}


def test_a_meeting_is_broken_off_and_goes_on_from_the_front_page(meeting: Callable[[int], Page]) -> None:
    page = meeting(1)
    take_up(page, "samtale")
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    page.get_by_role("button", name="Avbryt, fortsett en annen gang").press("Enter")
    expect(page.locator(".stage-resting")).to_contain_text("Samtale")
    page.goto(page.url.split("/mote")[0])
    page.get_by_role("link", name="Fortsett: Møte 1").click()
    wait_until_followed(page)
    page.keyboard.press("PageDown")
    expect(page.locator("#stage")).to_have_attribute("data-step", "samtale")
