"""The door that phones come in by, and the seats that they take. No facts of the meeting: who is here comes and goes.

A seat is one person. A phone that slept, was closed or changed network has its seat in a cookie; another device of the
same person follows that seat's own link, and is the same person still.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Max

from rundebord.kernel.refused import Refused
from rundebord.kernel.texts import tidy
from rundebord.live.broadcast import announce, end, tell_others
from rundebord.meetings import hearing
from rundebord.meetings.core.commands import RaiseHand
from rundebord.meetings.core.words import LONGEST_NAME, MemberId, SeatId
from rundebord.meetings.memory import forget, hold, moment_of, newest_state, stirred
from rundebord.meetings.models import DoorRow, ReadyRow, SeatRow
from rundebord.meetings.operations import clock, give_command, present_state

CODE_DIGITS = 6
MOST_SEATS = 60
"""Phones in one meeting; far above any leadership group."""
SEEN_EVERY = timedelta(seconds=60)
AWAY_AFTER = timedelta(seconds=270)
"""A phone that has not been heard of for so long is shown as away; it keeps its seat."""
_MOST_TRIES = 50
REMEMBERED_FOR = timedelta(hours=2)
"""A way in that a phone holds is good for an hour; and the computer's clock may be a little off."""
_given_up: set[str] = set()
"""Seats that were given up: streams are opened without asking the database."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One who takes part from a phone."""

    id: SeatId
    name: str
    member: str
    number: int
    is_remote: bool
    is_away: bool
    seen_at: datetime
    """When it was last heard of, to the minute."""


@dataclass(frozen=True, slots=True)
class FilmAt:
    """Where the film on the shared screen is: the truth for whoever sees it from afar."""

    step: str
    seconds: float
    plays: bool
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Here:
    """Who is in the meeting by phone, and how they come in."""

    code: str = ""
    """Six digits; "" if the door has never been opened, or the meeting is over."""
    is_open: bool = False
    has_names: bool = True
    seats: tuple[Seat, ...] = ()
    stirred: int = 0
    leads: Seat | None = None
    """Who leads from a phone; None if nobody was passed the role."""
    asks: Seat | None = None
    """Who asks to take the role over."""
    film: FilmAt | None = None

    @property
    def digits(self) -> str:
        """The code as it is read, three digits and three."""
        return f"{self.code[:3]}\u202f{self.code[3:]}" if self.code else ""


def here_in(meeting: str) -> Here:
    """Who is here by phone. At most two statements; one where no code was ever asked for."""
    # Each command asks this. By hand: with the ORM's rows it took 1 ms, with its raw ones 0.4 (measured).
    with connection.cursor() as cursor:
        cursor.execute(_DOOR, [meeting])
        door = cursor.fetchone()
        if door is None:
            return Here()
        cursor.execute(f"{_SEATS} WHERE meeting_id = %s AND left_at IS NULL ORDER BY number", [meeting])
        rows = cursor.fetchall()
    code, is_open, has_names, its_stirred, host_seat, asks_to_lead, step, seconds, plays, said_at = door
    now = clock.now()
    seats = tuple(_seat_from(row, now) for row in rows)
    by_id = {seat.id: seat for seat in seats}
    return Here(
        code=code or "",
        is_open=bool(is_open),
        has_names=bool(has_names),
        seats=seats,
        stirred=its_stirred,
        leads=by_id.get(SeatId(host_seat)),
        asks=by_id.get(SeatId(asks_to_lead)),
        film=FilmAt(step, seconds, bool(plays), moment_of(said_at)) if said_at else None,
    )


_DOOR = (
    "SELECT code, is_open, has_names, stirred, host_seat, asks_to_lead, film_step, film_at, film_plays, film_said_at "
    "FROM meetings_doorrow WHERE meeting_id = %s"
)
_SEATS = "SELECT id, name, member, number, is_remote, seen_at FROM meetings_seatrow"


def _seat_from(row: tuple[Any, ...], now: datetime) -> Seat:
    seat, name, member, number, is_remote, stored = row
    seen_at = hearing.last_word(seat) or moment_of(stored)
    # By the distance, not the order: the computer's clock may have been set back since.
    is_away = abs(now - seen_at) > AWAY_AFTER
    return Seat(SeatId(seat), name, member, number, bool(is_remote), is_away, seen_at)


def stir(meeting: str) -> None:
    """Every screen of the meeting shows anew who is here and how many have answered, once this is committed."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE meetings_doorrow SET stirred = stirred + 1 WHERE meeting_id = %s", [meeting])
    _tell_all(meeting)


def _tell_all(meeting: str) -> None:
    # Within the transaction, so that what is told is what will be kept; whoever writes meanwhile tells of it too.
    number = _number_of(meeting)
    tell_others(meeting, number)
    transaction.on_commit(lambda: announce(meeting, number))


def _number_of(meeting: str) -> int:
    # Facts and stirrings together: both only grow, and screens must come to the sum.
    return newest_state(meeting).version + stirred(meeting)


# -- the door --------------------------------------------------------------------------------------------------------


def open_door(meeting: str) -> None:
    """Phones may come in, by a code that no other open meeting has."""
    with transaction.atomic():
        door = DoorRow.objects.filter(pk=meeting).first()
        if door is None:
            has_names = bool(newest_state(meeting).members)
            DoorRow.objects.create(meeting_id=meeting, has_names=has_names, opened_at=clock.now())
            _give_code(meeting)
        elif door.code is None:
            _give_code(meeting)
        elif door.is_open:
            return
        DoorRow.objects.filter(pk=meeting).update(is_open=True)
        stir(meeting)


def rotate_code(meeting: str) -> None:
    """The old code opens nothing any more. Those who are inside stay."""
    with transaction.atomic():
        _give_code(meeting)
        stir(meeting)


def shut_door(meeting: str) -> None:
    """Nobody comes in by the code. Those who are inside stay."""
    with transaction.atomic():
        DoorRow.objects.filter(pk=meeting).update(is_open=False)
        stir(meeting)


def choose_names(meeting: str, *, has_names: bool) -> None:
    """Phones say who they are, or take part without names; names that were given are then gone."""
    with transaction.atomic():
        DoorRow.objects.filter(pk=meeting).update(has_names=has_names)
        if not has_names:
            SeatRow.objects.filter(meeting=meeting).update(name="", member="")
            transaction.on_commit(lambda: forget([meeting]))
        stir(meeting)


def _give_code(meeting: str) -> None:
    for _try in range(_MOST_TRIES):
        code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
        try:
            with transaction.atomic():
                DoorRow.objects.filter(pk=meeting).update(code=code)
        except IntegrityError:
            continue
        return
    raise RuntimeError("No free code was found.")


def meeting_with_code(code: str) -> str | None:
    """The open meeting that the code leads to; None if none does."""
    if not (code.isascii() and code.isdigit()):
        return None
    row = DoorRow.objects.filter(
        code=code,
        is_open=True,
        meeting__closed_at=None,
        meeting__undone_at=None,
        meeting__group__deleted_at=None,
    ).first()
    return row.meeting_id if row is not None else None


def say_film(meeting: str, *, step: str, seconds: float, plays: bool) -> None:
    """Whoever follows from afar knows where the film is. Nothing where no phone was ever let in."""
    with transaction.atomic():
        at = clock.now()
        DoorRow.objects.filter(pk=meeting).update(
            film_step=step, film_at=seconds, film_plays=plays, film_said_at=at, stirred=F("stirred") + 1
        )
        _tell_all(meeting)


# -- the role of host ------------------------------------------------------------------------------------------------


def host_key(meeting: str) -> str:
    """What opens the host's side now: a key of an earlier turn opens nothing, once the role has been passed on."""
    turn = DoorRow.objects.filter(pk=meeting).values_list("host_turn", flat=True).first() or 0
    return f"{meeting}.{turn}" if turn else meeting


def leads(meeting: str, seat: str) -> bool:
    """True if the role was passed to this seat, and it has not been given up."""
    return bool(seat) and DoorRow.objects.filter(pk=meeting, host_seat=seat).exists() and _stands(meeting, seat)


def pass_role_on(meeting: str, seat: str) -> bool:
    """The person in the seat (""; whoever asked) leads from now on, and whoever led by a link does not any more.

    False: there is no such seat.
    """
    with transaction.atomic():
        seat = seat or DoorRow.objects.filter(pk=meeting).values_list("asks_to_lead", flat=True).first() or ""
        if not _stands(meeting, seat):
            return False
        DoorRow.objects.filter(pk=meeting).update(host_seat=seat, host_turn=F("host_turn") + 1, asks_to_lead="")
        stir(meeting)
        tell_others(meeting, "ended")
        # All streams end and come back; a page that leads no more is told so when it asks.
        transaction.on_commit(lambda: end(meeting))
    return True


def ask_to_lead(meeting: str, seat: SeatId) -> None:
    """The screens say that this person asks to lead; nobody can take the role without being let."""
    with transaction.atomic():
        DoorRow.objects.filter(pk=meeting).update(asks_to_lead=seat)
        stir(meeting)


def refuse_to_pass_on(meeting: str) -> None:
    """Nobody asks to lead any more."""
    with transaction.atomic():
        DoorRow.objects.filter(pk=meeting).update(asks_to_lead="")
        stir(meeting)


def _stands(meeting: str, seat: str) -> bool:
    return SeatRow.objects.filter(pk=seat, meeting=meeting, left_at=None).exists()


# -- the seats -------------------------------------------------------------------------------------------------------


def take_seat(meeting: str, *, name: str = "", member: str = "", is_remote: bool = False) -> SeatId | Refused:
    """Somebody takes part from a phone. A name that is on the list, or has a seat, is the same person.

    Refused when the name is empty or too long where names are wanted, or when there is no room for more.
    """
    with transaction.atomic():
        # The door's row is locked first: two phones at once get two numbers.
        door = DoorRow.objects.select_for_update().get(pk=meeting)
        state = newest_state(meeting)
        name = tidy(name)
        known = state.members.get(MemberId(member)) or (state.member_called(name) if name else None)
        name = (known.name if known else name) if door.has_names else ""
        member = known.id if known and door.has_names else ""
        if door.has_names and not name:
            return Refused("name-empty")
        if len(name) > LONGEST_NAME:
            return Refused("name-too-long", {"length": len(name), "longest": LONGEST_NAME})
        seats = SeatRow.objects.filter(meeting=meeting)
        if seats.filter(left_at=None).count() >= MOST_SEATS:
            return Refused("no-seats-left", {"most": MOST_SEATS})
        now = clock.now()
        seat = secrets.token_hex(16)
        number = (seats.aggregate(last=Max("number"))["last"] or 0) + 1
        SeatRow.objects.create(
            id=seat,
            meeting_id=meeting,
            name=name,
            member=member,
            number=number,
            is_remote=is_remote,
            joined_at=now,
            seen_at=now,
        )
        stir(meeting)
    return SeatId(seat)


def seats_called(meeting: str, name: str) -> Sequence[SeatId]:
    """The seats of that name that are taken, whatever the capitals."""
    rows = SeatRow.objects.filter(meeting=meeting, left_at=None).exclude(name="")
    return [SeatId(row.id) for row in rows if row.name.casefold() == tidy(name).casefold()]


def seat_of(meeting: str, seat: str) -> Seat | None:
    """The seat, if it is one of this meeting and nobody has given it up."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_SEATS} WHERE id = %s AND meeting_id = %s AND left_at IS NULL", [seat, meeting])
        row = cursor.fetchone()
    return _seat_from(row, clock.now()) if row is not None else None


def seen(seat: Seat) -> None:
    """The phone was heard of; at most once a minute, and on disk a little later."""
    now = clock.now()
    # Not «earlier than a minute ago»: where the computer's clock was set back, the last word is later than now.
    if timedelta(0) <= now - seat.seen_at <= SEEN_EVERY:
        return
    hearing.hear(seat.id, now)


def set_remote(meeting: str, seat: SeatId, *, is_remote: bool) -> None:
    """The person is not in the room, or is after all."""
    with transaction.atomic():
        SeatRow.objects.filter(pk=seat, meeting=meeting).update(is_remote=is_remote)
        stir(meeting)
    if not is_remote:
        # Whoever has come into the room is counted there.
        _take_hands_down(meeting, seat)


def give_up_seat(meeting: str, seat: SeatId) -> None:
    """The seat is nobody's: its phones are shut out, and what they had ready is not counted."""
    with transaction.atomic():
        hold(meeting)
        if not SeatRow.objects.filter(pk=seat, meeting=meeting, left_at=None).update(left_at=clock.now()):
            return
        ReadyRow.objects.filter(meeting=meeting, seat=seat).delete()
        stir(meeting)
        tell_others(seat, "given-up")
        tell_others(meeting, "ended")
        # All streams of the meeting end and come back, but for those of this seat.
        transaction.on_commit(lambda: _shut_out(meeting, seat))

    _take_hands_down(meeting, seat)


def _take_hands_down(meeting: str, seat: SeatId) -> None:
    """No hand that the seat has raised is up in a vote that is still open."""
    for (step, statement), poll in present_state(meeting).polls.items():
        for option, raised in poll.raised.items():
            if seat in raised and not poll.is_closed:
                down = RaiseHand(step, statement, option, seat, is_up=False)
                give_command(meeting=meeting, command=down, command_id=secrets.token_hex(16))


def _shut_out(meeting: str, seat: SeatId) -> None:
    note_given_up(seat)
    end(meeting)


def note_given_up(seat: str) -> None:
    """The seat was given up, here or in another process: its streams do not come back."""
    _given_up.add(SeatId(seat))


def remember_given_up() -> None:
    """Who was shut out before this process began, or by another one, is out here too."""
    since = clock.now() - REMEMBERED_FOR
    _given_up.update(SeatRow.objects.filter(left_at__gt=since).values_list("pk", flat=True))


def is_given_up(seat: str) -> bool:
    """True if the seat was given up, as far as this process knows."""
    return seat in _given_up
