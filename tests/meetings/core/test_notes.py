"""Lines: what is written stands, as it was written, until somebody changes it."""

from __future__ import annotations

import pytest

from factories.meetings import (
    CLOSE,
    SORT,
    START,
    TO_READ,
    TO_SORT,
    WRITE,
    a_line,
    a_note,
    after,
    an_hour,
    facts_of,
    lines,
    meeting_after,
    minute,
)
from rundebord.kernel.refused import Refused
from rundebord.kernel.texts import tidy
from rundebord.meetings.core import commands as c
from rundebord.meetings.core import events as e
from rundebord.meetings.core.decide import decide

WRITING = (an_hour(), START)
THREE = (*WRITING, a_line(1), a_line(2), a_line(3))
TO_CLOSE = (TO_SORT, TO_READ, CLOSE)


def kept(text: str) -> str:
    return lines(meeting_after(*WRITING, a_line(1, text)))[0]


def test_lines_stand_in_the_order_in_which_they_came() -> None:
    assert lines(meeting_after(*WRITING, a_line(2), a_line(3), a_line(1))) == ["line 2", "line 3", "line 1"]


def test_a_line_knows_its_step_and_when_it_was_kept() -> None:
    note = meeting_after(*WRITING, minute(4), a_line(1)).find_note(a_note(1))
    assert note is not None
    assert (note.id, note.step, note.kept_at) == (a_note(1), WRITE, minute(4))


def test_a_note_sent_twice_is_kept_once() -> None:
    state = meeting_after(*WRITING, a_line(1))
    assert decide(state, a_line(1), minute(9)) == ()
    assert decide(state, a_line(1, "other words"), minute(9)) == ()


def test_a_note_that_was_deleted_does_not_come_back_when_it_is_sent_again() -> None:
    state = meeting_after(*WRITING, a_line(1), c.DeleteNote(a_note(1)))
    assert decide(state, a_line(1), minute(9)) == ()


def test_a_late_note_sent_twice_lies_in_the_inbox_once() -> None:
    state = meeting_after(*WRITING, *TO_CLOSE, a_line(1))
    assert decide(state, a_line(1), minute(9)) == ()


def test_the_same_words_from_two_people_are_two_lines() -> None:
    assert lines(meeting_after(*WRITING, a_line(1, "enig"), a_line(2, "enig"))) == ["enig", "enig"]


def test_a_note_for_a_step_that_the_group_has_left_stands_under_that_step() -> None:
    state = meeting_after(*WRITING, TO_SORT, a_line(1), a_line(2, step=SORT))
    assert lines(state, WRITE) == ["line 1"]
    assert lines(state, SORT) == ["line 2"]


@pytest.mark.parametrize(
    ("written", "stands"),
    [
        ("  to ord  ", "to ord"),
        ("a\tb\r\nc", "a b c"),
        ("a\x00b\x1bc\x7fd", "a b c d"),
        ("a \x00 \x01 b", "a b"),
        ("a\u00a0\u2003b", "a b"),
        ("linje\u2028skift", "linje skift"),
    ],
)
def test_white_space_and_control_characters_are_folded(written: str, stands: str) -> None:
    assert tidy(written) == stands
    assert kept(written) == stands


@pytest.mark.parametrize(
    "text",
    [
        "Vi sier «digital», og mener «fort» – ikke sant?",
        "👩‍👩‍👧‍👦 🏳️‍🌈 🇳🇴 er også ord",
        "التحول الرقمي هو نحن",
        "עברית and English, mixed",
        "<script>alert(1)</script> & &amp; \"'",
        "{{ braces }} {% tag %} %s %(name)s",
        "e\u0301 is not é",
    ],
)
def test_words_are_kept_to_the_letter(text: str) -> None:
    assert kept(text) == text


def test_a_thousand_characters_are_kept_whole() -> None:
    assert kept("å" * 1_000) == "å" * 1_000


def test_length_is_counted_after_tidying() -> None:
    assert kept(" " * 500 + "x" * 1_000 + "\n" * 500) == "x" * 1_000


def test_an_edited_line_says_the_new_words_in_the_old_place() -> None:
    state = meeting_after(*THREE, c.EditNote(a_note(2), "  better\nwords "))
    assert lines(state) == ["line 1", "better words", "line 3"]


def test_an_edit_to_the_same_words_is_no_new_fact() -> None:
    assert decide(meeting_after(*THREE), c.EditNote(a_note(2), " line  2 "), minute(9)) == ()


def test_a_deleted_line_is_gone_from_its_step_and_kept_aside() -> None:
    state = meeting_after(*THREE, c.DeleteNote(a_note(2)))
    assert lines(state) == ["line 1", "line 3"]
    assert state.deleted[a_note(2)].text == "line 2"


def test_a_line_deleted_twice_is_deleted_once() -> None:
    assert decide(meeting_after(*THREE, c.DeleteNote(a_note(2))), c.DeleteNote(a_note(2)), minute(9)) == ()


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_line_taken_back_stands_where_it_stood(number: int) -> None:
    state = meeting_after(*THREE, c.DeleteNote(a_note(number)), a_line(4), c.RestoreNote(a_note(number)))
    assert lines(state) == ["line 1", "line 2", "line 3", "line 4"]
    assert state.deleted == {}


def test_a_line_taken_back_says_what_it_was_edited_to() -> None:
    story = (*THREE, c.EditNote(a_note(2), "better"), c.DeleteNote(a_note(2)), c.RestoreNote(a_note(2)))
    assert lines(meeting_after(*story)) == ["line 1", "better", "line 3"]


def test_a_line_that_stands_cannot_be_taken_back_again() -> None:
    assert decide(meeting_after(*THREE), c.RestoreNote(a_note(2)), minute(9)) == ()


def test_taking_a_line_back_moves_no_other_line() -> None:
    story = (*WRITING, *TO_CLOSE, a_line(1), c.ReopenMeeting(), a_line(2), c.LetNoteIn(a_note(1)))
    before = lines(meeting_after(*story))
    assert lines(meeting_after(*story, c.DeleteNote(a_note(2)), c.RestoreNote(a_note(2)))) == before


def test_a_note_after_the_close_waits_in_the_inbox() -> None:
    *_, (event, _at) = facts_of(*WRITING, *TO_CLOSE, a_line(1))
    assert event == e.NoteArrivedLate(WRITE, a_note(1), "line 1")
    state = meeting_after(*WRITING, *TO_CLOSE, a_line(1))
    assert lines(state) == []
    assert [note.text for note in state.inbox.values()] == ["line 1"]


@pytest.mark.parametrize("reopened", [(), (c.ReopenMeeting(),)], ids=["closed", "reopened"])
def test_a_late_note_that_is_let_in_stands_under_its_step(reopened: tuple[c.Command, ...]) -> None:
    story = (*WRITING, a_line(1), *TO_CLOSE, a_line(2), *reopened, c.LetNoteIn(a_note(2)))
    state = meeting_after(*story)
    assert lines(state) == ["line 1", "line 2"]
    assert state.inbox == {}
    assert decide(state, c.LetNoteIn(a_note(2)), minute(99)) == ()


def test_a_note_that_was_never_late_needs_no_letting_in() -> None:
    assert decide(meeting_after(*THREE), c.LetNoteIn(a_note(1)), minute(9)) == ()


def test_a_refused_line_can_be_sent_again_when_its_step_has_been_opened() -> None:
    early = a_line(1, step=SORT)
    writing = meeting_after(*WRITING)
    assert decide(writing, early, minute(1)) == Refused("step-not-opened")
    assert lines(after(after(writing, TO_SORT), early), SORT) == ["line 1"]


def test_every_line_counts_wherever_it_lies() -> None:
    state = meeting_after(*THREE, c.DeleteNote(a_note(1)), *TO_CLOSE, a_line(4))
    assert state.note_count == 4
    assert all(state.knows_note(a_note(number)) for number in (1, 2, 3, 4))
    assert not state.knows_note(a_note(5))
