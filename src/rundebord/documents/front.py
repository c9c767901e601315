"""Page one, in fuller and shorter wordings. Whoever prints takes the first that fits.

Nothing is lost: a front that leaves words out has them in ``repeated``, in full, for the start of the appendix.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from rundebord.documents.content import Area, Bullets, Labels, Paper, Section, Terms, Words

AREAS = 3
"""At most so many areas are shown on page one."""
LARGEST = 4_000
"""Letters: with more than these nobody needs to try whether a page one fits."""
CUT = "…"


@dataclass(frozen=True, slots=True)
class Front:
    """What stands on page one, and what is said in full in the appendix because page one could not."""

    paper: Paper
    """With an empty appendix."""
    more_requirements: str = ""
    """«+ 4 → Vedlegg»: what is said after the requirements when some stand in the appendix alone."""
    more_areas: str = ""
    repeated: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class _Room:
    """The most letters that each kind of text has, and the most requirements."""

    definition: int
    requirements: int
    requirement: int
    field: int
    sentence: int
    short: int


_ROOMS = (
    _Room(420, 6, 240, 220, 320, 120),
    _Room(280, 5, 160, 140, 220, 100),
    _Room(200, 4, 100, 80, 140, 70),
    _Room(120, 3, 70, 40, 80, 40),
)


def fronts(paper: Paper) -> tuple[Front, ...]:
    """Page one in ever shorter wordings; the first has every word unless that is hopeless, the last always fits."""
    first = replace(paper, areas=paper.areas[:AREAS], appendix=())
    whole = Front(first, "", _more(paper.areas[AREAS:], paper.labels), tuple(_areas(paper.areas[AREAS:], paper.labels)))
    shorter = tuple(_shortened(paper, room) for room in _ROOMS)
    return tuple(front for front in (whole, *shorter[:-1]) if letters_on(front) <= LARGEST) + shorter[-1:]


def letters_on(front: Front) -> int:
    """How many letters there are on that page one, labels not counted."""
    paper = front.paper
    areas = sum(len(text) for area in paper.areas for text in _texts(area))
    own = (paper.title, paper.group, paper.programme, paper.standing, paper.definition, paper.promise)
    return areas + sum(map(len, (*own, *paper.requires, paper.next_meeting)))


def _shortened(paper: Paper, room: _Room) -> Front:
    labels = paper.labels
    left_out = paper.requires[room.requirements :]
    short = replace(
        paper,
        title=_cut(paper.title, room.short),
        group=_cut(paper.group, room.short),
        programme=_cut(paper.programme, room.short),
        standing=_cut(paper.standing, room.sentence),
        definition=_cut(paper.definition, room.definition),
        requires=tuple(_cut(text, room.requirement) for text in paper.requires[: room.requirements]),
        areas=tuple(_short_area(area, room) for area in paper.areas[:AREAS]),
        promise=_cut(paper.promise, room.sentence),
        next_meeting=_cut(paper.next_meeting, room.sentence),
        appendix=(),
    )
    return Front(
        short, _more(left_out, labels), _more(paper.areas[AREAS:], labels), tuple(_repeated(paper, short, labels))
    )


def _repeated(paper: Paper, short: Paper, labels: Labels) -> Iterator[Section]:
    about = [
        text
        for text, shown in (
            (paper.title, short.title),
            (paper.group, short.group),
            (paper.programme, short.programme),
            (paper.standing, short.standing),
        )
        if text != shown
    ]
    if about:
        yield Section(short.title, tuple(map(Words, about)))
    if paper.definition != short.definition:
        yield Section(labels.definition, (Words(paper.definition),))
    if paper.requires != short.requires:
        yield Section(labels.requires, (Bullets(paper.requires),))
    if paper.areas != short.areas:
        yield from _areas(paper.areas, labels)
    last = [
        text
        for text, shown in ((paper.promise, short.promise), (paper.next_meeting, short.next_meeting))
        if text != shown
    ]
    if last:
        yield Section(labels.reaches, tuple(map(Words, last)))


def _areas(areas: tuple[Area, ...], labels: Labels) -> Iterator[Section]:
    """The areas in full: what each of them says, with the words of page one."""
    if areas:
        yield Section(f"{labels.improves} · {labels.reaches}", ())
    for area in areas:
        pairs = tuple(
            (label, text)
            for label, text in (
                (labels.goal, area.goal),
                (labels.sign, area.sign),
                (labels.month, area.month),
                (labels.action, area.action),
                (labels.owner, area.owner),
                (labels.date, area.date),
                (labels.first_step, area.first_step),
                (labels.stop, area.stop),
                (labels.status, area.status),
            )
            if text
        )
        blocks = (Terms(pairs),) if pairs else (Words(labels.nothing_yet),)
        yield Section(area.name, (*blocks, Bullets(area.notices)) if area.notices else blocks, 2)


def _short_area(area: Area, room: _Room) -> Area:
    texts = {one.name: _cut(getattr(area, one.name), room.field) for one in fields(area) if one.name != "notices"}
    return Area(**texts, notices=tuple(_cut(text, room.field) for text in area.notices[:2]))


def _texts(area: Area) -> Iterator[str]:
    yield from (getattr(area, one.name) for one in fields(area) if one.name != "notices")
    yield from area.notices


def _cut(text: str, room: int) -> str:
    """The text if it has room; else its first words and a mark that there is more."""
    if len(text) <= room:
        # Many short lines need more room than their letters say.
        return " ".join(text.split()) if text.count("\n") > 1 else text
    cut = text[: room - 1]
    words = cut.rpartition(" ")[0] if " " in cut[room // 2 :] else cut
    return " ".join(words.split()).rstrip(" .,;:–-") + CUT


def _more(left_out: tuple[object, ...], labels: Labels) -> str:
    return f"+ {len(left_out)} → {labels.appendix}" if left_out else ""
