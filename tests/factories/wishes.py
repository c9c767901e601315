"""Hypothesis: anything that anybody might wish for in a meeting, sensible and not, and whole meetings made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
from rundebord.meetings.core.words import (
    BroughtCommitment,
    BroughtLine,
    BroughtMember,
    MemberId,
    NoteId,
    PlannedStep,
    SeatId,
    StepId,
)

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
        (3, c.AddTime(here or step, chance.choice([-5, 0, 1, 60, 1_800, 1_801]))),
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
        (8 if state.version < 4 else 1, a_thread(chance, said)),
        (1, c.EraseNote(chance.choice([*standing, *state.deleted, note]))),
        *_wishes_of_the_hour(chance, state, standing, said),
    ]
    return chance.choices([wish for _, wish in wishes], [weight for weight, _ in wishes])[0]


def a_thread(chance: Random, said: Sequence[str]) -> c.BringThread:
    """What a group might have with it from earlier."""
    kinds = ("definition", "area", "area", "later", "difference", "task", "catch-up")
    lines = tuple(
        BroughtLine(a_note(20 + place), kind, chance.choice(said))
        for place, kind in enumerate(kinds)
        if chance.random() < 0.7
    )
    areas = [line.note for line in lines if line.kind == "area"]
    return c.BringThread(
        head_count=chance.randint(0, 41),
        members=tuple(
            BroughtMember(MemberId(f"m{number}"), name)
            for number, name in enumerate(("Kari", "Ola")[: chance.randint(0, 2)])
        ),
        leader=None,
        episode="before",
        lines=lines,
        commitments=tuple(BroughtCommitment(area, goal=chance.choice(said)) for area in areas),
    )


def _wishes_of_the_hour(
    chance: Random, state: Meeting, standing: Sequence[NoteId], said: Sequence[str]
) -> list[tuple[int, c.Command]]:
    here = state.current or chance.choice(_STEPS)
    note, yes = chance.choice(standing), chance.random() < 0.6
    areas = [area.id for area in state.notes_of_kind("area")] or [note]
    area = chance.choice(areas)
    member = chance.choice([*state.members] or [MemberId("m0")])
    turn = state.turns.get(here, 0)
    new = MemberId(f"m{chance.randrange(5)}")
    counts = ((area, chance.randint(0, 4)),)
    seat = SeatId(f"seat{chance.randrange(3)}")
    is_hidden = state.has_step(SORT) and state.vote_kind(SORT) == "unnamed"
    return [
        (3, c.KeepNote(here, a_note(chance.randrange(9)), chance.choice(said), "area")),
        (3, c.CallTurn(here, turn, turn + chance.choice([1, 1, 1, -1, 2]))),
        (3, c.TakeUpStep(state.current, chance.choice(_STEPS))),
        (3, c.PlaceNote(note, chance.choice(["1", "2", "", "x"]))),
        (3, c.MoveNote(note, chance.choice([*standing, None]))),
        (3, c.MarkNote(note, yes)),
        (3, c.TickNote(note, yes)),
        (1, c.SetKind(note, chance.choice(["area", "line", "later"]))),
        (2, c.SetCell("commitment", area, chance.choice(["goal", "month", "date"]), chance.choice([*said, "2026-10"]))),
        (1, c.SetCell("cooperation", area, member, chance.choice(["leads", "knows", "", "x"]))),
        (1, c.SetCell("close", "next-date", "", chance.choice(["2026-12-01", "2020-01-01", "x", ""]))),
        (1, c.NameOwner("commitment", area, chance.choice(["Kari", "Ola", "alle", ""]), new)),
        (5, c.AddMember(new, chance.choice(["Kari", "Ola", "Åse", ""]), "")),
        (3, c.RenameMember(member, chance.choice(["Kari", "Per"]), "Økonomi")),
        (3, c.RemoveMember(member)),
        (3, c.SetLeader(chance.choice([member, None]))),
        (3, c.SetScribe(chance.choice([member, None]))),
        (3, c.ChooseVoteKind(SORT, chance.choice(["open", "unnamed"]))),
        # What can come only where the vote is without names, and on phones, is tried there often enough to come.
        (20 if is_hidden else 2, c.ChooseBallot(SORT, chance.choice(["slips", "phones", "phones"]))),
        (30 if is_hidden and state.is_on_phones(SORT) else 2, c.CallBallotsIn(SORT, "", chance.randint(0, 9), yes)),
        (4, c.RaiseHand(SORT, "", area, seat, yes)),
        (6, c.CountHands(SORT, "", area, chance.randint(-1, 9))),
        (6, c.CloseVote(SORT, "", counts, chance.randint(0, 8), yes)),
        (5, c.ReopenVote(SORT, "")),
        (2, c.ChooseOption(SORT, area, yes)),
        (3, c.Agree(SORT, chance.choice(["leader-confirms", "all-can-live"]), yes)),
        (3, c.ShowBoard(SORT, chance.choice(["cooperation", "", "x"]))),
        (3, c.SetTimeAvailable(chance.choice([60, 300, 900, 3_000]))),
        (3, c.SetHost(chance.choice([member, None]))),
        (3, c.SetAbsent(member, yes)),
        (2, c.NoticeTime()),
        (3, c.PutClockForward(chance.choice([0, 60, 900, 4_000]))),
        (3, c.BreakOff()),
        (2, c.TakeUpMeeting()),
    ]


RICH = (
    PlannedStep(WRITE, "round", "write", 8 * 60, floor_seconds=240, rank=7, person_seconds=60),
    PlannedStep(
        SORT,
        "plenary",
        "vote",
        5 * 60,
        floor_seconds=120,
        rank=1,
        is_kept=False,
        source=("areas",),
        hands=2,
        choose=1,
        shows=("cooperation",),
    ),
    PlannedStep(READ, "plenary", "commit", 3 * 60, floor_seconds=120, rank=9, shows=("next-date",)),
)
"""An hour that keeps its own time and has something of everything; its ids are those of ``an_hour``."""


def a_rich_hour() -> c.OpenMeeting:
    """The command that opens it: eighteen minutes, the lobby included."""
    return replace(an_hour(RICH), seconds=18 * 60)


def a_fast_hour() -> c.OpenMeeting:
    """The same, where a meeting is tried out: its clock goes ten times as fast."""
    return replace(a_rich_hour(), speed=10)


def a_hidden_hour() -> c.OpenMeeting:
    """The same, where the programme proposes a vote without names."""
    return replace(an_hour((RICH[0], replace(RICH[1], vote="unnamed"), RICH[2])), seconds=18 * 60)


@st.composite
def wish_lists(draw: st.DrawFn) -> list[Wish]:
    """An opened meeting and then up to a hundred commands. The clock runs on, and now and then it is set.

    Hypothesis chooses the words, the length and a seed. Left to choose each command it stays in the lobby: 300 meetings
    held no deleted line.
    """
    said = draw(st.lists(texts, min_size=2, max_size=6))
    length = draw(st.integers(20, 160))
    chance = Random(draw(st.integers(0, 2**32 - 1)))
    opening = chance.choice([an_hour(), a_rich_hour(), a_rich_hour(), a_fast_hour(), a_hidden_hour()])
    now, state = BEGINNING, after(Meeting(), opening)
    wanted: list[Wish] = [(opening, now)]
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
member_ids = st.integers(0, 3).map(lambda number: MemberId(f"m{number}"))
seat_ids = st.integers(0, 2).map(lambda number: SeatId(f"seat{number}"))
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
    st.builds(e.NoteErased, note_ids),
    st.builds(
        e.ThreadBrought,
        head_count=st.integers(1, 40),
        members=st.lists(st.builds(BroughtMember, member_ids, texts, texts), max_size=3).map(tuple),
        leader=st.one_of(st.none(), member_ids),
        episode=texts,
        lines=st.lists(
            st.builds(BroughtLine, note_ids, st.sampled_from(["area", "later", "definition", "task"]), texts),
            max_size=4,
        ).map(tuple),
        commitments=st.lists(st.builds(BroughtCommitment, note_ids, texts), max_size=2).map(tuple),
        host=st.one_of(st.none(), member_ids),
        scribe=st.one_of(st.none(), member_ids),
    ),
    st.builds(e.TimeAdded, any_step, st.integers(1, 1_800)),
    st.builds(e.ClockPaused, st.integers(-4_000, 4_000)),
    st.just(e.ClockResumed()),
    st.just(e.MeetingClosed()),
    st.just(e.MeetingReopened()),
    st.builds(e.TurnCalled, any_step, st.integers(0, 9)),
    st.builds(e.NotePlaced, note_ids, st.sampled_from(["", "1", "x"])),
    st.builds(e.NoteMoved, note_ids, st.one_of(st.none(), note_ids)),
    st.builds(e.NoteMarked, note_ids, st.booleans()),
    st.builds(e.NoteTicked, note_ids, st.booleans()),
    st.builds(e.KindSet, note_ids, st.sampled_from(["area", "line", "later"])),
    st.builds(e.CellSet, st.sampled_from(["close", "commitment"]), note_ids, texts, texts),
    st.builds(e.MemberAdded, member_ids, texts, texts),
    st.builds(e.MemberRenamed, member_ids, texts, texts),
    st.builds(e.MemberRemoved, member_ids),
    st.builds(e.LeaderSet, st.one_of(st.none(), member_ids)),
    st.builds(e.ScribeSet, st.one_of(st.none(), member_ids)),
    st.builds(e.HostSet, st.one_of(st.none(), member_ids)),
    st.builds(e.AbsenceSet, member_ids, st.booleans()),
    st.builds(e.VoteKindChosen, any_step, st.sampled_from(["open", "unnamed"])),
    st.builds(e.BallotWayChosen, any_step, st.sampled_from(["slips", "phones"])),
    st.builds(e.BallotsCalledIn, any_step, texts, st.integers(1, 9)),
    st.builds(e.HandRaised, any_step, texts, note_ids, seat_ids, st.booleans()),
    st.builds(e.HandsCounted, any_step, texts, note_ids, st.integers(0, 9)),
    st.builds(e.VoteClosed, any_step, texts, st.just((("x", 2),)), st.integers(0, 9)),
    st.builds(e.VoteReopened, any_step, texts),
    st.builds(e.OptionChosen, any_step, note_ids, st.booleans()),
    st.builds(e.Agreed, any_step, st.just("all-can-live"), st.booleans()),
    st.builds(e.BoardShown, any_step, texts),
    st.builds(e.TimeAvailableSet, st.integers(60, 9_000)),
    st.builds(e.PlanChanged, st.just(((SORT, 0),)), st.integers(0, 900)),
    st.builds(e.ClockPutForward, st.integers(1, 3_600)),
    st.just(e.MeetingBrokenOff()),
    st.just(e.MeetingTakenUp()),
)
"""Facts in no order at all, as no judge would have given them."""
