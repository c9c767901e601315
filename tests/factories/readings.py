"""Readings for tests: something that swells and sinks as speech does, and a small script to read."""

from __future__ import annotations

import io
import math
import random
import wave
from array import array

from rundebord.films.script import Chapter, Line, Picture, Role, Scene, Script, Voice


def a_reading(seconds: float = 2.4, *, level: float = 0.25, room: float = 0.0005, rate: int = 24_000,
              before: float = 0.5, after: float = 0.5) -> array[int]:  # fmt: skip
    """``level`` and ``room`` are shares of full scale: the voice at its loudest, and the noise."""
    chance = random.Random(4)
    samples = array("h")
    for at in range(int((before + seconds + after) * rate)):
        moment = at / rate - before
        voice = 0.0
        if 0 <= moment < seconds:
            swell = 0.55 + 0.45 * math.sin(2 * math.pi * 4 * moment)
            voice = swell * (math.sin(2 * math.pi * 180 * moment) + 0.5 * math.sin(2 * math.pi * 1_100 * moment)) / 1.5
        one = voice * level + chance.uniform(-room, room)
        samples.append(max(-32_768, min(32_767, round(one * 32_768))))
    return samples


def wav(samples: array[int], *, rate: int = 24_000, channels: int = 1, width: int = 2) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(channels)
        written.setsampwidth(width)
        written.setframerate(rate)
        written.writeframes(samples.tobytes())
    return file.getvalue()


def a_script() -> Script:
    """Two roles and five lines; each is about two and a half seconds."""
    said = [
        ("s01-1", "leder", "Jeg søkte om noe hos oss i går."),
        ("s01-2", "okonomi", "Det tar vi i neste prosjekt, sier vi."),
        ("s01-3", "leder", "Det sa vi i forrige prosjekt også."),
        ("s02-1", "okonomi", "Hvem av oss eier egentlig dette her?"),
        ("s02-2", "leder", "Da begynner vi der, alle sammen i dag."),
    ]
    lines = [
        Line(name, role, {"nb": words}, words, to="leder" if role == "okonomi" else "") for name, role, words in said
    ]
    scenes = (Scene("s01", Picture("table"), tuple(lines[:3])), Scene("s02", Picture("table"), tuple(lines[3:])))
    roles = {
        "leder": Role("leder", "Avdelingsdirektør i et tilsyn", "Avdelingsdirektør", Voice("a")),
        "okonomi": Role("okonomi", "Økonomidirektør i en etat", "Økonomidirektør", Voice("b")),
    }
    return Script(
        "samme-ord", "nb", {"nb": "Samme ord, ulike bilder"}, 1, roles, (Chapter("en", {"nb": "En"}, scenes),)
    )
