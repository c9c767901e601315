"""The one thing on the screen: which view a meeting has now, and the plain ones of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from rundebord.meetings.core.agenda import options_of, speakers, turn_count, turn_of, wanted_seconds
from rundebord.meetings.core.state import Meeting, Note, Notes
from rundebord.meetings.core.words import HEAD_COUNT_RANGE, NoteId, PlannedStep
from rundebord.meetings.presenter.boards import committing, cooperation, sentence, table
from rundebord.meetings.presenter.following import following
from rundebord.meetings.presenter.reading import closed, reading
from rundebord.meetings.presenter.said import day_of, milliseconds, time_of
from rundebord.meetings.presenter.views import (
    LINES_ON_SCREEN,
    NO_PHONES,
    Asked,
    ClockFace,
    ColumnsView,
    Line,
    LobbyView,
    Phones,
    Pile,
    RestingView,
    SortingView,
    Tab,
    ThinkingView,
    Turn,
    View,
    ViewName,
    WritingView,
)
from rundebord.meetings.presenter.voting import choosing, how_to_answer, rating, voting
from rundebord.meetings.presenter.watching import watching
from rundebord.programmes.format.package import Package


def view_of(state: Meeting, package: Package, language: str, phones: Phones = NO_PHONES) -> tuple[ViewName, View]:
    """The view's name and what it shows."""
    if state.closed_at is not None:
        return "closed", closed(state, package, language)
    if state.broken_off_at is not None and state.current is not None:
        text_language, text = package.episode(state.episode).step(state.current).text(language)
        since = f"{day_of(state.broken_off_at)}, {time_of(state.broken_off_at)}"
        return "resting", RestingView(step_name=text.name, step_language=text_language, since=since)
    if state.current is None:
        return "lobby", _lobby(state, package, language)
    step = state.step(state.current)
    if step.activity == "watch":
        return "watching", watching(state, package, step.id, clock_of(state, step), language)
    asked = asked_at(state, package, step, language)
    if state.boards.get(step.id) == "cooperation":
        return "cooperation", cooperation(state, asked)
    return _at_activity(state, package, step, asked, language, phones)


def _at_activity(
    state: Meeting, package: Package, step: PlannedStep, asked: Asked, language: str, phones: Phones
) -> tuple[ViewName, View]:
    text = package.episode(state.episode).step(step.id).text(language)[1]
    match step.activity:
        case "review" if {"status", "signs"} & set(step.shows):
            return "following", following(state, package, step, asked, language)
        case "review":
            return "reading", reading(state, package, step, asked, language)
        case "rate":
            return "rating", rating(state, package, step, asked, language, phones)
        case "vote":
            return "voting", voting(state, step, asked, phones)
        case "decide" if step.source:
            return "choosing", choosing(state, step, asked)
        case "decide":
            return "sentence", sentence(state, step, asked)
        case "commit":
            return "committing", committing(state, step, asked)
        case "sort":
            return "sorting", _sorting(state, step, asked, text.columns)
    if not step.takes_lines:
        return "thinking", ThinkingView(asked, _how(step), _piles_before(state, package, step, language))
    if step.layout == "table":
        return "table", table(state, step, asked, text)
    notes = state.notes_of(step.id)
    own = {key: note for key, note in notes.items() if note.kind == step.becomes}
    piles = _piles(state, step, own, text.columns)
    if piles:
        places = {pile.id for pile in piles}
        loose = [line_of(note, step) for note in own.values() if note.pile not in places]
        return "columns", ColumnsView(
            asked=asked,
            step=step.id,
            piles=piles,
            loose=loose[-2:],
            is_known=len(own) > 1,
            is_named=bool(step.columns),
            turn=turn_at(state, step),
        )
    return "writing", WritingView(
        asked=asked,
        step=step.id,
        lines=newest_lines(notes, step),
        line_count=len(notes),
        turn=turn_at(state, step),
    )


def _piles_before(state: Meeting, package: Package, step: PlannedStep, language: str) -> Sequence[Pile]:
    """What pairs are asked about: the columns that the group filled just before."""
    place = state.position(step.id)
    before = state.steps[place - 1] if place > 0 and step.method == "pairs" else None
    if before is None or before.layout != "columns":
        return ()
    headings = package.episode(state.episode).step(before.id).text(language)[1].columns
    return _piles(state, before, state.notes_of(before.id), headings)


def _how(step: PlannedStep) -> str:
    return _("Each for oneself, on paper") if step.method == "alone" else _("Two and two")


def asked_at(state: Meeting, package: Package, step: PlannedStep, language: str) -> Asked:
    """The question, the instruction and the clock of the step."""
    text_language, text = package.episode(state.episode).step(step.id).text(language)
    tabs: tuple[Tab, ...] = ()
    if "cooperation" in step.shows:
        shown = state.boards.get(step.id, "")
        tabs = (
            Tab(step.id, "", text.name, shown == ""),
            Tab(step.id, "cooperation", _("Who must work together?"), shown == "cooperation"),
        )
    return Asked(
        question=text.question,
        instruction=text.instruction,
        prompts=text.prompts,
        language=text_language,
        clock=clock_of(state, step),
        tabs=tabs,
        how=how_to_answer(state, step),
    )


def _lobby(state: Meeting, package: Package, language: str) -> LobbyView:
    lowest, highest = HEAD_COUNT_RANGE
    episode = package.episode(state.episode)
    title_language, title = episode.title(language)
    return LobbyView(
        head_count=state.head_count,
        lowest=lowest,
        highest=highest,
        title=title,
        title_language=title_language,
        has_film=episode.film is not None,
        sentence=next((line.text for line in state.brought.lines if line.kind == "definition"), ""),
    )


def _sorting(state: Meeting, step: PlannedStep, asked: Asked, headings: Mapping[str, str]) -> SortingView:
    found = [state.find_note(NoteId(option)) for option in options_of(state, step)]
    notes = {note.id: note for note in found if note is not None}
    unsorted = [note for note in notes.values() if note.pile not in step.columns]
    return SortingView(
        asked=asked,
        line=line_of(unsorted[0], step) if unsorted else None,
        left=len(unsorted),
        piles=_piles(state, step, notes, headings),
    )


def _piles(state: Meeting, step: PlannedStep, notes: Notes, headings: Mapping[str, str]) -> Sequence[Pile]:
    """The step's columns; or, where it has none, the piles that the group has made."""
    # Lines that a later step has sorted into its columns lie in no pile of this one.
    own = {note.pile for note in notes.values() if note.pile.isascii() and note.pile.isdigit()}
    names = step.columns or tuple(sorted(own))
    piles = []
    for number, name in enumerate(names, 1):
        lines = [line_of(note, step) for note in notes.values() if note.pile == name]
        heading = headings.get(name) or state.cell(step.id, "title", name)
        piles.append(Pile(name, number if step.columns else int(name), heading, lines[-LINES_ON_SCREEN:], len(lines)))
    return piles


def turn_at(state: Meeting, step: PlannedStep) -> Turn | None:
    """Whose turn it is in a round; None elsewhere."""
    if step.method != "round" or state.turn_at is None:
        return None
    order = speakers(state, step)
    number, count = turn_of(state, step.id), turn_count(state, step)
    who = order[number]
    if who is not None:
        said = who.name
    elif len(order) != state.head_count:
        said = _("Next group: one speaks for three")
    else:
        said = _("Whoever wants to begin") if number == 0 else _("Person %(number)s") % {"number": number + 1}
    if who is None and number == count - 1 and count > 1 and state.leader is None:
        said = _("Last: the one who leads you")
    seconds = max(20, wanted_seconds(step, state.head_count) // count)
    return Turn(
        said, _("%(turn)s of %(turns)s") % {"turn": number + 1, "turns": count}, milliseconds(state.turn_at), seconds
    )


def clock_of(state: Meeting, step: PlannedStep) -> ClockFace:
    """The step's clock."""
    ends_at = state.ends_at[step.id]
    left = None if state.paused_at is None else milliseconds(ends_at) - milliseconds(state.paused_at)
    return ClockFace(
        step=step.id,
        ends_at=milliseconds(ends_at),
        seconds=max(1, wanted_seconds(step, state.head_count)),
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


def line_of(note: Note, step: PlannedStep) -> Line:
    """The line, with a tag if it is something else than what the step's lines are."""
    if note.kind == step.becomes:
        return Line(note.id, note.text, note.is_marked, "")
    tags = {
        "area": _("Development area"),
        "later": _("For later"),
        "note": _("Note"),
        "difference": _("We see this differently"),
        "term": _("Term"),
        "reference": _("Reference"),
        "requirement": _("What is required"),
    }
    return Line(note.id, note.text, note.is_marked, tags.get(note.kind, ""))


def newest_lines(notes: Notes, step: PlannedStep) -> Sequence[Line]:
    """The last few, found from the end: the cost of a screen does not grow with the meeting."""
    newest: list[Line] = []
    for note_id in reversed(tuple(notes)):
        if len(newest) == LINES_ON_SCREEN:
            break
        newest.append(line_of(notes[note_id], step))
    return newest[::-1]
