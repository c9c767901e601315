"""One episode or follow-up: its structure, its film, and its words in each language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rundebord.programmes.format.building_steps import step_of
from rundebord.programmes.format.cursor import At
from rundebord.programmes.format.findings import N_, Notebook
from rundebord.programmes.format.package import VOICES, Episode, EpisodeText, Film, MediaFile, Step
from rundebord.programmes.format.reading_version import scenes_of
from rundebord.programmes.format.texts import Document, Texts, find_twins

EPISODE_KEYS = ("minutes", "questions", "facts", "film", "steps", "after_days")
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
FILM_KEYS = ("video", "poster", "captions", "chapters", "transcript", "facts", "voices", "excerpt", "described")
EXCERPT_KEYS = ("from", "to")
_LONGEST_MEETING = 240
_LONGEST_FILM_SECONDS = 60 * 60


class EpisodeMaker:
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
        find_twins(at, "steps", [step.id for step in steps])
        for place in its.values():
            place.only(EPISODE_TEXT_KEYS)
            if not at.is_given_up:
                self._complain_of_strangers(place, {step.id for step in steps}, questions)
        return Episode(
            id=name,
            minutes=round(at.number("minutes", lowest=5, highest=_LONGEST_MEETING)),
            questions=questions,
            facts=tuple(at.word_list("facts")),
            film=self._film(at.under("film")),
            steps=tuple(steps),
            texts={language: self._text(language, name, place, questions) for language, place in its.items()},
            after_days=round(at.number("after_days", lowest=1, highest=730, default=0)),
        )

    def _complain_of_strangers(self, place: At, steps: set[str], questions: Sequence[str]) -> None:
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
        facts = self._media(at, "facts") if at.has("facts") else None
        named = self._document["media"][facts.path].get("facts", ()) if facts else ()
        return Film(
            video=video,
            poster=self._media(at, "poster") if at.has("poster") else None,
            captions=self._tracks(at.under("captions")),
            chapters=self._tracks(at.under("chapters")),
            transcript=self._tracks(at.under("transcript")),
            facts=facts,
            fact_ids=tuple(named),
            voices=at.choice("voices", VOICES) if at.has("voices") else "",
            excerpt=self._excerpt(at.under("excerpt")) if at.has("excerpt") else None,
            is_described=at.yes("described"),
        )

    @staticmethod
    def _excerpt(at: At) -> tuple[float, float]:
        at.only(EXCERPT_KEYS)
        start, end = (at.number(key, lowest=0, highest=_LONGEST_FILM_SECONDS) for key in EXCERPT_KEYS)
        if start >= end:
            at.fault(N_("The excerpt ends before it begins."), N_("Write it as «{from: 12.5, to: 38}», in seconds."))
        return (start, end)

    def _tracks(self, at: At) -> dict[str, MediaFile]:
        found = {language: self._media(at, language) for language, _ in at.items()}
        return {language: file for language, file in found.items() if file is not None}

    def _media(self, at: At, key: str) -> MediaFile | None:
        path = at.words(key)
        found = self._document.get("media", {}).get(path)
        # A file that is missing or broken has been noted where it was looked for.
        return None if found is None else MediaFile(path, found["sha256"], found["size"])
