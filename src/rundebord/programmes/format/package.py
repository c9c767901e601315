"""A programme as its editor wrote it: structure once, and text per language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

_T = TypeVar("_T")

FORMAT_VERSION = 1
METHODS = ("alone", "pairs", "round", "plenary")
ACTIVITIES = ("watch", "write", "share", "sort", "rate", "vote", "decide", "commit", "review")


@dataclass(frozen=True, slots=True)
class StepText:
    """What the shared screen says at a step, in one language."""

    question: str
    """At most 20 words; it fills the screen."""
    instruction: str
    """What to do, in one or two sentences that the host can read aloud."""


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of work: a method (who works together) and an activity (what they do)."""

    id: str
    method: str
    activity: str
    seconds: int
    texts: Mapping[str, StepText]

    def text(self, language: str) -> tuple[str, StepText]:
        """The text in that language, or in the package's first; and which language it is in."""
        return _in_language(self.texts, language)


@dataclass(frozen=True, slots=True)
class Episode:
    """One meeting's worth: its steps in order."""

    id: str
    titles: Mapping[str, str]
    steps: tuple[Step, ...]

    def title(self, language: str) -> tuple[str, str]:
        """The title in that language, or in the package's first; and which language it is in."""
        return _in_language(self.titles, language)

    def step(self, step_id: str) -> Step:
        """The step of that name; ``KeyError`` if the episode has none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)


@dataclass(frozen=True, slots=True)
class Package:
    """A whole programme. ``languages`` is in the editor's order: the first is complete and stands in for the others."""

    id: str
    languages: tuple[str, ...]
    titles: Mapping[str, str]
    episodes: tuple[Episode, ...]

    def episode(self, episode_id: str) -> Episode:
        """The episode of that name; ``KeyError`` if the package has none."""
        for episode in self.episodes:
            if episode.id == episode_id:
                return episode
        raise KeyError(episode_id)


def _in_language(texts: Mapping[str, _T], language: str) -> tuple[str, _T]:
    if language in texts:
        return language, texts[language]
    return next(iter(texts.items()))
