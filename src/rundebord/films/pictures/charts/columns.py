"""Two columns in balance, a sieve from wish to something sharper, and a list."""

from __future__ import annotations

from rundebord.films.pictures.charts.parts import (
    BOTTOM,
    LEFT,
    RIGHT,
    come,
    is_newest,
    is_successor,
    struck,
    successor_of,
)
from rundebord.films.pictures.moments import Moment
from rundebord.films.pictures.motion import between, clamp
from rundebord.films.pictures.palette import COPPER, HAZE, INK, LINE, MIST, PAPER, PETROL, SOFT_INK, WHITE, mix
from rundebord.films.pictures.pen import Pen, box, circle, polygon, text_width
from rundebord.films.pictures.stage import Stage
from rundebord.films.pictures.typeset import fit
from rundebord.films.script import Part


def paint_balance(pen: Pen, stage: Stage, moment: Moment) -> None:
    """Two columns side by side, each with its head, entries coming one by one."""
    left_parts = [part for part in stage.parts if part.mark != "right"]
    right_parts = [part for part in stage.parts if part.mark == "right"]
    middle, top = 640.0, 216.0
    most = max(len(left_parts), len(right_parts), 2) - 1
    height = min(134.0 if most < 3 else 96.0, (BOTTOM - top - 84) / max(most, 1))
    for column, (parts, tone) in enumerate(((left_parts, PETROL), (right_parts, COPPER))):
        x = LEFT if column == 0 else middle + 18
        width = middle - 18 - LEFT
        for number, part in enumerate(parts):
            share = come(stage, moment, part)
            if share <= 0:
                continue
            if number == 0:
                pen.fill(box(x, top, width * share, 66, 8), tone)
                head = fit(part.title, "display", width - 48, 40, 34, 18, most_lines=1)
                head.paint(pen, x + 24, top + (66 - head.height) / 2, WHITE, "left", share)
                continue
            y = top + 80 + height * (number - 1)
            _entry(pen, stage, moment, part, x, y, width, height - 12, share, tone)


def _entry(
    pen: Pen, stage: Stage, moment: Moment, part: Part, x: float, y: float, width: float, height: float, share: float,
    tone: str,
) -> None:  # fmt: skip
    gone = struck(stage, moment, part)
    with pen.faded(share, (x - 4, y - 4, width + 8, height + 20)):
        shift = between(14, 0, share)
        pen.fill(box(x, y + shift, width, height, 8), mix(tone, PAPER, 0.88))
        pen.fill(box(x, y + shift, 6, height, 2), tone)
        title = fit(part.title, "strong", width - 60, height - (34 if part.text else 18), 42, 16)
        text = fit(part.text, "text", width - 60, 26, 21, 14)
        total = title.height + (12 + text.height if part.text else 0)
        start = y + shift + (height - total) / 2
        title.paint(pen, x + 28, start, mix(INK, PAPER, gone * 0.45))
        text.paint(pen, x + 28, start + title.height + 12, SOFT_INK)
    if gone > 0:
        wide = min(title.width, width - 60)
        pen.line((x + 24, y + height / 2), (x + 32 + wide, y + height / 2), COPPER, 4, 1, gone)


def paint_sieve(pen: Pen, stage: Stage, moment: Moment) -> None:
    """On the left a loose wish, soft at the edges; on the right what it became, sharp."""
    wishes = [part for part in stage.parts if not is_successor(part)][:3]
    count = max(len(wishes), 1)
    top = 212.0 if count > 1 else 150.0
    height = (BOTTOM - top) / count
    tall = min(132.0 if count > 1 else 176.0, height - 22)
    for number, wish in enumerate(wishes):
        share = come(stage, moment, wish)
        if share <= 0:
            continue
        middle = top + height * (number + 0.5)
        gone = struck(stage, moment, wish)
        width = 400.0
        x = LEFT
        with pen.faded(share, (x - 6, middle - tall / 2 - 6, width + 12, tall + 12)):
            cloud = box(x, middle - tall / 2, width, tall, tall / 2)
            pen.fill(cloud, mix("#EFE7D8", PAPER, gone * 0.5))
            pen.dashes(cloud, mix("#A8997E", PAPER, gone * 0.4), 2.5, 1, 10)
            words = fit(wish.title, "display", width - 80, tall - 30, 42, 18)
            words.paint(pen, x + width / 2, middle - words.height / 2, mix(SOFT_INK, PAPER, gone * 0.12), "centre")
        sharp = successor_of(stage, wish)
        if sharp is None:
            continue
        become = come(stage, moment, sharp, 0, 0.6)
        left = x + width + 124
        pen.dashes(box(left + 2, middle - tall / 2 + 2, RIGHT - left - 4, tall - 4, 6), HAZE, 2.5, share * (1 - become))
        if become <= 0:
            continue
        _arrow(pen, x + width + 22, x + width + 102, middle, become)
        show = come(stage, moment, sharp, 0.25)
        _sharp(pen, sharp, x + width + 124, middle - tall / 2, RIGHT - (x + width + 124), tall, show)


def _sharp(pen: Pen, part: Part, x: float, y: float, width: float, height: float, show: float) -> None:
    with pen.faded(show, (x - 4, y - 4, width + 8, height + 8)):
        pen.fill(box(x, y, width, height, 6), PETROL)
        title = fit(part.title, "display", width - 60, height - (62 if part.text else 30), 46, 18)
        text = fit(part.text, "text", width - 60, 30, 29, 15)
        total = title.height + (16 + text.height if part.text else 0)
        top = y + (height - total) / 2
        title.paint(pen, x + 30, top, WHITE)
        text.paint(pen, x + 30, top + title.height + 16, MIST)


def _arrow(pen: Pen, start: float, end: float, y: float, share: float) -> None:
    tip = between(start, end, share)
    pen.line((start, y), (tip, y), COPPER, 4)
    pen.stroke(polygon([(tip - 13, y - 11), (tip, y), (tip - 13, y + 11)], False), COPPER, 4)


def paint_list(pen: Pen, stage: Stage, moment: Moment) -> None:
    """Lines that come one by one; one may be struck out, with the new one beside it."""
    rows = [part for part in stage.parts if not is_successor(part)][:7]
    count = max(len(rows), 1)
    has_successors = any(is_successor(part) for part in stage.parts)
    top = 190.0
    height = min(132.0, (BOTTOM - top) / count)
    top += (BOTTOM - top - height * count) / 2 * 0.4
    width = 500.0 if has_successors else 920.0
    sizes = [fit(part.title, "display", width - 90, height * 0.62, 58, 19).size for part in rows]
    size = min(sizes, default=40)
    begun = max((come(stage, moment, part) for part in rows), default=0.0)
    for number, part in enumerate(rows):
        share = come(stage, moment, part)
        y = top + height * number
        middle = y + height / 2
        pen.stroke(circle(LEFT + 14, middle, 9), LINE, 2.5, begun)
        if share <= 0:
            continue
        gone = struck(stage, moment, part)
        is_new = is_newest(stage, moment, part)
        pen.fill(circle(LEFT + 14, middle, 9 * share), COPPER if is_new else PETROL, 1 - 0.5 * gone)
        title = fit(part.title, "display", width - 70, height * 0.7, size, 17)
        text = fit(part.text, "text", width - 70, 30, 23, 15)
        total = title.height + (14 + text.height if part.text else 0)
        start = middle - total / 2 + between(12, 0, share)
        ink = mix(INK, PAPER, gone * 0.35)
        title.paint(pen, LEFT + 52, start, ink, "left", share)
        text.paint(pen, LEFT + 52, start + title.height + 14, SOFT_INK, "left", share)
        if gone > 0:
            _strike(pen, title.lines, title.size, title.leading, LEFT + 52, start, gone)
        successor = successor_of(stage, part)
        if successor is not None:
            show = come(stage, moment, successor, 0.35)
            new = fit(successor.title, "display", RIGHT - LEFT - width - 70, height * 0.8, max(size, 30), 17)
            pen.line((LEFT + width, middle), (LEFT + width + 44, middle), COPPER, 4, 1, show)
            tip = LEFT + width + 44
            pen.stroke(
                polygon([(tip - 11, middle - 9), (tip, middle), (tip - 11, middle + 9)], False),
                COPPER,
                4,
                clamp(show * 2 - 1),
            )
            new.paint(pen, LEFT + width + 70, middle - new.height / 2, COPPER, "left", show)
        if number < count - 1:
            pen.line((LEFT, y + height), (RIGHT if has_successors else LEFT + width, y + height), LINE, 1.5, share)


def _strike(pen: Pen, lines: tuple[str, ...], size: float, leading: float, x: float, top: float, share: float) -> None:
    for number, line in enumerate(lines):
        y = top + leading * number + size * 0.4
        pen.line((x - 6, y), (x + text_width(line, "display", size) + 6, y), COPPER, 4, 1, share)
