"""A process of its own with a database of its own: courses are held in it, and their pages and papers are timed.

Started by ``figures.course`` with the data folder in its environment; prints one JSON object.
"""

from __future__ import annotations

import json
import secrets
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

MANY_LINES = 5_000
_TIMES = 7


def _milliseconds(what: Callable[[], object], times: int = _TIMES) -> float:
    taken = []
    for number in range(-1, times):
        before = time.perf_counter()
        what()
        if number >= 0:  # the first is for warming up
            taken.append((time.perf_counter() - before) * 1_000)
    return median(taken)


def main() -> None:
    """Everything is measured, and said."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils import translation

    from factories.courses import EPISODES, HeldCourse, hold_all, hold_first, hold_second, install_real, new_course
    from rundebord.config import database
    from rundebord.config.data_folder import prepare
    from rundebord.courses.paper_pages import present_paper
    from rundebord.documents.workshop import Workshop
    from rundebord.groups.operations import put_member
    from rundebord.meetings.core.events import NoteKept
    from rundebord.meetings.core.words import NoteId
    from rundebord.meetings.log import append
    from rundebord.meetings.memory import forget_all_meetings, present_state
    from rundebord.meetings.operations import clock, open_meeting

    data = settings.RUNDEBORD.data
    prepare(data)
    database.make_ready(data)
    translation.activate("nb")
    settings.ALLOWED_HOSTS = ["testserver"]
    version = install_real(data / "media")
    said: dict[str, float] = {}

    def client_of(course: HeldCourse) -> Client:
        client = Client()
        client.get(f"/g/{course.group.secret}")
        return client

    def page_of(members: int, lines: int) -> tuple[float, int]:
        course = new_course(version)
        for number in range(members):
            put_member(course.group.pk, key=secrets.token_hex(16), name=f"Person {number}", unit="")
        hold_first_without_names(course)
        fill(course, lines)
        client = client_of(course)
        address = f"/gruppe/{course.group.public_id}"
        taken = _milliseconds(lambda: client.get(address))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return taken, len(asked)

    def hold_first_without_names(course: HeldCourse) -> None:
        course.open(EPISODES[0])
        course.go_to("samtale")
        course.say("Én linje")
        course.close()

    def fill(course: HeldCourse, lines: int) -> None:
        """So many more lines in the first meeting, written straight into its log."""
        state = present_state(course.meeting)
        step = next(one.id for one in state.steps if one.id == "samtale")
        events = [
            NoteKept(step, NoteId(secrets.token_hex(16)), f"Linje {number} om det vi ser ulikt på", "difference")
            for number in range(lines)
        ]
        append(meeting=course.meeting, after=state.version, events=events, at=clock.now())
        forget_all_meetings()

    for members in (1, 3, 40):
        said[f"page {members}"], said[f"statements {members}"] = page_of(members, 0)
    said["page lines"], said["statements lines"] = page_of(8, MANY_LINES)

    course = new_course(version)
    said["open first"] = _milliseconds(lambda: open_meeting(group=course.group, episode=EPISODES[0]))
    course = new_course(version)
    hold_first(course)
    hold_second(course)
    said["open third"] = _milliseconds(lambda: open_meeting(group=course.group, episode=EPISODES[2]))

    paper = present_paper(hold_all(version).group)
    workshop = Workshop()
    for kind in ("pdf", "docx"):
        before = time.perf_counter()
        workshop.make(kind, paper)  # type: ignore[arg-type]
        said[f"{kind} cold"] = time.perf_counter() - before
        number = 0

        def made() -> bytes:
            nonlocal number
            number += 1
            from dataclasses import replace

            # Another paper each time: the compiler remembers what it has set.
            return workshop.make(kind, replace(paper, definition=f"{paper.definition} {number}"))  # type: ignore[arg-type]  # noqa: B023

        said[kind] = _milliseconds(made) / 1_000
        workshop.close()
    said["bare typst"] = _bare_typst()
    print(json.dumps(said))


def _bare_typst() -> float:
    """Seconds for three pages of plain text by the compiler alone, warm."""
    import typst

    text = '#set page(paper: "a4")\n' + "\n\n".join(
        f"= Del {part}\n" + "Det kreves av oss at vi sier nei til noe hver måned. " * 60 for part in range(3)
    )
    number = 0

    def compiled() -> bytes:
        nonlocal number
        number += 1
        found: bytes = typst.compile(f"{text} {number}".encode())
        return found

    return _milliseconds(compiled) / 1_000


if __name__ == "__main__":
    main()
