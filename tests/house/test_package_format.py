"""docs/package-format.md says what the reader reads: every key, every value, and an example that can be installed."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from rundebord.programmes.format import (
    building,
    building_episodes,
    building_steps,
    checking,
    media,
    package,
    yaml_files,
)
from rundebord.programmes.format.reading import check

pytestmark = pytest.mark.house

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "package-format.md").read_text(encoding="utf-8")
KEYS = {
    "programme.yaml": building.PROGRAMME_KEYS,
    "Statements": building.STATEMENT_KEYS,
    "Terms": building.TERM_KEYS,
    "facts.yaml": building.FACT_FILE_KEYS,
    "Facts": building.FACT_KEYS,
    "An episode": building_episodes.EPISODE_KEYS,
    "Film": building_episodes.FILM_KEYS,
    "Steps": building_steps.STEP_KEYS,
    "text/LANGUAGE/programme.yaml": building.PROGRAMME_TEXT_KEYS,
    "The words of a term": building.TERM_TEXT_KEYS,
    "The words of a fact": building.FACT_TEXT_KEYS,
    "text/LANGUAGE/EPISODE.yaml": building_episodes.EPISODE_TEXT_KEYS,
    "The words of a step": building_steps.STEP_TEXT_KEYS,
    "Script": building_steps.SCRIPT_KEYS,
    "When": building_steps.WHEN_KEYS,
}
VALUES = {
    "Levels": building.LEVELS,
    "Voices": package.VOICES,
    "Methods": package.METHODS,
    "Activities": package.ACTIVITIES,
    "Layouts": package.LAYOUTS,
    "Kinds": package.KINDS,
    "Votes": package.VOTE_KINDS,
    "Beside the activity": package.SHOWS,
    "Fields of a commitment": package.COMMITMENT_FIELDS,
}
EXAMPLE = re.compile(r"^`(?P<path>[\w/.-]+)`\n\n```yaml\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL)


def section(title: str) -> str:
    """What stands under the heading, to the next heading of any level."""
    _before, found, rest = DOCUMENT.partition(f" {title}\n")
    assert found, f"docs/package-format.md has no heading «{title}»."
    return re.split(r"^#{1,6} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


@pytest.mark.parametrize(("title", "known"), (KEYS | VALUES).items(), ids=KEYS | VALUES)
def test_each_key_and_value_that_is_read_has_its_row_and_no_other_has(title: str, known: tuple[str, ...]) -> None:
    rows = re.findall(r"^\| `([\w-]+)` \|", section(title), re.MULTILINE)
    assert rows == list(known)


def test_the_example_has_nothing_to_mend_and_nothing_to_think_about(tmp_path: Path) -> None:
    for found in EXAMPLE.finditer(DOCUMENT):
        path = tmp_path / found["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found["text"], encoding="utf-8")
    reading = check(tmp_path, today=date(2026, 11, 24))
    assert [str(one) for one in reading.findings] == []
    assert reading.package is not None


def test_the_limits_are_those_that_are_kept() -> None:
    told = section("What is a fault, and what is not")
    assert f"over {checking.MOST_AGENDA_MINUTES} minutes" in told
    assert f"a question has over {checking.MOST_QUESTION_WORDS} words" in told
    assert f"over {checking.MOST_WORDS_ON_SCREEN} words on the screen" in told
    assert f"at most {yaml_files.LARGEST_FILE // 1_000_000} MB" in told
    assert f"`format_version` is {package.FORMAT_VERSION}." in DOCUMENT
    assert all(f"`{suffix}`" in section("Film") for suffix in media.KINDS["poster"])
