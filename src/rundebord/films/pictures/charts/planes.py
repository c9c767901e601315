"""Two axes, a line of time, a house of layers, and a ring of parties around one."""

from __future__ import annotations

from rundebord.films.pictures.charts.parts import BOTTOM, LEFT, RIGHT, age_of, come, is_newest, struck
from rundebord.films.pictures.moments import Moment
from rundebord.films.pictures.motion import between, clamp, coming
from rundebord.films.pictures.palette import (
    BLUSH,
    COPPER,
    HAZE,
    INK,
    LINE,
    MIST,
    PAPER,
    PETROL,
    SAND,
    SOFT_INK,
    WHITE,
    mix,
)
from rundebord.films.pictures.pen import Pen, around, box, circle, joined, polygon, text_width
from rundebord.films.pictures.stage import Stage
from rundebord.films.pictures.typeset import fit

PEOPLE = {"mannen", "kvinnen", "moren", "faren", "du", "brukeren", "søkeren", "innbyggeren", "mennesket", "eleven"}
"""Words for somebody: in the middle of a ring they get a small figure."""


def paint_axes(pen: Pen, stage: Stage, moment: Moment) -> None:
    """Two axes with names, and points in the plane."""
    left, right, top, bottom = 250.0, 1010.0, 164.0, 502.0
    for part in stage.parts:
        share = come(stage, moment, part, 0, 0.7)
        if part.mark == "x" and share > 0:
            _arrow(pen, (left, bottom), (right + 20, bottom), share)
            fit(part.title, "strong", 640, 34, 26, 16).paint(pen, (left + right) / 2, bottom + 28, INK, "centre", share)
        if part.mark == "y" and share > 0:
            _arrow(pen, (left, bottom), (left, top - 8), share)
            name = fit(part.title, "strong", 150, 130, 26, 15)
            name.paint(pen, left - 24, (top + bottom) / 2 - name.height / 2, INK, "right", share)
    grid = coming(moment.since, 0.2, 0.8)
    for step in range(1, 4):
        pen.line((left, between(bottom, top, step / 4)), (right, between(bottom, top, step / 4)), LINE, 1, 0.6 * grid)
        pen.line((between(left, right, step / 4), bottom), (between(left, right, step / 4), top), LINE, 1, 0.6 * grid)
    for part in stage.parts:
        if part.mark in ("x", "y"):
            continue
        age = age_of(stage, moment, part)
        share = coming(age)
        if share <= 0:
            continue
        x, y = between(left, right, clamp(part.value)), between(bottom, top, clamp(part.other))
        tone = COPPER if is_newest(stage, moment, part) else PETROL
        pen.dashes(polygon([(x, y), (x, bottom)], False), tone, 2, 0.5 * share)
        pen.dashes(polygon([(x, y), (left, y)], False), tone, 2, 0.5 * share)
        pen.fill(circle(x, y, 34 * coming(age, 0, 0.7)), tone, 0.16)
        pen.fill(circle(x, y, 15 * share), tone)
        is_right = x < (left + right) / 2 + 60
        words = fit(part.title, "display", 330, 66, 30, 17)
        at = x + 36 if is_right else x - 36
        words.paint(pen, at, y - 30 - words.height / 2, INK, "left" if is_right else "right", share)


def _arrow(pen: Pen, start: tuple[float, float], end: tuple[float, float], share: float) -> None:
    pen.line(start, end, INK, 3.5, 1, share)
    if share > 0.97:
        x, y = end
        points = [(x - 12, y - 9), end, (x - 12, y + 9)] if start[1] == y else [(x - 9, y + 12), end, (x + 9, y + 12)]
        pen.stroke(polygon(points, False), INK, 3.5)


def paint_timeline(pen: Pen, stage: Stage, moment: Moment) -> None:
    """Points on a line, with words above and below in turn."""
    y = 362.0
    left, right = LEFT + 40, RIGHT - 40
    pen.line((LEFT, y), (RIGHT, y), HAZE, 6, 1, coming(moment.since, 0, 1.0))
    parts = sorted(stage.parts, key=lambda part: part.value)[:7]
    room = (right - left) / max(len(parts) - 1, 1) * 1.7 if len(parts) > 1 else 600.0
    room = clamp(room, 190, 330)
    for number, part in enumerate(parts):
        age = age_of(stage, moment, part)
        share = coming(age)
        if share <= 0:
            continue
        x = between(left, right, clamp(part.value))
        is_up = number % 2 == 0
        tone = COPPER if is_newest(stage, moment, part) else PETROL
        title = fit(part.title, "display", room, 70, 30, 17)
        text = fit(part.text, "text", room, 62, 22, 15)
        at = clamp(x, LEFT + max(title.width, text.width) / 2, RIGHT - max(title.width, text.width) / 2)
        total = title.height + (16 + text.height if part.text else 0)
        stem = 44.0
        pen.line((x, y), (x, y - stem if is_up else y + stem), tone, 3, 1, share)
        pen.fill(circle(x, y, 13 * share), tone)
        pen.fill(circle(x, y, 5 * share), PAPER)
        top = y - stem - 14 - total if is_up else y + stem + 16
        title.paint(pen, at, top, INK, "centre", share)
        text.paint(pen, at, top + title.height + 16, SOFT_INK, "centre", share)


def paint_layers(pen: Pen, stage: Stage, moment: Moment) -> None:
    """A house: what is seen above the ground, and what bears it below."""
    above = [part for part in stage.parts if part.mark != "below"][:3]
    below = [part for part in stage.parts if part.mark == "below"][:4]
    ground = 352.0
    left, right = 276.0, 924.0
    pen.fill(box(0, ground, 1280, 720 - ground), mix(SAND, PAPER, 0.45))
    pen.line((0, ground), (1280, ground), LINE, 3)
    shown = max((come(stage, moment, part, 0, 0.7) for part in above), default=0.0)
    if shown > 0:
        roof = 214.0
        with pen.faded(shown, (left - 60, 110, right - left + 120, ground - 110)):
            pen.fill(box(left + 26, roof, right - left - 52, ground - roof), MIST)
            peak = 132.0
            pen.fill(polygon([(left - 14, roof + 4), ((left + right) / 2, peak), (right + 14, roof + 4)]), PETROL)
    height = (ground - 222) / max(len(above), 1)
    for number, part in enumerate(above):
        share = come(stage, moment, part, 0.2)
        if share <= 0:
            continue
        words = fit(part.title, "display", right - left - 110, height - 20, 40, 18)
        text = fit(part.text, "text", right - left - 110, 30, 22, 15)
        total = words.height + (14 + text.height if part.text else 0)
        top = 222 + height * number + (height - total) / 2
        words.paint(pen, (left + right) / 2, top, PETROL, "centre", share)
        text.paint(pen, (left + right) / 2, top + words.height + 14, SOFT_INK, "centre", share)
    each = (BOTTOM - ground - 20) / max(len(below), 1)
    for number, part in enumerate(below):
        share = come(stage, moment, part, 0, 0.7)
        if share <= 0:
            continue
        gone = struck(stage, moment, part)
        top = ground + 10 + each * number
        inset = 26.0 - min(number, 2) * 13
        with pen.faded(share, (left, top, right - left, each)):
            tone = mix(mix(COPPER, PAPER, 0.12 + 0.1 * number), PAPER, gone * 0.5)
            pen.fill(box(left + inset, top, right - left - inset * 2, each - 8, 6), tone)
            words = fit(part.title, "display", right - left - 140, each - 34, 36, 17)
            text = fit(part.text, "text", right - left - 140, 26, 21, 14) if each > 84 else fit("", "text", 10, 10, 20)
            total = words.height + (12 + text.height if text.lines else 0)
            start = top + (each - 8 - total) / 2
            words.paint(pen, (left + right) / 2, start, WHITE, "centre")
            text.paint(pen, (left + right) / 2, start + words.height + 12, BLUSH, "centre")


def paint_ring(pen: Pen, stage: Stage, moment: Moment) -> None:
    """One in the middle, parties around. A weak link is a broken line: nobody has made it."""
    parts = stage.parts[:9]
    if not parts:
        return
    x, y = 640.0, 362.0
    across, up = 392.0, 158.0
    outer = parts[1:]
    for number, part in enumerate(outer):
        share = come(stage, moment, part, 0, 0.6)
        if share <= 0:
            continue
        at_x, at_y = _place(number, len(outer), x, y, across, up)
        gone = struck(stage, moment, part)
        is_weak = part.mark == "weak"
        tone = COPPER if is_weak else PETROL
        end = (between(x, at_x, share), between(y, at_y, share))
        if is_weak:
            pen.dashes(polygon([(x, y), end], False), COPPER, 4, 0.85, 13)
        else:
            pen.line((x, y), end, PETROL, 4, 0.85 * (1 - 0.6 * gone))
        show = come(stage, moment, part, 0.2)
        width = max(160.0, min(300.0, text_width(part.title, "strong", 29) + 52))
        with pen.faded(show, (at_x - width / 2 - 4, at_y - 44, width + 8, 92)):
            pill = box(at_x - width / 2, at_y - 34, width, 68, 34)
            pen.fill(pill, mix(tone, PAPER, 0.86))
            pen.stroke(pill, mix(tone, PAPER, 0.15), 2.5)
            words = fit(part.title, "strong", width - 34, 48, 29, 15)
            words.paint(pen, at_x, at_y - words.height / 2, INK, "centre")
        if gone > 0:
            pen.line((at_x - width / 2 + 20, at_y), (at_x + width / 2 - 20, at_y), COPPER, 4, 1, gone)
    middle = parts[0]
    share = come(stage, moment, middle, 0, 0.6)
    if share > 0:
        pen.fill(circle(x, y, 90 * share), PETROL)
        words = fit(middle.title, "display", 150, 90, 36, 16)
        is_person = middle.title.lower().strip(" .") in PEOPLE
        if is_person:
            pen.fill(circle(x, y - 38, 17 * share), mix(PETROL, WHITE, 0.8))
            shoulders = joined(circle(x, y + 14, 30 * share), box(x - 30 * share, y + 14, 60 * share, 6))
            with pen.within(box(x - 40, y - 20, 80, 28)):
                pen.fill(shoulders, mix(PETROL, WHITE, 0.8))
        words.paint(pen, x, y - words.height / 2 + (38 if is_person else 0), WHITE, "centre", share)


def _place(number: int, count: int, x: float, y: float, across: float, up: float) -> tuple[float, float]:
    starts = {1: -90.0, 2: 180.0, 3: -90.0, 4: -145.0, 5: -90.0}
    step = {4: (-145.0, -35.0, 35.0, 145.0)}
    degrees = step[count][number] if count in step else starts.get(count, -90.0) + 360 * number / max(count, 1)
    unit_x, unit_y = around(0, 0, 1, degrees)
    return x + unit_x * across, y + unit_y * up
