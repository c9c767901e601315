"""How each role looks. A person of 35 to 62 in ordinary clothes for a meeting; nothing explains the post.

Measures are in the portrait's own units: the head is about 125 high, with (0, 0) in the middle of the face. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Hair = Literal["crop", "bald", "bun", "parted", "curls", "fringe", "swept", "bob", "waves"]
Clothes = Literal["blazer", "cardigan", "turtleneck", "suit", "sweater", "vest", "overshirt", "collarless", "tie"]
Glasses = Literal["", "round", "square", "wide"]
Beard = Literal["", "short", "full", "stubble"]
Home = Literal["town", "shelves", "fjord", "block", "columns", "mountains", "hospital", "books", "paragraph"]


@dataclass(frozen=True, slots=True)
class Look:
    """A person as numbers and colours."""

    colour: str
    """The role's own: ring, arc, quotation mark."""
    skin: str
    hair_colour: str
    hair: Hair
    clothes: Clothes
    coat: str
    shirt: str
    home: Home
    """What the agency looks like, in the disc behind the portrait: «hos oss» is a different house for each."""
    detail: str = "#FFFFFF"
    """Earrings, tie, scarf, buttons."""
    lips: str = "#A85B50"
    brow: str = ""
    """Colour of the eyebrows, if not the hair's."""
    grey: str = ""
    """Colour of grey at the temples."""
    glasses: Glasses = ""
    frame: str = "#3A322A"
    beard: Beard = ""
    face: float = 45.0
    """Half the width of the face."""
    jaw: float = 0.84
    """How much of that is left at the jaw."""
    chin: float = 64.0
    shoulders: float = 116.0
    lines: float = 0.0
    """How much life has drawn around mouth and eyes, 0 to 1."""
    lashes: float = 0.0
    smile: float = 3.0
    freckles: bool = False
    earrings: bool = False


_LOOKS: dict[str, Look] = {
    "direktor": Look(
        colour="#0F5D68", skin="#8A5A3F", hair_colour="#3A302B", hair="crop", grey="#8D857D", clothes="blazer",
        coat="#0F5D68", shirt="#F4EADB", home="town", detail="#D9A441", lips="#8A3F3A", face=44, jaw=0.82,
        lines=0.5, lashes=1, earrings=True, shoulders=108, smile=4,
    ),
    "fagdirektor": Look(
        colour="#5C7340", skin="#EBBB9E", hair_colour="#CFC8BE", hair="bald", clothes="cardigan", coat="#66794A",
        shirt="#F3EEE4", home="shelves", detail="#EFE7D6", brow="#A79C8E", glasses="round", frame="#4A3B2E",
        beard="short", face=47, jaw=0.9, lines=0.9, shoulders=122, smile=3,
    ),
    "digitaldirektor": Look(
        colour="#B97A1B", skin="#F2CBB1", hair_colour="#B4562B", hair="bun", clothes="turtleneck", coat="#D9A23C",
        shirt="#C48C2A", home="fjord", lips="#B5564C", face=43, jaw=0.78, chin=62, lines=0.15, lashes=1,
        freckles=True, shoulders=104, smile=3,
    ),
    "okonomidirektor": Look(
        colour="#34507F", skin="#B67F59", hair_colour="#1E1A18", hair="parted", grey="#6F6A66", clothes="suit",
        coat="#2F4468", shirt="#E8EEF4", home="block", beard="stubble", lips="#8F4F43", face=45, jaw=0.9,
        lines=0.45, shoulders=122, smile=1.5,
    ),
    "hr-direktor": Look(
        colour="#7C4768", skin="#DDA684", hair_colour="#5A3A26", hair="curls", clothes="sweater", coat="#7C4768",
        shirt="#F1E8EA", home="columns", beard="full", face=45, jaw=0.88, lines=0.3, shoulders=120, smile=3.5,
    ),
    "regiondirektor": Look(
        colour="#2F8073", skin="#E9BC9C", hair_colour="#4A3226", hair="fringe", clothes="vest", coat="#2F8073",
        shirt="#EFE3CE", home="mountains", detail="#F1C27B", lips="#B0564F", face=45, jaw=0.84, lines=0.4,
        lashes=1, shoulders=108, smile=4,
    ),
    "kommunikasjonsdirektor": Look(
        colour="#B4532E", skin="#EAC19A", hair_colour="#231E1C", hair="swept", clothes="overshirt", coat="#B9633F",
        shirt="#F5EFE4", home="hospital", lips="#AE6252", face=44, jaw=0.8, lines=0.1, shoulders=112, smile=3,
    ),
    "forsker": Look(
        colour="#5A5A90", skin="#F0C8B0", hair_colour="#DAD7D2", hair="bob", clothes="collarless", coat="#5A5A90",
        shirt="#E5E2EE", home="books", detail="#C9B458", brow="#A29B93", glasses="wide", frame="#8C3F22",
        lips="#AD5550", face=44, jaw=0.8, lines=0.6, lashes=1, earrings=True, shoulders=104, smile=3.5,
    ),
    "jurist": Look(
        colour="#6E5A44", skin="#D2A07A", hair_colour="#5E5955", hair="waves", grey="#9A948D", clothes="tie",
        coat="#57493B", shirt="#F4F1EA", home="paragraph", detail="#8C3F22", brow="#4B4541", glasses="square",
        frame="#25211D", face=45, jaw=0.86, lines=0.6, shoulders=118, smile=2,
    ),
}  # fmt: skip
_STRANGERS = ("#4F6F52", "#6B4E71", "#8A5A2B", "#3E6478", "#7B3F3F")
"""Colours of roles that have no look of their own, in a programme that brings its own cast."""


def look_of(role: str) -> Look:
    """The role's look; a role that is not of the house's nine borrows one, and gets a colour of its own."""
    if role in _LOOKS:
        return _LOOKS[role]
    number = sum(role.encode())
    borrowed = list(_LOOKS.values())[number % len(_LOOKS)]
    colour = _STRANGERS[number % len(_STRANGERS)]
    return replace(borrowed, colour=colour, coat=colour)


def known_roles() -> tuple[str, ...]:
    """The nine who have a look of their own."""
    return tuple(_LOOKS)
