"""What a folder is held to beyond what can be read: words fit the structure, and names do not collide.

A stored document is not held to it, so a rule can be added here without a meeting losing its programme.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rundebord.programmes.format.cursor import At
from rundebord.programmes.format.findings import N_, Notebook
from rundebord.programmes.format.package import Episode, Package
from rundebord.programmes.format.texts import Document, Texts

PROGRAMME = "programme"
"""The one name that no episode can have: text/LANGUAGE/programme.yaml is taken."""


def see_if_it_fits(package: Package, document: Document, notes: Notebook) -> None:
    """Faults between the parts of a package, each of which can be read, are noted."""
    at = At(document["programme"], "programme.yaml", (), notes)
    texts = Texts(document, package.languages, notes)
    _names(at, package)
    for kind, group, episodes in (
        ("episodes", "episodes", package.episodes),
        ("follow-ups", "follow_ups", package.follow_ups),
    ):
        for episode in episodes:
            place = At(document[group].get(episode.id), f"{kind}/{episode.id}.yaml", (), notes)
            _after_days_and_film(place, is_follow_up=group == "follow_ups")
            _statements_of_steps(episode, place.file, texts)
    for language in package.languages:
        its = texts.programme(language)
        _strangers(its.under("statements"), [one.id for one in package.statements], "programme.yaml")
        _strangers(its.under("terms"), [one.id for one in package.terms], "programme.yaml")
        _strangers(its.under("facts"), [one.id for one in package.facts], "facts.yaml")


def _names(at: At, package: Package) -> None:
    episodes = {episode.id for episode in package.episodes}
    for one in package.follow_ups:
        if one.id in episodes:
            at.fault(N_("«%(id)s» stands twice."), N_("Each id once."), key="follow_ups", id=one.id)
    for group, found in (("episodes", package.episodes), ("follow_ups", package.follow_ups)):
        if PROGRAMME in {one.id for one in found}:
            at.fault(
                N_("No episode can be called «programme»."),
                N_("That name is the whole programme's; choose another."),
                key=group,
            )


def _after_days_and_film(place: At, *, is_follow_up: bool) -> None:
    if not is_follow_up and place.has("after_days"):
        place.fault(
            N_("Only a follow-up has «after_days»."),
            N_("Take it away, or list the file under «follow_ups»."),
            key="after_days",
        )
    if is_follow_up and isinstance(place.value, dict) and not place.has("after_days"):
        place.fault(
            N_("A follow-up needs «after_days»."), N_("Write how many days after the last meeting, such as 30.")
        )
    if is_follow_up and place.has("film"):
        place.fault(N_("A follow-up has no film."), N_("Take it away."), key="film")


def _statements_of_steps(episode: Episode, file: str, texts: Texts) -> None:
    for step in episode.steps:
        # What is neither the package's nor the step's has been noted by the builder.
        own = {one for text in step.texts.values() for one in text.statements} & set(step.statements)
        for language, text in step.texts.items():
            words = texts.episode(language, episode.id).under("steps").under(step.id)
            _strangers(words.under("statements"), step.statements, file)
            for one in sorted(own - set(text.statements)):
                words.fault(
                    N_("The statement «%(id)s» has no words here."),
                    N_("A step that has statements of its own has them in each language."),
                    id=one,
                )


def _strangers(words: At, known: Sequence[str], file: str) -> None:
    for name, place in _named(words):
        if name not in known:
            place.fault(
                N_("«%(name)s» has words here, and does not stand in %(structure)s."),
                N_("Take it away, or add it there."),
                name=name,
                structure=file,
            )


def _named(words: At) -> Iterator[tuple[str, At]]:
    # Anything but names with values has been noted by the builder.
    return words.items() if isinstance(words.value, dict) else iter(())
