"""From state to exactly what a screen shows. A template uses all of these fields and no others (a test says so).

Every moment is local time as text, or milliseconds since 1970 for the clocks that the browser runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rundebord.kernel.refused import Refused
from rundebord.meetings.core.state import Meeting, Note, Notes
from rundebord.meetings.core.words import HEAD_COUNT_RANGE, PlannedStep
from rundebord.programmes.format.package import Package

LINES_ON_SCREEN = 6
"""The newest lines of a writing step; more than six cannot be read from the end of the table."""

ViewName = Literal["lobby", "writing", "reading", "closed"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line that somebody said."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Moves:
    """What *Next* and *Back* mean here: the command that each sends, empty where there is none."""

    next_command: str
    next_origin: str
    next_step: str
    next_label: str
    back_command: str
    back_origin: str
    back_step: str


@dataclass(frozen=True, slots=True)
class ClockFace:
    """The step's clock, by which each screen counts for itself."""

    step: str
    ends_at: int
    seconds: int
    paused_left: int | None
    """Milliseconds that are left while the clock stands still; None while it runs."""
    notice: str
    """Why it stands still, when nobody asked for it: the computer's clock was set."""


@dataclass(frozen=True, slots=True)
class LobbyView:
    """Before the first step: how many are you?"""

    head_count: int
    lowest: int
    highest: int
    title: str
    title_language: str


@dataclass(frozen=True, slots=True)
class WritingView:
    """A step at which lines are written."""

    step: str
    question: str
    instruction: str
    text_language: str
    clock: ClockFace
    lines: Sequence[Line]
    line_count: int


@dataclass(frozen=True, slots=True)
class ReadingView:
    """A step at which everything is read back, and mended."""

    question: str
    instruction: str
    text_language: str
    clock: ClockFace
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class ClosedView:
    """After the close: what was written, and what came too late."""

    closed_at: str
    closed_on: str
    lines: Sequence[Line]
    late_lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class SharedScreen:
    """The whole shared screen: a frame that is always there, and one view within it."""

    version: int
    place: str
    """Where the group is: «Møte 1 · Steg 1 av 2»."""
    saved_at: str
    """When the last word was put on disk."""
    moves: Moves
    view_name: ViewName
    view: LobbyView | WritingView | ReadingView | ClosedView


def shared_screen(state: Meeting, package: Package, *, number: int, language: str) -> SharedScreen:
    """What the shared screen shows of meeting ``number`` in the active language."""
    view_name, view = _view(state, package, language)
    return SharedScreen(
        version=state.version,
        place=_place(state, number),
        saved_at="" if state.last_at is None else _time(state.last_at),
        moves=_moves(state),
        view_name=view_name,
        view=view,
    )


def refusal_sentence(refused: Refused) -> str:
    """The refusal in the sender's language: what happened, what is allowed, what to do next."""
    sentences = {
        "meeting-not-open": _("The meeting has not been opened. Load the page again."),
        "meeting-closed": _("The meeting is closed. Press Back to open it again."),
        "head-count-out-of-range": _("You said %(count)s people. A meeting is for %(lowest)s to %(highest)s."),
        "no-such-step": _("This meeting has no such step. Load the page again."),
        "step-not-opened": _("The group has not come to that step yet. Your text lies here until it has."),
        "moved-meanwhile": _("The group had moved on already, so nothing was changed."),
        "note-empty": _("The line was empty. Write something first."),
        "note-too-long": _(
            "The line has %(length)s characters, and there is room for %(longest)s. "
            "Shorten it, or make two of it. Your text lies here."
        ),
        "too-many-notes": _("The meeting holds %(most)s lines, and there is no room for more. Delete some first."),
        "no-such-note": _("That line is not here any more, so nothing was changed."),
        "time-out-of-range": _("You can give a step from 1 second to %(longest)s seconds more at a time."),
    }
    sentence = sentences.get(refused.reason, _("That could not be done here. Load the page again."))
    return sentence % {key: _number(value) for key, value in refused.values.items()}


def _number(value: str | int) -> str:
    # A narrow no-break space between thousands, as Norwegian writes them.
    return f"{value:,}".replace(",", "\u202f") if isinstance(value, int) else value


def _view(
    state: Meeting, package: Package, language: str
) -> tuple[ViewName, LobbyView | WritingView | ReadingView | ClosedView]:
    if state.closed_at is not None:
        return "closed", ClosedView(
            closed_at=_time(state.closed_at),
            closed_on=date_format(timezone.localtime(state.closed_at), "DATE_FORMAT"),
            lines=_all_lines(state),
            late_lines=_lines(state.inbox),
        )
    episode = package.episode(state.episode)
    if state.current is None:
        lowest, highest = HEAD_COUNT_RANGE
        title_language, title = episode.title(language)
        return "lobby", LobbyView(
            head_count=state.head_count,
            lowest=lowest,
            highest=highest,
            title=title,
            title_language=title_language,
        )
    planned = state.steps[state.position(state.current)]
    text_language, text = episode.step(planned.id).text(language)
    if planned.activity == "review":
        return "reading", ReadingView(
            question=text.question,
            instruction=text.instruction,
            text_language=text_language,
            clock=_clock(state, planned),
            lines=_all_lines(state),
        )
    notes = state.notes_of(planned.id)
    return "writing", WritingView(
        step=planned.id,
        question=text.question,
        instruction=text.instruction,
        text_language=text_language,
        clock=_clock(state, planned),
        lines=_newest_lines(notes),
        line_count=len(notes),
    )


def _place(state: Meeting, number: int) -> str:
    if state.closed_at is not None:
        return _("Meeting %(number)s · Closed") % {"number": number}
    if state.current is None:
        return _("Meeting %(number)s") % {"number": number}
    return _("Meeting %(number)s · Step %(step)s of %(steps)s") % {
        "number": number,
        "step": state.position(state.current) + 1,
        "steps": len(state.steps),
    }


def _moves(state: Meeting) -> Moves:
    nothing = Moves("", "", "", "", "", "", "")
    if state.closed_at is not None:
        return Moves("", "", "", "", "reopen-meeting", "", "")
    here = state.position(state.current)
    origin = state.current or ""
    if here == len(state.steps) - 1:
        forward = ("close-meeting", origin, "", _("Close the meeting"))
    else:
        label = _("Start") if here < 0 else _("Next")
        forward = ("start-step", origin, state.steps[here + 1].id, label)
    if here < 0:
        return Moves(*forward, nothing.back_command, "", "")
    return Moves(*forward, "go-back", origin, state.steps[here - 1].id if here > 0 else "")


def _clock(state: Meeting, planned: PlannedStep) -> ClockFace:
    ends_at = state.ends_at[planned.id]
    left = None if state.paused_at is None else _milliseconds(ends_at) - _milliseconds(state.paused_at)
    return ClockFace(
        step=planned.id,
        ends_at=_milliseconds(ends_at),
        seconds=planned.seconds,
        paused_left=left,
        notice=_clock_notice(state),
    )


def _clock_notice(state: Meeting) -> str:
    if state.paused_at is None or state.clock_set_seconds == 0:
        return ""
    minutes = max(1, round(abs(state.clock_set_seconds) / 60))
    if state.clock_set_seconds > 0:
        return _("The computer's clock was set %(minutes)s min ahead. Your time stands still.") % {"minutes": minutes}
    return _("The computer's clock was set %(minutes)s min back. Your time stands still.") % {"minutes": minutes}


def _lines(notes: Notes) -> list[Line]:
    return [_line(note) for note in notes.values()]


def _line(note: Note) -> Line:
    return Line(note.id, note.text)


def _newest_lines(notes: Notes) -> list[Line]:
    """The last few, found from the end: the cost of a screen does not grow with the meeting."""
    newest: list[Line] = []
    for note_id in reversed(tuple(notes)):
        if len(newest) == LINES_ON_SCREEN:
            break
        newest.append(_line(notes[note_id]))
    return newest[::-1]


def _all_lines(state: Meeting) -> list[Line]:
    return [line for planned in state.steps for line in _lines(state.notes_of(planned.id))]


def _time(at: datetime) -> str:
    return f"{timezone.localtime(at):%H.%M}"


def _milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)
