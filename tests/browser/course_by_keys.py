"""A group holds a whole course by keyboard alone: three meetings, what lies between, two follow-ups.

Everything that is typed on the way is remembered, to be looked for again on the paper.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from playwright.sync_api import Locator, Page, expect

from browser.host import Host
from browser.rooms import wait_until_followed

_MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
MEMBERS = (("Kari Nordmann", "Økonomi"), ("Per Hansen", "Region nord"), ("Åse Ødegård", "HR"), ("Ola Lie", "Digital"))
LEADER, OWNERS = "Kari Nordmann", ("Per Hansen", "Åse Ødegård")
FIRST_SENTENCE = "Hos oss betyr det at folk slipper å være bud mellom to etater"
AREAS = tuple(
    f"Vi bør bli bedre på å {what}"
    for what in ("stoppe noe", "spørre brukeren først", "måle gevinst", "dele data", "velge bort", "lytte til juristen")
)
MINUTES = 60
SPARE_SECONDS = 4
"""What a step leaves of its time: the test itself uses some."""
DROPS: Mapping[tuple[str, int], frozenset[str]] = {
    ("Møte 1", 10): frozenset({"to-og-to"}),
    ("Møte 1", 20): frozenset({"to-og-to", "samtale"}),
    ("Møte 2", 10): frozenset({"to-og-to"}),
    ("Møte 2", 20): frozenset({"to-og-to", "en-tjeneste", "sist-sa-vi"}),
    ("Møte 3", 10): frozenset({"bytt", "skriv"}),
    ("Møte 3", 20): frozenset({"bytt", "skriv"}),
}
"""Meeting, and how many minutes late it begins → the steps that fall away, with eight people. On time none does."""

Doing = Callable[[], None]


def in_words(day: date) -> str:
    """«15. desember 2026»."""
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


def as_typed(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


@dataclass
class CourseByKeys:
    """A group at one keyboard. Nothing here uses a mouse."""

    host: Host
    today: date = field(default_factory=lambda: datetime.now(UTC).date())
    """Where the server's clock is."""
    typed: list[str] = field(default_factory=list)
    """Every word that was written: all of it must stand on the paper."""
    held: list[str] = field(default_factory=list)
    deadlines: dict[str, date] = field(default_factory=dict)
    """Area → the day by which something is to be done, as it was said last."""

    @property
    def page(self) -> Page:
        return self.host.page

    # -- the keyboard ------------------------------------------------------------------------------------------------

    def words(self, text: str) -> None:
        """Letter by letter, and remembered."""
        self.page.keyboard.type(text)
        self.typed.append(text)

    def say(self, text: str, *, key: str = "Enter") -> None:
        """The scribe types and presses Enter, or Alt+S; the line is on the screen when this returns."""
        expect(self.page.locator("#text")).to_be_focused()
        self.words(text)
        self.page.keyboard.press(key)
        expect(self.page.locator("#stage")).to_contain_text(text)
        expect(self.page.locator("#waiting .line")).to_have_count(0)

    def aside(self, key: str, text: str) -> None:
        self.host.aside(key, text)
        self.typed.append(text)

    def fill(self, field: Locator, text: str) -> None:
        """Tab to the field, type, Enter: it is saved when this returns."""
        self.host.tab_to(field)
        self.words(text)
        expect(field).to_have_value(text)
        self.page.keyboard.press("Enter")

    def fill_day(self, field: Locator, day: date) -> None:
        self.host.tab_to(field)
        self.page.keyboard.type(as_typed(day))
        self.page.keyboard.press("Enter")
        self.typed.append(in_words(day))

    def give(self, command: str, value: str = "") -> None:
        """Tab to the stage's button that gives the command (with that value), and Enter."""
        which = f":has(input[value='{value}'])" if value else ""
        self.host.enter(self.page.locator(f"#stage form[data-command={command}]{which} button"))

    # -- between the meetings ----------------------------------------------------------------------------------------

    def wait_until(self, day: date) -> None:
        """The days go by."""
        self.host.server.put_clock_forward((day - self.today).days * 24 * 60 * 60)
        self.today = day

    def to_groups_page(self) -> None:
        """From the closed screen."""
        self.host.enter(self.page.locator("#stage a[href^='/gruppe/']"))
        expect(self.page.locator(".course-way")).to_be_visible()

    def back_to_the_group(self) -> None:
        """From another of the group's pages."""
        self.host.enter(self.page.locator(".course-nav a").first)
        expect(self.page.locator(".course-way")).to_be_visible()

    def write_task_line(self, text: str) -> None:
        self.fill(self.page.locator("#line-text"), text)
        expect(self.page.locator(".between-lines")).to_contain_text(text)

    def start(self, name: str) -> None:
        """The button of what is next, on the group's page; the group is in the lobby."""
        self.host.enter(self.page.locator(".course-next form", has_text=name).locator("button"))
        expect(self.page.locator(".stage-lobby")).to_be_visible()
        expect(self.page.locator("#count")).to_be_focused()
        wait_until_followed(self.page)

    # -- a meeting ---------------------------------------------------------------------------------------------------

    def name_the_members(self) -> None:
        """In the panel: names, what they answer for, and who is the top leader."""
        self.page.keyboard.press("m")
        self.host.tab_to(self.page.locator("#new-member"))
        for name, unit in MEMBERS:
            expect(self.page.locator("#new-member")).to_be_focused()
            self.words(name)
            self.page.keyboard.press("Tab")
            self.words(unit)
            self.page.keyboard.press("Enter")
            expect(self.page.locator(".members")).to_contain_text(name)
        leader = self.page.locator(".members li", has_text=LEADER).locator("[data-command=set-leader] button")
        self.host.enter(leader)
        expect(leader).to_have_attribute("aria-pressed", "true")
        self.page.keyboard.press("Escape")

    def begin_late(self, late: int) -> None:
        """In the panel: so many minutes are left of the hour, and of them two have gone with finding chairs."""
        self.page.keyboard.press("m")
        self.host.tab_to(self.page.locator("#minutes"))
        self.page.keyboard.type(str(MINUTES - 2 - late))
        self.page.keyboard.press("Enter")
        self.page.keyboard.press("Escape")
        expect(self.page.locator("#tools")).to_be_hidden()

    def hold(self, name: str, doings: Mapping[str, Doing], *, late: int = 0, minutes: int = MINUTES) -> None:
        """From the lobby to the close, every step for as long as the plan gives it; it ends within its time."""
        host = self.host
        began = host.now()
        if late:
            self.begin_late(late)
        host.pass_time(60)
        visited: list[str] = []
        host.to_next_step()
        while not self.page.locator(".stage-closed").count():
            visited.append(host.step)
            if host.step in doings:
                doings[host.step]()
            host.pass_time(max(0.0, host.seconds_left() - SPARE_SECONDS))
            host.to_next_step()
        spent = host.now() - began
        assert spent <= timedelta(minutes=minutes - late - (2 if late else 0)), (name, spent, visited)
        dropped = set(doings) - set(visited)
        wanted = DROPS.get((name, late), frozenset())
        assert dropped == wanted & set(doings), (name, visited)
        assert not wanted & set(visited), (name, visited)
        self.held.append(name)
