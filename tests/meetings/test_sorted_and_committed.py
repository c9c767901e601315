"""What was sorted can be looked at again, and what was chosen last is what somebody does something about."""

from __future__ import annotations

from dataclasses import replace

from django.utils import translation

from factories.meetings import READ, SORT, START, TO_READ, TO_SORT, WRITE, a_line, a_note, an_hour, meeting_after
from factories.packages import a_text, an_episode
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.agenda import areas_to_commit
from rundebord.meetings.core.words import PlannedStep
from rundebord.meetings.presenter import WritingView, shared_screen
from rundebord.programmes.format.package import Package, PackageText, Step

AGENDA = (
    PlannedStep(WRITE, "plenary", "share", 480),
    PlannedStep(SORT, "plenary", "sort", 300, columns=("keep", "stop"), source=(WRITE,)),
    PlannedStep(READ, "plenary", "review", 180),
)


def test_lines_that_were_sorted_later_are_still_shown_at_their_own_step() -> None:
    columns = {"keep": "Beholde", "stop": "Slutte"}
    steps = tuple(
        Step(one.id, one.method, one.activity, one.seconds, 0, 5, True, texts={"nb": a_text(columns=columns)})
        for one in AGENDA
    )
    package = Package("small", "1", ("nb",), {"nb": PackageText("Liten", "", "", "")}, (an_episode(steps),))
    back = (c.PlaceNote(a_note(1), "stop"), c.GoBack(SORT, WRITE))
    state = meeting_after(an_hour(AGENDA), START, a_line(1), TO_SORT, *back)
    with translation.override("nb"):
        view = shared_screen(state, package, language="nb").view
    assert isinstance(view, WritingView)
    assert [line.text for line in view.lines] == ["line 1"]


def test_the_last_choice_on_the_agenda_is_what_is_committed_to() -> None:
    agenda = (
        replace(AGENDA[0], activity="vote", source=("areas",), choose=2),
        replace(AGENDA[1], activity="decide", source=("areas",), choose=1, columns=()),
        AGENDA[2],
    )
    areas = [replace(a_line(number), kind="area") for number in (1, 2)]
    both = [c.ChooseOption(WRITE, a_note(number), True) for number in (1, 2)]
    voted = meeting_after(an_hour(agenda), START, *areas, *both)
    assert [area.id for area in areas_to_commit(voted)] == [a_note(1), a_note(2)]
    one = c.ChooseOption(SORT, a_note(2), True)
    chosen = meeting_after(an_hour(agenda), START, *areas, *both, TO_SORT, one, TO_READ)
    assert [area.id for area in areas_to_commit(chosen)] == [a_note(2)]
