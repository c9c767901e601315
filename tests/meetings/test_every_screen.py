"""Properties of the presenter: whatever a group has done, its screen can be shown, and its buttons work."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import QueryDict
from hypothesis import given

from factories.packages import package_of_an_hour
from factories.wishes import Wish, moments_of, wish_lists
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.decide import decide
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.forms import command_of
from rundebord.meetings.presenter import LINES_ON_SCREEN, Move, SharedScreen, WritingView, shared_screen

PACKAGE = package_of_an_hour()


def screen_of(state: Meeting) -> SharedScreen:
    return shared_screen(state, PACKAGE, language="nb")


def command_of_move(move: Move) -> c.Command:
    """What the server reads when the button is pressed."""
    return command_of(QueryDict(urlencode([("command_id", "0" * 32), ("command", move.command), *move.fields])))[1]


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
        for move in filter(None, (moves.next, moves.back)):
            decision = decide(moment.after, command_of_move(move), moment.at)
            assert isinstance(decision, tuple), (move, decision)
            assert decision, move
