"""Documents of older shapes become present ones. A meeting keeps its programme's version for ever."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def present_shape(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """The document as it would be stored today."""
    return _from_two_files(document) if "structure" in document else document


def _from_two_files(old: Mapping[str, Any]) -> dict[str, Any]:
    """The first shape: programme.yaml with everything, and one file of words for each language."""
    structure = old["structure"]
    languages = list(structure["languages"])
    episodes, names = {}, []
    for episode in structure["episodes"]:
        names.append(episode["id"])
        steps = [{**step, "kept": True, "floor": 0} for step in episode["steps"]]
        minutes = round(sum(step["minutes"] for step in steps)) + 2
        episodes[episode["id"]] = {"minutes": max(5, minutes), "steps": steps}
    text: dict[str, Any] = {}
    for language, words in old["texts"].items():
        its = {}
        for name, episode in words["episodes"].items():
            said = episode.get("steps", {})
            named = {step: {**words_of, "name": words_of["question"]} for step, words_of in said.items()}
            its[name] = {"title": episode["title"], "steps": named}
        text[language] = {"programme": {"title": words["title"], "summary": words["title"]}, "episodes": its}
    programme = {
        "format_version": 1,
        "id": structure["id"],
        "version": "0",
        "languages": languages,
        "episodes": names,
    }
    return {"programme": programme, "episodes": episodes, "follow_ups": {}, "facts": {}, "text": text, "media": {}}
