"""What lies on a desk: sheets of paper, a heading beside them, a pencil that writes."""

from __future__ import annotations

import math

from rundebord.films.pictures.moments import Moment
from rundebord.films.pictures.motion import between, coming
from rundebord.films.pictures.palette import BLUSH, COPPER, INK, PAPER, PETROL, WHITE, mix
from rundebord.films.pictures.pen import Pen, box, polygon
from rundebord.films.pictures.stage import Stage
from rundebord.films.pictures.typeset import fit

DESK = "#EADBC2"
DESK_LIGHT = mix(DESK, PAPER, 0.62)


def item_come(moment: Moment, number: int) -> float:
    """How far that bit of the object's text has come, 0 to 1."""
    return coming(moment.age(f"item:{number}"), 0.0, 0.55)


def sheet(pen: Pen, x: float, y: float, width: float, height: float, degrees: float = 0.0) -> None:
    """A sheet of paper with its soft shadow, (x, y) in its middle."""
    with pen.at(x, y, 1.0, degrees):
        pen.fill(box(-width / 2 + 5, -height / 2 + 8, width, height, 4), mix(DESK, "#6B4F2A", 0.34), 0.55)
        pen.fill(box(-width / 2, -height / 2, width, height, 4), WHITE)


def heading(pen: Pen, stage: Stage, x: float, top: float, width: float, moment: Moment) -> float:
    """The object's title, and where it ends."""
    show = coming(moment.since, 0.1, 0.5)
    block = fit(stage.picture.title, "display", width, 130, 62, 26, most_lines=2)
    block.paint(pen, x, top + between(12, 0, show), PETROL, "left", show)
    return top + block.height


def pencil(pen: Pen, x: float, y: float, clock: float) -> None:
    """A pencil with its point there, moving a little as it writes."""
    with pen.at(x, y, 1.0, -38 + 2.5 * math.sin(clock * 3.1)):
        pen.fill(polygon([(0, 0), (20, -8), (20, 8)]), "#E7CBA3")
        pen.fill(polygon([(0, 0), (7, -3), (7, 3)]), INK)
        pen.fill(box(20, -8, 116, 16), COPPER)
        pen.fill(box(20, -3, 116, 6), mix(COPPER, WHITE, 0.25))
        pen.fill(box(136, -8, 14, 16, 3), BLUSH)
