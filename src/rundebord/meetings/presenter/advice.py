"""What stands on the host's own device: advice for the step at hand. It is never projected."""

from __future__ import annotations

from django.utils.translation import gettext as _

from rundebord.meetings.core.agenda import next_step
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.words import PlannedStep
from rundebord.meetings.presenter.frame import moves_of, place_of, step_name, time_line
from rundebord.meetings.presenter.stage import asked_at, clock_of, turn_at
from rundebord.meetings.presenter.views import NO_PHONES, HostScreen, HostVote, Phones
from rundebord.meetings.presenter.voting import how_to_answer, rating, voting
from rundebord.programmes.format.package import Package


def host_screen(state: Meeting, package: Package, *, language: str, phones: Phones = NO_PHONES) -> HostScreen:
    """What to say, what good looks like, what to do when it gets stuck, and what comes next."""
    episode = package.episode(state.episode)
    following = next_step(state) if state.is_open else None
    shown = state.current if state.is_open else None
    step = state.step(shown) if shown is not None else None
    text_language, text = episode.step(shown or state.steps[0].id).text(language)
    vote = _vote(state, package, step, language, phones) if step is not None else None
    return HostScreen(
        version=state.version + phones.stirred,
        place=place_of(state, package),
        time=time_line(state, package, language),
        language=text_language,
        step_name=text.name if step is not None else "",
        question=text.question if step is not None else "",
        instruction=text.instruction if step is not None else "",
        how=how_to_answer(state, step) if step is not None and vote is not None and not vote.is_closed else "",
        good=text.script.good if step is not None else "",
        advice=[(when.happens, when.do) for when in text.script.when] if step is not None else (),
        turn=turn_at(state, step) if step is not None else None,
        clock=clock_of(state, step) if step is not None else None,
        following=step_name(state, package, following, language) if following is not None else _("The close"),
        moves=moves_of(state, package, language),
        vote=vote,
    )


def _vote(state: Meeting, package: Package, step: PlannedStep, language: str, phones: Phones) -> HostVote | None:
    if step.activity not in ("rate", "vote"):
        return None
    asked = asked_at(state, package, step, language)
    if step.activity == "rate":
        rated = rating(state, package, step, asked, language, phones)
        return HostVote(step.id, rated.statement, rated.words, rated.kind, rated.is_closed, rated.ballots)
    voted = voting(state, step, asked, phones)
    return HostVote(step.id, "", "", voted.kind, voted.is_closed, voted.ballots)
