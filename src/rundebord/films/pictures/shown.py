"""What a fact card shows of the fact bank. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rundebord.programmes.format.package import Fact


@dataclass(frozen=True, slots=True)
class FactShown:
    """What the fact bank says about a card, in the film's language."""

    source: str
    year: str
    level: str
    fact: str = ""
    is_checked: bool = True
    """False: the source was read as an excerpt only, and the card says so and when."""
    read: str = ""
    """The day it was read, «23.11.2026»."""


def facts_shown(facts: Iterable[Fact], language: str) -> dict[str, FactShown]:
    """The fact bank by id, in that language; a fact without words in it is not there."""
    return {
        fact.id: FactShown(
            source=text.source,
            year=fact.year,
            level=fact.level,
            fact=text.fact,
            is_checked=fact.is_checked,
            read=f"{fact.read_date:%d.%m.%Y}",
        )
        for fact in facts
        if (text := fact.texts.get(language)) is not None
    }
