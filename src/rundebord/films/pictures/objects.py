"""The thing that carries a film: a form that goes round, an agenda, a strategy, a calendar, one page."""

from __future__ import annotations

import re

from rundebord.films.pictures.booklet import paint_strategy
from rundebord.films.pictures.desk import DESK_LIGHT, heading, item_come, pencil, sheet
from rundebord.films.pictures.moments import Moment
from rundebord.films.pictures.motion import between, clamp, coming
from rundebord.films.pictures.palette import (
    BLUSH,
    COPPER,
    HAZE,
    INK,
    LINE,
    MIST,
    PETROL,
    SAND,
    SOFT_INK,
    WHITE,
    mix,
)
from rundebord.films.pictures.pen import Pen, box, circle, polygon, smooth
from rundebord.films.pictures.people import speaker_in_corner
from rundebord.films.pictures.stage import Stage
from rundebord.films.pictures.typeset import fit


def paint_object(pen: Pen, stage: Stage, moment: Moment) -> None:
    """The thing on a desk, with the words that belong to it coming as they are said."""
    pen.clear(DESK_LIGHT)
    thing = stage.picture.thing
    if thing == "form":
        _form(pen, stage, moment)
    elif thing == "agenda":
        _agenda(pen, stage, moment)
    elif thing == "strategy":
        paint_strategy(pen, stage, moment)
    elif thing == "calendar":
        _calendar(pen, stage, moment)
    else:
        _page(pen, stage, moment)
    speaker_in_corner(pen, stage, moment, ground=DESK_LIGHT)


def _form(pen: Pen, stage: Stage, moment: Moment) -> None:
    """The sheet is printed, signed, scanned and sent, step by step; its way is drawn as a line that goes round."""
    come = coming(moment.since, 0, 0.6)
    x, y, wide, tall = 316.0, 316.0 + (1 - come) * 26, 348.0, 464.0
    steps = stage.items
    with pen.faded(come):
        sheet(pen, x, y, wide, tall, -2.5)
        with pen.at(x, y, 1, -2.5):
            left, top = -wide / 2 + 34, -tall / 2 + 40
            fit(stage.picture.title, "strong", wide - 68, 26, 23, 14).paint(pen, left, top, INK)
            for row in range(6):
                line = top + 44 + row * 49
                pen.fill(box(left, line, 90 + (row * 37) % 60, 7, 3.5), LINE)
                pen.stroke(box(left, line + 14, wide - 68, 26, 4), LINE, 2)
                pen.fill(box(left + 10, line + 23, 70 + (row * 53) % 130, 7, 3.5), mix(PETROL, WHITE, 0.45))
            foot = tall / 2 - 58
            pen.line((left, foot + 22), (left + 170, foot + 22), SOFT_INK, 2)
            signed = _step_named(stage, moment, "sign")
            if signed > 0:
                strokes = [
                    (left + 8, foot + 12),
                    (left + 26, foot - 14),
                    (left + 34, foot + 12),
                    (left + 52, foot - 2),
                    (left + 66, foot + 12),
                    (left + 86, foot - 8),
                    (left + 100, foot + 12),
                    (left + 140, foot + 4),
                ]
                pen.stroke(smooth(strokes, False), PETROL, 3.4, 1, signed)
            scanned = _step_named(stage, moment, "ska")
            if 0 < scanned < 1:
                pen.fill(box(-wide / 2, -tall / 2 + tall * scanned - 6, wide, 12), "#6FBCC2", 0.8)
    _steps(pen, steps, moment)


def _step_named(stage: Stage, moment: Moment, stem: str) -> float:
    for number, item in enumerate(stage.items):
        if item.lower().startswith(stem):
            return coming(moment.age(f"item:{number}"), 0.0, 1.2)
    return 0.0


def _steps(pen: Pen, steps: tuple[str, ...], moment: Moment) -> None:
    count = len(steps)
    if not count:
        return
    if count == 1:
        show = item_come(moment, 0)
        block = fit(steps[0], "display", 520, 220, 54, 26)
        block.paint(pen, 600, 322 - block.height / 2 + between(14, 0, show), INK, "left", show)
        return
    top, height = 214.0 if count > 4 else 186.0, (566.0 - (214 if count > 4 else 186)) / count
    newest = max((n for n in range(count) if moment.age(f"item:{n}") >= 0), default=-1)
    for number, words in enumerate(steps):
        show = item_come(moment, number)
        if show <= 0:
            continue
        middle = top + height * (number + 0.5)
        if number:
            pen.line((640, middle - height + 30), (640, middle - 30), HAZE, 4, 1, show)
        pen.fill(circle(640, middle, 29 * show), COPPER if number == newest else PETROL)
        if show > 0.5:
            _icon(pen, words, 640, middle)
        block = fit(words, "display", 380, height - 10, 42, 20)
        block.paint(pen, 694, middle - block.height / 2, INK if number == newest else SOFT_INK, "left", show)


def _icon(pen: Pen, words: str, x: float, y: float) -> None:
    """A printer, a pen, a scanner, an arrow up; else a small sheet."""
    start = words.lower()
    with pen.at(x, y, 0.92):
        if start.startswith("skriv ut"):
            pen.stroke(box(-13, -4, 26, 13, 2), WHITE, 2.6)
            pen.stroke(polygon([(-8, -4), (-8, -13), (8, -13), (8, -4)], False), WHITE, 2.6)
            pen.fill(box(-8, 4, 16, 10), WHITE)
        elif start.startswith("sign"):
            pen.stroke(polygon([(-11, 11), (-8, 2), (7, -13), (13, -7), (-2, 8)]), WHITE, 2.6)
            pen.line((0, 13), (13, 13), WHITE, 2.6)
        elif start.startswith("ska"):
            pen.stroke(polygon([(-13, -5), (-13, -12), (-6, -12)], False), WHITE, 2.6)
            pen.stroke(polygon([(13, -5), (13, -12), (6, -12)], False), WHITE, 2.6)
            pen.stroke(polygon([(-13, 5), (-13, 12), (-6, 12)], False), WHITE, 2.6)
            pen.stroke(polygon([(13, 5), (13, 12), (6, 12)], False), WHITE, 2.6)
            pen.line((-15, 0), (15, 0), WHITE, 2.6)
        elif start.startswith("last opp"):
            pen.line((0, 9), (0, -11), WHITE, 2.8)
            pen.stroke(polygon([(-8, -4), (0, -12), (8, -4)], False), WHITE, 2.8)
            pen.stroke(polygon([(-13, 5), (-13, 13), (13, 13), (13, 5)], False), WHITE, 2.6)
        else:
            pen.stroke(box(-9, -12, 18, 24, 2), WHITE, 2.6)
            pen.line((-4, -4), (4, -4), WHITE, 2.2)
            pen.line((-4, 3), (4, 3), WHITE, 2.2)


def _agenda(pen: Pen, stage: Stage, moment: Moment) -> None:
    """A sheet with its points. The first that is said is what it is about; the others are there in outline."""
    come = coming(moment.since, 0, 0.6)
    x, y, wide, tall = 520.0, 318.0 + (1 - come) * 24, 800.0, 492.0
    left, top = x - wide / 2 + 56, y - tall / 2 + 46
    with pen.faded(come):
        sheet(pen, x, y, wide, tall)
        title = fit(stage.picture.title, "display", wide - 112, 60, 48, 24, most_lines=1)
        title.paint(pen, left, top, PETROL)
        top += title.height + 24
        pen.line((left, top), (left + wide - 112, top), LINE, 2)
    top += 14
    rows = _agenda_rows(stage.items)
    room = (y + tall / 2 - 26 - top) / max(sum(weight for _, weight in rows), 1)
    for place, (words, weight) in enumerate(rows):
        height = room * weight
        middle = top + height / 2
        top += height
        if not words:
            with pen.faded(come):
                pen.fill(box(left, middle - 6, 46, 12, 6), mix(LINE, WHITE, 0.5))
                pen.fill(
                    box(left + 66, middle - 6, (300.0, 210.0, 372.0, 250.0)[place % 4], 12, 6), mix(LINE, WHITE, 0.5)
                )
            continue
        number = stage.items.index(words)
        show = item_come(moment, number)
        is_point = number == 0
        block = fit(
            words, "strong" if is_point or ":" in words else "text", wide - 150, height - 10, 40 if is_point else 32, 18
        )
        if is_point:
            pen.fill(box(left - 16, middle - height / 2 + 4, (wide - 80) * show, height - 8, 6), BLUSH)
        inset = 0.0 if ":" in words or is_point else 66.0
        block.paint(pen, left + inset, middle - block.height / 2, INK if is_point else SOFT_INK, "left", show)


def _agenda_rows(items: tuple[str, ...]) -> list[tuple[str, float]]:
    """The points and their heights; "" is a point nobody mentions: before a late one, between an early and a late."""
    rows: list[tuple[str, float]] = []
    place = 1
    for item in items:
        found = re.search(r"(\d+):", item)
        number = int(found[1]) if found else place
        rows += [("", 0.62)] * min(max(number - place, 0), 3)
        rows.append((item, 1.7 if not rows or item is items[0] else 1.1))
        place = number + 1 if found else place
    return rows or [("", 1.0)] * 4


def _calendar(pen: Pen, stage: Stage, moment: Moment) -> None:
    """A month with one day marked."""
    come = coming(moment.since, 0, 0.6)
    x, y, wide, tall = 350.0, 316.0 + (1 - come) * 24, 500.0, 440.0
    with pen.faded(come):
        sheet(pen, x, y, wide, tall)
        left, top = x - wide / 2, y - tall / 2
        pen.fill(box(left, top, wide, 66, 4), PETROL)
        for ring in range(6):
            pen.fill(box(left + 52 + ring * 79, top - 12, 8, 26, 4), SOFT_INK)
        step_x, step_y = (wide - 60) / 7, (tall - 110) / 5
        for day in range(31):
            column, row = (day + 2) % 7, (day + 2) // 7
            cell_x, cell_y = left + 30 + column * step_x, top + 88 + row * step_y
            pen.fill(
                box(cell_x + 4, cell_y + 4, step_x - 8, step_y - 8, 6), MIST if column < 5 else mix(SAND, WHITE, 0.6)
            )
        mark = coming(moment.since, 0.9, 0.7)
        pen.stroke(circle(left + 30 + 0.5 * step_x, top + 88 + 2.5 * step_y, 34), COPPER, 6, 1, mark)
    bottom = heading(pen, stage, 660, 250, 330, moment)
    for number, words in enumerate(stage.items):
        show = item_come(moment, number)
        fit(words, "text", 500, 100, 40, 22).paint(pen, 660, bottom + 36 + number * 60, INK, "left", show)


def _page(pen: Pen, stage: Stage, moment: Moment) -> None:
    """One page, written while it is read."""
    come = coming(moment.since, 0, 0.6)
    x, y, wide, tall = 500.0, 318.0 + (1 - come) * 24, 760.0, 492.0
    with pen.faded(come):
        sheet(pen, x, y, wide, tall, 0.6)
        left, top = x - wide / 2 + 62, y - tall / 2 + 56
        title = fit(stage.picture.title, "strong", wide - 124, 40, 30, 20, most_lines=1)
        title.paint(pen, left, top, COPPER)
        top += title.height + 20
        pen.line((left, top), (left + 84, top), COPPER, 4)
    room = (y + tall / 2 - 46 - top) / max(len(stage.items), 1)
    for number, words in enumerate(stage.items):
        show = item_come(moment, number)
        block = fit(words, "display", wide - 130, room - 44, 52, 24)
        start = top + room * number + (room - block.height) / 2
        block.paint(pen, left, start + between(12, 0, show), PETROL, "left", show)
        if number < len(stage.items) - 1:
            pen.line((left, top + room * (number + 1)), (left + wide - 124, top + room * (number + 1)), LINE, 1.5, show)
    newest = max((n for n in range(len(stage.items)) if moment.age(f"item:{n}") >= 0), default=-1)
    if newest >= 0:
        age = moment.age(f"item:{newest}")
        if age < 3.9:
            start = top + room * (newest + 0.5) + 30
            at = left + (wide - 160) * clamp(age / 1.4)
            with pen.faded(clamp((3.9 - age) * 1.5)):
                pencil(pen, at + 10, start, moment.clock)
