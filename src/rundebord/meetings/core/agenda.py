"""The agenda keeps its own time. Pure: steps, people and seconds in; what each step gets out.

The method is in docs/decisions/0012: when time is short, the step of the lowest rank gives way first. It shrinks to its
floor; if that is not enough and it is not kept, it falls away; then comes the next rank.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil

from rundebord.meetings.core.state import Meeting, Member, Note, Plan
from rundebord.meetings.core.words import (
    BROUGHT,
    FOLLOWED,
    LARGEST_ROUND,
    LOBBY_SECONDS,
    RATES,
    MemberId,
    PlannedStep,
    StepId,
)

_USUAL_HEADS = 8
"""Wanted lengths and floors of rounds are written for so many."""
_SHORTEST_SECONDS = 30
_FORGOTTEN_SECONDS = 30 * 60
_NEWS_SECONDS = 60
"""A plan that differs by less than this from the one on the screens is no news."""


def speakers_in_a_round(head_count: int) -> int:
    """How many turns a round has. Above twelve people one speaks for three."""
    return head_count if head_count <= LARGEST_ROUND else ceil(head_count / 3)


def wanted_seconds(step: PlannedStep, head_count: int) -> int:
    """The length that the programme wants. Only a round depends on how many there are."""
    if step.person_seconds:
        return step.person_seconds * speakers_in_a_round(head_count)
    return step.seconds


def least_seconds(step: PlannedStep, head_count: int) -> int:
    """The floor, in a round in proportion to how many there are; never over the wanted length."""
    wanted = wanted_seconds(step, head_count)
    floor = step.floor_seconds
    if step.person_seconds:
        floor = round(floor * speakers_in_a_round(head_count) / _USUAL_HEADS)
    # A step that is kept is held: a moment at least, also where the programme names no floor.
    return min(wanted, max(floor, _SHORTEST_SECONDS if step.is_kept else 0))


def plan_for(steps: Sequence[PlannedStep], *, head_count: int, seconds: int) -> Plan:
    """What each of the steps gets when so many seconds are left for them together.

    A step gets 0 (it falls away) or something from its floor to its wanted length; a kept one never 0. The sum is at
    most ``seconds``, unless the floors of the kept ones are more; what they are more is ``over_seconds``.
    """
    wanted = {step.id: wanted_seconds(step, head_count) for step in steps}
    given = dict(wanted)
    missing = sum(given.values()) - seconds
    # Of two with the same rank the later gives way: what comes first is seen to be there.
    for _, step in sorted(enumerate(steps), key=lambda one: (one[1].rank, -one[0])):
        if missing <= 0:
            break
        least = least_seconds(step, head_count)
        is_enough = given[step.id] - missing >= least
        shrunk = max(least, given[step.id] - missing) if step.is_kept or is_enough else 0
        missing -= given[step.id] - shrunk
        given[step.id] = shrunk
    # A step that fell away may have given more than was missing: the others get it back, the most important first.
    spare = -missing
    for step in sorted(steps, key=lambda one: -one.rank):
        if spare <= 0:
            break
        if 0 < given[step.id] < wanted[step.id]:
            back = min(spare, wanted[step.id] - given[step.id])
            given[step.id] += back
            spare -= back
    return Plan(given, max(0, missing))


def steps_to_come(state: Meeting) -> Sequence[PlannedStep]:
    """The steps after the present one that have not been held; in the lobby, all of them."""
    if state.current is not None and not state.has_step(state.current):
        return []
    here = state.position(state.current)
    return [step for step in state.steps[here + 1 :] if step.id not in state.opened_steps]


def present_plan(state: Meeting, at: datetime) -> Plan:
    """The plan as it must be at ``at``: the present step takes the time that it still has."""
    if state.end_at is None:
        return Plan()
    begins = at
    if state.current is not None:
        left = state.ends_at[state.current] - (state.paused_at or at)
        begins = at + max(left, timedelta(0))
    seconds = int((state.end_at - begins).total_seconds())
    return plan_for(steps_to_come(state), head_count=state.head_count, seconds=seconds)


def is_news(state: Meeting, plan: Plan) -> bool:
    """True if the screens should show the plan: something falls away, comes back, or changes by a minute.

    A step that no plan has spoken of gets what the programme wants, so a meeting on time has no plan to tell.
    """
    over = state.plan.over_seconds
    if min(over, plan.over_seconds) >= _FORGOTTEN_SECONDS:
        # Nobody is looking any more: a meeting that nobody closes is silent in the night.
        return False
    if abs(over - plan.over_seconds) >= _NEWS_SECONDS or bool(over) != bool(plan.over_seconds):
        return True
    for step, seconds in plan.seconds.items():
        known = state.plan.seconds.get(step)
        if known is None:
            known = wanted_seconds(state.step(step), state.head_count)
        if bool(known) != bool(seconds) or abs(known - seconds) >= _NEWS_SECONDS:
            return True
    return False


def needs_new_plan(state: Meeting, at: datetime) -> bool:
    """True if time alone has changed the plan of a meeting that is running."""
    if not state.is_open or state.current is None or state.paused_at is not None or state.broken_off_at is not None:
        return False
    return state.end_at is not None and is_news(state, present_plan(state, at))


def end_of_a_start(state: Meeting, at: datetime) -> datetime | None:
    """When a meeting is to end whose first step begins at ``at``: what was said, else what the programme reckons."""
    if state.end_at is not None or state.seconds == 0:
        return state.end_at
    return at + timedelta(seconds=max(0, state.seconds - LOBBY_SECONDS))


def seconds_for(state: Meeting, step: PlannedStep, at: datetime) -> int:
    """What the step gets if it begins at ``at``. One that the plan leaves out gets its floor: somebody wants it."""
    wanted = wanted_seconds(step, state.head_count)
    end_at = end_of_a_start(state, at)
    if end_at is None:
        return wanted
    here = state.position(step.id)
    others = [later for later in state.steps[here + 1 :] if later.id not in state.opened_steps]
    plan = plan_for([step, *others], head_count=state.head_count, seconds=int((end_at - at).total_seconds()))
    return plan.seconds[step.id] or least_seconds(step, state.head_count) or wanted


def next_step(state: Meeting) -> PlannedStep | None:
    """Where *Next* leads: the first step after the present one that does not fall away; None after the last."""
    here = state.position(state.current)
    for step in state.steps[here + 1 :]:
        if step.id in state.opened_steps or state.plan.seconds.get(step.id, 1) > 0:
            return step
    return None


# -- turns -----------------------------------------------------------------------------------------------------------


def turn_count(state: Meeting, step: PlannedStep) -> int:
    """How many turns there are within the step: people in a round, statements, areas; 1 elsewhere."""
    if step.activity == "rate":
        return max(1, len(step.statements))
    if step.activity == "commit":
        return max(1, len(areas_to_commit(state)))
    if step.method == "round":
        return len(speakers(state, step))
    return 1


def areas_to_commit(state: Meeting) -> Sequence[Note]:
    """The development areas that were chosen last and still stand; all that were proposed, when nothing was chosen.

    In a follow-up nothing more is asked of an area that is done or stopped, as long as there are others.
    """
    fetched = [note for note in state.notes_of(BROUGHT).values() if note.kind == "later"]
    areas = {note.id: note for note in (*state.notes_of_kind("area"), *fetched)}
    # A choice after a vote narrows it: what the last step on the agenda chose is what is done something about.
    for step in reversed(state.steps):
        chosen = [areas[option] for option in state.chosen.get(step.id, ()) if option in areas]
        if chosen:
            return chosen
    proposed = state.notes_of_kind("area")
    going = [area for area in proposed if state.cell(FOLLOWED, area.id, "status") not in ("done", "stopped")]
    return going or proposed


def speakers(state: Meeting, step: PlannedStep) -> Sequence[Member | None]:
    """Who speaks in a round, in order; None for somebody whose name is not known.

    The order is made when the round begins: whoever is speaking goes on speaking, whatever is said of the others.
    """
    order = state.orders.get(step.id)
    if order is None:
        order = order_of_a_round(state, step)
    return [None if one is None else state.member(one) for one in order]


def order_of_a_round(state: Meeting, step: PlannedStep) -> tuple[MemberId | None, ...]:
    """The order in which a round would begin now.

    The scribe begins and writes in peace thereafter; the top leader ends. The others rotate: each round of the meeting
    begins with another of them.
    """
    count = speakers_in_a_round(state.head_count)
    if count != state.head_count:
        return (None,) * count
    last = state.leader if state.leader in state.present else None
    first = state.scribe if state.scribe != last and state.scribe in state.present else None
    others: list[MemberId | None] = [one for one in state.present if one not in (first, last)]
    others += [None] * (count - len(others) - (first is not None) - (last is not None))
    rounds = [one.id for one in state.steps if one.method == "round"]
    start = rounds.index(step.id) * max(1, len(others) // 3) % len(others) if others and step.id in rounds else 0
    ends = [last] if last is not None else []
    return (*([first] if first is not None else []), *others[start:], *others[:start], *ends)


def order_after_a_change(state: Meeting, step: PlannedStep) -> tuple[MemberId | None, ...]:
    """The order of a round that has begun, when people have come, left or been named: who has spoken, has spoken."""
    count = speakers_in_a_round(state.head_count)
    if count != state.head_count:
        return (None,) * count
    begun = list(state.orders[step.id][: state.turns.get(step.id, 0) + 1])
    if begun and begun[-1] is not None and begun[-1] not in state.present:
        begun.pop()
    coming = [one for one in order_of_a_round(state, step) if one is not None and one not in begun]
    unnamed: list[MemberId | None] = [None] * max(0, count - len(begun) - len(coming))
    leader = [one for one in coming if one == state.leader]
    order = (*begun, *(one for one in coming if one != state.leader), *unnamed, *leader)
    return order or (None,)


def turn_of(state: Meeting, step: StepId) -> int:
    """The present turn within the step, from 0; never over the last, also when people have left meanwhile."""
    return min(state.turns.get(step, 0), turn_count(state, state.step(step)) - 1)


# -- votes -----------------------------------------------------------------------------------------------------------


def options_of(state: Meeting, step: PlannedStep) -> Sequence[str]:
    """What can be voted for, sorted or chosen at the step: ids of lines, or the rates."""
    if step.activity == "rate":
        return RATES
    if step.source == ("areas",):
        return [note.id for note in state.notes_of_kind("area")]
    if step.source == ("later",):
        return [note.id for note in state.notes_of_kind("later")]
    sources = step.source or tuple(one.id for one in state.steps[: state.position(step.id) + 1])
    chosen = {StepId(name) for name in sources}
    lines = [note.id for one in state.steps if one.id in chosen for note in state.notes_of(one.id).values()]
    areas = [note.id for note in state.notes_of_kind("area")] if "areas" in step.source else []
    later = [note.id for note in state.notes_of_kind("later")] if "later" in step.source else []
    return list(dict.fromkeys([*areas, *later, *lines]))


def is_member_id(state: Meeting, member: str) -> bool:
    """True if somebody who is called has this id."""
    return MemberId(member) in state.members
