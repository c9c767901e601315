"""Answers without names, from phones: counted once, shown all at once, and never known to be anybody's.

That nothing leaks is shown by comparison, not by looking for words: from one and the same moment two different answers
are given, and everything that could be read afterwards must be the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from factories.living import give, stored
from factories.phones import (
    AREAS,
    HANDS,
    LAST,
    LINES,
    RATE,
    ROUND,
    STATEMENTS,
    VOTE,
    all_ready,
    browser_of,
    call_in,
    everything,
    frames,
    go_to,
    group_of,
    lay_ready,
    marks,
    on_phones,
    open_workshop,
    phone_of,
    sit,
)
from rundebord.kernel.refused import Refused
from rundebord.meetings.balloting import MOST_PEOPLE_A_PHONE, answered, cast, make_ready, mark_of_option
from rundebord.meetings.core import commands as c
from rundebord.meetings.core import events as e
from rundebord.meetings.core.state import Poll
from rundebord.meetings.core.words import RATES, SeatId, StepId
from rundebord.meetings.models import AnswerRow, EventRow, ReadyRow, SeatRow, SpentRow, TallyRow
from rundebord.meetings.operations import present_state
from rundebord.meetings.seats import choose_names, give_up_seat, here_in

pytestmark = pytest.mark.django_db

A, B, C = LINES
OVER = Refused("round-is-over")


@pytest.fixture
def workshop(tmp_path: Path) -> Callable[..., str]:
    """Opens the workshop for so many people, at a vote on phones."""

    def opened(heads: int = 8, step: StepId = VOTE) -> str:
        meeting = open_workshop(tmp_path / "media", heads=heads)
        on_phones(meeting, step)
        return meeting

    return opened


def poll_of(meeting: str, step: StepId = VOTE, statement: str = "") -> Poll:
    return present_state(meeting).polls.get((step, statement), Poll())


def ready(meeting: str, seat: SeatId, **more: Any) -> str | Refused:
    said = {"step": VOTE, "statement": "", "person": 1, "is_ready": True, **more}
    return make_ready(meeting=meeting, seat=seat, **said)


def hold(meeting: str, answers: Sequence[Sequence[str]], *, step: StepId = VOTE, statement: str = "") -> None:
    """All have phones, have an answer ready, and send it: one answer for each person, of one option or more."""
    seats = [SeatId(row.id) for row in SeatRow.objects.filter(meeting=meeting, left_at=None).order_by("number")]
    seats += sit(meeting, len(answers) - len(seats))
    tickets = all_ready(meeting, seats, step=step, statement=statement)
    call_in(meeting, step=step, statement=statement)
    for ticket, options in zip(tickets, answers, strict=True):
        assert cast(ticket, marks(*options)) is None
    assert poll_of(meeting, step, statement).is_closed


# -- ready -----------------------------------------------------------------------------------------------------------


def test_the_server_learns_that_an_answer_is_ready_and_never_what_it_is(workshop: Callable[..., str]) -> None:
    meeting = workshop()
    (kari,) = sit(meeting)
    lay_ready(meeting, kari)
    assert {field.name for field in ReadyRow._meta.get_fields()} == {
        *("id", "meeting", "step", "statement", "seat", "person")
    }
    assert (answered(meeting, VOTE, "").ready, answered(meeting, VOTE, "").arrived) == (1, 0)


def test_six_of_eight_have_answered(workshop: Callable[..., str]) -> None:
    meeting = workshop()
    all_ready(meeting, sit(meeting, 6))
    for payload in frames(meeting).values():
        assert "6 av 8 har svart" in payload


def test_the_same_phone_gets_the_same_ticket_again(workshop: Callable[..., str]) -> None:
    """A page that was reloaded has not lost its vote, and has no second one."""
    meeting = workshop()
    (kari,) = sit(meeting)
    first = lay_ready(meeting, kari)
    assert lay_ready(meeting, kari) == first
    assert answered(meeting, VOTE, "").ready == 1


def test_an_answer_that_is_taken_back_is_not_ready_and_can_be_again(workshop: Callable[..., str]) -> None:
    meeting = workshop()
    (kari,) = sit(meeting)
    first = lay_ready(meeting, kari)
    for _ in range(2):
        assert ready(meeting, kari, is_ready=False) == ""
        assert answered(meeting, VOTE, "").ready == 0
    assert lay_ready(meeting, kari) == first


def test_no_more_are_ready_than_there_are_people(workshop: Callable[..., str]) -> None:
    meeting = workshop(3)
    kari, *others = sit(meeting, 4)
    all_ready(meeting, others)
    assert ready(meeting, kari) == Refused("all-have-answered", {"heads": 3})
    # Who is ready already is so still, and who takes it back leaves a place.
    assert isinstance(ready(meeting, others[0]), str)
    ready(meeting, others[0], is_ready=False)
    assert isinstance(ready(meeting, kari), str)
    give(meeting, c.SetHeadCount(4))
    assert isinstance(ready(meeting, others[0]), str)


def test_a_phone_is_lent_to_two_more_and_each_has_a_ticket_of_their_own(workshop: Callable[..., str]) -> None:
    meeting = workshop()
    (kari,) = sit(meeting)
    tickets = {lay_ready(meeting, kari, person=person) for person in range(1, MOST_PEOPLE_A_PHONE + 1)}
    assert (MOST_PEOPLE_A_PHONE, len(tickets), answered(meeting, VOTE, "").ready) == (3, 3, 3)
    for person in (0, -1, 4, 99):
        assert ready(meeting, kari, person=person) == Refused("phone-is-full", {"most": 3})


@pytest.mark.parametrize(
    ("step", "statement"),
    [(RATE, STATEMENTS[0]), (ROUND, ""), (HANDS, "moeter"), (StepId("nonesuch"), ""), (StepId(""), "")],
)
def test_nobody_is_ready_for_a_vote_that_is_not_going_on(
    step: StepId, statement: str, workshop: Callable[..., str]
) -> None:
    meeting = workshop()
    (kari,) = sit(meeting)
    assert ready(meeting, kari, step=step, statement=statement) == Refused("no-vote-here")


@pytest.mark.parametrize("statement", ["", "moeter", "nonesuch", "\x00"])
def test_nobody_is_ready_for_a_statement_of_another_step(statement: str, workshop: Callable[..., str]) -> None:
    meeting = workshop(step=RATE)
    (kari,) = sit(meeting)
    assert ready(meeting, kari, step=RATE, statement=statement) == Refused("no-vote-here")
    assert isinstance(ready(meeting, kari, step=RATE, statement=STATEMENTS[0]), str)


@pytest.mark.parametrize("way", [c.ChooseBallot(VOTE, "slips"), c.ChooseVoteKind(VOTE, "open")])
def test_nobody_is_ready_on_a_phone_where_all_answer_otherwise(way: c.Command, workshop: Callable[..., str]) -> None:
    meeting = workshop()
    (kari,) = sit(meeting)
    give(meeting, way)
    assert ready(meeting, kari) == Refused("no-vote-here")


def test_nobody_is_ready_after_the_answers_were_called_in_or_the_result_was_shown(workshop: Callable[..., str]) -> None:
    meeting = workshop()
    kari, per = sit(meeting, 2)
    (ticket,) = all_ready(meeting, [kari])
    call_in(meeting)
    for is_ready in (True, False):
        assert ready(meeting, per, is_ready=is_ready) == OVER
        assert ready(meeting, kari, is_ready=is_ready) == OVER
    assert cast(ticket, marks(A)) is None
    assert ready(meeting, per) == OVER


def test_nobody_is_ready_in_a_meeting_that_is_over(workshop: Callable[..., str]) -> None:
    meeting = workshop()
    (kari,) = sit(meeting)
    give(meeting, *(c.StartStep(here, there) for here, there in ((VOTE, StepId("velg")), (StepId("velg"), "hvem"))))  # type: ignore[arg-type]
    go_to(meeting, LAST)
    give(meeting, c.CloseMeeting(LAST))
    assert not present_state(meeting).is_open
    assert ready(meeting, kari) == Refused("no-vote-here")


def test_answers_are_called_in_for_as_many_as_are_ready_whatever_the_page_says(workshop: Callable[..., str]) -> None:
    meeting = workshop()
    all_ready(meeting, sit(meeting, 6))
    asked = give(meeting, c.CallBallotsIn(VOTE, "", 8))
    assert asked.refused == Refused("answers-missing", {"voted": 6, "expected": 8})
    call_in(meeting)
    assert poll_of(meeting).called_in == 6


# -- the ticket ------------------------------------------------------------------------------------------------------


def test_a_ticket_is_no_good_before_the_answers_are_called_in(workshop: Callable[..., str]) -> None:
    meeting = workshop()
    (ticket,) = all_ready(meeting, sit(meeting))
    assert cast(ticket, marks(A)) == Refused("answers-not-called-in")
    assert not TallyRow.objects.exists()
    assert not SpentRow.objects.exists()


def test_a_ticket_is_no_good_when_the_result_has_been_shown(workshop: Callable[..., str]) -> None:
    meeting = workshop()
    here, late = all_ready(meeting, sit(meeting, 2))
    call_in(meeting)
    cast(here, marks(A))
    give(meeting, c.CloseVote(VOTE, "", is_sure=True))
    result = poll_of(meeting)
    assert cast(late, marks(B)) == OVER
    assert (poll_of(meeting), TallyRow.objects.count()) == (result, 0)


def test_a_ticket_that_is_sent_twice_is_counted_once(workshop: Callable[..., str]) -> None:
    """The network took the answer to it: the phone cannot know, and sends it again. It cannot change its mind."""
    meeting = workshop()
    first, _second = all_ready(meeting, sit(meeting, 2))
    call_in(meeting)
    for options in (marks(A), marks(A), marks(B, C)):
        assert cast(first, options) is None
    assert answered(meeting, VOTE, "").arrived == 1
    assert dict(TallyRow.objects.filter(count__gt=0).values_list("option", "count")) == {"": 1, A: 1}


def test_a_ticket_that_was_taken_back_is_not_counted(workshop: Callable[..., str]) -> None:
    """Else one phone could collect three tickets, count as one that is ready, and crowd out two others."""
    meeting = workshop()
    kari, per = sit(meeting, 2)
    collected = [lay_ready(meeting, kari, person=person) for person in (1, 2, 3)]
    for person in (2, 3):
        ready(meeting, kari, person=person, is_ready=False)
    (ticket,) = all_ready(meeting, [per])
    call_in(meeting)
    assert [cast(one, marks(A)) for one in (*collected[1:], collected[0], ticket)] == [OVER, OVER, None, None]
    assert poll_of(meeting) == Poll({A: 2}, 2, is_closed=True)


def test_a_ticket_of_another_statement_is_no_good_for_this_one(workshop: Callable[..., str]) -> None:
    meeting = workshop(step=RATE)
    kari, _per = seats = sit(meeting, 2)
    all_ready(meeting, seats, step=RATE, statement=STATEMENTS[0])
    other = lay_ready(meeting, kari, step=RATE, statement=STATEMENTS[1])
    call_in(meeting, step=RATE, statement=STATEMENTS[0])
    assert cast(other, marks("4")) == Refused("answers-not-called-in")
    assert answered(meeting, RATE, STATEMENTS[0]).arrived == 0


def test_a_ticket_of_another_step_is_no_good_for_this_one(workshop: Callable[..., str]) -> None:
    meeting = workshop(step=RATE)
    kari, _per = seats = sit(meeting, 2)
    other = lay_ready(meeting, kari, step=RATE, statement=STATEMENTS[0])
    on_phones(meeting)
    all_ready(meeting, seats)
    call_in(meeting)
    assert cast(other, marks(A)) == Refused("answers-not-called-in")


def test_a_ticket_of_another_meeting_is_no_good_for_this_one(workshop: Callable[..., str], tmp_path: Path) -> None:
    meeting, other = workshop(), open_workshop(tmp_path / "media")
    on_phones_elsewhere = c.TakeUpStep(None, RATE)
    give(other, on_phones_elsewhere, c.ChooseBallot(RATE, "phones"))
    (stranger,) = sit(other)
    ticket = lay_ready(other, stranger, step=RATE, statement=STATEMENTS[0])
    all_ready(meeting, sit(meeting, 2))
    call_in(meeting)
    assert cast(ticket, marks(A)) == Refused("answers-not-called-in")
    assert answered(meeting, VOTE, "").arrived == 0


def test_a_seat_of_another_meeting_has_no_ticket_here(workshop: Callable[..., str], tmp_path: Path) -> None:
    meeting, other = workshop(), open_workshop(tmp_path / "media")
    (stranger,) = sit(other)
    answer = phone_of(meeting, stranger).post(
        f"/mote/{meeting}/deltaker/klar", {"step": VOTE, "statement": "", "person": "1", "yes": "1"}
    )
    assert answer.status_code == 404
    assert not ReadyRow.objects.exists()


@pytest.mark.parametrize("place", [0, 3, 20, 60, -1])
def test_a_ticket_that_was_changed_is_none(place: int, workshop: Callable[..., str]) -> None:
    meeting = workshop()
    ticket, _other = all_ready(meeting, sit(meeting, 2))
    call_in(meeting)
    letters = list(ticket)
    letters[place] = "A" if letters[place] != "A" else "B"
    assert cast("".join(letters), marks(A)) == Refused("no-such-ticket")


@pytest.mark.parametrize("nonsense", ["", "x", "a:b:c", "å", "\x00", ":" * 50, "W10:x:y"])
def test_nonsense_is_no_ticket(nonsense: str, workshop: Callable[..., str]) -> None:
    workshop()
    assert cast(nonsense, marks(A)) == Refused("no-such-ticket")


def test_what_was_signed_for_something_else_is_no_ticket(workshop: Callable[..., str]) -> None:
    from rundebord.groups.access import seat_link
    from rundebord.meetings.screens.regions import seat_token

    meeting = workshop()
    (kari,) = sit(meeting)
    for signed in (seat_link(meeting, kari), seat_token(meeting, "nb", "phone")):
        assert cast(signed, marks(A)) == Refused("no-such-ticket")


@pytest.mark.parametrize(
    "answer",
    [[], ["nonesuch"], ["A", "nonesuch"], ["A", "A"], ["A", "B", "C"], [""]],
    ids=["none", "foreign", "one foreign", "one twice", "three of two", "empty"],
)
def test_an_impossible_answer_is_refused_and_the_ticket_is_good_still(
    answer: list[str], workshop: Callable[..., str]
) -> None:
    meeting = workshop()
    ticket, _other = all_ready(meeting, sit(meeting, 2))
    call_in(meeting)
    known = {"A": mark_of_option(A), "B": mark_of_option(B), "C": mark_of_option(C)}
    assert cast(ticket, [known.get(one, one) for one in answer]) == Refused("impossible-answer", {"most": 2})
    assert not SpentRow.objects.exists()
    assert cast(ticket, marks(A, B)) is None


@pytest.mark.parametrize("answer", [["1", "5"], ["6"], [], [A], ["dont-know", "1"]])
def test_a_statement_has_one_answer_of_six(answer: list[str], workshop: Callable[..., str]) -> None:
    meeting = workshop(step=RATE)
    statement = STATEMENTS[0]
    ticket, _other = all_ready(meeting, sit(meeting, 2), step=RATE, statement=statement)
    call_in(meeting, step=RATE, statement=statement)
    assert cast(ticket, marks(*answer)) == Refused("impossible-answer", {"most": 1})
    assert cast(ticket, marks("dont-know")) is None


def test_a_phone_knows_options_by_names_that_open_no_line(workshop: Callable[..., str]) -> None:
    """Whoever knew the line's id could change the line."""
    meeting = workshop()
    sit(meeting)
    payload = frames(meeting)["phone"]
    assert all(mark in payload for mark in marks(*LINES))
    assert not any(line in payload for line in LINES)


# -- the close -------------------------------------------------------------------------------------------------------


def test_the_last_answer_that_comes_shows_the_result(workshop: Callable[..., str]) -> None:
    meeting = workshop()
    tickets = all_ready(meeting, sit(meeting, 8))
    call_in(meeting, is_sure=False)
    for number, ticket in enumerate(tickets, 1):
        assert not poll_of(meeting).is_closed
        assert cast(ticket, marks(A, B if number < 6 else C)) is None
    assert poll_of(meeting) == Poll({A: 8, B: 5, C: 3}, 8, is_closed=True)


def test_as_many_are_waited_for_as_were_ready_and_not_as_there_are(workshop: Callable[..., str]) -> None:
    meeting = workshop()
    first, second = all_ready(meeting, sit(meeting, 2))
    call_in(meeting)
    cast(first, marks(A))
    assert not poll_of(meeting).is_closed
    cast(second, marks(A))
    assert poll_of(meeting).is_closed


def test_whoever_leads_shows_the_result_with_the_answers_that_came(workshop: Callable[..., str]) -> None:
    """One phone has died since: the others do not wait for it."""
    meeting = workshop()
    tickets = all_ready(meeting, sit(meeting, 8))
    call_in(meeting)
    for ticket in tickets[:6]:
        cast(ticket, marks(B))
    asked = give(meeting, c.CloseVote(VOTE, ""))
    assert asked.refused == Refused("votes-missing", {"voted": 6, "expected": 8})
    # What the page says of slips is not heard: the counters tell.
    assert give(meeting, c.CloseVote(VOTE, "", ((A, 8),), 8, is_sure=True)).refused is None
    assert poll_of(meeting) == Poll({B: 6}, 6, is_closed=True)


def test_no_result_is_shown_before_the_answers_are_called_in(workshop: Callable[..., str]) -> None:
    meeting = workshop()
    all_ready(meeting, sit(meeting, 8))
    refused = give(meeting, c.CloseVote(VOTE, "", ((A, 8),), 8, is_sure=True)).refused
    assert refused == Refused("answers-not-called-in")


def test_a_line_that_is_deleted_while_answers_come_does_not_hold_the_result_up(workshop: Callable[..., str]) -> None:
    meeting = workshop()
    first, second = all_ready(meeting, sit(meeting, 2))
    call_in(meeting)
    cast(first, marks(A))
    give(meeting, c.DeleteNote(A))
    assert cast(second, marks(A)) == Refused("impossible-answer", {"most": 2})
    cast(second, marks(B))
    assert poll_of(meeting) == Poll({B: 1}, 2, is_closed=True)


def test_when_the_result_is_shown_nothing_is_left_of_what_it_was_counted_from(workshop: Callable[..., str]) -> None:
    for is_by_host in (False, True):
        meeting = workshop()
        tickets = all_ready(meeting, sit(meeting, 5))
        call_in(meeting)
        for ticket in tickets[: 3 if is_by_host else 5]:
            cast(ticket, marks(A))
        if is_by_host:
            give(meeting, c.CloseVote(VOTE, "", is_sure=True))
        assert poll_of(meeting).is_closed
        for table in (ReadyRow, TallyRow, SpentRow):
            assert not table.objects.filter(meeting=meeting).exists(), table


def test_the_close_of_one_statement_leaves_the_other_as_it_was(workshop: Callable[..., str]) -> None:
    meeting = workshop(step=RATE)
    one, other = STATEMENTS
    seats = sit(meeting, 3)
    of_one = all_ready(meeting, seats, step=RATE, statement=one)
    all_ready(meeting, seats, step=RATE, statement=other)
    call_in(meeting, step=RATE, statement=one)
    for ticket in of_one:
        cast(ticket, marks("3"))
    assert (poll_of(meeting, RATE, one).is_closed, answered(meeting, RATE, other).ready) == (True, 3)


def test_the_close_of_one_statement_does_not_let_the_tickets_of_another_count_again(
    workshop: Callable[..., str],
) -> None:
    """The group went on to the second statement while an answer to the first was missing."""
    meeting = workshop(step=RATE)
    one, other = STATEMENTS
    seats = sit(meeting, 2)
    first, _missing = all_ready(meeting, seats, step=RATE, statement=one)
    call_in(meeting, step=RATE, statement=one)
    assert cast(first, marks("1")) is None
    hold(meeting, [["3"], ["3"]], step=RATE, statement=other)
    assert cast(first, marks("1")) is None
    assert answered(meeting, RATE, one).arrived == 1


def test_a_round_is_kept_when_the_group_goes_back_and_forth_and_when_a_page_is_loaded_anew(
    workshop: Callable[..., str],
) -> None:
    meeting = workshop()
    kari, per = seats = sit(meeting, 2)
    tickets = all_ready(meeting, seats)
    give(meeting, c.GoBack(VOTE, AREAS))
    assert ready(meeting, kari) == Refused("no-vote-here")
    go_to(meeting, VOTE)
    assert (answered(meeting, VOTE, "").ready, lay_ready(meeting, kari)) == (2, tickets[0])
    call_in(meeting)
    assert cast(tickets[0], marks(A)) is None
    give(meeting, c.GoBack(VOTE, AREAS))
    go_to(meeting, VOTE)
    assert phone_of(meeting, per).get(f"/mote/{meeting}/deltaker").status_code == 200
    assert browser_of(group_of(meeting)).get(f"/mote/{meeting}").status_code == 200
    assert poll_of(meeting) == Poll(called_in=2)
    assert cast(tickets[1], marks(A)) is None
    assert poll_of(meeting) == Poll({A: 2}, 2, is_closed=True)


def test_answers_that_are_on_their_way_come_also_when_the_group_has_gone_on(workshop: Callable[..., str]) -> None:
    meeting = workshop()
    tickets = all_ready(meeting, sit(meeting, 2))
    call_in(meeting)
    go_to(meeting, LAST)
    assert [cast(ticket, marks(C)) for ticket in tickets] == [None, None]
    assert poll_of(meeting) == Poll({C: 2}, 2, is_closed=True)


COUNTED = (ReadyRow, TallyRow, SpentRow)


def close_and_reopen(meeting: str) -> None:
    """The group closes in the middle of a round, and is at the vote again when it opens the meeting anew."""
    go_to(meeting, LAST)
    assert give(meeting, c.CloseMeeting(LAST)).refused is None
    assert not any(table.objects.filter(meeting=meeting).exists() for table in COUNTED)
    assert give(meeting, c.ReopenMeeting()).refused is None
    go_to(meeting, VOTE)


@pytest.mark.parametrize("sent", [None, 0, 1, 2], ids=["ready", "called in", "one has come", "two have come"])
def test_a_meeting_that_is_closed_in_the_middle_of_a_round_keeps_no_counters_and_the_round_begins_anew(
    sent: int | None, workshop: Callable[..., str]
) -> None:
    """Counters of a vote that was never shown would tell of answers that nobody was to see."""
    meeting = workshop(3)
    seats = sit(meeting, 3)
    tickets = all_ready(meeting, seats)
    if sent is not None:
        call_in(meeting)
        for ticket in tickets[:sent]:
            assert cast(ticket, marks(A)) is None
    close_and_reopen(meeting)
    assert (poll_of(meeting).called_in, answered(meeting, VOTE, "").ready) == (None, 0)
    assert [cast(ticket, marks(A)) for ticket in tickets] == [Refused("answers-not-called-in")] * 3
    assert give(meeting, c.CallBallotsIn(VOTE, "", 3)).refused == Refused("no-votes-yet")
    # The same phones lay their answers ready again, and the tickets that they hold are good; a changed mind is heard.
    all_ready(meeting, seats)
    call_in(meeting, is_sure=False)
    assert [cast(ticket, marks(B)) for ticket in tickets] == [None, None, None]
    assert poll_of(meeting) == Poll({B: 3}, 3, is_closed=True)
    assert not any(table.objects.filter(meeting=meeting).exists() for table in COUNTED)


def test_an_answer_that_comes_after_the_meeting_was_closed_is_not_counted(workshop: Callable[..., str]) -> None:
    meeting = workshop(3)
    tickets = all_ready(meeting, sit(meeting, 3))
    call_in(meeting)
    go_to(meeting, LAST)
    give(meeting, c.CloseMeeting(LAST))
    assert cast(tickets[0], marks(A)) == Refused("no-vote-here")
    assert not any(table.objects.filter(meeting=meeting).exists() for table in COUNTED)


def test_the_close_of_a_meeting_leaves_its_results_and_the_rounds_of_other_meetings(
    workshop: Callable[..., str], tmp_path: Path
) -> None:
    meeting, other = workshop(3), open_workshop(tmp_path / "media", heads=3)
    hold(meeting, [[A], [A], [B]])
    result = poll_of(meeting)
    give(other, c.TakeUpStep(None, RATE), c.ChooseBallot(RATE, "phones"))
    all_ready(other, sit(other, 2), step=RATE, statement=STATEMENTS[0])
    close_and_reopen(meeting)
    assert poll_of(meeting) == result
    assert answered(other, RATE, STATEMENTS[0]).ready == 2


def test_a_meeting_that_was_closed_when_counters_were_kept_begins_its_round_anew(workshop: Callable[..., str]) -> None:
    """As an earlier version of Rundebord left it."""
    meeting = workshop(3)
    seats = sit(meeting, 3)
    go_to(meeting, LAST)
    give(meeting, c.CloseMeeting(LAST))
    ReadyRow.objects.create(meeting_id=meeting, step=VOTE, statement="", seat_id=seats[0], person=1)
    TallyRow.objects.create(meeting_id=meeting, step=VOTE, statement="", option="", count=2)
    SpentRow.objects.create(meeting_id=meeting, step=VOTE, statement="", mark="f" * 64)
    give(meeting, c.ReopenMeeting())
    assert not any(table.objects.filter(meeting=meeting).exists() for table in COUNTED)
    go_to(meeting, VOTE)
    hold(meeting, [[C], [C], [C]])


# -- nobody can tell whose an answer is --------------------------------------------------------------------------------


def after_trying(act: Callable[[], object], meeting: str) -> tuple[dict[str, list[Any]], dict[str, str]]:
    """What stands in the database and on all screens after the act, which is then undone."""
    with transaction.atomic():
        act()
        found = everything(meeting), frames(meeting)
        transaction.set_rollback(True)
    return found


def differing(one: dict[str, list[Any]], other: dict[str, list[Any]]) -> set[str]:
    return {table for table in one if one[table] != other[table]}


def test_what_was_answered_and_who_answered_never_stand_in_one_table(workshop: Callable[..., str]) -> None:
    """The counters know what, and not who; the spent marks know who, to a holder of the key, and not what."""
    meeting = workshop()
    tickets = all_ready(meeting, sit(meeting, 8))
    call_in(meeting)
    for number in range(7):
        mine, another = tickets[number], tickets[number + 1]
        a, _ = after_trying(lambda mine=mine: cast(mine, marks(A)), meeting)  # type: ignore[misc]
        b, _ = after_trying(lambda mine=mine: cast(mine, marks(B, C)), meeting)  # type: ignore[misc]
        theirs, _ = after_trying(lambda another=another: cast(another, marks(A)), meeting)  # type: ignore[misc]
        assert differing(a, b) == {"TallyRow"}
        assert differing(a, theirs) == {"SpentRow"}
        assert cast(mine, marks(LINES[number % 3])) is None
    assert {field.name for field in TallyRow._meta.get_fields()} == {
        *("id", "meeting", "step", "statement", "option", "count")
    }
    assert {field.name for field in SpentRow._meta.get_fields()} >= {"mark", "meeting"}


def test_no_row_at_any_moment_names_somebody_and_an_option(workshop: Callable[..., str]) -> None:
    meeting = workshop(5)
    choose_names(meeting, has_names=True)
    seats = sit(meeting, 5)
    somebody = [*seats, *(one.name for one in here_in(meeting).seats)]
    options = [*LINES, *marks(*LINES)]
    # The lines themselves stand in facts from before the vote.
    before = {(table, str(row)) for table, rows in everything(meeting).items() for row in rows}

    def look() -> None:
        rows = [(table, str(row)) for table, its in everything(meeting).items() for row in its]
        for table, row in rows:
            is_somebodys = any(one in row for one in somebody)
            is_an_answer = any(option in row for option in options) and (table, row) not in before
            assert not (is_somebodys and is_an_answer), (table, row)
            # Who is here stands in the table of seats, and who is ready among those that are ready: nowhere else.
            assert not is_somebodys or table in ("SeatRow", "ReadyRow"), (table, row)
            assert not is_an_answer or table in ("TallyRow", "EventRow"), (table, row)

    tickets = []
    for seat in seats:
        tickets.append(lay_ready(meeting, seat))
        look()
    call_in(meeting)
    look()
    for number, ticket in enumerate(tickets):
        cast(ticket, marks(LINES[number % 3]))
        look()
    assert poll_of(meeting).is_closed


def test_a_spent_mark_stands_nowhere_else_and_is_not_the_ticket(workshop: Callable[..., str]) -> None:
    meeting = workshop()
    ticket, _other = all_ready(meeting, sit(meeting, 2))
    call_in(meeting)
    cast(ticket, marks(A))
    (spent,) = SpentRow.objects.filter(meeting=meeting)
    assert spent.mark not in ticket
    others = {table: rows for table, rows in everything(meeting).items() if table != "SpentRow"}
    assert spent.mark not in str(others)


def test_no_answer_leaves_the_time_or_the_command_by_which_it_came(workshop: Callable[..., str]) -> None:
    """Only the last one closes the vote, which is a fact with a time: it is the counts that it holds."""
    meeting = workshop()
    tickets = all_ready(meeting, sit(meeting, 8))
    call_in(meeting)
    rows = EventRow.objects.count(), AnswerRow.objects.count()
    for ticket in tickets[:7]:
        cast(ticket, marks(A))
    assert (EventRow.objects.count(), AnswerRow.objects.count()) == rows
    cast(tickets[7], marks(B))
    last = [event for event in stored(meeting) if isinstance(event, e.VoteClosed)]
    assert last == [e.VoteClosed(VOTE, "", ((A, 7), (B, 1)), 8)]


@pytest.mark.parametrize("browser", ["a stranger", "the group", "the phone"])
def test_an_answer_is_counted_without_asking_who_sends_it(browser: str, workshop: Callable[..., str]) -> None:
    """Should a cookie come along all the same, nothing of it is kept."""
    meeting = workshop()
    kari, per = sit(meeting, 2)
    ticket, _other = all_ready(meeting, [kari, per])
    call_in(meeting)
    client = {"a stranger": Client(), "the group": browser_of(group_of(meeting)), "the phone": phone_of(meeting, per)}
    form = {"ticket": ticket, "mark": marks(A, B), "language": "nb"}
    seen = SeatRow.objects.get(pk=per).seen_at
    answer = client[browser].post("/stemme", form)
    assert (answer.status_code, answer.json()) == (200, {"counted": True})
    assert SeatRow.objects.get(pk=per).seen_at == seen
    assert dict(TallyRow.objects.filter(count__gt=0).values_list("option", "count")) == {"": 1, A: 1, B: 1}
    assert not answer.cookies


# -- nothing is shown before all is shown ------------------------------------------------------------------------------


@pytest.mark.parametrize("heads", [3, 5, 8])
def test_no_screen_shows_anything_of_the_answers_before_the_last_has_come(
    heads: int, workshop: Callable[..., str]
) -> None:
    meeting = workshop(heads)
    tickets = all_ready(meeting, sit(meeting, heads))
    call_in(meeting)
    for number, ticket in enumerate(tickets[:-1], 1):
        first, second = (
            after_trying(lambda options=options, ticket=ticket: cast(ticket, marks(*options)), meeting)[1]  # type: ignore[misc]
            for options in ((A,), (B, C))
        )
        assert first == second, number
        assert f"{number} av {heads} svar er kommet" in first["shared"]
        cast(ticket, marks(LINES[number % 3]))


@pytest.mark.parametrize("heads", [3, 5, 8])
def test_no_screen_shows_anything_of_the_ratings_before_the_last_has_come(
    heads: int, workshop: Callable[..., str]
) -> None:
    meeting = workshop(heads, RATE)
    tickets = all_ready(meeting, sit(meeting, heads), step=RATE, statement=STATEMENTS[0])
    call_in(meeting, step=RATE, statement=STATEMENTS[0])
    for number, ticket in enumerate(tickets[:-1]):
        shown = [
            after_trying(lambda rate=rate, ticket=ticket: cast(ticket, marks(rate)), meeting)[1]  # type: ignore[misc]
            for rate in RATES
        ]
        assert all(one == shown[0] for one in shown)
        cast(ticket, marks(RATES[number % 6]))


def shown_after(meeting: str, answers: Sequence[Sequence[str]], **more: Any) -> dict[str, str]:
    """All screens when everybody has answered so; undone afterwards. Without numbers that only count versions."""
    _rows, screens = after_trying(lambda: hold(meeting, answers, **more), meeting)
    return screens


def words_on(payload: str) -> str:
    return re.sub(r"<[^>]+>", " ", " ".join(json.loads(payload)["regions"].values()))


def without_versions(screens: dict[str, str]) -> dict[str, str]:
    """How many facts a screen shows differs with the choice that a vote proposes."""
    return {kind: re.sub(r"[0-9a-f]{8}-\d+|data-version=\\\"\d+\\\"", "", payload) for kind, payload in screens.items()}


def test_of_three_answers_no_screen_shows_anything(workshop: Callable[..., str]) -> None:
    meeting = workshop(3)
    sit(meeting, 3)
    all_a, mixed = shown_after(meeting, [[A], [A], [A]]), shown_after(meeting, [[A, B], [B, C], [C]])
    assert all_a == mixed
    assert "Dere er for få til at vi kan vise dette" in words_on(all_a["shared"])


def test_of_three_ratings_no_screen_shows_anything(workshop: Callable[..., str]) -> None:
    meeting = workshop(3, RATE)
    sit(meeting, 3)
    its: dict[str, Any] = {"step": RATE, "statement": STATEMENTS[0]}
    alike, unlike = shown_after(meeting, [["3"]] * 3, **its), shown_after(meeting, [["1"], ["5"], ["dont-know"]], **its)
    assert alike == unlike
    assert not any(word in str(alike) for word in ("Ganske like", "Svært ulike", "Litt ulike"))


def test_of_five_answers_only_what_came_first_is_shown(workshop: Callable[..., str]) -> None:
    meeting = workshop(5)
    sit(meeting, 5)
    narrow = shown_after(meeting, [[A, B]] * 3 + [[A, C], [B, C]])
    clear = shown_after(meeting, [[A, B]] * 5)
    other = shown_after(meeting, [[A, C]] * 5)
    assert without_versions(narrow) == without_versions(clear)
    assert without_versions(narrow) != without_versions(other)


def test_of_five_ratings_only_the_category_is_shown(workshop: Callable[..., str]) -> None:
    meeting = workshop(5, RATE)
    sit(meeting, 5)
    its: dict[str, Any] = {"step": RATE, "statement": STATEMENTS[0]}
    alike = shown_after(meeting, [["3"]] * 5, **its)
    assert alike == shown_after(meeting, [["4"], ["4"], ["5"], ["5"], ["5"]], **its)
    unlike = shown_after(meeting, [["1"], ["5"], ["5"], ["5"], ["5"]], **its)
    for kind in ("shared", "phone"):
        assert "Ganske like svar" in words_on(alike[kind])
        assert "Svært ulike svar" in words_on(unlike[kind])


def test_five_of_whom_one_does_not_know_are_four_answers(workshop: Callable[..., str]) -> None:
    meeting = workshop(5, RATE)
    sit(meeting, 5)
    its: dict[str, Any] = {"step": RATE, "statement": STATEMENTS[0]}
    assert shown_after(meeting, [["3"]] * 4 + [["dont-know"]], **its) == shown_after(
        meeting, [["1"], ["5"], ["5"], ["2"], ["dont-know"]], **its
    )


def test_of_eight_answers_the_numbers_are_shown_on_the_shared_screen(workshop: Callable[..., str]) -> None:
    meeting = workshop(8)
    sit(meeting, 8)
    shown = shown_after(meeting, [[A, B]] * 5 + [[A, C]] * 3)
    assert re.findall(r'tally-count">(\d)<', json.loads(shown["shared"])["regions"]["stage"]) == ["8", "5", "3"]
    # A phone has no room for a table, and everybody looks at the wall.
    assert "Resultatet står på den felles skjermen" in words_on(shown["phone"])
    assert not re.search(r"tally-count", shown["phone"] + shown["host"])


def test_of_eight_ratings_three_bands_are_shown(workshop: Callable[..., str]) -> None:
    meeting = workshop(8, RATE)
    sit(meeting, 8)
    its: dict[str, Any] = {"step": RATE, "statement": STATEMENTS[0]}
    shown = shown_after(meeting, [["1"], ["2"], ["3"], ["3"], ["3"], ["4"], ["5"], ["5"]], **its)
    same = shown_after(meeting, [["2"], ["2"], ["3"], ["3"], ["3"], ["4"], ["4"], ["5"]], **its)
    assert re.findall(r'band-count">(\d)<', json.loads(shown["shared"])["regions"]["stage"]) == ["2", "3", "3"]
    assert shown == same


def test_phones_that_were_shut_out_do_not_change_how_many_answers_a_screen_says_are_ready(
    workshop: Callable[..., str],
) -> None:
    meeting = workshop()
    kari, *others = seats = sit(meeting, 6)
    all_ready(meeting, seats)
    give_up_seat(meeting, kari)
    assert "5 av 8 har svart" in frames(meeting)["shared"]
    assert len(others) == 5
