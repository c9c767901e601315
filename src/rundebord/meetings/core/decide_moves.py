"""The judge of where the group is: one step on, one step back, a turn, another board, out."""

from __future__ import annotations

from datetime import datetime

from rundebord.kernel.refused import Refused
from rundebord.meetings.core import commands as c
from rundebord.meetings.core import events as e
from rundebord.meetings.core.agenda import next_step, seconds_for, turn_count, turn_of
from rundebord.meetings.core.evolve import replay
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.words import StepId

Decision = tuple[e.Event, ...] | Refused
MoveCommand = c.StartStep | c.GoBack | c.CloseMeeting | c.TakeUpStep | c.CallTurn | c.ShowBoard


def move(state: Meeting, command: MoveCommand, at: datetime) -> Decision:
    """A wish made from where the group no longer is, is not obeyed."""
    match command:
        case c.CallTurn():
            return _call_turn(state, command)
        case c.ShowBoard(step, board):
            if not state.has_step(step):
                return Refused("no-such-step", {"step": step})
            if board and board not in state.step(step).shows:
                return Refused("no-such-cell")
            return () if state.boards.get(step, "") == board else (e.BoardShown(step, board),)
        case c.TakeUpStep(origin, step):
            return _take_up(state, origin, step, at)
        case c.StartStep() | c.GoBack() | c.CloseMeeting():
            return _turn_the_page(state, command, at)


def _resumed(state: Meeting) -> tuple[e.Event, ...]:
    """Who goes on does not stand still. A meeting that rests is taken up."""
    if state.broken_off_at is not None:
        return (e.MeetingTakenUp(),)
    return (e.ClockResumed(),) if state.paused_at is not None else ()


def _turn_the_page(state: Meeting, command: c.StartStep | c.GoBack | c.CloseMeeting, at: datetime) -> Decision:
    destination: StepId | None
    match command:
        case c.StartStep(origin, step):
            destination = step
        case c.GoBack(origin, destination):
            pass
        case c.CloseMeeting(origin):
            destination = None
    for step_id in (origin, destination):
        if step_id is not None and not state.has_step(step_id):
            return Refused("no-such-step", {"step": step_id})
    is_closing = isinstance(command, c.CloseMeeting)
    if state.current == destination and not is_closing:
        return ()
    if state.current != origin:
        return Refused("moved-meanwhile")
    if is_closing:
        is_last = next_step(state) is None
        return (*_resumed(state), e.MeetingClosed()) if is_last else Refused("moved-meanwhile")
    if isinstance(command, c.StartStep):
        return _start(state, command.step, at)
    if state.path[-1:] != (destination,):
        return Refused("moved-meanwhile")
    return (e.LobbyReturnedTo(),) if destination is None else (e.StepReturnedTo(destination),)


def _start(state: Meeting, step: StepId, at: datetime) -> Decision:
    here = state.position(state.current)
    ahead = state.position(step) - here
    following = next_step(state)
    # The step that the plan holds; or the very next one, which a screen that is a moment old may still show.
    if ahead != 1 and (following is None or step != following.id):
        return Refused("moved-meanwhile")
    return _started(state, step, at)


def _take_up(state: Meeting, origin: StepId | None, step: StepId, at: datetime) -> Decision:
    if not state.has_step(step):
        return Refused("no-such-step", {"step": step})
    if state.current == step:
        return ()
    return _started(state, step, at) if state.current == origin else Refused("moved-meanwhile")


def _started(state: Meeting, step: StepId, at: datetime) -> Decision:
    resumed = _resumed(state)
    # The time of a step that is started from a standstill is reckoned as the meeting goes on, not as it stood.
    going = replay(((event, at) for event in resumed), onto=state)
    seconds = None if step in state.ends_at else seconds_for(going, state.step(step), at)
    return (*resumed, e.StepStarted(step, seconds))


def _call_turn(state: Meeting, command: c.CallTurn) -> Decision:
    if not state.has_step(command.step):
        return Refused("no-such-step", {"step": command.step})
    if state.current != command.step:
        return Refused("moved-meanwhile")
    here = turn_of(state, command.step)
    if here == command.turn:
        return ()
    is_one_away = abs(command.turn - here) == 1
    if here != command.origin or not is_one_away or not 0 <= command.turn < turn_count(state, state.step(command.step)):
        return Refused("moved-meanwhile")
    return (*_resumed(state), e.TurnCalled(command.step, command.turn))
