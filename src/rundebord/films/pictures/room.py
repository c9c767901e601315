"""The room around the table: a wall, a window, the table and what lies on it."""

from __future__ import annotations

import math
from collections.abc import Mapping

from rundebord.films.pictures.cast import look_of
from rundebord.films.pictures.motion import between
from rundebord.films.pictures.palette import PAPER, SAND, WHITE, WOOD, WOOD_EDGE, mix
from rundebord.films.pictures.pen import Pen, Point, box, circle, oval, polygon, smooth
from rundebord.films.pictures.stage import Stage

WALL = "#F3EEE3"
LOW_WALL = mix(WALL, SAND, 0.35)
MIDDLE_X, TABLE_Y = 640.0, 484.0
ACROSS, DEEP = 566.0, 84.0
_FAR_HILLS: list[Point] = [
    (140, 400), (140, 400), (140, 190), (250, 130), (350, 196), (480, 150), (640, 214), (760, 168), (900, 120),
    (1010, 186), (1140, 150), (1140, 400), (1140, 400),
]  # fmt: skip
_NEAR_HILLS: list[Point] = [
    (140, 400), (140, 400), (140, 252), (300, 214), (460, 262), (620, 236), (800, 272), (960, 222), (1140, 258),
    (1140, 400), (1140, 400),
]  # fmt: skip


def paint_room(pen: Pen, stage: Stage, is_near: bool) -> None:
    """Wall and window. The light outside moves through the film, from morning to late afternoon."""
    share = (stage.chapter_number - 1) / max(stage.chapters - 1, 1)
    pen.clear(WALL)
    pen.fill(box(0, 396, 1280, 324), LOW_WALL)
    with pen.at(-205 if is_near else 0, -88 if is_near else 0, 1.32 if is_near else 1.0):
        _window(pen, share)


def _window(pen: Pen, share: float) -> None:
    sky = mix("#DDE9EA", "#F4DCC6", share)
    window = box(150, 44, 980, 352, 10)
    pen.fill(window, sky)
    with pen.within(window):
        sun = (between(270, 1010, share), between(150, 96, math.sin(share * math.pi)))
        pen.fill(circle(*sun, 34), mix("#FFF6DF", "#F2B98C", share))
        pen.fill(smooth(_FAR_HILLS), mix("#BCD0D2", "#DDB9A2", share * 0.8))
        pen.fill(smooth(_NEAR_HILLS), mix("#94B3B5", "#B9988A", share * 0.8))
        pen.fill(box(140, 292, 1000, 110), mix(sky, "#7FA3A8", 0.35))
    for x in (476.0, 804.0):
        pen.fill(box(x - 4, 44, 8, 352), WALL)
    pen.stroke(window, PAPER, 8)


def paint_wide_table(pen: Pen, where: Mapping[str, float]) -> None:
    """The whole table, and something before each."""
    pen.fill(oval(MIDDLE_X, TABLE_Y + 17, ACROSS, DEEP), WOOD_EDGE)
    pen.fill(oval(MIDDLE_X, TABLE_Y, ACROSS, DEEP), WOOD)
    pen.stroke(oval(MIDDLE_X, TABLE_Y + 2, ACROSS - 26, DEEP - 8), mix(WOOD, WHITE, 0.35), 2)
    for number, (role, x) in enumerate(where.items()):
        share = (x - MIDDLE_X) / (ACROSS - 62)
        y = TABLE_Y - (DEEP - 21) * math.sqrt(max(0.0, 1 - share * share)) + 4
        _place_setting(pen, x + (MIDDLE_X - x) * 0.07, y, number, look_of(role).colour)


def paint_near_table(pen: Pen, where: Mapping[str, float]) -> None:
    """The far edge of the table, as large as one sees it from a chair; the rest of it is the ground."""
    pen.fill(box(0, 560, 1280, 160), WOOD)
    pen.fill(oval(MIDDLE_X, 1010, 1850, 590), mix(WOOD, WHITE, 0.3))
    pen.fill(oval(MIDDLE_X, 1014, 1850, 590), WOOD)
    for number, (role, x) in enumerate(where.items()):
        with pen.at(x, 462 + 12 * ((x - MIDDLE_X) / 400) ** 2, 1.5):
            _place_setting(pen, 0, 0, number, look_of(role).colour)


def _place_setting(pen: Pen, x: float, y: float, number: int, colour: str) -> None:
    """Paper and a cup, or a notebook: a meeting, not a stage set."""
    sheet: list[Point] = [(x - 24, y - 6), (x + 18, y - 7), (x + 25, y + 9), (x - 24, y + 10)]
    if number % 3 == 1:
        pen.fill(polygon(sheet), mix(colour, WOOD, 0.25))
        pen.line((x - 16, y - 5), (x - 15, y + 9), mix(colour, WHITE, 0.5), 1.6)
    else:
        pen.fill(polygon([(px + 1.5, py + 2) for px, py in sheet]), WOOD_EDGE, 0.6)
        pen.fill(polygon(sheet), WHITE)
        for row in range(3):
            pen.line((x - 15, y - 2 + row * 4), (x + 10 - 7 * (row % 2), y - 2.4 + row * 4), SAND, 1.4)
    if number % 2 == 0:
        side = 42
        pen.fill(oval(x + side, y + 5, 13, 4.4), WOOD_EDGE, 0.6)
        pen.fill(box(x + side - 8.5, y - 9, 17, 13, 5), WHITE)
        pen.fill(oval(x + side, y - 8.5, 8.5, 3), mix(WHITE, "#6B4A32", 0.75))
