"""Whether speech carries what the pictures show, and whether facts have sources: nobody needs to see the film."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rundebord.films.reading import script_file
from rundebord.films.script import Line, Picture, Scene, Script
from rundebord.films.words import SMALL, is_number_said, stem, words_in
from rundebord.programmes.format.findings import N_, Finding, Notebook
from rundebord.programmes.format.package import Fact

SHARE_SAID = 0.5
SHARE_SAID_OF_ALL = 0.65
LABEL = 2
"""Of the words in a picture: the rest is small words and other forms of what is said."""
_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0]\d{3})+|\d+(?:,\d+)?")
_SEEN = ("notice", "fact", "concept", "object", "chart", "pause")
"""Kinds of pictures that show something beyond who speaks."""


class Complaints:
    """Findings about lines of a script, by the line's id; "" is the whole file."""

    def __init__(self, script: Script) -> None:
        self._notes = Notebook()
        self._file = script_file(script.episode)
        self._notes.learn_lines(self._file, {(name,): line for name, line in script.lines_at.items()})

    @property
    def findings(self) -> Sequence[Finding]:
        """What has been found so far."""
        return self._notes.findings

    def fault(self, line: str, sentence: str, remedy: str = "", **values: object) -> None:
        """The film must not be made before this is mended."""
        self._notes.fault(self._file, (line,), sentence, remedy, **values)

    def warn(self, line: str, sentence: str, remedy: str = "", **values: object) -> None:
        """Something to think about."""
        self._notes.warn(self._file, (line,), sentence, remedy, **values)


class PictureLint:
    """Looks at one scene after another."""

    def __init__(self, script: Script, facts: Mapping[str, Fact], complaints: Complaints) -> None:
        self._script = script
        self._facts = facts
        self._fault = complaints.fault

    def look_at(self, scene: Scene, around: Sequence[Scene], first: str) -> None:
        """What is wrong with the scene's picture has been noted, at the line ``first``."""
        picture = scene.picture
        if picture.kind == "fact":
            self._fact(scene, first)
        if picture.kind in _SEEN:
            self._is_said(scene, around, first)
        if picture.kind == "chart":
            shown = {part for one in around for line in one.lines for part in line.show}
            if not shown & {part.id for part in picture.parts}:
                self._fault(
                    first,
                    N_("Nothing in the chart of scene «%(scene)s» appears while it is explained."),
                    N_("Let lines «show» its parts."),
                    scene=scene.id,
                )

    def _fact(self, scene: Scene, first: str) -> None:
        picture = scene.picture
        fact = self._facts.get(picture.fact)
        if fact is None:
            self._fault(
                first,
                N_("«%(fact)s» is not in the fact bank."),
                N_("A figure without a source is not shown. Add it to facts.yaml, or leave it out."),
                fact=picture.fact,
            )
            return
        text = fact.texts.get(self._script.language)
        if not fact.year or text is None or not text.source:
            self._fault(
                first, N_("«%(fact)s» has no source or no year."), N_("Add them in the fact bank."), fact=fact.id
            )
        elif fact.level != "A":
            self._fault(
                first,
                N_("«%(fact)s» is of level %(level)s; a film uses level A alone."),
                N_("Choose another, or find the primary source."),
                fact=fact.id,
                level=fact.level,
            )
        said = self._lines_named(picture.said_by)
        for line in said:
            if not self._script.roles[line.role].is_expert:
                self._fault(
                    line.id,
                    N_("«%(role)s» reads a fact card; a constructed leader claims nothing about a real agency."),
                    N_("Let the researcher or the lawyer say it."),
                    role=line.role,
                )
        if text is not None and said:
            owner = re.split(r"[,(:]", text.source)[0].strip().lower()
            spoken = " ".join(line.text(self._script.language) for line in [*said, *scene.lines]).lower()
            if owner not in spoken:
                self._fault(
                    first,
                    N_("Nobody says who found it: %(source)s."),
                    N_("Name the source in the line."),
                    source=text.source,
                )
        spoken = " ".join(line.say for line in said)
        missing = [
            number
            for number in _NUMBER.findall(f"{picture.figure} {picture.text}")
            if not is_number_said(number, spoken)
        ]
        if missing:
            self._fault(
                first,
                N_("The card shows %(numbers)s, and no line says it."),
                N_("Speech carries everything that is seen: let the line say the figure."),
                numbers=", ".join(missing),
            )

    def _lines_named(self, names: Sequence[str]) -> list[Line]:
        return [line for line in self._script.lines if line.id in names]

    def _is_said(self, scene: Scene, around: Sequence[Scene], first: str) -> None:
        picture = scene.picture
        if picture.describe:
            return
        if not picture.said_by:
            if _texts_of(picture):
                self._fault(
                    first,
                    N_("No line says what the picture of scene «%(scene)s» shows."),
                    N_("Name the lines under «said_by», or write a «describe»."),
                    scene=scene.id,
                )
            return
        near = {line.id: line for one in around for line in one.lines}
        far = [name for name in picture.said_by if name not in near]
        if far:
            self._fault(
                far[0],
                N_("The line is far from the picture of scene «%(scene)s» that it is to say."),
                N_("It must stand in the same scene, or the one beside it."),
                scene=scene.id,
            )
        heard = {stem(word) for line in [*scene.lines, *self._lines_named(picture.said_by)] for word in _said(line)}
        shares = [(text, *_share(text, heard)) for text in _texts_of(picture)]
        whole = sum(share * weight for _, share, weight, _ in shares) / max(
            sum(weight for _, _, weight, _ in shares), 1
        )
        for text, share, weight, unsaid in shares:
            # A label of one word may go unsaid where nearly all the rest is said.
            if share < SHARE_SAID and (whole < SHARE_SAID_OF_ALL or weight > LABEL):
                self._fault(
                    first,
                    N_("The picture of scene «%(scene)s» shows «%(text)s», and the lines do not say it."),
                    N_("Whoever does not see it must hear it. Not said: %(words)s."),
                    scene=scene.id,
                    text=text,
                    words=", ".join(unsaid),
                )


def _share(text: str, heard: set[str]) -> tuple[float, int, list[str]]:
    """How much of the text is said, how many words of meaning it has, and those that are not said."""
    wanted = [word for word in words_in(text) if word.lower() not in SMALL]
    unsaid = [word for word in wanted if stem(word) not in heard]
    return (1 - len(unsaid) / len(wanted) if wanted else 1.0), len(wanted), unsaid


def _texts_of(picture: Picture) -> Iterator[str]:
    for text in (picture.title, picture.text, picture.figure):
        if text:
            yield text
    for part in picture.parts:
        yield f"{part.title} {part.text}".strip()


def _said(line: Line) -> Iterator[str]:
    for text in (line.say, *line.texts.values()):
        yield from words_in(text)
