"""The thread: what a group's meetings say together, whatever was mended, laid aside, taken again or undone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.meetings import a_note, after
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.thread import Thread, thread_of
from rundebord.meetings.core.words import (
    COMMITMENT,
    DEFINITION,
    FOLLOWED,
    SENTENCE,
    BroughtCommitment,
    BroughtKind,
    BroughtLine,
    NoteId,
    PlannedStep,
    StepId,
)

SAY, SENT, CHOOSE, FETCH, COMMIT, END = (StepId(one) for one in ("say", "sentence", "choose", "fetch", "commit", "end"))
AGENDA = (
    PlannedStep(SAY, "plenary", "share", 300, becomes="area"),
    PlannedStep(SENT, "plenary", "decide", 300, becomes="definition"),
    PlannedStep(CHOOSE, "plenary", "decide", 300, source=("areas",), choose=2),
    PlannedStep(FETCH, "plenary", "decide", 300, source=("later",), choose=1),
    PlannedStep(COMMIT, "plenary", "commit", 300, columns=("goal",)),
    PlannedStep(END, "plenary", "review", 300),
)
A, B, C = (a_note(number) for number in (1, 2, 3))


def opened(name: str, before: Sequence[Meeting] = (), *, episode: str = "") -> Meeting:
    """A meeting with all its steps behind it, that had with it what those before it said."""
    state = after(
        Meeting(),
        c.OpenMeeting(meeting=name, group=7, programme="d", episode=episode or name, steps=AGENDA, head_count=8),
    )
    state = after(state, brought(thread_of(before)))
    here: StepId | None = None
    for step in AGENDA:
        state = after(state, c.StartStep(here, step.id))
        here = step.id
    return state


def brought(thread: Thread) -> c.BringThread:
    """As ``threads.thread_before`` does it, in the small."""

    def lines(kind: BroughtKind, found: Sequence[object]) -> list[BroughtLine]:
        return [BroughtLine(one.id, kind, one.text) for one in found]  # type: ignore[attr-defined]

    definition = [] if thread.definition is None else lines("definition", [thread.definition])
    return c.BringThread(
        head_count=8,
        episode=thread.last_episode,
        lines=(*definition, *lines("area", thread.areas), *lines("later", thread.laid_aside)),
        commitments=tuple(BroughtCommitment(one.area.id) for one in thread.agreements if one.is_going),
    )


def doing(state: Meeting, *commands: c.Command) -> Meeting:
    for command in commands:
        changed = after(state, command)
        assert changed.version > state.version, f"{command} came to nothing"
        state = changed
    return state


def areas(*numbers: int) -> list[c.Command]:
    return [c.KeepNote(SAY, a_note(number), f"area {number}") for number in numbers]


def said(thread: Thread) -> tuple[list[str], list[str]]:
    """What is in play, and what lies for later."""
    return [line.text for line in thread.areas], [line.text for line in thread.laid_aside]


def test_no_meetings_say_nothing() -> None:
    assert thread_of([]) == Thread()


def test_until_something_is_chosen_everything_proposed_is_in_play() -> None:
    assert said(thread_of([doing(opened("m1"), *areas(1, 2))])) == (["area 1", "area 2"], [])


def test_what_was_not_chosen_is_laid_aside_and_a_choice_that_is_taken_back_lays_nothing_aside() -> None:
    first = doing(opened("m1"), *areas(1, 2, 3), c.ChooseOption(CHOOSE, B, True))
    assert said(thread_of([first])) == (["area 2"], ["area 1", "area 3"])
    first = doing(first, c.ChooseOption(CHOOSE, B, False))
    assert said(thread_of([first])) == (["area 1", "area 2", "area 3"], [])


def test_what_was_proposed_after_the_choice_was_no_option() -> None:
    late = PlannedStep(StepId("late"), "plenary", "share", 300, becomes="area")
    state = after(Meeting(), c.OpenMeeting("m1", 7, "d", "m1", (*AGENDA, late), 8))
    here: StepId | None = None
    for step in (*AGENDA, late):
        state, here = after(state, c.StartStep(here, step.id)), step.id
    state = doing(state, *areas(1, 2), c.ChooseOption(CHOOSE, A, True), c.KeepNote(late.id, C, "area 3"))
    assert said(thread_of([state])) == (["area 1", "area 3"], ["area 2"])


def test_a_later_choice_puts_back_in_play_what_an_earlier_one_laid_aside() -> None:
    first = doing(opened("m1"), *areas(1, 2), c.ChooseOption(CHOOSE, A, True))
    second = doing(opened("m2", [first]), c.ChooseOption(FETCH, B, True))
    assert said(thread_of([first, second])) == (["area 1", "area 2"], [])


def test_an_area_that_lies_for_later_and_is_called_an_area_again_is_in_play() -> None:
    first = doing(opened("m1"), *areas(1, 2), c.ChooseOption(CHOOSE, A, True))
    second = doing(opened("m2", [first]), c.SetKind(B, "area"))
    assert said(thread_of([first, second])) == (["area 1", "area 2"], [])
    second = doing(second, c.SetKind(B, "later"))
    assert said(thread_of([first, second])) == (["area 1"], ["area 2"])


def test_a_line_that_is_put_for_later_and_fetched_is_an_area() -> None:
    first = doing(opened("m1"), c.KeepNote(SAY, A, "for later", "later"))
    assert said(thread_of([first])) == ([], ["for later"])
    second = doing(opened("m2", [first]), c.ChooseOption(FETCH, A, True))
    assert said(thread_of([first, second])) == (["for later"], [])
    assert [note.kind for note in opened("m3", [first, second]).notes_of_kind("area")] == ["area"]


def test_a_line_mended_after_a_later_meeting_opened_reads_as_it_was_mended() -> None:
    first = doing(opened("m1"), *areas(1))
    second = opened("m2", [first])
    first = doing(first, c.EditNote(A, "mended in the first"))
    assert said(thread_of([first, second]))[0] == ["mended in the first"]


def test_what_the_later_meeting_mended_stands_over_what_the_earlier_one_mends_after_it() -> None:
    first = doing(opened("m1"), *areas(1))
    second = doing(opened("m2", [first]), c.EditNote(A, "second's words"))
    first = doing(first, c.EditNote(A, "first's words"))
    line = thread_of([first, second]).lines[A]
    assert line.text == "second's words"
    assert [(one.meeting, one.text) for one in line.wordings] == [(0, "first's words"), (1, "second's words")]


def test_a_line_deleted_in_either_meeting_is_gone_and_taken_back_it_stands() -> None:
    first = doing(opened("m1"), *areas(1, 2))
    second = doing(opened("m2", [first]), c.DeleteNote(A))
    assert said(thread_of([first, second]))[0] == ["area 2"]
    assert said(thread_of([first, doing(second, c.RestoreNote(A))]))[0] == ["area 1", "area 2"]
    gone = doing(first, c.DeleteNote(B))
    assert said(thread_of([gone, second])) == ([], [])


def test_a_comment_is_no_line_of_the_thread() -> None:
    first = doing(opened("m1"), *areas(1), c.KeepNote(SAY, B, "about it", "area", "", A))
    assert list(thread_of([first]).lines) == [A]


def test_meetings_that_are_undone_say_nothing_and_take_nothing_along() -> None:
    first = doing(opened("m1"), *areas(1))
    second = doing(opened("m2", [first]), *areas(2), c.EditNote(A, "reworded"))
    assert said(thread_of([second]))[0] == ["area 2"]
    assert said(thread_of([first]))[0] == ["area 1"]


def test_an_episode_taken_again_goes_on_from_what_the_first_time_said() -> None:
    first = doing(opened("m1"), *areas(1), c.SetCell(SENT, SENTENCE, SENTENCE, "one"))
    again = doing(opened("m1b", [first], episode="m1"), *areas(2), c.SetCell(SENT, SENTENCE, SENTENCE, "two"))
    thread = thread_of([first, again])
    assert said(thread)[0] == ["area 1", "area 2"]
    assert [one.text for one in thread.lines[DEFINITION].wordings] == ["one", "two"]
    assert thread.last_episode == "m1"


def test_a_meeting_in_its_lobby_is_not_the_last_one() -> None:
    first = doing(opened("m1"), *areas(1), c.SetCell("close", "next-date", "", "2026-12-01"))
    lobby = after(Meeting(), c.OpenMeeting("m2", 7, "d", "m2", AGENDA, 8))
    thread = thread_of([first, lobby])
    assert (thread.last_episode, thread.next_date) == ("m1", "2026-12-01")


def test_the_next_date_is_the_last_meetings_word_also_when_it_said_none() -> None:
    first = doing(opened("m1"), c.SetCell("close", "next-date", "", "2026-12-01"))
    assert thread_of([first, opened("m2", [first])]).next_date == ""


def test_the_definition_wears_its_latest_words_and_reopening_the_first_meeting_does_not_unsay_them() -> None:
    first = doing(opened("m1"), c.SetCell(SENT, SENTENCE, SENTENCE, "one"))
    second = doing(opened("m2", [first]), c.EditNote(DEFINITION, "two"))
    first = doing(first, c.SetCell(SENT, SENTENCE, SENTENCE, "one, mended"))
    line = thread_of([first, second]).lines[DEFINITION]
    assert [one.text for one in line.wordings] == ["one, mended", "two"]


def test_words_that_one_meeting_mended_twice_are_one_wording() -> None:
    first = doing(opened("m1"), c.SetCell(SENT, SENTENCE, SENTENCE, "one"))
    again = doing(opened("m2", [first]), c.EditNote(DEFINITION, "two"), c.SetCell(SENT, SENTENCE, SENTENCE, "three"))
    assert [one.text for one in thread_of([first, again]).lines[DEFINITION].wordings] == ["one", "three"]


def test_what_is_committed_is_the_latest_word_of_each_field() -> None:
    first = doing(
        opened("m1"), *areas(1), c.ChooseOption(CHOOSE, A, True),
        c.SetCell(COMMITMENT, A, "goal", "goal 1"), c.SetCell(COMMITMENT, A, "first-step", "step 1"),
    )  # fmt: skip
    second = doing(opened("m2", [first]), c.SetCell(COMMITMENT, A, "first-step", "step 2"))
    first = doing(first, c.SetCell(COMMITMENT, A, "goal", "goal 1, mended"))
    (agreement,) = thread_of([first, second]).agreements
    assert agreement.fields == {"goal": "goal 1, mended", "first-step": "step 2"}
    assert [one.text for one in agreement.first_steps] == ["step 1", "step 2"]


def test_an_area_that_is_done_is_no_longer_going_and_what_was_changed_is() -> None:
    first = doing(opened("m1"), *areas(1), c.SetCell(COMMITMENT, A, "goal", "goal"))
    for status, is_going in (("done", False), ("stopped", False), ("changed", True)):
        second = doing(opened("m2", [first]), c.SetCell(FOLLOWED, A, "status", status))
        (agreement,) = thread_of([first, second]).agreements
        assert (agreement.status, agreement.is_going) == (status, is_going)
        third = opened("m3", [first, second])
        assert thread_of([first, second, third]).agreements[0].status == status


def test_an_erased_line_is_nowhere_and_takes_its_choice_and_fields_along() -> None:
    first = doing(opened("m1"), *areas(1, 2), c.ChooseOption(CHOOSE, A, True), c.SetCell(COMMITMENT, A, "goal", "goal"))
    second = opened("m2", [first])
    thread = thread_of([doing(first, c.EraseNote(A)), doing(second, c.EraseNote(A))])
    assert A not in thread.lines
    assert thread.agreements == ()
    assert "goal" not in repr(thread)


# -- whatever is said ------------------------------------------------------------------------------------------------

_notes = st.sampled_from([A, B, C])
_wishes = st.one_of(
    st.builds(lambda note: c.KeepNote(SAY, note, f"kept {note[-1]}"), _notes),
    st.builds(lambda note: c.KeepNote(SAY, note, f"later {note[-1]}", "later"), _notes),
    st.builds(c.EditNote, st.one_of(_notes, st.just(DEFINITION)), st.sampled_from(["x", "y"])),
    st.builds(c.DeleteNote, _notes),
    st.builds(c.RestoreNote, _notes),
    st.builds(c.SetKind, _notes, st.sampled_from(["area", "later", "term", "line"])),
    st.builds(c.ChooseOption, st.sampled_from([CHOOSE, FETCH]), _notes, st.booleans()),
    st.builds(lambda note: c.SetCell(COMMITMENT, note, "goal", f"goal {note[-1]}"), _notes),
    st.builds(lambda text: c.SetCell(SENT, SENTENCE, SENTENCE, text), st.sampled_from(["", "one", "two"])),
)
_hours = st.lists(_wishes, max_size=8)


def course(hours: Sequence[Sequence[c.Command]], mended: Sequence[c.Command] = ()) -> list[Meeting]:
    """Meetings one after another; then something is mended in the first."""
    meetings: list[Meeting] = []
    for number, hour in enumerate(hours):
        state = opened(f"m{number}", meetings)
        for wish in hour:
            state = after(state, wish)
        meetings.append(state)
    for wish in mended:
        meetings[0] = after(meetings[0], wish)
    return meetings


@given(st.lists(_hours, min_size=1, max_size=4), _hours)
def test_whatever_is_said_the_thread_holds_together(hours: list[list[c.Command]], mended: list[c.Command]) -> None:
    meetings = course(hours, mended)
    thread = thread_of(meetings)
    of_kind_area = {line.id for line in thread.of_kind("area")}
    in_play, aside = {line.id for line in thread.areas}, {line.id for line in thread.laid_aside}
    assert in_play.isdisjoint(aside)
    assert in_play | aside == of_kind_area | {line.id for line in thread.of_kind("later")}
    for key, line in thread.lines.items():
        assert key == line.id
        assert line.text == line.wordings[-1].text
        assert line.text
        places = [wording.meeting for wording in line.wordings]
        assert places == sorted(set(places))
        assert places[0] == line.meeting
    for agreement in thread.agreements:
        assert agreement.area.id in of_kind_area


@given(st.lists(_hours, min_size=1, max_size=3))
def test_a_meeting_in_which_nothing_is_said_changes_nothing(hours: list[list[c.Command]]) -> None:
    meetings = course(hours)
    before, silent = thread_of(meetings), opened("silent", meetings)
    thread = thread_of([*meetings, silent])
    assert thread.lines == before.lines
    assert thread.in_play == before.in_play
    assert [(one.area, one.fields) for one in thread.agreements if one.fields] == [
        (one.area, one.fields) for one in before.agreements if one.fields
    ]


@given(st.lists(_hours, min_size=2, max_size=3))
def test_a_line_is_brought_as_it_reads(hours: list[list[c.Command]]) -> None:
    meetings = course(hours)
    thread, following = thread_of(meetings), opened("next", meetings)
    for line in following.brought.lines:
        assert line.text == thread.lines[line.note].text
    assert {line.note for line in following.brought.lines} <= thread.lines.keys()


@given(st.lists(_hours, min_size=1, max_size=3), _notes)
def test_what_is_erased_from_every_meeting_is_nowhere_in_the_thread(hours: list[list[c.Command]], note: NoteId) -> None:
    meetings = [after(state, c.EraseNote(note)) for state in course(hours)]
    thread = thread_of(meetings)
    assert note not in thread.lines
    assert note not in [agreement.area.id for agreement in thread.agreements]
    assert note not in [line.note for line in opened("next", meetings).brought.lines]


@given(_hours, _hours, _hours)
def test_only_what_the_later_meeting_changed_overrides_the_earlier_one(
    first: list[c.Command], second: list[c.Command], mended: list[c.Command]
) -> None:
    meetings = course([first, second], mended)
    was = {line.note: line.text for line in meetings[1].brought.lines}
    touched = {wish.note for wish in second if not isinstance(wish, c.SetCell | c.ChooseOption)}
    thread = thread_of(meetings)
    for key in was.keys() - touched - {DEFINITION}:
        now = meetings[0].find_note(key)
        if now is None:
            assert key not in thread.lines
        elif key in thread.lines:
            assert thread.lines[key].text == now.text


@pytest.mark.parametrize("number", [1, 40])
def test_the_thread_keeps_the_order_in_which_things_were_said(number: int) -> None:
    numbers = [*range(number, 0, -1)]
    first = doing(opened("m1"), *areas(*numbers))
    second = opened("m2", [first])
    assert said(thread_of([first, second]))[0] == [f"area {one}" for one in numbers]
    assert [NoteId(line.note) for line in second.brought.lines] == [a_note(one) for one in numbers]
