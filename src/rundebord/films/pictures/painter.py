"""A frame of the film at any second: which picture, what of it has come, and the drawing of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rundebord.films.pictures import cards, objects, reading_cards, table, talk
from rundebord.films.pictures.charts import columns, planes, rising
from rundebord.films.pictures.charts.parts import ChartPainter, paint_title
from rundebord.films.pictures.moments import Directions, Moment, moment_at
from rundebord.films.pictures.palette import PAPER
from rundebord.films.pictures.pen import Pen, library, surface
from rundebord.films.pictures.people import speaker_beside_chart
from rundebord.films.pictures.shown import FactShown
from rundebord.films.pictures.stage import Stage, stages_of
from rundebord.films.timeline import Timeline

WIDTH, HEIGHT = 1280, 720
CAPTIONS = 590
"""Nothing is drawn below this line but the ground: captions stand there."""

_CHARTS: dict[str, ChartPainter] = {
    "steps": rising.paint_steps,
    "flow": rising.paint_flow,
    "dots": rising.paint_dots,
    "bars": rising.paint_bars,
    "axes": planes.paint_axes,
    "layers": planes.paint_layers,
    "timeline": planes.paint_timeline,
    "balance": columns.paint_balance,
    "sieve": columns.paint_sieve,
    "ring": planes.paint_ring,
    "list": columns.paint_list,
}


def _chart(pen: Pen, stage: Stage, moment: Moment) -> None:
    painter = _CHARTS.get(stage.picture.chart)
    if painter is not None:
        painter(pen, stage, moment)
    paint_title(pen, stage, moment)
    speaker_beside_chart(pen, stage, moment)


_PICTURES: dict[str, ChartPainter] = {
    "notice": cards.paint_notice,
    "title": cards.paint_title,
    "chapter": cards.paint_chapter,
    "table": table.paint_table,
    "talk": talk.paint_talk,
    "pair": talk.paint_pair,
    "fact": reading_cards.paint_fact,
    "concept": reading_cards.paint_concept,
    "chart": _chart,
    "object": objects.paint_object,
    "pause": cards.paint_pause,
    "questions": cards.paint_questions,
}
_PEOPLE: dict[str, tuple[Callable[[Stage], tuple[str, ...]], Callable[[Stage], Directions]]] = {
    "table": (table.table_people, table.table_directions),
    "talk": (talk.talk_people, talk.talk_directions),
    "pair": (talk.pair_people, talk.pair_directions),
}


def _speakers(stage: Stage) -> tuple[str, ...]:
    found: list[str] = []
    for timed in stage.timed.lines:
        if timed.line.role not in found:
            found.append(timed.line.role)
    return tuple(found)


@dataclass(frozen=True)
class _Set:
    stage: Stage
    people: tuple[str, ...]
    directions: Directions


class Painter:
    """Draws any second of a film. ``loudness`` is 0 to 1 at a second: mouths follow it."""

    def __init__(
        self,
        timeline: Timeline,
        facts: Mapping[str, FactShown],
        questions: Sequence[str],
        loudness: Callable[[float], float],
    ) -> None:
        self.timeline = timeline
        self._loudness = loudness
        self._starts = [timed.start for timed in timeline.scenes]
        self._sets = [_set_of(stage) for stage in stages_of(timeline, facts, questions)]

    @property
    def stages(self) -> tuple[Stage, ...]:
        """All scenes."""
        return tuple(one.stage for one in self._sets)

    def moment(self, second: float) -> Moment:
        """What is seen then, as values."""
        place = max(0, bisect_right(self._starts, second + 1e-6) - 1)
        one = self._sets[place]
        return moment_at(one.stage, second, self._loudness, one.people, one.directions)

    def state(self, second: float) -> Hashable:
        """Two seconds with the same state are the same picture."""
        return self.moment(second)

    def paint(self, canvas: Any, second: float) -> None:
        """The frame of that second, 1280 × 720."""
        self.paint_moment(canvas, self.moment(second))

    def paint_moment(self, canvas: Any, moment: Moment) -> None:
        """The frame for a moment that has been asked for already."""
        pen = Pen(canvas)
        stage = self._sets[moment.scene].stage
        ground = cards.GROUNDS.get(stage.picture.kind, PAPER)
        pen.clear(ground)
        _PICTURES[stage.picture.kind](pen, stage, moment)

    def image(self, second: float) -> Any:
        """The frame of that second as an image of its own."""
        sheet = surface(WIDTH, HEIGHT)
        self.paint(sheet.getCanvas(), second)
        return sheet.makeImageSnapshot()

    def jpeg(self, second: float, quality: int = 88) -> bytes:
        """The frame of that second as a JPEG file."""
        return bytes(self.image(second).encodeToData(library().kJPEG, quality))


def _set_of(stage: Stage) -> _Set:
    kind = stage.picture.kind
    if kind in _PEOPLE:
        people, directions = _PEOPLE[kind]
        return _Set(stage, people(stage), directions(stage))
    if kind in ("notice", "title"):
        return _Set(stage, stage.cast[:9], {})
    return _Set(stage, _speakers(stage), _aside(_speakers(stage), stage.cast))


def _aside(speakers: tuple[str, ...], cast: tuple[str, ...]) -> Directions:
    """In a corner one looks at what is explained when one speaks to somebody, else at the viewer."""
    return {(role, other): -2 for role in speakers for other in cast if role != other}
