"""What a phone shows of the present step. The same for all phones; what is one's own, the phone itself knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext as _

from rundebord.meetings.core.agenda import options_of, speakers, turn_of
from rundebord.meetings.core.state import Meeting, Poll
from rundebord.meetings.core.words import NoteId, PlannedStep, SeatId
from rundebord.meetings.presenter.frame import place_of, time_line
from rundebord.meetings.presenter.stage import asked_at, clock_of, turn_at
from rundebord.meetings.presenter.views import (
    NO_PHONES,
    PhoneFilm,
    PhoneOption,
    Phones,
    PhoneScreen,
    PhoneView,
    PhoneVote,
)
from rundebord.meetings.presenter.voting import rating, voting
from rundebord.meetings.presenter.watching import media_address, tracks
from rundebord.programmes.format.package import Package

LINES_ON_PHONE = 12
"""The newest lines of a step that is read: a phone scrolls, but nobody reads fifty lines with a thumb."""


def phone_screen(
    state: Meeting,
    package: Package,
    *,
    language: str,
    phones: Phones = NO_PHONES,
    numbers: Mapping[SeatId, int] | None = None,
    mark_of: Callable[[str], str] = str,
) -> PhoneScreen:
    """The present step. ``numbers`` tells the seats' numbers; ``mark_of`` what an option is called on phones."""
    shown = state.current if state.is_open and state.broken_off_at is None else None
    step = state.step(shown) if shown is not None else None
    text_language, _text = package.episode(state.episode).step(shown or state.steps[0].id).text(language)
    asked = asked_at(state, package, step, language) if step is not None else None
    vote = _vote(state, package, step, language, phones, numbers or {}, mark_of) if step is not None else None
    turn = turn_at(state, step) if step is not None else None
    return PhoneScreen(
        version=state.version + phones.stirred,
        place=place_of(state, package),
        time=time_line(state, package, language),
        view=_view(state, step),
        step=shown or "",
        language=text_language,
        question=asked.question if asked is not None else "",
        instruction=asked.instruction if asked is not None else "",
        prompts=asked.prompts if asked is not None else (),
        clock=clock_of(state, step) if step is not None and step.activity != "watch" else None,
        turn=turn,
        turn_member=_turn_member(state, step) if step is not None and turn is not None else "",
        vote=vote,
        lines=_lines(state, step) if step is not None else (),
        film=_film(package, state, step, language, phones) if step is not None else None,
        remote=phones.remote if step is not None and step.method == "pairs" else (),
        leads=phones.leads,
        can_propose=step is not None and step.activity != "watch",
    )


def _film(package: Package, state: Meeting, step: PlannedStep, language: str, phones: Phones) -> PhoneFilm | None:
    film = package.episode(state.episode).film
    if step.activity != "watch" or film is None:
        return None
    is_said = phones.film_step == step.id
    return PhoneFilm(
        video=media_address(film.video),
        poster=media_address(film.poster) if film.poster else "",
        captions=tracks(film.captions, language)[:1],
        at=phones.film_at if is_said else 0.0,
        plays=phones.film_plays if is_said else False,
        said_at=phones.film_said_at if is_said else 0,
    )


def _view(state: Meeting, step: PlannedStep | None) -> PhoneView:
    if not state.is_open:
        return "closed"
    if state.broken_off_at is not None:
        return "resting"
    if step is None:
        return "lobby"
    if step.activity == "watch":
        return "watching"
    if step.activity in ("rate", "vote"):
        return "voting"
    if step.takes_lines:
        return "sharing"
    # What is written alone or in pairs stays on the phone until a step comes in which it is shared.
    return "thinking" if step.activity == "write" or step.method == "pairs" else "following"


def _turn_member(state: Meeting, step: PlannedStep) -> str:
    who = speakers(state, step)[turn_of(state, step.id)]
    return who.id if who is not None else ""


def _lines(state: Meeting, step: PlannedStep) -> Sequence[str]:
    if step.activity in ("rate", "vote"):
        return ()
    if step.takes_lines:
        return [note.text for note in state.notes_of(step.id).values()][-LINES_ON_PHONE:]
    if step.activity in ("review", "sort", "decide"):
        found = [state.find_note(NoteId(option)) for option in options_of(state, step)]
        return [note.text for note in found if note is not None][-LINES_ON_PHONE:]
    return ()


def _vote(
    state: Meeting,
    package: Package,
    step: PlannedStep,
    language: str,
    phones: Phones,
    numbers: Mapping[SeatId, int],
    mark_of: Callable[[str], str],
) -> PhoneVote | None:
    asked = asked_at(state, package, step, language)
    if step.activity == "rate":
        rated = rating(state, package, step, asked, language, phones)
        statement, words, hands = rated.statement, rated.words, 1
        is_closed, ballots = rated.is_closed, rated.ballots
        result = " ".join(part for part in (rated.category, rated.sentence) if part)
    elif step.activity == "vote":
        voted = voting(state, step, asked, phones)
        statement, words, hands = "", "", voted.hands
        is_closed, ballots = voted.is_closed, voted.ballots
        result = voted.result or (_("The result stands on the shared screen.") if is_closed else "")
    else:
        return None
    poll = state.polls.get((step.id, statement), Poll())
    return PhoneVote(
        statement=statement,
        words=words,
        way="open" if state.vote_kind(step.id) == "open" else "phones" if ballots.way == "phones" else "slips",
        options=[
            PhoneOption(
                mark=mark_of(option),
                text=_option_words(state, step, option),
                raised_by=" ".join(str(numbers[seat]) for seat in poll.raised.get(option, ()) if seat in numbers),
            )
            for option in options_of(state, step)
        ],
        hands=hands,
        is_called_in=ballots.is_called_in,
        is_closed=is_closed,
        answered=ballots.answered,
        result=result,
    )


def _option_words(state: Meeting, step: PlannedStep, option: str) -> str:
    if step.activity == "rate":
        return _("don't know") if option == "dont-know" else option
    note = state.find_note(NoteId(option))
    return note.text if note is not None else ""
