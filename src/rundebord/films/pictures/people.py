"""How people stand in pictures: the disc with their house behind, the name, the small one who speaks in a corner."""

from __future__ import annotations

from rundebord.films.pictures.cast import look_of
from rundebord.films.pictures.clothes import BOTTOM
from rundebord.films.pictures.faces import Face
from rundebord.films.pictures.homes import paint_home
from rundebord.films.pictures.moments import Moment
from rundebord.films.pictures.motion import between, clamp, coming
from rundebord.films.pictures.palette import INK, PAPER, SOFT_INK, mix
from rundebord.films.pictures.pen import Pen, box, circle, joined
from rundebord.films.pictures.portraits import place_person
from rundebord.films.pictures.stage import Stage
from rundebord.films.pictures.typeset import Align, fit

CORNER_X, CORNER_Y = 1128.0, 118.0
"""Where the small one who speaks is, in charts."""
EMPTY_LONGEST = 2.0
"""Seconds that a chart may be without parts before it is filled with who speaks."""


def tint(role: str, ground: str = PAPER, share: float = 0.8) -> str:
    """The role's colour, most of it ground."""
    return mix(look_of(role).colour, ground, share)


def in_disc(
    pen: Pen, role: str, face: Face, x: float, y: float, radius: float, ground: str = PAPER, wash: float = 0.0,
    weight: float = 1.0, is_home: bool = True,
) -> None:  # fmt: skip
    """The person in front of a disc in their colour. The head rises above it; the shoulders end with it."""
    look = look_of(role)
    pen.fill(circle(x, y, radius), mix(mix(look.colour, PAPER, 0.78), ground, wash))
    if is_home:
        with pen.washed(ground, wash):
            paint_home(pen, look, x, y, radius)
    if weight > 0:
        pen.stroke(circle(x, y, radius + radius * 0.045), look.colour, max(2.5, radius * 0.022), weight * (1 - wash))
    scale = radius * 1.82 / (BOTTOM + 62)
    middle = y - radius * 0.06
    frame = joined(circle(x, y, radius), box(x - radius, y - radius * 2, radius * 2, radius * 2))
    with pen.within(frame):
        place_person(pen, role, face, x, middle, scale, ground, wash)


def name_below(
    pen: Pen, stage: Stage, role: str, x: float, baseline: float, size: float = 26, colour: str = INK,
    alpha: float = 1.0, align: Align = "centre", width: float = 420, soft: str = SOFT_INK,
) -> None:  # fmt: skip
    """«Fagdirektør»; the first time also the kind of agency."""
    fit(stage.short(role), "strong", width, 40, size).paint(pen, x, baseline - size * 0.73, colour, align, alpha)
    rest = stage.rest_of_name(role)
    if rest and role in stage.introduced:
        fit(rest, "text", width, 30, size * 0.78, 15).paint(pen, x, baseline + size * 0.42, soft, align, alpha)


def speaker_in_corner(
    pen: Pen, stage: Stage, moment: Moment, x: float = CORNER_X, y: float = CORNER_Y, radius: float = 52.0,
    ground: str = PAPER, ink: str = INK,
) -> None:  # fmt: skip
    """Who speaks now, small, where it disturbs nothing."""
    role = moment.speaker
    if not role:
        return
    person = moment.person(role)
    in_disc(pen, role, person.face, x, y, radius, ground, 0.0, person.weight)
    size = clamp(radius * 0.38, 20, 28)
    block = fit(stage.short(role), "strong", 4.4 * radius, 40, size, 15)
    block.paint(pen, x, y + radius + size * 0.85, ink, "centre", max(0.0, person.weight * 2 - 1))


def speaker_beside_chart(pen: Pen, stage: Stage, moment: Moment) -> None:
    """Who speaks, large in the middle until there is a chart to see, then in the corner."""
    firsts = [start for cue, start in stage.cues.items() if cue.startswith("part:")]
    first = min(firsts, default=0.0)
    is_late = first - stage.timed.start > EMPTY_LONGEST
    aside = coming(moment.age("chart"), 0.0, 0.7) if is_late else 1.0
    x, y = between(640.0, CORNER_X, aside), between(316.0, CORNER_Y, aside)
    speaker_in_corner(pen, stage, moment, x, y, between(172.0, 52.0, aside))
