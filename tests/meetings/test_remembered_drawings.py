"""What was drawn is drawn again when it must be, and what is erased is gone from memory too.

What was drawn last of a meeting is kept with its folded state, and forgotten with it. What is remembered for all
meetings (``templatetags/parts.py``) holds nobody's name and no words.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from random import Random
from unittest.mock import patch

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from factories.living import a_line, give
from factories.meetings import BEGINNING
from factories.packages import package_of_an_hour
from factories.wishes import Wish, moments_of, wish_lists
from rundebord.groups.models import Group
from rundebord.meetings.balloting import Answered
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.words import SeatId
from rundebord.meetings.memory import Drawings, drawings_of, forget, present_state
from rundebord.meetings.operations import open_first_meeting
from rundebord.meetings.presenter.views import Line, MemberRow, Turn
from rundebord.meetings.screens.drawing import render_door, render_region
from rundebord.meetings.screens.regions import Look, look_at, present_screen
from rundebord.meetings.seats import FilmAt, Here, Seat, choose_names, open_door, take_seat
from rundebord.meetings.templatetags import parts

VIEWS = ("shared:nb", "host:nb", "phone:nb", "afar:nb")
PACKAGE = package_of_an_hour()
KARI = MemberRow("a" * 32, "Kari Nordmann", "", False, False, False, False)


def somebody(chance: Random, number: int) -> Seat:
    name = chance.choice(["", "Kari", "<b>Per</b>"])
    seen_at = BEGINNING + timedelta(seconds=chance.randrange(600))
    return Seat(SeatId(f"{number:032x}"), name, "", number, chance.random() < 0.3, chance.random() < 0.3, seen_at)


def who_is_here(chance: Random) -> Here:
    """Anybody by phone, and a door that stands anyhow."""
    seats = tuple(somebody(chance, number) for number in range(chance.randrange(4)))
    one_or_none = [None, *seats]
    film = FilmAt("write", chance.randrange(900), chance.random() < 0.5, BEGINNING)
    return Here(
        code=chance.choice(["", "123456", "654321"]),
        is_open=chance.random() < 0.5,
        has_names=chance.random() < 0.5,
        seats=seats,
        stirred=chance.randrange(3),
        leads=chance.choice(one_or_none),
        asks=chance.choice(one_or_none),
        film=chance.choice([None, film]),
    )


@contextmanager
def no_database() -> Iterator[None]:
    """The lobby and the close tell of the group; here it is one that stands in no database."""
    drawing = "rundebord.meetings.screens.drawing"
    with (
        patch(f"{drawing}.group_of", return_value=Group(public_id="gr0up")),
        patch(f"{drawing}.deletion_date", return_value=BEGINNING.date()),
    ):
        yield


@settings(max_examples=15)
@given(wish_lists(), st.integers(0, 2**32))
def test_a_screen_that_is_drawn_from_what_was_drawn_last_is_the_same_as_one_that_is_drawn_whole(
    wanted: list[Wish], seed: int
) -> None:
    kept, chance = Drawings(), Random(seed)
    here = Here()
    with no_database():
        for moment in moments_of(wanted):
            here = chance.choice([here, who_is_here(chance)])
            so_far = Answered(chance.randrange(3), chance.randrange(3))
            for view in VIEWS:
                by_memory = Look(moment.after, PACKAGE, here, so_far, kept).drawn(view)
                assert by_memory == Look(moment.after, PACKAGE, here, so_far, Drawings()).drawn(view)


KARIS = Seat(SeatId("a" * 32), "Kari", "", 1, False, False, BEGINNING)
PERS = Seat(SeatId("b" * 32), "Per", "", 2, True, True, BEGINNING)
TWO = Here(code="123456", is_open=True, has_names=True, seats=(KARIS, PERS), leads=KARIS, asks=PERS)


@pytest.mark.parametrize("is_host", [True, False])
@pytest.mark.parametrize(
    "change",
    [
        {"code": "654321"},
        {"is_open": False},
        {"has_names": False},
        {"seats": (KARIS,)},
        *({"seats": (replace(KARIS, **one), PERS)} for one in ({"name": "Kåre"}, {"number": 3}, {"id": SeatId("c")})),
        *({"seats": (replace(KARIS, **{one: True}), PERS)} for one in ("is_remote", "is_away")),
        {"leads": None},
        {"leads": PERS},
        {"asks": None},
        {"asks": replace(PERS, name="Pål")},
        {"asks": replace(PERS, name="", number=4)},
    ],
    ids=str,
)
def test_the_door_is_drawn_anew_when_anything_that_stands_on_it_has_changed(
    is_host: bool, change: dict[str, object]
) -> None:
    kept, now = Drawings(), replace(TWO, **change)
    with translation.override("nb"):
        render_door(TWO, is_host=is_host, drawings=kept)
        assert render_door(now, is_host=is_host, drawings=kept) == render_door(now, is_host=is_host)


@pytest.mark.django_db(transaction=True)
def test_a_part_is_drawn_once_while_it_shows_the_same_and_its_number_follows_all_the_same(programme: str) -> None:
    _group, meeting = open_first_meeting(programme=programme, language="nb")
    give(meeting, c.StartStep(None, present_state(meeting).steps[0].id))
    open_door(meeting)
    choose_names(meeting, has_names=True)
    look_at(meeting).drawn("host:nb")
    with patch("rundebord.meetings.screens.drawing.get_template") as draw:
        choose_names(meeting, has_names=True)
        frame = look_at(meeting).drawn("host:nb")
    assert not draw.called
    assert f'data-version=\\"{frame.version}\\"' in frame.payload


def words_in_memory(words: str) -> bool:
    """True if some text in this process has the words in it."""
    gc.collect()
    return any(words in one for kept in gc.get_objects() if type(kept) is Drawings for _, one in kept._last.values())


@pytest.mark.django_db(transaction=True)
def test_what_is_forgotten_of_a_meeting_is_forgotten_as_it_was_drawn_too(programme: str) -> None:
    _group, meeting = open_first_meeting(programme=programme, language="nb")
    give(meeting, c.StartStep(None, present_state(meeting).steps[0].id), a_line(1, "Vi snakker for lite sammen"))
    under_way = look_at(meeting)
    under_way.drawn("shared:nb")
    assert words_in_memory("Vi snakker for lite sammen")
    forget([meeting])
    # Whoever was drawing when it was forgotten keeps nothing.
    under_way.drawn("shared:nn")
    del under_way
    assert not words_in_memory("Vi snakker for lite sammen")
    assert drawings_of(meeting)._last == {}


@pytest.mark.django_db(transaction=True)
def test_names_that_a_group_takes_away_are_in_no_drawing(programme: str) -> None:
    _group, meeting = open_first_meeting(programme=programme, language="nb")
    open_door(meeting)
    choose_names(meeting, has_names=True)
    take_seat(meeting, name="Kari Nordmann")
    present_state(meeting)  # so that there is something for the drawings to be kept with
    look_at(meeting).drawn("shared:nb")
    assert words_in_memory("Kari Nordmann")
    choose_names(meeting, has_names=False)
    assert not words_in_memory("Kari Nordmann")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "said",
    [
        {"members": (KARI,)},
        {"areas": (Line("1", "Vi snakker for lite sammen"),)},
        {"later": (Line("1", "Lønn"),)},
        {"rota": "Kari Nordmann ledet sist."},
    ],
    ids=lambda said: next(iter(said)),
)
def test_what_stands_behind_one_key_is_drawn_anew_and_kept_with_its_meeting_alone(
    said: dict[str, object], programme: str
) -> None:
    _group, meeting = open_first_meeting(programme=programme, language="nb")
    screen, kept = present_screen(meeting, "nb"), Drawings()
    with translation.override("nb"):
        before = render_region("panel", screen, meeting, drawings=kept)
        after = render_region("panel", replace(screen, panel=replace(screen.panel, **said)), meeting, drawings=kept)
    words = ("Kari Nordmann", "Vi snakker for lite sammen", "Lønn")
    assert not any(word in before for word in words)
    assert any(word in after for word in words)
    assert [html for _shown, html in kept._last.values()] == [after]


@pytest.mark.django_db
def test_whose_turn_it_is_is_not_remembered_beside_what_the_step_asks(programme: str) -> None:
    _group, meeting = open_first_meeting(programme=programme, language="nb")
    give(meeting, c.StartStep(None, present_state(meeting).steps[0].id))
    question = present_screen(meeting, "nb").view.asked
    parts._drawn_asked.cache_clear()
    with translation.override("nb"):
        assert "Kari Nordmann" in parts.asked(question, turn=Turn("Kari Nordmann", "3 av 8", 0, 60))
        assert parts._drawn_asked.cache_info().currsize == 0
        parts.asked(question)
    assert parts._drawn_asked.cache_info().currsize == 1
