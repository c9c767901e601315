"""Groups on their way through the real programme, for pages that are only looked at: made once, by commands.

``python -m browser.groups LANGUAGE`` makes them in the data folder that ``RUNDEBORD_DATA`` names.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

from factories.servers import clean_environment

FOLDERS: dict[str, Path] = {}
"""A server's address → its data folder; each server that is looked at says where it keeps its own."""
Made = dict[str, str]
"""secret, group (its public id), meeting (the latest; "" if there is none) and answer (the secret of the form)."""


def group_at(address: str, language: str, stage: str) -> Made:
    """A group of that server that has come so far: «new», «between», «30-days», «90-days», «all» or «deleted».

    «90-days-late» has come as far as «90-days», with so little time left that a step falls away."""
    return _all(FOLDERS[address], language)[stage]


@cache
def _all(folder: Path, language: str) -> dict[str, Made]:
    environment = clean_environment(
        RUNDEBORD_DATA=str(folder),
        DJANGO_SETTINGS_MODULE="rundebord.config.settings",
        PYTHONPATH=str(Path(__file__).resolve().parents[1]),
    )
    ended = subprocess.run(
        [sys.executable, "-m", "browser.groups", language],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return dict(json.loads(ended.stdout))


def _make(language: str) -> dict[str, Made]:
    import django

    django.setup()
    from factories.courses import (
        EPISODES,
        FOLLOW_UPS,
        HeldCourse,
        between,
        hold_first,
        hold_follow_up,
        hold_second,
        hold_third,
        new_course,
    )
    from rundebord.courses.assessment import answer_assessment, close_assessment, open_assessment
    from rundebord.courses.models import Assessment
    from rundebord.groups.operations import delete_group
    from rundebord.meetings.core.commands import SetTimeAvailable
    from rundebord.meetings.operations import clock
    from rundebord.programmes.queries import newest_version, package

    programme = newest_version("digital-transformasjon")
    statements = package(programme.digest).statements
    made: dict[str, Made] = {}

    def ask(course: HeldCourse, *, answers: int, is_over: bool = False) -> Assessment:
        asked = open_assessment(group=course.group, when="before", heads=8, statements=statements, at=clock.now())
        assert isinstance(asked, Assessment)
        for person in range(answers):
            said = {one.id: "12345"[(person * (place % 3) + place) % 5] for place, one in enumerate(statements)}
            assert answer_assessment(assessment=asked, answers=said) is None
        if is_over:
            close_assessment(assessment=asked, at=clock.now())
        return asked

    def keep(stage: str, course: HeldCourse, asked: Assessment | None = None) -> None:
        made[stage] = {
            "secret": course.group.secret,
            "group": course.group.public_id,
            "meeting": course.meeting if course.meetings else "",
            "answer": asked.secret if asked is not None else "",
        }

    def course_to(stage: str, *, seconds: int | None = None) -> HeldCourse:
        course = new_course(programme, language=language)
        hold_first(course)
        between(course, EPISODES[0])
        if stage == "between":
            return course
        hold_second(course)
        between(course, EPISODES[1])
        hold_third(course)
        for follow_up in FOLLOW_UPS:
            if stage == follow_up:
                course.open(follow_up)
                course.on()
                if seconds is not None:
                    course.give(SetTimeAvailable(seconds))
                return course
            hold_follow_up(course, follow_up)
        return course

    fresh, asking, over = (new_course(programme, name="", language=language) for _ in range(3))
    keep("new", fresh)
    keep("asking", asking, ask(asking, answers=3))
    keep("shown", over, ask(over, answers=8, is_over=True))
    keep("between", course_to("between"))
    keep("30-days", course_to(FOLLOW_UPS[0]))
    keep("90-days", course_to(FOLLOW_UPS[1]))
    # So late that a step falls away: a line more above the question.
    keep("90-days-late", course_to(FOLLOW_UPS[1], seconds=300))
    keep("all", course_to("all"))
    deleted = course_to("between")
    delete_group(deleted.group, at=clock.now())
    keep("deleted", deleted)
    return made


if __name__ == "__main__":
    print(json.dumps(_make(sys.argv[1])))
