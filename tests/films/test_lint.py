"""What lint says about a script, and that it says nothing about one that is right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from factories.films import content, scene_of, script_in
from rundebord.films import lint as measures
from rundebord.films.lint import lint
from rundebord.films.words import is_number_said, number_in_words
from rundebord.programmes.format.package import Fact, FactText

Change = Callable[[dict[str, Any]], object]
QUESTIONS = ("Hva slutter vi med?",)
FACT = Fact(
    id="K05",
    level="A",
    year="2015",
    address="https://example.org",
    read_date=date(2026, 11, 23),
    is_checked=False,
    fresh_months=18,
    texts={"nb": FactText("Fem skjemaer ble til én melding.", "Skatteetaten, Om a-ordningen", "")},
)


def said(
    folder: Path,
    change: Change | None = None,
    facts: Mapping[str, Fact] | None = None,
    missing: Mapping[str, list[str]] | None = None,
) -> list[str]:
    script = script_in(folder, content(change))
    found = lint(script, facts={"K05": FACT} if facts is None else facts, questions=QUESTIONS, missing=missing or {})
    return [str(one) for one in found]


@pytest.fixture(autouse=True)
def _a_short_film_may_be_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measures, "WORDS_A_MINUTE", (80, 140))
    monkeypatch.setattr(measures, "SCENES_A_MINUTE", (4, 16))
    monkeypatch.setattr(measures, "READ_MINUTES", (2, 20))


def _picture(made: dict[str, Any], scene: str) -> dict[str, Any]:
    return scene_of(made, scene)["picture"]  # type: ignore[no-any-return]


def _line(made: dict[str, Any], scene: str, number: int = 0) -> dict[str, Any]:
    return scene_of(made, scene)["lines"][number]  # type: ignore[no-any-return]


def test_a_good_script_is_left_alone(tmp_path: Path) -> None:
    assert said(tmp_path) == []


LONG = "Dette er en setning som går og går og går og aldri tar slutt fordi ingen setter punktum der."

FAULTS: dict[str, tuple[Change, str]] = {
    "too many words": (lambda made: made.update(minutes=0.2), "minutes want 16 to 28"),
    "too few words": (lambda made: made.update(minutes=3), "minutes want 240 to 420"),
    "a long sentence": (lambda made: _line(made, "s02", 1).update(nb=LONG), "is the most that is heard once"),
    "a figure in what is said": (
        lambda made: _line(made, "s02").update(say="Jeg har sagt 3 ting."),
        "«3» cannot be said",
    ),
    "an abbreviation in what is said": (
        lambda made: _line(made, "s02", 1).update(nb="Vi har KI nå."),
        "«KI» cannot",
    ),
    "a phrase that is not said": (
        lambda made: _line(made, "s02").update(phrase="noe annet"),
        "does not stand in the line",
    ),
    "a picture that nobody says": (lambda made: _picture(made, "s01").pop("said_by"), "No line says what the picture"),
    "a picture of other words": (
        lambda made: _picture(made, "s01").update(text="Sjirafferspiserbananer hverdag morgen"),
        "and the lines do not say it",
    ),
    "a chart that does not grow": (
        lambda made: [line.pop("show") for line in scene_of(made, "s03")["lines"]],
        "appears while it is explained",
    ),
    "a figure that nobody says": (lambda made: _picture(made, "s04").update(figure="13 ble 2"), "The card shows 13, 2"),
    "a leader who reads a card": (
        lambda made: _line(made, "s04").update(role="direktor"),
        "claims nothing about a real",
    ),
    "a card without its source": (
        lambda made: _line(made, "s04").update(nb="Fem skjemaer fra arbeidsgiver ble til én melding."),
        "Nobody says who found it: Skatteetaten",
    ),
    "no question at the end": (
        lambda made: _line(made, "s05").update(nb="Da er vi ferdige."),
        "The last scene does not ask",
    ),
    "no notice first": (lambda made: made["chapters"][0]["scenes"].pop(0), "does not say what is constructed"),
    "no questions last": (lambda made: made["chapters"][1]["scenes"].pop(), "does not end in the questions"),
}


@pytest.mark.parametrize(("change", "sentence"), FAULTS.values(), ids=FAULTS)
def test_lint_says_what_must_be_mended(change: Change, sentence: str, tmp_path: Path) -> None:
    assert any(sentence in one for one in said(tmp_path, change)), said(tmp_path, change)


def test_a_fact_needs_a_card_in_the_bank_a_source_and_level_a(tmp_path: Path) -> None:
    assert any("not in the fact bank" in one for one in said(tmp_path, facts={}))
    assert any("of level B" in one for one in said(tmp_path, facts={"K05": replace(FACT, level="B")}))
    assert any("no source or no year" in one for one in said(tmp_path, facts={"K05": replace(FACT, year="")}))


def test_nobody_lectures(tmp_path: Path) -> None:
    lines = [
        {"id": f"x-{n}", "role": "forsker", "nb": "Dette er en setning til som sier litt mer. " * 4} for n in range(4)
    ]
    change: Change = lambda made: scene_of(made, "s02").update(lines=lines)  # noqa: E731
    assert any("without anybody else" in one for one in said(tmp_path, change))


def test_a_word_that_cannot_be_said_is_named_with_its_line(tmp_path: Path) -> None:
    (found,) = said(tmp_path, missing={"taler": ["s02-1"]})
    assert "«taler» is not in the lexicon" in found
    line = int(found.split(":")[1])
    written = (tmp_path / "films/to-steg/script.yaml").read_text(encoding="utf-8").splitlines()
    assert "s02-1" in written[line - 1]


@pytest.mark.parametrize(
    ("number", "spoken"),
    [
        ("13", "tretten milliarder"),
        ("3,7", "tre komma sju milliarder"),
        ("600 000", "Rundt seks hundre tusen over seksten"),
        ("2024", "i tjue tjuefire"),
        ("2024", "i to tusen og tjuefire"),
        ("1", "om lag én av ti"),
        ("240", "to hundre og førti"),
    ],
)
def test_a_number_is_heard_in_its_words(number: str, spoken: str) -> None:
    assert is_number_said(number, spoken)


def test_another_number_is_not(tmp_path: Path) -> None:
    assert not is_number_said("14", "tretten milliarder")
    assert not is_number_said("1", "fem skjemaer")
    assert number_in_words(197_000) == "en hundre nittisju tusen" or number_in_words(197_000).endswith("tusen")
