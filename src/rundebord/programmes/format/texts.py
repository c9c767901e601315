"""The words of a document, by language, as places that can be complained about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rundebord.programmes.format.cursor import At
from rundebord.programmes.format.findings import N_, Notebook

Document = Mapping[str, Any]


class Texts:
    """The words of a document, by language, as places that can be complained about."""

    def __init__(self, document: Document, languages: Sequence[str], notes: Notebook) -> None:
        self.languages = languages
        self._texts = document["text"]
        self._notes = notes

    def programme(self, language: str) -> At:
        """``text/LANGUAGE/programme.yaml``."""
        value = self._texts.get(language, {}).get("programme", {})
        return At(value, f"text/{language}/programme.yaml", (), self._notes)

    def episode(self, language: str, episode: str) -> At:
        """``text/LANGUAGE/EPISODE.yaml``."""
        value = self._texts.get(language, {}).get("episodes", {}).get(episode)
        return At(value, f"text/{language}/{episode}.yaml", (), self._notes)

    def markdown(self, language: str, kind: str, episode: str) -> str:
        """The reading version or the catch-up; "" if there is none."""
        return str(self._texts.get(language, {}).get(kind, {}).get(episode, ""))

    def is_first(self, language: str) -> bool:
        """True for the language that must be complete."""
        return language == self.languages[0]


def find_twins(at: At, key: str, ids: Sequence[str]) -> None:
    """An id that stands twice under the key is a fault."""
    for twin in sorted({one for one in ids if one and ids.count(one) > 1}):
        at.fault(N_("«%(id)s» stands twice."), N_("Each id once."), key=key, id=twin)
