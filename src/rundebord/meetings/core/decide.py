"""The judge: a wish and the present state become facts, nothing, or a polite no."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from rundebord.kernel.refused import Refused
from rundebord.meetings.core import commands as c
from rundebord.meetings.core import events as e
from rundebord.meetings.core.agenda import is_news, present_plan
from rundebord.meetings.core.decide_lines import change_note, keep_note, let_note_in
from rundebord.meetings.core.decide_moves import move
from rundebord.meetings.core.decide_people import judge_people, name_owner, set_cell
from rundebord.meetings.core.decide_votes import judge_choice, judge_vote
from rundebord.meetings.core.evolve import replay
from rundebord.meetings.core.state import Brought, Meeting, Member
from rundebord.meetings.core.words import CLOSE, HEAD_COUNT_RANGE, LONGEST_EXTRA_SECONDS, MINUTES_RANGE

__all__ = ["Decision", "decide"]

Decision = tuple[e.Event, ...] | Refused

_TURNS_THE_PLAN = (
    e.HeadCountSet,
    e.MemberAdded,
    e.AbsenceSet,
    e.StepStarted,
    e.StepReturnedTo,
    e.TimeAdded,
    e.ClockResumed,
    e.TimeAvailableSet,
    e.MeetingTakenUp,
)
"""Facts after which the plan may be another one."""


def decide(state: Meeting, command: c.Command, at: datetime) -> Decision:
    """Gives the facts that the command makes true at ``at`` (UTC); ``()`` when it is true already.

    ``Refused`` is an ordinary answer; the presenter knows every reason (``presenter_words.refusal_sentence``).
    """
    decision = _judged(state, command, at)
    if isinstance(decision, Refused) or not any(isinstance(event, _TURNS_THE_PLAN) for event in decision):
        return decision
    return (*decision, *_new_plan(replay(((event, at) for event in decision), onto=state), at))


def _new_plan(state: Meeting, at: datetime) -> tuple[e.Event, ...]:
    if not state.is_open or state.current is None or state.paused_at is not None or state.end_at is None:
        return ()
    plan = present_plan(state, at)
    if not is_news(state, plan):
        return ()
    return (e.PlanChanged(tuple(plan.seconds.items()), plan.over_seconds),)


def _judged(state: Meeting, command: c.Command, at: datetime) -> Decision:
    if isinstance(command, c.OpenMeeting):
        return _open_meeting(state, command)
    if state.version == 0:
        return Refused("meeting-not-open")
    match command:
        case c.KeepNote():
            return keep_note(state, command)
        case c.LetNoteIn():
            return let_note_in(state, command)
        case c.EraseNote(note):
            return (e.NoteErased(note),) if state.knows_note(note) and note not in state.erased else ()
        case c.BringThread():
            return _bring_thread(state, command)
        case c.ReopenMeeting():
            return () if state.is_open else (e.MeetingReopened(),)
        case c.CloseMeeting() | c.NoticeTime() if not state.is_open:
            return ()
    if not state.is_open:
        return Refused("meeting-closed")
    match command:
        case c.SetHeadCount(count):
            return _set_head_count(state, count)
        case c.StartStep() | c.GoBack() | c.CloseMeeting() | c.TakeUpStep() | c.CallTurn() | c.ShowBoard():
            return move(state, command, at)
        case (
            c.EditNote()
            | c.DeleteNote()
            | c.RestoreNote()
            | c.PlaceNote()
            | c.MoveNote()
            | c.MarkNote()
            | c.TickNote()
            | c.SetKind()
        ):
            return change_note(state, command)
        case c.SetCell():
            return set_cell(state, command, at)
        case c.NameOwner():
            return name_owner(state, command)
        case (
            c.AddMember()
            | c.RenameMember()
            | c.RemoveMember()
            | c.SetLeader()
            | c.SetScribe()
            | c.SetHost()
            | c.SetAbsent()
        ):
            return judge_people(state, command)
        case (
            c.ChooseVoteKind()
            | c.ChooseBallot()
            | c.CallBallotsIn()
            | c.RaiseHand()
            | c.CountHands()
            | c.CloseVote()
            | c.ReopenVote()
        ):
            return judge_vote(state, command)
        case c.ChooseOption() | c.Agree():
            return judge_choice(state, command)
        case (
            c.AddTime()
            | c.PauseClock()
            | c.ResumeClock()
            | c.SetTimeAvailable()
            | c.NoticeTime()
            | c.PutClockForward()
            | c.BreakOff()
            | c.TakeUpMeeting()
        ):
            return _change_clock(state, command, at)
        case _:
            assert_never(command)


def _open_meeting(state: Meeting, command: c.OpenMeeting) -> Decision:
    if state.version > 0:
        return () if state.id == command.meeting else Refused("meeting-open-already")
    if not command.steps:
        return Refused("agenda-empty")
    if (no := _head_count_fault(command.head_count)) is not None:
        return no
    return (
        e.MeetingOpened(
            meeting=command.meeting,
            group=command.group,
            programme=command.programme,
            episode=command.episode,
            steps=command.steps,
            head_count=command.head_count,
            seconds=command.seconds,
            speed=command.speed,
        ),
    )


def _bring_thread(state: Meeting, command: c.BringThread) -> Decision:
    """What lies before a meeting is brought until it has begun, and then never again."""
    if state.current is not None or state.path or state.opened_steps:
        return ()
    here = len({one.id for one in command.members} - state.absent)
    lowest, highest = HEAD_COUNT_RANGE
    heads = min(max(command.head_count, lowest), highest)
    # What was said in the lobby of how many are here stands, until the group's own page says another number.
    known = state.brought.head_count or state.head_count
    wanted = heads - len(state.absent) if heads != known else state.head_count
    event = e.ThreadBrought(
        head_count=min(max(wanted, here, lowest), highest),
        members=command.members,
        leader=command.leader,
        episode=command.episode,
        lines=command.lines,
        commitments=command.commitments,
        host=command.host,
        scribe=command.scribe,
        heads=heads,
    )
    brought = Brought(event.episode, heads, event.lines, event.commitments, event.host, event.scribe)
    members = {one.id: Member(one.id, one.name, one.unit) for one in event.members}
    has = replace(state.brought, head_count=known)
    is_so = (has, state.members, state.leader) == (brought, members, event.leader)
    facts: tuple[e.Event, ...] = () if is_so and state.head_count == event.head_count else (event,)
    if command.next_date and not state.cell(CLOSE, "next-date", ""):
        # A date that is planned is not asked for again at the close.
        facts = (*facts, e.CellSet(CLOSE, "next-date", "", command.next_date))
    return facts


def _head_count_fault(count: int) -> Refused | None:
    lowest, highest = HEAD_COUNT_RANGE
    if lowest <= count <= highest:
        return None
    return Refused("head-count-out-of-range", {"count": count, "lowest": lowest, "highest": highest})


def _set_head_count(state: Meeting, count: int) -> Decision:
    if (no := _head_count_fault(count)) is not None:
        return no
    return () if state.head_count == count else (e.HeadCountSet(count),)


_TimeCommand = (
    c.AddTime
    | c.PauseClock
    | c.ResumeClock
    | c.SetTimeAvailable
    | c.NoticeTime
    | c.PutClockForward
    | c.BreakOff
    | c.TakeUpMeeting
)


def _change_clock(state: Meeting, command: _TimeCommand, at: datetime) -> Decision:
    match command:
        case c.AddTime(step, seconds):
            if step != state.current:
                return Refused("moved-meanwhile")
            if not 0 < seconds <= LONGEST_EXTRA_SECONDS:
                return Refused("time-out-of-range", {"seconds": seconds, "longest": LONGEST_EXTRA_SECONDS})
            return (e.TimeAdded(step, seconds),)
        case c.PauseClock(clock_set_seconds):
            is_told_already = clock_set_seconds in (0, state.clock_set_seconds)
            if state.paused_at is not None and is_told_already:
                return ()
            return (e.ClockPaused(clock_set_seconds),)
        case c.ResumeClock():
            if state.broken_off_at is not None:
                return Refused("meeting-rests")
            return () if state.paused_at is None else (e.ClockResumed(),)
        case c.SetTimeAvailable(seconds):
            lowest, highest = MINUTES_RANGE
            if not lowest * 60 <= seconds <= highest * 60:
                minutes = round(seconds / 60)
                return Refused("minutes-out-of-range", {"minutes": minutes, "lowest": lowest, "highest": highest})
            is_said = state.is_end_said and state.end_at == at + timedelta(seconds=seconds)
            return () if is_said else (e.TimeAvailableSet(seconds),)
        case c.NoticeTime():
            return _new_plan(state, at)
        case c.PutClockForward(seconds):
            if state.speed == 1:
                return Refused("clock-is-real")
            if not 0 < seconds <= 3_600:
                return Refused("time-out-of-range", {"seconds": seconds, "longest": 3_600})
            later = at + timedelta(seconds=seconds)
            forward = e.ClockPutForward(seconds)
            return (forward, *_new_plan(replay([(forward, at)], onto=state), later))
        case c.BreakOff():
            return () if state.broken_off_at is not None else (e.MeetingBrokenOff(),)
        case c.TakeUpMeeting():
            return () if state.broken_off_at is None else (e.MeetingTakenUp(),)
        case _:
            assert_never(command)
