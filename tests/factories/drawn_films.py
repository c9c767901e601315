"""A small film made up for tests of pictures and encoding: one picture, three lines, silent voices."""

from __future__ import annotations

import wave
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rundebord.films.script import Chapter, Line, Part, Picture, Role, Scene, Script, Voice
from rundebord.films.timeline import Sentence, Spoken, Timeline, timeline_of

CAST = ("direktor", "fagdirektor", "digitaldirektor", "okonomidirektor", "regiondirektor", "forsker", "jurist")
KINDS = (
    "notice",
    "title",
    "chapter",
    "table",
    "talk",
    "pair",
    "fact",
    "concept",
    "chart",
    "object",
    "pause",
    "questions",
)
CHARTS = ("steps", "flow", "dots", "bars", "axes", "layers", "timeline", "balance", "sieve", "ring", "list")
WORDS = {
    "empty": "",
    "short": "Hvem gjør noe?",
    "letters": "Æ, ø og å: «én» til – på første følge",
    "long": "Arbeidsmarkedsopplæringsforskriftsendringsforslagshøringsuttalelse " * 3,
    "many": "Vi må bli enige om hva vi vil med dette før vi kan si noe om hvem som skal gjøre hva og når. " * 3,
}
MARKS = {
    "balance": ("left", "right", "left", "right"),
    "axes": ("x", "y", "", ""),
    "layers": ("above", "below", "below", "struck"),
    "flow": ("", "", "", "from:p1"),
    "sieve": ("", "from:p0", "", "from:p2"),
    "list": ("", "from:p0", "", "struck"),
    "ring": ("", "weak", "", "struck"),
}


def picture_of(kind: str, words: str) -> Picture:
    """A picture of that kind, or a chart of that kind, with the same words everywhere."""
    chart: Any = kind if kind in CHARTS else ""
    marks = MARKS.get(kind, ("", "", "", ""))
    parts = tuple(
        Part(f"p{n}", words, words if n % 2 else "", value=0.2 + 0.2 * n, other=0.3 + 0.1 * n, mark=marks[n])
        for n in range(4)
    )
    return Picture(
        kind="chart" if chart else kind,  # type: ignore[arg-type]
        title=words,
        text=f"{words} · {words}" if kind == "object" else words,
        fact="K01",
        figure=words,
        chart=chart,
        parts=parts if chart else (),
        thing="form",
        said_by=("a",),
    )


def film_of(*pictures: Picture, seconds: float = 4.0) -> Timeline:
    """A film of those pictures, a scene and a chapter each."""
    roles = {one: Role(one, f"{one.capitalize()} i en etat", one.capitalize(), Voice("x")) for one in CAST}
    chapters = []
    for number, picture in enumerate(pictures):
        end = str(number) if number else ""
        first, second, third = (("p0", "p1"), ("p2",), ("p3",)) if picture.kind == "chart" else ((), (), ("q1",))
        words = {"nb": "Først sier jeg noe. Hva gjør vi nå? Så tier jeg."}
        lines = (
            Line(f"a{end}", "fagdirektor", words, "x", phrase="Hva gjør vi nå", show=first),
            Line(f"b{end}", "direktor", {"nb": "Det vet vi."}, "x", to="okonomidirektor", show=second),
            Line(f"c{end}", "okonomidirektor", {"nb": "Ja."}, "x", to="direktor", show=third),
        )
        scene = Scene(f"s{number}", picture, lines)
        chapters.append(Chapter(f"k{number}", {"nb": f"Kapittel {number}"}, (scene,)))
    script = Script("prove", "nb", {"nb": "En prøve på æ, ø og å"}, 0.1, roles, tuple(chapters))
    spoken = {
        line.id: Spoken(
            seconds,
            (
                Sentence("Først sier jeg noe.", 0, seconds / 3),
                Sentence("Hva gjør vi nå? Så tier jeg.", seconds / 3, seconds),
            ),
        )
        for line in script.lines
    }
    return timeline_of(script, spoken)


def painter_for(timeline: Timeline) -> Any:
    """A painter with a fact, three questions and voices that go up and down."""
    from rundebord.films.pictures.painter import Painter
    from rundebord.films.pictures.shown import FactShown

    fact = FactShown(
        "Digdir, Rikets digitale tilstand", "2024", "A", "Om lag 1 av 10", is_checked=False, read="23.11.2026"
    )
    questions = ("Hva legger vi i ordet?", "Hvor ser vi ulikt på dette?", "Hva bør vi bli bedre på?")
    return Painter(timeline, {"K01": fact}, questions, lambda second: (second * 7) % 1)


@dataclass(frozen=True)
class Sound:
    """A line's file."""

    wav: Path


def sounds_for(timeline: Timeline, folder: Path, level: int = 0) -> dict[str, Sound]:
    """A WAV for each line: silence, or a square tone."""
    found = {}
    for timed in timeline.lines:
        path = folder / f"{timed.line.id}.wav"
        count = round((timed.end - timed.start) * 24_000)
        one = int(level).to_bytes(2, "little", signed=True) * 60 + int(-level).to_bytes(2, "little", signed=True) * 60
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(24_000)
            file.writeframes((one * (count // 120 + 1))[: count * 2])
        found[timed.line.id] = Sound(path)
    return found
