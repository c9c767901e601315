"""One frame of every scene on a sheet, for those who look the film through."""

from __future__ import annotations

from pathlib import Path

from rundebord.films.pictures.painter import HEIGHT, WIDTH, Painter
from rundebord.films.pictures.palette import INK, WHITE
from rundebord.films.pictures.pen import Pen, surface

ACROSS = 4
THUMB = 480
ROWS = 6


def contact_sheet(painter: Painter, path: Path) -> tuple[Path, ...]:
    """PNGs ``NAME-1.png``, ``NAME-2.png`` …: each scene late, when all that belongs to it has appeared, with its id."""
    tall = round(THUMB * HEIGHT / WIDTH)
    stages = painter.stages
    files = []
    for sheet_number in range(0, len(stages), ACROSS * ROWS):
        some = stages[sheet_number : sheet_number + ACROSS * ROWS]
        rows = (len(some) + ACROSS - 1) // ACROSS
        sheet = surface(ACROSS * (THUMB + 12) + 12, rows * (tall + 36) + 12)
        pen = Pen(sheet.getCanvas())
        pen.clear("#8A8A8A")
        for number, stage in enumerate(some):
            x, y = 12 + (number % ACROSS) * (THUMB + 12), 12 + (number // ACROSS) * (tall + 36)
            second = max(stage.timed.start + 0.1, stage.timed.end - 0.7)
            with pen.at(x, y, THUMB / WIDTH):
                pen.picture(painter.image(second), WIDTH, HEIGHT)
            chart = f" {stage.picture.chart}" if stage.picture.chart else ""
            words = f"{stage.timed.scene.id} {stage.picture.kind}{chart}"
            pen.text(words, x + 2, y + tall + 20, "strong", 17, INK)
            pen.text(f"{stage.timed.start:.0f} s", x + THUMB - 60, y + tall + 20, "text", 17, WHITE)
        file = path.with_name(f"{path.stem}-{sheet_number // (ACROSS * ROWS) + 1}.png")
        sheet.makeImageSnapshot().save(str(file))
        files.append(file)
    return tuple(files)
