"""The five meetings of the real programme, as a group of eight holds them by keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from playwright.sync_api import Locator, Page, expect

from browser.course_by_keys import AREAS, FIRST_SENTENCE, LEADER, OWNERS, CourseByKeys


def hold_first(course: CourseByKeys, *, next_day: date, late: int = 0) -> None:
    """Meeting 1: boxes, a marked word, differences, the sentence, six proposals, who reminds, and a date."""
    page, host = course.page, course.host
    marked = "Digital: at folk slipper å komme innom"

    def runde() -> None:
        for number, text in enumerate(("Søknaden som skrives ut", "Ett skjema i stedet for fem"), 1):
            page.keyboard.press(f"Alt+{number}")
            course.say(text)
            host.call_next_person()
        course.say(marked, key="Alt+s")
        course.aside("Alt+n", "Ring arkivet om gamle saker")
        course.aside("Alt+l", "Ny avtale med leverandøren")

    def samtale() -> None:
        for text in ("Vi ser ulikt på hvem som eier tjenesten", "Vi ser ulikt på hva som er bra nok"):
            course.say(text)

    def hos_oss() -> None:
        sentence = page.locator("#sentence")
        expect(sentence).to_be_focused()
        page.keyboard.press("Control+a")
        course.words(FIRST_SENTENCE)
        page.keyboard.press("Enter")
        expect(page.locator("#saved")).to_contain_text("Lagret")

    def bedre_paa() -> None:
        for text in AREAS:
            course.say(text)
            host.call_next_person()

    def les_opp() -> None:
        line = page.locator(".line.is-marked", has_text=marked)
        host.enter(line.locator("form:has([name=kind][value=term]) button"))
        expect(page.locator(".line.is-marked")).to_have_count(0)
        course.fill_day(page.locator("#field-next-date-"), next_day)
        course.fill(page.locator("#field-task-owner-"), LEADER)

    doings = {"runde": runde, "samtale": samtale, "hos-oss": hos_oss, "bedre-paa": bedre_paa, "les-opp": les_opp}
    course.hold("Møte 1", doings, late=late)


def hold_second(course: CourseByKeys, *, said_between: str, next_day: date, late: int = 0) -> None:
    """Meeting 2: what was said is read and the sentence reworded; obstacles, a table, requirements, five proposals."""
    page, host = course.page, course.host

    def sist_sa_vi() -> None:
        for text in (FIRST_SENTENCE, said_between):
            expect(page.locator("#lines")).to_contain_text(text)
        host.enter(page.locator(".line", has_text=FIRST_SENTENCE).locator("[data-mend]"))
        page.keyboard.press("Control+a")
        course.words("Hos oss betyr det at ingen er bud mellom to etater")
        page.keyboard.press("Enter")
        expect(page.locator("#lines")).to_contain_text("ingen er bud mellom")

    def hinder() -> None:
        for number, text in enumerate(("Vi utsetter når det blir vanskelig", "Vi spør hverandre først"), 1):
            page.keyboard.press(f"Alt+{number}")
            course.say(text)

    def en_tjeneste() -> None:
        for text in ("Bostøtte ved flytting", "Regiondirektøren", "Ja, siden mars"):
            course.words(text)
            page.keyboard.press("Enter")

    def hva_kreves() -> None:
        for text in ("Det kreves at vi prioriterer", "Det kreves at vi sier nei", "Det kreves mot av oss"):
            course.say(text)

    def fem_forslag() -> None:
        vote(course, dict(zip(AREAS, (5, 4, 3, 2, 2, 0), strict=True)))
        expect(page.locator(".tally-row.is-chosen")).to_have_count(5)

    def les_opp() -> None:
        course.fill_day(page.locator("#field-next-date-"), next_day)
        course.fill(page.locator("#field-task-owner-"), OWNERS[0])

    doings = {
        "sist-sa-vi": sist_sa_vi,
        "hinder": hinder,
        "en-tjeneste": en_tjeneste,
        "hva-kreves": hva_kreves,
        "fem-forslag": fem_forslag,
        "les-opp": les_opp,
    }
    course.hold("Møte 2", doings, late=late)


def hold_third(course: CourseByKeys, *, next_day: date, late: int = 0) -> None:
    """Meeting 3: two areas, with goals, signs, what is stopped, actions, owners and dates; the map; the promise."""
    page, host = course.page, course.host

    def velg_to() -> None:
        vote(course, {AREAS[0]: 8, AREAS[1]: 8})
        expect(page.locator(".tally-row.is-chosen")).to_have_count(2)
        for matter in ("all-can-live", "leader-confirms"):
            course.give("agree", matter)
        expect(page.locator(".agreement[aria-pressed=true]")).to_have_count(2)

    def runde() -> None:
        course.say("Om seks måneder ser andre at vi svarer samme dag")

    def maal() -> None:
        for number in (1, 2):
            expect(page.locator(".area-title")).to_contain_text(AREAS[number - 1])
            for column, text in (
                ("goal", f"Målet vårt nummer {number}"),
                ("sign", f"En vikar ser kjennetegn nummer {number}"),
                ("stop", f"Vi slutter med rapport nummer {number}"),
            ):
                course.fill(_commitment(page, column), text)
            month = _commitment(page, "month")
            host.tab_to(month)
            for _ in range(3 + number):
                page.keyboard.press("ArrowDown")
            course.typed.append(str(month.evaluate("select => select.selectedOptions[0].textContent")))
            if number == 1:
                host.next()

    def tiltak() -> None:
        for number in (1, 2):
            expect(page.locator(".area-title")).to_contain_text(AREAS[number - 1])
            course.fill(_commitment(page, "action"), f"Tiltaket som er nummer {number}")
            course.fill(_commitment(page, "owner"), OWNERS[number - 1])
            set_deadline(course, AREAS[number - 1], days=50 + number)
            course.fill(_commitment(page, "first-step"), f"Første skritt på område {number}")
            if number == 1:
                host.next()
        draw_the_map(course)

    def les_opp() -> None:
        course.fill(page.locator("#field-promise-"), "Jeg spør om dette hver måned")
        course.fill_day(page.locator("#field-next-date-"), next_day)

    doings = {"velg-to": velg_to, "runde": runde, "maal": maal, "tiltak": tiltak, "les-opp": les_opp}
    course.hold("Møte 3", doings, late=late)


def vote(course: CourseByKeys, hands: Mapping[str, int]) -> None:
    """The hands are counted with + at each line, and the result is shown."""
    page, host = course.page, course.host
    for text, count in hands.items():
        number = page.locator(".tally-row", has_text=text).locator(".counter-number")
        host.tab_to(number)
        for _ in range(count):
            page.keyboard.press("+")
        expect(number).to_have_value(str(count))
    course.give("close-vote")
    expect(page.locator(".tally-count").first).to_be_visible()


def draw_the_map(course: CourseByKeys) -> None:
    """Who leads, who must contribute and who must know: one mark for each member, by digits."""
    page, host = course.page, course.host
    course.give("show-board", "cooperation")
    expect(page.locator("#new-unit")).to_be_focused()
    host.tab_to(page.locator("[data-map-cell]").first)
    for place, key in enumerate("1223"):
        page.keyboard.press(key)
        expect(page.locator(".mark:not(.mark-none)")).to_have_count(place + 1)
        page.keyboard.press("Tab")


def set_deadline(course: CourseByKeys, area: str, *, days: int) -> None:
    """So many days from now. A day that is moved stands in the appendix, under the meeting that set it."""
    course.deadlines[area] = course.today + timedelta(days=days)
    course.fill_day(_commitment(course.page, "date"), course.deadlines[area])


def _commitment(page: Page, column: str) -> Locator:
    return page.locator(f"[id^=field-][id$=-{column}]")


def hold_30_days(course: CourseByKeys) -> None:
    """Ten minutes: one area is changed and one is stopped, and why; what was difficult; one new first step."""
    page = course.page

    def gjort() -> None:
        expect(page.locator(".follow-choices button").first).to_be_focused()
        answer(course, AREAS[0], "changed", "Vi måtte vente på juristen")
        answer(course, AREAS[1], "stopped", "Det ble gjort av andre")

    def en_vanske() -> None:
        course.say("Det var vanskelig å si nei i mars")

    def neste_skritt() -> None:
        expect(page.locator(".area-title")).to_contain_text(AREAS[0])
        course.fill(_commitment(page, "first-step"), "Ringe tre kommuner")
        set_deadline(course, AREAS[0], days=70)

    doings = {"gjort-endret-stoppet": gjort, "en-vanske": en_vanske, "neste-skritt": neste_skritt}
    course.hold("Oppfølging etter 30 dager", doings, minutes=10)


def hold_90_days(course: CourseByKeys) -> None:
    """Ten minutes: the signs, what stuck with each, one area fetched from «Til senere», and its first step."""
    page, host = course.page, course.host

    def ser_vi() -> None:
        answer(course, AREAS[0], "done", "Alle avgjørelser står på én side", sign="partly")
        expect(page.locator(".follow-row")).to_have_count(1)

    def hva_laerte() -> None:
        course.say("Jeg spør før jeg bestiller")

    def hent_fram() -> None:
        button = page.locator(".tally-row", has_text=AREAS[2]).locator("button")
        host.enter(button)
        expect(button).to_have_attribute("aria-pressed", "true")

    def neste_skritt() -> None:
        expect(page.locator(".area-title")).to_contain_text(AREAS[2])
        course.fill(_commitment(page, "first-step"), "Måle ventetida i en uke")
        course.fill(_commitment(page, "owner"), "Ola Lie")
        set_deadline(course, AREAS[2], days=14)

    doings = {
        "ser-vi-kjennetegnene": ser_vi,
        "hva-laerte-vi": hva_laerte,
        "hent-fram": hent_fram,
        "neste-skritt": neste_skritt,
    }
    course.hold("Oppfølging etter 90 dager", doings, minutes=10)


def answer(course: CourseByKeys, area: str, status: str, reason: str, *, sign: str = "") -> None:
    """One word for the area, and why in one sentence."""
    row = course.page.locator(".follow-row", has_text=area)
    for column, value in (("sign", sign), ("status", status)):
        if not value:
            continue
        button = row.locator(f"button[id$='-{column}-{value}']")
        course.host.enter(button)
        expect(button).to_have_attribute("aria-pressed", "true")
        word = button.inner_text().strip()
        course.typed.append(word.lower() if column == "sign" else word)
    course.fill(row.locator("[data-cell]"), reason)
