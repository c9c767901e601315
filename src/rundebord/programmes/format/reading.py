"""From a folder to a document of plain data, and from a document to a ``Package``.

``programme.yaml`` holds the structure, ``text/LANGUAGE.yaml`` the words. The document (both in one, JSON-able) is what
is stored: a meeting must be readable long after the folder has changed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from rundebord.programmes.format.package import ACTIVITIES, FORMAT_VERSION, METHODS, Episode, Package, Step, StepText

Document = Mapping[str, Any]
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class PackageFault(Exception):
    """The package cannot be used. The message is a sentence: where, what, and what is allowed."""


def read(folder: Path) -> tuple[Package, Document]:
    """The package in the folder and the document to store. Raises ``PackageFault`` with file and sentence."""
    structure = _yaml(folder / "programme.yaml")
    texts = {name: _yaml(folder / "text" / f"{name}.yaml") for name in _language_codes(structure)}
    document = {"structure": structure, "texts": texts}
    return package_of(document), document


def _language_codes(structure: Document) -> list[str]:
    languages = structure.get("languages")
    # Also a guard: each becomes a part of a file's name.
    if (
        not isinstance(languages, list)
        or not languages
        or not all(isinstance(name, str) and _LANGUAGE.fullmatch(name) for name in languages)
        or len(set(languages)) < len(languages)
    ):
        raise PackageFault(
            f"programme.yaml: «languages» is {languages!r}; it must be a list of language codes, each once, "
            "the complete one first: [nb, nn]"
        )
    return languages


def digest_of(document: Document) -> str:
    """64 hexadecimal digits (SHA-256) that two equal documents share and no two different ones do."""
    plain = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def package_of(document: Document) -> Package:
    """The package that the document describes. Raises ``PackageFault``."""
    structure, texts = document["structure"], document["texts"]
    version = structure.get("format_version")
    if version != FORMAT_VERSION:
        raise PackageFault(f"programme.yaml: format_version is {version!r}; this version reads {FORMAT_VERSION}")
    where = "programme.yaml"
    languages = _language_codes(structure)
    episodes = tuple(
        _episode(entry, texts, f"{where}: episode {number}")
        for number, entry in enumerate(_list(structure, "episodes", where), 1)
    )
    if len({episode.id for episode in episodes}) < len(episodes):
        raise PackageFault(f"{where}: two episodes have the same id; each needs its own")
    return Package(
        id=_id(structure, where),
        languages=tuple(languages),
        titles={language: _text(words, "title", f"text/{language}.yaml") for language, words in texts.items()},
        episodes=episodes,
    )


def _episode(entry: Any, texts: Mapping[str, Any], where: str) -> Episode:
    entry = _mapping(entry, where)
    episode_id = _id(entry, where)
    words = {
        language: _mapping(_mapping(all_words.get("episodes"), f"text/{language}.yaml: episodes").get(episode_id), at)
        for language, all_words in texts.items()
        if (at := f"text/{language}.yaml: episodes: {episode_id}")
    }
    steps = tuple(
        _step(step, words, f"{where}: step {number}") for number, step in enumerate(_list(entry, "steps", where), 1)
    )
    if len({step.id for step in steps}) < len(steps):
        raise PackageFault(f"{where}: two steps have the same id; each needs its own")
    titles = {language: _text(its, "title", f"text/{language}.yaml: {episode_id}") for language, its in words.items()}
    return Episode(episode_id, titles, steps)


def _step(entry: Any, words: Mapping[str, Any], where: str) -> Step:
    entry = _mapping(entry, where)
    step_id = _id(entry, where)
    minutes = entry.get("minutes")
    if not isinstance(minutes, int | float) or isinstance(minutes, bool) or not 0 < minutes <= 60:
        raise PackageFault(f"{where}: minutes is {minutes!r}; it must be a number over 0, at most 60")
    texts = {}
    for language, episode_words in words.items():
        at = f"text/{language}.yaml: steps: {step_id}"
        its = _mapping(_mapping(episode_words.get("steps"), f"text/{language}.yaml: steps").get(step_id), at)
        texts[language] = StepText(_text(its, "question", at), _text(its, "instruction", at))
    return Step(
        id=step_id,
        method=_one_of(entry, "method", METHODS, where),
        activity=_one_of(entry, "activity", ACTIVITIES, where),
        seconds=round(minutes * 60),
        texts=texts,
    )


def _yaml(path: Path) -> dict[str, Any]:
    name = f"{path.parent.name}/{path.name}" if path.parent.name == "text" else path.name
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        # What is stored is JSON: texts, numbers, lists and names with values, and nothing else that YAML can make.
        content = json.loads(json.dumps(content, allow_nan=False, ensure_ascii=False).encode())
    except FileNotFoundError:
        raise PackageFault(f"{name} is missing; a package needs it") from None
    except (OSError, UnicodeDecodeError) as fault:
        raise PackageFault(f"{name} cannot be read: {fault}") from fault
    except yaml.YAMLError as fault:
        raise PackageFault(f"{name} is not valid YAML: {fault}") from fault
    except (TypeError, ValueError, OverflowError, RecursionError) as fault:
        raise PackageFault(
            f"{name} holds something that is neither text, number, list nor names with values ({fault}). "
            'Put it in quotes: "2026-11-23"'
        ) from fault
    return _mapping(content, name)


def _mapping(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise PackageFault(f"{where}: expected names with values, found {value!r}")
    return value


def _list(entry: Mapping[str, Any], key: str, where: str) -> list[Any]:
    value = entry.get(key)
    if not isinstance(value, list) or not value:
        raise PackageFault(f"{where}: «{key}» must be a list with at least one entry")
    return value


def _text(entry: Mapping[str, Any], key: str, where: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise PackageFault(f"{where}: «{key}» must be a text that is not empty, found {value!r}")
    return value.strip()


def _id(entry: Mapping[str, Any], where: str) -> str:
    value = _text(entry, "id", where)
    if _ID.fullmatch(value) is None:
        raise PackageFault(f"{where}: the id is {value!r}; use small letters, digits and hyphens")
    return value


def _one_of(entry: Mapping[str, Any], key: str, allowed: tuple[str, ...], where: str) -> str:
    value = _text(entry, key, where)
    if value not in allowed:
        raise PackageFault(f"{where}: {key} is {value!r}; use one of {', '.join(allowed)}")
    return value
