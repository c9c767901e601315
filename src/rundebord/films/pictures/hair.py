"""Hair over forehead and temples. Each style is points of a soft curve; what hangs behind is in ``hair_behind``."""

from __future__ import annotations

from rundebord.films.pictures.cast import Look
from rundebord.films.pictures.palette import mix
from rundebord.films.pictures.pen import Pen, Point, oval, smooth


def paint_hair(pen: Pen, look: Look, turn: float) -> None:
    """What lies over forehead and temples."""
    colour, width = look.hair_colour, look.face
    deep = mix(colour, "#1A0E08", 0.28)
    light = mix(colour, "#FFFFFF", 0.16)
    with pen.at(turn * 4, 0):
        match look.hair:
            case "crop":
                top: list[Point] = [
                    (-width - 4, 0),
                    (-width - 4, 0),
                    (-width - 9, -34),
                    (-38, -72),
                    (0, -84),
                    (38, -72),
                    (width + 9, -34),
                    (width + 4, 0),
                    (width + 4, 0),
                    (width - 3, -22),
                    (30, -42),
                    (0, -47),
                    (-30, -42),
                    (-width + 3, -22),
                ]
                pen.fill(smooth(top), colour)
                _temples(pen, look, width)
                for x, y in (
                    (-24, -66),
                    (-8, -72),
                    (10, -70),
                    (26, -63),
                    (-34, -53),
                    (0, -59),
                    (20, -54),
                    (-17, -55),
                    (37, -50),
                ):
                    pen.stroke(smooth([(x - 4, y), (x, y - 3), (x + 4, y)], False), look.grey or light, 2, 0.6)
            case "bald":
                for side in (-1, 1):
                    pen.fill(
                        smooth(
                            [
                                (side * (width + 1), 6),
                                (side * (width + 1), 6),
                                (side * (width + 6), -14),
                                (side * (width - 1), -36),
                                (side * (width - 8), -46),
                                (side * (width - 8), -46),
                                (side * (width - 7), -22),
                                (side * (width - 5), -4),
                            ]
                        ),
                        colour,
                    )
                pen.fill(oval(-14 - turn * 4, -50, 12, 5), "#FFFFFF", 0.2)
            case "bun":
                pen.fill(
                    smooth(
                        [
                            (-width - 3, 8),
                            (-width - 3, 8),
                            (-width - 6, -30),
                            (-34, -66),
                            (0, -76),
                            (34, -66),
                            (width + 6, -30),
                            (width + 3, 8),
                            (width + 3, 8),
                            (width - 5, -16),
                            (24, -40),
                            (-6, -47),
                            (-6, -47),
                            (-30, -36),
                            (-width + 5, -12),
                        ]
                    ),
                    colour,
                )
                pen.stroke(smooth([(-6, -48), (10, -60), (22, -68)], False), deep, 2, 0.5)
                pen.stroke(smooth([(-14, -50), (-10, -62), (-4, -71)], False), deep, 2, 0.5)
                pen.stroke(smooth([(-width - 1, 4), (-width - 4, 20), (-width + 1, 33)], False), colour, 4)
                pen.stroke(smooth([(width + 1, 4), (width + 4, 18), (width, 28)], False), colour, 3.4)
            case "parted":
                pen.fill(
                    smooth(
                        [
                            (-width - 2, 2),
                            (-width - 2, 2),
                            (-width - 4, -30),
                            (-40, -62),
                            (-12, -79),
                            (22, -80),
                            (44, -64),
                            (width + 4, -32),
                            (width + 2, 2),
                            (width + 2, 2),
                            (width - 4, -20),
                            (width - 9, -34),
                            (12, -42),
                            (-20, -52),
                            (-20, -52),
                            (-34, -40),
                            (-width + 4, -20),
                        ]
                    ),
                    colour,
                )
                pen.stroke(smooth([(-20, -53), (-12, -64), (-2, -74)], False), light, 2, 0.6)
                _temples(pen, look, width)
            case "curls":
                for x, y, radius in (
                    (-38, -46, 15),
                    (-22, -58, 17),
                    (0, -63, 18),
                    (21, -58, 17),
                    (38, -46, 15),
                    (-30, -36, 10),
                    (29, -37, 10),
                    (-9, -49, 12),
                    (12, -50, 12),
                    (-46, -22, 9),
                    (46, -22, 9),
                ):
                    pen.fill(oval(x, y, radius, radius), colour)
                for x, y in ((-36, -50), (-18, -63), (3, -67), (24, -61), (-8, -50), (14, -51)):
                    pen.stroke(smooth([(x - 6, y + 3), (x, y - 4), (x + 6, y + 2)], False), light, 2.4, 0.55)
            case "fringe":
                pen.fill(
                    smooth(
                        [
                            (-width - 8, 40),
                            (-width - 8, 40),
                            (-width - 12, -10),
                            (-40, -66),
                            (0, -80),
                            (40, -66),
                            (width + 12, -10),
                            (width + 8, 40),
                            (width + 8, 40),
                            (width - 2, 4),
                            (width - 6, -24),
                            (22, -29),
                            (0, -27),
                            (-22, -29),
                            (-width + 6, -24),
                            (-width + 2, 4),
                        ]
                    ),
                    colour,
                )
                for x in (-20, -4, 13):
                    pen.stroke(smooth([(x + 6, -62), (x, -46), (x - 1, -31)], False), deep, 2, 0.55)
            case "swept":
                pen.fill(
                    smooth(
                        [
                            (-width - 1, -2),
                            (-width - 1, -2),
                            (-width - 3, -28),
                            (-42, -58),
                            (-34, -76),
                            (-4, -88),
                            (28, -84),
                            (46, -64),
                            (width + 3, -30),
                            (width + 1, -2),
                            (width + 1, -2),
                            (width - 3, -22),
                            (34, -40),
                            (6, -45),
                            (-24, -50),
                            (-36, -38),
                            (-width + 3, -20),
                        ]
                    ),
                    colour,
                )
                for x, y in ((-24, -56), (-8, -54), (10, -52)):
                    pen.stroke(smooth([(x, y), (x + 8, y - 14), (x + 24, y - 24)], False), light, 2.2, 0.5)
            case "bob":
                pen.fill(
                    smooth(
                        [
                            (-width - 9, 46),
                            (-width - 9, 46),
                            (-width - 12, 0),
                            (-44, -56),
                            (-12, -78),
                            (24, -76),
                            (48, -52),
                            (width + 12, 0),
                            (width + 9, 46),
                            (width + 9, 46),
                            (width - 1, 30),
                            (width - 3, -12),
                            (26, -38),
                            (-14, -54),
                            (-14, -54),
                            (-34, -30),
                            (-width + 2, 6),
                            (-width + 1, 30),
                        ]
                    ),
                    colour,
                )
                pen.stroke(smooth([(-14, -55), (-6, -66), (6, -75)], False), deep, 2, 0.4)
                pen.stroke(smooth([(36, -44), (46, -22), (50, 14)], False), deep, 2, 0.3)
                pen.stroke(smooth([(-36, -44), (-47, -18), (-50, 16)], False), deep, 2, 0.3)
            case "waves":
                pen.fill(
                    smooth(
                        [
                            (-width - 3, 8),
                            (-width - 3, 8),
                            (-width - 7, -26),
                            (-46, -56),
                            (-26, -76),
                            (-4, -75),
                            (16, -82),
                            (40, -68),
                            (width + 6, -34),
                            (width + 3, 8),
                            (width + 3, 8),
                            (width - 4, -18),
                            (30, -45),
                            (12, -41),
                            (-8, -50),
                            (-28, -43),
                            (-width + 4, -18),
                        ]
                    ),
                    colour,
                )
                for x in (-28, -10, 9, 27):
                    pen.stroke(smooth([(x - 2, -50), (x - 5, -60), (x + 3, -70)], False), light, 2.2, 0.6)
                _temples(pen, look, width)


def _temples(pen: Pen, look: Look, width: float) -> None:
    if look.grey:
        for side in (-1, 1):
            pen.fill(
                smooth(
                    [
                        (side * (width + 3), 4),
                        (side * (width + 3), 4),
                        (side * (width + 6), -18),
                        (side * (width + 2), -30),
                        (side * (width - 2), -20),
                    ]
                ),
                look.grey,
                0.85,
            )
