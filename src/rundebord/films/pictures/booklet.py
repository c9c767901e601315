"""The strategy: a booklet that is opened and turned, or turned over."""

from __future__ import annotations

import math

from rundebord.films.pictures.desk import heading, item_come, pencil, sheet
from rundebord.films.pictures.moments import Moment
from rundebord.films.pictures.motion import between, clamp, coming
from rundebord.films.pictures.palette import COPPER, HAZE, INK, LINE, PAPER, PETROL, SAND, WHITE, mix
from rundebord.films.pictures.pen import Pen, box, circle, smooth
from rundebord.films.pictures.stage import Stage
from rundebord.films.pictures.typeset import fit


def paint_strategy(pen: Pen, stage: Stage, moment: Moment) -> None:
    """A thick booklet that is opened and turned, leaf after leaf; or its blank back, when that is what it is about."""
    come = coming(moment.since, 0, 0.6)
    wide, tall = 316.0, 440.0
    top = 94.0 + (1 - come) * 24
    is_back = any(
        word in f"{stage.picture.title} {stage.picture.text}".lower() for word in ("snudd", "bakside", "blank")
    )
    with pen.faded(come):
        if is_back:
            _blank_back(pen, 190.0, top, wide, tall, moment.clock)
        else:
            _booklet(pen, stage, 404.0, top, wide, tall, moment.clock)
    side = 640.0 if is_back else 782.0
    bottom = heading(pen, stage, side, 250 if stage.items else 290, 1196 - side, moment)
    for number, words in enumerate(stage.items):
        show = item_come(moment, number)
        block = fit(words, "text", 1196 - side, 110, 44, 24)
        block.paint(pen, side, bottom + 36 + number * 66 + between(12, 0, show), INK, "left", show)


def _blank_back(pen: Pen, left: float, top: float, wide: float, tall: float, clock: float) -> None:
    for leaf in range(6, 0, -1):
        _edge(pen, left + leaf * 2.6, top + leaf * 2.2, wide, tall)
    sheet(pen, left + wide / 2, top + tall / 2, wide, tall)
    line = between(0, wide - 110, clamp((clock - 1.5) / 6))
    pen.line((left + 52, top + 96), (left + 52 + line, top + 96), HAZE, 3)
    pencil(pen, left + 56 + line, top + 92, clock)


def _edge(pen: Pen, x: float, y: float, wide: float, tall: float) -> None:
    edge = box(x, y, wide, tall, 4)
    pen.fill(edge, WHITE)
    pen.stroke(edge, LINE, 1.2)


def _booklet(pen: Pen, stage: Stage, spine: float, top: float, wide: float, tall: float, clock: float) -> None:
    opened, period = 1.2, 2.6
    cover = clamp((clock - opened) / 1.1)
    for leaf in range(7, 0, -1):
        _edge(pen, spine + leaf * 2.4, top + leaf * 2, wide, tall)
    if cover > 0:
        _edge(pen, spine, top, wide, tall)
        _lines(pen, spine, top, wide, tall, 0)
    if cover >= 1:
        _edge(pen, spine - wide, top, wide, tall)
        _lines(pen, spine, top, -wide, tall, 2)
        turned = clamp(((clock - opened - 1.1) % period) / 1.5)
        if 0 < turned < 1:
            _leaf(pen, spine, top, wide, tall, turned, WHITE)
    elif cover < 0.5:
        reach = wide * math.cos(cover * math.pi)
        pen.fill(box(spine, top, max(reach, 2), tall, 4), PETROL)
        pen.fill(box(spine, top, 14 * reach / wide, tall), mix(PETROL, INK, 0.35))
        if cover == 0:
            words = fit(stage.picture.title, "display", wide - 80, 90, 40, 20)
            words.paint(pen, spine + 46, top + 60, PAPER)
            pen.fill(circle(spine + wide - 92, top + tall - 104, 64), mix(PETROL, HAZE, 0.25))
            pen.fill(circle(spine + wide - 128, top + tall - 84, 38), mix(PETROL, COPPER, 0.75))
    else:
        _leaf(pen, spine, top, wide, tall, cover, WHITE)


def _lines(pen: Pen, spine: float, top: float, reach: float, tall: float, shift: int) -> None:
    """Print on a page, from the spine outwards."""
    for row in range(11):
        y = top + 58 + row * 31
        if y < top + tall - 30:
            length = (0.74, 0.68, 0.78, 0.46)[(row + shift) % 4]
            start = 0.12 if reach > 0 else 0.9
            end = start + length if reach > 0 else start - length
            pen.line((spine + reach * start, y), (spine + reach * end, y), LINE, 6, 0.8)


def _leaf(pen: Pen, spine: float, top: float, wide: float, tall: float, turned: float, colour: str) -> None:
    """One leaf on its way over, from the right (0) to the left (1)."""
    reach, lift = wide * math.cos(turned * math.pi), 18 * math.sin(turned * math.pi)
    half, end = spine + reach * 0.5, spine + reach
    page = smooth([
        (spine, top), (spine, top), (half, top - lift), (end, top - lift * 0.4), (end, top - lift * 0.4),
        (end, top + tall - lift * 0.4), (end, top + tall - lift * 0.4), (half, top + tall - lift),
        (spine, top + tall), (spine, top + tall),
    ])  # fmt: skip
    pen.fill(page, mix(colour, SAND, 0.06 + 0.4 * math.sin(turned * math.pi)))
    pen.stroke(page, LINE, 1.6)
    _lines(pen, spine, top - lift * 0.8, reach, tall, 1)
