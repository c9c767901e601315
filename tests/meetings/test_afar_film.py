"""The film and the end of the meeting, as the shared screen has them from afar."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from factories.courses import HeldCourse, install_real
from factories.living import give
from factories.looking import Seen, regions_of, view_of
from factories.phones import (
    LAST,
    ROUND,
    go_to,
    group_of,
    open_workshop,
    phone_of,
    sit,
)
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.words import NoteId
from rundebord.meetings.models import MeetingRow
from rundebord.meetings.operations import clock
from rundebord.meetings.presenter import WatchingView
from rundebord.meetings.screens.drawing import render_afar
from rundebord.meetings.screens.regions import look_at
from rundebord.meetings.seats import open_door

pytestmark = pytest.mark.django_db


def test_the_film_is_there_with_where_it_is_and_its_questions_wait(tmp_path: Path) -> None:
    course = HeldCourse(group_of(open_workshop(tmp_path / "other")))
    course.group.programme = install_real(tmp_path)
    course.group.save()
    course.open("samme-ord-ulike-bilder")
    open_door(course.meeting)
    course.go_to("film")
    afar = regions_of(course.meeting)
    assert "data-film-here" in afar["there"]
    stage = Seen(afar["stage"])
    (questions,) = (given for _tag, given in stage.elements if "data-questions" in given)
    assert "hidden" in questions
    assert "video" not in {tag for tag, _given in stage.elements}
    # What the player's buttons say is for the room; its name, the parts and the questions are for all.
    assert not re.search("Spill av|Søk i|Hastighet|Se slutten", stage.all_words)
    assert "film-head" in afar["stage"]
    assert "Rollene, hvis de leses høyt" in stage.words
    assert view_of(afar["stage"]) == "watching"


def test_where_there_is_no_film_the_text_is_open_and_ends_with_the_questions(tmp_path: Path) -> None:
    course = HeldCourse(group_of(open_workshop(tmp_path / "other")))
    course.group.programme = install_real(tmp_path)
    course.group.save()
    course.open("samme-ord-ulike-bilder")
    course.go_to("film")
    look = look_at(course.meeting)
    screen = look.screen("nb")
    assert isinstance(screen.view, WatchingView)
    read = replace(screen, view=replace(screen.view, video=""))
    stage = render_afar(read, look.phone("nb"), course.meeting)["stage"]
    assert '<details class="ds-details afar-text" open="">' in stage
    last_reply, questions = stage.rindex("reply-words"), stage.index("data-questions")
    assert last_reply < questions < stage.index("</details>")
    assert " hidden" not in stage


def test_after_the_close_the_words_of_the_group_are_the_groups(tmp_path: Path) -> None:
    meeting = open_workshop(tmp_path)
    (seat,) = sit(meeting)
    go_to(meeting, ROUND)
    give(meeting, c.KeepNote(ROUND, NoteId("b" * 32), "Sagt i rommet"))
    assert "Sagt i rommet" in regions_of(meeting)["stage"]
    go_to(meeting, LAST)
    give(meeting, c.CloseMeeting(LAST))
    assert "Sagt i rommet" in regions_of(meeting, "shared")["stage"]
    afar = regions_of(meeting)
    assert "Møtet er slutt. Takk for at du var med." in afar["stage"]
    assert "Sagt i rommet" not in "".join(afar.values())
    assert phone_of(meeting, seat).get(f"/mote/{meeting}/deltaker/skjerm").status_code == 200
    MeetingRow.objects.filter(pk=meeting).update(undone_at=clock.now())
    assert phone_of(meeting, seat).get(f"/mote/{meeting}/deltaker/skjerm").status_code == 404
