"""The shared screen from afar: the same words for whoever has a seat, nothing to press, and no line's id."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from factories.courses import HeldCourse, hold_all, install_real
from factories.living import give
from factories.looking import Seen, regions_of, view_of
from factories.packages import PACKAGES
from factories.phones import (
    ALONE,
    HANDS,
    LAST,
    RATE,
    ROUND,
    STATEMENTS,
    VOTE,
    all_ready,
    call_in,
    go_to,
    marks,
    on_phones,
    open_workshop,
    phone_of,
    sit,
    write_proposals,
)
from rundebord.live.frame import mark_of
from rundebord.meetings.balloting import cast
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.words import NoteId
from rundebord.meetings.operations import present_state
from rundebord.meetings.screens.drawing import AFAR_REGIONS
from rundebord.meetings.screens.regions import (
    render_frame,
    seat_of,
    seat_token,
)
from rundebord.meetings.seats import give_up_seat, pass_role_on, set_remote
from rundebord.programmes.format.reading import read

pytestmark = pytest.mark.django_db

CONTROLS = {"form", "button", "input", "textarea", "select", "option", "datalist", "dialog", "video", "script", "kbd"}
HOOKS = {"contenteditable", "data-command", "data-note", "data-mark", "data-cell", "data-at-once", "style"}
WORDS = "question|instruction|statement|line-text|tally-text|follow-name|area-title|column-heading|group-heading"
HINTS = ("Alt+U", "Trykk", "Enter", "denne nettleseren")
"""Words for the hands at the shared screen."""
OWN_WORDS = {"watching", "closed"}
"""What is drawn otherwise from afar: the film runs here too, and after the close the group's words are the group's."""
ACTIVITIES = {
    step.activity
    for folder in PACKAGES.iterdir()
    if folder.is_dir()
    for package in [read(folder)[0]]
    for episode in (*package.episodes, *package.follow_ups)
    for step in episode.steps
}


def assert_only_looked_at(meeting: str) -> str:
    """Nothing can be pressed, all words of the room are there, and no others; no line's id. The kind of view."""
    afar, shared = regions_of(meeting), regions_of(meeting, "shared")
    assert set(afar) == set(AFAR_REGIONS)
    stage = Seen(afar["stage"])
    view = view_of(afar["stage"])
    for name in ("place", "stage", "there"):
        for tag, given in Seen(afar[name]).elements:
            assert tag not in CONTROLS, (view, tag, given)
            assert tag != "a" or (name == "there" and given["href"] == f"/mote/{meeting}/deltaker"), (view, given)
            hooks = [
                one for one in given if one.startswith("on") or one in ("contenteditable", "data-command", "style")
            ]
            assert hooks == [], (view, tag, hooks)
    notes = [
        note.id for step in present_state(meeting).steps for note in present_state(meeting).notes_of(step.id).values()
    ]
    assert [note for note in notes if note in "".join(afar.values())] == [], view
    assert [hint for hint in HINTS if hint in stage.all_words] == [], view
    if view in OWN_WORDS:
        return view
    room = Seen(shared["stage"])
    in_room = {*room.words, *room.values("value", "placeholder"), "–"}
    assert [words for words in stage.words if words not in in_room] == [], view
    must = re.findall(
        r'class="(?:question|statement|line-text|tally-text|prompt|follow-name|area-title)[^>]*>([^<]+)<',
        shared["stage"],
    )
    must += re.findall(r'class="ds-input (?:cell|sentence)[^>]*? value="([^"]+)"', shared["stage"])
    assert [words for words in must if " ".join(unescape(words).split()) not in stage.all_words] == [], view
    return view


def test_nothing_can_be_pressed_at_any_moment_of_a_whole_course(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_it, met, activities = HeldCourse.give, set[str](), set[str]()

    def give_and_look(course: HeldCourse, *commands: c.Command) -> None:
        for command in commands:
            give_it(course, command)
            met.add(assert_only_looked_at(course.meeting))
            if course.state.current is not None:
                activities.add(course.state.step(course.state.current).activity)

    monkeypatch.setattr(HeldCourse, "give", give_and_look)
    hold_all(install_real(tmp_path))
    assert activities == ACTIVITIES - {"rate", "sort"}
    assert met >= {"lobby", "writing", "columns", "table", "voting", "committing", "reading", "following", "closed"}


def test_nothing_can_be_pressed_at_any_step_of_the_workshop(tmp_path: Path) -> None:
    meeting = open_workshop(tmp_path)
    write_proposals(meeting)
    sit(meeting, 2)
    met = set()
    for step in present_state(meeting).steps:
        go_to(meeting, step.id)
        if step.takes_lines:
            give(meeting, c.KeepNote(step.id, NoteId(f"{len(met):032x}"), f"En linje ved {step.id}"))
        met.add(assert_only_looked_at(meeting))
        for kind in ("open", "unnamed"):
            if step.activity in ("rate", "vote") and present_state(meeting).vote_kind(step.id) != kind:
                give(meeting, c.ChooseVoteKind(step.id, kind))
                assert_only_looked_at(meeting)
        if step.activity in ("rate", "vote"):
            give(meeting, c.ChooseBallot(step.id, "phones"))
            assert_only_looked_at(meeting)
    give(meeting, c.BreakOff())
    met.add(assert_only_looked_at(meeting))
    assert met >= {"rating", "sorting", "choosing", "voting", "thinking", "resting"}


def test_how_a_proposal_is_written_is_said_to_the_room_alone(tmp_path: Path) -> None:
    meeting = open_workshop(tmp_path)
    go_to(meeting, VOTE)
    assert "Trykk Alt+U" in regions_of(meeting, "shared")["stage"]
    assert "Det er ingenting å stemme over ennå." in regions_of(meeting)["stage"]
    assert_only_looked_at(meeting)


def test_what_is_written_is_text_and_never_markup(tmp_path: Path) -> None:
    meeting = open_workshop(tmp_path)
    go_to(meeting, ROUND)
    words = '<img src=x onerror="alert(1)"> & <b>fet</b> &lt;button&gt;'
    give(meeting, c.KeepNote(ROUND, NoteId("a" * 32), words))
    stage = Seen(regions_of(meeting)["stage"])
    assert words in stage.words
    assert {"img", "b", "button"}.isdisjoint(tag for tag, _given in stage.elements)


# -- who may look, and where it leads ----------------------------------------------------------------------------------


def test_any_seat_may_look_and_nobody_else(
    tmp_path: Path, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
) -> None:
    """Whoever is in the room has the same words before their eyes: there is nothing to hide from them."""
    meeting = open_workshop(tmp_path)
    remote, near, gone = sit(meeting, 3)
    set_remote(meeting, remote, is_remote=True)
    at = f"/mote/{meeting}/deltaker/skjerm"
    for browser in (phone_of(meeting, remote), phone_of(meeting, near)):
        assert browser.get(at).status_code == browser.get(f"{at}/na").status_code == 200
    out = phone_of(meeting, gone)
    with django_capture_on_commit_callbacks(execute=True):
        give_up_seat(meeting, gone)
    for browser in (out, Client()):
        # Where the phone's own page sends them: there is nothing here.
        assert browser.get(f"/mote/{meeting}/deltaker").status_code == 404
        assert browser.get(at).status_code == browser.get(f"{at}/na").status_code == 404
    assert seat_of(seat_token(meeting, "nb", "afar", gone)) is None


def test_the_way_to_it_stands_on_the_page_of_one_who_is_not_in_the_room(tmp_path: Path) -> None:
    meeting = open_workshop(tmp_path)
    (seat,) = sit(meeting)
    way = f'href="/mote/{meeting}/deltaker/skjerm"'
    assert way not in phone_of(meeting, seat).get(f"/mote/{meeting}/deltaker").content.decode()
    set_remote(meeting, seat, is_remote=True)
    page = phone_of(meeting, seat).get(f"/mote/{meeting}/deltaker").content.decode()
    assert way in page
    assert "Se den felles skjermen" in page
    there = phone_of(meeting, seat).get(f"/mote/{meeting}/deltaker/skjerm").content.decode()
    assert f'href="/mote/{meeting}/deltaker"' in there
    assert "Tilbake til din side" in there


def test_nothing_of_any_seat_is_in_what_all_are_sent(tmp_path: Path) -> None:
    meeting = open_workshop(tmp_path)
    seats = sit(meeting, 3)
    go_to(meeting, ROUND)
    pages = [phone_of(meeting, seat).get(f"/mote/{meeting}/deltaker/skjerm/na") for seat in seats]
    assert len({page.content for page in pages}) == 1
    assert len({page["X-Seat"] for page in pages}) == 3
    payload = render_frame(meeting, "afar:nb").payload
    assert payload == pages[0].content.decode()
    for seat in seats:
        assert seat not in payload
    assert "Person" not in payload


def test_it_comes_as_far_as_the_meeting_has_come(tmp_path: Path) -> None:
    meeting = open_workshop(tmp_path)
    (seat,) = sit(meeting)
    browser, at = phone_of(meeting, seat), f"/mote/{meeting}/deltaker/skjerm/na"
    before = render_frame(meeting, "afar:nb")
    assert browser.get(at, {"v": mark_of(before.version)}).status_code == 204
    go_to(meeting, ROUND)
    after = render_frame(meeting, "afar:nb")
    assert before.version < after.version == render_frame(meeting, "shared:nb").version
    assert json.loads(browser.get(at, {"v": mark_of(before.version)}).content)["mark"] == mark_of(after.version)


def test_it_speaks_the_language_of_the_group(tmp_path: Path) -> None:
    meeting = open_workshop(tmp_path, language="nn")
    (seat,) = sit(meeting)
    page = phone_of(meeting, seat).get(f"/mote/{meeting}/deltaker/skjerm").content.decode()
    assert '<html lang="nn"' in page
    assert "Tilbake til sida di" in page


# -- what is to be done on the member's own page -----------------------------------------------------------------------


def sentence_of(meeting: str) -> str:
    there = regions_of(meeting)["there"]
    found = re.search(r"<p>(.*?)</p>", there)
    assert (found is not None) == ("Gå til din side" in there)
    return found[1] if found else ""


def test_it_says_when_there_is_something_to_do_on_ones_own_page(tmp_path: Path) -> None:
    meeting = open_workshop(tmp_path, heads=2)
    seats = sit(meeting, 2)
    assert sentence_of(meeting) == ""
    go_to(meeting, ALONE)
    assert sentence_of(meeting) == "Skriv på din egen side. Bare du ser det."
    go_to(meeting, ROUND)
    assert sentence_of(meeting) == "Si det høyt, eller del det fra din egen side."
    go_to(meeting, HANDS)
    assert sentence_of(meeting) == "Rekk opp hånda på din egen side."
    go_to(meeting, RATE)
    give(meeting, c.ChooseBallot(RATE, "slips"))
    assert sentence_of(meeting) == ""
    on_phones(meeting, RATE)
    assert sentence_of(meeting) == "Svar på din egen side."
    tickets = all_ready(meeting, seats, step=RATE, statement=STATEMENTS[0])
    call_in(meeting, step=RATE, statement=STATEMENTS[0])
    assert sentence_of(meeting) == "Svarene hentes inn nå. Ditt svar sendes fra din egen side."
    there = Seen(regions_of(meeting)["there"]).elements[0][1]
    its = {name: there[f"data-{name}"] for name in ("step", "way", "statement", "called-in", "closed")}
    assert its == {"step": RATE, "way": "phones", "statement": STATEMENTS[0], "called-in": "1", "closed": "0"}
    for ticket in tickets:
        assert cast(ticket, marks("3")) is None
    assert Seen(regions_of(meeting)["there"]).elements[0][1]["data-closed"] == "1"
    assert sentence_of(meeting) == ""
    go_to(meeting, LAST)
    assert sentence_of(meeting) == ""


def test_who_asks_to_lead_is_the_rooms_to_answer(tmp_path: Path) -> None:
    meeting = open_workshop(tmp_path)
    first, _other = sit(meeting, 2)
    phone_of(meeting, first).post(f"/mote/{meeting}/deltaker/lede")
    assert "ber om å lede" in regions_of(meeting, "shared")["place"]
    assert "ber om å lede" not in "".join(regions_of(meeting).values())
    pass_role_on(meeting, first)
    assert Seen(regions_of(meeting)["there"]).elements[0][1]["data-leads"] == "1"
