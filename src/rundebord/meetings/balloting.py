"""Answers without names, from phones: each stays on its phone until all are called in, and is then sent once.

What the server learns before that is that somebody is ready, never with what. When the answers come, they come with a
one-time mark and without any cookie, and a counter goes up: no seat, no time, no command stands beside it. The log gets
one fact with the counts when the vote closes, and the counters are gone.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from rundebord.kernel.refused import Refused
from rundebord.meetings.core.agenda import options_of
from rundebord.meetings.core.commands import CloseVote
from rundebord.meetings.core.state import Meeting, Poll
from rundebord.meetings.core.words import SeatId, StepId
from rundebord.meetings.memory import hold, newest_state
from rundebord.meetings.models import ReadyRow, SpentRow, TallyRow
from rundebord.meetings.operations import give_command
from rundebord.meetings.queries import NoSuchMeeting, door_of
from rundebord.meetings.seats import stir
from rundebord.meetings.tallying import count_in, count_out, is_one_of_the_ready, ready_count, tallies

MOST_PEOPLE_A_PHONE = 3
"""A phone may be lent to those who have none."""
_SALT = "rundebord.meetings.ballot"


@dataclass(frozen=True, slots=True)
class Answered:
    """How far a vote on phones has come. Never who."""

    ready: int = 0
    arrived: int = 0


def answered(meeting: str, step: str, statement: str) -> Answered:
    """How many have an answer ready, and how many answers have come in."""
    return Answered(ready_count(meeting, step, statement), tallies(meeting, step, statement)[1])


def make_ready(
    *, meeting: str, seat: SeatId, step: StepId, statement: str, person: int, is_ready: bool
) -> str | Refused:
    """The phone has an answer ready, or takes it back. Returns the one-time ticket with which it is sent later.

    The same phone gets the same ticket again: a page that was reloaded has not lost its vote, and has no second one.
    """
    with transaction.atomic():
        # What is being counted is not called in or closed meanwhile, by another process either.
        # Nor can more be ready than there are people: whoever comes at the same time waits.
        hold(meeting)
        state = newest_state(meeting)
        no = _no_round(state, step, statement)
        if no is not None:
            return no
        if not 1 <= person <= MOST_PEOPLE_A_PHONE:
            return Refused("phone-is-full", {"most": MOST_PEOPLE_A_PHONE})
        its_own = (meeting, step, statement, seat, person)
        is_counted = is_one_of_the_ready(*its_own)
        if not is_ready:
            if is_counted:
                count_out(*its_own)
                stir(meeting)
            return ""
        if not is_counted:
            if ready_count(meeting, step, statement) >= state.head_count:
                return Refused("all-have-answered", {"heads": state.head_count})
            count_in(*its_own)
            stir(meeting)
    return _ticket(meeting, step, statement, seat, person)


def _no_round(state: Meeting, step: StepId, statement: str) -> Refused | None:
    if not state.is_open or state.current != step or not state.is_on_phones(step):
        return Refused("no-vote-here")
    planned = state.step(step)
    if statement not in (planned.statements if planned.activity == "rate" else ("",)):
        return Refused("no-vote-here")
    poll = state.polls.get((step, statement), Poll())
    return Refused("round-is-over") if poll.is_closed or poll.called_in is not None else None


def _ticket(meeting: str, step: str, statement: str, seat: str, person: int) -> str:
    # The same for the same seat, with no moment in it; and nobody can tell whose it is: the counter that it moves
    # stands beside no ticket.
    its = [meeting, step, statement, _mark(meeting, step, statement, seat, person)]
    return signing.Signer(salt=_SALT).sign_object(its)


def _mark(meeting: str, step: str, statement: str, seat: str, person: int) -> str:
    return salted_hmac(_SALT, f"{meeting}|{step}|{statement}|{seat}|{person}", algorithm="sha256").hexdigest()


def _is_on_its_way(meeting: str, step: str, statement: str, mark: str) -> bool:
    """False for an answer that was taken back, or whose seat was given up: its ticket is still signed by us."""
    rows = ReadyRow.objects.filter(meeting=meeting, step=step, statement=statement)
    return any(mark == _mark(meeting, step, statement, row.seat_id, row.person) for row in rows)


def mark_of_option(option: str) -> str:
    """What an option is called on phones: nobody can tell a line's id from it, which would let them change the line."""
    return hashlib.sha256(f"{settings.SECRET_KEY}{option}".encode()).hexdigest()[:16]


def cast(ticket: str, marks: Sequence[str]) -> Refused | None:
    """The ballot is counted, once. The last one that is on its way closes the vote. None if it is counted.

    Refused: the ticket is foreign, answers are not called in or the result is shown, or the answer is impossible.
    """
    try:
        meeting, step, statement, mark = signing.Signer(salt=_SALT).unsign_object(ticket)
    except (signing.BadSignature, ValueError, TypeError):
        return Refused("no-such-ticket")
    try:
        door_of(meeting)
    except NoSuchMeeting:
        return Refused("no-vote-here")
    with transaction.atomic():
        hold(meeting)
        state = newest_state(meeting)
        if not state.is_open or not state.has_step(step) or not state.is_on_phones(StepId(step)):
            return Refused("no-vote-here")
        poll = state.polls.get((StepId(step), statement), Poll())
        if poll.is_closed:
            return Refused("round-is-over")
        if poll.called_in is None:
            return Refused("answers-not-called-in")
        if not _is_on_its_way(meeting, step, statement, mark):
            return Refused("round-is-over")
        chosen = _chosen(state, StepId(step), marks)
        if isinstance(chosen, Refused):
            return chosen
        try:
            with transaction.atomic():
                SpentRow.objects.create(
                    mark=hashlib.sha256(mark.encode()).hexdigest(), meeting_id=meeting, step=step, statement=statement
                )
        except IntegrityError:
            # Sent again, for the answer to it was lost on the way: it is counted already. If it was the last one, the
            # vote may still have to be closed: the server can have stopped between the two.
            pass
        else:
            for option in ("", *chosen):
                _count(meeting, step, statement, option)
            stir(meeting)
        ballots = tallies(meeting, step, statement)[1]
    if ballots >= poll.called_in:
        close = CloseVote(StepId(step), statement, is_sure=True)
        give_command(meeting=meeting, command=close, command_id=secrets.token_hex(16))
    return None


def _chosen(state: Meeting, step: StepId, marks: Sequence[str]) -> tuple[str, ...] | Refused:
    planned = state.step(step)
    by_mark = {mark_of_option(option): option for option in options_of(state, planned)}
    chosen = tuple(dict.fromkeys(by_mark[mark] for mark in marks if mark in by_mark))
    most = 1 if planned.activity == "rate" else max(1, planned.hands)
    if not 1 <= len(chosen) <= most or len(chosen) != len(marks):
        return Refused("impossible-answer", {"most": most})
    return chosen


def _count(meeting: str, step: str, statement: str, option: str) -> None:
    row, _is_new = TallyRow.objects.get_or_create(meeting_id=meeting, step=step, statement=statement, option=option)
    TallyRow.objects.filter(pk=row.pk).update(count=F("count") + 1)
