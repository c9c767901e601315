"""The judge of votes and choices. Two kinds of votes, never mixed: open, and without names."""

from __future__ import annotations

from typing import assert_never

from rundebord.kernel.refused import Refused
from rundebord.meetings.core import commands as c
from rundebord.meetings.core import events as e
from rundebord.meetings.core.agenda import options_of
from rundebord.meetings.core.display import leading, vote_shown
from rundebord.meetings.core.state import Meeting, Poll
from rundebord.meetings.core.words import NoteId, PlannedStep

Decision = tuple[e.Event, ...] | Refused
VoteCommand = (
    c.ChooseVoteKind | c.ChooseBallot | c.CallBallotsIn | c.RaiseHand | c.CountHands | c.CloseVote | c.ReopenVote
)
_VOTES = ("rate", "vote")


def judge_vote(state: Meeting, command: VoteCommand) -> Decision:
    """A vote is counted and closed at an opened step, for its own statement, or it is refused."""
    if not state.has_step(command.step):
        return Refused("no-such-step", {"step": command.step})
    step = state.step(command.step)
    if step.activity not in _VOTES or step.id not in state.opened_steps:
        return Refused("no-vote-here")
    if isinstance(command, c.ChooseVoteKind):
        return _choose_kind(state, step, command)
    if isinstance(command, c.ChooseBallot):
        return _choose_ballot(state, step, command)
    if command.statement not in (step.statements if step.activity == "rate" else ("",)):
        return Refused("no-vote-here")
    poll = state.polls.get((step.id, command.statement), Poll())
    match command:
        case c.CallBallotsIn():
            return _call_in(state, step, poll, command)
        case c.RaiseHand():
            return _raise_hand(state, step, poll, command)
        case c.CountHands():
            return _count_hands(state, step, poll, command)
        case c.CloseVote():
            return _close(state, step, poll, command)
        case c.ReopenVote():
            # A vote without names that has been shown cannot be unseen: two results would tell what one person said.
            if state.vote_kind(step.id) == "unnamed":
                return Refused("vote-without-names-stays-closed")
            return (e.VoteReopened(step.id, command.statement),) if poll.is_closed else ()
        case _:
            assert_never(command)


def _choose_kind(state: Meeting, step: PlannedStep, command: c.ChooseVoteKind) -> Decision:
    if state.vote_kind(step.id) == command.kind:
        return ()
    if command.kind == "open" and step.sensitive:
        return Refused("never-by-hand")
    if _has_begun(state, step):
        return Refused("votes-are-never-mixed")
    return (e.VoteKindChosen(step.id, command.kind),)


def _has_begun(state: Meeting, step: PlannedStep) -> bool:
    polls = [poll for (of_step, _), poll in state.polls.items() if of_step == step.id]
    return any(poll.total or poll.slips or poll.called_in is not None for poll in polls)


def _choose_ballot(state: Meeting, step: PlannedStep, command: c.ChooseBallot) -> Decision:
    """All on phones or all on slips: five hands that are seen and three phones would tell what the three said."""
    if state.vote_kind(step.id) != "unnamed":
        return Refused("votes-are-never-mixed")
    if state.ballot_ways.get(step.id, "slips") == command.way:
        return ()
    if _has_begun(state, step):
        return Refused("votes-are-never-mixed")
    return (e.BallotWayChosen(step.id, command.way),)


def _call_in(state: Meeting, step: PlannedStep, poll: Poll, command: c.CallBallotsIn) -> Decision:
    if not state.is_on_phones(step.id):
        return Refused("votes-are-never-mixed")
    if poll.is_closed or poll.called_in is not None:
        return ()
    if not 0 < command.ready <= state.head_count:
        return Refused("no-votes-yet")
    if command.ready < state.head_count and not command.is_sure:
        return Refused("answers-missing", {"voted": command.ready, "expected": state.head_count})
    return (e.BallotsCalledIn(step.id, command.statement, command.ready),)


def _no_hand_for(state: Meeting, step: PlannedStep, poll: Poll, option: str) -> Refused | None:
    """Why no hand can be counted for the option now; None if one can."""
    if state.vote_kind(step.id) != "open":
        return Refused("votes-are-never-mixed")
    if poll.is_closed:
        return Refused("vote-is-closed")
    return None if option in options_of(state, step) else Refused("no-such-option")


def _raise_hand(state: Meeting, step: PlannedStep, poll: Poll, command: c.RaiseHand) -> Decision:
    if (no := _no_hand_for(state, step, poll, command.option)) is not None:
        return no
    options = options_of(state, step)
    raised = [option for option, seats in poll.raised.items() if command.seat in seats]
    if command.is_up == (command.option in raised):
        return ()
    event = e.HandRaised(step.id, command.statement, command.option, command.seat, command.is_up)
    if not command.is_up:
        return (event,)
    hands = 1 if step.activity == "rate" else max(1, step.hands)
    # A hand for a line that was deleted is free again, for nobody could take it down.
    gone = [option for option in raised if option not in options]
    if len(raised) >= hands > 1 and not gone:
        return Refused("no-hands-left", {"hands": hands})
    # With one hand, it moves from one option to another.
    down = (gone or raised)[:1] if len(raised) >= hands else []
    standing = sum(poll.counts.get(option, 0) for option in options) - len(set(down) & set(options))
    if standing >= _most(state, step) or poll.counts.get(command.option, 0) >= state.head_count:
        values = {"count": standing + 1, "most": _most(state, step), "heads": state.head_count}
        return Refused("too-many-hands", values)
    return (*(e.HandRaised(step.id, command.statement, option, command.seat, False) for option in down), event)


def _most(state: Meeting, step: PlannedStep) -> int:
    """How many hands there are in the room for this vote."""
    return state.head_count * (1 if step.activity == "rate" else max(1, step.hands))


def _count_hands(state: Meeting, step: PlannedStep, poll: Poll, command: c.CountHands) -> Decision:
    if (no := _no_hand_for(state, step, poll, command.option)) is not None:
        return no
    options = options_of(state, step)
    # Hands for a line that was deleted are free again.
    standing = sum(poll.counts.get(option, 0) for option in options)
    total = standing - poll.counts.get(command.option, 0) + command.count
    most = _most(state, step)
    if command.count < 0 or total > most or command.count > state.head_count:
        return Refused("too-many-hands", {"count": total, "most": most, "heads": state.head_count})
    if command.count < poll.raised_for(command.option):
        return Refused("hands-from-afar", {"count": command.count, "raised": poll.raised_for(command.option)})
    if poll.counts.get(command.option, 0) == command.count:
        return ()
    return (e.HandsCounted(step.id, command.statement, command.option, command.count),)


def _close(state: Meeting, step: PlannedStep, poll: Poll, command: c.CloseVote) -> Decision:
    if poll.is_closed:
        return ()
    if state.vote_kind(step.id) == "open":
        options = options_of(state, step)
        counts, slips = {option: count for option, count in poll.counts.items() if option in options}, 0
        voted, expected = sum(counts.values()), _most(state, step)
    else:
        counts, slips = dict(command.counts), command.slips
        voted, expected = slips, state.head_count
        if state.is_on_phones(step.id):
            if poll.called_in is None:
                return Refused("answers-not-called-in")
            expected = poll.called_in
            # A line that was deleted meanwhile: nobody can take back the answers that have come for it.
            counts = {option: count for option, count in counts.items() if option in options_of(state, step)}
        each = 1 if step.activity == "rate" else max(1, step.hands)
        is_impossible = sum(counts.values()) > slips * each or any(not 0 <= count <= slips for count in counts.values())
        if not set(counts) <= set(options_of(state, step)):
            return Refused("no-such-option")
        # Who was counted away after the answers were called in has answered all the same.
        if is_impossible or slips > max(state.head_count, expected):
            return Refused("too-many-slips", {"slips": slips, "heads": state.head_count})
    if voted == 0:
        return Refused("no-votes-yet")
    if voted < expected and not command.is_sure:
        return Refused("votes-missing", {"voted": voted, "expected": expected})
    kept = tuple(sorted((option, count) for option, count in counts.items() if count))
    closed = e.VoteClosed(step.id, command.statement, kept, slips)
    return (closed, *_proposed_choice(state, step, counts, slips))


def _proposed_choice(state: Meeting, step: PlannedStep, counts: dict[str, int], slips: int) -> tuple[e.Event, ...]:
    """The options that won clearly are chosen until somebody says otherwise: votes advise."""
    if step.activity != "vote" or not step.choose:
        return ()
    options = options_of(state, step)
    if slips and not vote_shown(counts, options=options, slips=slips, choose=step.choose).is_shown:
        return ()
    winners = leading(counts, options=options, choose=step.choose)
    if len(winners) > step.choose:
        # The last ones tie: those above them are clear, and the group chooses among the rest.
        border = min(counts.get(option, 0) for option in winners)
        winners = tuple(option for option in winners if counts.get(option, 0) > border)
    chosen = state.chosen.get(step.id, ())
    gone = [e.OptionChosen(step.id, option, False) for option in chosen if option not in winners]
    return (*gone, *(e.OptionChosen(step.id, NoteId(one), True) for one in winners if one not in chosen))


def judge_choice(state: Meeting, command: c.ChooseOption | c.Agree) -> Decision:
    """A line is chosen or lies for later; the leader confirms; all can live with it."""
    if not state.has_step(command.step):
        return Refused("no-such-step", {"step": command.step})
    step = state.step(command.step)
    if step.activity not in ("vote", "decide") or step.id not in state.opened_steps:
        return Refused("no-choice-here")
    match command:
        case c.ChooseOption(_, option, is_chosen):
            options = options_of(state, step)
            chosen = state.chosen.get(step.id, ())
            if option not in options and (is_chosen or option not in chosen):
                return Refused("no-such-option")
            if is_chosen == (option in chosen):
                return ()
            chosen = tuple(one for one in chosen if one in options)
            if is_chosen and step.choose and len(chosen) >= step.choose + 1:
                # One more than the programme advises is the group's right; «to er nok, tre er mye».
                return Refused("enough-is-chosen", {"most": step.choose + 1})
            return (e.OptionChosen(step.id, option, is_chosen),)
        case c.Agree(_, matter, is_agreed):
            is_so = (step.id, matter) in state.agreed
            return () if is_so == is_agreed else (e.Agreed(step.id, matter, is_agreed),)
        case _:
            assert_never(command)
