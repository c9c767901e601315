"""Votes, ratings and choices on the shared screen. What a hidden result shows is decided in ``core.display`` alone."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rundebord.meetings.core.agenda import options_of, turn_of
from rundebord.meetings.core.display import RatingShown, leading, rating_shown, vote_shown
from rundebord.meetings.core.state import Meeting, Poll
from rundebord.meetings.core.words import RATES, NoteId, PlannedStep
from rundebord.meetings.presenter.views import (
    NO_PHONES,
    Asked,
    Ballots,
    ChoosingView,
    Option,
    Phones,
    RatingView,
    Tally,
    VotingView,
)
from rundebord.programmes.format.package import Package, Step


def voting(state: Meeting, step: PlannedStep, asked: Asked, phones: Phones = NO_PHONES) -> VotingView:
    """A vote between lines. After the close the options stand by their votes, if these may be shown."""
    poll = state.polls.get((step.id, ""), Poll())
    kind = state.vote_kind(step.id)
    options = list(options_of(state, step))
    chosen = state.chosen.get(step.id, ())
    counts, result = dict(poll.counts), ""
    first: tuple[str, ...] = ()
    has_numbers = poll.is_closed
    if poll.is_closed and kind == "unnamed":
        shown = vote_shown(poll.counts, options=options, slips=poll.slips, choose=step.choose)
        has_numbers, first = shown.counts is not None, shown.leading
        result = _hidden_result(shown.is_shown, has_numbers)
    elif poll.is_closed:
        first = leading(counts, options=options, choose=step.choose)
    if poll.is_closed and has_numbers:
        options.sort(key=lambda option: -counts.get(option, 0))
    hands = max(1, step.hands)
    return VotingView(
        asked=asked,
        step=step.id,
        statement="",
        kind=kind,
        options=[
            Tally(
                option=option,
                number=number,
                text=_text(state, option),
                count=counts.get(option, 0) if kind == "open" or has_numbers else 0,
                most=state.head_count,
                is_chosen=option in chosen,
                is_leading=option in first,
            )
            for number, option in enumerate(options, 1)
        ],
        left=max(0, state.head_count * hands - sum(counts.get(option, 0) for option in options)),
        hands=hands,
        heads=state.head_count,
        is_known=kind == "unnamed" or poll.is_closed or poll.total > 0,
        is_closed=poll.is_closed,
        has_numbers=has_numbers,
        result=result,
        can_choose=poll.is_closed,
        leader_confirms=(step.id, "leader-confirms") in state.agreed,
        all_can_live=(step.id, "all-can-live") in state.agreed,
        ballots=ballots(state, step, poll, phones),
    )


def ballots(state: Meeting, step: PlannedStep, poll: Poll, phones: Phones) -> Ballots:
    """How the vote is held where it is without names, and how far it has come."""
    heads = state.head_count
    lacking = ""
    if phones.seats < heads and poll.called_in is None:
        # That all can answer on slips instead, the button beside it says.
        lacking = _("%(count)s of %(heads)s have a phone here. The others borrow one.") % {
            "count": phones.seats,
            "heads": heads,
        }
    if poll.called_in is None:
        answered = _("%(count)s of %(heads)s have answered") % {"count": phones.ready, "heads": heads}
    else:
        answered = _("%(count)s of %(heads)s answers have come") % {"count": phones.arrived, "heads": poll.called_in}
    return Ballots(
        way="phones" if state.is_on_phones(step.id) else "slips",
        can_be_phones=phones.seats > 0,
        is_called_in=poll.called_in is not None,
        answered=answered,
        lacking=lacking,
    )


def how_to_answer(state: Meeting, step: PlannedStep) -> str:
    """How the group answers at this step: with hands, on slips or on phones. "" where nobody votes.

    The group chooses it, and may choose anew: what the programme says is true of all three.
    """
    if step.activity not in ("rate", "vote"):
        return ""
    if state.is_on_phones(step.id):
        return _("All answer on phones, without names.")
    return _by_hand(step) if state.vote_kind(step.id) == "open" else _on_slips(step)


def how_it_is_proposed(step: Step, *, is_sensitive: bool) -> str:
    """How the programme proposes to vote at this step, for a page on paper. "" where nobody votes."""
    if step.activity not in ("rate", "vote"):
        return ""
    if is_sensitive or step.vote == "unnamed":
        return _("Without names: all on slips, or all on phones.")
    return _by_hand(step)


def _by_hand(step: PlannedStep | Step) -> str:
    if step.activity == "rate":
        return _("Show with your fingers on three.")
    hands = max(1, step.hands)
    words = ngettext("%(hands)s hand each, raised on three.", "%(hands)s hands each, raised on three.", hands)
    return words % {"hands": hands}


def _on_slips(step: PlannedStep) -> str:
    if step.activity == "rate":
        return _("Write a number from 1 to 5 on a slip, or 0 for «don't know».")
    hands = max(1, step.hands)
    words = ngettext(
        "Write the number of %(hands)s proposal on a slip.",
        "Write the numbers of %(hands)s proposals on a slip.",
        hands,
    )
    return words % {"hands": hands}


def _hidden_result(is_shown: bool, has_numbers: bool) -> str:
    if not is_shown:
        return _("You are too few for us to show this without anybody being able to guess. Talk about it, and choose.")
    return "" if has_numbers else _("You are fewer than eight, so only what came first is shown, without numbers.")


def _text(state: Meeting, option: str) -> str:
    note = state.find_note(NoteId(option))
    return note.text if note is not None else ""


def choosing(state: Meeting, step: PlannedStep, asked: Asked) -> ChoosingView:
    """Choose without a vote."""
    chosen = state.chosen.get(step.id, ())
    return ChoosingView(
        asked=asked,
        step=step.id,
        is_fetching="later" in step.source,
        options=[Option(option, _text(state, option), option in chosen) for option in options_of(state, step)],
        leader_confirms=(step.id, "leader-confirms") in state.agreed,
        all_can_live=(step.id, "all-can-live") in state.agreed,
    )


def rating(
    state: Meeting, package: Package, step: PlannedStep, asked: Asked, language: str, phones: Phones = NO_PHONES
) -> RatingView:
    """One statement at a time; *Next* leads to the next one."""
    number = turn_of(state, step.id)
    statement = step.statements[number] if step.statements else ""
    poll = state.polls.get((step.id, statement), Poll())
    kind = state.vote_kind(step.id)
    is_sensitive = statement in step.sensitive
    shown = rating_shown(poll.counts, is_sensitive=is_sensitive) if poll.is_closed and kind == "unnamed" else None
    words = _rate_words()
    return RatingView(
        asked=asked,
        step=step.id,
        statement=statement,
        words=statement_words(state, package, step, statement, language),
        count=_("%(turn)s of %(turns)s") % {"turn": number + 1, "turns": len(step.statements)},
        kind=kind,
        is_by_hand_allowed=not step.sensitive,
        # An open vote is shown at once; of a hidden one no count ever leaves this function, but as the rules allow.
        options=[
            Tally(rate, place, words[rate], poll.counts.get(rate, 0), state.head_count, False, False)
            for place, rate in enumerate(RATES, 1)
        ]
        if kind == "open"
        else [],
        left=max(0, state.head_count - poll.total),
        heads=state.head_count,
        is_closed=poll.is_closed,
        category=category_word(shown),
        bands=_bands(shown),
        dont_know=_dont_know(shown),
        sentence=_sentence(shown),
        ballots=ballots(state, step, poll, phones),
    )


def statement_words(state: Meeting, package: Package, step: PlannedStep, statement: str, language: str) -> str:
    own = package.episode(state.episode).step(step.id).text(language)[1].statements
    if statement in own:
        return own[statement]
    for one in package.statements:
        if one.id == statement:
            return one.texts.get(language) or next(iter(one.texts.values()))
    return ""


def _rate_words() -> dict[str, str]:
    return {
        "1": _("1 – not true"),
        "2": "2",
        "3": "3",
        "4": "4",
        "5": _("5 – quite true"),
        "dont-know": _("don't know"),
    }


def category_word(shown: RatingShown | None) -> str:
    words = {
        "quite-alike": _("Quite alike answers"),
        "somewhat-different": _("Somewhat different answers"),
        "very-different": _("Very different answers"),
    }
    if shown is None:
        return ""
    if shown.category is not None:
        return words[shown.category]
    return _("Worth a talk") if shown.is_worth_a_talk else ""


def _bands(shown: RatingShown | None) -> Sequence[tuple[str, int]]:
    if shown is None or shown.bands is None:
        return ()
    return list(zip(("1–2", "3", "4–5"), shown.bands, strict=True))


def _dont_know(shown: RatingShown | None) -> str:
    if shown is None or not shown.dont_know:
        return ""
    return ngettext("%(count)s does not know", "%(count)s do not know", shown.dont_know) % {"count": shown.dont_know}


def _sentence(shown: RatingShown | None) -> str:
    if shown is None:
        return ""
    if not shown.is_shown:
        return _("Nothing is shown here: you are too few, or the answers would tell who gave them. Talk on.")
    asks = {
        "quite-alike": _("What do we see that makes us agree? Would those who work here say the same?"),
        "somewhat-different": _("Which experiences lie behind high and low?"),
        "very-different": _("What must be true for both to be right?"),
    }
    return asks[shown.category] if shown.category is not None else _("What could somebody have seen?")
