"""How the Word file looks: styles, table, page. Everything is a style, so one change in Word changes all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, cast

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table

LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
FONT = "Inter"
LABEL, QUIET, NOTHING, PROMISE = "Paper Label", "Paper Quiet", "Paper Nothing Yet", "Paper Promise"
TERM, AFTER_TABLE, TABLE = "Paper Term", "Paper After Table", "Paper Table"
CELL, CELL_HEADING, CELL_STRONG = "Paper Cell", "Paper Cell Heading", "Paper Cell Strong"
_PETROL, _INK, _QUIET = "0B4A53", "342A1C", "52493E"
_TINT, _LINE = "F4F1EA", "C5BBA6"
_WIDTH = 17.0
"""Centimetres between the margins."""


def dress(document: Document, language: str) -> None:
    """The document is A4 with our margins, in that language, and has every style that the paper uses."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(1.8), Cm(1.8)
    section.footer_distance = Cm(1)
    _speak(document, LANGUAGES.get(language, "nb-NO"))
    _name_a_font_instead(document)

    _style(document, "Normal", 10, after=4, line=1.15)
    _style(document, "Body Text", 10, before=2, after=4, line=1.15)
    _style(document, "Title", 30, colour=_PETROL, bold=True, after=2, line=1.0)
    _style(document, "Subtitle", 10.5, colour=_PETROL, bold=True, after=4)
    _style(document, "Quote", 17, colour=_INK, bold=True, after=8, line=1.1)
    _style(document, "Heading 1", 14.5, colour=_PETROL, bold=True, before=12, after=5)
    _style(document, "Heading 2", 12.5, colour=_PETROL, bold=True, before=16, after=4)
    _style(document, "Heading 3", 10.5, colour=_INK, bold=True, before=10, after=3)
    _style(document, "List Bullet", 10.5, after=3, line=1.1)
    _style(document, "Footer", 8.5, colour=_QUIET)
    _style(document, LABEL, 10, colour=_PETROL, bold=True, before=12, after=3).paragraph_format.keep_with_next = True
    _style(document, QUIET, 9, colour=_QUIET, after=4)
    _style(document, NOTHING, 10, colour=_QUIET, after=4)
    _style(document, TERM, 10, after=4, line=1.15)
    _style(document, CELL, 9.5, line=1.1)
    _style(document, CELL_HEADING, 9.5, colour=_PETROL, bold=True, line=1.1)
    _style(document, CELL_STRONG, 9.5, bold=True, line=1.1)
    _style(document, AFTER_TABLE, 4)
    promise = _style(document, PROMISE, 10.5, before=8, line=1.1)
    _shade(promise, _TINT)
    _rule_above(document.styles["Heading 1"].element, _PETROL, 8)
    _rule_above(document.styles["Heading 2"].element, _LINE, 4)
    stops = document.styles["Footer"].paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Cm(_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    document.styles.element.append(parse_xml(_TABLE_STYLE))


def repeat_first_row(table: Table) -> None:
    """The first row is a heading: repeated on each page, and read out with each cell. The first column is its row's."""
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001
    properties.append(OxmlElement("w:tblHeader"))
    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001
    if look is not None:
        for name, value in (("firstRow", "1"), ("firstColumn", "1"), ("noHBand", "1"), ("noVBand", "1")):
            look.set(qn(f"w:{name}"), value)
        look.set(qn("w:val"), "06A0")


def set_widths(table: Table, centimetres: Sequence[float]) -> None:
    """Each column has its width, in the grid and in each cell, as Word and LibreOffice each want it."""
    table.autofit = False
    for column, width in zip(table.columns, centimetres, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, centimetres, strict=True):
            cell.width = Cm(width)
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001


def _speak(document: Document, language: str) -> None:
    for found in (
        document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}"),
        document.settings.element.find(qn("w:themeFontLang")),
    ):
        if found is not None:
            found.set(qn("w:val"), language)
            found.set(qn("w:eastAsia"), language)


def _name_a_font_instead(document: Document) -> None:
    """Where Inter is not installed, Word is told to take Calibri, and else a font of the same kind."""
    for part in document.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            font = (
                f'<w:font w:name="{FONT}"><w:altName w:val="Calibri"/><w:panose1 w:val="020B0604020202020204"/>'
                '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
            )
            part._blob = re.sub(rb"</w:fonts>\s*$", font.encode(), part.blob)  # noqa: SLF001


def _style(
    document: Document,
    name: str,
    size: float,
    *,
    colour: str = _INK,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    line: float = 1.0,
) -> ParagraphStyle:
    styles = document.styles
    known = name in styles
    style: Any = styles[name] if known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not known:
        style.base_style = styles["Normal"]
        style.quick_style = True
    properties = style.element.get_or_add_rPr()
    for old in (*properties.findall(qn("w:rFonts")), *properties.findall(qn("w:i")), *properties.findall(qn("w:iCs"))):
        properties.remove(old)
    for old in properties.findall(qn("w:spacing")):
        properties.remove(old)
    style.font.name = FONT
    for kind in ("w:cs", "w:eastAsia"):
        properties.rFonts.set(qn(kind), FONT)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour)
    for unwanted in ("w:pBdr", "w:contextualSpacing"):
        found = style.element.get_or_add_pPr().find(qn(unwanted))
        if found is not None:
            style.element.pPr.remove(found)
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), line
    return cast("ParagraphStyle", style)


def _rule_above(style: Any, colour: str, eighths: int) -> None:
    _put_in_order(
        style,
        f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="{eighths}" w:space="6" w:color="{colour}"/></w:pBdr>',
    )


def _shade(style: ParagraphStyle, colour: str) -> None:
    border = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="6" w:color="{colour}"/>'
        for edge in ("top", "left", "bottom", "right")
    )
    _put_in_order(style.element, f"<w:pBdr {nsdecls('w')}>{border}</w:pBdr>")
    _put_in_order(style.element, f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>')
    style.paragraph_format.left_indent = style.paragraph_format.right_indent = Cm(0.25)


def _put_in_order(style: Any, xml: str) -> None:
    """Word reads the parts of a paragraph's properties in one order only: these come before the spacing."""
    properties = style.get_or_add_pPr()
    spacing = properties.find(qn("w:spacing"))
    properties.insert(properties.index(spacing) if spacing is not None else len(properties), parse_xml(xml))


def _edge(name: str, eighths: int, colour: str) -> str:
    return f'<w:{name} w:val="single" w:sz="{eighths}" w:space="0" w:color="{colour}"/>'


_TABLE_STYLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="PaperTable">
  <w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>
  <w:tblPr>
    <w:tblBorders>{_edge("bottom", 4, _LINE)}{_edge("insideH", 4, _LINE)}</w:tblBorders>
    <w:tblCellMar><w:top w:w="45" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>
      <w:bottom w:w="45" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:tcPr><w:tcBorders>{_edge("bottom", 8, _PETROL)}</w:tcBorders></w:tcPr></w:tblStylePr>
</w:style>"""
