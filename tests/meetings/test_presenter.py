"""What the shared screen shows, in bokmål, at every place in a meeting."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from factories.living import CLOSE, ON, READ, START, WRITE, a_line
from factories.meetings import BEGINNING, Happening, a_note, an_hour, meeting_after, minute
from factories.packages import two_steps
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.words import PlannedStep
from rundebord.meetings.presenter import (
    LINES_ON_SCREEN,
    ClosedView,
    Line,
    LobbyView,
    Move,
    Moves,
    ReadingView,
    SharedScreen,
    WritingView,
    shared_screen,
)

PACKAGE = two_steps()
EPISODE = PACKAGE.episodes[0]
AGENDA = tuple(PlannedStep(step.id, step.method, step.activity, step.seconds) for step in EPISODE.steps)  # type: ignore[arg-type]
HOUR = c.OpenMeeting("m33t1ng", 7, "d1g35t", EPISODE.id, AGENDA, 8)
WRITING: tuple[Happening, ...] = (HOUR, minute(1), START)


@pytest.fixture(autouse=True)
def _bokmal() -> Iterator[None]:
    with translation.override("nb"):
        yield


def screen(*happenings: Happening, language: str = "nb") -> SharedScreen:
    return shared_screen(meeting_after(*happenings), PACKAGE, language=language)


def lobby(*happenings: Happening) -> LobbyView:
    view = screen(*happenings).view
    assert isinstance(view, LobbyView)
    return view


def writing(*happenings: Happening, language: str = "nb") -> WritingView:
    view = screen(*happenings, language=language).view
    assert isinstance(view, WritingView)
    return view


def reading(*happenings: Happening) -> ReadingView:
    view = screen(*happenings).view
    assert isinstance(view, ReadingView)
    return view


def closed(*happenings: Happening) -> ClosedView:
    view = screen(*happenings).view
    assert isinstance(view, ClosedView)
    return view


def read(view: ReadingView | ClosedView) -> list[str]:
    """The lines in the order in which they are read back."""
    return [line.text for group in view.groups for line in group.lines]


def milliseconds(number: float) -> int:
    return round(minute(number).timestamp() * 1000)


def shown(number: int) -> Line:
    return Line(a_note(number), f"line {number}")


def test_the_lobby_asks_how_many_are_there() -> None:
    assert lobby(HOUR) == LobbyView(8, 1, 40, "Samme ord, ulike bilder", "nb", has_film=False, sentence="")


def test_the_lobby_says_when_the_count_can_go_no_further() -> None:
    least, most = lobby(HOUR, c.SetHeadCount(1)), lobby(HOUR, c.SetHeadCount(40))
    assert least.head_count == least.lowest
    assert most.head_count == most.highest


def test_a_writing_step_asks_its_question_in_the_groups_language() -> None:
    view = writing(*WRITING)
    asked = view.asked
    assert (view.step, asked.question, asked.language) == (WRITE, "Hva betyr digital transformasjon hos oss?", "nb")
    assert asked.instruction.startswith("Én setning hver, med ett eksempel")
    assert (view.lines, view.line_count) == ([], 0)


def test_a_language_that_the_programme_lacks_gets_the_first_and_is_told_which() -> None:
    asked = writing(*WRITING, language="en").asked
    assert (asked.question, asked.language) == ("Hva betyr digital transformasjon hos oss?", "nb")


def test_the_screen_shows_the_newest_lines_and_counts_all() -> None:
    view = writing(*WRITING, *(a_line(number) for number in range(1, 10)))
    assert view.lines == [shown(number) for number in (4, 5, 6, 7, 8, 9)]
    assert view.line_count == 9


@pytest.mark.parametrize("count", [0, 1, 5, 6, 7, 40])
def test_the_screen_never_shows_more_lines_than_can_be_read(count: int) -> None:
    view = writing(*WRITING, *(a_line(number) for number in range(count)))
    assert LINES_ON_SCREEN == 6
    assert len(view.lines) == min(count, 6)
    assert view.line_count == count


def test_the_reading_step_shows_every_line() -> None:
    view = reading(*WRITING, *(a_line(number) for number in range(1, 10)), ON)
    assert view.asked.question == "Dette har dere skrevet"
    assert read(view) == [f"line {number}" for number in range(1, 10)]


def test_the_clock_has_the_end_of_the_step_and_its_length() -> None:
    clock = writing(*WRITING).asked.clock
    assert (clock.step, clock.ends_at, clock.seconds) == (WRITE, milliseconds(1 + 8), 480)
    assert clock.paused_left is None
    assert clock.notice == ""


def test_a_paused_clock_shows_what_is_left_and_gives_no_reason_that_the_group_knows() -> None:
    clock = writing(*WRITING, minute(4), c.PauseClock()).asked.clock
    assert clock.paused_left == 5 * 60_000
    assert clock.notice == ""


def test_a_clock_paused_after_its_end_shows_how_long_ago_that_was() -> None:
    assert writing(*WRITING, minute(11), c.PauseClock()).asked.clock.paused_left == -2 * 60_000


@pytest.mark.parametrize(
    ("seconds", "says"),
    [(3_600, (" 60 min", "fram")), (-7_200, (" 120 min", "tilbake")), (31, (" 1 min", "fram"))],
)
def test_a_clock_that_was_set_says_so(seconds: int, says: tuple[str, str]) -> None:
    notice = writing(*WRITING, minute(4), c.PauseClock(seconds)).asked.clock.notice
    assert all(word in notice for word in says), notice


def test_the_closed_meeting_shows_what_was_written_and_what_came_late() -> None:
    view = closed(*WRITING, a_line(1), ON, minute(50), CLOSE, minute(51), a_line(2))
    assert (view.closed_at, view.closed_on) == ("11.50", "1. september 2026")
    assert read(view) == ["line 1"]
    assert view.late_lines == [shown(2)]


def test_the_place_says_meeting_and_step() -> None:
    assert screen(HOUR).place == "Møte 1"
    assert screen(*WRITING).place == "Møte 1 · Steg 1 av 2"
    assert screen(*WRITING, ON).place == "Møte 1 · Steg 2 av 2"
    assert screen(*WRITING, ON, CLOSE).place == "Møte 1 · Avsluttet"


def test_the_screen_knows_its_version_and_when_the_last_word_was_saved_in_local_time() -> None:
    shown_now = screen(*WRITING, minute(7), a_line(1))
    assert (shown_now.version, shown_now.saved_at) == (3, "11.07")
    assert BEGINNING.hour == 9


def test_each_place_has_its_own_view() -> None:
    names = [
        screen(*story).view_name
        for story in ((HOUR,), WRITING, (*WRITING, ON), (*WRITING, ON, CLOSE), (*WRITING, c.GoBack(WRITE, None)))
    ]
    assert names == ["lobby", "writing", "reading", "closed", "lobby"]


@pytest.mark.parametrize(
    ("story", "moves"),
    [
        ((HOUR,), Moves(Move("start-step", (("origin", ""), ("step", WRITE)), "Start"), None)),
        (
            WRITING,
            Moves(
                Move("start-step", (("origin", WRITE), ("step", READ)), "Neste"),
                Move("go-back", (("origin", WRITE), ("step", "")), "Tilbake"),
            ),
        ),
        (
            (*WRITING, ON),
            Moves(
                Move("close-meeting", (("origin", READ),), "Avslutt møtet"),
                Move("go-back", (("origin", READ), ("step", WRITE)), "Tilbake"),
            ),
        ),
        ((*WRITING, ON, CLOSE), Moves(None, Move("reopen-meeting", (), "Tilbake"))),
    ],
    ids=["lobby", "writing", "reading", "closed"],
)
def test_next_and_back_mean_what_they_must_at_each_place(story: tuple[Happening, ...], moves: Moves) -> None:
    assert screen(*story).moves == moves


def test_deleted_lines_are_on_no_screen() -> None:
    story = (*WRITING, a_line(1), a_line(2), c.DeleteNote(a_note(1)))
    assert writing(*story).lines == [shown(2)]
    assert writing(*story).line_count == 1
    assert read(reading(*story, ON)) == ["line 2"]
    assert read(closed(*story, ON, CLOSE)) == ["line 2"]


def test_a_meeting_of_another_agenda_is_not_mixed_up_with_this_one() -> None:
    with pytest.raises(KeyError):
        shared_screen(meeting_after(an_hour()), PACKAGE, language="nb")
