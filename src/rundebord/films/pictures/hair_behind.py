"""Hair behind the head and the neck."""

from __future__ import annotations

from rundebord.films.pictures.cast import Look
from rundebord.films.pictures.palette import mix
from rundebord.films.pictures.pen import Pen, oval, smooth


def paint_hair_behind(pen: Pen, look: Look, turn: float) -> None:
    """What is behind neck and face. ``turn`` is from -1 to 1."""
    colour = look.hair_colour
    deep = mix(colour, "#1A0E08", 0.25)
    with pen.at(-turn * 3, 0):
        match look.hair:
            case "crop":
                pen.fill(
                    smooth(
                        [
                            (0, -82),
                            (34, -76),
                            (55, -50),
                            (57, -16),
                            (50, 6),
                            (-50, 6),
                            (-57, -16),
                            (-55, -50),
                            (-34, -76),
                        ]
                    ),
                    colour,
                )
            case "bun":
                pen.fill(oval(-turn * 6, -84, 23, 20), deep)
                pen.stroke(
                    smooth([(-14 - turn * 6, -88), (-turn * 6, -96), (14 - turn * 6, -86)], False), colour, 4, 0.6
                )
                pen.fill(
                    smooth(
                        [(0, -78), (36, -68), (51, -34), (50, 8), (40, 20), (-40, 20), (-50, 8), (-51, -34), (-36, -68)]
                    ),
                    colour,
                )
            case "fringe":
                pen.fill(
                    smooth(
                        [
                            (0, -79),
                            (38, -70),
                            (57, -36),
                            (60, 10),
                            (66, 62),
                            (58, 92),
                            (34, 96),
                            (-34, 96),
                            (-58, 92),
                            (-66, 62),
                            (-60, 10),
                            (-57, -36),
                            (-38, -70),
                        ]
                    ),
                    deep,
                )
            case "bob":
                pen.fill(
                    smooth(
                        [
                            (0, -78),
                            (38, -70),
                            (57, -38),
                            (60, 4),
                            (58, 44),
                            (44, 58),
                            (44, 58),
                            (-44, 58),
                            (-44, 58),
                            (-58, 44),
                            (-60, 4),
                            (-57, -38),
                            (-38, -70),
                        ]
                    ),
                    mix(colour, "#6A6560", 0.28),
                )
            case "curls":
                for x, y, radius in (
                    (-46, -34, 17),
                    (-50, -10, 13),
                    (46, -34, 17),
                    (50, -10, 13),
                    (-34, -60, 19),
                    (34, -60, 19),
                    (0, -70, 22),
                ):
                    pen.fill(oval(x, y, radius, radius), deep)
            case _:
                pass
