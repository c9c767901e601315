"""A short film on paper: every kind of finding can be made by changing one thing of it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from rundebord.films.reading import read_script
from rundebord.films.script import Script
from rundebord.films.timeline import Sentence, Spoken, Timeline, timeline_of
from rundebord.films.words import sentences_in, words_in

EPISODE = "to-steg"

_CONTENT: dict[str, Any] = {
    "title": {"nb": "To setninger"},
    "language": "nb",
    "minutes": 0.5,
    "roles": {
        "direktor": {"name": "Direktør i et tilsyn", "short": "Direktør", "voice": {"name": "if_sara", "speed": 0.9}},
        "forsker": {"name": "Forsker på ledelse", "short": "Forsker", "voice": {"name": "af_heart"}},
    },
    "chapters": [
        {
            "id": "begynnelsen",
            "title": {"nb": "Begynnelsen"},
            "scenes": [
                {
                    "id": "s01",
                    "picture": {"kind": "notice", "text": "Personene er konstruert.", "said_by": ["s01-1"]},
                    "lines": [{"id": "s01-1", "role": "forsker", "nb": "Personene er konstruert."}],
                },
                {
                    "id": "s02",
                    "picture": {"kind": "talk"},
                    "lines": [
                        {
                            "id": "s02-1",
                            "role": "direktor",
                            "nb": "Jeg har sagt det ordet i tre taler. Jeg mente ikke det samme hver gang.",
                            "phrase": "ikke det samme",
                            "to": "forsker",
                        },
                        {"id": "s02-2", "role": "forsker", "nb": "Det er et godt sted å begynne."},
                    ],
                },
                {
                    "id": "s03",
                    "picture": {
                        "kind": "chart",
                        "chart": "list",
                        "title": "Spør",
                        "parts": [
                            {"id": "hvem", "title": "For hvem?"},
                            {"id": "slutt", "title": "Hva slutter vi med?"},
                        ],
                        "said_by": ["s03-1", "s03-2"],
                    },
                    "lines": [
                        {"id": "s03-1", "role": "forsker", "nb": "Spør for hvem.", "show": ["hvem"]},
                        {"id": "s03-2", "role": "direktor", "nb": "Og hva vi slutter med.", "show": ["slutt"]},
                    ],
                },
            ],
        },
        {
            "id": "slutten",
            "title": {"nb": "Slutten"},
            "scenes": [
                {
                    "id": "s04",
                    "picture": {
                        "kind": "fact",
                        "fact": "K05",
                        "figure": "Fem ble én",
                        "text": "skjemaer fra arbeidsgiver ble én melding",
                        "said_by": ["s04-1"],
                    },
                    "lines": [
                        {
                            "id": "s04-1",
                            "role": "forsker",
                            "nb": "Skatteetaten forteller: Fem skjemaer fra arbeidsgiver ble til én melding.",
                        }
                    ],
                },
                {
                    "id": "s05",
                    "picture": {"kind": "questions"},
                    "lines": [{"id": "s05-1", "role": "forsker", "nb": "Hva slutter vi med?", "show": ["q1"]}],
                },
            ],
        },
    ],
}


def content(change: Callable[[dict[str, Any]], object] | None = None) -> dict[str, Any]:
    """The film's YAML as data, after the change."""
    made = copy.deepcopy(_CONTENT)
    if change is not None:
        change(made)
    return made


def scene_of(made: dict[str, Any], name: str) -> dict[str, Any]:
    """The scene with that id."""
    return next(scene for chapter in made["chapters"] for scene in chapter["scenes"] if scene["id"] == name)


def write_script(folder: Path, made: dict[str, Any] | None = None, episode: str = EPISODE) -> Path:
    """The script is in the package's folder. The file."""
    file = folder / "films" / episode / "script.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(yaml.safe_dump(made or content(), allow_unicode=True, sort_keys=False), encoding="utf-8")
    return file


def script_in(folder: Path, made: dict[str, Any] | None = None) -> Script:
    """The script as it is read."""
    write_script(folder, made)
    script, findings = read_script(folder, EPISODE)
    assert script is not None, findings
    return script


def spoken_at(script: Script, words_a_minute: float = 145) -> dict[str, Spoken]:
    """Every line, as if it had been spoken at that pace."""
    found = {}
    for line in script.lines:
        at = 0.0
        sentences = []
        for words in sentences_in(line.say):
            seconds = len(words_in(words)) / words_a_minute * 60
            sentences.append(Sentence(words, at, at + seconds))
            at += seconds + 0.3
        found[line.id] = Spoken(at - 0.3, tuple(sentences))
    return found


def timeline_in(folder: Path, made: dict[str, Any] | None = None) -> Timeline:
    """The film in time."""
    script = script_in(folder, made)
    return timeline_of(script, spoken_at(script))
