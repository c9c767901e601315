"""Programmes for tests: the real ones, and small ones in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from factories.meetings import steps
from rundebord.programmes.format.package import (
    Episode,
    EpisodeText,
    Package,
    PackageText,
    Script,
    Step,
    StepText,
    When,
)
from rundebord.programmes.format.reading import read

PACKAGES = Path(__file__).resolve().parents[2] / "packages"
REAL = PACKAGES / "digital-transformasjon"
TWO_STEPS = PACKAGES / "to-steg"


def real_package() -> Package:
    """The programme that comes with Rundebord."""
    return read(REAL)[0]


def two_steps() -> Package:
    """The small programme that most tests meet in: write, and read back."""
    return read(TWO_STEPS)[0]


def a_text(question: str = "Hva?", **more: Any) -> StepText:
    """The words of a step."""
    said: dict[str, Any] = {
        "name": "Steg",
        "question": question,
        "instruction": "Slik.",
        "prompts": (),
        "columns": {},
        "rows": {},
        "statements": {},
        "script": Script("Bra", (When("Stille", "Vent"),)),
    }
    return StepText(**{**said, **more})


def an_episode(agenda: tuple[Step, ...], *, minutes: int = 60, name: str = "first") -> Episode:
    """An episode with these steps and as few words as possible."""
    text = EpisodeText("Første", "", (), (), {}, (), "", "", "", ())
    return Episode(name, minutes, (), None, agenda, {"nb": text})


def package_of_an_hour() -> Package:
    """A programme with the episode that ``factories.meetings.an_hour`` follows."""
    agenda = tuple(
        Step(
            id=step.id,
            method=step.method,
            activity=step.activity,
            seconds=step.seconds,
            floor_seconds=step.floor_seconds,
            rank=step.rank,
            is_kept=step.is_kept,
            columns=step.columns,
            texts={"nb": a_text(columns={column: column for column in step.columns})},
        )
        for step in steps()
    )
    text = PackageText("Liten", "", "", "")
    return Package("small", "1", ("nb",), {"nb": text}, (an_episode(agenda),))


def structure() -> dict[str, Any]:
    """A whole ``programme.yaml``: one episode."""
    return {
        "format_version": 1,
        "id": "small",
        "version": "1",
        "languages": ["nb", "nn"],
        "episodes": ["first"],
    }


def episode() -> dict[str, Any]:
    """A whole ``episodes/first.yaml``: one step."""
    step = {"id": "say", "method": "round", "activity": "write", "minutes": 8, "kept": True, "shows": ["next-date"]}
    return {"minutes": 15, "steps": [step]}


def words(language: str) -> dict[str, Any]:
    """A whole ``text/LANGUAGE/programme.yaml``."""
    return {"title": f"title {language}", "summary": f"summary {language}"}


def episode_words(language: str) -> dict[str, Any]:
    """A whole ``text/LANGUAGE/first.yaml``."""
    step = {
        "name": f"name {language}",
        "question": f"question {language}",
        "instruction": f"instruction {language}",
    }
    return {"title": f"episode {language}", "steps": {"say": step}}


def write_package(folder: Path, programme: Any = None, **files: Any) -> Path:
    """The package lies in the folder; what is not given is whole. A string is written as it is, all else as YAML.

    Keyword → file: ``first`` the episode, ``nb`` and ``nn`` the programme's words, ``nb_first`` and ``nn_first`` the
    episode's, ``facts`` the fact bank.
    """
    _write(folder / "programme.yaml", structure() if programme is None else programme)
    _write(folder / "episodes" / "first.yaml", files.get("first", episode()))
    for language in ("nb", "nn"):
        _write(folder / "text" / language / "programme.yaml", files.get(language, words(language)))
        _write(folder / "text" / language / "first.yaml", files.get(f"{language}_first", episode_words(language)))
    if "facts" in files:
        _write(folder / "facts.yaml", files["facts"])
    return folder


def _write(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else yaml.safe_dump(content), encoding="utf-8")
