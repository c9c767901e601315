"""A whole course, by commands: the thread holds from the first meeting to the last follow-up; the paper has it all."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from factories.courses import (
    AREAS,
    EPISODES,
    FOLLOW_UPS,
    HeldCourse,
    between,
    hold_all,
    hold_first,
    hold_follow_up,
    hold_second,
    hold_third,
    install_real,
    new_course,
)
from rundebord.courses.paper_pages import present_paper
from rundebord.meetings.core.words import DEFINITION
from rundebord.meetings.queries import course_so_far
from rundebord.programmes.models import ProgrammeVersion

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _bokmal() -> Any:
    with translation.override("nb"):
        yield


@pytest.fixture
def real(tmp_path: Path) -> ProgrammeVersion:
    return install_real(tmp_path / "media")


def words_of(value: Any) -> str:
    """Every word in a paper, whatever it stands in."""
    if isinstance(value, str):
        return value
    if dataclasses.is_dataclass(value):
        return " ".join(words_of(getattr(value, field.name)) for field in dataclasses.fields(value))
    return " ".join(words_of(one) for one in value) if isinstance(value, list | tuple) else ""


def paper_words(course: HeldCourse) -> str:
    course.group.refresh_from_db()
    return words_of(present_paper(course.group))


def brought(course: HeldCourse, kind: str) -> list[str]:
    return [line.text for line in course.state.brought.lines if line.kind == kind]


def test_everything_that_was_typed_stands_on_the_paper(real: ProgrammeVersion) -> None:
    course = hold_all(real)
    said = paper_words(course)
    assert [text for text in course.typed if text not in said] == []


def test_the_paper_never_says_who_said_what(real: ProgrammeVersion) -> None:
    course = new_course(real)
    hold_first(course)
    between(course, EPISODES[0])
    paper = present_paper(course.group)
    section = next(section for section in paper.appendix if section.heading == "Mellom møtene")
    assert "Åse" not in words_of(section)


def test_meeting_two_opens_with_what_was_said_and_what_was_found_out(real: ProgrammeVersion) -> None:
    course = new_course(real)
    hold_first(course)
    between(course, EPISODES[0])
    course.open(EPISODES[1])
    assert brought(course, "definition") == ["Hos oss betyr det at folk slipper å være bud mellom to etater"]
    assert brought(course, "area") == list(AREAS)
    assert brought(course, "difference") == ["Hvem som eier tjenesten"]
    assert brought(course, "task") == [f"Det stopper opp når vi venter ({EPISODES[0]})"]
    assert brought(course, "catch-up") == [f"Jeg ville sagt mer ({EPISODES[0]})"]
    assert next(one.name for one in course.state.members.values()) == "Kari Nordmann"
    assert course.state.leader == course.member_called("Kari Nordmann")
    assert course.state.brought.scribe == course.member_called("Ola Lie")


def test_the_proposals_that_won_are_the_start_of_meeting_three_and_the_rest_lies_for_later(
    real: ProgrammeVersion,
) -> None:
    course = new_course(real)
    hold_first(course)
    hold_second(course)
    course.open(EPISODES[2])
    assert brought(course, "area") == list(AREAS[:4])
    assert set(brought(course, "later")) == {AREAS[4], "Ny avtale med leverandøren"}


def test_the_definition_is_reworded_and_every_wording_is_kept(real: ProgrammeVersion) -> None:
    course = new_course(real)
    hold_first(course)
    hold_second(course)
    line = course_so_far(course.group).thread.lines[DEFINITION]
    assert [wording.text for wording in line.wordings] == [
        "Hos oss betyr det at folk slipper å være bud mellom to etater",
        "Hos oss betyr det at ingen er bud mellom to etater",
    ]


def test_a_group_that_did_nothing_in_between_and_held_no_first_meeting_can_hold_the_second(
    real: ProgrammeVersion,
) -> None:
    course = new_course(real)
    hold_first_empty = course.open(EPISODES[0])
    assert hold_first_empty.brought.lines == ()
    course.close()
    course.open(EPISODES[1])
    course.go_to("sist-sa-vi")
    assert course.state.brought.lines == ()
    course.close()


def test_a_follow_up_opens_with_the_commitments_and_fetches_an_area_that_was_laid_aside(
    real: ProgrammeVersion,
) -> None:
    course = new_course(real)
    hold_first(course)
    hold_second(course)
    hold_third(course)
    course.open(FOLLOW_UPS[0])
    assert [one.owner_name for one in course.state.brought.commitments] == ["Per Hansen", "Per Hansen"]
    assert [one.goal for one in course.state.brought.commitments] == ["Målet nummer 1", "Målet nummer 2"]
    course.close()
    fetched = hold_follow_up(course, FOLLOW_UPS[1])
    assert fetched not in AREAS[:2]
    paper = present_paper(course.group)
    assert [area.name for area in paper.areas] == [AREAS[0], AREAS[1], fetched]
    assert paper.areas[2].first_step == f"Nytt første skritt ({FOLLOW_UPS[1]})"
