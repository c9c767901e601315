"""The few words that the pictures themselves add, in the language of the film. Pure."""

from __future__ import annotations

_LABELS: dict[str, dict[str, str]] = {
    "nb": {
        "A": "Nivå A: primærkilde",
        "B": "Nivå B: sekundærkilde",
        "C": "Nivå C: faglitteratur",
        "taken": "Tallet er hentet fra kilden",
        "unchecked": "ikke kontrollert, lest",
    },
    "nn": {
        "A": "Nivå A: primærkjelde",
        "B": "Nivå B: sekundærkjelde",
        "C": "Nivå C: faglitteratur",
        "taken": "Talet er henta frå kjelda",
        "unchecked": "ikkje kontrollert, lese",
    },
    "en": {
        "A": "Level A: primary source",
        "B": "Level B: secondary source",
        "C": "Level C: literature",
        "taken": "The figure is taken from the source",
        "unchecked": "not checked, read",
    },
}


def label(name: str, language: str) -> str:
    """The words in that language, or in bokmål; "" for a name that is not here."""
    return _LABELS.get(language, _LABELS["nb"]).get(name, "")
