"""From a document of plain data to a ``Package``. Everything that is wrong is noted; nothing is raised."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rundebord.programmes.format.building_episodes import EpisodeMaker
from rundebord.programmes.format.cursor import At, is_sayable
from rundebord.programmes.format.findings import N_, Notebook
from rundebord.programmes.format.package import (
    Fact,
    FactText,
    Package,
    PackageText,
    Statement,
    Term,
    TermText,
)
from rundebord.programmes.format.texts import Document, Texts, find_twins

PROGRAMME_KEYS = ("format_version", "id", "version", "languages", "episodes", "follow_ups", "statements", "terms")
PROGRAMME_TEXT_KEYS = ("title", "summary", "invitation", "licence", "statements", "terms", "facts")
FACT_KEYS = ("id", "level", "year", "address", "read", "checked", "fresh_months")
STATEMENT_KEYS = ("id", "sensitive", "sources")
TERM_KEYS = ("id", "sources")
TERM_TEXT_KEYS = ("word", "meaning")
FACT_TEXT_KEYS = ("fact", "source", "question", "seen")
FACT_FILE_KEYS = ("facts",)
LEVELS = ("A", "B", "C")
_USUAL_FRESH_MONTHS = 18


def build(document: Document, notes: Notebook) -> Package:
    """The package as far as it can be made; ``notes`` says what is wrong with it."""
    at = At(document["programme"], "programme.yaml", (), notes)
    at.only(PROGRAMME_KEYS)
    languages = tuple(entry for entry in at.word_list("languages") if entry.isalpha()) or ("nb",)
    texts = Texts(document, languages, notes)
    for language in languages:
        texts.programme(language).only(PROGRAMME_TEXT_KEYS)
    facts = _facts(At(document.get("facts") or {}, "facts.yaml", (), notes), texts)
    statements = tuple(_statement(entry, texts) for entry in at.entries("statements"))
    known_statements = {one.id: one.is_sensitive for one in statements}
    make = EpisodeMaker(document, texts, known_statements, notes)
    package = Package(
        id=at.id(),
        version=at.words("version"),
        languages=languages,
        texts=_by_language(texts, lambda its: _package_text(its)),
        episodes=tuple(make.episode(name, "episodes") for name in at.ids("episodes")),
        follow_ups=tuple(make.episode(name, "follow_ups") for name in at.ids("follow_ups")),
        statements=statements,
        terms=tuple(_term(entry, texts) for entry in at.entries("terms")),
        facts=facts,
    )
    if not package.episodes:
        at.fault(N_("There is no episode."), N_("List at least one under «episodes»."), key="episodes")
    find_twins(at, "statements", [one.id for one in package.statements])
    find_twins(at, "terms", [one.id for one in package.terms])
    return package


def _by_language(texts: Texts, make: Any) -> Any:
    found = {}
    for language in texts.languages:
        its = texts.programme(language)
        if texts.is_first(language) or its.has("title"):
            found[language] = make(its)
    return found


def _package_text(its: At) -> PackageText:
    return PackageText(
        title=its.words("title"),
        summary=its.words("summary"),
        invitation=its.words("invitation", is_needed=False),
        licence=its.words("licence", is_needed=False),
    )


def _word(texts: Texts, group: str, name: str) -> dict[str, At]:
    """The words of one named thing in each language that has them; the first must."""
    found = {}
    for language in texts.languages:
        place = texts.programme(language).under(group)
        if isinstance(place.value, dict) and place.value.get(name) is not None:
            found[language] = place.under(name)
        elif texts.is_first(language) and name:
            texts.programme(language).fault(
                N_("«%(name)s» has no words under «%(group)s»."),
                N_("Write it there, or take it away from the structure."),
                key=group,
                name=name,
                group=group,
            )
    return found


def _plain_words(places: Mapping[str, At]) -> dict[str, str]:
    found = {}
    for language, place in places.items():
        if isinstance(place.value, str) and place.value.strip() and is_sayable(place.value):
            found[language] = place.value.strip()
        else:
            place.fault(N_("This must be a text that is not empty."), N_("Write it, in quotes if it holds a colon."))
    return found or {"nb": ""}


def _statement(entry: At, texts: Texts) -> Statement:
    entry.only(STATEMENT_KEYS)
    name = entry.id()
    return Statement(
        id=name,
        is_sensitive=entry.yes("sensitive"),
        sources=entry.word_list("sources"),
        texts=_plain_words(_word(texts, "statements", name)),
    )


def _term(entry: At, texts: Texts) -> Term:
    entry.only(TERM_KEYS)
    name = entry.id()
    words = {}
    for language, place in _word(texts, "terms", name).items():
        place.only(TERM_TEXT_KEYS)
        words[language] = TermText(place.words("word"), place.words("meaning"))
    return Term(name, entry.word_list("sources"), words or {"nb": TermText("", "")})


def _facts(at: At, texts: Texts) -> tuple[Fact, ...]:
    at.only(FACT_FILE_KEYS)
    found = []
    for entry in at.entries("facts"):
        entry.only(FACT_KEYS)
        name = entry.words("id")
        words = {}
        for language, place in _word(texts, "facts", name).items():
            place.only(FACT_TEXT_KEYS)
            words[language] = FactText(
                place.words("fact"),
                place.words("source"),
                place.words("question", is_needed=False),
                place.words("seen", is_needed=False),
            )
        found.append(
            Fact(
                id=name,
                level=entry.choice("level", LEVELS),
                year=entry.words("year"),
                address=_address(entry),
                read_date=_day(entry),
                is_checked=entry.yes("checked"),
                fresh_months=round(entry.number("fresh_months", lowest=1, highest=120, default=_USUAL_FRESH_MONTHS)),
                texts=words or {"nb": FactText("", "", "")},
            )
        )
    find_twins(at, "facts", [fact.id for fact in found])
    return tuple(found)


def _address(entry: At) -> str:
    address = entry.words("address", is_needed=False)
    if address and not address.startswith(("https://", "http://", "doi:")):
        entry.fault(
            N_("«%(address)s» is no address."),
            N_("Write the whole of it, with https://, or leave it out."),
            key="address",
            address=address[:80],
        )
    return address


def _day(entry: At) -> date:
    said = entry.words("read")
    try:
        return date.fromisoformat(said)
    except ValueError:
        if said:
            entry.fault(N_("«%(day)s» is no date."), N_("Write it as 2026-11-23."), key="read", day=said[:40])
        return date(2000, 1, 1)
