"""A card of the fact bank in words: what is documented, by whom, when, and how good the source is."""

from __future__ import annotations

from django.utils.translation import gettext as _

from rundebord.meetings.presenter.views import FactCard
from rundebord.programmes.format.package import Fact, in_language

_DOI = "doi:"


def fact_card(fact: Fact, language: str) -> FactCard:
    """The card in that language, or in the one that stands in for it."""
    text_language, text = in_language(fact.texts, language)
    return FactCard(
        id=fact.id,
        language=text_language,
        words=text.fact,
        question=text.question,
        source=text.source,
        year=year_in_words(fact.year),
        level=level_in_words(fact.level),
        address=address_of(fact),
        is_checked=fact.is_checked,
        seen=text.seen,
    )


def level_in_words(level: str) -> str:
    """What kind of source it is."""
    levels = {"A": _("Primary source"), "B": _("Press or supplier"), "C": _("Literature that we have not opened")}
    return levels.get(level, level)


def year_in_words(year: str) -> str:
    """The year as it stands on the card."""
    return year if year != "u.å." else _("year not given")


def address_of(fact: Fact) -> str:
    """What a browser opens; "" if there is nothing to open."""
    if fact.address.startswith(_DOI):
        return f"https://doi.org/{fact.address[len(_DOI) :].strip()}"
    return fact.address
