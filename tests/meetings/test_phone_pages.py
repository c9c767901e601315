"""What a phone is answered over HTTP: in by the code, slowed down when guessing, and never a server error."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories.living import give
from factories.phones import (
    AREAS,
    HANDS,
    LINES,
    RATE,
    ROUND,
    STATEMENTS,
    VOTE,
    all_ready,
    an_id,
    browser_of,
    call_in,
    frames,
    go_to,
    group_of,
    host_of,
    marks,
    on_phones,
    open_workshop,
    phone_of,
    sit,
)
from rundebord.groups.access import SEAT_COOKIE
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.words import MemberId, NoteId, SeatId
from rundebord.meetings.models import EventRow, ReadyRow, SeatRow
from rundebord.meetings.operations import present_state
from rundebord.meetings.screens import phone as phone_pages
from rundebord.meetings.screens.guessing import MISSES_PER_ADDRESS, Guesses
from rundebord.meetings.seats import (
    ask_to_lead,
    choose_names,
    here_in,
    pass_role_on,
    rotate_code,
    set_remote,
    shut_door,
    take_seat,
)
from rundebord.meetings.urls import urlpatterns

pytestmark = pytest.mark.django_db

HERE, THERE = "192.0.2.1", "192.0.2.2"
SCRIPT = "<script>alert('x')</script>"


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """What guessing is measured by; nobody has guessed yet."""
    clock = Clock()
    monkeypatch.setattr(phone_pages, "guesses", Guesses(clock))
    return clock


@pytest.fixture
def workshop(tmp_path: Path) -> str:
    return open_workshop(tmp_path / "media")


def code_of(meeting: str) -> str:
    return here_in(meeting).code


def page_of(answer: Any) -> str:
    return str(answer.content.decode())


def wrong_code(meeting: str, number: int = 1) -> str:
    return f"{(int(code_of(meeting)) + number) % 10**6:06d}"


# -- in by the code --------------------------------------------------------------------------------------------------


def test_whoever_types_the_code_is_led_to_the_meetings_door(workshop: str) -> None:
    code, phone = code_of(workshop), Client()
    assert 'inputmode="numeric"' in page_of(phone.get("/b"))
    for typed in (code, f" {code[:3]} {code[3:]} ", f"{code[:3]}\u202f{code[3:]}", "-".join(code)):
        answer = phone.post("/b", {"code": typed})
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/b/{code}")


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abc", "<b>", "\x00", "x" * 5_000])
def test_what_is_no_code_is_answered_with_what_a_code_is(typed: str) -> None:
    answer = Client().post("/b", {"code": typed})
    assert answer.status_code == 422
    assert "seks siffer" in page_of(answer)
    assert "<b>" not in page_of(answer)


def test_one_tap_where_the_group_takes_part_without_names(workshop: str) -> None:
    phone, at = Client(), f"/b/{code_of(workshop)}"
    page = page_of(phone.get(at))
    assert "Hva skal vi slutte med?" in page
    assert not re.search(r'name="(name|member)"', page)
    answer = phone.post(at)
    assert answer.headers["Location"] == f"/mote/{workshop}/deltaker"
    assert "Telefon 1" in page_of(phone.get(f"/mote/{workshop}/deltaker"))


def test_with_names_one_is_chosen_or_written(workshop: str) -> None:
    give(workshop, c.AddMember(MemberId("a" * 32), "Kari Nordmann"))
    choose_names(workshop, has_names=True)
    kari, stranger, at = Client(), Client(), f"/b/{code_of(workshop)}"
    assert "Kari Nordmann" in page_of(kari.get(at))
    assert kari.post(at, {"member": "a" * 32}).status_code == 302
    assert "er med allerede" in page_of(stranger.get(at))
    assert stranger.post(at, {"name": "Vikar"}).status_code == 302
    assert [one.name for one in here_in(workshop).seats] == ["Kari Nordmann", "Vikar"]


def test_who_taps_a_name_that_is_here_is_asked_whether_it_is_them(workshop: str) -> None:
    give(workshop, c.AddMember(MemberId("a" * 32), "Kari Nordmann"))
    choose_names(workshop, has_names=True)
    tablet, at = Client(), f"/b/{code_of(workshop)}"
    Client().post(at, {"member": "a" * 32})
    asked = page_of(tablet.post(at, {"member": "a" * 32}))
    assert "Kari Nordmann" in asked
    assert 'name="same" value="1"' in asked
    assert SEAT_COOKIE not in tablet.cookies


@pytest.mark.parametrize(("name", "says"), [("", "Navnet var tomt"), ("x" * 81, "81"), ("  ", "Navnet var tomt")])
def test_a_name_that_cannot_be_kept_is_said_and_stays_in_the_field(name: str, says: str, workshop: str) -> None:
    choose_names(workshop, has_names=True)
    answer = Client().post(f"/b/{code_of(workshop)}", {"name": name})
    assert answer.status_code == 422
    assert says in page_of(answer)
    assert f'value="{name}"' in page_of(answer)
    assert SEAT_COOKIE not in answer.cookies


def test_a_member_who_is_not_on_the_list_is_nobody(workshop: str) -> None:
    choose_names(workshop, has_names=True)
    answer = Client().post(f"/b/{code_of(workshop)}", {"member": "b" * 32})
    assert (answer.status_code, here_in(workshop).seats) == (422, ())


def test_the_pages_are_in_the_meetings_language_and_kept_by_nobody(tmp_path: Path) -> None:
    meeting = open_workshop(tmp_path / "media", language="nn")
    phone = Client()
    answer = phone.get(f"/b/{code_of(meeting)}")
    assert "utan namn" in page_of(answer)
    phone.post(f"/b/{code_of(meeting)}")
    for at in ("/b", f"/b/{code_of(meeting)}", f"/mote/{meeting}/deltaker", f"/mote/{meeting}/deltaker/na"):
        assert "no-store" in phone.get(at).headers["Cache-Control"]


def test_the_seats_cookie_is_out_of_reach_of_scripts_and_other_sites_and_lasts_a_week(workshop: str) -> None:
    for secure in (False, True):
        morsel = Client().post(f"/b/{code_of(workshop)}", secure=secure).cookies[SEAT_COOKIE]
        assert (morsel["httponly"], morsel["samesite"], morsel["max-age"]) == (True, "Lax", 7 * 86_400)
        assert bool(morsel["secure"]) is secure


def test_the_page_of_a_phone_holds_no_key_to_anything_else(workshop: str) -> None:
    write = NoteId("b" * 32)
    go_to(workshop, ROUND)
    give(workshop, c.KeepNote(ROUND, write, "En linje"))
    (seat,) = sit(workshop)
    page = page_of(phone_of(workshop, seat).get(f"/mote/{workshop}/deltaker"))
    assert "En linje" in page
    group = group_of(workshop)
    for secret in (group.secret, group.public_id, write, code_of(workshop)):
        assert secret not in page


# -- guessing --------------------------------------------------------------------------------------------------------


def tries(client: Client, code: str, address: str = HERE, method: str = "get") -> HttpResponse:
    return getattr(client, method)(f"/b/{code}", REMOTE_ADDR=address)  # type: ignore[no-any-return]


@pytest.mark.parametrize("method", ["get", "post"])
def test_after_ten_wrong_codes_an_address_has_to_wait_a_minute(method: str, workshop: str, clock: Clock) -> None:
    for number in range(1, MISSES_PER_ADDRESS + 1):
        missed = tries(Client(), wrong_code(workshop, number), method=method)
        assert missed.status_code == 404
        assert "fører ikke til noe åpent møte" in page_of(missed)
    answer = tries(Client(), wrong_code(workshop, 11), method=method)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert "Vent ett minutt" in page_of(answer)
    clock.seconds += 61
    assert tries(Client(), wrong_code(workshop, 12), method=method).status_code == 404


def test_the_right_code_is_not_let_through_while_an_address_waits(workshop: str, clock: Clock) -> None:
    """Else a guesser would only have to go on, and would see by the answer when it was right."""
    for number in range(1, MISSES_PER_ADDRESS + 1):
        tries(Client(), wrong_code(workshop, number))
    assert tries(Client(), code_of(workshop)).status_code == 429
    assert tries(Client(), code_of(workshop), method="post").status_code == 429
    assert not SeatRow.objects.filter(meeting=workshop).exists()
    clock.seconds += 61
    assert tries(Client(), code_of(workshop)).status_code == 200


def test_another_address_goes_on_meanwhile(workshop: str) -> None:
    for number in range(1, MISSES_PER_ADDRESS + 1):
        tries(Client(), wrong_code(workshop, number))
    assert tries(Client(), code_of(workshop), THERE).status_code == 200


def test_right_codes_and_what_is_no_code_at_all_are_no_guesses(workshop: str) -> None:
    for _ in range(3 * MISSES_PER_ADDRESS):
        assert tries(Client(), code_of(workshop)).status_code == 200
        assert Client().post("/b", {"code": "hei"}, REMOTE_ADDR=HERE).status_code == 422
    assert tries(Client(), code_of(workshop)).status_code == 200


def test_the_codes_of_doors_that_do_not_open_are_guesses_like_others(workshop: str) -> None:
    old = code_of(workshop)
    rotate_code(workshop)
    shut = code_of(workshop)
    shut_door(workshop)
    for number in range(MISSES_PER_ADDRESS):
        assert tries(Client(), (old, shut)[number % 2]).status_code == 404
    assert tries(Client(), old).status_code == 429


def test_a_phone_that_is_in_stays_in_while_its_address_waits(workshop: str) -> None:
    phone = Client()
    phone.post(f"/b/{code_of(workshop)}", REMOTE_ADDR=HERE)
    for number in range(1, MISSES_PER_ADDRESS + 2):
        tries(Client(), wrong_code(workshop, number))
    assert phone.get(f"/mote/{workshop}/deltaker", REMOTE_ADDR=HERE).status_code == 200


def test_a_foreign_code_and_an_unknown_one_are_answered_alike(workshop: str) -> None:
    """What differs is the code that was typed."""
    shut_door(workshop)
    pages = [page_of(tries(Client(), code)).replace(code, "CODE") for code in (code_of(workshop), wrong_code(workshop))]
    assert len({re.sub(r'(nonce|value)="[^"]+"', "", page) for page in pages}) == 1


# -- what a phone asks for -------------------------------------------------------------------------------------------


def post(client: Client, meeting: str, command: str, **fields: str) -> Any:
    form = {"command": command, "command_id": fields.pop("command_id", an_id()), **fields}
    return client.post(f"/mote/{meeting}/deltaker/kommando", form)


def test_a_line_that_is_shared_stands_on_the_screen_without_a_name(workshop: str) -> None:
    go_to(workshop, ROUND)
    choose_names(workshop, has_names=True)
    (seat,) = sit(workshop)
    line = an_id()
    answer = post(
        phone_of(workshop, seat), workshop, "keep-note", step=ROUND, text="Vi rapporterer dobbelt", command_id=line
    )
    assert (answer.status_code, "refused" in answer.json()) == (200, False)
    assert re.fullmatch(r"\d\d\.\d\d", answer.json()["savedAt"])
    kept = present_state(workshop).notes_of(ROUND)[NoteId(line)]
    assert kept.text == "Vi rapporterer dobbelt"
    facts = EventRow.objects.filter(meeting=workshop, name="note-kept").values_list("body", flat=True)
    assert not any(seat in body or "Person 1" in body for body in facts)


def test_a_line_that_is_taken_back_is_gone(workshop: str) -> None:
    go_to(workshop, ROUND)
    (seat,) = sit(workshop)
    line, phone = an_id(), phone_of(workshop, seat)
    post(phone, workshop, "keep-note", step=ROUND, text="Angrer", command_id=line)
    assert post(phone, workshop, "delete-note", note=line).status_code == 200
    assert not present_state(workshop).notes_of(ROUND)


def test_what_is_not_asked_for_is_refused_in_a_sentence_and_changes_nothing(workshop: str) -> None:
    go_to(workshop, ROUND)
    (seat,) = sit(workshop)
    version = present_state(workshop).version
    answer = post(phone_of(workshop, seat), workshop, "start-step", origin=ROUND, step="sorter")
    assert answer.status_code == 422
    assert answer.json()["refused"].startswith("Det kan ikke gjøres fra en telefon")
    assert present_state(workshop).version == version


def test_one_who_is_not_in_the_room_raises_a_hand_of_their_own_and_no_others(workshop: str) -> None:
    go_to(workshop, HANDS)
    kari, per = sit(workshop, 2)
    phone = phone_of(workshop, kari)
    fields = {"step": HANDS, "statement": "moeter", "option": marks("3")[0], "yes": "1", "seat": per}
    assert post(phone, workshop, "raise-hand", **fields).status_code == 422
    assert phone.post(f"/mote/{workshop}/deltaker/sted", {"remote": "1"}).status_code == 302
    assert post(phone, workshop, "raise-hand", **fields).status_code == 200
    assert present_state(workshop).polls[HANDS, "moeter"].raised == {"3": frozenset({kari})}
    assert phone.post(f"/mote/{workshop}/deltaker/sted", {"remote": "0"}).status_code == 302
    assert post(phone, workshop, "raise-hand", **{**fields, "yes": ""}).status_code == 422


def test_a_hand_for_an_option_by_its_own_id_is_not_known(workshop: str) -> None:
    go_to(workshop, HANDS)
    (seat,) = sit(workshop)
    set_remote(workshop, seat, is_remote=True)
    answer = post(phone_of(workshop, seat), workshop, "raise-hand", step=HANDS, statement="moeter", option="3", yes="1")
    assert "refused" in answer.json()
    assert (HANDS, "moeter") not in present_state(workshop).polls


def test_a_command_that_is_sent_twice_is_done_once(workshop: str) -> None:
    go_to(workshop, ROUND)
    (seat,) = sit(workshop)
    line, phone = an_id(), phone_of(workshop, seat)
    answers = [post(phone, workshop, "keep-note", step=ROUND, text="En gang", command_id=line).json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(present_state(workshop).notes_of(ROUND)) == 1


def test_a_page_that_has_the_present_state_is_told_so(workshop: str) -> None:
    (seat,) = sit(workshop)
    phone, at = phone_of(workshop, seat), f"/mote/{workshop}/deltaker/na"
    mark = phone.get(at).json()["mark"]
    assert phone.get(at, {"v": mark}).status_code == 204
    sit(workshop)
    assert phone.get(at, {"v": mark}).status_code == 200


def test_an_answer_is_ready_over_http_and_sent_when_called_in(workshop: str) -> None:
    on_phones(workshop, RATE)
    kari, per = sit(workshop, 2)
    all_ready(workshop, [per], step=RATE, statement=STATEMENTS[0])
    phone, at = phone_of(workshop, kari), f"/mote/{workshop}/deltaker/klar"
    its = {"step": RATE, "statement": STATEMENTS[0], "person": "1"}
    ticket = phone.post(at, {**its, "yes": "1"}).json()["ticket"]
    assert ReadyRow.objects.count() == 2
    assert phone.post(at, {**its, "yes": "0"}).json() == {"ticket": ""}
    assert ReadyRow.objects.count() == 1
    assert phone.post(at, {**its, "yes": "1"}).json() == {"ticket": ticket}
    early = Client().post("/stemme", {"ticket": ticket, "mark": marks("4")})
    assert early.status_code == 422
    assert "ligger fortsatt på telefonene" in early.json()["refused"]
    call_in(workshop, step=RATE, statement=STATEMENTS[0])
    assert Client().post("/stemme", {"ticket": ticket, "mark": marks("4")}).json() == {"counted": True}


@pytest.mark.parametrize(
    ("language", "says"), [("nn", "Svara"), ("nb", "Svarene"), ("en", "answer"), ("xx", "Svarene"), ("", "Svarene")]
)
def test_a_ballot_that_is_refused_is_told_so_in_its_own_language(language: str, says: str, workshop: str) -> None:
    on_phones(workshop)
    ticket, _other = all_ready(workshop, sit(workshop, 2))
    answer = Client().post("/stemme", {"ticket": ticket, "mark": marks(LINES[0]), "language": language})
    assert says in answer.json()["refused"]


# -- forged forms ----------------------------------------------------------------------------------------------------

FILLED = {"<str:code>": "000000", "<str:key>": "x", "<str:link>": "x"}
"""What stands in an address in place of its parts, besides the meeting."""


def address(route: str, meeting: str) -> str:
    for part, value in {**FILLED, "<str:meeting>": meeting}.items():
        route = route.replace(part, value)
    return f"/{route}"


ROUTES = {str(one.name): str(one.pattern) for one in urlpatterns}


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_a_form_of_another_page_is_not_heard(name: str, workshop: str) -> None:
    (seat,) = sit(workshop)
    pass_role_on(workshop, seat)
    forged = Client(enforce_csrf_checks=True)
    for browser in (browser_of(group_of(workshop)), phone_of(workshop, seat), host_of(workshop)):
        forged.cookies.update(browser.cookies)
    before = EventRow.objects.count(), SeatRow.objects.count(), str(here_in(workshop))
    status = forged.post(address(ROUTES[name], workshop), {"do": "shut", "remote": "1"}).status_code
    # A ballot comes without cookies, so there is nothing that another page could abuse.
    assert status == (422 if name == "ballot" else 403)
    assert (EventRow.objects.count(), SeatRow.objects.count(), str(here_in(workshop))) == before


def test_a_form_of_ones_own_page_is_heard(workshop: str) -> None:
    phone = Client(enforce_csrf_checks=True)
    at = f"/b/{code_of(workshop)}"
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page_of(phone.get(at)))
    assert token is not None
    assert phone.post(at, {"csrfmiddlewaretoken": token[1]}).status_code == 302
    page = page_of(phone.get(f"/mote/{workshop}/deltaker"))
    found = re.search(r'<script id="page" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    csrf = json.loads(found[1])["csrf"]
    answer = phone.post(f"/mote/{workshop}/deltaker/klar", {"step": "x"}, headers={"x-csrftoken": csrf})
    assert answer.status_code == 422


def test_a_ballot_sets_no_cookie_and_asks_for_none(workshop: str) -> None:
    on_phones(workshop)
    ticket, _other = all_ready(workshop, sit(workshop, 2))
    call_in(workshop)
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/stemme", {"ticket": ticket, "mark": marks(LINES[0])})
    assert answer.json() == {"counted": True}
    assert not answer.cookies
    assert not client.cookies


# -- what somebody writes is words, and never a part of the page -------------------------------------------------------


def test_names_and_lines_are_words_on_every_screen(workshop: str) -> None:
    name = f"{SCRIPT}\"'&"
    choose_names(workshop, has_names=True)
    give(workshop, c.AddMember(MemberId("a" * 32), name))
    kari = take_seat(workshop, member="a" * 32)
    per = take_seat(workshop, name=f"Per {SCRIPT}")
    assert isinstance(kari, str)
    assert isinstance(per, str)
    set_remote(workshop, SeatId(per), is_remote=True)
    pass_role_on(workshop, kari)
    ask_to_lead(workshop, SeatId(per))
    screens: list[str] = []

    def look() -> None:
        screens.extend(" ".join(json.loads(one)["regions"].values()) for one in frames(workshop).values())

    look()
    go_to(workshop, ROUND)
    give(workshop, c.KeepNote(ROUND, NoteId("c" * 32), f"Linje {SCRIPT}"))
    look()
    go_to(workshop, AREAS)
    give(workshop, c.KeepNote(AREAS, LINES[0], f"Forslag {SCRIPT}"))
    look()
    on_screen_at_the_vote = len(screens)
    go_to(workshop, VOTE)
    look()
    give(workshop, c.ChooseBallot(VOTE, "phones"))
    look()
    screens.append(page_of(phone_of(workshop, kari).get(f"/mote/{workshop}/deltaker")))
    screens.append(page_of(phone_of(workshop, per).get(f"/mote/{workshop}/deltaker")))
    screens.append(page_of(Client().get(f"/b/{code_of(workshop)}")))
    screens.append(page_of(Client().post(f"/b/{code_of(workshop)}", {"name": f"per {SCRIPT}"})))
    screens.append(page_of(Client().post(f"/b/{code_of(workshop)}", {"name": SCRIPT + "x" * 80})))
    screens.append(page_of(browser_of(group_of(workshop)).get(f"/mote/{workshop}")))
    screens.append(page_of(host_of(workshop).get(f"/mote/{workshop}/veileder")))
    assert not any("<script>alert" in page or SCRIPT in page for page in screens)
    # It is there all the same, to the letter.
    assert sum("&lt;script&gt;alert" in page for page in screens) >= 10
    assert "Forslag &lt;script&gt;" in "".join(screens[on_screen_at_the_vote:])


@pytest.mark.parametrize("typed", ["<script>alert('x')</script>", '"><b>', "%(code)s", "{{ 7|add:7 }}"])
def test_what_was_typed_for_a_code_is_said_back_as_words(typed: str, workshop: str) -> None:
    page = page_of(Client().post("/b", {"code": typed}))
    assert not re.search(r"<script>alert|<b>|>14<", page)
    escaped = page_of(Client().get(f"/b/{typed.replace('/', '')}"))
    assert not re.search(r"<script>alert|<b>|>14<", escaped)


def test_a_name_is_kept_to_the_letter_but_for_what_nobody_can_see(workshop: str) -> None:
    choose_names(workshop, has_names=True)
    Client().post(f"/b/{code_of(workshop)}", {"name": " Åse\x00\n  «Ø» 😀 שלום "})
    assert [one.name for one in here_in(workshop).seats] == ["Åse «Ø» 😀 שלום"]


# -- posts that no page of ours sends ----------------------------------------------------------------------------------

ODD = ("", " ", "\x00", "a\x00b", "x" * 5_000, "😀" * 500, "%00", "&", "<b>", "-1", "1e9", "9" * 400, "١٢", "'--", "‮")
KNOWN = (
    *(VOTE, RATE, ROUND, AREAS, *STATEMENTS, "1", "2", "3", "4", "on", "open", "shut", "names", "rotate", "keep"),
    *("pass-on", "give-up", "keep-note", "raise-hand", "edit-note", "close-vote", "area", "a" * 32, "3", "dont-know"),
)
FIELDS = {
    "/b": ("code",),
    "/b/@code": ("name", "member", "remote", "same"),
    "/mote/@/deltaker/kommando": (
        *("command", "command_id", "step", "text", "kind", "pile", "about", "note", "option", "statement", "yes"),
    ),
    "/mote/@/deltaker/klar": ("step", "statement", "person", "yes"),
    "/mote/@/deltaker/sted": ("remote",),
    "/mote/@/deltaker/lede": ("x",),
    "/mote/@/dor": ("do", "yes", "seat"),
    "/mote/@/film": ("step", "at", "plays"),
    "/mote/@/veileder/kommando": ("command", "command_id", "step", "statement", "origin", "turn", "way", "kind"),
    "/stemme": ("ticket", "mark", "language"),
}
values = st.one_of(st.sampled_from(ODD), st.sampled_from(KNOWN), st.text(max_size=40))
odd_posts = st.sampled_from(sorted(FIELDS)).flatmap(
    lambda at: st.tuples(
        st.just(at), st.dictionaries(st.one_of(st.sampled_from(FIELDS[at]), st.text(max_size=8)), values, max_size=8)
    )
)


@pytest.fixture
def at_a_vote(workshop: str) -> tuple[str, SeatId]:
    on_phones(workshop)
    (seat,) = sit(workshop)
    return workshop, seat


def everybody(meeting: str, seat: str) -> Client:
    """A browser that may do all there is to do."""
    client = Client()
    for browser in (browser_of(group_of(meeting)), phone_of(meeting, seat), host_of(meeting)):
        client.cookies.update(browser.cookies)
    return client


def test_every_post_of_the_phones_is_tried_here() -> None:
    posts = {route for name, route in ROUTES.items() if name not in ("start", "meeting-command")}
    gets = {"meeting", "meeting-present", "host", "host-present", "meeting-qr", "door-qr", "phone", "phone-present"}
    gets |= {"phone-same", "phone-afar", "phone-afar-present", "host-link"}
    tried = {at.replace("@code", "<str:code>").replace("@", "<str:meeting>").lstrip("/") for at in FIELDS}
    assert posts - {ROUTES[name] for name in gets} == tried


@settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(post_of=odd_posts)
def test_an_odd_post_is_never_our_fault(
    post_of: tuple[str, dict[str, str]], at_a_vote: tuple[str, SeatId], monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting, seat = at_a_vote
    at, fields = post_of
    monkeypatch.setattr(phone_pages, "guesses", Guesses())
    browser = everybody(meeting, seat) if "@code" not in at else Client()
    path = at.replace("@code", code_of(meeting) or "000000").replace("@", meeting)
    body = urlencode(
        {name.encode("utf-8", "replace"): text.encode("utf-8", "replace") for name, text in fields.items()}
    )
    answer = browser.post(path, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (200, 302, 404, 422), (at, fields)
    assert browser_of(group_of(meeting)).get(f"/mote/{meeting}/skjerm").status_code == 200
    assert phone_of(meeting, seat).get(f"/mote/{meeting}/deltaker/na").status_code in (200, 404)


@pytest.mark.parametrize("at", sorted(FIELDS))
def test_an_empty_post_and_one_that_is_no_form_are_answered(at: str, at_a_vote: tuple[str, SeatId]) -> None:
    meeting, seat = at_a_vote
    path = at.replace("@code", code_of(meeting)).replace("@", meeting)
    for kind, body in (
        ("application/x-www-form-urlencoded", ""),
        ("application/json", '{"a": 1}'),
        ("multipart/form-data; boundary=x", "--x\r\nnonsense"),
        ("application/x-www-form-urlencoded; charset=utf-7", "name=+2AA-&ticket=+2AA-"),
        ("text/plain", "\x00\xff"),
    ):
        answer = everybody(meeting, seat).post(path, body, content_type=kind)
        assert answer.status_code in (200, 302, 400, 404, 422)


@pytest.mark.parametrize("word", ["\x00", "a" * 5_000, "%ff", "%ed%a0%80", "😀", "..%2f..", "<b>", "²²²²²²"])
def test_an_address_that_is_nobodys_is_nothing_here(word: str, clock: Clock) -> None:
    for name, route in ROUTES.items():
        at = "/" + re.sub(r"<str:\w+>", lambda _: word, route)
        for method in (Client().get, Client().post) if "<" in route else ():
            clock.seconds += 61
            assert method(at).status_code in (404, 405), name


@pytest.mark.parametrize("cookie", ["", "x", "a:b:c", "\x00", "å", ":" * 50, "x" * 4_000])
def test_a_cookie_of_nonsense_is_no_seat(cookie: str, workshop: str) -> None:
    client = Client()
    client.cookies[SEAT_COOKIE] = cookie
    assert client.get(f"/mote/{workshop}/deltaker").status_code == 404
    assert client.get(f"/b/{code_of(workshop)}").status_code == 200


@pytest.mark.parametrize(
    "content", [["a"], "text", 7, None, {"a": 1}, {"a": ["x"]}, [["a", "b"]]], ids=lambda content: str(content)
)
def test_a_signed_cookie_of_another_shape_is_no_seat(content: object, workshop: str) -> None:
    from django.core import signing

    client = Client()
    client.cookies[SEAT_COOKIE] = signing.dumps(content, salt="rundebord.groups.seat", compress=True)
    assert client.get(f"/mote/{workshop}/deltaker").status_code == 404


def test_a_seat_is_too_old_after_a_week(workshop: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    (seat,) = sit(workshop)
    phone, now = phone_of(workshop, seat), time.time()
    is_in: Callable[[], bool] = lambda: phone.get(f"/mote/{workshop}/deltaker").status_code == 200  # noqa: E731
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 6 * 86_400)
    assert is_in()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 8 * 86_400)
    assert not is_in()
