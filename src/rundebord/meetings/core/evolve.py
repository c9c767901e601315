"""What a fact does to a meeting. Total: it never refuses, for what has happened has happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from rundebord.meetings.core import events as e
from rundebord.meetings.core.agenda import (
    end_of_a_start,
    order_after_a_change,
    order_of_a_round,
    steps_to_come,
    wanted_seconds,
)
from rundebord.meetings.core.evolve_lines import with_changed_note
from rundebord.meetings.core.state import Brought, Meeting, Member, Note, Plan, Poll
from rundebord.meetings.core.words import BROUGHT, HEAD_COUNT_RANGE, MemberId, StepId, is_kind


def evolve(state: Meeting, event: e.Event, at: datetime) -> Meeting:
    """The meeting after the fact, one version later; ``at`` is the moment under which it was stored (UTC)."""
    return replace(_changed(state, event, at), version=state.version + 1, last_at=at)


def replay(facts: Iterable[tuple[e.Event, datetime]], onto: Meeting | None = None) -> Meeting:
    """The meeting after all the facts, in their order, from nothing or from an earlier state."""
    state = onto or Meeting()
    for event, at in facts:
        state = evolve(state, event, at)
    return state


def _changed(state: Meeting, event: e.Event, at: datetime) -> Meeting:
    match event:
        case (
            e.NoteKept()
            | e.NoteEdited()
            | e.NoteDeleted()
            | e.NoteRestored()
            | e.NoteArrivedLate()
            | e.NoteLetIn()
            | e.NoteErased()
            | e.NotePlaced()
            | e.NoteMoved()
            | e.NoteMarked()
            | e.NoteTicked()
            | e.KindSet()
        ):
            return with_changed_note(state, event, at)
        case e.MeetingOpened():
            return replace(
                state,
                id=event.meeting,
                group=event.group,
                programme=event.programme,
                episode=event.episode,
                steps=event.steps,
                head_count=event.head_count,
                seconds=event.seconds,
                speed=event.speed,
                opened_at=at,
            )
        case e.ThreadBrought():
            return _brought(state, event, at)
        case e.StepStarted() | e.StepReturnedTo() | e.LobbyReturnedTo() | e.TurnCalled() | e.BoardShown():
            return _moved(state, event, at)
        case e.MeetingClosed():
            return replace(state, closed_at=at, polls=_without_rounds(state))
        case e.MeetingReopened():
            return replace(state, closed_at=None)
        case (
            e.TimeAdded()
            | e.ClockPaused()
            | e.ClockResumed()
            | e.TimeAvailableSet()
            | e.PlanChanged()
            | e.ClockPutForward()
            | e.MeetingBrokenOff()
            | e.MeetingTakenUp()
        ):
            return _timed(state, event, at)
        case (
            e.HeadCountSet()
            | e.MemberAdded()
            | e.MemberRenamed()
            | e.MemberRemoved()
            | e.LeaderSet()
            | e.ScribeSet()
            | e.HostSet()
            | e.AbsenceSet()
        ):
            return _reordered(_peopled(state, event))
        case (
            e.VoteKindChosen()
            | e.BallotWayChosen()
            | e.BallotsCalledIn()
            | e.HandRaised()
            | e.HandsCounted()
            | e.VoteClosed()
            | e.VoteReopened()
            | e.OptionChosen()
            | e.Agreed()
            | e.CellSet()
        ):
            return _agreed(state, event)
        case _:
            assert_never(event)


def _brought(state: Meeting, event: e.ThreadBrought, at: datetime) -> Meeting:
    """Names and lines from earlier stand as they did; a change of them is a fact of this meeting, and stands."""
    was = {line.note: (line.text, line.kind) for line in state.brought.lines}
    standing = state.notes_of(BROUGHT)
    changed = {key: note for key, note in standing.items() if (note.text, note.kind) != was.get(key)}
    found = dict(changed)
    for line in event.lines:
        is_gone = line.note in state.deleted or line.note in state.erased
        if is_kind(line.kind) and line.note not in changed and not is_gone:
            found[line.note] = Note(line.note, BROUGHT, line.text, at, 0.0, line.kind)
    lines = {key: replace(note, order=float(place)) for place, (key, note) in enumerate(found.items())}
    members = {one.id: Member(one.id, one.name, one.unit) for one in event.members}
    return replace(
        state,
        head_count=event.head_count,
        members=members,
        leader=event.leader,
        absent=state.absent & members.keys(),
        scribe=state.scribe if state.scribe in members else None,
        host=state.host if state.host in members else None,
        notes={**state.notes, BROUGHT: lines},
        brought=Brought(
            event.episode, event.heads or event.head_count, event.lines, event.commitments, event.host, event.scribe
        ),
    )


_MoveEvent = e.StepStarted | e.StepReturnedTo | e.LobbyReturnedTo | e.TurnCalled | e.BoardShown


def _moved(state: Meeting, event: _MoveEvent, at: datetime) -> Meeting:
    match event:
        case e.StepStarted(step, seconds):
            moved = replace(state, path=(*state.path, state.current), turn_at=at)
            return _at_step(replace(moved, end_at=end_of_a_start(moved, at)), step, seconds, at)
        case e.StepReturnedTo(step):
            return replace(state, current=step, path=state.path[:-1], turn_at=at)
        case e.LobbyReturnedTo():
            # They are not on their way yet: no time runs, and the hour begins when they start again.
            end_at = state.end_at if state.is_end_said else None
            return replace(state, current=None, path=(), end_at=end_at, plan=Plan(), turn_at=None)
        case e.TurnCalled(step, turn):
            return replace(state, turns={**state.turns, step: turn}, turn_at=at)
        case e.BoardShown(step, board):
            return replace(state, boards={**state.boards, step: board})
        case _:
            assert_never(event)


def _at_step(state: Meeting, step: StepId, seconds: int | None, at: datetime) -> Meeting:
    ends_at = state.ends_at
    if step not in ends_at:
        if seconds is None:
            seconds = next((planned.seconds for planned in state.steps if planned.id == step), 0)
        ends_at = {**ends_at, step: at + timedelta(seconds=seconds)}
    orders = state.orders
    planned = state.step(step) if state.has_step(step) else None
    if planned is not None and planned.method == "round" and step not in orders:
        orders = {**orders, step: order_of_a_round(state, planned)}
    return replace(state, current=step, opened_steps=state.opened_steps | {step}, ends_at=ends_at, orders=orders)


_TimeEvent = (
    e.TimeAdded
    | e.ClockPaused
    | e.ClockResumed
    | e.TimeAvailableSet
    | e.PlanChanged
    | e.ClockPutForward
    | e.MeetingBrokenOff
    | e.MeetingTakenUp
)


def _timed(state: Meeting, event: _TimeEvent, at: datetime) -> Meeting:
    match event:
        case e.TimeAdded(step, seconds):
            # A step whose time is long over gets the minute from now, not from an end that has passed.
            now = state.paused_at or at
            end = max(state.ends_at.get(step, now), now) + timedelta(seconds=seconds)
            return replace(state, ends_at={**state.ends_at, step: end})
        case e.ClockPaused(clock_set_seconds):
            return replace(state, paused_at=state.paused_at or at, clock_set_seconds=clock_set_seconds)
        case e.ClockResumed():
            return _resumed(state, at)
        case e.TimeAvailableSet(seconds):
            return replace(state, end_at=at + timedelta(seconds=seconds), is_end_said=True)
        case e.PlanChanged(seconds_of_steps, over_seconds):
            return replace(state, plan=Plan(dict(seconds_of_steps), over_seconds))
        case e.ClockPutForward(seconds):
            return _put_forward(state, timedelta(seconds=seconds))
        case e.MeetingBrokenOff():
            # What was said of the end was said of that day; what is said while the meeting rests, of the next.
            return replace(state, broken_off_at=at, paused_at=state.paused_at or at, is_end_said=False)
        case e.MeetingTakenUp():
            return _taken_up(state, at)
        case _:
            assert_never(event)


def _put_forward(state: Meeting, time: timedelta) -> Meeting:
    """The end of the meeting stands; the present step has what it had left, so that the delay lies before it."""
    ends_at = dict(state.ends_at)
    if state.current in ends_at and state.current is not None:
        ends_at[state.current] += time
    return replace(
        state,
        ahead_seconds=state.ahead_seconds + round(time.total_seconds()),
        ends_at=ends_at,
        turn_at=None if state.turn_at is None else state.turn_at + time,
    )


def _resumed(state: Meeting, at: datetime) -> Meeting:
    """Every step's end moves by the length of the pause; the meeting's own end stands: the room is booked till then.

    If the computer's clock was set meanwhile, the difference is in ``at`` and moves the ends too: what was left is.
    """
    if state.paused_at is None:
        return state
    pause = at - state.paused_at
    ends_at = {step: end + pause for step, end in state.ends_at.items()}
    end_at = state.end_at
    if end_at is not None and state.clock_set_seconds:
        end_at += timedelta(seconds=state.clock_set_seconds)
    turn_at = None if state.turn_at is None else state.turn_at + pause
    return replace(state, ends_at=ends_at, end_at=end_at, turn_at=turn_at, paused_at=None, clock_set_seconds=0)


def _taken_up(state: Meeting, at: datetime) -> Meeting:
    """The group has the time again that the programme wants for what is left."""
    resumed = replace(_resumed(replace(state, clock_set_seconds=0), at), broken_off_at=None)
    if resumed.is_end_said:
        return resumed
    if resumed.end_at is None or resumed.current is None:
        return replace(resumed, end_at=None)
    left = max(timedelta(0), resumed.ends_at.get(resumed.current, at) - at)
    wanted = sum(wanted_seconds(step, resumed.head_count) for step in steps_to_come(resumed))
    return replace(resumed, end_at=at + left + timedelta(seconds=wanted))


_PeopleEvent = (
    e.HeadCountSet
    | e.MemberAdded
    | e.MemberRenamed
    | e.MemberRemoved
    | e.LeaderSet
    | e.ScribeSet
    | e.HostSet
    | e.AbsenceSet
)


def _reordered(state: Meeting) -> Meeting:
    """The round that is going on has the order that the change asks for; earlier ones are over."""
    step = state.current
    if step is None or step not in state.orders:
        return state
    return replace(state, orders={**state.orders, step: order_after_a_change(state, state.step(step))})


def _peopled(state: Meeting, event: _PeopleEvent) -> Meeting:
    match event:
        case e.HeadCountSet(count):
            return replace(state, head_count=count)
        case e.MemberAdded(member, name, unit):
            members = {**state.members, member: Member(member, name, unit)}
            _lowest, most = HEAD_COUNT_RANGE
            # More names than heads: the count was wrong, and the names are right.
            here = len(members) - len(state.absent)
            return replace(state, members=members, head_count=max(state.head_count, min(here, most)))
        case e.MemberRenamed(member, name, unit):
            if member not in state.members:
                return state
            return replace(state, members={**state.members, member: Member(member, name, unit)})
        case e.MemberRemoved(member):
            gone = state.members.get(member)
            if gone is None:
                return state
            # Where everybody had a name, one fewer is there; else a name may have been one too many.
            heads = state.head_count - (member in state.present and len(state.present) == state.head_count > 1)
            return replace(
                state,
                head_count=heads,
                members={key: one for key, one in state.members.items() if key != member},
                former_members={**state.former_members, member: gone},
                absent=state.absent - {member},
                leader=None if state.leader == member else state.leader,
                scribe=None if state.scribe == member else state.scribe,
                host=None if state.host == member else state.host,
            )
        case e.LeaderSet(member):
            return replace(state, leader=member)
        case e.ScribeSet(member):
            return replace(state, scribe=member)
        case e.HostSet(member):
            return replace(state, host=member)
        case e.AbsenceSet(member, is_absent):
            return _with_absence(state, member, is_absent=is_absent)
        case _:
            assert_never(event)


def _with_absence(state: Meeting, member: MemberId, *, is_absent: bool) -> Meeting:
    """Where everybody had a name, there is one fewer, or one more again."""
    if member not in state.members or (member in state.absent) == is_absent:
        return state
    absent = state.absent | {member} if is_absent else state.absent - {member}
    if is_absent:
        heads = state.head_count - (len(state.present) == state.head_count > 1)
    else:
        heads = max(state.head_count, min(len(state.present) + 1, HEAD_COUNT_RANGE[1]))
    return replace(state, absent=absent, head_count=heads)


_ChoiceEvent = (
    e.VoteKindChosen
    | e.BallotWayChosen
    | e.BallotsCalledIn
    | e.HandRaised
    | e.HandsCounted
    | e.VoteClosed
    | e.VoteReopened
    | e.OptionChosen
    | e.Agreed
    | e.CellSet
)


def _agreed(state: Meeting, event: _ChoiceEvent) -> Meeting:
    match event:
        case e.VoteKindChosen(step, kind):
            return replace(state, vote_kinds={**state.vote_kinds, step: kind})
        case e.BallotWayChosen(step, way):
            return replace(state, ballot_ways={**state.ballot_ways, step: way})
        case e.BallotsCalledIn(step, statement, ready):
            poll = state.polls.get((step, statement), Poll())
            return _with_poll(state, step, statement, replace(poll, called_in=ready))
        case e.HandRaised(step, statement, option, seat, is_up):
            poll = state.polls.get((step, statement), Poll())
            raised = poll.raised.get(option, frozenset())
            its = raised | {seat} if is_up else raised - {seat}
            counts = {**poll.counts, option: max(0, poll.counts.get(option, 0) + len(its) - len(raised))}
            poll = replace(poll, counts=counts, raised={**poll.raised, option: its})
            return _with_poll(state, step, statement, poll)
        case e.HandsCounted(step, statement, option, count):
            poll = state.polls.get((step, statement), Poll())
            return _with_poll(state, step, statement, replace(poll, counts={**poll.counts, option: count}))
        case e.VoteClosed(step, statement, counts, slips):
            poll = state.polls.get((step, statement), Poll())
            # A line that was deleted before the close has lost its hands, also those from afar.
            standing = {option: seats for option, seats in poll.raised.items() if option in dict(counts)}
            return _with_poll(state, step, statement, Poll(dict(counts), slips, is_closed=True, raised=standing))
        case e.VoteReopened(step, statement):
            poll = state.polls.get((step, statement), Poll())
            return _with_poll(state, step, statement, replace(poll, is_closed=False))
        case e.OptionChosen(step, option, is_chosen):
            others = tuple(one for one in state.chosen.get(step, ()) if one != option)
            return replace(state, chosen={**state.chosen, step: (*others, option) if is_chosen else others})
        case e.Agreed(step, matter, is_agreed):
            said = state.agreed - {(step, matter)}
            return replace(state, agreed=said | {(step, matter)} if is_agreed else said)
        case e.CellSet(board, row, column, text):
            cells = {key: value for key, value in state.cells.items() if key != (board, row, column)}
            return replace(state, cells={**cells, (board, row, column): text} if text else cells)
        case _:
            assert_never(event)


def _without_rounds(state: Meeting) -> dict[tuple[StepId, str], Poll]:
    """Answers that were on their way from phones when the meeting was closed come no more: they are asked for anew."""
    return {key: poll if poll.is_closed else replace(poll, called_in=None) for key, poll in state.polls.items()}


def _with_poll(state: Meeting, step: StepId, statement: str, poll: Poll) -> Meeting:
    return replace(state, polls={**state.polls, (step, statement): poll})
