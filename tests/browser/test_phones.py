"""A whole meeting with the shared screen and six phones, some of which sleep, reload, lose the network or come anew."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from browser.phones import PHONE, NewContext, answer_rating, code_on, go_to, join, open_shared
from browser.rooms import CLICKER_PAUSE, wait_until_followed
from browser.steps import give
from factories.servers import RunningServer

NAMES = ("Kari", "Per", "Åse", "Ola", "Mia", "Noor")


def test_six_phones_take_part_in_a_whole_meeting(new_context: NewContext, phone_server: RunningServer) -> None:
    shared = open_shared(new_context, phone_server)
    give(shared, "set-head-count", count="6")
    for name in NAMES:
        give(shared, "add-member", name=name, unit="")
    code = code_on(shared)
    phones = [join_as_member(new_context, phone_server, code, name) for name in NAMES[:5]]
    # The sixth has no list to choose from: a name that is typed is the same person.
    phones.append(join(new_context, phone_server, code, "noor"))
    for phone in phones:
        expect(phone.locator("#phone")).to_have_attribute("data-view", "lobby")
    shared.keyboard.press("j")
    expect(shared.locator(".door-count")).to_have_text("6 telefoner er med")
    shared.keyboard.press("Escape")

    # A vote without names, on phones. What is chosen stays on the phone until all are called in.
    go_to(shared, "paa-lapper")
    shared.get_by_role("button", name="På telefon i stedet").click()
    expect(shared.locator(".ballots-count")).to_have_text("0 av 6 har svart")
    kari, per, aase, ola, mia, noor = phones
    for phone, answer in zip(phones[:5], "12455", strict=True):
        answer_rating(phone, answer)
    expect(shared.locator(".ballots-count")).to_have_text("5 av 6 har svart")
    # One reloads, one sleeps and one loses the network before the answers are called in.
    kari.reload()
    wait_until_followed(kari)
    expect(kari.locator("#answering")).to_contain_text("Svaret ditt ligger klart")
    per.context.set_offline(True)
    shared.get_by_role("button", name="Vis resultatet").click()
    expect(shared.locator("#said")).to_contain_text("5 av 6 har svart")
    shared.get_by_role("button", name="Vis resultatet").click()
    expect(shared.locator(".ballots-count")).to_have_text("4 av 5 svar er kommet")
    assert "Svært" not in shared.locator("#stage").inner_text()
    # The one without a network is waited for, and the last answer closes the vote.
    per.context.set_offline(False)
    expect(shared.locator(".result-word")).to_have_text("Svært ulike svar")
    expect(noor.locator(".phone-result")).to_contain_text("Svært ulike svar")

    # Written in silence on the phone, private until it is shared, and it comes along to the round.
    go_to(shared, "skriv")
    expect(aase.locator("#own-seen")).to_have_text("Bare du ser dette. Det ligger på denne telefonen til du deler det.")
    aase.locator("#own-text").fill("Vi går i møter om møter")
    aase.reload()
    wait_until_followed(aase)
    expect(aase.locator("#own-text")).to_have_value("Vi går i møter om møter")
    assert "møter om møter" not in shared.locator("body").inner_text()
    go_to(shared, "runde")
    expect(aase.locator("#own-text")).to_have_value("Vi går i møter om møter")
    aase.get_by_role("button", name="Del med gruppa").click()
    expect(shared.locator("#lines")).to_contain_text("Vi går i møter om møter")
    expect(ola.locator(".phone-lines")).to_contain_text("Vi går i møter om møter")
    # Taken back, and shared again.
    aase.get_by_role("button", name="Ta tilbake").click()
    expect(shared.locator("#lines")).not_to_contain_text("møter om møter")
    aase.get_by_role("button", name="Del med gruppa").click()
    expect(shared.locator("#lines")).to_contain_text("Vi går i møter om møter")

    # Written without a network: kept, and delivered once when it is back.
    ola.context.set_offline(True)
    ola.locator("#own-text").fill("Rapporter ingen leser")
    ola.get_by_role("button", name="Del med gruppa").click()
    expect(ola.locator("#saved")).to_have_text("Lagres når nettet er tilbake")
    ola.context.set_offline(False)
    expect(shared.locator("#lines")).to_contain_text("Rapporter ingen leser")
    assert shared.locator("#lines").inner_text().count("Rapporter ingen leser") == 1

    # Turns are called; the phone whose turn it is says so.
    who = shared.locator(".turn-who").inner_text()
    expect(phones[NAMES.index(who)].locator("#phone.is-mine")).to_be_visible()
    assert sum(phone.locator("#phone.is-mine").count() for phone in phones) == 1

    # A proposal can be made from any step.
    mia.locator("#open-own").click()
    mia.locator("#proposal").fill("Ett møte i uka, ikke tre")
    mia.get_by_role("button", name="Foreslå", exact=True).click()
    expect(mia.locator("#said")).to_contain_text("felles skjermen")
    for text in ("Slutte med månedsrapporten", "Slutte å svare alle"):
        give(shared, "keep-note", step="runde", kind="area", text=text)

    # A vote between lines, two each, on phones; a phone that was lent answers for two.
    go_to(shared, "stem")
    shared.get_by_role("button", name="På telefon i stedet").click()
    for phone in phones[:5]:
        expect(phone.locator(".phone-choice")).to_have_count(3)
        phone.locator(".phone-choice").nth(0).click()
        phone.locator(".phone-choice").nth(2).click()
        phone.get_by_role("button", name="Svaret mitt er klart").click()
        expect(phone.locator("#answering")).to_contain_text("ligger klart")
    kari.get_by_role("button", name="En til svarer på denne telefonen").click()
    kari.locator(".phone-choice").nth(0).click()
    kari.get_by_role("button", name="Svaret mitt er klart").click()
    expect(shared.locator(".ballots-count")).to_have_text("6 av 6 har svart")
    shared.get_by_role("button", name="Vis resultatet").click()
    expect(shared.locator(".tally-row.is-chosen")).to_have_count(2)

    # Shut out: the phone says so, and is let in by the code again.
    shared.keyboard.press("j")
    for _press in range(2):
        shared.locator("#door [data-door=give-up]").last.click()
    expect(noor.locator("#said")).to_contain_text("Du er ikke med i dette møtet lenger")
    expect(shared.locator(".door-count")).to_have_text("5 telefoner er med")
    shared.keyboard.press("Escape")

    go_to(shared, "les-opp")
    # What does not fit is read on first, and that no date was set is asked once.
    for _press in range(4):
        shared.keyboard.press("PageDown")
        shared.wait_for_timeout(CLICKER_PAUSE)
        if shared.locator(".stage-closed, #move-next").count() == 0:
            break
    expect(kari.locator("#phone")).to_have_attribute("data-view", "closed")


def test_the_host_leads_from_a_phone_and_passes_the_role_on(
    new_context: NewContext, phone_server: RunningServer
) -> None:
    shared = open_shared(new_context, phone_server)
    give(shared, "set-head-count", count="3")
    code = code_on(shared)
    # A group whose names nobody has written takes part without, until it chooses otherwise.
    shared.keyboard.press("j")
    shared.get_by_role("button", name="Delta med navn").click()
    expect(shared.get_by_role("button", name="Delta uten navn")).to_be_visible()
    shared.keyboard.press("Escape")
    kari = join(new_context, phone_server, code, "Kari")
    per = join(new_context, phone_server, code, "Per")
    shared.locator("#open-panel").click()
    link = shared.locator(".host-address").text_content() or ""
    shared.keyboard.press("Escape")
    host = new_context(**PHONE).new_page()
    host.goto(link)
    wait_until_followed(host)

    # On, time, and a vote: the room follows.
    host.locator("#move-next button").click()
    expect(shared.locator("#stage")).to_have_attribute("data-step", "paa-lapper")
    expect(host.locator(".advice-step")).to_be_visible()
    host.get_by_role("button", name="Pause").click()
    expect(shared.locator(".clock-word")).to_have_text("På pause")
    host.get_by_role("button", name="Fortsett").click()
    host.get_by_role("button", name="På telefon i stedet").click()
    expect(host.locator(".ballots-count")).to_have_text("0 av 3 har svart")
    answer_rating(kari, "4")
    expect(host.locator(".ballots-count")).to_have_text("1 av 3 har svart")
    host.get_by_role("button", name="Vis resultatet").click()
    expect(host.locator("#said")).to_contain_text("1 av 3 har svart")
    host.get_by_role("button", name="Vis resultatet").click()
    expect(host.locator(".host-vote")).to_contain_text("Resultatet står på den felles skjermen")
    # One answer is shown to nobody.
    expect(shared.locator(".result-sentence")).to_contain_text("Her vises ingenting")

    # The role is passed on with two presses, and whoever had it leads no more.
    host.locator("details summary").click()
    row = host.locator(".door-seats li", has_text="Per")
    row.get_by_role("button", name="Gi rollen videre").click()
    expect(kari.locator("#leading")).to_be_hidden()
    row.get_by_role("button", name="Sikker? Trykk igjen").click()
    expect(per.locator("#leading")).to_be_visible()
    host.locator("#move-next button").click()
    expect(host.locator("#said")).not_to_be_empty()
    per.get_by_role("link", name="Åpne møtelederens side").click()
    wait_until_followed(per)
    per.locator("#move-next button").click()
    expect(shared.locator(".statement-count")).to_have_text("2 av 2")

    # Per's phone is gone. Kari asks, and the room says yes: two taps, and nobody takes the role by accident.
    kari.locator("#open-own").click()
    kari.get_by_role("button", name="be om å ta over").click()
    expect(shared.locator(".place-asks")).to_contain_text("Kari ber om å lede møtet")
    expect(kari.locator("#leading")).to_be_hidden()
    shared.get_by_role("button", name="Ja, gi rollen videre").click()
    expect(kari.locator("#leading")).to_be_visible()
    expect(shared.locator(".place-asks")).to_have_count(0)
    expect(per.locator("#said")).to_contain_text("Rollen er gitt videre")


def join_as_member(new_context: NewContext, server: RunningServer, code: str, name: str) -> Page:
    """One who is on the list taps their own name, from the address in the picture."""
    phone = new_context(**PHONE).new_page()
    phone.goto(f"{server.address}/b/{code}")
    phone.get_by_role("button", name=name).click()
    wait_until_followed(phone)
    return phone


def test_a_name_that_leads_cannot_be_taken_by_saying_it(new_context: NewContext, phone_server: RunningServer) -> None:
    shared = open_shared(new_context, phone_server)
    give(shared, "add-member", name="Kari", unit="")
    code = code_on(shared)
    join_as_member(new_context, phone_server, code, "Kari")
    # Another device of Kari's is asked once, and is Kari.
    other = new_context(**PHONE).new_page()
    other.goto(f"{phone_server.address}/b/{code}")
    other.get_by_role("button", name="Kari").click()
    other.get_by_role("button", name="Ja, det er meg").click()
    wait_until_followed(other)
    shared.keyboard.press("j")
    expect(shared.locator(".door-count")).to_have_text("1 telefon er med")
    shared.keyboard.press("Escape")
    other.locator("#open-own").click()
    other.get_by_role("button", name="be om å ta over").click()
    shared.get_by_role("button", name="Ja, gi rollen videre").click()
    expect(other.locator("#leading")).to_be_visible()
    stranger = new_context(**PHONE).new_page()
    stranger.goto(f"{phone_server.address}/b/{code}")
    stranger.get_by_role("button", name="Kari").click()
    expect(stranger.locator("#name-fault")).to_contain_text("Kari leder møtet fra en annen telefon")
