"""The films that come with Rundebord: each is right, and none is older than its script."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from rundebord.films.checking import check_age_and_texts, check_film, check_together
from rundebord.films.finished import read_manifest
from rundebord.films.lexicon import missing, read_lexicon
from rundebord.films.lint import lint
from rundebord.films.reading import read_script, scripts_in
from rundebord.films.script import Script
from rundebord.programmes.format.findings import Finding
from rundebord.programmes.format.package import Package
from rundebord.programmes.format.reading import check

FOLDER = Path(__file__).resolve().parents[2] / "packages" / "digital-transformasjon"
EPISODES = scripts_in(FOLDER)
LEADERS = {
    "direktor",
    "fagdirektor",
    "digitaldirektor",
    "okonomidirektor",
    "hr-direktor",
    "regiondirektor",
    "kommunikasjonsdirektor",
}


@pytest.fixture(scope="module")
def package() -> Package:
    found = check(FOLDER, today=date(2026, 11, 24)).package
    assert found is not None
    return found


def script_of(episode: str) -> Script:
    script, findings = read_script(FOLDER, episode)
    assert script is not None, findings
    return script


def faults(findings: Sequence[Finding]) -> list[str]:
    """What must be mended. What the recogniser mishears is only to be thought about (decision 0018)."""
    return [str(one) for one in findings if one.weight == "fault"]


def test_every_episode_has_a_film(package: Package) -> None:
    assert {episode.id for episode in package.episodes} == set(EPISODES)
    assert all(episode.film is not None for episode in package.episodes)


@pytest.mark.parametrize("episode", EPISODES)
def test_lint_has_nothing_to_say(episode: str, package: Package) -> None:
    script = script_of(episode)
    facts = {fact.id: fact for fact in package.facts}
    questions = tuple(package.episode(episode).texts["nb"].questions.values())
    lacks = missing(script, read_lexicon(FOLDER))
    assert [str(one) for one in lint(script, facts=facts, questions=questions, missing=lacks)] == []


@pytest.mark.parametrize("episode", EPISODES)
def test_no_film_is_older_than_its_script_and_every_text_is_the_scripts(episode: str, package: Package) -> None:
    assert faults(check_age_and_texts(FOLDER, episode, package)) == []


@pytest.mark.soak
@pytest.mark.parametrize("episode", EPISODES)
def test_every_film_is_whole(episode: str, package: Package) -> None:
    findings, _ = check_film(FOLDER, episode, package)
    assert faults(findings) == []


def test_together_they_are_small_enough_to_copy() -> None:
    assert list(check_together(FOLDER, EPISODES)) == []


def test_seven_leaders_from_seven_kinds_of_agencies_and_two_experts_meet() -> None:
    names: dict[str, set[str]] = {}
    for episode in EPISODES:
        for role in script_of(episode).roles.values():
            names.setdefault(role.id, set()).add(role.name)
    assert set(names) == LEADERS | {"forsker", "jurist"}
    # One role is one person, whatever the film.
    assert all(len(called) == 1 for called in names.values())
    houses = {next(iter(names[leader])).partition(" i et ")[2] or next(iter(names[leader])) for leader in LEADERS}
    assert len(houses) == len(LEADERS)


@pytest.mark.parametrize("episode", EPISODES)
def test_voices_are_distinct_and_none_is_for_trying_out(episode: str) -> None:
    voices = {(role.voice.name, role.voice.pitch) for role in script_of(episode).roles.values()}
    assert len(voices) == len(script_of(episode).roles)
    manifest = read_manifest(FOLDER, episode)
    assert manifest is not None
    assert set(manifest.engine) <= {"kokoro", "recorded"}


@pytest.mark.parametrize("episode", EPISODES)
def test_the_episode_lists_the_facts_that_its_film_shows(episode: str, package: Package) -> None:
    shown = {scene.picture.fact for scene in script_of(episode).scenes if scene.picture.fact}
    assert set(package.episode(episode).facts) == shown


@pytest.mark.parametrize("episode", EPISODES)
def test_each_film_has_three_charts_or_more_and_its_pictures_vary(episode: str) -> None:
    kinds = [scene.picture.kind for scene in script_of(episode).scenes]
    assert kinds.count("chart") >= 3
    assert len(set(kinds)) >= 9
