"""«Les rollene selv»: the script as text that the group reads aloud itself (see docs/package-format.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rundebord.films.script import Scene, Script
from rundebord.programmes.format.package import Fact


def reading_text(script: Script, language: str, facts: Mapping[str, Fact]) -> str:
    """The reading version in Markdown: a heading for each chapter, cards, and the lines that are to be read.

    A chapter of which nothing is read is left out.
    """
    blocks: list[str] = []
    for chapter in script.chapters:
        its = [block for scene in chapter.scenes for block in _blocks(script, scene, language, facts)]
        if any(block.startswith("**") for block in its):
            blocks += [f"## {chapter.title.get(language) or next(iter(chapter.title.values()))}", *its]
    return "\n\n".join(blocks) + "\n"


def reading_file(episode: str, language: str) -> str:
    """Where it lies in the package."""
    return f"text/{language}/{episode}.reading.md"


def _blocks(script: Script, scene: Scene, language: str, facts: Mapping[str, Fact]) -> Iterator[str]:
    picture = scene.picture
    if picture.kind == "questions":
        # The questions stand on the screen when the reading is over.
        for line in scene.lines:
            if not line.show and line.is_read:
                yield _reply(script, line.role, line.text(language))
        return
    if picture.kind == "notice" and picture.text:
        yield f"> {picture.text}"
        return
    for line in scene.lines:
        if line.is_read:
            yield _reply(script, line.role, line.text(language))
    if picture.kind == "fact" and picture.fact in facts:
        fact = facts[picture.fact]
        its = fact.texts.get(language) or next(iter(fact.texts.values()))
        yield f"> Kilde: {its.source}, {fact.year}" if language != "en" else f"> Source: {its.source}, {fact.year}"
    if picture.kind == "pause" and picture.text:
        yield f"> {picture.text}"


def _reply(script: Script, role: str, words: str) -> str:
    return f"**{script.roles[role].name}:** {words}"
