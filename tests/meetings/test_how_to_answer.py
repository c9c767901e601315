"""How a group answers is said by Rundebord and by no programme: whoever holds a phone is not told of slips.

For every vote of every programme that comes with Rundebord, in every language that it has.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from django.conf import settings

from factories.living import give
from factories.meetings import a_note
from factories.packages import PACKAGES
from factories.phones import browser_of, group_of, host_of
from rundebord.groups.operations import create_group
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.words import StepId
from rundebord.meetings.operations import clock, open_meeting, present_state
from rundebord.meetings.screens.regions import render_frame
from rundebord.meetings.seats import open_door, take_seat
from rundebord.programmes.format.reading import read
from rundebord.programmes.operations import install_package

pytestmark = pytest.mark.django_db

VOTES = [
    (folder.name, episode.id, StepId(step.id), language)
    for folder in sorted(PACKAGES.iterdir())
    if folder.is_dir()
    for package in [read(folder)[0]]
    for episode in (*package.episodes, *package.follow_ups)
    for step in episode.steps
    if step.activity in ("rate", "vote")
    for language in sorted({"nb", "nn", *step.texts})
]
HELD = {
    "nb": ("lapp", "på papir", "hender", "hånd", "fingr"),
    "nn": ("lapp", "på papir", "hender", "handsopprekk", "fingr"),
    "en": ("slip", "on paper", "hands", "finger"),
}
"""Words of the ways in which nobody answers who answers on a phone."""
WAYS_OUT = re.compile(r'<form data-command="(?:choose-ballot|choose-vote-kind)">.*?</form>', re.DOTALL)
"""The buttons that lead to another way: «På papirlapper i stedet». They name it because they lead there."""


def test_there_are_votes_to_look_at() -> None:
    assert {(name, step) for name, _, step, _ in VOTES} >= {
        ("digital-transformasjon", "fem-forslag"),
        ("digital-transformasjon", "velg-to"),
        ("hva-skal-vi-slutte-med", "paa-lapper"),
        ("hva-skal-vi-slutte-med", "for-haand"),
        ("hva-skal-vi-slutte-med", "stem"),
    }


def at_a_vote(name: str, episode: str, step: StepId, language: str, media: Path) -> str:
    """A group of eight is at the vote, has three proposals, and one phone; nobody has chosen how to answer."""
    programme = install_package(folder=PACKAGES / name, at=clock.now(), media=media)
    meeting = open_meeting(group=create_group(language=language, at=clock.now(), programme=programme), episode=episode)
    open_door(meeting)
    assert isinstance(take_seat(meeting), str)
    give(meeting, c.SetHeadCount(8), c.TakeUpStep(None, step))
    give(meeting, *(c.KeepNote(step, a_note(number), f"Forslag {number}", "area") for number in (1, 2, 3)))
    return meeting


def words_on(markup: str) -> str:
    """What somebody reads or is read, without the buttons that lead to another way."""
    words = re.sub(r"<(script|style)\b.*?</\1>", " ", WAYS_OUT.sub(" ", markup), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", words)).split())


def screens(meeting: str, language: str) -> dict[str, str]:
    """What the shared screen and the host's device say, by stream."""
    sent = {kind: json.loads(render_frame(meeting, f"{kind}:{language}").payload) for kind in ("shared", "host")}
    return {kind: words_on(" ".join(frame["regions"].values())) for kind, frame in sent.items()}


@pytest.mark.parametrize(("name", "episode", "step", "language"), VOTES)
def test_where_all_answer_on_phones_no_screen_speaks_of_slips_or_hands(
    name: str, episode: str, step: StepId, language: str, tmp_path: Path
) -> None:
    meeting = at_a_vote(name, episode, step, language, tmp_path)
    if present_state(meeting).vote_kind(step) == "open":
        give(meeting, c.ChooseVoteKind(step, "unnamed"))
    give(meeting, c.ChooseBallot(step, "phones"))
    said = screens(meeting, language)
    # The pages as they are loaded, too: the step's name stands in the agenda and in the title.
    browsers = {"shared": browser_of(group_of(meeting)), "host": host_of(meeting)}
    for kind, address in {"shared": f"/mote/{meeting}", "host": f"/mote/{meeting}/veileder"}.items():
        browsers[kind].cookies[settings.LANGUAGE_COOKIE_NAME] = language
        page = browsers[kind].get(address)
        assert page.status_code == 200
        said[f"{kind} page"] = words_on(page.content.decode())
    for screen, words in said.items():
        for held in HELD[language]:
            at = words.casefold().find(held)
            assert at < 0, (screen, words[max(0, at - 60) : at + 60])


@pytest.mark.parametrize(("name", "episode", "step", "language"), [vote for vote in VOTES if vote[3] != "en"])
def test_each_way_is_said_on_the_shared_screen_and_to_the_host(
    name: str, episode: str, step: StepId, language: str, tmp_path: Path
) -> None:
    """Programmes do not say it any more: if Rundebord did not, nobody would."""
    meeting = at_a_vote(name, episode, step, language, tmp_path)
    for kind, way, word in (("unnamed", "slips", "lapp"), ("unnamed", "phones", "telefon"), ("open", "", "på tre.")):
        if present_state(meeting).vote_kind(step) != kind:
            give(meeting, c.ChooseVoteKind(step, kind))
        if way:
            give(meeting, c.ChooseBallot(step, way))
        for screen, words in screens(meeting, language).items():
            assert word in words, (screen, way)
