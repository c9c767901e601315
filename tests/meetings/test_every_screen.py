"""Properties of the presenter: whatever a group has done, its screen can be shown, and its buttons work."""

from __future__ import annotations

from hypothesis import given

from factories.packages import package_of_an_hour
from factories.wishes import Wish, moments_of, wish_lists
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.decide import decide
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.words import StepId
from rundebord.meetings.presenter import LINES_ON_SCREEN, SharedScreen, WritingView, shared_screen

PACKAGE = package_of_an_hour()


def screen_of(state: Meeting) -> SharedScreen:
    return shared_screen(state, PACKAGE, number=1, language="nb")


def move(command: str, origin: str, step: str) -> c.Command:
    match command:
        case "start-step":
            return c.StartStep(StepId(origin) if origin else None, StepId(step))
        case "go-back":
            return c.GoBack(StepId(origin), StepId(step) if step else None)
        case "close-meeting":
            return c.CloseMeeting(StepId(origin))
        case "reopen-meeting":
            return c.ReopenMeeting()
    raise AssertionError(command)


@given(wish_lists())
def test_every_meeting_can_be_shown(wanted: list[Wish]) -> None:
    for moment in moments_of(wanted):
        screen = screen_of(moment.after)
        assert screen.version == moment.after.version
        if isinstance(screen.view, WritingView):
            assert len(screen.view.lines) <= LINES_ON_SCREEN


@given(wish_lists())
def test_whatever_next_and_back_say_on_the_screen_can_be_done(wanted: list[Wish]) -> None:
    for moment in moments_of(wanted):
        moves = screen_of(moment.after).moves
        offered = [(moves.next_command, moves.next_origin, moves.next_step)]
        offered += [(moves.back_command, moves.back_origin, moves.back_step)]
        for command, origin, step in offered:
            if command:
                decision = decide(moment.after, move(command, origin, step), moment.at)
                assert isinstance(decision, tuple), (command, decision)
                assert decision, command
