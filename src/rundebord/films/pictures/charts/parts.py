"""What the charts have in common: the title, when a part has come, what strikes it out. Everything within ``AREA``."""

from __future__ import annotations

from collections.abc import Callable

from rundebord.films.pictures.moments import Moment
from rundebord.films.pictures.motion import coming
from rundebord.films.pictures.palette import PETROL
from rundebord.films.pictures.pen import Pen
from rundebord.films.pictures.stage import Stage
from rundebord.films.pictures.typeset import fit
from rundebord.films.script import Part

LEFT, TOP, RIGHT, BOTTOM = 84.0, 158.0, 1196.0, 566.0
"""Where a chart may be, in pixels. Above it are the title, and in the corner the one who speaks."""
CORNER_LEFT, CORNER_BOTTOM = 1010.0, 226.0
"""The corner's bounds: a chart keeps out of it where it can."""
ChartPainter = Callable[[Pen, Stage, Moment], None]


def paint_title(pen: Pen, stage: Stage, moment: Moment) -> None:
    """The chart's title, at the upper left."""
    if stage.picture.title:
        show = coming(moment.since, 0.0, 0.5)
        fit(stage.picture.title, "display", 880, 50, 46, 24, most_lines=1).paint(pen, LEFT, 68, PETROL, "left", show)


def age_of(stage: Stage, moment: Moment, part: Part) -> float:
    """Seconds since the part began to appear; a part that no line shows has been there all the time."""
    cue = f"part:{part.id}"
    return moment.age(cue) if stage.begins(cue) is not None else moment.since


def come(stage: Stage, moment: Moment, part: Part, delay: float = 0.0, lasts: float = 0.5) -> float:
    """How far the part has come, 0 to 1."""
    return coming(age_of(stage, moment, part), delay, lasts)


def struck(stage: Stage, moment: Moment, part: Part) -> float:
    """How far the part has been struck out: by its successor, by being shown again, or by a mark of its own."""
    successor = successor_of(stage, part)
    if successor is not None:
        return come(stage, moment, successor, 0.0, 0.6)
    again = moment.age(f"part:{part.id}:2")
    if again >= 0:
        return coming(again, 0.0, 0.6)
    if part.mark == "struck" and stage.begins(f"part:{part.id}:2") is None:
        return come(stage, moment, part, 0.9, 0.6)
    return 0.0


def successor_of(stage: Stage, part: Part) -> Part | None:
    """The part that takes this one's place («from:ID»)."""
    return next((one for one in stage.parts if one.mark == f"from:{part.id}"), None)


def is_successor(part: Part) -> bool:
    """True for a part that takes another's place."""
    return part.mark.startswith("from:")


def is_newest(stage: Stage, moment: Moment, part: Part) -> bool:
    """True for the part that came last, as long as nothing has come after it."""
    own = age_of(stage, moment, part)
    if own < 0:
        return False
    begins = stage.begins(f"part:{part.id}")
    if begins is None:
        return False
    times = [
        start for one in stage.parts if (start := stage.begins(f"part:{one.id}")) is not None
        and moment.age(f"part:{one.id}") >= 0
    ]  # fmt: skip
    return begins >= max(times) - 0.7
