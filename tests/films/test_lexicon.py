"""How words sound: what the lexicon holds, and what a script lacks."""

from pathlib import Path

import pytest

from rundebord.films.faults import FilmFault
from rundebord.films.lexicon import LEXICON_FILE, VOWELS, Lexicon, missing, read_lexicon, unknown_signs, words_of
from rundebord.films.reading import read_script, scripts_in
from rundebord.films.script import Chapter, Line, Picture, Role, Scene, Script, Voice
from rundebord.films.sounding import sounds_of

PROGRAMME = Path(__file__).parents[2] / "packages" / "digital-transformasjon"


def _script(*lines: Line) -> Script:
    chapter = Chapter("a", {"nb": "A"}, (Scene("s1", Picture("table"), lines),))
    return Script("film", "nb", {"nb": "Film"}, 1, {"du": Role("du", "Du", "Du", Voice("x"))}, (chapter,))


def _line(say: str, **ipa: str) -> Line:
    return Line("s1-1", "du", {"nb": say}, say, ipa)


def _written(folder: Path, text: str) -> Path:
    (folder / "films").mkdir()
    (folder / LEXICON_FILE).write_text(text, encoding="utf-8")
    return folder


def test_words_are_small_and_keep_their_hyphens() -> None:
    assert words_of("Én i-te-løsning, på 40 sider!") == ["én", "i-te-løsning", "på", "40", "sider"]


def test_missing_words_tell_where_they_stand_and_a_line_may_say_its_own() -> None:
    script = _script(_line("Hei på deg, hei!"))
    assert missing(script, Lexicon({"på": "poː"})) == {"hei": ["s1-1"], "deg": ["s1-1"]}
    assert missing(_script(_line("Hei", hei="hˈæɪ")), Lexicon()) == {}


def test_the_lines_own_sound_goes_before_the_lexicons() -> None:
    line = _line("Vi løser det.", løser="lˈøːsər")
    lexicon = Lexicon({"vi": "ʋiː", "løser": "feil", "det": "deː"})
    assert sounds_of(line.say, line, lexicon) == "ʋiː lˈøːsər deː."


def test_marks_that_make_the_tune_are_kept_and_quotes_are_not() -> None:
    lexicon = Lexicon(dict.fromkeys(["ja", "nei"], "x"))
    assert sounds_of("«Ja», nei – ja … nei?", _line(""), lexicon) == "x, x — x… x?"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("words:\n  hei: hˈæɪ\n  på: 3\n", ":3:"),
        ("words:\n  Hei: hˈæɪ\n", "small letters"),
        ("words:\n  hei: hQ\n", "Q"),
        ("hei: hæɪ\n", "words"),
        ("words: [\n", "YAML"),
    ],
)
def test_a_broken_lexicon_is_a_sentence_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(FilmFault, match=told):
        read_lexicon(_written(tmp_path, text))


def test_no_lexicon_is_an_empty_one(tmp_path: Path) -> None:
    assert read_lexicon(tmp_path).words == {}


def test_every_word_of_the_programmes_films_has_its_sound() -> None:
    lexicon = read_lexicon(PROGRAMME)
    for episode in scripts_in(PROGRAMME):
        script, findings = read_script(PROGRAMME, episode)
        assert script is not None, findings
        assert missing(script, lexicon) == {}, episode


def test_every_sound_in_the_programmes_lexicon_can_be_said() -> None:
    for word, sound in read_lexicon(PROGRAMME).words.items():
        assert not unknown_signs(sound), word
        assert VOWELS & set(sound), word
        # Stress and length go with a vowel: before it and after it.
        for place, sign in enumerate(sound):
            if sign in "ˈˌ":
                assert sound[place + 1 : place + 2] in VOWELS, word
            if sign == "ː":
                assert sound[place - 1] in VOWELS, word
        assert sound.count("ˈ") <= 1, word
