"""Meetings for tests. A state is reached by real commands only, at fixed times; no test builds one by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from rundebord.kernel.refused import Refused
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.decide import decide
from rundebord.meetings.core.events import Event
from rundebord.meetings.core.evolve import replay
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.words import NoteId, PlannedStep, StepId, VoteKind

BEGINNING = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
"""When every meeting in the tests is opened: a Tuesday morning, 11:00 in Oslo."""

WRITE, SORT, READ = StepId("write"), StepId("sort"), StepId("read")
"""The three steps of ``an_hour``: 8, 5 and 3 minutes."""
ELSEWHERE = StepId("elsewhere")
"""A step that no meeting here has."""

Happening = c.Command | datetime
Fact = tuple[Event, datetime]


def minute(number: float) -> datetime:
    """So many minutes after the beginning."""
    return BEGINNING + timedelta(minutes=number)


def steps() -> tuple[PlannedStep, ...]:
    """Three steps: write (8 minutes), sort (5) and read (3)."""
    return (
        PlannedStep(WRITE, "plenary", "write", 8 * 60),
        PlannedStep(SORT, "pairs", "sort", 5 * 60),
        PlannedStep(READ, "plenary", "review", 3 * 60),
    )


def steps_of_a_vote(
    *, vote: VoteKind = "open", hands: int = 2, choose: int = 2, sensitive: tuple[str, ...] = ()
) -> tuple[PlannedStep, ...]:
    """Three steps: proposals in a round, a vote between them, and two statements that are rated."""
    return (
        PlannedStep(WRITE, "round", "share", 480, becomes="area", person_seconds=60),
        PlannedStep(SORT, "plenary", "vote", 300, source=("areas",), hands=hands, choose=choose, vote=vote),
        PlannedStep(READ, "plenary", "rate", 300, statements=("s1", "s2"), vote=vote, sensitive=sensitive),
    )


def at_a_vote(agenda: tuple[PlannedStep, ...], proposals: int, *more: Happening) -> Meeting:
    """Eight people and so many proposals, at the vote of ``steps_of_a_vote``."""
    return meeting_after(an_hour(agenda), START, *(a_line(n) for n in range(1, proposals + 1)), TO_SORT, *more)


def an_hour(agenda: tuple[PlannedStep, ...] | None = None, *, meeting: str = "m33t1ng") -> c.OpenMeeting:
    """The command that opens a meeting of three steps, or of other ones."""
    return c.OpenMeeting(
        meeting=meeting,
        group=7,
        programme="d1g35t",
        episode="first",
        steps=steps() if agenda is None else agenda,
        head_count=8,
    )


def a_note(number: int) -> NoteId:
    """The id of line ``number``."""
    return NoteId(f"{number:032x}")


def a_line(number: int, text: str = "", step: StepId = WRITE) -> c.KeepNote:
    """The command that keeps line ``number``."""
    return c.KeepNote(step, a_note(number), text or f"line {number}")


START = c.StartStep(None, WRITE)
TO_SORT = c.StartStep(WRITE, SORT)
TO_READ = c.StartStep(SORT, READ)
CLOSE = c.CloseMeeting(READ)
TO_THE_CLOSE = (START, TO_SORT, TO_READ, CLOSE)


def facts_of(*happenings: Happening) -> list[Fact]:
    """The facts of a meeting in which these commands were given. A moment among them says when it is from then on.

    Fails if a command is refused, or if nothing came of it: such a command has no place in a story.
    """
    facts: list[Fact] = []
    state, now = Meeting(), BEGINNING
    for happening in happenings:
        if isinstance(happening, datetime):
            now = happening
            continue
        decision = decide(state, happening, now)
        assert not isinstance(decision, Refused), f"{happening} was refused: {decision}"
        assert decision, f"{happening} was true already"
        new = [(event, now) for event in decision]
        facts += new
        state = replay(new, onto=state)
    return facts


def meeting_after(*happenings: Happening) -> Meeting:
    """The meeting in which these commands were given; see ``facts_of``."""
    return replay(facts_of(*happenings))


def after(state: Meeting, command: c.Command, at: datetime = BEGINNING) -> Meeting:
    """The meeting after one more command, whatever it was answered."""
    decision = decide(state, command, at)
    return state if isinstance(decision, Refused) else replay(((event, at) for event in decision), onto=state)


def lines(state: Meeting, step: StepId = WRITE) -> list[str]:
    """The texts that stand under a step, in their order."""
    return [note.text for note in state.notes_of(step).values()]
