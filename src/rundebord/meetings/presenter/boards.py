"""The boards: the small table, «Hvem må samarbeide?», the sentence, and the commitments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rundebord.meetings.core.agenda import areas_to_commit, turn_of
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.words import (
    COMMITMENT,
    COMMITMENT_FIELDS,
    COOPERATION,
    SENTENCE,
    TITLE,
    PlannedStep,
)
from rundebord.meetings.presenter.said import day_in_words
from rundebord.meetings.presenter.views import (
    Asked,
    Cell,
    CommittingView,
    CooperationCell,
    CooperationRow,
    CooperationView,
    Field,
    Line,
    Row,
    SentenceView,
    TableView,
)
from rundebord.programmes.format.package import StepText

_MONTHS_AHEAD = 13
_NEXT_MARK = {"": "leads", "leads": "contributes", "contributes": "knows", "knows": ""}


def table(state: Meeting, step: PlannedStep, asked: Asked, text: StepText) -> TableView:
    """The small table. Every cell is there from the start, and an empty one is a finding."""
    rows = [
        Row(
            text.rows.get(row, row),
            [
                Cell(
                    step.id,
                    row,
                    column,
                    f"{text.rows.get(row, row)}: {text.columns.get(column, column)}",
                    state.cell(step.id, row, column),
                )
                for column in step.columns
            ],
        )
        for row in step.rows
    ]
    title = Cell(step.id, TITLE, TITLE, _("What is it about?"), state.cell(step.id, TITLE, TITLE))
    return TableView(asked, title, [text.columns.get(column, column) for column in step.columns], rows)


def mark_words() -> dict[str, str]:
    """The three marks of the map, and none."""
    return {
        "": _("no part"),
        "leads": _("leads"),
        "contributes": _("must contribute"),
        "knows": _("must know"),
    }


def cooperation(state: Meeting, asked: Asked) -> CooperationView:
    """Who must work together on what: areas as rows, the members' units as columns."""
    words = mark_words()
    rows = []
    for area in areas_to_commit(state):
        cells = []
        for member in state.members.values():
            mark = state.cell(COOPERATION, area.id, member.id)
            label = f"{area.text} · {member.heading}: {words[mark]}"
            cells.append(CooperationCell(area.id, member.id, label, mark, _NEXT_MARK[mark]))
        rows.append(CooperationRow(area.text, cells))
    # The map has a question of its own, and needs the room.
    asked = replace(asked, question=_("Who must work together?"), instruction="")
    return CooperationView(asked, [member.heading for member in state.members.values()], rows)


def sentence(state: Meeting, step: PlannedStep, asked: Asked) -> SentenceView:
    """The sentence that the group works out together."""
    start = asked.prompts[0].strip("«»").rstrip("… ") + " " if asked.prompts else ""
    cell = Cell(step.id, SENTENCE, SENTENCE, _("Your sentence"), state.cell(step.id, SENTENCE, SENTENCE))
    objections = [Line(note.id, note.text) for note in state.notes_of(step.id).values() if note.kind == "difference"]
    return SentenceView(
        asked=asked,
        step=step.id,
        cell=cell,
        start=start,
        all_can_live=(step.id, "all-can-live") in state.agreed,
        objections=objections,
    )


def committing(state: Meeting, step: PlannedStep, asked: Asked) -> CommittingView:
    """One development area at a time: *Next* leads to the next one."""
    areas = areas_to_commit(state)
    if not areas:
        return CommittingView(asked, "", "", ())
    number = min(turn_of(state, step.id), len(areas) - 1)
    area = areas[number]
    names = step.columns or COMMITMENT_FIELDS
    count = _("%(turn)s of %(turns)s") % {"turn": number + 1, "turns": len(areas)} if len(areas) > 1 else ""
    return CommittingView(asked, area.text, count, [_field(state, area.id, name) for name in names])


def _field(state: Meeting, area: str, name: str) -> Field:
    labels = {
        "goal": _("Goal: in six months"),
        "sign": _("A sign that an outsider can see"),
        "month": _("By which month?"),
        "action": _("Action"),
        "owner": _("Which of you follows it up?"),
        "date": _("Date"),
        "first-step": _("First step, within 14 days"),
        "stop": _("What do you stop doing?"),
    }
    cell = Cell(COMMITMENT, area, name, labels[name], state.cell(COMMITMENT, area, name))
    at = state.last_at or datetime.now(timezone.get_current_timezone())
    before = next((one for one in state.brought.commitments if one.area == area), None)
    match name:
        case "month":
            return Field(cell, "month", _months(at), "")
        case "date":
            return Field(date_cell(cell), "date", (), _until_now(day_in_words(before.date) if before else ""))
        case "owner":
            return Field(
                owner_cell(state, cell), "owner", owner_choices(state), _until_now(before.owner_name if before else "")
            )
        case _:
            return Field(cell, "text", (), "")


def _until_now(words: str) -> str:
    """What stands from an earlier meeting, and goes on standing if nothing else is said."""
    return _("Now: %(words)s") % {"words": words} if words else ""


def date_cell(cell: Cell) -> Cell:
    """The cell of a date, as Norwegians write it: 15.12.2026."""
    if not cell.text:
        return cell
    year, month, day = cell.text.split("-")
    return Cell(cell.board, cell.row, cell.column, cell.label, f"{int(day)}.{int(month)}.{year}")


def owner_cell(state: Meeting, cell: Cell) -> Cell:
    """The cell of an owner, with the name in place of the id."""
    member = state.member(cell.text) if cell.text else None
    return Cell(cell.board, cell.row, cell.column, cell.label, member.name if member else "")


def owner_choices(state: Meeting) -> Sequence[tuple[str, str]]:
    """The names that can be chosen; another one may be typed."""
    return [(one.name, one.unit) for one in state.members.values()]


def _months(at: datetime) -> Sequence[tuple[str, str]]:
    here = timezone.localtime(at)
    found = []
    for ahead in range(_MONTHS_AHEAD):
        year, month = divmod(here.year * 12 + here.month - 1 + ahead, 12)
        first = here.replace(year=year, month=month + 1, day=1)
        found.append((f"{year}-{month + 1:02}", str(date_format(first, "YEAR_MONTH_FORMAT"))))
    return found
