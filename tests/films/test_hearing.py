"""What was heard is compared with what was said, and may not get worse."""

from dataclasses import replace
from pathlib import Path

import pytest

from rundebord.films import hearing
from rundebord.films.comparing import character_error, letters_of, number_in_words
from rundebord.films.faults import FilmFault
from rundebord.films.hearing import hear_film, heard_film, read_heard_film, worsened
from rundebord.films.script import Chapter, Line, Picture, Role, Scene, Script, Voice
from rundebord.films.takes import HeardLine, heard_file, read_takes, say_hash
from rundebord.films.timeline import Spoken
from rundebord.films.voiced import VoicedLine


def _script(say: str = "Hva husker du?") -> Script:
    lines = (Line("s1-1", "du", {"nb": say}, say), Line("s1-2", "jeg", {"nb": "Nei."}, "Nei."))
    chapter = Chapter("a", {"nb": "A"}, (Scene("s1", Picture("table"), lines),))
    roles = {name: Role(name, name, name, Voice("if_sara")) for name in ("du", "jeg")}
    return Script("film", "nb", {"nb": "Film"}, 1, roles, (chapter,))


def _voiced(script: Script, take: int = 0) -> dict[str, VoicedLine]:
    return {
        line.id: VoicedLine(line.id, Path(f"{line.id}-{take}.wav"), Spoken(1, ()), "kokoro") for line in script.lines
    }


@pytest.fixture
def ears(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    heard: dict[str, str] = {}
    monkeypatch.setattr(hearing.Ear, "listen", lambda self, wav, before="": heard.get(wav.stem, ""))
    return heard


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "films" / "film").mkdir(parents=True)
    return tmp_path


def test_only_letters_that_are_heard_count() -> None:
    assert letters_of("Å, ja – «i-te» i 2023!") == "åjaiteitotusenogtjuetre"
    assert letters_of("3,7 milliarder, 600 000 og 40 %") == "trekommasjumilliardersekshundretusenogførtiprosent"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "null"),
        (21, "tjueen"),
        (100, "hundre"),
        (1001, "tusen og en"),
        (600_000, "seks hundre tusen"),
        (2024, "to tusen og tjuefire"),
        (999_999, "ni hundre og nittini tusen ni hundre og nittini"),
    ],
)
def test_numbers_as_they_are_said(number: int, words: str) -> None:
    assert number_in_words(number) == words


def test_the_error_is_the_part_of_the_letters() -> None:
    assert character_error("Hva husker du?", "hva husker du") == 0
    assert character_error("måte", "mote") == 0.25
    assert character_error("ja", "noe helt annet") == 1
    assert character_error("", "noe") == 0


def test_figures_are_written_and_read_again(package: Path, ears: dict[str, str]) -> None:
    script = _script()
    ears.update({"s1-1-0": "Hva husker du?", "s1-2-0": "Hei."})
    film = hear_film(script, _voiced(script), package=package, work=package / "work")
    assert film.mean == pytest.approx(1 / 14, abs=0.001)
    assert film.by_role["du"] == 0
    assert list(film.badly) == ["s1-2"]
    again = read_heard_film(script, package)
    assert again.lines == film.lines
    assert worsened(again, film) == []


def test_a_rise_is_told(package: Path) -> None:
    script = _script()
    good = heard_film(script, {"s1-1": HeardLine(0.0, "", 0, ""), "s1-2": HeardLine(0.1, "", 0, "")})
    bad = heard_film(script, {"s1-1": HeardLine(0.0, "", 0, ""), "s1-2": HeardLine(0.4, "", 0, "")})
    assert len(worsened(good, bad)) == 2
    assert worsened(bad, good) == []
    assert worsened(heard_film(script, {}), bad) == []


def test_the_take_that_is_heard_best_is_kept_until_the_words_change(package: Path, ears: dict[str, str]) -> None:
    script = _script()
    ears.update({"s1-1-0": "Hva husker du?", "s1-2-0": "Hei.", "s1-2-1": "Vei.", "s1-2-2": "Nei!"})
    said: list[tuple[str, int]] = []

    def say(line: Line, take: int) -> VoicedLine:
        said.append((line.id, take))
        return _voiced(script, take)[line.id]

    film = hear_film(script, _voiced(script), package=package, work=package, say=say, tries=3)
    assert said == [("s1-2", 1), ("s1-2", 2)]
    assert film.lines["s1-2"].take == 2
    assert read_takes(package, script) == {"s1-1": 0, "s1-2": 2}
    assert read_takes(package, _script("Noe annet.")) == {"s1-2": 2}


def test_the_ways_that_suit_a_voice_are_tried_first(package: Path, ears: dict[str, str]) -> None:
    lines = tuple(Line(f"s1-{number}", "du", {"nb": "Nei takk."}, "Nei takk.") for number in range(1, 9))
    chapter = Chapter("a", {"nb": "A"}, (Scene("s1", Picture("table"), lines),))
    script = Script("film", "nb", {"nb": "Film"}, 1, {"du": Role("du", "du", "du", Voice("if_sara"))}, (chapter,))
    # The second way but one is always heard, and no other.
    ears.update({f"{line.id}-2": "Nei takk." for line in lines})
    said: list[tuple[str, int]] = []

    def say(line: Line, take: int) -> VoicedLine:
        said.append((line.id, take))
        return _voiced(script, take)[line.id]

    film = hear_film(script, _voiced(script), package=package, work=package, say=say, tries=3)
    assert {line.take for line in film.lines.values()} == {2}
    assert [take for name, take in said if name == "s1-1"] == [1, 2]
    assert [take for name, take in said if name == "s1-8"] == [2]


def test_a_recording_is_never_said_in_another_way(package: Path, ears: dict[str, str]) -> None:
    script = _script()
    recorded = {name: replace(one, engine="recorded") for name, one in _voiced(script).items()}

    def say(line: Line, take: int) -> VoicedLine:
        raise AssertionError((line.id, take))

    film = hear_film(script, recorded, package=package, work=package, say=say, tries=5)
    assert film.mean == 1


def test_the_mark_of_a_line_holds_its_voice_and_its_sounds() -> None:
    script = _script()
    line = script.line("s1-1")
    changed = Line("s1-1", "du", line.texts, line.say, {"hva": "ʋɑ"})
    assert say_hash(script, line) != say_hash(script, changed)
    faster = replace(script, roles={**script.roles, "du": Role("du", "du", "du", Voice("if_sara", tempo=1.1))})
    assert say_hash(script, line) != say_hash(faster, line)


def test_a_broken_file_of_figures_is_told(package: Path) -> None:
    heard_file(package, "film").write_text("{", encoding="utf-8")
    with pytest.raises(FilmFault, match=r"heard\.json"):
        read_heard_film(_script(), package)
