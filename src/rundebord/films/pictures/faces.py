"""A head: shape, ears, eyes that look somewhere, nose, mouth that moves a little. Hair and clothes are beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rundebord.films.pictures.cast import Look
from rundebord.films.pictures.palette import mix
from rundebord.films.pictures.pen import Pen, Point, box, oval, polygon, smooth

DARK = "#2A201B"
_WIDE = ((-1.0, -12.0), (0.0, -15.0), (1.0, -12.0), (0.86, 8.0), (0.0, 15.0), (-0.86, 8.0))
"""Wide glasses, in half widths from their middle."""


@dataclass(frozen=True, slots=True)
class Face:
    """What a face does just then. In few steps, so that a drawing can be used again."""

    turn: int = 0
    """-4 (to the left edge of the picture) to 4."""
    mouth: int = 0
    """0 closed to 4."""
    lids: int = 0
    """0 open, 1 half, 2 closed."""


def tones(look: Look) -> tuple[str, str]:
    """Shadow and blush of the skin."""
    return mix(look.skin, "#5B2A18", 0.22), mix(look.skin, "#B8432F", 0.24)


def face_shape(look: Look, shift: float = 0.0) -> Any:
    """The outline of the face."""
    width, jaw, chin = look.face, look.face * look.jaw, look.chin
    right: list[Point] = [(width * 0.74, -50), (width, -14), (width * 0.98, 14), (jaw, 41), (jaw * 0.52, chin - 5)]
    left = [(-x, y) for x, y in reversed(right)]
    return smooth([(x + shift, y) for x, y in [(0, -63), *right, (0, chin), *left]])


def paint_head(pen: Pen, look: Look, face: Face) -> None:
    """Neck, ears and face, without hair."""
    shade, blush = tones(look)
    turn = face.turn / 4
    pen.fill(polygon([(-21, 30), (21, 30), (23, 104), (-23, 104)]), look.skin)
    with pen.within(polygon([(-21, 30), (21, 30), (23, 104), (-23, 104)])):
        pen.fill(oval(turn * 4 - 2, 46, 40, 36), shade)
    for side in (-1, 1):
        reach = look.face + 1 - max(0.0, side * turn) * 7
        pen.fill(oval(side * reach + turn * 2, 4, 8.5, 13), look.skin if side < 0 else mix(look.skin, shade, 0.7))
        ear = side * reach + turn * 2
        pen.stroke(smooth([(ear + side * 2, -3), (ear + side * 5, 3), (ear, 9)], False), shade, 2, 0.7)
        if look.earrings:
            pen.fill(oval(side * (reach + 1) + turn * 2, 20, 3.6, 3.6), look.detail)
    outline = face_shape(look, turn * 2.5)
    pen.fill(outline, mix(look.skin, shade, 0.75))
    with pen.within(outline):
        pen.fill(face_shape(look, turn * 2.5 - 8), look.skin)
        for side in (-1, 1):
            pen.fill(oval(side * 27 + turn * 11, 19, 12, 8), blush, 0.35)
        if look.freckles:
            for x, y in (
                (-30, 10),
                (-24, 14),
                (-19, 9),
                (-27, 18),
                (30, 10),
                (24, 14),
                (19, 9),
                (27, 18),
                (-3, 7),
                (4, 9),
            ):
                pen.fill(oval(x + turn * 12, y, 1.3, 1.3), mix(look.skin, "#8A3F1C", 0.6), 0.7)


def paint_features(pen: Pen, look: Look, face: Face) -> None:
    """Eyes, brows, nose, mouth and the lines around them; after the beard, before the glasses."""
    shade, _ = tones(look)
    turn = face.turn / 4
    move = turn * 11
    for side in (-1, 1):
        narrow = 1 - max(0.0, side * turn) * 0.22
        _eye(pen, look, face, (side * 19.5 * narrow + move, -3), narrow)
        _brow(pen, look, side, move, narrow)
    deep = mix(look.skin, "#4A1F12", 0.42)
    nose = turn * 15
    tip = 7.5 if turn >= 0 else -7.5
    pen.stroke(
        smooth(
            [
                (nose + tip * 0.1, -2),
                (nose + tip * 0.55, 8),
                (nose + tip, 16),
                (nose + tip * 0.35, 20),
                (nose - tip * 0.35, 19),
            ],
            False,
        ),
        deep,
        3,
        0.85,
    )
    if look.lines:
        for side in (-1, 1):
            pen.stroke(
                smooth([(side * 15 + move, 19), (side * 21 + move, 27), (side * 22 + move, 35)], False),
                deep,
                2,
                0.38 * look.lines,
            )
            pen.stroke(
                smooth([(side * 14 + move, 5), (side * 20 + move, 8), (side * 27 + move, 5)], False),
                deep,
                1.6,
                0.32 * look.lines,
            )
    if look.hair == "bald":
        for y in (-36, -43):
            pen.stroke(smooth([(-17 + move, y), (move, y - 2), (17 + move, y)], False), shade, 2, 0.5)
    _mouth(pen, look, face, move)


def _eye(pen: Pen, look: Look, face: Face, centre: Point, narrow: float) -> None:
    x, y = centre
    half, up = 8.6 * narrow, (5.7, 3.2, 0.0)[face.lids]
    lid = mix(look.skin, DARK, 0.78)
    if up:
        white = smooth([(x - half, y), (x - half, y), (x, y - up), (x + half, y), (x + half, y), (x, y + up * 0.86)])
        pen.fill(white, mix("#FFFDF9", look.skin, 0.08))
        with pen.within(white):
            gaze = face.turn / 4 * 3.2
            pen.fill(oval(x + gaze, y - 0.4, 4.9, 5.2), "#2E211B")
            pen.fill(oval(x + gaze + 1.6, y - 2.2, 1.3, 1.3), "#FFFFFF", 0.9)
        lash = 3.2 + look.lashes * 0.9
        side = 1 if x >= 0 else -1
        pen.stroke(
            smooth(
                [
                    (x - half, y + 0.4),
                    (x - half * 0.4, y - up * 0.95),
                    (x + half * 0.4, y - up * 0.95),
                    (x + half, y + 0.4),
                ],
                False,
            ),
            lid,
            lash,
        )
        if look.lashes:
            pen.line((x + side * half, y), (x + side * (half + 3.2), y - 2.6), lid, 2.4)
    else:
        pen.stroke(smooth([(x - half, y), (x, y + 3.4), (x + half, y)], False), lid, 3.2)


def _brow(pen: Pen, look: Look, side: int, move: float, narrow: float) -> None:
    colour = look.brow or mix(look.hair_colour, DARK, 0.15)
    inner, outer = side * 10 * narrow + move, side * 31 * narrow + move
    lift = 1.5 * look.lashes
    points: list[Point] = [(inner, -18 - lift), (side * 20 * narrow + move, -22 - lift), (outer, -17 - lift)]
    pen.stroke(smooth(points, False), colour, 4.6 - 1.2 * look.lashes)


def _mouth(pen: Pen, look: Look, face: Face, move: float) -> None:
    x, y, half = move * 0.95, 36.0, 13.5
    smile = look.smile
    lips = look.lips
    if face.mouth == 0:
        pen.stroke(
            smooth([(x - half, y - smile * 0.5), (x, y + smile * 0.55), (x + half, y - smile * 0.5)], False),
            mix(lips, DARK, 0.25),
            3.4,
        )
        if look.lashes:
            pen.stroke(smooth([(x - 5, y + 5.4), (x, y + 6.2), (x + 5, y + 5.4)], False), lips, 2.6, 0.6)
        return
    drop = (0.0, 3.4, 5.6, 8.0, 10.4)[face.mouth]
    half -= face.mouth * 0.7
    shape = smooth([
        (x - half, y - smile * 0.3), (x - half, y - smile * 0.3), (x, y - 1.5), (x + half, y - smile * 0.3),
        (x + half, y - smile * 0.3), (x, y + drop),
    ])  # fmt: skip
    pen.fill(shape, "#4E211E")
    with pen.within(shape):
        if face.mouth > 1:
            pen.fill(box(x - half, y - 5, 2 * half, 6.4), "#FBF4EA")
        pen.fill(oval(x, y + drop + 1, 7, 4), "#B4605A")
    pen.stroke(shape, lips, 2.6)


def paint_beard(pen: Pen, look: Look, face: Face) -> None:
    """Beard and moustache, under the mouth's own line."""
    if not look.beard:
        return
    turn = face.turn / 4
    move, side = turn * 11, turn * 2.5
    width, jaw, chin = look.face, look.face * look.jaw, look.chin
    low = {"short": 4, "full": 11, "stubble": 0}[look.beard]
    right: list[Point] = [(width, 4), (width, 4), (width - 1, 22), (jaw + 1, 42), (jaw * 0.55, chin + low * 0.6)]
    round_jaw = [*((-x, y) for x, y in right), (0.0, chin + low), *reversed(right)]
    outer: list[Point] = [(x + side, y) for x, y in round_jaw]
    inner: list[Point] = [(x + move, y) for x, y in ((29, 27), (15, 23.5), (0, 25.5), (-15, 23.5), (-29, 27))]
    shape = smooth([*outer, *inner])
    if look.beard == "stubble":
        with pen.within(face_shape(look, side)):
            pen.fill(shape, mix(look.skin, look.hair_colour, 0.55), 0.42)
        return
    pen.fill(shape, look.hair_colour)
    lip = smooth([(-12 + move, 36), (move, 33), (12 + move, 36), (move, 43)])
    pen.fill(lip, mix(look.skin, look.hair_colour, 0.25))


def paint_glasses(pen: Pen, look: Look, face: Face) -> None:
    """Frames that follow the eyes."""
    if not look.glasses:
        return
    turn = face.turn / 4
    move = turn * 11
    centres = []
    for side in (-1, 1):
        narrow = 1 - max(0.0, side * turn) * 0.2
        x = side * 20.5 * narrow + move
        centres.append(x)
        across = {"round": 15.5, "square": 17.0, "wide": 18.0}[look.glasses] * narrow
        shape = {
            "round": oval(x, -1.5, across, 15),
            "square": box(x - across, -13, across * 2, 24, 6),
            "wide": smooth([(x + across * a, y) for a, y in _WIDE]),
        }[look.glasses]  # fmt: skip
        pen.fill(shape, "#FFFFFF", 0.16)
        pen.stroke(shape, look.frame, 3.4)
        ear = side * (look.face - 1) + turn * 2.5
        pen.line((x + side * across, -5), (ear, -4), look.frame, 3)
    pen.stroke(
        smooth([(centres[0] + 14, -3), ((centres[0] + centres[1]) / 2, -6), (centres[1] - 14, -3)], False),
        look.frame,
        3,
    )
