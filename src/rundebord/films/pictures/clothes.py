"""Shoulders and what one wears to a meeting."""

from __future__ import annotations

from typing import Any

from rundebord.films.pictures.cast import Look
from rundebord.films.pictures.palette import mix
from rundebord.films.pictures.pen import Pen, box, oval, polygon, smooth

BOTTOM = 205.0
"""Where a portrait ends, in its own units."""


def shoulders(look: Look, neck: float = 24.0) -> Any:
    """The outline of the upper body."""
    wide = look.shoulders
    right = [
        (neck, 86),
        (neck, 86),
        (neck + 16, 99),
        (wide * 0.72, 113),
        (wide * 0.95, 138),
        (wide, BOTTOM),
        (wide, BOTTOM),
    ]
    return smooth([*right, *((-x, y) for x, y in reversed(right))])


def paint_clothes(pen: Pen, look: Look) -> None:
    """The upper body, over the neck's lower end."""
    coat, shirt = look.coat, look.shirt
    deep, light = mix(coat, "#14100C", 0.24), mix(coat, "#FFFFFF", 0.14)
    body = shoulders(look)
    with pen.within(body):
        match look.clothes:
            case "blazer" | "suit" | "tie":
                _jacket(pen, look, deep, light)
            case "cardigan":
                pen.fill(box(-140, 60, 280, 160), coat)
                pen.fill(polygon([(-27, 84), (27, 84), (9, 170), (-9, 170)]), shirt)
                _collar(pen, shirt)
                for side in (-1, 1):
                    pen.fill(polygon([(side * 26, 82), (side * 37, 90), (side * 15, 178), (side * 2, 178)]), deep)
                pen.line((0, 176), (0, BOTTOM), deep, 5)
                for y in (184, 198):
                    pen.fill(oval(5, y, 3, 3), look.detail)
            case "turtleneck":
                pen.fill(box(-140, 60, 280, 160), coat)
                for x in range(-90, 91, 15):
                    pen.stroke(smooth([(x * 0.45, 106), (x * 0.9, 140), (x, BOTTOM)], False), shirt, 2.2, 0.5)
            case "sweater":
                pen.fill(box(-140, 60, 280, 160), coat)
                pen.stroke(smooth([(-33, 88), (-20, 112), (0, 119), (20, 112), (33, 88)], False), deep, 8)
                _collar(pen, shirt)
            case "vest":
                pen.fill(box(-140, 60, 280, 160), shirt)
                for y in range(104, 210, 17):
                    pen.line((-140, y + 6), (140, y + 6), mix(shirt, "#7A4B2A", 0.5), 5, 0.75)
                for side in (-1, 1):
                    pen.fill(
                        smooth(
                            [
                                (side * 30, 84),
                                (side * 30, 84),
                                (side * 70, 104),
                                (side * 82, 150),
                                (side * 78, 215),
                                (side * 78, 215),
                                (side * 7, 215),
                                (side * 7, 215),
                                (side * 17, 130),
                            ]
                        ),
                        coat,
                    )
                    for y in (136, 164, 192):
                        pen.line((side * 22, y), (side * 76, y), deep, 2.2, 0.7)
                    pen.line((side * 9, 150), (side * 8, 215), deep, 3)
            case "overshirt":
                pen.fill(box(-140, 60, 280, 160), coat)
                pen.fill(
                    smooth(
                        [
                            (-30, 82),
                            (-30, 82),
                            (-17, 128),
                            (-16, 210),
                            (-16, 210),
                            (16, 210),
                            (16, 210),
                            (17, 128),
                            (30, 82),
                            (30, 82),
                        ]
                    ),
                    shirt,
                )
                pen.stroke(smooth([(-23, 92), (0, 112), (23, 92)], False), mix(shirt, "#8A7A66", 0.5), 4)
                for side in (-1, 1):
                    pen.fill(polygon([(side * 25, 80), (side * 43, 98), (side * 33, 131), (side * 17, 108)]), light)
                    pen.line((side * 16, 132), (side * 15, 212), deep, 3)
                pen.fill(box(44, 150, 38, 34, 3), deep, 0.35)
            case "collarless":
                pen.fill(box(-140, 60, 280, 160), coat)
                pen.fill(smooth([(-28, 82), (-28, 82), (-16, 112), (0, 132), (16, 112), (28, 82), (28, 82)]), look.skin)
                pen.fill(
                    smooth(
                        [
                            (-31, 80),
                            (-31, 80),
                            (-19, 116),
                            (0, 138),
                            (0, 138),
                            (0, 128),
                            (0, 128),
                            (-14, 108),
                            (-25, 80),
                            (-25, 80),
                        ]
                    ),
                    deep,
                )
                pen.fill(
                    smooth(
                        [
                            (31, 80),
                            (31, 80),
                            (19, 116),
                            (0, 138),
                            (0, 138),
                            (0, 128),
                            (0, 128),
                            (14, 108),
                            (25, 80),
                            (25, 80),
                        ]
                    ),
                    deep,
                )
                pen.stroke(smooth([(-20, 94), (0, 114), (20, 94)], False), look.detail, 2.4)
                pen.fill(oval(0, 117, 4.5, 4.5), look.detail)
    if look.clothes == "turtleneck":
        pen.fill(box(-29, 66, 58, 42, 12), mix(coat, "#14100C", 0.1))
        pen.line((-24, 86), (24, 86), deep, 2.4, 0.5)
    with pen.within(body):
        pen.fill(
            smooth(
                [
                    (look.shoulders * 0.66, 104),
                    (140, 104),
                    (140, 215),
                    (look.shoulders * 0.78, 215),
                    (look.shoulders * 0.74, 150),
                ]
            ),
            "#14100C",
            0.1,
        )


def _jacket(pen: Pen, look: Look, deep: str, light: str) -> None:
    pen.fill(box(-140, 60, 280, 160), look.coat)
    pen.fill(polygon([(-30, 80), (30, 80), (4, 200), (-4, 200)]), look.shirt)
    if look.clothes == "blazer":
        pen.fill(smooth([(-24, 80), (-24, 80), (-12, 104), (0, 116), (12, 104), (24, 80), (24, 80)]), look.skin)
        pen.stroke(
            smooth([(-24, 84), (-12, 106), (0, 118), (12, 106), (24, 84)], False), mix(look.shirt, "#8A7A66", 0.45), 3
        )
    else:
        if look.clothes == "suit":
            crease = mix(look.shirt, "#7A6B58", 0.4)
            pen.line((0, 104), (0, 200), crease, 1.8)
            for y in (128, 152, 176):
                pen.fill(oval(3.4, y, 2, 2), crease)
            pen.fill(polygon([(-11, 80), (11, 80), (0, 103)]), look.skin)
        _collar(pen, look.shirt)
    if look.clothes == "tie":
        pen.fill(polygon([(-8, 99), (8, 99), (5, 112), (-5, 112)]), mix(look.detail, "#000000", 0.2))
        pen.fill(polygon([(-5, 112), (5, 112), (11, 196), (0, 208), (-11, 196)]), look.detail)
    for side in (-1, 1):
        pen.fill(
            polygon(
                [
                    (side * 27, 80),
                    (side * 42, 90),
                    (side * 56, 124),
                    (side * 41, 130),
                    (side * 47, 140),
                    (side * 4, 208),
                ]
            ),
            light,
        )
        pen.stroke(
            polygon([(side * 42, 90), (side * 56, 124), (side * 41, 130), (side * 47, 140), (side * 4, 208)], False),
            deep,
            2,
        )


def _collar(pen: Pen, shirt: str) -> None:
    for side in (-1, 1):
        shape = polygon([(side * 22, 78), (side * 2, 100), (side * 21, 120), (side * 35, 92)])
        pen.fill(shape, mix(shirt, "#FFFFFF", 0.5))
        pen.stroke(shape, mix(shirt, "#7A6B58", 0.4), 1.6)
