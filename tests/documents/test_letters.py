"""What can be printed: the fonts' letters are known exactly, and everything else is a mark that is seen."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from rundebord.documents.letters import FONTS, MISSING, breakable, letters_of, plain, printable

ANYTHING = st.text(st.characters(exclude_categories=()))


def test_the_two_weights_of_inter_have_what_norwegian_and_the_sami_languages_need() -> None:
    needed = set("ABCæøåÆØÅáčđŋšŧžÁČĐŊŠŦŽïöäéèêôüñ«»“”‘’‚„‹›·–—…→←↑↓✓✗□■◆●▲€£§°½²×÷≤≥≠−©®™№") | {"\u00a0"}
    for weight in ("Regular", "SemiBold"):
        letters = letters_of((FONTS / "inter-ui-4.1.1" / f"Inter-{weight}.ttf").read_bytes())
        assert needed - letters == set()
    assert MISSING in letters


def test_there_are_letters_for_hebrew_arabic_greek_cyrillic_and_pictures() -> None:
    text = "שָׁלוֹם سلام Ελλάδα Привет 👍😀"
    assert printable(text) == unicodedata.normalize("NFC", text)


def test_the_fonts_take_no_more_than_a_megabyte_and_a_half() -> None:
    assert sum(file.stat().st_size for file in FONTS.rglob("*.ttf")) < 1.5e6


def test_what_no_font_has_is_seen_to_be_missing() -> None:
    assert printable("a漢b") == f"a{MISSING}b"
    assert printable("\ue000") == MISSING
    assert plain("\ud83d") == MISSING


def test_controls_vanish_and_line_ends_are_one_kind() -> None:
    assert plain("a\x00\x07b\u202ec\ufeffd") == "abcd"
    assert plain("a\r\nb\u2028c\x0bd") == "a\nb\nc\nd"
    assert plain("a\tb\u3000c\u00a0d") == "a b c\u00a0d"


@given(ANYTHING)
@example("\ufffe\U0001ffff\ufdd0")
def test_whatever_comes_in_can_be_written_as_xml_and_printed(text: str) -> None:
    for letter in plain(text):
        assert letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cs")
        assert ord(letter) & 0xFFFE != 0xFFFE
    assert plain(plain(text)) == plain(text)
    assert printable(printable(text)) == printable(text)


@given(ANYTHING, st.integers(6, 40))
def test_no_piece_of_a_long_word_is_longer_than_what_has_room_and_nothing_else_is_changed(
    text: str, longest: int
) -> None:
    broken = breakable(plain(text), longest)
    assert broken.replace("\u200b", "") == plain(text).replace("\u200b", "")
    for word in broken.split():
        for piece in word.split("\u200b"):
            joining = sum(unicodedata.category(one).startswith("M") or one in "\u200c\u200d" for one in piece)
            assert len(piece) - joining <= longest


def test_ordinary_words_are_let_be() -> None:
    sentence = "Menneskerettighetsorganisasjonene og virksomhetsstyringsdokumentasjonen"
    assert breakable(sentence, 36) == sentence
