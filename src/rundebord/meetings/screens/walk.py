"""The guided walk of three minutes through a meeting that is tried out: what the card says at each place."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.words import PlannedStep
from rundebord.meetings.presenter.said import milliseconds
from rundebord.meetings.queries import group_of, present_meeting

BEST_SCENE = 4
"""Which scene of the reading version stands for the film where there is none: about 25 seconds when read aloud."""
LATE_SECONDS = 20 * 60


def walk_of(meeting: str) -> dict[str, Any]:
    """What the page of a meeting that is tried out is told: its clock's speed, and the walk; {} for a real meeting."""
    state, package = present_meeting(meeting)
    if state.speed == 1 or state.opened_at is None:
        return {}
    clock = {"speed": state.speed, "openedAt": milliseconds(state.opened_at)}
    film = package.episode(state.episode).film
    scenes = _scenes(state, reverse("paper", args=[group_of(meeting).public_id]), has_film=film is not None)
    if not scenes:
        return clock
    return {
        **clock,
        "walk": {
            "scenes": scenes,
            "bestScene": BEST_SCENE,
            "bestSeconds": film.excerpt if film is not None else None,
            "title": _("Try it in three minutes"),
            "count": _("%1 of %2"),
            "again": _("Begin again"),
            "againAt": reverse("demo"),
            "leave": _("To the front page"),
            "leaveAt": reverse("front"),
        },
    }


def _scenes(state: Meeting, paper: str, *, has_film: bool) -> list[dict[str, Any]]:
    """Each scene: where it belongs (a step, "" the lobby), what is said, and what the button does."""
    watch = _first(state, "watch")
    talk = _first(state, "share", method="round")
    commit = next((one for one in reversed(state.steps) if one.activity == "commit"), None)
    if watch is None or talk is None or commit is None:
        return []
    return [
        {
            "at": "",
            "says": _(
                "This is the third meeting of a group that we have made up. How many are you? That is all we ask."
            ),
            "label": _("Start"),
            "does": ["next"],
        },
        {
            "at": watch.id,
            "says": _("A film of 15 minutes. Here is a little of it; Space plays and pauses.")
            if has_film
            else _("A film of 15 minutes. Here are the best 25 seconds, as text until the film is made."),
            "label": _("To the questions"),
            "does": ["questions"],
        },
        {
            "at": watch.id,
            "says": _("The film ends in the questions that you then work on."),
            "label": _("To a round"),
            # As if the film had been seen.
            "does": [f"forward:{watch.seconds}", f"step:{talk.id}"],
        },
        {
            "at": talk.id,
            "says": _("Type what is said; Enter saves. Enter once more calls the next. The clock goes fast here."),
            "label": _("Now we are 20 minutes late"),
            "does": [f"forward:{LATE_SECONDS}", "on"],
            "rail": True,
        },
        {
            "at": talk.id,
            "says": _("You are 20 minutes late, and still end on time: what matters least gives way."),
            "label": _("To what you decide"),
            "does": [f"step:{commit.id}"],
            "rail": True,
        },
        {
            "at": commit.id,
            "says": _("A development area gets one owner and a date. Write a name, and a date such as 15.3.2027."),
            "label": _("See the paper"),
            "does": [f"page:{paper}"],
        },
    ]


def _first(state: Meeting, activity: str, *, method: str = "") -> PlannedStep | None:
    return next((one for one in state.steps if one.activity == activity and (not method or one.method == method)), None)
