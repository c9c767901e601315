"""The film as text to be read aloud: Markdown of three constructs (a scene, a card, a reply), and nothing else."""

from __future__ import annotations

import re

from rundebord.programmes.format.findings import N_, Notebook
from rundebord.programmes.format.package import Reply, Scene

_REPLY = re.compile(r"\*\*(?P<role>[^*]{1,80}?):?\*\*:?\s*(?P<words>\S.*)")


def scenes_of(text: str, file: str, notes: Notebook) -> tuple[Scene, ...]:
    """The scenes with their replies and cards; other lines are noted as faults."""
    scenes: list[tuple[str, list[Reply]]] = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if not line:
            continue
        if line.startswith("## "):
            scenes.append((line[3:].strip(), []))
            continue
        reply = _REPLY.fullmatch(line)
        if line.startswith(">") and line[1:].strip():
            said = Reply("", line[1:].strip())
        elif reply is not None:
            said = Reply(reply["role"].strip(), reply["words"].strip())
        else:
            notes.learn_lines(file, {(number,): number})
            notes.fault(
                file,
                (number,),
                N_("This is neither a scene, a card nor a reply."),
                N_("Write «## Scene», «> card» or «**Role:** words», each on one line."),
            )
            continue
        if not scenes:
            scenes.append(("", []))
        scenes[-1][1].append(said)
    return tuple(Scene(title, tuple(replies)) for title, replies in scenes)
