"""From a document of plain data to a ``Package``. Everything that is wrong is noted; nothing is raised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from rundebord.programmes.format.building_steps import step_of
from rundebord.programmes.format.cursor import At
from rundebord.programmes.format.findings import N_, Notebook
from rundebord.programmes.format.package import (
    Episode,
    EpisodeText,
    Fact,
    FactText,
    Film,
    MediaFile,
    Package,
    PackageText,
    Statement,
    Step,
    Term,
    TermText,
)
from rundebord.programmes.format.reading_version import scenes_of

Document = Mapping[str, Any]
_T = TypeVar("_T")

PROGRAMME_KEYS = ("format_version", "id", "version", "languages", "episodes", "follow_ups", "statements", "terms")
PROGRAMME_TEXT_KEYS = ("title", "summary", "invitation", "licence", "statements", "terms", "facts")
EPISODE_KEYS = ("minutes", "questions", "film", "steps", "after_days")
EPISODE_TEXT_KEYS = (
    "title",
    "about",
    "needs",
    "gives",
    "questions",
    "more_questions",
    "task",
    "task_line",
    "steps",
)
FILM_KEYS = ("video", "poster", "captions", "chapters")
FACT_KEYS = ("id", "level", "year", "address", "read", "checked", "fresh_months")
STATEMENT_KEYS = ("id", "sensitive", "sources")
TERM_KEYS = ("id", "sources")
LEVELS = ("A", "B", "C")
_USUAL_FRESH_MONTHS = 18
_LONGEST_MEETING = 240


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
    make = _EpisodeMaker(document, texts, known_statements, notes)
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
    _find_twins(at, "statements", [one.id for one in package.statements])
    _find_twins(at, "terms", [one.id for one in package.terms])
    return package


def _by_language(texts: Texts, make: Any) -> Any:
    found = {}
    for language in texts.languages:
        its = texts.programme(language)
        if texts.is_first(language) or its.has("title"):
            found[language] = make(its)
    return found


def _find_twins(at: At, key: str, ids: Sequence[str]) -> None:
    for twin in sorted({one for one in ids if one and ids.count(one) > 1}):
        at.fault(N_("«%(id)s» stands twice."), N_("Each id once."), key=key, id=twin)


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
        if isinstance(place.value, str) and place.value.strip():
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
        place.only(("word", "meaning"))
        words[language] = TermText(place.words("word"), place.words("meaning"))
    return Term(name, entry.word_list("sources"), words or {"nb": TermText("", "")})


def _facts(at: At, texts: Texts) -> tuple[Fact, ...]:
    at.only(("facts",))
    found = []
    for entry in at.entries("facts"):
        entry.only(FACT_KEYS)
        name = entry.words("id")
        words = {}
        for language, place in _word(texts, "facts", name).items():
            place.only(("fact", "source", "question"))
            words[language] = FactText(
                place.words("fact"), place.words("source"), place.words("question", is_needed=False)
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
    _find_twins(at, "facts", [fact.id for fact in found])
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


class _EpisodeMaker:
    """Makes episodes and follow-ups, which have one shape."""

    def __init__(self, document: Document, texts: Texts, statements: Mapping[str, bool], notes: Notebook) -> None:
        self._document = document
        self._texts = texts
        self._statements = statements
        self._notes = notes

    def episode(self, name: str, group: str) -> Episode:
        folder = "follow-ups" if group == "follow_ups" else "episodes"
        at = At(self._document.get(group, {}).get(name), f"{folder}/{name}.yaml", (), self._notes)
        at.only(EPISODE_KEYS)
        its = {
            language: place
            for language in self._texts.languages
            if (place := self._texts.episode(language, name)).value or self._texts.is_first(language)
        }
        questions = at.ids("questions")
        steps: list[Step] = []
        for entry in at.entries("steps"):
            words = {language: place.under("steps") for language, place in its.items()}
            earlier = tuple(step.id for step in steps)
            steps.append(step_of(entry, words, self._texts.languages[0], earlier, questions, self._statements))
        if not steps:
            at.fault(N_("There are no steps."), N_("A meeting needs at least one."), key="steps")
        _find_twins(at, "steps", [step.id for step in steps])
        for place in its.values():
            self._complain_of_strangers(place, {step.id for step in steps}, questions)
        return Episode(
            id=name,
            minutes=round(at.number("minutes", lowest=5, highest=_LONGEST_MEETING)),
            questions=questions,
            film=self._film(at.under("film")),
            steps=tuple(steps),
            texts={language: self._text(language, name, place, questions) for language, place in its.items()},
            after_days=round(at.number("after_days", lowest=1, highest=730, default=0)),
        )

    def _complain_of_strangers(self, place: At, steps: set[str], questions: Sequence[str]) -> None:
        place.only(EPISODE_TEXT_KEYS)
        for group, known in (("steps", steps), ("questions", set(questions))):
            for name, stranger in place.under(group).items():
                if name not in known:
                    stranger.fault(
                        N_("«%(name)s» is not in the structure under «%(group)s»."),
                        N_("Take it away, or add it there. Known: %(known)s."),
                        name=name,
                        group=group,
                        known=", ".join(sorted(known)),
                    )

    def _text(self, language: str, name: str, place: At, questions: Sequence[str]) -> EpisodeText:
        reading = self._texts.markdown(language, "reading", name)
        asked = place.under("questions")
        return EpisodeText(
            title=place.words("title"),
            about=place.words("about", is_needed=False),
            needs=place.word_list("needs"),
            gives=place.word_list("gives"),
            questions={question: asked.words(question) for question in questions},
            more_questions=place.word_list("more_questions"),
            task=place.words("task", is_needed=False),
            task_line=place.words("task_line", is_needed=False),
            catch_up=self._texts.markdown(language, "catch_up", name),
            reading=scenes_of(reading, f"text/{language}/{name}.reading.md", self._notes),
        )

    def _film(self, at: At) -> Film | None:
        if at.value is None:
            return None
        at.only(FILM_KEYS)
        video = self._media(at, "video")
        if video is None:
            return None
        return Film(
            video=video,
            poster=self._media(at, "poster") if at.has("poster") else None,
            captions=self._tracks(at.under("captions")),
            chapters=self._tracks(at.under("chapters")),
        )

    def _tracks(self, at: At) -> dict[str, MediaFile]:
        found = {language: self._media(at, language) for language, _ in at.items()}
        return {language: file for language, file in found.items() if file is not None}

    def _media(self, at: At, key: str) -> MediaFile | None:
        path = at.words(key)
        found = self._document.get("media", {}).get(path)
        # A file that is missing or broken has been noted where it was looked for.
        return None if found is None else MediaFile(path, found["sha256"], found["size"])
