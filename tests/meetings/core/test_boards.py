"""Cells, owners and how lines lie: tables, commitments, who must work together, the close, piles and marks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from factories.meetings import (
    CLOSE as TO_CLOSE,
)
from factories.meetings import (
    READ,
    SORT,
    START,
    TO_READ,
    TO_SORT,
    WRITE,
    Happening,
    a_line,
    a_note,
    after,
    an_hour,
    lines,
    meeting_after,
)
from rundebord.kernel.refused import Refused
from rundebord.meetings.core import commands as c
from rundebord.meetings.core import events as e
from rundebord.meetings.core.agenda import areas_to_commit, options_of, turn_count
from rundebord.meetings.core.decide import Decision, decide
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.words import (
    CLOSE,
    COMMITMENT,
    COMMITMENT_FIELDS,
    COOPERATION,
    RATES,
    SENTENCE,
    TITLE,
    MemberId,
    NoteId,
    PlannedStep,
)

AGENDA = (
    PlannedStep(WRITE, "plenary", "share", 480, layout="table", rows=("gain", "risk"), columns=("who", "knows")),
    PlannedStep(SORT, "plenary", "decide", 300, becomes="definition", shows=("cooperation",)),
    PlannedStep(READ, "plenary", "commit", 300, source=("areas",)),
)
AREA, OTHER = a_note(1), a_note(2)
KARI, OLA, NEW = (MemberId(one) for one in ("kari", "ola", "new"))
NO_CELL = Refused("no-such-cell")
AT = datetime(2026, 9, 29, 9, tzinfo=UTC)
"""When the judge is asked: late in September."""


def at_the_boards(*more: Happening) -> Meeting:
    """Kari and Ola, one development area and one other line, at the second step."""
    area = c.KeepNote(WRITE, AREA, "answer on one page", "area")
    people = (c.AddMember(KARI, "Kari", "Økonomi"), c.AddMember(OLA, "Ola"))
    return meeting_after(an_hour(AGENDA), *people, START, area, a_line(2), TO_SORT, *more)


def answer(command: c.Command, *more: Happening) -> Decision:
    return decide(at_the_boards(*more), command, AT)


def cell(board: str, row: str, column: str, text: str = "words") -> c.SetCell:
    return c.SetCell(board, row, column, text)


def goal(column: str, text: str) -> c.SetCell:
    return cell(COMMITMENT, AREA, column, text)


# -- cells -----------------------------------------------------------------------------------------------------------

CELLS = [
    (WRITE, "gain", "who"),
    (WRITE, "risk", "knows"),
    (WRITE, TITLE, TITLE),
    (SORT, SENTENCE, SENTENCE),
    (SORT, TITLE, "1"),
    (READ, TITLE, "9"),
    (COMMITMENT, AREA, "goal"),
    (COMMITMENT, AREA, "stop"),
    (CLOSE, "promise", ""),
]


@pytest.mark.parametrize(("board", "row", "column"), CELLS)
def test_a_cell_says_what_was_written_until_it_is_written_over_or_emptied(board: str, row: str, column: str) -> None:
    state = at_the_boards(cell(board, row, column, "  two\nwords "))
    assert state.cell(board, row, column) == "two words"
    assert decide(state, cell(board, row, column, "two  words"), AT) == ()
    other = after(state, cell(board, row, column, "other"))
    assert other.cell(board, row, column) == "other"
    emptied = after(other, cell(board, row, column, " "))
    assert dict(emptied.cells) == {}
    assert decide(emptied, cell(board, row, column, ""), AT) == ()


@pytest.mark.parametrize(
    ("board", "row", "column"),
    [
        (WRITE, "gain", "goal"),
        (WRITE, "cost", "who"),
        (WRITE, "", ""),
        (WRITE, TITLE, "1"),
        (WRITE, SENTENCE, SENTENCE),
        (SORT, "gain", "who"),
        (SORT, TITLE, TITLE),
        (SORT, TITLE, "0"),
        (SORT, TITLE, "12"),
        (SORT, TITLE, ""),
        (READ, SENTENCE, SENTENCE),
        (COMMITMENT, AREA, "owner"),
        (COMMITMENT, AREA, "price"),
        (COMMITMENT, OTHER, "goal"),
        (COMMITMENT, a_note(9), "goal"),
        (COOPERATION, OTHER, KARI),
        (COOPERATION, AREA, "nobody"),
        (CLOSE, "task-owner", ""),
        (CLOSE, "promise", "goal"),
        (CLOSE, "song", ""),
        ("nowhere", "gain", "who"),
    ],
)
def test_a_cell_that_no_board_has_is_refused(board: str, row: str, column: str) -> None:
    assert answer(cell(board, row, column)) == NO_CELL


def test_a_cell_holds_as_much_as_a_line() -> None:
    assert isinstance(answer(goal("goal", "å" * 1_000)), tuple)
    assert answer(goal("goal", "å" * 1_001)) == Refused("note-too-long", {"length": 1_001, "longest": 1_000})


def test_what_was_decided_about_an_area_that_is_no_longer_one_is_kept_and_not_changed() -> None:
    state = at_the_boards(goal("goal", "words"), c.SetKind(AREA, "later"))
    assert state.cell(COMMITMENT, AREA, "goal") == "words"
    assert decide(state, goal("goal", "other"), AT) == NO_CELL


@pytest.mark.parametrize(("board", "row", "column"), [(COMMITMENT, AREA, "date"), (CLOSE, "next-date", "")])
@pytest.mark.parametrize("text", ["2026-09-29", "2026-12-01", "2030-12-31"])
def test_a_date_is_today_or_within_a_few_years(board: str, row: str, column: str, text: str) -> None:
    assert answer(cell(board, row, column, text)) == (e.CellSet(board, row, column, text),)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("2026-09-28", Refused("date-out-of-range", {"day": "28.9.2026"})),
        ("2031-01-01", Refused("date-out-of-range", {"day": "1.1.2031"})),
        ("1.12.2026", Refused("date-not-read", {"text": "1.12.2026"})),
        ("2026-02-30", Refused("no-such-day", {"text": "2026-02-30"})),
        ("soon " * 20, Refused("date-not-read", {"text": ("soon " * 20)[:40]})),
    ],
)
def test_a_date_that_is_past_or_none_is_refused_with_what_was_read(text: str, refused: Refused) -> None:
    for where in ((COMMITMENT, AREA, "date"), (CLOSE, "next-date", "")):
        assert answer(cell(*where, text)) == refused


@pytest.mark.parametrize("text", ["2026-10", "2027-02", "2030-12"])
def test_a_goal_has_a_month_to_come(text: str) -> None:
    assert answer(goal("month", text)) == (e.CellSet(COMMITMENT, AREA, "month", text),)


@pytest.mark.parametrize("text", ["2026-08", "2031-01", "2026-13", "mars", "2026-10-01", "2026"])
def test_what_is_no_month_to_come_is_refused(text: str) -> None:
    assert answer(goal("month", text)) == Refused("month-not-read", {"text": text})


def test_the_present_month_is_to_come_until_it_is_over() -> None:
    assert answer(goal("month", "2026-09")) == (e.CellSet(COMMITMENT, AREA, "month", "2026-09"),)


@pytest.mark.parametrize("text", ["20261201", "2026-W49-2"])
def test_a_date_is_kept_in_one_shape(text: str) -> None:
    decision = answer(goal("date", text))
    assert isinstance(decision, Refused) or decision == (e.CellSet(COMMITMENT, AREA, "date", "2026-12-01"),)


@pytest.mark.parametrize("mark", ["leads", "contributes", "knows"])
def test_the_map_has_three_marks_and_none(mark: str) -> None:
    state = at_the_boards(cell(COOPERATION, AREA, KARI, mark))
    assert state.cell(COOPERATION, AREA, KARI) == mark
    assert after(state, cell(COOPERATION, AREA, KARI, "")).cell(COOPERATION, AREA, KARI) == ""
    assert decide(state, cell(COOPERATION, AREA, KARI, "pays"), AT) == NO_CELL


def test_a_step_shows_its_own_board_or_one_of_those_it_has() -> None:
    state = at_the_boards(c.ShowBoard(SORT, "cooperation"))
    assert state.boards == {SORT: "cooperation"}
    assert decide(state, c.ShowBoard(SORT, "cooperation"), AT) == ()
    assert after(state, c.ShowBoard(SORT, "")).boards == {SORT: ""}
    assert decide(state, c.ShowBoard(SORT, "next-date"), AT) == NO_CELL
    assert decide(state, c.ShowBoard(WRITE, "cooperation"), AT) == NO_CELL


# -- owners -----------------------------------------------------------------------------------------------------------


def owner(name: str, *, board: str = COMMITMENT, row: str = AREA, member: MemberId = NEW) -> c.NameOwner:
    return c.NameOwner(board, row, name, member)


@pytest.mark.parametrize("name", ["Kari", " kari ", "KARI", KARI])
def test_an_owner_is_a_member_whatever_the_capitals(name: str) -> None:
    assert answer(owner(name)) == (e.CellSet(COMMITMENT, AREA, "owner", KARI),)
    assert answer(owner(name), owner("Kari")) == ()


def test_a_name_that_nobody_has_becomes_a_member_who_owns() -> None:
    state = at_the_boards(owner(" Åse  Berg "))
    assert state.members[NEW].name == "Åse Berg"
    assert state.cell(COMMITMENT, AREA, "owner") == NEW


def test_the_task_between_the_meetings_has_an_owner_too() -> None:
    assert at_the_boards(owner("Ola", board=CLOSE, row="task-owner")).cell(CLOSE, "task-owner", "") == OLA


@pytest.mark.parametrize("name", ["alle", "Alle", "IT", "it", " vi ", "Ledergruppa", "ingen"])
def test_all_and_it_are_nobody(name: str) -> None:
    assert answer(owner(name)) == Refused("owner-is-nobody", {"name": name.strip()})


def test_an_owner_can_be_taken_away_again() -> None:
    assert at_the_boards(owner("Kari"), owner(" ")).cell(COMMITMENT, AREA, "owner") == ""
    assert answer(owner("")) == ()


@pytest.mark.parametrize(
    ("command", "refused"),
    [
        (owner("Kari", row=OTHER), NO_CELL),
        (owner("Kari", row="task-owner"), NO_CELL),
        (owner("Kari", board=CLOSE), NO_CELL),
        (owner("Kari", board=COOPERATION), NO_CELL),
        (owner("x" * 81), Refused("name-too-long", {"length": 81, "longest": 80})),
    ],
)
def test_an_owner_is_named_where_there_is_one(command: c.NameOwner, refused: Refused) -> None:
    assert answer(command) == refused


def test_one_who_has_left_still_owns_what_has_their_name() -> None:
    state = at_the_boards(owner("Kari"), c.RemoveMember(KARI))
    assert state.cell(COMMITMENT, AREA, "owner") == KARI
    assert state.member(KARI) is not None
    assert KARI not in state.members


def test_an_owner_is_never_somebody_else_than_the_one_who_was_named() -> None:
    decision = answer(owner("Åse", member=OLA))
    assert isinstance(decision, Refused) or decision[-1] != e.CellSet(COMMITMENT, AREA, "owner", OLA)


# -- lines: piles, places, marks and kinds ---------------------------------------------------------------------------

COLUMNS = (replace(AGENDA[0], layout="columns", rows=()), replace(AGENDA[1], columns=("yes", "no")), AGENDA[2])


def placed(agenda: tuple[PlannedStep, ...], pile: str, *moves: Happening) -> Decision:
    return decide(meeting_after(an_hour(agenda), START, a_line(1), *moves), c.PlaceNote(AREA, pile), AT)


def test_a_line_lies_in_a_column_of_its_step_or_of_the_present_one_or_in_none() -> None:
    assert placed(COLUMNS, "who") == (e.NotePlaced(AREA, "who"),)
    assert placed(COLUMNS, "yes", TO_SORT) == (e.NotePlaced(AREA, "yes"),)
    assert placed(COLUMNS, "") == ()
    assert placed(COLUMNS, "", c.PlaceNote(AREA, "who")) == (e.NotePlaced(AREA, ""),)
    assert placed(COLUMNS, "who", c.PlaceNote(AREA, "who")) == ()
    for pile in ("yes", "1", "price"):
        assert placed(COLUMNS, pile) == Refused("no-such-pile", {"pile": pile})


def test_a_list_has_nine_piles() -> None:
    plain = an_hour().steps
    assert [pile for pile in "0123456789" if isinstance(placed(plain, pile), tuple)] == list("123456789")
    assert placed(plain, "12") == Refused("no-such-pile", {"pile": "12"})


@pytest.mark.parametrize(("pile", "lies"), [("who", "who"), ("1", ""), ("price", ""), ("", "")])
def test_words_for_a_pile_that_is_not_there_are_kept_and_lie_in_none(pile: str, lies: str) -> None:
    state = meeting_after(an_hour(COLUMNS), START, c.KeepNote(WRITE, AREA, "words", None, pile))
    assert [note.pile for note in state.notes_of(WRITE).values()] == [lies]


FOUR: tuple[Happening, ...] = (an_hour(), START, *(a_line(number) for number in (1, 2, 3, 4)))


@pytest.mark.parametrize(("number", "before", "numbers"), [(4, 1, "4123"), (1, 4, "2314"), (2, None, "1342")])
def test_a_line_is_moved_before_another_or_last(number: int, before: int | None, numbers: str) -> None:
    target = a_note(before) if before else None
    state = meeting_after(*FOUR, c.MoveNote(a_note(number), target))
    assert [line[-1] for line in lines(state)] == list(numbers)
    assert decide(state, c.MoveNote(a_note(number), target), AT) == ()
    assert [line[-1] for line in lines(after(state, a_line(5)))] == [*numbers, "5"]


def test_a_line_is_not_moved_before_itself_nor_before_one_of_another_step() -> None:
    state = meeting_after(*FOUR, TO_SORT, a_line(5, step=SORT))
    assert decide(state, c.MoveNote(AREA, AREA), AT) == ()
    assert decide(state, c.MoveNote(AREA, a_note(5)), AT) == Refused("no-such-note")
    assert decide(state, c.MoveNote(a_note(9), AREA), AT) == Refused("no-such-note")


def test_lines_that_were_moved_deleted_and_taken_back_stand_where_they_stood() -> None:
    gone = (c.DeleteNote(OTHER), c.MoveNote(a_note(4), a_note(3)), c.RestoreNote(OTHER))
    state = meeting_after(*FOUR, *gone)
    back = after(after(state, c.DeleteNote(a_note(4))), c.RestoreNote(a_note(4)))
    assert lines(back) == lines(state)


def test_two_lines_change_places_as_often_as_anybody_likes() -> None:
    state = meeting_after(*FOUR)
    for number in range(100):
        moved, before = (3, 2) if number % 2 == 0 else (2, 3)
        state = after(state, c.MoveNote(a_note(moved), a_note(before)))
        assert lines(state) == ["line 1", f"line {moved}", f"line {before}", "line 4"], number


@pytest.mark.parametrize("make", [c.MarkNote, c.TickNote])
def test_a_line_is_marked_and_ticked_once_and_it_is_taken_back(make: type[c.MarkNote] | type[c.TickNote]) -> None:
    state = meeting_after(*FOUR)
    assert decide(state, make(AREA, False), AT) == ()
    marked = after(state, make(AREA, True))
    note = marked.notes_of(WRITE)[AREA]
    assert (note.is_marked, note.is_ticked) == (make is c.MarkNote, make is c.TickNote)
    assert decide(marked, make(AREA, True), AT) == ()
    assert after(marked, make(AREA, False)).notes == state.notes


def test_a_line_is_of_the_kind_that_its_step_makes_until_it_is_said_to_be_another() -> None:
    state = at_the_boards(a_line(3, step=SORT), c.SetKind(OTHER, "area"))
    assert [note.id for note in state.notes_of_kind("area")] == [AREA, OTHER]
    assert [note.id for note in state.notes_of_kind("definition")] == [a_note(3)]
    assert decide(state, c.SetKind(OTHER, "area"), AT) == ()


def test_late_words_keep_their_kind_their_pile_and_what_they_are_about() -> None:
    late = c.KeepNote(WRITE, a_note(3), "late", "area", "who", AREA)
    story = (an_hour(COLUMNS), START, a_line(1), TO_SORT, TO_READ, TO_CLOSE, late)
    waiting = meeting_after(*story).inbox[a_note(3)]
    assert (waiting.kind, waiting.pile, waiting.about) == ("area", "who", AREA)
    assert meeting_after(*story, c.LetNoteIn(a_note(3))).notes_of(WRITE)[a_note(3)] == waiting


def test_a_comment_on_a_line_that_is_not_there_is_a_line() -> None:
    state = meeting_after(*FOUR, c.DeleteNote(AREA), c.KeepNote(WRITE, a_note(5), "and so", about=AREA))
    assert state.notes_of(WRITE)[a_note(5)].about is None


# -- what is chosen from, and committed to ---------------------------------------------------------------------------


def test_what_can_be_chosen_is_the_lines_of_the_sources_or_all_so_far() -> None:
    state = at_the_boards(a_line(3, step=SORT), c.KeepNote(SORT, a_note(4), "late idea", "area"))

    def found(*source: str) -> list[str]:
        return list(options_of(state, replace(AGENDA[1], source=source)))

    third, fourth = a_note(3), a_note(4)
    assert (found(), found(WRITE), found(SORT)) == ([AREA, OTHER, third, fourth], [AREA, OTHER], [third, fourth])
    assert (found("areas"), found("areas", SORT)) == ([AREA, fourth], [AREA, fourth, third])
    assert options_of(state, replace(AGENDA[1], activity="rate")) == RATES


def test_what_is_committed_to_is_what_was_chosen_and_stands_else_all_proposals() -> None:
    both = at_the_boards(c.SetKind(OTHER, "area"))
    chosen = after(after(both, c.ChooseOption(SORT, OTHER, True)), c.ChooseOption(SORT, AREA, True))

    def committed(state: Meeting) -> list[NoteId]:
        return [note.id for note in areas_to_commit(state)]

    assert (committed(both), committed(chosen)) == ([AREA, OTHER], [OTHER, AREA])
    assert committed(after(chosen, c.DeleteNote(OTHER))) == [AREA]
    assert turn_count(chosen, AGENDA[2]) == 2
    assert turn_count(meeting_after(an_hour(AGENDA)), AGENDA[2]) == 1


def test_a_commitment_is_what_product_md_says() -> None:
    assert COMMITMENT_FIELDS == ("goal", "sign", "month", "action", "owner", "date", "first-step", "stop")
