"""The agenda keeps its own time: what each step of any agenda gets, and the three real hours with a late host."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories.meetings import BEGINNING, after, an_hour, meeting_after, steps
from rundebord.kernel.refused import Refused
from rundebord.meetings.core import commands as c
from rundebord.meetings.core import events as e
from rundebord.meetings.core.agenda import (
    least_seconds,
    needs_new_plan,
    next_step,
    plan_for,
    speakers_in_a_round,
    wanted_seconds,
)
from rundebord.meetings.core.decide import decide
from rundebord.meetings.core.evolve import replay
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.words import PlannedStep, StepId

# -- any agenda ------------------------------------------------------------------------------------------------------


@st.composite
def agendas(draw: st.DrawFn) -> list[PlannedStep]:
    """One to nine steps. A kept step has a floor; a step that may fall away need not have one."""
    found = []
    for number in range(draw(st.integers(1, 9))):
        person_seconds = draw(st.sampled_from([0, 0, 0, 30, 45, 60, 90]))
        seconds = person_seconds * 8 or draw(st.integers(60, 900))
        is_kept = draw(st.booleans())
        found.append(
            PlannedStep(
                StepId(f"s{number}"),
                "round" if person_seconds else "plenary",
                "share",
                seconds,
                floor_seconds=draw(st.integers(30 if is_kept else 0, seconds)),
                rank=draw(st.integers(1, 9)),
                is_kept=is_kept,
                person_seconds=person_seconds,
            )
        )
    return found


heads = st.integers(1, 40)
lengths = st.integers(0, 5_000)


def kept_floors(agenda: Sequence[PlannedStep], head_count: int) -> int:
    return sum(least_seconds(step, head_count) for step in agenda if step.is_kept)


@given(agendas(), heads, lengths)
def test_the_sum_is_within_the_time_or_the_lack_is_told_to_the_second(
    agenda: list[PlannedStep], head_count: int, seconds: int
) -> None:
    plan = plan_for(agenda, head_count=head_count, seconds=seconds)
    lack = kept_floors(agenda, head_count) - seconds
    assert plan.over_seconds == max(0, lack)
    assert sum(plan.seconds.values()) <= seconds + plan.over_seconds


@given(agendas(), heads, lengths)
def test_each_step_gets_nothing_or_from_its_floor_to_its_wanted_length_and_a_kept_one_never_nothing(
    agenda: list[PlannedStep], head_count: int, seconds: int
) -> None:
    plan = plan_for(agenda, head_count=head_count, seconds=seconds)
    for step in agenda:
        allowed = range(least_seconds(step, head_count), wanted_seconds(step, head_count) + 1)
        assert plan.seconds[step.id] in allowed or (plan.seconds[step.id] == 0 and not step.is_kept)
        assert plan.seconds[step.id] > 0 or not step.is_kept


@given(agendas(), heads, st.integers(0, 900))
def test_with_time_enough_each_step_gets_what_the_programme_wants(
    agenda: list[PlannedStep], head_count: int, slack: int
) -> None:
    wanted = {step.id: wanted_seconds(step, head_count) for step in agenda}
    plan = plan_for(agenda, head_count=head_count, seconds=sum(wanted.values()) + slack)
    assert (dict(plan.seconds), plan.over_seconds) == (wanted, 0)


@given(agendas(), heads, lengths)
def test_no_step_is_shortened_while_seconds_are_left_over(
    agenda: list[PlannedStep], head_count: int, seconds: int
) -> None:
    plan = plan_for(agenda, head_count=head_count, seconds=seconds)
    is_shortened = any(0 < plan.seconds[step.id] < wanted_seconds(step, head_count) for step in agenda)
    assert not is_shortened or sum(plan.seconds.values()) == seconds + plan.over_seconds


@given(agendas(), heads, lengths, st.integers(0, 900))
def test_more_time_never_drops_more_nor_shortens_the_whole(
    agenda: list[PlannedStep], head_count: int, seconds: int, more: int
) -> None:
    less = plan_for(agenda, head_count=head_count, seconds=seconds)
    longer = plan_for(agenda, head_count=head_count, seconds=seconds + more)
    held = {step for step, given_seconds in less.seconds.items() if given_seconds}
    assert held <= {step for step, given_seconds in longer.seconds.items() if given_seconds}
    assert sum(less.seconds.values()) - less.over_seconds <= sum(longer.seconds.values()) - longer.over_seconds
    assert less.over_seconds >= longer.over_seconds


@given(agendas(), heads, lengths)
def test_what_gives_way_does_so_in_the_order_of_rank_and_of_equals_the_later(
    agenda: list[PlannedStep], head_count: int, seconds: int
) -> None:
    plan = plan_for(agenda, head_count=head_count, seconds=seconds)
    loose = [(step.rank, -place, plan.seconds[step.id]) for place, step in enumerate(agenda) if not step.is_kept]
    held = [given_seconds > 0 for _, _, given_seconds in sorted(loose)]
    assert held == sorted(held), "none is held before one that gives way after it"


@given(agendas(), heads, lengths)
def test_a_step_that_is_shortened_has_only_ranks_below_it_at_their_floors_or_gone(
    agenda: list[PlannedStep], head_count: int, seconds: int
) -> None:
    """The most important gets its time back first, when a step that fell away gave more than was missing."""
    plan = plan_for(agenda, head_count=head_count, seconds=seconds)
    for step in agenda:
        if 0 < plan.seconds[step.id] < wanted_seconds(step, head_count):
            for lower in (one for one in agenda if one.rank < step.rank and one.is_kept):
                assert plan.seconds[lower.id] == least_seconds(lower, head_count)


@given(agendas(), heads, lengths)
def test_the_same_agenda_gives_the_same_plan_in_the_order_of_the_agenda(
    agenda: list[PlannedStep], head_count: int, seconds: int
) -> None:
    plan = plan_for(agenda, head_count=head_count, seconds=seconds)
    assert plan == plan_for(tuple(agenda), head_count=head_count, seconds=seconds)
    assert list(plan.seconds) == [step.id for step in agenda]


@given(agendas(), heads)
def test_only_a_round_depends_on_how_many_they_are(agenda: list[PlannedStep], head_count: int) -> None:
    for step in agenda:
        lengths_of_it = (wanted_seconds(step, head_count), least_seconds(step, head_count))
        if step.method == "round":
            assert lengths_of_it[0] == step.person_seconds * speakers_in_a_round(head_count)
            assert 0 <= lengths_of_it[1] <= lengths_of_it[0]
        else:
            assert lengths_of_it == (step.seconds, step.floor_seconds)


@pytest.mark.parametrize(
    ("head_count", "speak"), [(1, 1), (4, 4), (8, 8), (12, 12), (13, 5), (15, 5), (16, 6), (39, 13), (40, 14)]
)
def test_above_twelve_people_one_speaks_for_three(head_count: int, speak: int) -> None:
    assert speakers_in_a_round(head_count) == speak


@pytest.mark.parametrize(("head_count", "wanted", "least"), [(1, 60, 45), (4, 240, 180), (8, 480, 360), (12, 720, 540)])
def test_the_floor_of_a_round_follows_how_many_they_are(head_count: int, wanted: int, least: int) -> None:
    one = PlannedStep(StepId("runde"), "round", "share", 480, floor_seconds=360, person_seconds=60)
    assert (wanted_seconds(one, head_count), least_seconds(one, head_count)) == (wanted, least)


def test_a_kept_step_without_a_floor_is_held_too() -> None:
    """Programmes may say «floor: 0», and old ones say nothing."""
    plan = plan_for(steps(), head_count=8, seconds=300)
    assert all(step.is_kept for step in steps())
    assert all(plan.seconds.values())


def test_when_the_end_has_passed_already_the_lack_counts_that_too() -> None:
    """The screens say when the meeting ends: its end and the lack."""
    agenda = [PlannedStep(StepId("les-opp"), "plenary", "review", 180, floor_seconds=120)]
    assert plan_for(agenda, head_count=8, seconds=-300).over_seconds == 120 + 300


# -- the three hours of product.md -----------------------------------------------------------------------------------


def planned(name: str, minutes: float, floor: float, rank: int, *, kept: bool = False, each: int = 0) -> PlannedStep:
    """A step as the package writes it: minutes, or in a round seconds for each person."""
    seconds = each * 8 or round(minutes * 60)
    method = "round" if each else "plenary"
    return PlannedStep(
        StepId(name),
        method,  # type: ignore[arg-type]
        "share",
        seconds,
        floor_seconds=round(floor * 60),
        rank=rank,
        is_kept=kept,
        person_seconds=each,
    )


FILM = planned("film", 15, 15, 9, kept=True)
FIRST = (
    FILM,
    planned("skriv", 3, 2, 6, kept=True),
    planned("runde", 0, 6, 7, kept=True, each=60),
    planned("to-og-to", 6, 4, 1),
    planned("samtale", 9, 6, 2),
    planned("hos-oss", 5, 3, 7, kept=True),
    planned("bedre-paa", 0, 4, 8, kept=True, each=45),
    planned("les-opp", 3, 2, 9, kept=True),
)
SECOND = (
    FILM,
    planned("sist-sa-vi", 2, 1, 3),
    planned("skriv", 3, 2, 6, kept=True),
    planned("hinder", 0, 6, 7, kept=True, each=60),
    planned("en-tjeneste", 10, 6, 2),
    planned("to-og-to", 6, 4, 1),
    planned("hva-kreves", 4, 3, 7, kept=True),
    planned("fem-forslag", 5, 4, 8, kept=True),
    planned("les-opp", 2, 2, 9, kept=True),
)
THIRD = (
    FILM,
    planned("les-forslagene", 2, 1, 5, kept=True),
    planned("velg-to", 4, 3, 8, kept=True),
    planned("skriv", 3, 2, 3),
    planned("runde", 0, 5, 4, kept=True, each=60),
    planned("maal", 7, 4, 7, kept=True),
    planned("bytt", 6, 4, 1),
    planned("tiltak", 7, 5, 9, kept=True),
    planned("les-opp", 3, 2, 9, kept=True),
)
HOURS = {"first": FIRST, "second": SECOND, "third": THIRD}
each_hour = pytest.mark.parametrize("agenda", HOURS.values(), ids=HOURS)
_TICK = timedelta(seconds=15)
"""How often the server looks whether time alone has changed the plan."""


@dataclass
class HeldHour:
    """A meeting that was held to its end, and what was seen on the way."""

    end_at: datetime = BEGINNING
    closed_at: datetime = BEGINNING
    began: dict[StepId, datetime] = field(default_factory=dict)
    plans: list[tuple[datetime, e.PlanChanged]] = field(default_factory=list)
    passed_by: dict[StepId, datetime] = field(default_factory=dict)
    """Steps that Next passed by, and when."""
    state: Meeting = field(default_factory=Meeting)

    def do(self, command: c.Command, at: datetime) -> None:
        decision = decide(self.state, command, at)
        assert not isinstance(decision, Refused), (command, decision)
        self.plans += [(at, event) for event in decision if isinstance(event, e.PlanChanged)]
        self.state = replay(((event, at) for event in decision), onto=self.state)


def hold(
    agenda: tuple[PlannedStep, ...],
    *,
    late: int = 0,
    head_count: int = 8,
    in_lobby: int = 120,
    over: Sequence[int] = (),
) -> HeldHour:
    """An hour led by one who presses Next when the clock says so, or ``over`` seconds later, step by step.

    They sit down ``late`` minutes after the hour began, and say in the lobby how long they have.
    """
    held = HeldHour(state=after(Meeting(), an_hour(agenda)))
    now = BEGINNING + timedelta(minutes=late)
    held.do(c.SetHeadCount(head_count), now)
    held.do(c.SetTimeAvailable(3_600 - late * 60), now)
    now += timedelta(seconds=in_lobby)
    while (step := next_step(held.state)) is not None:
        here, place = held.state.position(held.state.current), held.state.position(step.id)
        held.passed_by |= {one.id: now for one in agenda[here + 1 : place]}
        held.do(c.StartStep(held.state.current, step.id), now)
        held.began[step.id] = now
        leaves = held.state.ends_at[step.id] + timedelta(seconds=over[place] if over else 0)
        while now + _TICK < leaves:
            now += _TICK
            if needs_new_plan(held.state, now):
                held.do(c.NoticeTime(), now)
        now = leaves
    held.do(c.CloseMeeting(agenda[-1].id), now)
    held.end_at, held.closed_at = held.state.end_at or BEGINNING, now
    return held


@each_hour
def test_an_hour_is_a_film_of_fifteen_minutes_and_forty_of_work(agenda: tuple[PlannedStep, ...]) -> None:
    wanted = [wanted_seconds(step, 8) for step in agenda]
    assert (wanted[0], sum(wanted[1:])) == (15 * 60, 40 * 60)


@each_hour
def test_a_group_that_is_on_time_holds_every_step_whole_and_ends_with_slack(agenda: tuple[PlannedStep, ...]) -> None:
    held = hold(agenda)
    assert held.plans == []
    assert list(held.began) == [step.id for step in agenda]
    assert held.closed_at == held.end_at - timedelta(minutes=3)


@pytest.mark.parametrize("in_lobby", [0, 60, 120])
@pytest.mark.parametrize(("late", "falls"), [(10, {"to-og-to"}), (20, {"to-og-to", "samtale"})])
def test_ten_minutes_late_drops_the_pairs_alone_and_twenty_the_talk_too(
    late: int, falls: set[str], in_lobby: int
) -> None:
    held = hold(FIRST, late=late, in_lobby=in_lobby)
    assert set(held.passed_by) == falls
    assert held.closed_at <= held.end_at == BEGINNING + timedelta(hours=1)
    at, plan = held.plans[0]
    assert at == held.began[StepId("film")], "told when the film begins"
    assert {step for step, seconds in plan.seconds if seconds == 0} == falls


def test_twenty_minutes_late_there_are_twenty_five_minutes_of_work() -> None:
    held = hold(FIRST, late=20, in_lobby=0)
    assert held.closed_at - held.began[StepId("skriv")] == timedelta(minutes=25)


@pytest.mark.parametrize(
    ("agenda", "late", "falls"),
    [
        (SECOND, 10, {"to-og-to"}),
        (SECOND, 20, {"to-og-to", "en-tjeneste"}),
        (THIRD, 10, {"bytt"}),
        (THIRD, 20, {"bytt", "skriv"}),
    ],
    ids=["second, ten", "second, twenty", "third, ten", "third, twenty"],
)
def test_the_later_hours_end_on_time_too(agenda: tuple[PlannedStep, ...], late: int, falls: set[str]) -> None:
    held = hold(agenda, late=late)
    assert set(held.passed_by) == falls
    assert held.closed_at <= held.end_at


@each_hour
def test_much_later_than_that_the_lack_is_told_when_the_film_begins(agenda: tuple[PlannedStep, ...]) -> None:
    held = hold(agenda, late=40)
    at, plan = held.plans[0]
    assert at == held.began[StepId("film")]
    assert plan.over_seconds > 0


@each_hour
@settings(max_examples=40)
@given(st.sampled_from([0, 10, 20]), st.integers(4, 12), st.integers(0, 120), st.data())
def test_a_host_who_runs_over_still_ends_on_time_and_holds_every_kept_step(
    agenda: tuple[PlannedStep, ...], late: int, head_count: int, in_lobby: int, data: st.DataObject
) -> None:
    over = data.draw(st.lists(st.integers(0, 120), min_size=len(agenda), max_size=len(agenda)))
    held = hold(agenda, late=late, head_count=head_count, in_lobby=in_lobby, over=over)
    last = agenda[-1]
    assert {step.id for step in agenda if step.is_kept} <= set(held.began)
    assert set(held.began) | set(held.passed_by) == {step.id for step in agenda}
    for step, passed_at in held.passed_by.items():
        told = [plan for at, plan in held.plans if at < passed_at]
        assert told, f"{step} fell away without a word"
        assert dict(told[-1].seconds)[step] == 0
    # The floors fit if the last step had time for its own; then nothing is over but what the last itself ran over.
    lack = timedelta(seconds=least_seconds(last, head_count)) - (held.end_at - held.began[last.id])
    assert held.closed_at <= held.end_at + max(lack, timedelta(0)) + timedelta(seconds=over[-1])
    assert lack <= _TICK or any(plan.over_seconds for _, plan in held.plans), "what no plan can save is told"


@each_hour
@given(st.sampled_from([0, 10, 20]), st.integers(4, 12), st.integers(0, 120))
def test_a_host_who_follows_the_clock_always_ends_on_time_if_the_floors_fit(
    agenda: tuple[PlannedStep, ...], late: int, head_count: int, in_lobby: int
) -> None:
    held = hold(agenda, late=late, head_count=head_count, in_lobby=in_lobby)
    seconds = 3_600 - late * 60 - in_lobby
    lack = max(0, kept_floors(agenda, head_count) - seconds)
    assert held.closed_at <= held.end_at + timedelta(seconds=lack)
    assert lack == max((plan.over_seconds for _, plan in held.plans), default=0)


def test_a_meeting_whose_hour_nobody_knows_has_no_plan() -> None:
    state = meeting_after(an_hour(FIRST), c.StartStep(None, StepId("film")))
    assert (state.end_at, dict(state.plan.seconds)) == (None, {})
    assert not needs_new_plan(state, BEGINNING + timedelta(hours=3))
    assert decide(state, c.NoticeTime(), BEGINNING + timedelta(hours=3)) == ()


@each_hour
@given(st.integers(4, 8), st.data())
def test_twenty_seconds_over_at_every_step_is_within_the_slack(
    agenda: tuple[PlannedStep, ...], head_count: int, data: st.DataObject
) -> None:
    over = data.draw(st.lists(st.integers(0, 20), min_size=len(agenda), max_size=len(agenda)))
    held = hold(agenda, head_count=head_count, over=over)
    assert held.closed_at <= held.end_at
    assert held.passed_by == {}
