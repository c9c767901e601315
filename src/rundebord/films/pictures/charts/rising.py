"""Steps that rise, a flow between actors, dots and bars."""

from __future__ import annotations

from rundebord.films.pictures.charts.parts import (
    BOTTOM,
    LEFT,
    RIGHT,
    age_of,
    come,
    is_newest,
    is_successor,
    struck,
    successor_of,
)
from rundebord.films.pictures.moments import Moment
from rundebord.films.pictures.motion import between, coming
from rundebord.films.pictures.palette import COPPER, HAZE, INK, LINE, MIST, PAPER, PETROL, SOFT_INK, WHITE, mix
from rundebord.films.pictures.pen import Pen, box, circle, polygon, smooth
from rundebord.films.pictures.stage import Stage
from rundebord.films.pictures.typeset import fit
from rundebord.films.script import Part

_STEP_TONES = ("#C3D8D9", "#7FAAAF", "#2F7580", "#0B4A53")


def paint_steps(pen: Pen, stage: Stage, moment: Moment) -> None:
    """Boxes that rise from left to right."""
    parts = stage.parts[:6]
    count = max(len(parts), 1)
    gap = 14.0
    width = (RIGHT - LEFT - gap * (count - 1)) / count
    lowest, highest = 170.0, 344.0
    begun = max((come(stage, moment, part, 0, 0.6) for part in parts), default=0.0)
    for number, part in enumerate(parts):
        share = come(stage, moment, part, 0, 0.6)
        height = between(lowest, highest, number / max(count - 1, 1))
        x = LEFT + number * (width + gap)
        pen.dashes(box(x + 2, BOTTOM - height + 2, width - 4, height - 4, 10), HAZE, 2.5, begun)
        if share <= 0:
            continue
        top = BOTTOM - height * share
        tone = _STEP_TONES[round(number * 3 / max(count - 1, 1)) if count > 1 else 3]
        is_dark = number * 3 / max(count - 1, 1) > 1.4 or count == 1
        pen.fill(box(x, top, width, BOTTOM - top, 10), tone)
        ink = WHITE if is_dark else INK
        show = coming(age_of(stage, moment, part), 0.25, 0.5)
        number_block = fit(str(number + 1), "display", 60, 40, 34)
        number_block.paint(pen, x + 24, top + 24, mix(ink, tone, 0.25), "left", show)
        title = fit(part.title, "display", width - 44, 84, 40, 18)
        baseline = title.paint(pen, x + 24, top + 68, ink, "left", show)
        if part.text:
            fit(part.text, "text", width - 44, 66, 28, 16).paint(pen, x + 24, baseline + 19, ink, "left", show)


def paint_flow(pen: Pen, stage: Stage, moment: Moment) -> None:
    """Actors in a row with arrows between. What falls away is crossed out and sinks; its successor takes its place."""
    chain = [part for part in stage.parts if not is_successor(part)][:6]
    count = max(len(chain), 1)
    width = min(268.0, (RIGHT - LEFT - 70 * (count - 1)) / count)
    gap = (RIGHT - LEFT - width * count) / max(count - 1, 1) if count > 1 else 0.0
    gap = min(gap, 150.0)
    first = (LEFT + RIGHT) / 2 - (width * count + gap * (count - 1)) / 2
    middle, height = 372.0, 138.0
    previous = 0.0
    for number, part in enumerate(chain):
        x = first + number * (width + gap)
        share = come(stage, moment, part)
        gone = struck(stage, moment, part)
        successor = successor_of(stage, part)
        sink = between(0, 112, gone) if successor else 0.0
        if number:
            _arrow(pen, x - gap + 12, x - 14, middle, min(share, previous))
        previous = share
        _actor(pen, part, x, middle - height / 2 + sink, width, height, share, gone)
        if successor is not None:
            rise = come(stage, moment, successor, 0.25)
            _actor(pen, successor, x, middle - height / 2 - 78 * gone + (1 - rise) * 16, width, height, rise, 0, COPPER)
            if 0 < number < count - 1:
                _bridge(
                    pen,
                    x - gap - 16,
                    x + width + gap + 16,
                    middle - height / 2 - 10,
                    come(stage, moment, successor, 0.6, 0.8),
                )


def _actor(
    pen: Pen, part: Part, x: float, y: float, width: float, height: float, share: float, gone: float, tone: str = PETROL
) -> None:
    if share <= 0:
        return
    fade = 1 - 0.3 * gone
    with pen.faded(share, (x - 8, y - 8, width + 16, height + 16)):
        pen.fill(box(x, y, width, height, 14), mix(mix(tone, PAPER, 0.84), PAPER, gone * 0.6))
        pen.stroke(box(x, y, width, height, 14), mix(tone, PAPER, 0.1 + 0.6 * gone), 2.5)
        title = fit(part.title, "display", width - 36, height - (60 if part.text else 36), 34, 18)
        text = fit(part.text, "text", width - 36, 44, 22, 15)
        total = title.height + (16 + text.height if part.text else 0)
        top = y + (height - total) / 2
        colour = mix(tone if tone == COPPER else INK, PAPER, 1 - fade)
        title.paint(pen, x + width / 2, top, colour, "centre")
        text.paint(pen, x + width / 2, top + title.height + 16, mix(SOFT_INK, PAPER, 1 - fade), "centre")
    if gone > 0:
        pen.line((x + 26, y + height - 26), (x + width - 26, y + 26), COPPER, 5, 0.9, gone)


def _arrow(pen: Pen, start: float, end: float, y: float, share: float) -> None:
    if share <= 0 or end - start < 12:
        return
    tip = between(start, end, share)
    pen.line((start, y), (tip, y), PETROL, 4)
    pen.stroke(polygon([(tip - 13, y - 11), (tip, y), (tip - 13, y + 11)], False), PETROL, 4)


def _bridge(pen: Pen, start: float, end: float, y: float, share: float) -> None:
    """From one to the next, past the one between."""
    if share <= 0:
        return
    top = max(172.0, y - 128)
    path = smooth([(start, y), (between(start, end, 0.2), top), (between(start, end, 0.8), top), (end, y)], False)
    pen.stroke(path, COPPER, 4, 1.0, share)
    if share > 0.97:
        pen.stroke(polygon([(end - 14, y - 10), (end, y + 2), (end + 6, y - 15)], False), COPPER, 4)


def paint_dots(pen: Pen, stage: Stage, moment: Moment) -> None:
    """So many of so many, in rows to compare."""
    parts = stage.parts[:4]
    height = (BOTTOM - 190) / max(len(parts), 1)
    for number, part in enumerate(parts):
        age = age_of(stage, moment, part)
        share = coming(age)
        if share <= 0:
            continue
        of = max(1, min(int(part.other or 10), 40))
        across = min(of, 20)
        rows = (of + across - 1) // across
        middle = 190 + height * (number + 0.5)
        has_words = bool(part.title)
        step = min(62.0, (RIGHT - LEFT - (400 if has_words else 0)) / across, (height - 20) / rows)
        for dot in range(of):
            at = coming(age, 0.05 * dot, 0.3)
            x = LEFT + step * (dot % across + 0.5)
            y = middle + step * (dot // across - (rows - 1) / 2)
            pen.fill(circle(x, y, step * 0.38 * at), COPPER if dot < part.value else HAZE)
        if has_words:
            x = LEFT + step * across + 34
            words = fit(part.title, "display", RIGHT - x, height * 0.5, 38, 18)
            below = fit(part.text, "text", RIGHT - x, height * 0.3, 24, 15)
            total = words.height + (14 + below.height if part.text else 0)
            words.paint(pen, x, middle - total / 2, INK, "left", share)
            below.paint(pen, x, middle - total / 2 + words.height + 14, SOFT_INK, "left", share)


def paint_bars(pen: Pen, stage: Stage, moment: Moment) -> None:
    """A few horizontal bars with their numbers."""
    parts = stage.parts[:6]
    highest = max((abs(part.value) for part in parts), default=1.0) or 1.0
    height = min(96.0, (BOTTOM - 200) / max(len(parts), 1))
    label_width = 300.0
    left = LEFT + label_width + 24
    top = 200 + (BOTTOM - 200 - height * len(parts)) / 2
    pen.line((left, top), (left, top + height * len(parts)), LINE, 2)
    for number, part in enumerate(parts):
        share = come(stage, moment, part, 0, 0.8)
        if share <= 0:
            continue
        y = top + height * number
        title = fit(part.title, "strong", label_width, height - 26, 28, 16)
        title.paint(pen, left - 24, y + (height - title.height) / 2, INK, "right", share)
        width = max(6.0, (RIGHT - left - 150) * abs(part.value) / highest * share)
        tone = COPPER if is_newest(stage, moment, part) or part.mark == "strong" else PETROL
        pen.fill(box(left, y + 12, width, height - 24, 5), mix(tone, MIST, 0.1))
        value = f"{part.value:,.1f}".replace(",", "\u00a0").replace(".", ",").removesuffix(",0")
        figure = fit(part.text or value, "display", 220, 50, 34, 16)
        figure.paint(pen, left + width + 18, y + (height - figure.height) / 2, tone, "left", share)
