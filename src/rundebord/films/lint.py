"""What a script must hold before anybody speaks it: length, pace, sources, and speech that carries what is seen.

Measures from the design (film.md): 145 words a minute while speaking leaves room for pictures when a script has 117–127
words for each minute of film. A sentence that is heard once must be short; we allow 16 words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rundebord.films.lint_pictures import Complaints, PictureLint
from rundebord.films.script import Line, Scene, Script
from rundebord.films.words import plain_words, sentences_in, words_in
from rundebord.programmes.format.findings import N_, Finding
from rundebord.programmes.format.package import Fact

WORDS_A_MINUTE = (1750 / 15, 1900 / 15)
"""Of the film, silence and pictures included."""
SPOKEN_A_MINUTE = 145
LONGEST_SENTENCE = 16
LONGEST_LINE = 45
LONGEST_LECTURE_SECONDS = 45
SCENES_A_MINUTE = (45 / 15, 62 / 15)
LONGEST_SCENE_SECONDS = 40
LONGEST_PHRASE = 8
READ_MINUTES = (8.0, 12.0)
"""«Les rollene selv» takes about ten minutes, at the pace of people who read aloud."""
READ_A_MINUTE = 135

_UNSAYABLE = re.compile(r"\d|%|§|\b(?:kr|mrd|mill|bl\.a|f\.eks|dvs|osv|jf|nr|ca|pst|KI|HR|IKT|AI|EU|OECD)\b\.?")


def lint(
    script: Script, *, facts: Mapping[str, Fact], questions: Sequence[str], missing: Mapping[str, Sequence[str]]
) -> tuple[Finding, ...]:
    """Everything that an editor should mend, by line of the script's file; empty when there is nothing.

    ``questions`` are the episode's own, in order. ``missing`` are words that the lexicon lacks, with the lines that say
    them.
    """
    return tuple(sorted(_Lint(script, facts, questions).all(missing), key=lambda one: one.line))


class _Lint:
    def __init__(self, script: Script, facts: Mapping[str, Fact], questions: Sequence[str]) -> None:
        self._script = script
        self._questions = questions
        self._complaints = Complaints(script)
        self._fault, self._warn = self._complaints.fault, self._complaints.warn
        self._pictures = PictureLint(script, facts, self._complaints)

    def all(self, missing: Mapping[str, Sequence[str]]) -> Sequence[Finding]:
        self._length()
        for line in self._script.lines:
            self._line(line)
        self._lectures()
        scenes = list(self._script.scenes)
        for place, scene in enumerate(scenes):
            self._scene(scene, scenes[max(0, place - 1) : place + 2])
        self._opening_and_end(scenes)
        for word, lines in missing.items():
            self._fault(
                lines[0], N_("«%(word)s» is not in the lexicon."), N_("Add it to films/lexicon.yaml."), word=word
            )
        return self._complaints.findings

    def _words(self, line: Line) -> list[str]:
        return words_in(line.text(self._script.language))

    def _length(self) -> None:
        minutes = self._script.minutes
        words = sum(len(self._words(line)) for line in self._script.lines)
        least, most = (round(rate * minutes) for rate in WORDS_A_MINUTE)
        if not least <= words <= most:
            self._fault(
                "",
                N_("The script has %(words)s words; %(minutes)s minutes want %(least)s to %(most)s."),
                N_("Shorten or add lines."),
                words=words,
                minutes=f"{minutes:g}",
                least=least,
                most=most,
            )
        scenes = sum(1 for _ in self._script.scenes)
        fewest, many = (round(rate * minutes) for rate in SCENES_A_MINUTE)
        if not fewest <= scenes <= many:
            self._fault(
                "",
                N_("There are %(scenes)s scenes; %(minutes)s minutes want %(least)s to %(most)s."),
                N_("Let the picture change when the thought does."),
                scenes=scenes,
                minutes=f"{minutes:g}",
                least=fewest,
                most=many,
            )
        read = sum(len(self._words(line)) for line in self._script.lines if line.is_read) / READ_A_MINUTE
        shortest, longest = (part * minutes / 15 for part in READ_MINUTES)
        if not shortest <= read <= longest:
            self._fault(
                "",
                N_("Read aloud by the group it takes %(read)s minutes; it should be %(least)s to %(most)s."),
                N_("Set «read: false» on lines that can be done without, or take it away."),
                read=f"{read:.1f}",
                least=f"{shortest:g}",
                most=f"{longest:g}",
            )

    def _line(self, line: Line) -> None:
        for sentence in sentences_in(line.text(self._script.language)):
            length = len(words_in(sentence))
            if length > LONGEST_SENTENCE:
                self._fault(
                    line.id,
                    N_("A sentence has %(words)s words; %(most)s is the most that is heard once."),
                    N_("Make two of it: «%(heard)s»"),
                    words=length,
                    most=LONGEST_SENTENCE,
                    heard=sentence,
                )
        if len(self._words(line)) > LONGEST_LINE:
            self._fault(line.id, N_("The line has more than %(most)s words."), N_("Make two lines."), most=LONGEST_LINE)
        unsayable = _UNSAYABLE.search(line.say)
        if unsayable:
            self._fault(
                line.id,
                N_("«%(what)s» cannot be said as it is written."),
                N_("Write the words as they are spoken, under «say»."),
                what=unsayable[0],
            )
        if line.phrase and plain_words(line.phrase) not in plain_words(line.text(self._script.language)):
            self._fault(
                line.id,
                N_("The key phrase «%(phrase)s» does not stand in the line."),
                N_("It appears as it is said: take it word for word."),
                phrase=line.phrase,
            )
        if len(line.phrase.split()) > LONGEST_PHRASE:
            self._fault(
                line.id, N_("The key phrase has more than %(most)s words."), N_("Shorten it."), most=LONGEST_PHRASE
            )

    def _lectures(self) -> None:
        speaker, seconds = "", 0.0
        for line in self._script.lines:
            seconds = (seconds if line.role == speaker else 0.0) + len(self._words(line)) / SPOKEN_A_MINUTE * 60
            speaker = line.role
            if seconds > LONGEST_LECTURE_SECONDS:
                self._fault(
                    line.id,
                    N_("«%(role)s» has spoken for %(seconds)s seconds without anybody else; %(most)s is the most."),
                    N_("Let somebody ask, doubt or answer."),
                    role=speaker,
                    seconds=round(seconds),
                    most=LONGEST_LECTURE_SECONDS,
                )
                seconds = 0.0

    def _scene(self, scene: Scene, around: Sequence[Scene]) -> None:
        first = scene.lines[0].id if scene.lines else next((one.lines[0].id for one in around if one.lines), "")
        seconds = sum(len(self._words(line)) for line in scene.lines) / SPOKEN_A_MINUTE * 60
        if seconds > LONGEST_SCENE_SECONDS:
            self._warn(
                first,
                N_("Scene «%(scene)s» lasts about %(seconds)s seconds."),
                N_("Let the picture change when the thought does."),
                scene=scene.id,
                seconds=round(seconds),
            )
        self._pictures.look_at(scene, around, first)

    def _opening_and_end(self, scenes: Sequence[Scene]) -> None:
        if not scenes:
            return
        if scenes[0].picture.kind != "notice":
            self._fault("", N_("The first picture does not say what is constructed."), N_("Begin with a «notice»."))
        if scenes[-1].picture.kind != "questions":
            self._fault(
                "", N_("The film does not end in the questions."), N_("End with a picture of kind «questions».")
            )
            return
        spoken = plain_words(" ".join(line.text(self._script.language) for line in scenes[-1].lines))
        for question in self._questions:
            if plain_words(question) not in spoken:
                self._fault(
                    scenes[-1].lines[0].id if scenes[-1].lines else "",
                    N_("The last scene does not ask: %(question)s"),
                    N_("The group work takes up the episode's own questions: ask them word for word."),
                    question=question,
                )
