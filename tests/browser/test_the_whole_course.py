"""A leadership group goes all the way by keyboard, from the front page to the paper, and finds every word again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.course_by_keys import CourseByKeys, hold_30_days, hold_90_days, hold_first, hold_second, hold_third
from browser.host import sit_down
from factories.servers import RunningServer


@pytest.fixture
def later(tmp_path: Path) -> Iterator[RunningServer]:
    """A server with the real programme, and a clock that can be put forward."""
    server = RunningServer(
        tmp_path / "data",
        environment={"RUNDEBORD_PROGRAMME": "digital-transformasjon"},
        module="factories.advancing_server",
    ).start()
    yield server
    server.stop()


def test_a_group_holds_the_whole_course_by_keyboard_and_every_word_stands_on_its_paper(
    browser: Browser, later: RunningServer
) -> None:
    course = CourseByKeys(sit_down(browser, later))
    day = course.today + timedelta(days=21)
    course.name_the_members()
    hold_first(course, next_day=day)
    course.to_groups_page()
    line = "Det stopper opp når vi venter på hverandre"
    course.write_task_line(line)
    course.wait_until(day)
    course.start("Møte 2")
    day += timedelta(days=21)
    hold_second(course, said_between=line, next_day=day, late=10)
    course.to_groups_page()
    course.wait_until(day)
    course.start("Møte 3")
    day += timedelta(days=30)
    hold_third(course, next_day=day, late=20)
    course.to_groups_page()
    host, page = course.host, course.page
    host.enter(page.get_by_role("link", name="Datoer og kalender"))
    ninety = page.locator("#day-etter-90-dager")
    expect(ninety).not_to_have_value("")
    host.enter(page.get_by_role("button", name="Lagre datoene"))
    expect(page.locator(".course-saved")).to_be_visible()
    host.enter(page.locator(".course-nav a").first)
    course.wait_until(day)
    course.start("Oppfølging etter 30 dager")
    hold_30_days(course)
    course.to_groups_page()
    day += timedelta(days=60)
    course.wait_until(day)
    course.start("Oppfølging etter 90 dager")
    hold_90_days(course)
    course.to_groups_page()
    expect(page.locator(".course-next")).to_contain_text("Dere har holdt alle møtene")
    pdf, word = papers(course)
    assert [text for text in course.typed if text not in pdf] == []
    assert [text for text in course.typed if text not in word] == []


def papers(course: CourseByKeys) -> tuple[str, str]:
    import io
    from docx import Document
    from pypdf import PdfReader
    found = []
    for name in ("PDF", "Word"):
        with course.page.expect_download() as download:
            course.host.enter(course.page.get_by_role("link", name=name, exact=True))
        path = Path(f"/tmp/paper.{name}")
        download.value.save_as(path)
        found.append(path)
    pdf = " ".join(" ".join(page.extract_text() for page in PdfReader(found[0]).pages).split())
    doc = Document(str(found[1]))
    word = " ".join(" ".join("".join(node.itertext()) for node in doc.element.body.iter() if node.tag.endswith("}p")).split())
    return pdf, word
