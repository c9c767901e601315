"""The paper as a Word file, read back: whole, with real styles, and never refused because of what somebody typed."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

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
from rundebord.documents.content import Labels, Paper
from rundebord.documents.word import word_of


def opened(paper: Paper) -> Document:
    return docx.Document(io.BytesIO(word_of(paper)))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def words_in(document: Document) -> str:
    """Everything in the body, in order, without spaces."""
    return squeezed("".join(node.text or "" for node in document.element.body.iter(qn("w:t"))))


def styled(document: Document, style: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style and paragraph.style.name == style]


@pytest.mark.parametrize(
    "paper", [a_whole_paper(), an_early_paper(), a_half_decided_paper(), a_crowded_paper(), with_lines(150)]
)
def test_every_text_is_in_the_file(paper: Paper) -> None:
    everything = words_in(opened(paper))
    for text in texts_of(paper):
        assert squeezed(text) in everything, text


@settings(max_examples=25)
@given(papers(ORDINARY))
def test_every_word_that_a_group_may_type_is_found_again(paper: Paper) -> None:
    everything = words_in(opened(paper))
    for text in texts_of(paper):
        assert squeezed(text) in everything, text


def test_headings_are_headings_and_nothing_is_in_the_style_normal() -> None:
    document = opened(a_whole_paper())
    assert styled(document, "Title") == ["Vårt felles utgangspunkt"]
    assert styled(document, "Heading 1") == [LABELS.requires, LABELS.improves, LABELS.reaches, LABELS.appendix]
    assert "Hvem må samarbeide?" in styled(document, "Heading 2")
    assert "Til senere" in styled(document, "Heading 3")
    assert styled(document, "Quote") == [f"«{a_whole_paper().definition}»"]
    assert len(styled(document, "List Bullet")) > 30
    cells = [one for table in document.tables for row in table.rows for cell in row.cells for one in cell.paragraphs]
    assert {one.style.name for one in (*document.paragraphs, *cells) if one.style}.isdisjoint({"Normal", "No Spacing"})


def test_tables_have_a_first_row_that_is_repeated_and_a_style_that_can_be_changed() -> None:
    improves, reaches, together = opened(a_whole_paper()).tables
    for table in (improves, reaches, together):
        assert table.style is not None
        assert table.style.name == "Paper Table"
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in improves.rows[0].cells] == ["Område", *(area.name for area in a_whole_paper().areas)]
    owners = next(row for row in reaches.rows if row.cells[0].text == LABELS.owner)
    assert [cell.text for cell in owners.cells[1:]] == ["Kari Nordmann", "Ola Čoarvi-Šuorbma"]
    assert reaches.rows[-1].cells[1].text == "◆ Fristen er ute"


def test_the_appendix_begins_on_a_new_page() -> None:
    document = opened(a_whole_paper())
    (heading,) = (one for one in document.paragraphs if one.text == LABELS.appendix)
    assert heading.paragraph_format.page_break_before


def test_what_is_not_decided_is_said() -> None:
    assert styled(opened(an_early_paper()), "Paper Nothing Yet") == [LABELS.nothing_yet] * 4
    _, reaches = opened(replace(a_half_decided_paper(), appendix=())).tables
    owners = next(row for row in reaches.rows if row.cells[0].text == LABELS.owner)
    assert owners.cells[1].text == LABELS.nobody_yet


def test_the_file_knows_its_title_its_language_and_its_pages() -> None:
    document = opened(a_whole_paper())
    own = document.core_properties
    assert (own.title, own.author, own.language) == (
        "Vårt felles utgangspunkt",
        "Ledergruppen i Direktoratet for gode tjenester",
        "nb-NO",
    )
    for language, code in (("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")):
        styles = opened(replace(a_whole_paper(), language=language)).styles.element
        assert styles.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}").get(qn("w:val")) == code
    foot = document.sections[0].footer._element
    assert [field.get(qn("w:instr")) for field in foot.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    assert "".join(node.text or "" for node in foot.iter(qn("w:t"))).endswith("Side 1 av 1")
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)  # type: ignore[union-attr]


def test_word_is_told_which_font_to_take_where_inter_is_not_installed() -> None:
    with zipfile.ZipFile(io.BytesIO(word_of(a_whole_paper()))) as archive:
        assert b'<w:font w:name="Inter"><w:altName w:val="Calibri"/>' in archive.read("word/fontTable.xml")


def test_the_same_paper_gives_the_same_bytes_and_no_date_is_from_the_clock() -> None:
    made = word_of(a_whole_paper())
    assert made == word_of(a_whole_paper())
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    own = opened(a_whole_paper()).core_properties
    assert own.created == own.modified
    assert own.created is not None
    assert own.created.isoformat().startswith("2026-01-01")


@settings(max_examples=30)
@given(papers(WHATEVER, st.builds(Labels, *[WHATEVER] * len(Labels.__slots__))))
def test_no_text_whatever_keeps_a_file_from_being_made_and_opened(paper: Paper) -> None:
    assert opened(paper).paragraphs
