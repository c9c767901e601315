"""The record of each meeting for the appendix: everything that was captured, step by step, without who said it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rundebord.documents.content import Block, Bullets, Section, Table, Words
from rundebord.meetings.core.agenda import options_of
from rundebord.meetings.core.display import rating_shown, vote_shown
from rundebord.meetings.core.state import Meeting, Note, Poll
from rundebord.meetings.core.words import (
    BROUGHT,
    CLOSE,
    COMMITMENT,
    COMMITMENT_FIELDS,
    SENTENCE,
    TITLE,
    NoteId,
    PlannedStep,
)
from rundebord.meetings.models import MeetingRow
from rundebord.meetings.presenter.reading import decided_words, kind_words
from rundebord.meetings.presenter.said import meeting_name
from rundebord.meetings.presenter.voting import category_word, statement_words
from rundebord.meetings.queries import CourseSoFar
from rundebord.programmes.format.package import Package, StepText
from rundebord.programmes.queries import package as package_with


def name_of(row: MeetingRow) -> str:
    """«Møte 2», by the version of the programme that the meeting follows."""
    return meeting_name(package_with(row.programme_id), row.episode)


def meeting_sections(so_far: CourseSoFar, language: str) -> list[Section]:
    """A part for each meeting that was begun, in their order."""
    found = []
    for row, state in zip(so_far.rows, so_far.states, strict=True):
        if not state.opened_steps:
            continue
        package = package_with(row.programme_id)
        day = date_format(timezone.localtime(row.opened_at), "DATE_FORMAT")
        episode = package.episode(row.episode)
        # A follow-up is called after its days already.
        heading = name_of(row) if episode.after_days else f"{name_of(row)}: {episode.text(language)[1].title}"
        found.append(Section(heading, (Words(f"{day} · {attendance(state)}"), *_close(state))))
        for step in state.steps:
            blocks = _step(state, step, package, language)
            if blocks:
                name = package.episode(state.episode).step(step.id).text(language)[1].name
                found.append(Section(name, tuple(blocks), level=2))
        found += _mended(state)
    return found


def attendance(state: Meeting) -> str:
    """How many were there, and their names where the group has said them."""
    count = ngettext("%(count)s person present", "%(count)s people present", state.head_count) % {
        "count": state.head_count
    }
    names = [one.name for one in state.present.values()]
    absent = [one.name for key, one in state.members.items() if key in state.absent]
    if not names:
        said = count
    elif len(names) == state.head_count:
        said = f"{count}: {', '.join(names)}"
    else:
        said = _("%(count)s, among them %(names)s") % {"count": count, "names": ", ".join(names)}
    return said if not absent else f"{said}. " + _("Not present: %(names)s") % {"names": ", ".join(absent)}


def _close(state: Meeting) -> list[Block]:
    lines = []
    promise = state.cell(CLOSE, "promise", "")
    owner = state.member(state.cell(CLOSE, "task-owner", ""))
    if promise:
        lines.append(_("The leader: «%(promise)s»") % {"promise": promise})
    if owner is not None:
        lines.append(_("%(owner)s reminds the others of the task.") % {"owner": owner.name})
    return [Bullets(tuple(lines))] if lines else []


def _step(state: Meeting, step: PlannedStep, package: Package, language: str) -> list[Block]:
    text = package.episode(state.episode).step(step.id).text(language)[1]
    blocks: list[Block] = []
    sentence = state.cell(step.id, SENTENCE, SENTENCE)
    if sentence:
        blocks.append(Words(sentence))
    blocks += _table(state, step, text)
    blocks += _lines(state, step, text)
    blocks += _votes(state, step, package, language)
    if step.activity == "commit" and step.id == _last_commit(state):
        blocks += _decided(state)
    return blocks


def _last_commit(state: Meeting) -> str:
    """The step under which what was decided stands: the last one that asks for it."""
    return next((one.id for one in reversed(state.steps) if one.activity == "commit"), "")


def _decided(state: Meeting) -> list[Block]:
    """What this meeting decided about each area, as it was said then."""
    rows = {row for board, row, _column in state.cells if board == COMMITMENT}
    found = []
    for row in sorted(rows):
        area = state.find_note(NoteId(row))
        said = {column: state.cell(COMMITMENT, row, column) for column in COMMITMENT_FIELDS}
        for label, words in decided_words(state, said):
            found.append((area.text if area is not None else "–", label, words))
    return [Table((_("Area"), _("What"), _("Decided")), tuple(found))] if found else []


def _lines(state: Meeting, step: PlannedStep, text: StepText) -> list[Block]:
    """The step's lines under their columns or piles; comments follow their line."""
    notes = [note for note in state.notes_of(step.id).values() if note.about is None]
    comments = _comments(state)
    piles = dict.fromkeys([*step.columns, *sorted({note.pile for note in notes})])
    blocks: list[Block] = []
    for pile in piles:
        lines = [_line(note, step, comments) for note in notes if note.pile == pile]
        if not lines:
            continue
        heading = text.columns.get(pile) or state.cell(step.id, TITLE, pile)
        if pile and heading:
            blocks.append(Words(f"{heading}:"))
        blocks.append(Bullets(tuple(lines)))
    return blocks


def _line(note: Note, step: PlannedStep, comments: dict[NoteId, list[str]]) -> str:
    words = kind_words()
    tag = f" ({words[note.kind].lower()})" if note.kind not in (step.becomes, "line") else ""
    said = "".join(f" – {comment}" for comment in comments.get(note.id, ()))
    return f"{note.text}{tag}{said}"


def _comments(state: Meeting) -> dict[NoteId, list[str]]:
    found: dict[NoteId, list[str]] = {}
    for notes in state.notes.values():
        for note in notes.values():
            if note.about is not None:
                found.setdefault(note.about, []).append(note.text)
    return found


def _table(state: Meeting, step: PlannedStep, text: StepText) -> list[Block]:
    if step.layout != "table":
        return []
    title = state.cell(step.id, TITLE, TITLE)
    rows = [
        (text.rows.get(row, row), *(state.cell(step.id, row, column) or "–" for column in step.columns))
        for row in step.rows
    ]
    if not title and all(cell == "–" for row in rows for cell in row[1:]):
        return []
    headings = ("", *(text.columns.get(column, column) for column in step.columns))
    return [*([Words(title)] if title else []), Table(headings, tuple(rows))]


def _votes(state: Meeting, step: PlannedStep, package: Package, language: str) -> list[Block]:
    """Results as far as they may be shown: an open vote by its hands, a hidden one by the rules of ``core.display``."""
    blocks: list[Block] = []
    if step.activity == "vote":
        poll = state.polls.get((step.id, ""), Poll())
        counts = _counts_shown(state, step, poll)
        chosen = state.chosen.get(step.id, ())
        rows = []
        for option in options_of(state, step):
            note = state.find_note(NoteId(option))
            if note is not None and (counts or chosen):
                count = str(counts.get(option, 0)) if counts else "–"
                rows.append((note.text, count, _("Chosen") if note.id in chosen else ""))
        if rows:
            blocks.append(Table((_("Proposal"), _("Votes"), _("Result")), tuple(rows)))
    elif step.activity == "rate":
        answers = []
        for statement in step.statements:
            poll = state.polls.get((step.id, statement), Poll())
            if not poll.is_closed:
                continue
            shown = rating_shown(poll.counts, is_sensitive=statement in step.sensitive)
            word = category_word(shown) if shown.is_shown else _("Not shown")
            answers.append((statement_words(state, package, step, statement, language), word))
        if answers:
            blocks.append(Table((_("Statement"), _("Answers")), tuple(answers)))
    elif step.activity == "decide" and step.source:
        lines = [state.find_note(option) for option in state.chosen.get(step.id, ())]
        names = tuple(note.text for note in lines if note is not None)
        if names:
            blocks += [Words(_("Chosen")), Bullets(names)]
    return blocks


def _counts_shown(state: Meeting, step: PlannedStep, poll: Poll) -> dict[str, int]:
    if not poll.is_closed:
        return {}
    if state.vote_kind(step.id) == "open":
        return dict(poll.counts)
    shown = vote_shown(poll.counts, options=options_of(state, step), slips=poll.slips, choose=step.choose)
    return dict(shown.counts) if shown.counts is not None else {}


def _mended(state: Meeting) -> Sequence[Section]:
    """Late lines that nobody has let in, and comments on what came from earlier."""
    brought = state.notes_of(BROUGHT)
    comments = [
        f"{brought[note.about].text} – {note.text}"
        for notes in state.notes.values()
        for note in notes.values()
        if note.about is not None and note.about in brought
    ]
    late = [note.text for note in state.inbox.values()]
    found = []
    if comments:
        found.append(Section(_("Comments on earlier lines"), (Bullets(tuple(comments)),), level=2))
    if late:
        found.append(Section(_("Came after the close"), (Bullets(tuple(late)),), level=2))
    return found
