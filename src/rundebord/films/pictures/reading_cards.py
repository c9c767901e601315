"""Cards that are read: a fact with its source, and a concept with what it means."""

from __future__ import annotations

import re

from rundebord.films.pictures.labels import label
from rundebord.films.pictures.moments import Moment
from rundebord.films.pictures.motion import between, coming
from rundebord.films.pictures.palette import COPPER, HAZE, INK, LINE, MIST, PAPER, PETROL, SAND, SOFT_INK, WHITE, mix
from rundebord.films.pictures.pen import Pen, box, circle
from rundebord.films.pictures.people import in_disc, name_below
from rundebord.films.pictures.stage import Stage
from rundebord.films.pictures.typeset import fit

ONE_IN = re.compile(r"\b(\d{1,2}) av (\d{1,2})\b")
PERCENT = re.compile(r"^(\d{1,2})(?:,\d)? ?(?:%|prosent)")


def paint_fact(pen: Pen, stage: Stage, moment: Moment) -> None:
    """A large figure, what it counts, and who found it."""
    picture = stage.picture
    come = coming(moment.since, 0.0, 0.5)
    lift = (1 - come) * 18
    with pen.faded(come):
        pen.fill(box(73, 61 + lift, 1134, 506, 18), SAND, 0.9)
        pen.fill(box(72, 56 + lift, 1136, 506, 18), WHITE)
        with pen.within(box(72, 56 + lift, 1136, 506, 18)):
            pen.fill(box(72, 56 + lift, 14, 506), PETROL)
    _expert(pen, stage, moment)
    first = moment.age("line:0") if stage.timed.lines else moment.since
    figure = picture.figure or picture.fact
    block = fit(figure, "display", 730, 132, 128, 54, most_lines=2)
    text = fit(picture.text, "text", 730, 140, 44, 24)
    dots = _dots_height(figure)
    total = block.height + 52 + text.height + dots
    top = 92 + max(0.0, (330 - total) / 2)
    show = coming(first, 0.15, 0.6)
    block.paint(pen, 126, top + between(16, 0, show), PETROL, "left", show)
    top += block.height + 52
    if dots:
        _share(pen, figure, 128, top, coming(first, 0.5, 1.0))
        top += dots
    show = coming(first, 0.7, 0.6)
    text.paint(pen, 126, top + between(12, 0, show), INK, "left", show)
    _source(pen, stage, coming(first, 1.5, 0.6))


def _expert(pen: Pen, stage: Stage, moment: Moment) -> None:
    role = moment.speaker or (moment.people[0][0] if moment.people else "")
    if not role:
        return
    person = moment.person(role)
    alpha = coming(moment.since, 0.15, 0.4)
    with pen.faded(alpha, (860, 90, 340, 380)):
        in_disc(pen, role, person.face, 1046, 262, 116, WHITE, weight=person.weight)
    name_below(pen, stage, role, 1046, 262 + 116 + 42, 23, alpha=alpha, width=290)


def _source(pen: Pen, stage: Stage, alpha: float) -> None:
    shown = stage.facts.get(stage.picture.fact)
    pen.line((126, 462), (126 + 1036 * alpha, 462), LINE, 1.5, 1.0 if alpha > 0 else 0.0)
    if shown is None:
        return
    year = shown.year if shown.year and shown.year not in shown.source else ""
    year = "" if year.lower().startswith("u.") else year
    words = " · ".join(bit for bit in (shown.source, year) if bit)
    source = fit(words, "strong", 1036, 30, 22, 15)
    source.paint(pen, 126, 482, INK, "left", alpha)
    has_number = any(sign.isdigit() for sign in stage.picture.figure)
    last = label("taken", stage.language) if has_number else ""
    if not shown.is_checked:
        last = f"{label('unchecked', stage.language)} {shown.read}"
    bits = (label(shown.level, stage.language), last)
    level = " · ".join(bit for bit in bits if bit)
    pen.fill(circle(135, 531, 7), PETROL if shown.level == "A" else COPPER, alpha)
    fit(level, "text", 1000, 30, 20).paint(pen, 154, 524, SOFT_INK, "left", alpha)


def _dots_height(figure: str) -> float:
    return 76.0 if ONE_IN.search(figure) else (58.0 if PERCENT.match(figure) else 0.0)


def _share(pen: Pen, figure: str, x: float, y: float, share: float) -> None:
    """«4 av 11» as eleven dots, four of them filled; «14 prosent» as a bar."""
    found = ONE_IN.search(figure)
    if found:
        count, of = int(found[1]), max(int(found[2]), 1)
        step = min(54.0, 720 / of)
        for number in range(of):
            at = coming(share * of * 0.12, number * 0.08, 0.3)
            pen.fill(circle(x + step * (number + 0.5), y + 22, step * 0.38 * at), COPPER if number < count else HAZE)
        return
    percent = PERCENT.match(figure)
    if percent:
        part = int(percent[1]) / 100
        pen.fill(box(x, y + 4, 720, 26, 13), MIST)
        pen.fill(box(x, y + 4, max(26.0, 720 * part * share), 26, 13), COPPER)


def paint_concept(pen: Pen, stage: Stage, moment: Moment) -> None:
    """A word, and what we mean by it."""
    picture = stage.picture
    come = coming(moment.since, 0.0, 0.5)
    pen.fill(box(0, 0, 452 * come, 720), MIST)
    role = moment.speaker or (moment.people[0][0] if moment.people else "")
    if role:
        person = moment.person(role)
        in_disc(pen, role, person.face, 226, 284, 140, MIST, weight=person.weight)
        name_below(pen, stage, role, 226, 284 + 140 + 54, 25, width=380)
    first = moment.age("line:0") if stage.timed.lines else moment.since
    term = fit(picture.title, "display", 690, 170, 78, 40, most_lines=2)
    text = fit(picture.text, "text", 660, 250, 44, 24, leading=1.36)
    total = term.height + 78 + text.height
    top = 60 + max(0.0, (490 - total) / 2)
    show = coming(moment.since, 0.15, 0.6)
    term.paint(pen, 520, top + between(16, 0, show), PETROL, "left", show)
    top += term.height + 36
    pen.line((522, top), (522 + 110 * show, top), mix(COPPER, PAPER, 0.1), 6, show)
    show = coming(first, 0.9, 0.7)
    text.paint(pen, 520, top + 42 + between(12, 0, show), INK, "left", show)
