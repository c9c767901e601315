"""A recogniser listens to every line and writes what it hears; how much differs from what was to be said is a figure.

For developers. The figure is no measure of how pleasant a voice is, and a recogniser errs even on people: it finds
lines that nobody would understand, and shows whether a change made the voices clearer. Its figures are committed with
the package (``takes.py``) and may not rise.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rundebord.films.comparing import character_error, letters_of
from rundebord.films.ear import MODEL, RECIPE, Ear
from rundebord.films.faults import Progress, no_progress
from rundebord.films.script import Line, Script
from rundebord.films.takes import MOST_WRONG, HeardLine, heard_file, read_heard, say_hash
from rundebord.films.voiced import VoicedLine
from rundebord.films.voices import MOST_TAKES
from rundebord.programmes.format.findings import N_

GOOD_ENOUGH = 0.08
"""A line heard so well is not said again in another way."""
ENOUGH_TRIED = 3
"""So many lines of a role tell how well a way suits its voice."""
CONTEXT = 3
"""Lines before a line that the recogniser is told of."""
RISE = 0.0005
"""A mean that is higher by no more than this has not risen: the last digit that is written."""


@dataclass(frozen=True, slots=True)
class HeardFilm:
    """A film as it was heard."""

    lines: Mapping[str, HeardLine]
    mean: float
    """Letters heard otherwise, of all letters in the film; 0 to 1."""
    by_role: Mapping[str, float]
    """The same for each role."""
    badly: Mapping[str, HeardLine]
    """Lines with more than a quarter heard otherwise, the worst first."""


def heard_film(script: Script, lines: Mapping[str, HeardLine]) -> HeardFilm:
    """The figures of a film; lines that nobody has heard are left out."""
    letters = {line.id: len(letters_of(line.say)) for line in script.lines if line.id in lines}
    roles = {line.id: line.role for line in script.lines}

    def mean(names: list[str]) -> float:
        whole = sum(letters[name] for name in names)
        return sum(lines[name].error * letters[name] for name in names) / whole if whole else 0.0

    badly = sorted((name for name in letters if lines[name].error > MOST_WRONG), key=lambda name: -lines[name].error)
    return HeardFilm(
        {name: lines[name] for name in letters},
        mean(list(letters)),
        {role: mean([name for name in letters if roles[name] == role]) for role in script.roles},
        {name: lines[name] for name in badly},
    )


def read_heard_film(script: Script, package: Path) -> HeardFilm:
    """The figures that lie in the package. Raises ``FilmFault`` for a file that cannot be read."""
    return heard_film(script, read_heard(package, script.episode))


def hear_film(
    script: Script,
    voiced: Mapping[str, VoicedLine],
    *,
    package: Path,
    work: Path,
    say: Callable[[Line, int], VoicedLine] | None = None,
    tries: int = 1,
    progress: Progress = no_progress,
) -> HeardFilm:
    """Every line has been listened to, and what was heard is in the package's ``heard.json``. Sounds that were heard
    before are not heard again.

    With ``say``, lines that are not heard well have been said in up to ``tries`` ways, those first that were heard best
    of the same role, and ``heard.json`` holds which way of each line was heard best. Recorded lines are left as they
    are. Raises ``MissingTool`` without the recogniser.
    """
    ear = Ear(work)
    before = read_heard(package, script.episode)
    lines = list(script.lines)
    ways = _Ways(tries if say is not None else 1)
    found: dict[str, HeardLine] = {}
    for number, line in enumerate(lines):
        progress(number, len(lines), line.id)
        mark = say_hash(script, line)
        known = before.get(line.id)
        take = known.take if known is not None and known.say_hash == mark else 0
        context = _before(lines, number)
        best = _heard(ear, line, context, voiced[line.id], take, mark)
        ways.learn(line.role, take, best.error)
        for other in ways.besides(line.role, take):
            if say is None or best.error <= GOOD_ENOUGH or voiced[line.id].engine == "recorded":
                break
            heard = _heard(ear, line, context, say(line, other), other, mark)
            ways.learn(line.role, other, heard.error)
            best = min(best, heard, key=lambda one: one.error)
        found[line.id] = best
    progress(len(lines), len(lines), "")
    film = heard_film(script, found)
    write_heard(package, script, film)
    return film


class _Ways:
    """In which order to try the ways of saying a line: a voice that is heard well in one way mostly is so again."""

    def __init__(self, tries: int) -> None:
        self._tries = tries
        self._errors: dict[tuple[str, int], list[float]] = {}

    def learn(self, role: str, take: int, error: float) -> None:
        self._errors.setdefault((role, take), []).append(error)

    def besides(self, role: str, take: int) -> list[int]:
        """The ways to try after this one, at most ``tries`` with it: those that the role has tried less than
        ``ENOUGH_TRIED`` times, then those that were heard best."""
        others = sorted((way for way in range(MOST_TAKES) if way != take), key=lambda way: self._promise(role, way))
        return others[: max(0, self._tries - 1)]

    def _promise(self, role: str, way: int) -> tuple[float, int]:
        errors = self._errors.get((role, way), [])
        return (sum(errors) / len(errors) if len(errors) >= ENOUGH_TRIED else 0.0, way)


def worsened(old: HeardFilm, new: HeardFilm) -> list[tuple[str, dict[str, str]]]:
    """What is worse than it was, one sentence each with its values: the mean, and lines that were understood and are
    not any more. Nothing if nobody had listened before."""
    if not old.lines:
        return []
    found: list[tuple[str, dict[str, str]]] = []
    if new.mean > old.mean + RISE:
        sentence = N_("the misheard letters rose from %(old)s %% to %(new)s %%")
        found.append((sentence, {"old": percent(old.mean), "new": percent(new.mean)}))
    for name, line in new.badly.items():
        if name not in old.badly:
            sentence = N_("%(line)s, which was understood, has %(error)s %% misheard letters now")
            found.append((sentence, {"line": name, "error": percent(line.error)}))
    return found


def percent(share: float) -> str:
    """«16,4» for 0.164: as Norwegians write it, without the sign."""
    return f"{share * 100:.1f}".replace(".", ",")


def write_heard(package: Path, script: Script, film: HeardFilm) -> None:
    """The film's figures are in the package, whole or not at all."""
    content = {
        "recogniser": f"{MODEL} {RECIPE}",
        "mean": round(film.mean, 4),
        "by_role": {role: round(error, 4) for role, error in film.by_role.items()},
        "lines": {name: {**asdict(one), "error": round(one.error, 4)} for name, one in film.lines.items()},
    }
    file = heard_file(package, script.episode)
    unfinished = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        unfinished.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def _before(lines: Sequence[Line], number: int) -> str:
    """What was said just before, as it should sound: people hear a line after others, and so does the recogniser."""
    return " ".join(line.say for line in lines[max(0, number - CONTEXT) : number])


def _heard(ear: Ear, line: Line, before: str, voiced: VoicedLine, take: int, mark: str) -> HeardLine:
    heard = ear.listen(voiced.wav, before)
    return HeardLine(round(character_error(line.say, heard), 4), heard, take, mark)
