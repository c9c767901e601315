"""The folded state of live meetings, so that a command folds only what is new. A copy: the log is the truth."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db import connection, transaction

from rundebord.meetings import log
from rundebord.meetings.core.events import NoteErased
from rundebord.meetings.core.evolve import replay
from rundebord.meetings.core.state import Meeting

_MOST_REMEMBERED = 4_000
"""Folded meetings kept in memory (about 20 KB each); the least used is folded again when needed."""


class NoSuchMeeting(LookupError):
    """No meeting has this id."""


class Drawings:
    """What was drawn last of each part of a meeting's screens; forgotten together with the meeting's folded state.

    One drawing of each part: what is drawn anew takes the place of the last, and the words in that are gone.
    """

    __slots__ = ("_last",)

    def __init__(self) -> None:
        self._last: dict[str, tuple[object, str]] = {}

    def drawn(self, part: str, shown: object, draw: Callable[[], str]) -> str:
        """The part's HTML; drawn only if it shows something else than last time. From any thread."""
        last = self._last.get(part)
        if last is not None and last[0] == shown:
            return last[1]
        html = draw()
        self._last[part] = (shown, html)
        return html


class _Memory:
    def __init__(self) -> None:
        self._states: OrderedDict[str, Meeting] = OrderedDict()
        self._drawings: dict[str, Drawings] = {}
        """Of meetings in ``_states`` alone."""
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
                least_used, _state = self._states.popitem(last=False)
                self._drawings.pop(least_used, None)

    def drawings(self, meeting: str) -> Drawings:
        """Of a meeting that is not remembered they are nobody's, and are gone when they have been used."""
        with self._guard:
            return self._drawings.setdefault(meeting, Drawings()) if meeting in self._states else Drawings()

    def forget(self, meetings: Sequence[str]) -> None:
        with self._guard:
            for meeting in meetings:
                self._states.pop(meeting, None)
                self._drawings.pop(meeting, None)

    def forget_all(self) -> None:
        with self._guard:
            self._states.clear()
            self._drawings.clear()

    def running(self) -> Sequence[Meeting]:
        with self._guard:
            return [s for s in self._states.values() if s.is_open and s.current is not None and s.paused_at is None]


_memory = _Memory()
moment_of = log.moment_of
"""The moment that a column which was read by hand holds."""
stored = log.stored
"""The moment as a column that is written by hand holds it."""
hold = log.hold
"""Nobody else writes in these meetings until the present transaction ends."""
remember = _memory.keep
"""The state has been committed, and is remembered unless a newer one is."""
drawings_of = _memory.drawings
"""What was drawn last of the meeting. Asked for before the state is looked up: what is forgotten meanwhile stays so."""
running = _memory.running
"""Meetings in this process whose clock is running."""
forget = _memory.forget
"""Nothing of these meetings is remembered; for what has been erased."""
forget_all_meetings = _memory.forget_all
"""Nothing is remembered; the next look folds the log. For tests, and after a database has been replaced."""


def newest_state(meeting: str) -> Meeting:
    """The meeting as the log has it, also what the present transaction wrote. Version 0 if there is none."""
    remembered = _memory.recall(meeting)
    facts = log.load(meeting=meeting, after=remembered.version)
    if remembered.version and _tell_of_an_erasure(facts):
        return replay(log.load(meeting=meeting))
    return replay(facts, onto=remembered)


def _tell_of_an_erasure(facts: Sequence[log.Fact]) -> bool:
    """True if earlier facts may have been blanked since they were folded, also by another process: read them again."""
    return any(isinstance(event, NoteErased) for event, _at in facts)


def present_state(meeting: str) -> Meeting:
    """The meeting as it is now. Folds only what is new to this process. Raises ``NoSuchMeeting``."""
    state = newest_state(meeting)
    if state.version == 0:
        raise NoSuchMeeting(meeting)
    _keep_if_committed(meeting, state)
    return state


def present_states(meetings: Sequence[str]) -> list[Meeting]:
    """The meetings as they are now, in that order: one statement, however many there are and whatever they hold."""
    remembered = {meeting: _memory.recall(meeting) for meeting in meetings}
    facts = log.load_many({meeting: state.version for meeting, state in remembered.items()})
    stale = [m for m in meetings if remembered[m].version and _tell_of_an_erasure(facts[m])]
    if stale:
        facts.update(log.load_many(dict.fromkeys(stale, 0)))
        remembered.update((meeting, Meeting()) for meeting in stale)
    states = []
    for meeting in meetings:
        state = replay(facts[meeting], onto=remembered[meeting])
        if state.version:
            _keep_if_committed(meeting, state)
        states.append(state)
    return states


def folded(stored: Iterable[tuple[str, str, datetime]]) -> Meeting:
    """The meeting that stored facts (name, body, moment) make, in their order; nothing of it is remembered."""
    return replay((log.event_of(name, body), at) for name, body, at in stored)


def stirred(meeting: str) -> int:
    """How often who is here by phone, or how many have answered, has changed: no facts, and yet screens show it.

    A screen's number is the facts that it shows and the stirrings together; both only grow. One small statement, for
    every command passes here.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT stirred FROM meetings_doorrow WHERE meeting_id = %s", [meeting])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _keep_if_committed(meeting: str, state: Meeting) -> None:
    if not transaction.get_connection().in_atomic_block:
        _memory.keep(meeting, state)
