"""The film of a step: what the player is given, and who reads which role in its place; and the film on other pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from rundebord.meetings.core.state import Meeting
from rundebord.meetings.presenter.facts import fact_card
from rundebord.meetings.presenter.parts import CARDS, shares
from rundebord.meetings.presenter.views import (
    ClockFace,
    FactCard,
    PageFilm,
    Reader,
    ReplyView,
    SceneView,
    Track,
    WatchingView,
)
from rundebord.programmes.format.package import Episode, Film, MediaFile, Package, Scene

FILMS = "/film/"
"""Where ``config.media`` serves the files of packages, named by what they hold."""
_WORDS_A_MINUTE = 130
"""How fast a group reads aloud, turns of the page included."""


def watching(state: Meeting, package: Package, step: str, clock: ClockFace, language: str) -> WatchingView:
    """The film, or the text that stands in for it, with the roles given out."""
    episode = package.episode(state.episode)
    text_language, text = episode.text(language)
    film = episode.film
    names = reader_names(state)
    replies = [(reply.role, len(reply.words.split())) for scene in text.reading for reply in scene.replies]
    hands = shares(replies, len(names))
    reads = {role: name for name, hand in zip(names, hands, strict=True) for role in hand}
    reads.setdefault(CARDS, _("Whoever sits at the screen"))
    return WatchingView(
        step=step,
        title=text.title,
        text_language=text_language,
        video=media_address(film.video) if film else "",
        poster=media_address(film.poster) if film and film.poster else "",
        captions=tracks(film.captions if film else {}, language),
        chapters=tracks(film.chapters if film else {}, language),
        transcript=tracks(film.transcript if film else {}, language)[:1],
        fact_times=media_address(film.facts) if film and film.facts else "",
        fact_cards=_fact_cards(film, package, language),
        said=voices_in_words(film),
        scenes=_scenes(text.reading, reads),
        readers=_readers(names, hands),
        card_reader=reads[CARDS] if any(role == CARDS for role, _words in replies) else "",
        has_listeners=any(not hand for hand in hands),
        has_numbers=len(names) > 1 and len(state.present) < len(names),
        minutes=max(1, round(sum(words for _role, words in replies) / _WORDS_A_MINUTE)),
        questions=list(text.questions.values()),
        clock=clock,
    )


def reader_names(state: Meeting) -> Sequence[str]:
    """Those who can read: by name as far as the group has named them, else «Person 3»."""
    named = [member.name for member in state.present.values()][: state.head_count]
    numbers = range(len(named) + 1, max(1, state.head_count) + 1)
    return [*named, *(_("Person %(number)s") % {"number": number} for number in numbers)]


def _readers(names: Sequence[str], hands: Sequence[Sequence[str]]) -> Sequence[Reader]:
    """Those who read roles; who reads the cards, and who listens, is said apart."""
    roles = [[role for role in hand if role != CARDS] for hand in hands]
    return [Reader(name, ", ".join(its)) for name, its in zip(names, roles, strict=True) if its]


def _scenes(reading: Sequence[Scene], reads: Mapping[str, str]) -> Sequence[SceneView]:
    return [
        SceneView(scene.title, [ReplyView(reads[reply.role], reply.role, reply.words) for reply in scene.replies])
        for scene in reading
    ]


def _fact_cards(film: Film | None, package: Package, language: str) -> Sequence[FactCard]:
    shown = film.fact_ids if film is not None else ()
    bank = {fact.id: fact for fact in package.facts}
    return [fact_card(bank[fact], language) for fact in shown if fact in bank]


def page_film(episode: Episode, language: str) -> PageFilm | None:
    """The film for a page where one person watches it; None if the episode has none."""
    film = episode.film
    if film is None:
        return None
    return PageFilm(
        video=media_address(film.video),
        poster=media_address(film.poster) if film.poster else "",
        captions=tracks(film.captions, language),
        chapters=tracks(film.chapters, language),
        said=voices_in_words(film),
        is_described=film.is_described,
    )


def voices_in_words(film: Film | None) -> str:
    """What is made up in the film and what is not; "" for a film that does not say."""
    match film.voices if film is not None else "":
        case "synthetic":
            return _(
                "The roles are constructed. The figures are taken from the sources on the cards. "
                "The voices are synthetic."
            )
        case "recorded":
            return _(
                "The roles are constructed. The figures are taken from the sources on the cards. "
                "The voices are recorded."
            )
    return ""


def media_address(file: MediaFile) -> str:
    """Where the file is served, named by what it holds."""
    suffix = file.path[file.path.rindex(".") :]
    return f"{FILMS}{file.sha256}{suffix}"


def tracks(files: Mapping[str, MediaFile], language: str) -> Sequence[Track]:
    """The tracks, that of the reader's language first: it is the one that is shown."""
    names = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English", "se": "Davvisámegiella"}
    in_order = sorted(files.items(), key=lambda one: one[0] != language)
    return [Track(code, names.get(code, code), media_address(file)) for code, file in in_order]
