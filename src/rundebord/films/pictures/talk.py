"""One who talks, or two who talk with each other: large portraits, and the words worth keeping as they are said."""

from __future__ import annotations

from rundebord.films.pictures.cast import look_of
from rundebord.films.pictures.moments import Directions, Moment, Person
from rundebord.films.pictures.motion import between, coming
from rundebord.films.pictures.palette import INK, PAPER, SOFT_INK, mix, readable
from rundebord.films.pictures.pen import Pen, circle, smooth
from rundebord.films.pictures.people import in_disc, name_below
from rundebord.films.pictures.stage import Stage
from rundebord.films.pictures.typeset import Block, fit

RADIUS = 196.0
SMALL = 84.0


def one_of(stage: Stage) -> str:
    """Who the picture is of."""
    named = stage.picture.roles
    return named[0] if named else next((one.line.role for one in stage.timed.lines), stage.cast[0])


def others_in(stage: Stage, known: tuple[str, ...]) -> tuple[str, ...]:
    """Those who speak or are spoken to in the scene, beyond the ones it is of."""
    found: list[str] = []
    for timed in stage.timed.lines:
        for role in (timed.line.role, timed.line.to):
            if role and role not in known and role not in found:
                found.append(role)
    return tuple(found[:2])


def two_of(stage: Stage) -> tuple[str, ...]:
    """The two of a pair, from left to right."""
    named = list(stage.picture.roles[:2])
    for timed in stage.timed.lines:
        for role in (timed.line.role, timed.line.to):
            if len(named) < 2 and role and role not in named:
                named.append(role)
    return tuple(named)


def is_left(stage: Stage, role: str) -> bool:
    """The same side for the same role in the whole film: where they sit at the table."""
    place = stage.cast.index(role) if role in stage.cast else 0
    return place % 2 == 0


def talk_people(stage: Stage) -> tuple[str, ...]:
    """Who is seen."""
    return (one_of(stage), *others_in(stage, (one_of(stage),)))


def talk_directions(stage: Stage) -> Directions:
    """The large one looks into the picture; the small ones look back."""
    main = one_of(stage)
    inward = 1 if is_left(stage, main) else -1
    found: dict[tuple[str, str], int] = {(main, ""): inward}
    for other in others_in(stage, (main,)):
        found[main, other] = 3 * inward
        found[other, main] = -3 * inward
        found[other, ""] = -inward
    return found


def paint_talk(pen: Pen, stage: Stage, moment: Moment) -> None:
    """One portrait, and the key phrases beside it. Until there is something beside it, it stands in the middle."""
    main = one_of(stage)
    others = others_in(stage, (main,))
    phrases = phrases_of(stage)
    at_left = is_left(stage, main)
    aside = coming(moment.age(phrases[0][0]), -0.35, 0.7) if phrases else 0.0
    side = 326.0 if at_left else 954.0
    x = side if others else between(640.0, side, aside)
    person = moment.person(main)
    in_disc(pen, main, person.face, x, 296, RADIUS, weight=person.weight)
    name_below(pen, stage, main, x, 548, 28)
    area_x = 606.0 if at_left else 84.0
    if others:
        _small_ones(pen, stage, moment, others, area_x, aside)
    if phrases:
        bottom = 380.0 if others else 500.0
        paint_phrases(pen, stage, moment, phrases, area_x, 104, 590, bottom - 104, look_of(main).colour)


def _small_ones(pen: Pen, stage: Stage, moment: Moment, others: tuple[str, ...], area_x: float, aside: float) -> None:
    """Those who listen or put in a word. They make room (``aside`` from 0 to 1) when a phrase comes."""
    radius = between(SMALL * 1.5, SMALL, aside)
    y = between(330.0, 446.0, aside)
    for number, role in enumerate(others):
        middle = area_x + 295 + (number - (len(others) - 1) / 2) * 300
        x = between(middle, area_x + 96 + number * 236, aside)
        person = moment.person(role)
        part = max(person.weight, 1.0 if moment.listener == role else 0.0)
        in_disc(pen, role, person.face, x, y, radius, wash=0.0 if part else 0.3, weight=person.weight)
        name_below(pen, stage, role, x, y + radius + 32, between(22, 19, aside), INK if part else SOFT_INK, width=230)


def phrases_of(stage: Stage) -> list[tuple[str, str, str]]:
    """Cue, words and speaker of the scene's key phrases; the last three."""
    return [
        (f"phrase:{number}", _as_quoted(timed.line.phrase), timed.line.role)
        for number, timed in enumerate(stage.timed.lines)
        if timed.line.phrase
    ][-3:]


def _as_quoted(phrase: str) -> str:
    """A phrase taken from the middle of a sentence says so."""
    return f"… {phrase}" if phrase[:1].islower() else phrase


def paint_phrases(
    pen: Pen, stage: Stage, moment: Moment, phrases: list[tuple[str, str, str]], x: float, top: float, width: float,
    height: float, colour: str, largest: float = 60.0, is_centred: bool = False,
) -> None:  # fmt: skip
    """The phrases one under the other, each from when it is said; the newest is the strongest."""
    each = (height - 30) / len(phrases)
    size = min(fit(words, "display", width, each - 24, largest, 24).size for _, words, _ in phrases)
    blocks: list[Block] = [fit(words, "display", width, each, size, 20) for _, words, _ in phrases]
    total = sum(block.height for block in blocks) + size * 0.9 * (len(blocks) - 1)
    line = top + 46 + max(0.0, (height - 46 - total) / 2)
    newest = max((n for n, (cue, _, _) in enumerate(phrases) if moment.age(cue) >= 0), default=-1)
    first = moment.age(phrases[0][0])
    mark_x = x + (width / 2 - 27 if is_centred else -4)
    quotation_mark(pen, mark_x, line - 30, mix(colour, PAPER, 0.1), coming(first, 0, 0.4))
    for number, ((cue, _, _), block) in enumerate(zip(phrases, blocks, strict=True)):
        age = moment.age(cue)
        come = coming(age, 0.0, 0.55)
        if age >= 0:
            ink = readable(colour, PAPER, 5.5) if number == newest else SOFT_INK
            at = x + width / 2 if is_centred else x
            block.paint(pen, at, line + between(14, 0, come), ink, "centre" if is_centred else "left", come)
        line += block.height + size * 0.9


def quotation_mark(pen: Pen, x: float, baseline: float, colour: str, alpha: float) -> None:
    """«, drawn: somebody said this."""
    for shift in (0.0, 25.0):
        points = [(x + shift + 20, baseline - 32), (x + shift + 4, baseline - 15), (x + shift + 20, baseline + 2)]
        pen.stroke(smooth([points[0], points[0], points[1], points[1], points[2], points[2]], False), colour, 7, alpha)


def pair_people(stage: Stage) -> tuple[str, ...]:
    """Who is seen."""
    two = two_of(stage)
    return (*two, *others_in(stage, two))


def pair_directions(stage: Stage) -> Directions:
    """They look at each other; a third looks at the one who is meant."""
    two = two_of(stage)
    left, right = (two[0], two[1]) if len(two) > 1 else (two[0], two[0])
    found: dict[tuple[str, str], int] = {(left, right): 3, (left, ""): 1, (right, left): -3, (right, ""): -1}
    for other in others_in(stage, two):
        found |= {(other, left): -3, (other, right): 3, (left, other): 2, (right, other): -2}
    return found


def paint_pair(pen: Pen, stage: Stage, moment: Moment) -> None:
    """Two portraits that face each other, and what is said between them."""
    two = two_of(stage)
    others = others_in(stage, two)
    phrases = phrases_of(stage)
    places = (250.0, 1030.0) if phrases or others else (372.0, 908.0)
    radius = 158.0 if phrases or others else 184.0
    for role, x in zip(two, places, strict=False):
        person = moment.person(role)
        meant = max(person.weight, 0.75 if moment.listener == role else 0.35)
        in_disc(pen, role, person.face, x, 300, radius, wash=round((1 - meant) * 0.4, 1), weight=person.weight)
        name_below(pen, stage, role, x, 300 + radius + 52, 26)
    if len(two) > 1:
        _thread(pen, moment, two, places, radius)
    if others:
        for number, role in enumerate(others):
            other: Person = moment.person(role)
            x = 640 + (number - (len(others) - 1) / 2) * 190
            in_disc(
                pen, role, other.face, x, 462, 66, weight=other.weight, wash=0.3 * (1 - other.weight), is_home=False
            )
            name_below(pen, stage, role, x, 462 + 66 + 30, 18, INK if other.weight > 0.5 else SOFT_INK, width=200)
    if phrases:
        height = 260 if others else 350
        role = next((who for cue, _, who in reversed(phrases) if moment.age(cue) >= 0), phrases[0][2])
        paint_phrases(pen, stage, moment, phrases, 440, 110, 400, height, look_of(role).colour, 54, is_centred=True)


def _thread(pen: Pen, moment: Moment, two: tuple[str, ...], places: tuple[float, ...], radius: float) -> None:
    """A thin arc from who speaks to who is spoken to."""
    if moment.listener not in two or moment.speaker not in two:
        return
    start, end = (places[two.index(role)] for role in (moment.speaker, moment.listener))
    step = 1 if end > start else -1
    y = 300 - radius * 0.98
    path = smooth(
        [(start + step * radius * 0.62, y), ((start + end) / 2, y - 44), (end - step * radius * 0.62, y)], False
    )
    colour = look_of(moment.speaker).colour
    pen.stroke(path, colour, 3, 0.9, moment.link)
    if moment.link > 0.97:
        pen.fill(circle(end - step * radius * 0.62, y, 6), colour)
