"""What the player is given, and how the roles are given out to those who are there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import translation

from factories.meetings import Happening, meeting_after
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.words import MemberId, PlannedStep
from rundebord.meetings.presenter import WatchingView, shared_screen
from rundebord.meetings.presenter.watching import page_film
from rundebord.programmes.format.package import Package, Reply, Scene
from rundebord.programmes.format.reading import read

PACKAGE = read(Path(__file__).resolve().parents[1] / "packages" / "med-film")[0]
EPISODE = PACKAGE.episodes[0]
AGENDA = tuple(PlannedStep(step.id, step.method, step.activity, step.seconds) for step in EPISODE.steps)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _bokmal() -> Iterator[None]:
    with translation.override("nb"):
        yield


def watching(*happenings: Happening, heads: int = 8, package: Package = PACKAGE, language: str = "nb") -> WatchingView:
    opened = c.OpenMeeting("m33t1ng", 7, "d1g35t", EPISODE.id, AGENDA, heads)
    state = meeting_after(opened, *happenings, c.StartStep(None, AGENDA[0].id))
    view = shared_screen(state, package, language=language).view
    assert isinstance(view, WatchingView)
    return view


def readers(view: WatchingView) -> list[tuple[str, str]]:
    return [(one.name, one.roles) for one in view.readers]


def with_film(**changed: object) -> Package:
    assert EPISODE.film is not None
    film = replace(EPISODE.film, **changed)  # type: ignore[arg-type]
    return replace(PACKAGE, episodes=(replace(EPISODE, film=film),))


def test_roles_are_given_out_by_number_to_those_who_have_no_name() -> None:
    view = watching(heads=3)
    assert [name for name, _roles in readers(view)] == ["Person 1", "Person 2", "Person 3"]
    assert view.has_numbers
    assert not view.has_listeners
    assert view.card_reader == "Den som sitter ved skjermen"


def test_those_who_are_named_are_called_by_name_and_the_absent_read_nothing() -> None:
    named = [c.AddMember(MemberId(f"{number:032x}"), name) for number, name in enumerate(("Kari", "Ola", "Aud"), 1)]
    view = watching(*named, c.SetAbsent(MemberId(f"{2:032x}"), is_absent=True), heads=3)
    assert [name for name, _roles in readers(view)] == ["Kari", "Aud"]


def test_one_person_reads_it_all_and_is_not_counted() -> None:
    view = watching(heads=1)
    assert len(view.readers) == 1
    assert len(view.readers[0].roles.split(", ")) == 3
    assert not view.has_numbers


def test_of_many_one_reads_the_cards_and_the_others_listen() -> None:
    view = watching(heads=12)
    assert len(view.readers) == 3
    assert view.card_reader == "Person 4"
    assert view.has_listeners


def test_each_reply_says_who_reads_it() -> None:
    view = watching(heads=2)
    reads = {role: one.name for one in view.readers for role in one.roles.split(", ")}
    for scene in view.scenes:
        for reply in scene.replies:
            assert reply.reader == (reads[reply.role] if reply.role else view.card_reader)


def test_a_text_of_replies_alone_has_nobody_for_the_cards() -> None:
    text = replace(EPISODE.texts["nb"], reading=(Scene("", (Reply("A", "Hei."), Reply("B", "Hallo."))),))
    package = replace(PACKAGE, episodes=(replace(EPISODE, texts={"nb": text}),))
    assert watching(package=package).card_reader == ""


def test_how_long_it_takes_follows_the_words() -> None:
    text = replace(EPISODE.texts["nb"], reading=(Scene("", (Reply("A", "ord " * 1_300),)),))
    package = replace(PACKAGE, episodes=(replace(EPISODE, texts={"nb": text}),))
    assert watching(package=package).minutes == 10


def test_the_player_is_given_transcript_fact_cards_and_what_is_made_up() -> None:
    view = watching()
    assert [track.language for track in view.transcript] == ["nb"]
    assert view.fact_times.startswith("/film/")
    (card,) = view.fact_cards
    assert (card.id, card.year, card.level, card.is_checked) == ("K01", "2023", "Presse eller leverandør", False)
    assert card.address == "https://example.org/rapport"
    assert "Stemmene er syntetiske" in view.said


def test_the_captions_that_are_shown_are_in_the_language_of_the_group() -> None:
    assert [track.language for track in watching().captions] == ["nb", "en"]
    assert [track.language for track in watching(language="en").captions] == ["en", "nb"]


@pytest.mark.parametrize(("voices", "said"), [("recorded", "Stemmene er lest inn"), ("synthetic", "syntetiske")])
def test_how_the_voices_came_to_be_is_said_on_every_page(voices: str, said: str) -> None:
    film = page_film(with_film(voices=voices).episodes[0], "nb")
    assert film is not None
    assert said in film.said
    assert "Rollene er konstruert. Tallene er hentet fra kildene på kortene." in film.said


def test_nothing_is_said_of_a_film_of_ones_own() -> None:
    film = page_film(with_film(voices="").episodes[0], "nb")
    assert film is not None
    assert film.said == ""
