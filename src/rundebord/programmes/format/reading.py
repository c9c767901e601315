"""A folder becomes a document of plain data, a ``Package``, and a list of what is to be mended.

The document (JSON-able: structure, words of all languages, the names of media) is what is stored: a meeting must be
readable long after the folder has changed. docs/package-format.md describes the folder.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rundebord.programmes.format.building import build
from rundebord.programmes.format.checking import think_about
from rundebord.programmes.format.findings import N_, Finding, Notebook, PackageFault
from rundebord.programmes.format.fitting import see_if_it_fits
from rundebord.programmes.format.media import media_of
from rundebord.programmes.format.package import FORMAT_VERSION, Package
from rundebord.programmes.format.texts import Document
from rundebord.programmes.format.upgrade import present_shape
from rundebord.programmes.format.yaml_files import read_text, read_yaml

__all__ = ["Document", "PackageFault", "Reading", "check", "digest_of", "package_of", "read"]

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a folder."""

    package: Package | None
    """None if there is any fault."""
    document: Document
    findings: Sequence[Finding]


def read(folder: Path) -> tuple[Package, Document]:
    """The package in the folder and the document to store. Raises ``PackageFault`` with everything that is wrong."""
    reading = check(folder)
    if reading.package is None:
        raise PackageFault(reading.findings)
    return reading.package, reading.document


def check(folder: Path, *, today: date | None = None) -> Reading:
    """Everything that is wrong with the package in the folder, and what to think about; never raises.

    ``today`` is what the freshness of facts is measured against; None leaves it out.
    """
    notes = Notebook()
    document = _document(folder, notes)
    package = None
    if not notes.has_faults or document["programme"]:
        built = build(document, notes)
        see_if_it_fits(built, document, notes)
        if not notes.has_faults:
            package = built
            think_about(package, notes, today)
    findings = sorted(notes.findings, key=lambda one: (one.weight != "fault", one.file, one.line))
    return Reading(package, document, findings)


def _document(folder: Path, notes: Notebook) -> dict[str, Any]:
    programme = read_yaml(folder, "programme.yaml", notes)
    if programme and programme.get("format_version") != FORMAT_VERSION:
        notes.fault(
            "programme.yaml",
            ("format_version",),
            N_("format_version is «%(found)s», and this version of Rundebord reads %(known)s."),
            N_("Write «format_version: %(known)s», or use a newer Rundebord."),
            found=str(programme.get("format_version"))[:40],
            known=FORMAT_VERSION,
        )
    languages = _names(programme, "languages", _LANGUAGE, notes)
    if programme and not languages:
        notes.fault(
            "programme.yaml",
            ("languages",),
            N_("No language is listed."),
            N_("Write «languages: [nb]», the complete one first."),
        )
        notes.give_up("text/")
    episodes = _names(programme, "episodes", _ID, notes)
    follow_ups = _names(programme, "follow_ups", _ID, notes)
    documents: dict[str, Any] = {
        "programme": programme,
        "facts": read_yaml(folder, "facts.yaml", notes) if (folder / "facts.yaml").exists() else {},
        "episodes": {name: read_yaml(folder, f"episodes/{name}.yaml", notes) for name in episodes},
        "follow_ups": {name: read_yaml(folder, f"follow-ups/{name}.yaml", notes) for name in follow_ups},
        "text": {},
    }
    for number, language in enumerate(languages):
        documents["text"][language] = _words(folder, language, (*episodes, *follow_ups), notes, is_first=number == 0)
    documents["media"] = media_of(folder, documents["episodes"], _fact_ids(documents["facts"]), notes)
    return documents


def _fact_ids(facts: dict[str, Any]) -> set[str]:
    entries = facts.get("facts")
    named = [one.get("id") for one in entries if isinstance(one, dict)] if isinstance(entries, list) else []
    return {str(one) for one in named if isinstance(one, str | int)}


def _names(programme: dict[str, Any], key: str, shape: re.Pattern[str], notes: Notebook) -> tuple[str, ...]:
    """Names that become parts of files' names: only those that are nothing else."""
    value = programme.get(key)
    found = (
        [one for one in value if isinstance(one, str) and shape.fullmatch(one) and len(one) <= 60]
        if isinstance(value, list)
        else []
    )
    if isinstance(value, list) and key == "languages" and len(found) < len(value):
        notes.fault("programme.yaml", (key,), N_("A language is written as two or three small letters: nb, nn, en."))
    elif key == "languages" and len(set(found)) < len(found):
        notes.fault("programme.yaml", (key,), N_("A language stands twice."), N_("Each language once."))
    return tuple(dict.fromkeys(found))


def _words(folder: Path, language: str, episodes: Sequence[str], notes: Notebook, *, is_first: bool) -> dict[str, Any]:
    def file(name: str) -> dict[str, Any]:
        path = f"text/{language}/{name}.yaml"
        if not is_first and not (folder / path).exists():
            notes.warn(path, (), N_("The words in «%(language)s» are missing."), _stand_in(), language=language)
            return {}
        return read_yaml(folder, path, notes)

    def markdown(name: str, kind: str) -> str | None:
        path = f"text/{language}/{name}.{kind}.md"
        return read_text(folder, path, notes) if (folder / path).exists() else None

    readings = {name: markdown(name, "reading") for name in episodes}
    catch_ups = {name: markdown(name, "catch-up") for name in episodes}
    return {
        "programme": file("programme"),
        "episodes": {name: found for name in episodes if (found := file(name))},
        "reading": {name: text for name, text in readings.items() if text},
        "catch_up": {name: text for name, text in catch_ups.items() if text},
    }


def _stand_in() -> str:
    return N_("The package's first language stands in for it.")


def digest_of(document: Document) -> str:
    """64 hexadecimal digits (SHA-256) that two equal documents share and no two different ones do."""
    plain = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def package_of(document: Document) -> Package:
    """The package that a stored document describes, also one of an older shape. Raises ``PackageFault``."""
    notes = Notebook()
    package = build(present_shape(document), notes)
    if notes.has_faults:
        raise PackageFault(notes.findings)
    return package
