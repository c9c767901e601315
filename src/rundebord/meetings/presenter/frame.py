"""The frame of the shared screen: where we are, the way on and back, the time, and what lies behind one key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rundebord.meetings.core.agenda import next_step, present_plan, turn_count, turn_of, wanted_seconds
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.words import HEAD_COUNT_RANGE, PlannedStep
from rundebord.meetings.presenter.said import meeting_name, time_of
from rundebord.meetings.presenter.stage import view_of
from rundebord.meetings.presenter.views import (
    NO_PHONES,
    Line,
    MemberRow,
    Move,
    Moves,
    Panel,
    Phones,
    Segment,
    SharedScreen,
    TimeLine,
)
from rundebord.programmes.format.package import Package


def shared_screen(state: Meeting, package: Package, *, language: str, phones: Phones = NO_PHONES) -> SharedScreen:
    """What the shared screen shows in the active language."""
    view_name, view = view_of(state, package, language, phones)
    return SharedScreen(
        version=state.version + phones.stirred,
        place=place_of(state, package),
        time=time_line(state, package, language),
        saved_at="" if state.last_at is None else time_of(state.last_at),
        moves=moves_of(state, package, language),
        panel=_panel(state, package, language),
        view_name=view_name,
        view=view,
        step=state.current or "",
        asks=phones.asks,
        ahead_seconds=state.ahead_seconds,
    )


def place_of(state: Meeting, package: Package) -> str:
    """«Møte 1 · Steg 4 av 7»."""
    name = meeting_name(package, state.episode)
    if state.closed_at is not None:
        return _("%(meeting)s · Closed") % {"meeting": name}
    if state.current is None:
        return name
    return _("%(meeting)s · Step %(step)s of %(steps)s") % {
        "meeting": name,
        "step": state.position(state.current) + 1,
        "steps": len(state.steps),
    }


def step_name(state: Meeting, package: Package, step: PlannedStep, language: str) -> str:
    """What the programme calls the step, in the language or the one that stands in for it."""
    return package.episode(state.episode).step(step.id).text(language)[1].name


# -- the way on and the way back -------------------------------------------------------------------------------------


def moves_of(state: Meeting, package: Package, language: str) -> Moves:
    """What *Next* and *Back* mean here."""
    if state.closed_at is not None:
        return Moves(None, Move("reopen-meeting", (), _("Back")))
    if state.broken_off_at is not None:
        return Moves(Move("take-up-meeting", (), _("Go on")), None)
    turn = _turn_moves(state)
    return Moves(turn[0] or _next(state, package, language), turn[1] or _back(state))


def _turn_moves(state: Meeting) -> tuple[Move | None, Move | None]:
    """Within a round *Next* calls the next person, and *Back* the one before."""
    if state.current is None:
        return None, None
    step = state.step(state.current)
    here, last = turn_of(state, step.id), turn_count(state, step) - 1

    def to(turn: int, label: str) -> Move:
        return Move("call-turn", (("step", step.id), ("origin", str(here)), ("turn", str(turn))), label)

    labels = {"rate": _("Next statement"), "commit": _("Next area")}
    label = labels.get(step.activity, _("Next person"))
    return to(here + 1, label) if here < last else None, to(here - 1, _("Back")) if here > 0 else None


def _next(state: Meeting, package: Package, language: str) -> Move:
    origin = state.current or ""
    step = next_step(state)
    if step is None:
        return Move("close-meeting", (("origin", origin),), _("Close the meeting"))
    if state.current is not None:
        label = _("Next")
    else:
        label = _("Start the film") if _has_film(state, package, step) else _("Start")
    return Move("start-step", (("origin", origin), ("step", step.id)), label)


def _has_film(state: Meeting, package: Package, step: PlannedStep) -> bool:
    return step.activity == "watch" and package.episode(state.episode).film is not None


def _back(state: Meeting) -> Move | None:
    if state.current is None:
        return None
    destination = state.path[-1] if state.path else None
    return Move("go-back", (("origin", state.current), ("step", destination or "")), _("Back"))


# -- the time --------------------------------------------------------------------------------------------------------


def time_line(state: Meeting, package: Package, language: str) -> TimeLine:
    """Whether the group is on time; what gives way is said before it does."""
    if state.end_at is None or not state.is_open or state.broken_off_at is not None:
        return TimeLine("", "")
    end_at = state.end_at
    state = _with_plan(state)
    gives_way = _gives_way(state, package, language)
    ends = _("Ends at %(time)s") % {"time": time_of(end_at + timedelta(seconds=state.plan.over_seconds))}
    return TimeLine(ends, gives_way)


def _with_plan(state: Meeting) -> Meeting:
    """In the lobby no plan is a fact yet; what has been said of the end is answered at once all the same."""
    if state.current is not None or not state.is_end_said or state.last_at is None:
        return state
    return replace(state, plan=present_plan(state, state.last_at))


def _gives_way(state: Meeting, package: Package, language: str) -> str:
    if state.plan.over_seconds > 0:
        minutes = max(1, round(state.plan.over_seconds / 60))
        if state.step(state.current or state.steps[0].id).activity == "watch":
            return _("There is no time for the group work. See the film today, and work together next time.")
        return ngettext(
            "%(count)s minute too long, even with the shortest steps.",
            "%(count)s minutes too long, even with the shortest steps.",
            minutes,
        ) % {"count": minutes}
    dropped, shorter = [], []
    for step in state.steps:
        if step.id not in state.plan.seconds or step.id in state.opened_steps:
            continue
        name = step_name(state, package, step, language)
        given, wanted = state.plan.seconds[step.id], wanted_seconds(step, state.head_count)
        if given == 0:
            dropped.append(name)
        elif wanted - given >= 30:
            shorter.append(_("«%(step)s» %(minutes)s min") % {"step": name, "minutes": max(1, round(given / 60))})
    sentences = []
    if dropped:
        sentences.append(_("Falls away: %(steps)s.") % {"steps": ", ".join(f"«{name}»" for name in dropped)})
    if shorter:
        sentences.append(_("Shorter: %(steps)s.") % {"steps": ", ".join(shorter)})
    return " ".join(sentences)


def segments(state: Meeting, package: Package, language: str) -> Sequence[Segment]:
    """The agenda: each step with its minutes, and what becomes of it."""
    wanted = {step.id: wanted_seconds(step, state.head_count) for step in state.steps}
    agenda = []
    for step in state.steps:
        given = state.plan.seconds.get(step.id, wanted[step.id])
        agenda.append(
            Segment(
                name=step_name(state, package, step, language),
                minutes=max(1, round((given or wanted[step.id]) / 60)),
                state=_segment_state(state, step, given, wanted[step.id]),
                step=step.id,
            )
        )
    return tuple(agenda)


def _segment_state(
    state: Meeting, step: PlannedStep, given: int, wanted: int
) -> Literal["done", "now", "to-come", "shorter", "dropped"]:
    if step.id == state.current:
        return "now"
    if step.id in state.opened_steps:
        return "done"
    if given == 0 or (state.current is not None and state.position(step.id) < state.position(state.current)):
        return "dropped"
    return "shorter" if wanted - given >= 30 else "to-come"


# -- behind one key --------------------------------------------------------------------------------------------------


def _panel(state: Meeting, package: Package, language: str) -> Panel:
    episode = package.episode(state.episode)
    text_language, text = episode.text(language)
    lowest, highest = HEAD_COUNT_RANGE
    return Panel(
        language=text_language,
        segments=segments(_with_plan(state), package, language),
        origin=state.current or "",
        head_count=state.head_count,
        lowest=lowest,
        highest=highest,
        members=tuple(
            MemberRow(
                id=one.id,
                name=one.name,
                unit=one.unit,
                is_leader=one.id == state.leader,
                is_scribe=one.id == state.scribe,
                is_host=one.id == state.host,
                is_absent=one.id in state.absent,
            )
            for one in state.members.values()
        ),
        rota=_rota(state),
        minutes=_minutes_left(state, episode.minutes),
        areas=tuple(Line(note.id, note.text) for note in state.notes_of_kind("area")),
        later=tuple(Line(note.id, note.text) for note in state.notes_of_kind("later")),
        more_questions=text.more_questions,
        can_rest=state.is_open and state.current is not None and state.broken_off_at is None,
    )


def _rota(state: Meeting) -> str:
    """Who did it last, where the group has said who does what; "" where it has not."""
    sentences = []
    host = state.member(state.brought.host or "")
    scribe = state.member(state.brought.scribe or "")
    if host is not None:
        sentences.append(_("%(name)s led last time.") % {"name": host.name})
    if scribe is not None:
        sentences.append(_("%(name)s wrote last time.") % {"name": scribe.name})
    return " ".join(sentences)


def _minutes_left(state: Meeting, minutes: int) -> int:
    if state.end_at is None or state.last_at is None:
        return minutes
    return max(5, round((state.end_at - state.last_at).total_seconds() / 60))
