"""The paper as a Word file, by python-docx: real styles, so that it can be edited, navigated and filed."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Sequence

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph

from rundebord.documents import word_styles as styles
from rundebord.documents.content import Area, Block, Bullets, Paper, Section, Table, Terms
from rundebord.documents.front import Front, fronts
from rundebord.documents.letters import plain

_PAGE = 715
"""Points from the top margin to the bottom. Word breaks the pages, so what fits is reckoned and not measured."""
_MADE = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - the format has no zone; the same for all papers, so that bytes are
_PLACEHOLDER = re.compile(r"%\((pages?)\)s")


def word_of(paper: Paper) -> bytes:
    """The paper as .docx: A4, its language set, headings that can be navigated, page numbers as fields.

    What page one must shorten stands in full at the start of the appendix. No text whatever makes it fail.
    """
    document = docx.Document()
    styles.dress(document, paper.language)
    _describe(document, paper)
    front = _front_of(paper)
    _page_one(document, front)
    sections = (*front.repeated, *paper.appendix)
    if sections:
        heading = _add(document, paper.labels.appendix, "Heading 1")
        heading.paragraph_format.page_break_before = True
        for section in sections:
            _section(document, section)
    if paper.colophon:
        _add(document, paper.colophon, styles.QUIET)
    _foot(document, paper)
    written = io.BytesIO()
    document.save(written)
    return _without_the_clock(written)


def _without_the_clock(written: io.BytesIO) -> bytes:
    """The same archive, its files dated as ``zipfile`` dates by default: 1980."""
    dated = io.BytesIO()
    with zipfile.ZipFile(written) as made, zipfile.ZipFile(dated, "w") as archive:
        for entry in made.infolist():
            archive.writestr(zipfile.ZipInfo(entry.filename), made.read(entry), zipfile.ZIP_DEFLATED)
    return dated.getvalue()


def _front_of(paper: Paper) -> Front:
    candidates = fronts(paper)
    return next((front for front in candidates if _height_of(front.paper) <= _PAGE), candidates[-1])


def _height_of(paper: Paper) -> float:
    """About how many points page one takes: lines of so many letters, each so high, and what stands between them."""
    opening = 95 + 22.5 * _lines(paper.definition, 54)
    requirements = sum(3 + 12 * _lines(text, 96) for text in paper.requires)
    promise = sum(16 + 13 * _lines(text, 92) for text in (paper.promise, paper.next_meeting) if text)
    room = 80 // len(paper.areas) if 0 < len(paper.areas) < 3 else 23
    rows = [[getattr(area, row) for area in paper.areas] for row in (*_IMPROVES, *_REACHES, "name", "name")]
    rows.append(["\n".join(area.notices) for area in paper.areas])
    tables = sum(5.6 + 12.7 * max(_lines(text, room) for text in row) for row in rows if any(row))
    return opening + requirements + promise + tables + 3 * 42


def _lines(text: str, letters: int) -> int:
    return sum(max(-(-len(line) // letters), 1) for line in text.split("\n"))


def _describe(document: Document, paper: Paper) -> None:
    """The core properties: nothing in them is from the clock or from the template."""
    own = document.core_properties
    own.title = plain(paper.title)[:255]
    own.author = own.last_modified_by = plain(paper.group)[:255]
    own.subject = plain(paper.programme)[:255]
    own.language = styles.LANGUAGES.get(paper.language, "nb-NO")
    own.comments = ""
    own.created = own.modified = _MADE


def _page_one(document: Document, front: Front) -> None:
    paper, labels = front.paper, front.paper.labels
    if paper.group or paper.programme:
        _add(document, " · ".join(filter(None, (paper.group, paper.programme))), "Subtitle")
    _add(document, paper.title or paper.group or "–", "Title")
    if paper.standing:
        _add(document, paper.standing, styles.QUIET)
    _add(document, labels.definition, styles.LABEL)
    if paper.definition:
        _add(document, f"«{paper.definition}»", "Quote")
    else:
        _add(document, labels.nothing_yet, styles.NOTHING)

    _add(document, labels.requires, "Heading 1")
    _bullets(document, paper.requires) if paper.requires else _add(document, labels.nothing_yet, styles.NOTHING)
    if front.more_requirements:
        _add(document, front.more_requirements, styles.QUIET)

    _add(document, labels.improves, "Heading 1")
    _areas(document, paper, paper.areas, _IMPROVES)
    if front.more_areas:
        _add(document, front.more_areas, styles.QUIET)
    _add(document, labels.reaches, "Heading 1")
    _areas(document, paper, paper.areas, _REACHES)
    for text in filter(None, (paper.promise, paper.next_meeting)):
        _add(document, text, styles.PROMISE)


_IMPROVES = ("goal", "sign", "month")
_REACHES = ("action", "owner", "date", "first_step", "stop", "status")
_ALWAYS = frozenset(("goal", "action", "owner", "date"))
"""What is said to be missing where it is."""


def _areas(document: Document, paper: Paper, areas: tuple[Area, ...], rows: Sequence[str]) -> None:
    """A table with a column for each area and a row for each thing said; or that nothing is decided."""
    labels = paper.labels
    if not areas:
        _add(document, labels.nothing_yet, styles.NOTHING)
        return
    shown = [row for row in rows if row in _ALWAYS or any(getattr(area, row) for area in areas)]
    noticed = rows is _REACHES and any(area.notices for area in areas)
    table = _table(document, 1 + len(shown) + noticed, 1 + len(areas))
    cells = [row.cells for row in table.rows]
    _write(cells[0][0], labels.area, styles.CELL_HEADING)
    for number, row in enumerate(shown, 1):
        _write(cells[number][0], getattr(labels, row), styles.CELL_HEADING)
    if noticed:
        _write(cells[-1][0], "", styles.CELL)
    for column, area in enumerate(areas, 1):
        _write(cells[0][column], area.name, styles.CELL_HEADING)
        for number, row in enumerate(shown, 1):
            text = getattr(area, row)
            otherwise = labels.nobody_yet if row == "owner" else labels.nothing_yet if row in _ALWAYS else ""
            style = styles.CELL_STRONG if text and row in ("owner", "date") else styles.CELL
            _write(cells[number][column], text or otherwise, style)
        if noticed:
            notices = "\n".join(f"◆ {one}" for one in area.notices)
            _write(cells[-1][column], notices, styles.CELL_HEADING)
    styles.set_widths(table, [3.2, *[13.8 / len(areas)] * len(areas)])


def _section(document: Document, section: Section) -> None:
    if section.heading:
        _add(document, section.heading, "Heading 2" if section.level == 1 else "Heading 3")
    for block, following in zip(section.blocks, (*section.blocks[1:], None), strict=False):
        _block(document, block)
        if isinstance(block, Table) and (following is None or isinstance(following, Table)):
            # Two tables without anything between them become one in Word.
            _add(document, "", styles.AFTER_TABLE)


def _block(document: Document, block: Block) -> None:
    if isinstance(block, Bullets):
        _bullets(document, block.lines)
    elif isinstance(block, Terms):
        for term, meaning in block.pairs:
            paragraph = _add(document, "", styles.TERM)
            paragraph.add_run(plain(term), style="Strong")
            if meaning:
                paragraph.add_run(f"  {plain(meaning)}")
    elif isinstance(block, Table):
        _plain_table(document, block)
    else:
        _add(document, block.text, "Body Text")


def _plain_table(document: Document, block: Table) -> None:
    if not block.headings:
        return
    table = _table(document, 1 + len(block.rows), len(block.headings))
    for number, (row, texts) in enumerate(zip(table.rows, (block.headings, *block.rows), strict=True)):
        for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            _write(cell, text, styles.CELL if number and column else styles.CELL_HEADING)
    lengths = [max(len(row[n]) for row in (block.headings, *block.rows)) for n in range(len(block.headings))]
    shares = [min(max(length, 8), 30) for length in lengths]
    styles.set_widths(table, [17 * share / sum(shares) for share in shares])


def _table(document: Document, rows: int, columns: int) -> WordTable:
    table: WordTable = document.add_table(rows, columns, style=styles.TABLE)
    styles.repeat_first_row(table)
    return table


def _write(cell: Cell, text: str, style: str) -> None:
    _styled(cell.paragraphs[0], style).add_run(plain(text))


def _bullets(document: Document, lines: Iterable[str]) -> None:
    for line in lines:
        _add(document, line, "List Bullet")


def _add(document: Document, text: str, style: str) -> Paragraph:
    return _styled(document.add_paragraph(plain(text)), style)


def _styled(paragraph: Paragraph, style: str) -> Paragraph:
    """The paragraph has that style. By its id, for python-docx looks through all styles at each name: 1 ms."""
    paragraph._p.style = style.replace(" ", "")  # noqa: SLF001
    return paragraph


def _foot(document: Document, paper: Paper) -> None:
    """«Title · group» to the left, the page's number to the right, as fields that Word counts."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = "Footer"
    paragraph.add_run(plain(" · ".join(part[:60] for part in (paper.title, paper.group) if part)) + "\t")
    for number, part in enumerate(_PLACEHOLDER.split(paper.labels.page)):
        if number % 2:
            field = paragraph.add_run()._r.makeelement(qn("w:fldSimple"), {})  # noqa: SLF001
            field.set(qn("w:instr"), "PAGE" if part == "page" else "NUMPAGES")
            run = field.makeelement(qn("w:r"), {})
            words = run.makeelement(qn("w:t"), {})
            words.text = "1"
            run.append(words)
            field.append(run)
            paragraph._p.append(field)  # noqa: SLF001
        elif part:
            paragraph.add_run(plain(part))
