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
        steps = [_step(step) for step in episode["steps"]]
        minutes = round(sum(step["minutes"] for step in steps)) + 2
        episodes[episode["id"]] = {"minutes": min(240, max(5, minutes)), "steps": steps}
    text: dict[str, Any] = {}
    for language, words in old["texts"].items():
        its = {}
        for name, episode in words["episodes"].items():
            if name not in episodes:
                continue
            said = {step["id"]: episode["steps"][step["id"]] for step in episodes[name]["steps"]}
            its[name] = {"title": episode["title"], "steps": {step: _words(of) for step, of in said.items()}}
        text[language] = {"programme": {"title": words["title"], "summary": words["title"]}, "episodes": its}
    programme = {
        "format_version": 1,
        "id": structure["id"],
        "version": "0",
        "languages": languages,
        "episodes": names,
    }
    return {"programme": programme, "episodes": episodes, "follow_ups": {}, "facts": {}, "text": text, "media": {}}


def _step(old: Mapping[str, Any]) -> dict[str, Any]:
    # Keys that nobody read were let be at that time, and any activity stood by itself.
    activity = "share" if old["activity"] in ("rate", "sort") else old["activity"]
    minutes = max(0.5, old["minutes"])
    return {
        "id": old["id"],
        "method": old["method"],
        "activity": activity,
        "minutes": minutes,
        "floor": 0,
        "kept": True,
    }


def _words(old: Mapping[str, Any]) -> dict[str, Any]:
    question = old["question"]
    return {"name": question, "question": question, "instruction": old["instruction"]}
