"""The paper as PDF, by Typst: tagged (PDF/UA-1), in its language, with our own fonts and no others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, fields
from functools import cache
from pathlib import Path
from typing import Any

import typst

from rundebord.documents.content import Area, Block, Bullets, Paper, Section, Table, Terms
from rundebord.documents.front import Front, fronts
from rundebord.documents.letters import FONTS, breakable, printable

_TEMPLATE = Path(__file__).resolve().parent / "typst" / "paper.typ"
_REGIONS = {"nb": "NO", "nn": "NO", "en": "GB"}
_LONGEST_IN_LINES = 36
"""Letters: a longer word may be broken. The longest that is common in Norwegian administration has 32."""
_LETTERS_ACROSS = 92
"""About so many letters stand beside each other in a table as wide as the page, at 9 points."""
_NO_WORDS = "–"
"""Stands for a heading without words, which PDF/UA-1 does not allow."""
_PLACEHOLDER = re.compile(r"%\((pages?)\)s")


def pdf_of(paper: Paper) -> bytes:
    """The paper as a tagged PDF, the same bytes for the same paper. Page one is one page, whatever it says.

    What page one must shorten stands in full at the start of the appendix. A letter that our fonts lack is shown as □;
    no text whatever makes it fail.
    """
    compiled = _compiler().compile(
        format="pdf", pdf_standards=["ua-1"], timestamp=0, sys_inputs={"paper": json.dumps(_data(paper))}
    )
    if not isinstance(compiled, bytes):
        raise TypeError(f"Typst answered with {type(compiled).__name__}, not with a PDF")
    return compiled


@cache
def _compiler() -> typst.Compiler:
    folders: list[Path] = [folder for folder in sorted(FONTS.iterdir()) if folder.is_dir()]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    return typst.Compiler(_TEMPLATE, root=_TEMPLATE.parent, font_paths=fonts, ignore_system_fonts=True)


def _data(paper: Paper) -> dict[str, Any]:
    """What the template reads: nothing but letters that can be printed, in words that can be broken."""
    title = next(filter(None, map(_line, (paper.title, paper.group, paper.programme))), _NO_WORDS)
    labels = {name: _line(text) or _NO_WORDS for name, text in asdict(paper.labels).items()}
    return {
        "language": paper.language,
        "region": _REGIONS.get(paper.language, "NO"),
        "title": title,
        "group": _line(paper.group),
        "running": " · ".join(part[:60] for part in (title, _line(paper.group)) if part),
        "page": list(_page_parts(paper.labels.page)),
        "colophon": _text(paper.colophon),
        "labels": labels,
        "fronts": [_front(front, title) for front in fronts(paper)],
        "appendix": _sections(paper.appendix),
    }


def _front(front: Front, title: str) -> dict[str, Any]:
    paper = front.paper
    return {
        "title": _line(paper.title) or title,
        "group": _line(paper.group),
        "programme": _line(paper.programme),
        "standing": _line(paper.standing),
        "definition": _text(paper.definition),
        "requires": [_line(text) for text in paper.requires],
        "more_requirements": _line(front.more_requirements),
        "areas": [_area(area) for area in paper.areas],
        "more_areas": _line(front.more_areas),
        "promise": _text(paper.promise),
        "next_meeting": _line(paper.next_meeting),
        "repeated": _sections(front.repeated),
    }


def _area(area: Area) -> dict[str, Any]:
    said: dict[str, Any] = {one.name: _narrow(getattr(area, one.name)) for one in fields(area) if one.name != "notices"}
    said["name"] = said["name"] or _NO_WORDS
    said["notices"] = [_narrow(notice) for notice in area.notices]
    return said


def _sections(sections: tuple[Section, ...]) -> list[dict[str, Any]]:
    """A part within a part stands after one: levels are not skipped, for a screen reader counts on them."""
    found: list[dict[str, Any]] = []
    for section in sections:
        level = 2 if section.level > 1 and any(earlier["heading"] for earlier in found) else 1
        blocks = [_block(block) for block in section.blocks]
        found.append({"heading": _line(section.heading), "level": level, "blocks": blocks})
    return found


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Bullets):
        return {"kind": "bullets", "lines": [_text(line) for line in block.lines]}
    if isinstance(block, Terms):
        return {"kind": "terms", "pairs": [[_text(term), _text(meaning)] for term, meaning in block.pairs]}
    if isinstance(block, Table):
        return _table(block)
    return {"kind": "words", "text": _text(block.text)}


def _table(table: Table) -> dict[str, Any]:
    columns = len(table.headings)
    size = 9.5 if columns <= 5 else 8.5 if columns <= 8 else 7.5
    lengths = [[len(row[n]) for row in (table.headings, *table.rows)] for n in range(columns)]
    # A column is as wide as what it holds, within reason: a long sentence gets more lines, not the whole page.
    widths = [min(max(max(of_column), 8), 30) for of_column in lengths]
    across = _LETTERS_ACROSS * 9 / size
    longest = [max(int(across * width / (sum(widths) or 1)) - 3, 6) for width in widths]
    rows = [[breakable(printable(cell), longest[n]) for n, cell in enumerate(row)] for row in table.rows]
    headings = [breakable(printable(cell), longest[n]) for n, cell in enumerate(table.headings)]
    return {"kind": "table", "size": size, "widths": widths, "headings": headings, "rows": rows}


def _page_parts(label: str) -> Iterator[str]:
    """ "Side %(page)s av %(pages)s" → "=Side ", "page", "= av ", "pages"."""
    for n, part in enumerate(_PLACEHOLDER.split(label)):
        if n % 2 or part:
            yield part if n % 2 else f"={printable(part)}"


def _text(text: str) -> str:
    return breakable(printable(text).strip(), _LONGEST_IN_LINES)


def _line(text: str, longest: int = _LONGEST_IN_LINES) -> str:
    """On one line, or as many as it takes. "" if there is nothing to be seen."""
    words = " ".join(printable(text).split())
    return breakable(words, longest) if words.strip("\u200c\u200d ") else ""


def _narrow(text: str) -> str:
    """For a third of the page's width."""
    return _line(text, _LONGEST_IN_LINES // 2 + 4)
