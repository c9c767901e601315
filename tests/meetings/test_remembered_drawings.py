"""What is drawn once and remembered holds nobody's name and no words: who is erased is gone from memory too."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import translation

from rundebord.meetings.operations import open_first_meeting
from rundebord.meetings.presenter.views import Line, MemberRow, Panel
from rundebord.meetings.screens.regions import present_screen
from rundebord.meetings.templatetags import parts

pytestmark = pytest.mark.django_db

KARI = MemberRow("a" * 32, "Kari Nordmann", "", False, False, False, False)


@pytest.fixture
def plain(programme: str) -> Panel:
    """What lies behind one key, before anybody has said anything."""
    _group, meeting = open_first_meeting(programme=programme, language="nb")
    return present_screen(meeting, "nb").panel


def remembered() -> int:
    return parts._drawn.cache_info().currsize


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
def test_a_panel_in_which_a_name_or_a_word_of_the_group_stands_is_not_remembered(
    plain: Panel, said: dict[str, object]
) -> None:
    parts._drawn.cache_clear()
    with translation.override("nb"):
        html = parts.panel(replace(plain, **said))
        again = parts.panel(replace(plain, **said))
    assert remembered() == 0
    assert html == again
    assert any(word in html for word in ("Kari Nordmann", "Vi snakker for lite sammen", "Lønn"))


def test_a_panel_that_holds_nothing_of_the_group_is_drawn_once(plain: Panel) -> None:
    parts._drawn.cache_clear()
    with translation.override("nb"):
        assert parts.panel(plain) == parts.panel(plain)
    assert remembered() == 1
