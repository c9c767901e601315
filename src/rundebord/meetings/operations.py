"""The shell around the core: load, decide, append, announce. The only place where a meeting changes."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import assert_never

from django.db import OperationalError, transaction
from django.db.models import Max
from django.utils import timezone

from rundebord.groups.models import Group
from rundebord.groups.operations import create_group, delete_group, plan_date, put_member, set_leader, take_member_out
from rundebord.groups.queries import People, people_of
from rundebord.kernel.clock import MeetingClock
from rundebord.kernel.identifiers import new_public_id
from rundebord.kernel.refused import Refused
from rundebord.live.broadcast import announce, end, tell_others
from rundebord.meetings import log
from rundebord.meetings.core.agenda import needs_new_plan, options_of
from rundebord.meetings.core.commands import (
    AddMember,
    Command,
    NoticeTime,
    OpenMeeting,
    PauseClock,
    RemoveMember,
    RenameMember,
    SetLeader,
    StartStep,
    TakeUpStep,
)
from rundebord.meetings.core.decide import decide
from rundebord.meetings.core.effects import AnnounceVersion, Effect, effects_of
from rundebord.meetings.core.events import (
    BallotsCalledIn,
    CellSet,
    Event,
    HeadCountSet,
    LeaderSet,
    MeetingClosed,
    MeetingReopened,
    MemberAdded,
    MemberRemoved,
    MemberRenamed,
    VoteClosed,
)
from rundebord.meetings.core.evolve import replay
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.words import HEAD_COUNT_RANGE, MemberId, PlannedStep, StepId
from rundebord.meetings.log import Answer, VersionTaken
from rundebord.meetings.memory import (
    NoSuchMeeting,
    forget,
    forget_all_meetings,
    newest_state,
    present_state,
    remember,
    running,
    stirred,
)
from rundebord.meetings.models import DoorRow, MeetingRow, ReadyRow, SpentRow, TallyRow
from rundebord.meetings.tallying import with_tallies
from rundebord.meetings.threads import thread_before
from rundebord.programmes.format.package import Episode, Package
from rundebord.programmes.models import ProgrammeVersion
from rundebord.programmes.queries import NoProgramme, episode_after, newest_version, package

__all__ = ["Answer", "NoSuchMeeting", "forget_all_meetings", "present_state", "stirred"]

clock = MeetingClock()
"""The time in all meetings of this process."""


def today() -> date:
    """Which day it is, by the same clock as the meetings."""
    return timezone.localtime(clock.now()).date()


_MOST_TRIES = 20


def open_first_meeting(*, programme: str, language: str) -> tuple[Group, str]:
    """A new group is in the lobby of its first meeting. Returns the group and the meeting's id.

    Raises ``NoProgramme`` if the programme is not installed.
    """
    version = newest_version(programme)
    with transaction.atomic():
        group = create_group(language=language, at=clock.now(), programme=version)
        return group, open_meeting(group=group, episode=package(version.digest).episodes[0].id)


def open_meeting(*, group: Group, episode: str, at: datetime | None = None, speed: int = 1) -> str:
    """The group is in the lobby of a new meeting, with that episode or follow-up of its programme. Returns its id.

    It has with it what the group said before. The meeting keeps the group's version of the programme for its whole
    life. Raises ``KeyError`` if the programme has no such episode. ``at`` and
    ``speed``: for meetings that are made up (the demo).
    """
    version = version_of(group)
    programme_package = package(version.digest)
    its_episode = programme_package.episode(episode)
    at = at or clock.now()
    with transaction.atomic():
        number = (MeetingRow.objects.filter(group=group).aggregate(last=Max("number"))["last"] or 0) + 1
        meeting = MeetingRow.objects.create(
            id=new_public_id(), group=group, programme=version, episode=episode, number=number, opened_at=at
        )
        command = OpenMeeting(
            meeting=meeting.id,
            group=group.pk,
            programme=version.digest,
            episode=episode,
            steps=_planned(programme_package, its_episode),
            head_count=group.heads,
            seconds=its_episode.minutes * 60,
            speed=speed,
        )
        decision = decide(Meeting(), command, at)
        if isinstance(decision, Refused):
            raise ValueError(decision.reason)
        brought = decide(replay((event, at) for event in decision), thread_before(group, meeting.id), at)
        events = decision if isinstance(brought, Refused) else (*decision, *brought)
        log.append(meeting=meeting.id, after=0, events=events, at=at)
    return meeting.id


def version_of(group: Group) -> ProgrammeVersion:
    """The version of the programme that the group's next meeting follows. Raises ``NoProgramme`` if it has none."""
    if group.programme is not None:
        return group.programme
    # A group from before groups had a version of their own.
    latest = MeetingRow.objects.select_related("programme").filter(group=group).order_by("-number").first()
    if latest is None:
        raise NoProgramme(group.public_id)
    return latest.programme


def undo_meeting(meeting: str) -> None:
    """The meeting was begun by mistake: it counts for nothing, and nobody can enter it. It can be taken back."""
    MeetingRow.objects.filter(pk=meeting, undone_at=None).update(undone_at=clock.now())
    tell_others(meeting, "ended")
    transaction.on_commit(lambda: end(meeting))


def shut_group(group: Group) -> None:
    """The group is deleted: every page of its meetings that stands open is shut. It can be taken back."""
    delete_group(group, at=clock.now())
    meetings = list(MeetingRow.objects.filter(group=group).values_list("pk", flat=True))
    for meeting in meetings:
        tell_others(meeting, "ended")
        transaction.on_commit(partial(end, meeting))


def take_meeting_back(meeting: str) -> None:
    """The meeting is one of the group's again, with everything that was said in it."""
    MeetingRow.objects.filter(pk=meeting).update(undone_at=None)


def bring_again(group: Group) -> None:
    """The group's open meetings have with them what the group has now; their screens are told.

    In the lobby that is everything from earlier; a meeting that has begun follows who is in the group.
    """
    rows = MeetingRow.objects.filter(group=group, closed_at=None, undone_at=None)
    for meeting in rows.values_list("pk", flat=True):
        state = present_state(meeting)
        if state.opened_steps:
            for command in _changes_of_people(state, people_of(group)):
                give_command(meeting=meeting, command=command, command_id=secrets.token_hex(16))
        else:
            give_command(meeting=meeting, command=thread_before(group, meeting), command_id=secrets.token_hex(16))


def _planned(package: Package, episode: Episode) -> tuple[PlannedStep, ...]:
    # The package format allows exactly the core's words; a test holds the two lists together.
    sensitive = {statement.id for statement in package.statements if statement.is_sensitive}
    return tuple(
        PlannedStep(
            id=StepId(step.id),
            method=step.method,  # type: ignore[arg-type]
            activity=step.activity,  # type: ignore[arg-type]
            seconds=step.seconds,
            floor_seconds=step.floor_seconds,
            rank=step.rank,
            is_kept=step.is_kept,
            person_seconds=step.person_seconds,
            layout=step.layout,
            columns=step.columns,
            rows=step.rows,
            becomes=step.becomes,  # type: ignore[arg-type]
            source=step.source,
            statements=step.statements,
            sensitive=tuple(statement for statement in step.statements if statement in sensitive),
            vote=step.vote,  # type: ignore[arg-type]
            hands=step.hands,
            choose=step.choose,
            shows=step.shows,
        )
        for step in episode.steps
    )


def _changes_of_people(state: Meeting, people: People) -> Sequence[Command]:
    present = {MemberId(one.key): one for one in people.present}
    gone: list[Command] = [RemoveMember(key) for key in state.members if key not in present]
    new: list[Command] = [AddMember(key, p.name, p.unit) for key, p in present.items() if key not in state.members]
    named: list[Command] = [RenameMember(key, p.name, p.unit) for key, p in present.items() if key in state.members]
    leader = MemberId(people.leader.key) if people.leader is not None else None
    return [*gone, *named, *new, *([] if leader == state.leader else [SetLeader(leader)])]


def give_command(*, meeting: str, command: Command, command_id: str, at: datetime | None = None) -> Answer:
    """The command has been judged; its facts are on disk before this returns, and every screen is told.

    The same ``command_id`` again gets the same answer and changes nothing. Raises ``NoSuchMeeting``.
    ``at``: for meetings that are made up (the demo); else the moment is now.
    """
    for _ in range(_MOST_TRIES):
        try:
            return _judge(meeting, command, command_id, at)
        except VersionTaken:
            # Another process was faster: its facts are read, and the wish is judged again.
            continue
        except OperationalError as fault:
            if transaction.get_connection().in_atomic_block or not log.has_met_another(fault):
                raise
    raise VersionTaken(meeting)


def _judge(meeting: str, command: Command, command_id: str, at: datetime | None) -> Answer:
    with transaction.atomic():
        log.hold(meeting)
        earlier = log.answer_to(meeting=meeting, command_id=command_id)
        if earlier is not None:
            return earlier
        state = newest_state(meeting)
        if state.version == 0:
            raise NoSuchMeeting(meeting)
        at = at or state.moment(clock.now())
        before = _brought_at_the_start(state, command, at)
        ready = replay(((event, at) for event in before), onto=state)
        decision = decide(ready, with_tallies(ready, command), at)
        if isinstance(decision, Refused):
            answer = Answer(state.version, at, decision)
            events: tuple[Event, ...] = ()
            number = 0
        else:
            events = (*before, *decision)
            log.append(meeting=meeting, after=state.version, events=events, at=at)
            state = replay(((event, at) for event in events), onto=state)
            _write_downwards(state, events, at)
            answer = Answer(state.version, at)
            # What this process's screens and the others must come to; a stirring that comes after it announces itself.
            number = state.version + stirred(meeting) if events else 0
            if events:
                tell_others(meeting, number)
        log.save_answer(meeting=meeting, command_id=command_id, answer=answer)
        after = state
        transaction.on_commit(lambda: _afterwards(meeting, after, events, number))
    return answer


def _brought_at_the_start(state: Meeting, command: Command, at: datetime) -> tuple[Event, ...]:
    """What has come between the opening of the lobby and the first step is brought too."""
    if not isinstance(command, StartStep | TakeUpStep) or state.current is not None or state.opened_steps:
        return ()
    decision = decide(state, thread_before(Group.objects.get(pk=state.group), state.id), at)
    return () if isinstance(decision, Refused) else decision


def _write_downwards(state: Meeting, events: Sequence[Event], at: datetime) -> None:
    """What lives longer than the meeting is written to the group, in the same transaction."""
    for event in events:
        match event:
            case MeetingClosed():
                MeetingRow.objects.filter(pk=state.id).update(closed_at=at)
                # Its digits can be another meeting's.
                DoorRow.objects.filter(pk=state.id).update(code=None)
                _forget_counted(meeting=state.id)
            case MeetingReopened():
                MeetingRow.objects.filter(pk=state.id).update(closed_at=None)
                # Closed by a version of Rundebord that kept them: the rounds begin anew all the same.
                _forget_counted(meeting=state.id)
            case BallotsCalledIn(step, statement):
                # All counters at once: the order in which they came to be would tell of the first answers.
                options = ("", *options_of(state, state.step(step)))
                TallyRow.objects.bulk_create(
                    TallyRow(meeting_id=state.id, step=step, statement=statement, option=option) for option in options
                )
            case VoteClosed(step, statement):
                # The result is a fact now; nothing that it was counted from is left.
                _forget_counted(meeting=state.id, step=step, statement=statement)
            case HeadCountSet():
                _write_heads(state)
            case MemberAdded(member, name, unit):
                put_member(state.group, key=member, name=name, unit=unit)
                _write_heads(state)
            case MemberRenamed(member, name, unit):
                put_member(state.group, key=member, name=name, unit=unit)
            case MemberRemoved(member):
                take_member_out(state.group, key=member, at=at)
                _write_heads(state)
            case LeaderSet(someone):
                set_leader(state.group, key=someone)
            case CellSet("close", "next-date", _, text) if text:
                following = episode_after(package(state.programme), state.episode)
                if following is not None and not _is_held(state.group, following.id):
                    plan_date(state.group, episode=following.id, day=date.fromisoformat(text), at=at)
            case _:
                pass


def _forget_counted(**where: str) -> None:
    """Of these votes on phones no counter is left, no mark, and nobody who was ready; in the file neither."""
    gone = [counted.objects.filter(**where).delete()[0] for counted in (ReadyRow, TallyRow, SpentRow)]
    if any(gone):
        transaction.on_commit(log.empty_the_write_ahead_log)


def _write_heads(state: Meeting) -> None:
    """The group is as many as are here and those who are absent today."""
    heads = min(state.head_count + len(state.absent), HEAD_COUNT_RANGE[1])
    Group.objects.filter(pk=state.group).update(heads=heads)


def _is_held(group: int, episode: str) -> bool:
    return MeetingRow.objects.filter(group=group, episode=episode, undone_at=None).exclude(closed_at=None).exists()


def _afterwards(meeting: str, state: Meeting, events: Sequence[Event], number: int) -> None:
    remember(meeting, state)
    for effect in effects_of(events):
        _perform(effect, meeting, number)


def _perform(effect: Effect, meeting: str, number: int) -> None:
    match effect:
        case AnnounceVersion():
            announce(meeting, number)
        case _:
            assert_never(effect)


def notice_time() -> int:
    """Every running meeting of this process has the plan that it must have by now. Returns how many were changed.

    Nothing happens in a meeting when a step runs over, and yet what gives way is to be seen before it does.
    """
    changed = 0
    for state in running():
        # What is remembered may be old: another process may have led the meeting on, or noticed the time already.
        if _has_late_plan(state) and _has_late_plan(_as_it_is(state)):
            give_command(meeting=state.id, command=NoticeTime(), command_id=secrets.token_hex(16))
            changed += 1
    return changed


def _has_late_plan(state: Meeting) -> bool:
    return needs_new_plan(state, state.moment(clock.now()))


def _as_it_is(state: Meeting) -> Meeting:
    """The meeting as it is now; one that was erased, perhaps by another process, is remembered no more."""
    if MeetingRow.objects.filter(pk=state.id).exists():
        return present_state(state.id)
    forget([state.id])
    return Meeting()


def notice_clock_jump() -> int:
    """If the computer's clock has been set, running meetings stand still and say so. Returns seconds, 0 if it was not.

    They are paused by the old reckoning, and only then is the new one taken: what was left of a step is left still.
    """
    seconds = round(clock.jump().total_seconds())
    if seconds == 0:
        return 0
    for state in running():
        present = _as_it_is(state)
        if present.current is not None and present.paused_at is None:
            pause = PauseClock(clock_set_seconds=seconds)
            give_command(meeting=state.id, command=pause, command_id=secrets.token_hex(16))
    clock.follow_wall()
    tell_others("", "clock-set")
    return seconds
