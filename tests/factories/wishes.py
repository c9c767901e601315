"""Hypothesis: anything that anybody might wish for in a meeting, sensible and not, and whole meetings made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from hypothesis import strategies as st

from factories.meetings import BEGINNING, ELSEWHERE, READ, SORT, WRITE, Fact, a_note, after, an_hour
from rundebord.kernel.refused import Refused
from rundebord.meetings.core import commands as c
from rundebord.meetings.core import events as e
from rundebord.meetings.core.decide import Decision, decide
from rundebord.meetings.core.evolve import replay
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.words import StepId

Wish = tuple[c.Command, datetime]

_STEPS = (WRITE, SORT, READ, ELSEWHERE, StepId(""))
texts = st.one_of(
    st.text(min_size=1, max_size=40),
    st.sampled_from(
        ["Vi er for trege", "🙂‍↕️ å", "شكرا جزيلا", "<b>fet</b> &amp;", "a\x00b", " \t\n ", "", "x" * 1_001]
    ),
)


def any_wish(chance: Random, state: Meeting, said: Sequence[str]) -> c.Command:
    """What somebody may wish for in that meeting: often Next, Back or a line that makes sense; else anything at all."""
    here = state.current
    place = -1 if here is None or not state.has_step(here) else state.position(here)
    before = state.steps[place - 1].id if place > 0 else None
    after_it = state.steps[place + 1].id if place + 1 < len(state.steps) else None
    step, anywhere = chance.choice(_STEPS), chance.choice([*_STEPS, None])
    note = a_note(chance.randrange(9))
    standing = [key for notes in state.notes.values() for key in notes] or [note]
    wishes: list[tuple[int, c.Command]] = [
        (6, c.CloseMeeting(here or step) if after_it is None else c.StartStep(here, after_it)),
        (3, c.GoBack(here or step, before)),
        (1, c.ReopenMeeting()),
        (5, c.KeepNote(here or step, note, chance.choice(said))),
        (3, c.KeepNote(step, note, chance.choice(said))),
        (2, c.EditNote(chance.choice(standing), chance.choice(said))),
        (2, c.DeleteNote(chance.choice(standing))),
        (2, c.RestoreNote(chance.choice([*state.deleted] or [note]))),
        (2, c.LetNoteIn(chance.choice([*state.inbox] or [note]))),
        (1, c.EditNote(note, chance.choice(said))),
        (1, c.DeleteNote(note)),
        (1, c.RestoreNote(note)),
        (1, c.LetNoteIn(note)),
        (1, c.AddTime(here or step, chance.choice([-5, 0, 1, 60, 1_800, 1_801]))),
        (1, c.PauseClock(chance.choice([0, 0, 3_600, -3_600]))),
        (1, c.ResumeClock()),
        (1, c.StartStep(here, step)),
        (1, c.GoBack(here or step, anywhere)),
        (1, c.StartStep(anywhere, step)),
        (1, c.GoBack(step, anywhere)),
        (1, c.CloseMeeting(step)),
        (1, c.AddTime(step, chance.randint(-4_000, 4_000))),
        (1, c.SetHeadCount(chance.randint(-2, 50))),
        (1, chance.choice([an_hour(), an_hour(meeting="another"), an_hour(())])),
    ]
    return chance.choices([wish for _, wish in wishes], [weight for weight, _ in wishes])[0]


@st.composite
def wish_lists(draw: st.DrawFn) -> list[Wish]:
    """An opened meeting and then up to a hundred commands. The clock runs on, and now and then it is set.

    Hypothesis chooses the words, the length and a seed. Left to choose each command it stays in the lobby: 300 meetings
    held no deleted line.
    """
    said = draw(st.lists(texts, min_size=2, max_size=6))
    length = draw(st.integers(0, 100))
    chance = Random(draw(st.integers(0, 2**32 - 1)))
    now, state = BEGINNING, after(Meeting(), an_hour())
    wanted: list[Wish] = [(an_hour(), now)]
    for _ in range(length):
        now += timedelta(seconds=chance.choice([0, 0, 1, 30, 240, 600, 3_600, -3_600]))
        command = any_wish(chance, state, said)
        state = after(state, command, now)
        wanted.append((command, now))
    return wanted


@st.composite
def histories(draw: st.DrawFn) -> list[Fact]:
    """The facts of a meeting in which anything was wished for."""
    return [fact for moment in moments_of(draw(wish_lists())) for fact in moment.facts]


@dataclass(frozen=True)
class Moment:
    """One command on its way: the meeting before it, what the judge said, and the meeting after it."""

    before: Meeting
    command: c.Command
    at: datetime
    decision: Decision
    after: Meeting

    @property
    def facts(self) -> list[Fact]:
        return [] if isinstance(self.decision, Refused) else [(event, self.at) for event in self.decision]


def moments_of(wanted: list[Wish]) -> Iterator[Moment]:
    """The living meeting, command by command."""
    state = Meeting()
    for command, at in wanted:
        decision = decide(state, command, at)
        facts = () if isinstance(decision, Refused) else decision
        then = replay(((event, at) for event in facts), onto=state)
        yield Moment(state, command, at, decision, then)
        state = then


def nonsense_before_the_opening(seed: int) -> c.Command:
    """Any command, to a meeting that has not been opened."""
    return any_wish(Random(seed), Meeting(), ["word"])


any_step = st.sampled_from([WRITE, SORT, READ, ELSEWHERE])
note_ids = st.integers(0, 5).map(a_note)
any_moments = st.integers(-4_000, 4_000).map(lambda number: BEGINNING + timedelta(seconds=number))
any_events: st.SearchStrategy[e.Event] = st.one_of(
    st.builds(
        e.MeetingOpened,
        meeting=st.just("m33t1ng"),
        group=st.just(7),
        programme=st.just("d1g35t"),
        episode=st.just("first"),
        steps=st.just(an_hour().steps),
        head_count=st.integers(1, 40),
    ),
    st.builds(e.HeadCountSet, st.integers(1, 40)),
    st.builds(e.StepStarted, any_step),
    st.builds(e.StepReturnedTo, any_step),
    st.just(e.LobbyReturnedTo()),
    st.builds(e.NoteKept, any_step, note_ids, texts),
    st.builds(e.NoteEdited, note_ids, texts),
    st.builds(e.NoteDeleted, note_ids),
    st.builds(e.NoteRestored, note_ids),
    st.builds(e.NoteArrivedLate, any_step, note_ids, texts),
    st.builds(e.NoteLetIn, note_ids),
    st.builds(e.TimeAdded, any_step, st.integers(1, 1_800)),
    st.builds(e.ClockPaused, st.integers(-4_000, 4_000)),
    st.just(e.ClockResumed()),
    st.just(e.MeetingClosed()),
    st.just(e.MeetingReopened()),
)
"""Facts in no order at all, as no judge would have given them."""
