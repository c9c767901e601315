"""A leadership group goes all the way by keyboard, from the front page to the paper, and finds every word again.

Three meetings, what lies between, two follow-ups, with a clock that is put forward. What was typed on the way is looked
for on the paper as it is downloaded: in the PDF, and in the Word file.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from docx.oxml.ns import qn
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from browser.course_by_keys import AREAS, OWNERS, CourseByKeys, in_words
from browser.host import sit_down
from browser.meetings_by_keys import hold_30_days, hold_90_days, hold_first, hold_second, hold_third
from factories.servers import RunningServer

TASK_LINE = "Det stopper opp når vi venter på hverandre"
LATE_LINE = "Jeg ville sagt at vi mangler en jurist"


@pytest.fixture
def later(tmp_path: Path) -> Iterator[RunningServer]:
    """A server with the real programme, and clocks that can be put forward by months. It is nine in the morning there:
    a group that met at ten in the evening would be at it past midnight, and its papers would name another day."""
    server = RunningServer(
        tmp_path / "data",
        environment={"RUNDEBORD_PROGRAMME": "digital-transformasjon"},
        module="browser.later_server",
    ).start()
    morning = datetime.combine(datetime.now(UTC).date(), time(9), ZoneInfo("Europe/Oslo"))
    server.put_clock_forward((morning - datetime.now(UTC)).total_seconds())
    yield server
    server.stop()


def test_a_group_holds_the_whole_course_by_keyboard_and_every_word_stands_on_its_paper(
    browser: Browser, later: RunningServer, tmp_path: Path
) -> None:
    course = CourseByKeys(sit_down(browser, later))
    hold_the_course(course, late=(0, 10, 20))
    expect_every_word(course, tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize(
    ("late", "pause", "is_busy"),
    [((10, 10, 10), 21, True), ((20, 20, 20), 21, True), ((0, 0, 0), 21, False), ((0, 0, 0), 182, True)],
    ids=["all ten minutes late", "all twenty minutes late", "nothing done between", "meeting 1 half a year ago"],
)
def test_however_the_course_goes_it_ends_on_time_and_no_word_is_lost(
    browser: Browser, later: RunningServer, tmp_path: Path, late: tuple[int, int, int], pause: int, is_busy: bool
) -> None:
    course = CourseByKeys(sit_down(browser, later))
    hold_the_course(course, late=late, pause=pause, is_busy=is_busy)
    expect_every_word(course, tmp_path)


def hold_the_course(course: CourseByKeys, *, late: tuple[int, int, int], pause: int = 21, is_busy: bool = True) -> None:
    """From the lobby of meeting 1 until the group's page says that all is held."""
    host, page = course.host, course.page
    course.name_the_members()
    day = course.today + timedelta(days=pause)
    hold_first(course, next_day=day, late=late[0])
    course.to_groups_page()
    if is_busy:
        course.write_task_line(TASK_LINE)
    course.wait_until(day)
    course.start("Møte 2")
    day += timedelta(days=21)
    hold_second(course, said_between=TASK_LINE if is_busy else "", next_day=day, late=late[1])
    course.to_groups_page()
    if is_busy:
        host.enter(page.locator(".ds-button[href*='/for-deg/']"))
        course.write_task_line(LATE_LINE)
        course.back_to_the_group()
    course.wait_until(day)
    course.start("Møte 3")
    day += timedelta(days=30)
    hold_third(course, next_day=day, late=late[2])
    course.to_groups_page()
    plan_the_last_follow_up(course)
    course.wait_until(day)
    course.start("Oppfølging etter 30 dager")
    hold_30_days(course)
    course.to_groups_page()
    course.wait_until(day + timedelta(days=60))
    course.start("Oppfølging etter 90 dager")
    hold_90_days(course)
    course.to_groups_page()
    expect(page.locator(".course-next form")).to_have_count(0)
    expect(page.locator(".course-slot.is-held")).to_have_count(5)


def plan_the_last_follow_up(course: CourseByKeys) -> None:
    """The page of dates proposes a day ninety days after the last meeting, and it is taken."""
    host, page = course.host, course.page
    host.enter(page.locator(".course-nav a[href$='/datoer']"))
    expect(page.locator("#day-etter-30-dager")).not_to_have_value("")
    proposed = page.locator("#day-etter-90-dager")
    expect(proposed).not_to_have_value("")
    day = proposed.input_value()
    host.enter(page.locator(".course-form button"))
    expect(page.locator(".course-saved")).to_be_visible()
    expect(proposed).to_have_value(day)
    course.back_to_the_group()


def expect_every_word(course: CourseByKeys, folder: Path) -> None:
    """What was typed stands in both files, and page one says what was decided, who follows it up, and when."""
    assert course.held == [
        *("Møte 1", "Møte 2", "Møte 3"),
        *("Oppfølging etter 30 dager", "Oppfølging etter 90 dager"),
    ]
    pages = [_as_words(page.extract_text()) for page in PdfReader(_download(course, "pdf", folder)).pages]
    paragraphs = Document(str(_download(course, "docx", folder))).element.body.iter(qn("w:p"))
    for paper in (" ".join(pages), _as_words(" ".join("".join(one.itertext()) for one in paragraphs))):
        assert [text for text in course.typed if text not in paper] == []
    for text in (
        *("Hva kreves av oss", "Hva vil vi bli bedre på", "Hvordan når vi målene"),
        *(*AREAS[:2], *OWNERS, "Ola Lie"),
        *(in_words(day) for day in course.deadlines.values()),
    ):
        assert text in pages[0], text


def _download(course: CourseByKeys, kind: str, folder: Path) -> Path:
    with course.page.expect_download() as download:
        course.host.enter(course.page.locator(f".ds-button[href$='.{kind}']"))
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def _as_words(text: str) -> str:
    return " ".join(text.split())
