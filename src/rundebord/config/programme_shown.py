"""A programme as the public pages show it: in one language, with that of each text where another stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import number_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from rundebord.meetings.presenter.facts import fact_card
from rundebord.meetings.presenter.views import PageFilm
from rundebord.meetings.presenter.voting import how_it_is_proposed
from rundebord.meetings.presenter.watching import page_film
from rundebord.programmes.format.checking import is_fresh
from rundebord.programmes.format.package import Episode, EpisodeText, Fact, Package, Step, StepText

_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step of the agenda."""

    language: str
    text: StepText
    how: str
    """In a vote: with hands, or without names; "" elsewhere. Programmes do not say it."""
    minutes: float
    """For eight people."""
    share: int
    """Its length in hundredths of the longest step's."""


@dataclass(frozen=True, slots=True)
class ShownEpisode:
    """One meeting's worth."""

    id: str
    number: int
    """Which meeting it is, from 1; 0 for a follow-up."""
    name: str
    """«Møte 1»."""
    length: str
    """How long it takes, in words."""
    language: str
    text: EpisodeText
    minutes: int
    film_minutes: float
    film: PageFilm | None
    """None although there are minutes for one: the group reads the film aloud."""
    questions: Sequence[str]
    steps: Sequence[ShownStep]
    slack: float
    """Minutes that no step takes: to sit down, and to spare."""
    gives_way: Sequence[str]
    """Names of the steps that may fall away, the first to go first."""

    @property
    def has_advice(self) -> bool:
        """True if there is anything for the second page of the host's guide."""
        scripts = [step.text.script for step in self.steps]
        return any(script.good or script.when for script in scripts) or bool(self.text.more_questions or self.text.task)


@dataclass(frozen=True, slots=True)
class ShownFact:
    """One card of the fact bank."""

    anchor: str
    language: str
    words: str
    source: str
    question: str
    address: str
    """"" if there is nothing to open."""
    year: str
    level: str
    """What kind of source it is, in words."""
    read_date: date
    is_checked: bool
    is_fresh: bool
    seen: str
    """What of it was seen in the source when it was last read; "" if nobody has said."""


@dataclass(frozen=True, slots=True)
class ShownTerm:
    """One word of the glossary, and the facts that its meaning rests on."""

    language: str
    word: str
    meaning: str
    sources: Sequence[ShownFact]


def shown_episodes(package: Package, language: str) -> list[ShownEpisode]:
    """The programme's meetings in their order."""
    return [shown_episode(package, one.id, language) for one in package.episodes]


def shown_episode(package: Package, episode_id: str, language: str) -> ShownEpisode:
    """The episode or follow-up of that name. Raises ``KeyError``."""
    episode = package.episode(episode_id)
    ids = [one.id for one in package.episodes]
    text_language, text = episode.text(language)
    taken = sum(step.seconds for step in episode.steps)
    number = ids.index(episode.id) + 1 if episode.id in ids else 0
    film_minutes = sum(step.seconds for step in episode.steps if step.activity == "watch") / 60
    return ShownEpisode(
        id=episode.id,
        number=number,
        name=_name(number, episode),
        length=_length(episode.minutes, film_minutes),
        language=text_language,
        text=text,
        minutes=episode.minutes,
        film_minutes=film_minutes,
        film=page_film(episode, language),
        questions=[text.questions[name] for name in episode.questions if name in text.questions],
        steps=[_shown_step(step, episode, package, language) for step in episode.steps],
        slack=max(0, episode.minutes - taken / 60),
        gives_way=[step.text(language)[1].name for step in _first_to_go(episode)],
    )


def _name(number: int, episode: Episode) -> str:
    if number:
        return _("Meeting %(number)s") % {"number": number}
    return _("Follow-up after %(days)s days") % {"days": episode.after_days}


def _length(minutes: int, film_minutes: float) -> str:
    if not film_minutes:
        return _("%(minutes)s minutes of work together") % {"minutes": minutes}
    said = {"minutes": minutes, "film": in_words(film_minutes), "work": in_words(minutes - film_minutes)}
    return _("%(minutes)s minutes: %(film)s of film, %(work)s of work together") % said


def in_words(minutes: float) -> str:
    """«15», or «2,5»."""
    return str(number_format(minutes, decimal_pos=0 if minutes == int(minutes) else 1))


def _shown_step(step: Step, episode: Episode, package: Package, language: str) -> ShownStep:
    text_language, text = step.text(language)
    longest = max(one.seconds for one in episode.steps)
    is_sensitive = any(one.is_sensitive for one in package.statements if one.id in step.statements)
    how = how_it_is_proposed(step, is_sensitive=is_sensitive)
    return ShownStep(text_language, text, how, step.seconds / 60, round(100 * step.seconds / max(1, longest)))


def _first_to_go(episode: Episode) -> list[Step]:
    return sorted((step for step in episode.steps if not step.is_kept), key=lambda step: step.rank)


def shown_facts(package: Package, language: str, today: date) -> list[ShownFact]:
    """The fact bank in the editor's order."""
    return [_shown_fact(fact, language, today) for fact in package.facts]


def _shown_fact(fact: Fact, language: str, today: date) -> ShownFact:
    card = fact_card(fact, language)
    return ShownFact(
        anchor=f"kort-{slugify(fact.id)}",
        language=card.language,
        words=card.words,
        source=card.source,
        question=card.question,
        address=card.address,
        year=card.year,
        level=card.level,
        read_date=fact.read_date,
        is_checked=fact.is_checked,
        is_fresh=is_fresh(fact.read_date, fact.fresh_months, today),
        seen=card.seen,
    )


def shown_terms(package: Package, language: str, today: date) -> list[ShownTerm]:
    """The glossary in the order of a Norwegian dictionary."""
    facts = {fact.id: shown for fact, shown in zip(package.facts, shown_facts(package, language, today), strict=True)}
    terms = []
    for term in package.terms:
        text_language = language if language in term.texts else next(iter(term.texts))
        text = term.texts[text_language]
        sources = [facts[source] for source in term.sources if source in facts]
        terms.append(ShownTerm(text_language, text.word, text.meaning, sources))
    return sorted(terms, key=lambda term: _in_dictionary(term.word))


def _in_dictionary(word: str) -> str:
    # æ, ø, å come after z, in this order; Unicode has å between them.
    return word.casefold().translate(str.maketrans("æøå", "{|}"))


def letter(text: str) -> str:
    """A text to send: lines that the editor broke are whole again, and «{dato}» is «[dato]», to be filled in."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n")]
    return _PLACE.sub(r"[\1]", "\n\n".join(paragraphs))
