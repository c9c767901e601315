"""Lines get their sound: what is cached, what a recording replaces, what is said when something is wrong."""

import sys
import wave
from pathlib import Path

import pytest

from rundebord.films import voices
from rundebord.films.faults import FilmFault
from rundebord.films.script import Chapter, Line, Picture, Role, Scene, Script, Voice
from rundebord.films.voices import MOST_TAKES, RATE, Saying, engine_named
from rundebord.films.voices.kokoro import blend_of, voice_file
from rundebord.films.voices.kokoro_sounds import VOCABULARY, tokens_of, written_for_kokoro
from rundebord.films.voicing import recording_of, voice_film, voiced


def _script(say: str = "Hva husker du? Ikke så mye.") -> Script:
    lines = (Line("s1-1", "du", {"nb": say}, say), Line("s1-2", "du", {"nb": "Nei."}, "Nei."))
    chapter = Chapter("a", {"nb": "A"}, (Scene("s1", Picture("table"), lines),))
    return Script("film", "nb", {"nb": "Film"}, 1, {"du": Role("du", "Du", "Du", Voice("if_sara"))}, (chapter,))


def _seconds(wav: Path) -> float:
    with wave.open(str(wav)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
        return file.getnframes() / RATE


def _recorded(package: Path, line: str, *, rate: int = 48_000, channels: int = 1, seconds: float = 1.0) -> Path:
    path = recording_of(package, "film", line)
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        count = int(rate * seconds)
        file.writeframes(
            b"".join(
                ((place * 997) % 9000 - 4500).to_bytes(2, "little", signed=True) * channels for place in range(count)
            )
        )
    return path


class _Counting:
    """An engine that says a quarter of a second of nothing, and tells how often."""

    name = "counting"
    needs_sounds = False

    def __init__(self) -> None:
        self.said: list[str] = []
        self.stop_at = ""

    def recipe(self, saying: Saying) -> str:
        return f"{saying.words} {saying.voice} {saying.take}"

    def speak(self, saying: Saying) -> bytes:
        if saying.words == self.stop_at:
            raise FilmFault("Stopped.")
        self.said.append(saying.words)
        return bytes(RATE // 2)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> _Counting:
    found = _Counting()
    monkeypatch.setitem(voices.ENGINES, "counting", lambda work: found)
    return found


def test_silence_is_as_long_as_speech_and_needs_nothing_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    film = voice_film(_script(), package=tmp_path, work=tmp_path / "work", engine="silent")
    question, answer = film["s1-1"].spoken.sentences
    assert question.words == "Hva husker du?"
    assert question.end == pytest.approx(3 * 60 / 130, abs=0.01)
    assert answer.start == pytest.approx(question.end + 0.4, abs=0.01)
    assert _seconds(film["s1-1"].wav) == pytest.approx(film["s1-1"].spoken.seconds)
    assert film["s1-1"].engine == "silent"


def test_what_was_made_is_not_made_again_and_only_what_changed_is(tmp_path: Path, engine: _Counting) -> None:
    work = tmp_path / "work"
    assert voiced(_script(), tmp_path, work, "counting") is None
    first = voice_film(_script(), package=tmp_path, work=work, engine="counting")
    assert len(engine.said) == 3
    assert voiced(_script(), tmp_path, work, "counting") == first
    voice_film(_script("Hva husker du? Ingenting."), package=tmp_path, work=work, engine="counting")
    assert engine.said[3:] == ["Hva husker du?", "Ingenting."]


def test_work_that_stopped_goes_on_where_it_was(tmp_path: Path, engine: _Counting) -> None:
    work = tmp_path / "work"
    engine.stop_at = "Nei."
    with pytest.raises(FilmFault):
        voice_film(_script(), package=tmp_path, work=work, engine="counting")
    engine.stop_at = ""
    engine.said.clear()
    voice_film(_script(), package=tmp_path, work=work, engine="counting")
    assert engine.said == ["Nei."]
    assert not list((work / "voices").glob("*.part"))


def test_half_a_file_is_made_again(tmp_path: Path, engine: _Counting) -> None:
    work = tmp_path / "work"
    film = voice_film(_script(), package=tmp_path, work=work, engine="counting")
    film["s1-2"].wav.write_bytes(b"RIFF")
    assert voiced(_script(), tmp_path, work, "counting") is None
    engine.said.clear()
    voice_film(_script(), package=tmp_path, work=work, engine="counting")
    assert engine.said == ["Nei."]


def test_progress_tells_every_line(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    voice_film(_script(), package=tmp_path, work=tmp_path, engine="silent", progress=lambda *step: told.append(step))
    assert told == [(0, 2, "s1-1"), (1, 2, "s1-2"), (2, 2, "")]


@pytest.mark.parametrize("rate", [16_000, 24_000, 48_000])
def test_a_recording_takes_the_lines_place(tmp_path: Path, engine: _Counting, rate: int) -> None:
    pytest.importorskip("numpy")
    _recorded(tmp_path, "s1-1", rate=rate, seconds=2.0)
    film = voice_film(_script(), package=tmp_path, work=tmp_path / "work", engine="counting")
    line = film["s1-1"]
    assert (line.engine, film["s1-2"].engine) == ("recorded", "counting")
    assert engine.said == ["Nei."]
    assert _seconds(line.wav) == pytest.approx(2.0, abs=0.05)
    assert line.spoken.sentences[0].start == 0
    assert line.spoken.sentences[-1].end == pytest.approx(line.spoken.seconds)
    _recorded(tmp_path, "s1-1", rate=rate, seconds=1.0)
    assert voiced(_script(), tmp_path, tmp_path / "work", "counting") is None


def test_recordings_that_cannot_be_used_are_told_of(tmp_path: Path, engine: _Counting) -> None:
    pytest.importorskip("numpy")
    path = _recorded(tmp_path, "s1-1", channels=2)
    with pytest.raises(FilmFault, match=r"s1-1\.wav has 2 channels"):
        voice_film(_script(), package=tmp_path, work=tmp_path / "work", engine="counting")
    _recorded(tmp_path, "s1-1", seconds=0.1)
    with pytest.raises(FilmFault, match="seconds of sound"):
        voice_film(_script(), package=tmp_path, work=tmp_path / "work", engine="counting")
    path.write_bytes(b"no sound at all")
    with pytest.raises(FilmFault, match="no WAV file"):
        voice_film(_script(), package=tmp_path, work=tmp_path / "work", engine="counting")


def test_lines_are_equally_loud_and_cut_where_they_begin(tmp_path: Path) -> None:
    np = pytest.importorskip("numpy")
    from rundebord.films.voices import sound

    tone = np.sin(np.arange(RATE) * 0.05).astype(np.float32)
    quiet = np.concatenate([np.zeros(RATE, np.float32), tone * 0.02, np.zeros(RATE, np.float32)])
    for samples in (tone, quiet):
        line = sound.levelled(sound.trimmed(samples))
        assert len(line) == pytest.approx(RATE, rel=0.1)
        assert 20 * np.log10(np.sqrt((line**2).mean())) == pytest.approx(sound.LOUDNESS, abs=0.6)
    assert len(sound.trimmed(np.zeros(RATE, np.float32))) == 0


def test_pitch_goes_up_and_length_down(tmp_path: Path) -> None:
    np = pytest.importorskip("numpy")
    from rundebord.films.voices import sound

    tone = np.sin(np.arange(RATE) * 2 * np.pi * 200 / RATE).astype(np.float32)
    higher = sound.repitched(tone, 12)
    assert len(higher) == pytest.approx(RATE / 2, abs=2)
    assert np.argmax(np.abs(np.fft.rfft(higher))) * RATE / len(higher) == pytest.approx(400, abs=3)


def test_an_unknown_engine_or_voice_is_told_with_what_there_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FilmFault, match="kokoro, espeak, silent"):
        engine_named("robot", tmp_path)
    monkeypatch.delenv("RUNDEBORD_KOKORO_VOICES", raising=False)
    with pytest.raises(FilmFault, match=r"npm pack kokoro-js@1\.2\.1"):
        voice_file(tmp_path, "if_sara")
    (tmp_path / "if_sara.bin").write_bytes(b"1234")
    monkeypatch.setenv("RUNDEBORD_KOKORO_VOICES", str(tmp_path))
    assert voice_file(tmp_path, "if_sara") == b"1234"


def test_blends_have_shares_of_one() -> None:
    assert blend_of("a*0.6+b*0.4") == [("a", 0.6), ("b", 0.4)]
    assert blend_of("a+b") == [("a", 0.5), ("b", 0.5)]
    for name in ("", "a*x", "a*0", "a+"):
        with pytest.raises(FilmFault):
            blend_of(name)


def test_norwegian_sounds_have_signs_that_the_model_knows() -> None:
    from rundebord.films.lexicon import SOUNDS

    sounds = "".join(sorted(SOUNDS))
    for written in (
        written_for_kokoro(sounds),
        written_for_kokoro(sounds, tap=True),
        written_for_kokoro(sounds, tap=True, apart=True),
    ):
        assert set(written) <= set(VOCABULARY)
        assert len(tokens_of(written)) == len(written)
    assert len(set(VOCABULARY.values())) == len(VOCABULARY)


def test_r_is_one_touch_or_several_and_stands_alone_or_melts() -> None:
    assert written_for_kokoro("fˈɔʂk ɾɑ") == "fˈɔʂk rɑ"
    assert written_for_kokoro("fˈɔʂk ɾɑ", tap=True) == "fˈɔʂk ɾɑ"
    assert written_for_kokoro("fˈɔʂk ɾɑ", apart=True) == "fˈɔrsk rɑ"
    assert written_for_kokoro("fˈɔʂk ɾɑ", tap=True, apart=True) == "fˈɔɾsk ɾɑ"


def test_there_are_as_many_ways_as_are_tried_and_no_two_are_alike() -> None:
    from rundebord.films.voices.kokoro import WAYS

    assert len(set(WAYS)) == len(WAYS) == MOST_TAKES
