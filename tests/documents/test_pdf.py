"""The paper as PDF, read back: whole, tagged, page one on one page, and made whatever somebody typed."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from factories.papers import (
    LABELS,
    ORDINARY,
    WHATEVER,
    a_crowded_paper,
    a_half_decided_paper,
    a_whole_paper,
    an_early_paper,
    papers,
    texts_of,
    with_lines,
)
from rundebord.documents.content import Area, Bullets, Labels, Paper, Section, Table
from rundebord.documents.pdf import pdf_of

UNSEEN = re.compile(r"[\s\u200b\u00ad‐-]+")
"""Where lines break says nothing about what stands there; and a word broken in a table has a hyphen."""


def squeezed(text: str) -> str:
    return UNSEEN.sub("", unicodedata.normalize("NFC", text))


def pages_of(paper: Paper) -> list[str]:
    return [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(pdf_of(paper))).pages]


def opened(paper: Paper) -> PdfReader:
    return PdfReader(io.BytesIO(pdf_of(paper)))


def tags_of(reader: PdfReader) -> list[str]:
    """The kinds of everything in the tree that screen readers follow, in reading order."""
    found: list[str] = []

    def walk(node: object) -> None:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(str(node["/S"])[1:])
            walk(node.get("/K"))

    walk(reader.root_object["/StructTreeRoot"])
    return found


# -- what stands where --


def test_page_one_holds_what_the_group_has_decided_and_the_appendix_begins_on_page_two() -> None:
    paper = a_whole_paper()
    first, second, *_ = pages_of(paper)
    said = [text for text in texts_of(replace(paper, appendix=(), colophon="")) if text]
    labels = [LABELS.definition, LABELS.requires, LABELS.improves, LABELS.reaches, LABELS.owner, LABELS.date]
    for text in (*said, *labels, LABELS.goal, LABELS.sign, LABELS.month, LABELS.first_step, LABELS.stop, LABELS.status):
        assert squeezed(text) in first, text
    assert second.startswith(LABELS.appendix)
    assert LABELS.appendix not in first
    assert squeezed("Side1av3") in first


@pytest.mark.parametrize("paper", [a_whole_paper(), an_early_paper(), a_half_decided_paper(), with_lines(150)])
def test_every_text_is_in_the_pdf(paper: Paper) -> None:
    everything = "".join(pages_of(paper))
    for text in texts_of(paper):
        assert squeezed(text) in everything, text


@settings(max_examples=30)
@given(papers(ORDINARY))
def test_every_word_that_a_group_may_type_is_found_again(paper: Paper) -> None:
    everything = "".join(pages_of(paper))
    for text in texts_of(paper):
        for word in text.split():
            assert squeezed(word) in everything, (word, text)


@pytest.mark.parametrize("times", [1, 2, 3, 12])
def test_page_one_is_one_page_however_much_there_is_and_nothing_is_lost(times: int) -> None:
    paper = a_crowded_paper(times)
    first, second, *_ = pages = pages_of(paper)
    assert second.startswith(LABELS.appendix)
    for text in (LABELS.requires, LABELS.improves, LABELS.reaches, *(area.owner for area in paper.areas)):
        assert squeezed(text) in first
    everything = "".join(re.sub(r"Vårtfelles\S{0,60}Side\d+av\d+$", "", page) for page in pages)
    for text in texts_of(paper):
        assert squeezed(text) in everything, text


def test_what_page_one_leaves_out_it_says_that_it_leaves_out() -> None:
    first, second, *_ = pages_of(a_crowded_paper(3))
    assert "…" in first
    assert re.search(r"\+\d→Vedlegg", first)
    assert squeezed(LABELS.requires) in second


def test_a_fourth_area_stands_in_the_appendix_and_page_one_says_so() -> None:
    paper = replace(a_whole_paper(), areas=tuple(Area(f"Område nummer {n}", owner=f"Eier {n}") for n in "ABCD"))
    first, second, *_ = pages_of(paper)
    assert "OmrådenummerC" in first
    assert "OmrådenummerD" not in first
    assert "+1→Vedlegg" in first
    assert "OmrådenummerD" in second
    assert "EierD" in second


def test_in_the_middle_of_a_course_the_paper_says_what_is_not_decided() -> None:
    first = pages_of(an_early_paper())[0]
    assert first.count(squeezed(LABELS.nothing_yet)) == 4
    half = pages_of(a_half_decided_paper())[0]
    assert squeezed(f"{LABELS.owner}{LABELS.nobody_yet}") in half
    assert squeezed("Mangler eier") in half


def test_a_paper_without_an_appendix_is_one_page_with_its_last_line() -> None:
    (only,) = pages_of(replace(a_whole_paper(), appendix=()))
    assert squeezed(a_whole_paper().colophon) in only


# -- for screen readers and archives --


def test_the_pdf_says_that_it_is_accessible_what_it_is_called_and_in_which_language() -> None:
    reader = opened(a_whole_paper())
    assert reader.xmp_metadata is not None
    assert b"<pdfuaid:part>1</pdfuaid:part>" in reader.xmp_metadata.stream.get_data()
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/Lang"] == "nb-NO"
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == (
        "Vårt felles utgangspunkt",
        "Ledergruppen i Direktoratet for gode tjenester",
    )
    assert {opened(replace(a_whole_paper(), language=one)).root_object["/Lang"] for one in ("nn", "en")} == {
        "nn-NO",
        "en-GB",
    }


def test_headings_lists_tables_and_the_quote_are_tagged_as_what_they_are() -> None:
    tags = tags_of(opened(a_whole_paper()))
    assert tags.count("H1") == 2  # the title, the appendix
    assert tags.count("H2") == 3 + 7
    assert tags.count("H3") == 2 + 2 + 5
    assert tags.count("TH") >= 5
    assert {"L", "LI", "Table", "BlockQuote"} <= set(tags)
    assert tags.index("H1") < tags.index("H2") < tags.index("H3")


def test_the_pdf_is_a4_and_carries_all_its_fonts() -> None:
    reader = opened(a_whole_paper())
    for page in reader.pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            assert re.match(r"/[A-Z]{6}\+(Inter|Noto)", font.get_object()["/BaseFont"])


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert pdf_of(a_whole_paper()) == pdf_of(a_whole_paper())
    assert b"CreationDate" not in pdf_of(a_whole_paper())


# -- whatever somebody types --


@settings(max_examples=12)
@given(papers(WHATEVER, st.builds(Labels, *[WHATEVER] * len(Labels.__slots__))))
def test_no_text_whatever_keeps_a_paper_from_being_made(paper: Paper) -> None:
    assert pdf_of(paper).startswith(b"%PDF-")


@settings(max_examples=12)
@given(papers(WHATEVER))
def test_page_one_is_one_page_whatever_is_typed(paper: Paper) -> None:
    assert pages_of(replace(paper, appendix=(Section("x", ()),)))[1].startswith(LABELS.appendix)


def test_other_scripts_are_shown_and_what_no_font_has_is_a_mark_that_is_seen() -> None:
    lines = ("שלום", "سلام", "Bra 👍", "漢", "Привет", "Ráđđehus ŋ ŧ", "2 → 3 ✓")
    text = "".join(pages_of(replace(an_early_paper(), appendix=(Section("x", (Bullets(lines),)),))))
    assert "□" in text
    assert "漢" not in text
    for line in ("Bra👍", "Привет", "Ráđđehusŋŧ", "2→3✓"):
        assert line in text


def test_markup_is_words() -> None:
    lines = ("#panic()", "= ikke en overskrift", "*ikke fet*", "$x^2$", "@ingen", "<b>ikke</b>")
    text = "".join(pages_of(replace(an_early_paper(), appendix=(Section("x", (Bullets(lines),)),))))
    for line in lines:
        assert squeezed(line) in text


def test_a_word_as_long_as_a_page_is_broken_into_lines() -> None:
    word = "W" * 300
    table = Table(("a", "b", "c"), ((word, word, word),))
    paper = replace(
        a_whole_paper(), definition=word, requires=(word,), appendix=(Section("x", (table, Bullets((word,)))),)
    )
    longest = max(len(line) for page in opened(paper).pages for line in page.extract_text().split())
    # A capital W is as wide as the letters are high: so many stand between the margins, at the smallest size.
    assert longest <= 60
