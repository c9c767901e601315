"""The round table: all who are there, who speaks, and to whom. The near side is open: those who watch sit there.

Two distances: everybody at the table, and nearer, when those who speak in a scene sit close to each other.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from rundebord.films.pictures.cast import look_of
from rundebord.films.pictures.moments import Directions, Moment
from rundebord.films.pictures.motion import between, clamp
from rundebord.films.pictures.palette import INK, SOFT_INK, mix
from rundebord.films.pictures.pen import Pen, circle, smooth
from rundebord.films.pictures.portraits import place_person
from rundebord.films.pictures.room import MIDDLE_X, WALL, paint_near_table, paint_room, paint_wide_table
from rundebord.films.pictures.stage import Stage
from rundebord.films.pictures.typeset import fit

SCALE, NEAR_SCALE = 0.735, 1.1
NEAR_SEATS = 4
_TALL = 92.0
"""Pixels from the middle of a face to above the hair, at ``SCALE``."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a head is, and how large."""

    x: float
    y: float
    scale: float

    @property
    def top(self) -> float:
        """Above the hair."""
        return self.y - _TALL * self.scale / SCALE


def is_near(stage: Stage) -> bool:
    """True for every second of the table scenes whose speakers sit together."""
    return bool(stage.table_number % 2) and bool(_near_roles(stage))


def seats(stage: Stage) -> dict[str, Seat]:
    """Where each one sits, from left to right."""
    if is_near(stage):
        roles = _near_roles(stage)
        step = 1000 / len(roles)
        found = {}
        for number, role in enumerate(roles):
            x = MIDDLE_X + (number - (len(roles) - 1) / 2) * step
            found[role] = Seat(x, 252 + 22 * ((x - MIDDLE_X) / 400) ** 2, NEAR_SCALE)
        return found
    cast = stage.cast[:9]
    count = len(cast)
    spread = min(924.0, 172.0 * (count - 1)) if count > 1 else 0.0
    found = {}
    for number, role in enumerate(_seating(cast)):
        x = MIDDLE_X - spread / 2 + spread * (number / (count - 1) if count > 1 else 0.5)
        side = abs(x - MIDDLE_X) / 480
        depth = 1 - math.sqrt(max(0.0, 1 - min(side, 1.0) ** 2 * 0.92))
        found[role] = Seat(x, 276 + 66 * depth, SCALE * (0.95 + 0.13 * depth) * min(1.0, 7.4 / max(count, 1)))
    return found


def _near_roles(stage: Stage) -> tuple[str, ...]:
    """Those among whom everything in the scene is said, with a neighbour if they are two; nobody if they are many."""
    order = _seating(stage.cast[:9])
    active = {role for timed in stage.timed.lines for role in (timed.line.role, timed.line.to) if role in order}
    if not 2 <= len(active) <= NEAR_SEATS or len(order) <= NEAR_SEATS:
        return ()
    places = sorted(order.index(role) for role in active)
    if len(places) == 2 and places[1] - places[0] > 1:
        places.insert(1, (places[0] + places[1]) // 2)
    elif len(places) == 2:
        places.append(places[1] + 1) if places[1] + 1 < len(order) else places.insert(0, places[0] - 1)
    return tuple(order[place] for place in places)


def _seating(cast: tuple[str, ...]) -> tuple[str, ...]:
    """Those who explain sit on either side of the middle, the first of the script between them."""
    experts = [role for role in cast if role in ("forsker", "jurist")]
    leaders = [role for role in cast if role not in experts]
    chair, rest = leaders[:1], leaders[1:]
    middle = len(rest) // 2
    return (*rest[:middle], *experts[:1], *chair, *experts[1:], *rest[middle:])


def table_people(stage: Stage) -> tuple[str, ...]:
    """All who are seen."""
    return tuple(seats(stage))


def table_directions(stage: Stage) -> Directions:
    """Each looks towards the seat of who is meant; further away is a larger turn. Everybody means the viewer too."""
    placed = seats(stage)
    reach = 330 if is_near(stage) else 190
    found: dict[tuple[str, str], int] = {}
    for role, seat in placed.items():
        for other, to in placed.items():
            away = to.x - seat.x
            turn = clamp(1.6 + abs(away) / reach, 2, 4)
            found[role, other] = round(turn if away > 0 else -turn) if role != other else 0
        found[role, ""] = round(clamp((MIDDLE_X - seat.x) / 330, -1.4, 1.4))
    return found


def paint_table(pen: Pen, stage: Stage, moment: Moment) -> None:
    """The room, those around the table, and the thread between two who speak."""
    near = is_near(stage)
    placed = seats(stage)
    paint_room(pen, stage, near)
    for role in sorted(placed, key=lambda one: (placed[one].y, moment.person(one).weight)):
        _sitting(pen, moment, role, placed[role])
    where = {role: seat.x for role, seat in placed.items()}
    if near:
        paint_near_table(pen, where)
    else:
        paint_wide_table(pen, where)
    _thread(pen, moment, placed)
    _names(pen, stage, moment)


def _sitting(pen: Pen, moment: Moment, role: str, seat: Seat) -> None:
    person = moment.person(role)
    weight = person.weight
    if weight > 0:
        radius = 94 * seat.scale / SCALE * (0.82 + 0.18 * weight)
        pen.fill(circle(seat.x, seat.y - 6, radius), mix(look_of(role).colour, WALL, 0.25), weight)
    meant = max(weight, 0.8 if moment.listener == role else 0.0)
    wash = round(between(0.26, 0.0, meant), 2) if moment.speaker else 0.0
    place_person(pen, role, person.face, seat.x, seat.y - 12 * weight, seat.scale, WALL, wash)


def _thread(pen: Pen, moment: Moment, placed: dict[str, Seat]) -> None:
    """A thin arc from who speaks to who is spoken to."""
    if moment.speaker not in placed or moment.listener not in placed or moment.link <= 0:
        return
    seat, to = placed[moment.speaker], placed[moment.listener]
    step = 1 if to.x > seat.x else -1
    start = (seat.x + step * 46 * seat.scale / SCALE, seat.top + 2)
    end = (to.x - step * 12, to.top + 6)
    rise = max(30.0, min(start[1], end[1]) - clamp(abs(to.x - seat.x) * 0.14, 24, 74))
    bend = [(start[0] * 0.6 + end[0] * 0.4, rise), (start[0] * 0.3 + end[0] * 0.7, rise + 6)]
    path = smooth([start, *bend, end], is_closed=False)
    colour = look_of(moment.speaker).colour
    pen.stroke(path, WALL, 8, 0.9, moment.link)
    pen.stroke(path, colour, 3.5, 1.0, moment.link)
    if moment.link > 0.98:
        pen.fill(circle(*end, 9), WALL)
        pen.fill(circle(*end, 6.5), colour)


def _names(pen: Pen, stage: Stage, moment: Moment) -> None:
    """Who speaks, on the table before the viewer."""
    if not moment.speaker:
        return
    alpha = clamp(moment.person(moment.speaker).weight * 1.6 - 0.6)
    short = stage.short(moment.speaker)
    top = 512.0 if is_near(stage) else 498.0
    fit(short, "strong", 520, 40, 32).paint(pen, MIDDLE_X, top, INK, "centre", alpha)
    rest = stage.rest_of_name(moment.speaker)
    if rest and moment.speaker in stage.introduced:
        block = fit(rest, "text", 640, 30, 22)
        block.paint(pen, MIDDLE_X, top + 37, mix(SOFT_INK, INK, 0.5), "centre", alpha)
