"""Notice, title, chapter and pause: plain cards that give the film its rhythm."""

from __future__ import annotations

from rundebord.films.pictures.cast import look_of
from rundebord.films.pictures.moments import Moment
from rundebord.films.pictures.motion import coming
from rundebord.films.pictures.palette import COPPER, DEEP_PETROL, HAZE, INK, PAPER, PETROL, SAND, WARM, WHITE, WOOD, mix
from rundebord.films.pictures.pen import Pen, around, box, circle, sector
from rundebord.films.pictures.people import in_disc, speaker_in_corner
from rundebord.films.pictures.stage import Stage
from rundebord.films.pictures.typeset import fit


def paint_notice(pen: Pen, stage: Stage, moment: Moment) -> None:
    """What is constructed and what is real, under the faces of those it is about."""
    cast = stage.cast[:9]
    step = min(150.0, 1080 / max(len(cast), 1))
    left = 640 - step * (len(cast) - 1) / 2
    for number, role in enumerate(cast):
        come = coming(moment.since, 0.08 * number, 0.45)
        x, y, radius = left + step * number, 176 + (1 - come) * 14, step * 0.39
        with pen.faded(come, (x - radius * 1.3, y - radius * 1.6, radius * 2.6, radius * 3.2)):
            in_disc(pen, role, moment.person(role).face, x, y, radius, is_home=False, weight=moment.person(role).weight)
    come = coming(moment.since, 0.3)
    title = fit(stage.picture.title, "strong", 900, 40, 26, 18)
    if stage.picture.title:
        title.paint(pen, 640, 296, COPPER, "centre", come)
    sentences = _sentences(stage.picture.text)
    height = 200 / max(len(sentences), 1)
    blocks = [fit(one, "display", 1020, height - 14, 50, 22) for one in sentences]
    size = min((block.size for block in blocks), default=40)
    top = 352.0
    for number, sentence in enumerate(sentences):
        block = fit(sentence, "display", 1020, height, size, 20)
        show = coming(moment.since, 0.5 + 0.9 * number, 0.6)
        block.paint(pen, 640, top + (1 - show) * 10, PETROL if number % 2 == 0 else INK, "centre", show)
        top += block.height + size * 0.75


def _sentences(text: str) -> list[str]:
    """At most three bits, each ending with its full stop."""
    bits = [bit.strip() for bit in text.replace(". ", ".\n").splitlines() if bit.strip()]
    return [*bits[:2], " ".join(bits[2:])] if len(bits) > 2 else bits


def paint_title(pen: Pen, stage: Stage, moment: Moment) -> None:
    """The film's own title, with the round table seen from above and a seat for each who is there."""
    pen.clear(PETROL)
    x, y, radius = 968.0, 318.0, 132.0
    grown = coming(moment.since, 0.0, 0.8)
    pen.fill(circle(x, y, radius * grown), WOOD)
    pen.stroke(circle(x, y, radius * 0.9 * grown), mix(WOOD, "#8A6A40", 0.25), 2)
    cast = stage.cast[:9]
    for number, role in enumerate(cast):
        degrees = -90 + 360 * number / max(len(cast), 1)
        come = coming(moment.since, 0.5 + 0.16 * number, 0.5)
        person = moment.person(role)
        seat_x, seat_y = around(x, y, radius + 84 + (1 - come) * 20, degrees)
        paper_x, paper_y = around(x, y, radius * 0.66, degrees)
        with pen.at(paper_x, paper_y, 1.0, degrees + 90):
            pen.fill(box(-15, -19, 30, 38, 2), WHITE, come)
            for row in range(3):
                pen.line((-8, -9 + row * 8), (8 - 5 * (row % 2), -9 + row * 8), SAND, 2, come)
        with pen.faded(come, (seat_x - 70, seat_y - 90, 140, 170)):
            in_disc(pen, role, person.face, seat_x, seat_y, 46, DEEP_PETROL, is_home=False, weight=0)
            ring = mix(mix(look_of(role).colour, PAPER, 0.55), "#FFC79A", person.weight)
            pen.stroke(circle(seat_x, seat_y, 48.5), ring, 3 + 2 * person.weight)
    block = fit(stage.film_title(), "display", 600, 330, 88, 34)
    top = 318 - block.height / 2
    show = coming(moment.since, 0.2, 0.7)
    block.paint(pen, 88, top + (1 - show) * 16, PAPER, "left", show)
    pen.line((90, top - 46), (90 + 96 * show, top - 46), "#E0A184", 6, show)


def paint_chapter(pen: Pen, stage: Stage, moment: Moment) -> None:
    """Number and name of a chapter, and the table with a seat taken by each who speaks in it."""
    pen.clear(PETROL)
    x, y, radius = 978.0, 318.0, 124.0
    come = coming(moment.since, 0.0, 0.7)
    pen.stroke(circle(x, y, radius + 62), mix(PETROL, HAZE, 0.22), 2, come)
    pen.fill(circle(x, y, radius * come), WOOD)
    pen.stroke(circle(x, y, radius * 0.84 * come), mix(WOOD, "#8A6A40", 0.25), 2)
    figure = fit(str(stage.chapter_number), "display", 150, 110, 112)
    figure.paint(pen, x, y - figure.height / 2, DEEP_PETROL, "centre", coming(moment.since, 0.25, 0.6))
    cast = stage.cast[:9]
    speaking = [role for role in stage.speaks_in_chapter if role in cast]
    for number, role in enumerate(cast):
        seat_x, seat_y = around(x, y, radius + 62, -90 + 360 * number / max(len(cast), 1))
        tone = mix(look_of(role).colour, PAPER, 0.42)
        pen.fill(circle(seat_x, seat_y, 24), PETROL)
        pen.stroke(circle(seat_x, seat_y, 19), mix(PETROL, tone, 0.55), 2.5, come)
        if role in speaking:
            # Who takes part in the chapter takes a seat, in the order in which they speak.
            share = coming(moment.clock, 0.7 + 0.28 * speaking.index(role), 0.5)
            pen.fill(circle(seat_x, seat_y, 23 * share), tone)
    block = fit(stage.chapter_title(), "display", 640, 300, 84, 34)
    top = 318 - block.height / 2
    show = coming(moment.since, 0.15, 0.7)
    block.paint(pen, 88, top + (1 - show) * 16, PAPER, "left", show)
    pen.line((90, top - 46), (90 + 96 * show, top - 46), "#E0A184", 6, show)


def paint_pause(pen: Pen, stage: Stage, moment: Moment) -> None:
    """A question, and a quiet ring that fills while nobody speaks."""
    pen.clear(WARM)
    total = max(stage.timed.end - stage.timed.start, 0.1)
    share = min(moment.clock / total, 1.0)
    x, y, radius = 640.0, 322.0, 226.0
    pen.fill(circle(x, y, radius - 20), PAPER, coming(moment.since, 0, 0.6))
    pen.stroke(circle(x, y, radius), SAND, 12)
    pen.stroke(sector(x, y, radius, -90, max(0.5, 360 * share)), COPPER, 12)
    block = fit(stage.picture.text, "display", 350, 240, 56, 24)
    show = coming(moment.since, 0.2, 0.7)
    block.paint(pen, x, y - block.height / 2, PETROL, "centre", show)
    speaker_in_corner(pen, stage, moment, ground=WARM)


def paint_questions(pen: Pen, stage: Stage, moment: Moment) -> None:
    """The three questions, one after the other; they stay."""
    pen.clear(PETROL)
    questions = list(stage.questions) or [""]
    count = len(questions)
    height = 456 / count
    blocks = [fit(question, "display", 800, height - 46, 46, 20) for question in questions]
    size = min(block.size for block in blocks)
    for number, question in enumerate(questions):
        age = moment.age(f"part:q{number + 1}")
        if stage.begins(f"part:q{number + 1}") is None:
            age = moment.since - 0.5 * number
        come = coming(age, 0.0, 0.6)
        middle = 96 + height * (number + 0.5)
        pen.stroke(circle(122, middle, 31), mix(PETROL, HAZE, 0.4), 2.5, coming(moment.since, 0.2 * number))
        if come <= 0:
            continue
        newest = all(moment.age(f"part:q{later}") < 0 for later in range(number + 2, count + 1))
        block = fit(question, "display", 800, height - 20, size, 18)
        pen.fill(circle(122, middle, 33 * come), "#E0A184" if newest else mix(PETROL, "#E0A184", 0.5))
        figure = fit(str(number + 1), "display", 60, 40, 34)
        figure.paint(pen, 122, middle - figure.height / 2, DEEP_PETROL if newest else PAPER, "centre", come)
        block.paint(pen, 192, middle - block.height / 2 + (1 - come) * 12, PAPER, "left", come)
        if number < count - 1:
            pen.line(
                (192, 96 + height * (number + 1)), (992, 96 + height * (number + 1)), mix(PETROL, HAZE, 0.35), 1.5, come
            )
    speaker_in_corner(pen, stage, moment, 1112, 318, 84, PETROL, PAPER)


GROUNDS = {"title": PETROL, "chapter": PETROL, "questions": PETROL, "pause": WARM}
"""Kinds of pictures with a ground of their own; the rest are on paper."""
