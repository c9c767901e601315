"""Properties: the facts are enough. Whoever folds them, whenever and from wherever, sees the same meeting."""

from __future__ import annotations

import copy
from collections import Counter
from dataclasses import fields
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from factories.meetings import BEGINNING, START, WRITE, Fact, a_line, a_note, an_hour, meeting_after
from factories.wishes import (
    Wish,
    any_events,
    any_moments,
    histories,
    moments_of,
    nonsense_before_the_opening,
    wish_lists,
)
from rundebord.kernel.refused import Refused
from rundebord.meetings.core import commands as c
from rundebord.meetings.core import events as e
from rundebord.meetings.core.decide import decide
from rundebord.meetings.core.evolve import evolve, replay
from rundebord.meetings.core.state import Meeting


def in_full(state: Meeting) -> list[Any]:
    """Everything in the state, the order of lines included: two mappings in another order are equal otherwise."""
    values = [getattr(state, field.name) for field in fields(state)]
    notes = [(step, list(lines.items())) for step, lines in sorted(state.notes.items()) if lines]
    return [*values, notes, list(state.deleted.items()), list(state.inbox.items())]


@given(wish_lists())
def test_a_replay_equals_the_living_meeting(wanted: list[Wish]) -> None:
    moments = list(moments_of(wanted))
    facts = [fact for moment in moments for fact in moment.facts]
    assert in_full(replay(facts)) == in_full(moments[-1].after)


@given(histories(), st.data())
def test_catching_up_from_any_version_equals_the_whole_replay(facts: list[Fact], data: st.DataObject) -> None:
    version = data.draw(st.integers(0, len(facts)))
    early = replay(facts[:version])
    assert in_full(replay(facts[version:], onto=early)) == in_full(replay(facts))


@given(histories(), st.data())
def test_a_state_that_somebody_holds_never_changes(facts: list[Fact], data: st.DataObject) -> None:
    version = data.draw(st.integers(0, len(facts)))
    held = replay(facts[:version])
    before = copy.deepcopy(in_full(held))
    replay(facts[version:], onto=held)
    assert in_full(held) == before


@given(st.lists(st.tuples(any_events, any_moments), max_size=30))
def test_every_fact_can_follow_every_other_and_is_one_version(facts: list[Fact]) -> None:
    state = Meeting()
    for number, (event, at) in enumerate(facts, 1):
        state = evolve(state, event, at)
        assert state.version == number
        assert state.last_at == at


@given(wish_lists())
def test_the_judge_always_answers(wanted: list[Wish]) -> None:
    for moment in moments_of(wanted):
        assert isinstance(moment.decision, Refused | tuple)


@given(st.integers(0, 10_000))
def test_nothing_but_the_opening_comes_first(seed: int) -> None:
    decision = decide(Meeting(), nonsense_before_the_opening(seed), BEGINNING)
    assert isinstance(decision, Refused) or [type(event) for event in decision] == [e.MeetingOpened]


@given(wish_lists())
def test_a_command_given_twice_changes_what_it_changes_once(wanted: list[Wish]) -> None:
    """Only time adds up by its nature; it is the command's id that keeps it from counting twice."""
    for moment in moments_of(wanted):
        if not isinstance(moment.command, c.AddTime | c.PutClockForward):
            again = decide(moment.after, moment.command, moment.at)
            assert isinstance(again, Refused) or again == (), (moment.command, again)


@given(wish_lists())
def test_the_group_is_always_at_a_step_that_has_been_started_and_has_an_end(wanted: list[Wish]) -> None:
    """Otherwise no screen could show where it is."""
    for moment in moments_of(wanted):
        state = moment.after
        assert state.current is None or state.current in state.opened_steps, moment.command
        assert state.opened_steps == set(state.ends_at)


@given(wish_lists())
def test_a_closed_meeting_accepts_nothing_but_reopening_letting_in_and_late_lines(wanted: list[Wish]) -> None:
    allowed = {e.MeetingReopened, e.NoteLetIn, e.NoteArrivedLate, e.NoteErased}
    for moment in moments_of(wanted):
        if moment.before.closed_at is not None:
            assert {type(event) for event, _ in moment.facts} <= allowed, moment.command


def test_the_meetings_of_these_properties_come_as_far_as_every_fact() -> None:
    """A property over meetings in which nothing happens would be true of anything."""
    seen: Counter[str] = Counter()

    @settings(max_examples=400)
    @given(histories())
    def look(facts: list[Fact]) -> None:
        seen.update({e.NAME_OF[type(event)] for event, _ in facts})

    look()
    assert {name: seen[name] for name in e.PERMANENT_NAMES if seen[name] < 5} == {}


def test_a_fact_about_a_line_that_never_was_changes_nothing_but_the_version() -> None:
    state = meeting_after(an_hour(), START, a_line(1))
    for event in (
        e.NoteEdited(a_note(9), "x"),
        e.NoteDeleted(a_note(9)),
        e.NoteRestored(a_note(9)),
        e.NoteLetIn(a_note(9)),
        e.ClockResumed(),
    ):
        changed = evolve(state, event, BEGINNING)
        assert changed.notes == state.notes
        assert changed.ends_at == state.ends_at
        assert (changed.deleted, changed.inbox) == ({}, {})


def test_lines_of_a_step_that_nobody_wrote_at_are_none() -> None:
    assert dict(meeting_after(an_hour()).notes_of(WRITE)) == {}
