"""espeak-ng, a program of its own: says words in Norwegian roughly, and tells how an unknown word sounds.

Only for trying out a script. A film that is shipped has no line of this: it is hard to listen to.
"""

from __future__ import annotations

import functools
import io
import re
import shutil
import subprocess
import wave

from rundebord.films.faults import FilmFault
from rundebord.films.voices import RATE, Saying
from rundebord.programmes.format.findings import N_

WORDS_A_MINUTE = 150
"""At speed 1."""
PITCH = 50
"""espeak's own scale from 0 to 99, at pitch 0; two steps are about a semitone."""
_TIMEOUT = 60


class Espeak:
    """The program espeak-ng with its Norwegian voice. Raises ``FilmFault`` when it is made, if it is not installed."""

    name = "espeak"
    needs_sounds = False

    def __init__(self) -> None:
        self._program = _program()

    def recipe(self, saying: Saying) -> str:
        return f"espeak 1 {self._options(saying)} {saying.words}"

    def speak(self, saying: Saying) -> bytes:
        from rundebord.films.voices import sound

        found = _run([self._program, *self._options(saying), "--stdout", saying.words])
        # Its header tells a length that it did not know yet.
        with wave.open(io.BytesIO(found)) as spoken:
            rate, samples = spoken.getframerate(), spoken.readframes(len(found) // 2)
        return sound.to_bytes(sound.trimmed(sound.resampled(sound.from_bytes(samples), rate, RATE)))

    def _options(self, saying: Saying) -> list[str]:
        voice = saying.voice
        is_woman = len(voice.name) > 1 and voice.name[1] == "f"
        pitch = min(99, max(0, round(PITCH + 2 * voice.pitch)))
        return ["-v", "nb+f3" if is_woman else "nb", "-s", str(round(WORDS_A_MINUTE * voice.speed)), "-p", str(pitch)]


# What espeak-ng says in another way than the lexicon's IPA does, in this order.
_FIXES: tuple[tuple[str, str], ...] = (
    (r"[^\S ]+|[_|‿-]", ""),
    (r"\([a-z-]+\)", ""),  # (en)…(nb): it took the word for English
    (r"g", "ɡ"),
    (r"r([ˈˌ]?)", r"ɾ\1"),
    (r"ɾs", "ʂ"),
    (r"ɾʃ", "ʂ"),
    (r"ɾt", "ʈ"),
    (r"ɾn", "ɳ"),
    (r"ɾl", "ɭ"),
    (r"v", "ʋ"),
    (r"x", "ç"),  # its kj
    (r"ɛːɪ|ɛɪ|aɪ", "æɪ"),
    (r"([bdfɡhjklmnpstʋŋɾçʃʂʈɖɳɭ])\1", r"\1"),
    (r"([bdfɡhjklmnpstʋŋɾçʃʂʈɖɳɭ])ː", r"\1"),
    (r"a", "ɑ"),
    (r"ɒ|ʌ|ɐ", "ɑ"),
    (r"ɜ|ɘ|ᵻ", "ə"),
    (r"o(?!ː)", "ɔ"),
    (r"e(?!ː)$", "ə"),
    (r"e(?!ː)", "ɛ"),
    (r"i(?!ː)", "ɪ"),
    (r"w", "ʋ"),
    (r"ð", "d"),
    (r"θ", "t"),
    (r"z", "s"),
    (r"ʒ", "ʃ"),
    (r"ɹ", "ɾ"),
)


@functools.cache
def guess(word: str) -> str:
    """How a word that nobody has written down may sound, in the lexicon's signs. Raises ``FilmFault`` if espeak-ng is
    not installed."""
    from rundebord.films.lexicon import SOUNDS

    found = _run([_program(), "-v", "nb", "-q", "--ipa", word]).decode("utf-8", "replace").strip()
    for pattern, instead in _FIXES:
        found = re.sub(pattern, instead, found)
    return "".join(sign for sign in found if sign in SOUNDS)


def _program() -> str:
    program = shutil.which("espeak-ng")
    if program is None:
        raise FilmFault(
            N_("espeak-ng is not installed; it says words that are not in the lexicon."),
            N_("Install it (apt-get install espeak-ng), or write the word in films/lexicon.yaml."),
        )
    return program


def _run(command: list[str]) -> bytes:
    try:
        # The program and its options are ours; the last argument is words, after which nothing is read.
        done = subprocess.run(command, capture_output=True, timeout=_TIMEOUT, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError) as fault:
        raise FilmFault(N_("espeak-ng stopped (%(fault)s)."), N_("Try it by hand."), fault=str(fault)[:200]) from fault
    return done.stdout
