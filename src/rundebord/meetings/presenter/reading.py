"""What was written, read back: at the steps that review, at the close, and after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from rundebord.meetings.core.agenda import areas_to_commit, options_of
from rundebord.meetings.core.state import Meeting, Note
from rundebord.meetings.core.words import (
    BROUGHT,
    CLOSE,
    COMMITMENT,
    SENTENCE,
    SORTS_AT_THE_CLOSE,
    BroughtLine,
    Kind,
    NoteId,
    PlannedStep,
)
from rundebord.meetings.presenter.boards import date_cell, owner_cell, owner_choices
from rundebord.meetings.presenter.said import day_in_words, day_of, meeting_name, month_in_words, on_a_weekday, time_of
from rundebord.meetings.presenter.views import (
    Asked,
    Cell,
    ClosedView,
    Field,
    Line,
    LineGroup,
    ReadingView,
    ReadLine,
)
from rundebord.programmes.format.package import Package
from rundebord.programmes.queries import episode_after

_ORDER: tuple[Kind, ...] = ("definition", "area", "requirement", "difference", "term", "reference", "note", "later")


def kind_words() -> dict[Kind, str]:
    """What the kinds are called over their lines."""
    return {
        "definition": _("Our sentence"),
        "area": _("Development areas"),
        "requirement": _("What is required of us"),
        "difference": _("We see this differently"),
        "term": _("Terms"),
        "reference": _("References"),
        "note": _("Notes"),
        "later": _("For later"),
    }


def _sorts() -> Sequence[tuple[str, str]]:
    words: dict[Kind, str] = {
        "term": _("Term"),
        "reference": _("Reference"),
        "difference": _("We see this differently"),
        "area": _("Development area"),
        "later": _("For later"),
    }
    return [(kind, words[kind]) for kind in SORTS_AT_THE_CLOSE]


def reading(state: Meeting, package: Package, step: PlannedStep, asked: Asked, language: str) -> ReadingView:
    """What the step reads back: its sources, or all that was written; and what the meeting ends with."""
    wanted = {NoteId(option) for option in options_of(state, step)} if step.source else None
    is_thread = "thread" in step.shows
    groups = [] if is_thread and not step.source else list(groups_of(state, package, language, only=wanted))
    text = package.episode(state.episode).text(language)[1]
    is_close = bool({"next-date", "task", "promise"} & set(step.shows))
    return ReadingView(
        asked=asked,
        groups=[
            *(decided_groups(state) if is_close else ()),
            *groups,
            *(thread_groups(state, package, language) if is_thread else ()),
        ],
        kinds=_sorts(),
        task=text.task if "task" in step.shows else "",
        fields=_close_fields(state, package, step) if is_close else (),
    )


def groups_of(
    state: Meeting, package: Package, language: str, *, only: set[NoteId] | None = None
) -> Sequence[LineGroup]:
    """Lines that stand: those to be sorted first, then by kind, then the rest under the step that they came from."""
    places = [planned.id for planned in state.steps]
    # What came from earlier was read then; here it stands only where the step asks for it by name.
    if only is not None:
        places = [BROUGHT, *places]
    notes = [
        note
        for place in places
        for note in state.notes_of(place).values()
        if note.about is None and (only is None or note.id in only)
    ]
    comments: dict[NoteId, list[str]] = {}
    for planned in state.steps:
        for note in state.notes_of(planned.id).values():
            if note.about is not None:
                comments.setdefault(note.about, []).append(note.text)
    groups = []
    kept = [note for note in notes if note.is_marked and note.kind == "line"]
    if kept:
        groups.append(_group(_("Taken care of: what is it?"), kept, comments))
    if only is None:
        groups += _sentences(state)
    words = kind_words()
    for kind in _ORDER:
        of_kind = [note for note in notes if note.kind == kind]
        if of_kind:
            groups.append(_group(words[kind], of_kind, comments))
    for planned in state.steps:
        lines = [note for note in notes if note.step == planned.id and note.kind == "line" and not note.is_marked]
        if lines:
            name = package.episode(state.episode).step(planned.id).text(language)[1].name
            groups.append(_group(name, lines, comments))
    return groups


def _sentences(state: Meeting) -> list[LineGroup]:
    """The sentences of decide steps: read back, and mended at their step."""
    found = [text for (_board, row, _column), text in state.cells.items() if row == SENTENCE]
    lines = [ReadLine("", text, False, False, ()) for text in found]
    return [LineGroup(kind_words()["definition"], lines)] if lines else []


def _group(heading: str, notes: Sequence[Note], comments: dict[NoteId, list[str]]) -> LineGroup:
    return LineGroup(
        heading,
        [
            ReadLine(
                id=note.id,
                text=note.text,
                is_ticked=note.is_ticked,
                needs_sorting=note.is_marked and note.kind == "line",
                comments=comments.get(note.id, ()),
            )
            for note in notes
        ],
    )


def _close_fields(state: Meeting, package: Package, step: PlannedStep) -> Sequence[Field]:
    fields = []
    if "task" in step.shows:
        cell = Cell(CLOSE, "task-owner", "", _("Who reminds the others?"), state.cell(CLOSE, "task-owner", ""))
        fields.append(Field(owner_cell(state, cell), "owner", owner_choices(state), ""))
    if "promise" in step.shows:
        cell = Cell(CLOSE, "promise", "", _("The leader: «This I do myself»"), state.cell(CLOSE, "promise", ""))
        fields.append(Field(cell, "text", (), ""))
    if "next-date" in step.shows:
        cell = Cell(CLOSE, "next-date", "", _("When do you meet next?"), state.cell(CLOSE, "next-date", ""))
        fields.append(Field(date_cell(cell), "date", (), _proposed(state, package)))
    return fields


def _proposed(state: Meeting, package: Package) -> str:
    """After the last meeting: when the programme wants the group to look back; "" elsewhere."""
    following = episode_after(package, state.episode)
    if following is None or not following.after_days or state.last_at is None:
        return ""
    day = on_a_weekday(timezone.localtime(state.last_at).date() + timedelta(days=following.after_days))
    said = {"minutes": following.minutes, "day": day_in_words(day.isoformat())}
    return _("Proposed: a follow-up of %(minutes)s minutes on %(day)s") % said


def closed(state: Meeting, package: Package, language: str) -> ClosedView:
    """After the close."""
    closed_at = state.closed_at or state.last_at
    owner = state.member(state.cell(CLOSE, "task-owner", ""))
    shows = {shown for step in state.steps for shown in step.shows}
    return ClosedView(
        closed_at=time_of(closed_at) if closed_at else "",
        closed_on=day_of(closed_at) if closed_at else "",
        next_date=day_in_words(state.cell(CLOSE, "next-date", "")),
        task=package.episode(state.episode).text(language)[1].task if "task" in shows else "",
        owner=owner.name if owner else "",
        promise=state.cell(CLOSE, "promise", ""),
        groups=[*decided_groups(state), *groups_of(state, package, language)],
        late_lines=[Line(note.id, note.text) for note in state.inbox.values()],
        following=_following(state, package),
    )


def _following(state: Meeting, package: Package) -> str:
    following = episode_after(package, state.episode)
    return meeting_name(package, following.id) if following is not None else ""


def decided_groups(state: Meeting) -> Sequence[LineGroup]:
    """What was decided in this meeting about each area, so that owners and dates are read aloud.

    Three lines for an area, so that two are seen at once: the action with its owner and date, the goal, the first step.
    """
    together = (("action", "owner", "date"), ("goal", "sign", "month"), ("first-step", "stop"))
    groups = []
    for area in areas_to_commit(state):
        lines = []
        for columns in together:
            said = {column: state.cell(COMMITMENT, area.id, column) for column in columns}
            words = " · ".join(f"{label}: {words}" for label, words in decided_words(state, said))
            lines += [words] if words else []
        if lines:
            groups.append(LineGroup(area.text, [ReadLine("", line, False, False, ()) for line in lines]))
    return groups


def decided_words(state: Meeting, said: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    """Label and words of each field of a commitment that says something; owners by name, days in words."""
    owner = state.member(said.get("owner", ""))
    pairs = [
        (_("Goal"), said.get("goal", "")),
        (_("Sign"), said.get("sign", "")),
        (_("By"), month_in_words(said.get("month", ""))),
        (_("Action"), said.get("action", "")),
        (_("Follows up"), owner.name if owner is not None else ""),
        (_("Deadline"), day_in_words(said.get("date", ""))),
        (_("First step"), said.get("first-step", "")),
        (_("We stop"), said.get("stop", "")),
    ]
    return [(label, words) for label, words in pairs if words]


def thread_groups(state: Meeting, package: Package, language: str) -> Sequence[LineGroup]:
    """What the group said before: the sentence first, then what was written in between, where it differed, the rest.

    Each line that lives on can be mended here; its earlier wordings are kept.
    """
    brought = state.notes_of(BROUGHT).values()
    between = {kind: [line for line in state.brought.lines if line.kind == kind] for kind in ("task", "catch-up")}
    words = kind_words()
    groups = _brought_group(words["definition"], [note for note in brought if note.kind == "definition"])
    before = package.episode(state.brought.episode).text(language)[1] if state.brought.episode else None
    if before is not None and before.task:
        lines = [ReadLine("", said(line), False, False, ()) for line in between["task"]]
        groups.append(LineGroup(_("The task: %(task)s") % {"task": before.task_line or before.task}, lines))
    if between["catch-up"]:
        lines = [ReadLine("", said(line), False, False, ()) for line in between["catch-up"]]
        groups.append(LineGroup(_("From those who were absent"), lines))
    order: tuple[Kind, ...] = ("difference", "requirement", "area", "term", "reference")
    is_shown = {line.id for group in groups for line in group.lines}
    for kind in order:
        lines_of_kind = [note for note in brought if note.kind == kind and note.id not in is_shown]
        groups += _brought_group(words[kind], lines_of_kind)
    return groups


def said(line: BroughtLine) -> str:
    """The line, with the name of the one who signed it."""
    return f"{line.text} ({line.said_by})" if line.said_by else line.text


def _brought_group(heading: str, notes: Sequence[Note]) -> list[LineGroup]:
    return [_group(heading, notes, {})] if notes else []
