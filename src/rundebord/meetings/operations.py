"""The shell around the core: load, decide, append, announce. The only place where a meeting changes."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from django.db import transaction

from rundebord.groups.models import Group
from rundebord.groups.operations import create_group
from rundebord.kernel.clock import MeetingClock
from rundebord.kernel.identifiers import new_public_id
from rundebord.kernel.refused import Refused
from rundebord.live.broadcast import announce
from rundebord.meetings import log
from rundebord.meetings.core.agenda import needs_new_plan
from rundebord.meetings.core.commands import Command, NoticeTime, OpenMeeting, PauseClock
from rundebord.meetings.core.decide import decide
from rundebord.meetings.core.effects import AnnounceVersion, Effect, effects_of
from rundebord.meetings.core.events import Event, MeetingClosed, MeetingReopened
from rundebord.meetings.core.evolve import replay
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.words import PlannedStep, StepId
from rundebord.meetings.log import Answer, VersionTaken
from rundebord.meetings.models import MeetingRow
from rundebord.programmes.format.package import Episode, Package
from rundebord.programmes.queries import newest_version, package

clock = MeetingClock()
"""The time in all meetings of this process."""

_MOST_REMEMBERED = 4_000
"""Folded meetings kept in memory (about 20 KB each); the least used is folded again when needed."""
_MOST_TRIES = 20

_DEFAULT_HEAD_COUNT = 8


class NoSuchMeeting(LookupError):
    """No meeting has this id."""


class _Memory:
    """The folded state of live meetings, so that a command folds only what is new. A copy: the log is the truth."""

    def __init__(self) -> None:
        self._states: OrderedDict[str, Meeting] = OrderedDict()
        self._guard = threading.Lock()

    def recall(self, meeting: str) -> Meeting:
        with self._guard:
            state = self._states.get(meeting)
            if state is None:
                return Meeting()
            self._states.move_to_end(meeting)
            return state

    def keep(self, meeting: str, state: Meeting) -> None:
        """Only what has been committed is kept, and never an older state over a newer."""
        with self._guard:
            known = self._states.get(meeting)
            if known is None or known.version < state.version:
                self._states[meeting] = state
            self._states.move_to_end(meeting)
            while len(self._states) > _MOST_REMEMBERED:
                self._states.popitem(last=False)

    def forget_all(self) -> None:
        with self._guard:
            self._states.clear()

    def running(self) -> Sequence[Meeting]:
        """Meetings in this process whose clock is running."""
        with self._guard:
            return [s for s in self._states.values() if s.is_open and s.current is not None and s.paused_at is None]


_memory = _Memory()
forget_all_meetings = _memory.forget_all
"""Nothing is remembered; the next look folds the log. For tests, and after a database has been replaced."""


def present_state(meeting: str) -> Meeting:
    """The meeting as it is now. Folds only what is new to this process. Raises ``NoSuchMeeting``."""
    state = _newest_state(meeting)
    if state.version == 0:
        raise NoSuchMeeting(meeting)
    if not transaction.get_connection().in_atomic_block:
        _memory.keep(meeting, state)
    return state


def _newest_state(meeting: str) -> Meeting:
    remembered = _memory.recall(meeting)
    return replay(log.load(meeting=meeting, after=remembered.version), onto=remembered)


def open_first_meeting(*, programme: str, language: str) -> tuple[Group, str]:
    """A new group is in the lobby of its first meeting. Returns the group and the meeting's id.

    Raises ``NoProgramme`` if the programme is not installed.
    """
    with transaction.atomic():
        group = create_group(language=language, at=clock.now())
        return group, open_meeting(group=group, programme=programme, number=1)


def open_meeting(*, group: Group, programme: str, number: int) -> str:
    """The group is in the lobby of meeting ``number`` (from 1), with the episode of that number. Returns its id.

    The meeting keeps the programme's present version for its whole life. Raises ``NoProgramme``.
    """
    version = newest_version(programme)
    programme_package = package(version.digest)
    episode = programme_package.episodes[number - 1]
    at = clock.now()
    with transaction.atomic():
        meeting = MeetingRow.objects.create(
            id=new_public_id(), group=group, programme=version, episode=episode.id, number=number, opened_at=at
        )
        command = OpenMeeting(
            meeting=meeting.id,
            group=group.pk,
            programme=version.digest,
            episode=episode.id,
            steps=_planned(programme_package, episode),
            head_count=_DEFAULT_HEAD_COUNT,
            seconds=episode.minutes * 60,
        )
        decision = decide(Meeting(), command, at)
        if isinstance(decision, Refused):
            raise ValueError(decision.reason)
        log.append(meeting=meeting.id, after=0, events=decision, at=at)
    return meeting.id


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


def give_command(*, meeting: str, command: Command, command_id: str) -> Answer:
    """The command has been judged; its facts are on disk before this returns, and every screen is told.

    The same ``command_id`` again gets the same answer and changes nothing. Raises ``NoSuchMeeting``.
    """
    for _ in range(_MOST_TRIES):
        try:
            return _judge(meeting, command, command_id)
        except VersionTaken:
            # Another process was faster: its facts are read, and the wish is judged again.
            continue
    raise VersionTaken(meeting)


def _judge(meeting: str, command: Command, command_id: str) -> Answer:
    with transaction.atomic():
        earlier = log.answer_to(meeting=meeting, command_id=command_id)
        if earlier is not None:
            return earlier
        state = _newest_state(meeting)
        if state.version == 0:
            raise NoSuchMeeting(meeting)
        at = clock.now()
        decision = decide(state, command, at)
        if isinstance(decision, Refused):
            answer = Answer(state.version, at, decision)
            events: tuple[Event, ...] = ()
        else:
            events = decision
            log.append(meeting=meeting, after=state.version, events=events, at=at)
            state = replay(((event, at) for event in events), onto=state)
            _write_read_tables(meeting, events, at)
            answer = Answer(state.version, at)
        log.save_answer(meeting=meeting, command_id=command_id, answer=answer)
        after = state
        transaction.on_commit(lambda: _afterwards(meeting, after, events))
    return answer


def _write_read_tables(meeting: str, events: Sequence[Event], at: datetime) -> None:
    for event in events:
        match event:
            case MeetingClosed():
                MeetingRow.objects.filter(pk=meeting).update(closed_at=at)
            case MeetingReopened():
                MeetingRow.objects.filter(pk=meeting).update(closed_at=None)
            case _:
                pass


def _afterwards(meeting: str, state: Meeting, events: Sequence[Event]) -> None:
    _memory.keep(meeting, state)
    for effect in effects_of(events):
        _perform(effect, meeting, state)


def _perform(effect: Effect, meeting: str, state: Meeting) -> None:
    match effect:
        case AnnounceVersion():
            announce(meeting, state.version)
        case _:
            assert_never(effect)


def notice_time() -> int:
    """Every running meeting of this process has the plan that it must have by now. Returns how many were changed.

    Nothing happens in a meeting when a step runs over, and yet what gives way is to be seen before it does.
    """
    changed = 0
    for state in _memory.running():
        if needs_new_plan(state, clock.now()):
            give_command(meeting=state.id, command=NoticeTime(), command_id=secrets.token_hex(16))
            changed += 1
    return changed


def notice_clock_jump() -> int:
    """If the computer's clock has been set, running meetings stand still and say so. Returns seconds, 0 if it was not.

    They are paused by the old reckoning, and only then is the new one taken: what was left of a step is left still.
    """
    seconds = round(clock.jump().total_seconds())
    if seconds == 0:
        return 0
    for state in _memory.running():
        give_command(meeting=state.id, command=PauseClock(clock_set_seconds=seconds), command_id=secrets.token_hex(16))
    clock.follow_wall()
    return seconds
