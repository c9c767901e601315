"""How words sound: the package's own lexicon, and which words of a script it lacks. Pure; nothing beyond YAML.

``films/lexicon.yaml`` in the package holds ``word: sound`` under ``words``, word forms in small letters. Sounds are
broad East Norwegian IPA as docs/film.md tells: stress (ˈ, ˌ) stands before the vowel, as engines are taught; ``ː`` is
length; unstressed words have no mark; pitch is not written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rundebord.films.faults import FilmFault
from rundebord.films.script import Line, Script
from rundebord.programmes.format.findings import N_, Notebook
from rundebord.programmes.format.yaml_files import read_yaml

LEXICON_FILE = "films/lexicon.yaml"
SOUNDS = frozenset("ɑaæeɛəiɪoɔuʊʉyʏøœbdfɡhjklmnpstʋŋɾçʃʂʈɖɳɭˈˌː")
"""The signs of which a lexicon's sounds are made. ``ɡ`` is U+0261, as IPA has it."""
VOWELS = frozenset("ɑaæeɛəiɪoɔuʊʉyʏøœ")

_WORD = re.compile(r"\w+(?:-\w+)*")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word form in small letters → sound."""

    words: Mapping[str, str] = field(default_factory=dict)

    def sound_of(self, word: str, line: Line | None = None) -> str:
        """The word's sound in that line, or in general; "" if nobody has written it."""
        small = word.lower()
        if line is not None:
            for key, sound in line.ipa.items():
                if key.lower() == small:
                    return sound
        return self.words.get(small, "")


def words_of(text: str) -> list[str]:
    """The words in order, in small letters; «i-te» is one. Numbers in digits are there too: nobody can say them."""
    return _WORD.findall(text.lower())


def missing(script: Script, lexicon: Lexicon) -> dict[str, list[str]]:
    """Words that neither the lexicon nor the line tells how to say → ids of the lines where they stand."""
    found: dict[str, list[str]] = {}
    for line in script.lines:
        for word in words_of(line.say):
            if not lexicon.sound_of(word, line) and line.id not in found.setdefault(word, []):
                found[word].append(line.id)
    return {word: lines for word, lines in sorted(found.items()) if lines}


def unknown_signs(sound: str) -> str:
    """The signs in a sound that no engine is taught, each once."""
    return "".join(sorted(set(sound) - SOUNDS))


def read_lexicon(package: Path) -> Lexicon:
    """The package's lexicon; an empty one if it has none. Raises ``FilmFault`` with file and line for what is wrong."""
    if not (package / LEXICON_FILE).exists():
        return Lexicon()
    notes = Notebook()
    content = read_yaml(package, LEXICON_FILE, notes)
    for finding in notes.findings:
        raise FilmFault(N_("The lexicon cannot be read: %(finding)s"), finding=str(finding))
    words = content.get("words")
    if not isinstance(words, dict):
        raise FilmFault(
            N_("%(file)s has no words."),
            N_("Begin with «words:», and below it «word: sound» a line."),
            file=LEXICON_FILE,
        )
    for word, sound in words.items():
        line = notes.line_of(LEXICON_FILE, ("words", word))
        if not isinstance(sound, str) or not sound:
            raise FilmFault(
                N_("%(file)s:%(line)s: «%(word)s» has no sound."),
                N_("Write it in IPA after the colon, in quotes if it is «no» or «on»."),
                file=LEXICON_FILE,
                line=line,
                word=word,
            )
        if word != word.lower() or _WORD.fullmatch(word) is None:
            raise FilmFault(
                N_("%(file)s:%(line)s: «%(word)s» is no word form in small letters."),
                N_("Write one word as it is spelt, in small letters."),
                file=LEXICON_FILE,
                line=line,
                word=word,
            )
        if signs := unknown_signs(sound):
            raise FilmFault(
                N_("%(file)s:%(line)s: the sound of «%(word)s» has signs that are not known: %(signs)s"),
                N_("The signs that can be used stand in docs/film.md."),
                file=LEXICON_FILE,
                line=line,
                word=word,
                signs=" ".join(signs),
            )
    return Lexicon(words)
