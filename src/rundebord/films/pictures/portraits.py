"""A person as an image, kept so that the same face is drawn once; and the ways a person stands in a picture."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rundebord.films.pictures.cast import Look, look_of
from rundebord.films.pictures.clothes import BOTTOM, paint_clothes
from rundebord.films.pictures.faces import Face, paint_beard, paint_features, paint_glasses, paint_head
from rundebord.films.pictures.hair import paint_hair
from rundebord.films.pictures.hair_behind import paint_hair_behind
from rundebord.films.pictures.pen import Pen, surface

LEFT, TOP, RIGHT = -132.0, -110.0, 132.0
"""The frame of a portrait, in its own units; it ends at ``clothes.BOTTOM``."""


def paint_person(pen: Pen, look: Look, face: Face) -> None:
    """The whole person, (0, 0) in the middle of the face."""
    turn = face.turn / 4
    paint_hair_behind(pen, look, turn)
    paint_head(pen, look, face)
    paint_clothes(pen, look)
    paint_beard(pen, look, face)
    paint_features(pen, look, face)
    paint_hair(pen, look, turn)
    paint_glasses(pen, look, face)


@lru_cache(maxsize=320)
def person_image(role: str, face: Face, scale: float, ground: str, wash: float) -> Any:
    """The person at that size, mixed with ``ground`` by the share ``wash``."""
    width, height = round((RIGHT - LEFT) * scale), round((BOTTOM - TOP) * scale)
    sheet = surface(max(width, 1), max(height, 1))
    pen = Pen(sheet.getCanvas())
    with pen.at(-LEFT * scale, -TOP * scale, scale), pen.washed(ground, wash):
        paint_person(pen, look_of(role), face)
    return sheet.makeImageSnapshot()


def place_person(
    pen: Pen, role: str, face: Face, x: float, y: float, scale: float, ground: str = "#FFFFFF", wash: float = 0.0
) -> None:
    """The person with the middle of the face at (x, y)."""
    image = person_image(role, face, round(scale, 3), ground, round(wash * 10) / 10)
    pen.image(image, round(x + LEFT * scale), round(y + TOP * scale))
