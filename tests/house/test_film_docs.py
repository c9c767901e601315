"""docs/film.md says what the workshop reads: every key, every picture, every chart, every command."""

from __future__ import annotations

from pathlib import Path

import pytest

from rundebord.config.command_line import new_parser
from rundebord.films import reading, script

pytestmark = pytest.mark.house

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "film.md").read_text(encoding="utf-8")
WORDS = {
    *reading.SCRIPT_KEYS,
    *reading.ROLE_KEYS,
    *reading.VOICE_KEYS,
    *reading.CHAPTER_KEYS,
    *reading.SCENE_KEYS,
    *reading.PICTURE_KEYS,
    *reading.PART_KEYS,
    *reading.LINE_KEYS,
    *reading.THINGS,
    *script.PICTURE_KINDS,
    *script.CHART_KINDS,
}


@pytest.mark.parametrize("word", sorted(WORDS))
def test_every_word_of_the_format_is_there(word: str) -> None:
    assert f"`{word}`" in DOCUMENT or f"`{word}:" in DOCUMENT


@pytest.mark.parametrize("action", ["lint", "voice", "hear", "render", "check", "record", "install"])
def test_every_command_is_there_and_is_a_command(action: str) -> None:
    assert f"rundebord film {action}" in DOCUMENT
    more = {"record": ["E"], "install": ["E", "film.mp4"]}.get(action, [])
    assert new_parser().parse_args(["film", action, "MAPPE", *more]).action == action
