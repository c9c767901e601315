"""Properties: an accepted word is in the meeting until somebody edits or deletes it, and then the log has it still."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from factories.meetings import START, TO_SORT, Fact, after, an_hour, facts_of
from factories.wishes import Wish, histories, moments_of, wish_lists
from rundebord.kernel.refused import Refused
from rundebord.kernel.texts import tidy
from rundebord.meetings.core import commands as c
from rundebord.meetings.core import events as e
from rundebord.meetings.core.effects import AnnounceVersion, effects_of
from rundebord.meetings.core.evolve import replay
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.words import BROUGHT, LONGEST_NOTE, NoteId


def where(state: Meeting, note: NoteId) -> list[str]:
    """Every place in which the line lies, with its text: there must be exactly one."""
    return [
        *(text.text for lines in state.notes.values() for key, text in lines.items() if key == note),
        *(text.text for key, text in state.deleted.items() if key == note),
        *(text.text for key, text in state.inbox.items() if key == note),
    ]


@given(histories())
def test_every_accepted_line_lies_in_one_place_with_its_newest_words(facts: list[Fact]) -> None:
    said: dict[NoteId, str] = {}
    for event, _ in facts:
        if isinstance(event, e.NoteKept | e.NoteArrivedLate | e.NoteEdited):
            said[event.note] = event.text
        elif isinstance(event, e.NoteErased):
            said.pop(event.note, None)
    state = replay(facts)
    assert {note: where(state, note) for note in said} == {note: [text] for note, text in said.items()}
    brought = [note for note in state.notes_of(BROUGHT) if note not in said]
    deleted = [note for note in state.deleted if note not in said]
    assert state.note_count == len(said) + len(brought) + len(deleted)


@given(histories())
def test_what_was_brought_lies_in_one_place_until_it_is_erased(facts: list[Fact]) -> None:
    state = replay(facts)
    for line in state.brought.lines:
        if line.kind not in ("task", "catch-up"):
            assert len(where(state, line.note)) == 1, line


@given(histories())
def test_a_line_that_nobody_deleted_stands_under_the_step_that_it_named(facts: list[Fact]) -> None:
    stands = {}
    for event, _ in facts:
        if isinstance(event, e.NoteKept):
            stands[event.note] = event.step
        elif isinstance(event, e.NoteDeleted | e.NoteRestored | e.NoteLetIn | e.NoteErased):
            stands.pop(event.note, None)
    state = replay(facts)
    assert {note: state.notes_of(step)[note].step for note, step in stands.items()} == stands


@given(wish_lists())
def test_every_sender_is_told_no_or_has_a_line_that_stands_as_it_was_written(wanted: list[Wish]) -> None:
    for moment in moments_of(wanted):
        wish = moment.command
        if isinstance(wish, c.KeepNote) and not moment.before.knows_note(wish.note):
            assert isinstance(moment.decision, Refused) or where(moment.after, wish.note) == [tidy(wish.text)]


@given(wish_lists())
def test_deleting_a_line_and_taking_it_back_leaves_every_line_in_its_place(wanted: list[Wish]) -> None:
    for moment in moments_of(wanted):
        state = moment.after
        for step, notes in state.notes.items():
            for note in notes if state.is_open else ():
                back = after(after(state, c.DeleteNote(note)), c.RestoreNote(note))
                assert list(back.notes_of(step)) == list(notes)


@given(st.text(max_size=3_000))
def test_what_is_kept_is_one_line_with_nothing_at_its_ends_and_tidying_it_again_changes_nothing(text: str) -> None:
    kept = tidy(text)
    assert tidy(kept) == kept
    assert kept == kept.strip()
    assert len(kept.splitlines()) <= 1
    assert not any(ord(letter) < 32 or ord(letter) == 127 for letter in kept)
    assert "".join(kept.split()) == "".join(
        "".join(letter for letter in text if ord(letter) >= 32 and ord(letter) != 127).split()
    )


@given(histories())
def test_no_line_in_the_log_is_empty_or_longer_than_the_limit(facts: list[Fact]) -> None:
    for event, _ in facts:
        if isinstance(event, e.NoteKept | e.NoteArrivedLate | e.NoteEdited):
            assert 0 < len(event.text) <= LONGEST_NOTE


@given(wish_lists())
def test_whatever_changes_a_meeting_is_announced_and_nothing_else_is(wanted: list[Wish]) -> None:
    for moment in moments_of(wanted):
        events = [event for event, _ in moment.facts]
        assert effects_of(events) == ((AnnounceVersion(),) if moment.after.version > moment.before.version else ())


def test_several_facts_at_once_are_announced_once() -> None:
    facts = facts_of(an_hour(), START, c.PauseClock(), TO_SORT)
    assert len(facts) == 5
    assert effects_of([event for event, _ in facts]) == (AnnounceVersion(),)
