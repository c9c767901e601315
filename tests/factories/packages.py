"""Programmes for tests: the real one, and small ones in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from factories.meetings import steps
from rundebord.programmes.format.package import Episode, Package, Step, StepText
from rundebord.programmes.format.reading import read

REAL = Path(__file__).resolve().parents[2] / "packages" / "digital-transformasjon"


def real_package() -> Package:
    """The programme that comes with Rundebord."""
    return read(REAL)[0]


def package_of_an_hour() -> Package:
    """A programme with the episode that ``factories.meetings.an_hour`` follows."""
    texts = {"nb": StepText("Hva?", "Slik.")}
    agenda = tuple(Step(step.id, step.method, step.activity, step.seconds, texts) for step in steps())
    return Package("small", ("nb",), {"nb": "Liten"}, (Episode("first", {"nb": "Første"}, agenda),))


def structure() -> dict[str, Any]:
    """A whole ``programme.yaml``: one episode of one step."""
    return {
        "format_version": 1,
        "id": "small",
        "languages": ["nb", "nn"],
        "episodes": [{"id": "first", "steps": [{"id": "say", "method": "round", "activity": "write", "minutes": 8}]}],
    }


def words(language: str) -> dict[str, Any]:
    """A whole ``text/LANGUAGE.yaml`` for it."""
    step = {"question": f"question {language}", "instruction": f"instruction {language}"}
    return {
        "title": f"title {language}",
        "episodes": {"first": {"title": f"episode {language}", "steps": {"say": step}}},
    }


def write_package(folder: Path, programme: Any = None, **texts: Any) -> Path:
    """The package lies in the folder; what is not given is whole. A string is written as it is, all else as YAML."""
    (folder / "text").mkdir(parents=True, exist_ok=True)
    _write(folder / "programme.yaml", structure() if programme is None else programme)
    for language in ("nb", "nn"):
        _write(folder / "text" / f"{language}.yaml", texts.get(language, words(language)))
    return folder


def _write(path: Path, content: Any) -> None:
    path.write_text(content if isinstance(content, str) else yaml.safe_dump(content), encoding="utf-8")
