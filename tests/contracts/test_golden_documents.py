"""A stored programme can be read for ever: a meeting keeps the version it began with. Golden files, never edited."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundebord.programmes.format.package import ACTIVITIES, METHODS, Package
from rundebord.programmes.format.reading import package_of

FOLDER = Path(__file__).resolve().parent / "documents"
GOLDEN = sorted(path.stem for path in FOLDER.glob("*.json"))


def stored(name: str) -> Package:
    return package_of(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))


def test_there_is_a_file_for_each_shape() -> None:
    assert GOLDEN == ["first-shape", "second-shape", "second-shape-with-a-film-of-roles"]


@pytest.mark.parametrize("name", GOLDEN)
def test_a_stored_programme_is_read_with_all_its_words(name: str) -> None:
    package = stored(name)
    for episode in (*package.episodes, *package.follow_ups):
        for language in package.languages:
            assert episode.title(language)[0] == language
            for step in episode.steps:
                its_language, text = step.text(language)
                assert (its_language, bool(text.name), bool(text.question)) == (language, True, True)


def test_the_first_shape_says_what_it_said() -> None:
    package = stored("first-shape")
    assert (package.id, package.languages) == ("digital-transformasjon", ("nb", "nn"))
    (episode,) = package.episodes
    assert [(step.id, step.method, step.activity, step.seconds) for step in episode.steps] == [
        ("hos-oss-betyr-det", "round", "write", 480),
        ("les-opp", "plenary", "review", 180),
    ]
    assert episode.step("les-opp").text("nb")[1].question == "Dette har dere skrevet"


def test_the_second_shape_says_what_it_said() -> None:
    package = stored("second-shape")
    (episode,), (later,) = package.episodes, package.follow_ups
    assert episode.film is not None
    assert (episode.film.video.size, list(episode.film.captions)) == (28, ["nb"])
    text = episode.text("nb")[1]
    assert [(one.role, one.words) for one in text.reading[0].replies] == [("", "Et kort."), ("Direktør", "En replikk.")]
    assert text.catch_up == "Les én scene.\n"
    assert (later.after_days, package.statements[0].is_sensitive, package.facts[0].read_date.year) == (30, True, 2026)
    assert package.terms[0].texts["nb"].word == "digitisering"
    step = episode.step("runde")
    assert (step.person_seconds, step.columns, step.takes_up) == (60, ("papir", "ny"), ("hva-betyr",))
    assert step.text("nb")[1].script.when[0].happens == "Det blir stille"


def test_a_film_of_the_second_shape_says_nothing_of_what_came_later() -> None:
    film = stored("second-shape").episodes[0].film
    assert film is not None
    assert (film.transcript, film.facts, film.fact_ids, film.voices, film.is_described) == ({}, None, (), "", False)


def test_a_film_of_roles_says_what_it_said() -> None:
    film = stored("second-shape-with-a-film-of-roles").episodes[0].film
    assert film is not None
    assert (list(film.transcript), film.facts and film.facts.size, film.fact_ids) == (["nb"], 36, ("K01",))
    assert (film.voices, film.is_described) == ("synthetic", True)


old_id = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True)
old_words = st.text(min_size=1, max_size=60).filter(lambda text: text.strip() and text.isprintable())


@st.composite
def old_documents(draw: st.DrawFn) -> dict[str, Any]:
    """What the first reader let through: any minutes to 60, any activity, and keys that nobody read."""
    ids = draw(st.lists(old_id, min_size=1, max_size=4, unique=True))
    steps = [
        {
            "id": one,
            "method": draw(st.sampled_from(METHODS)),
            "activity": draw(st.sampled_from(ACTIVITIES)),
            "minutes": draw(st.floats(0.01, 60)),
            "remark": "nobody reads this",
        }
        for one in ids
    ]
    said = {one: {"question": draw(old_words), "instruction": draw(old_words), "remark": 1} for one in ids}
    episodes = {"first": {"title": draw(old_words), "steps": said}, "not-there": {}}
    return {
        "structure": {
            "format_version": 1,
            "id": draw(old_id),
            "languages": ["nb"],
            "episodes": [{"id": "first", "steps": steps}],
            "updated": "2026-09-01",
        },
        "texts": {"nb": {"title": draw(old_words), "episodes": episodes}},
    }


@given(old_documents())
def test_whatever_was_stored_in_the_first_shape_is_still_read(document: dict[str, Any]) -> None:
    package = package_of(document)
    steps = document["structure"]["episodes"][0]["steps"]
    assert [step.id for step in package.episodes[0].steps] == [step["id"] for step in steps]
