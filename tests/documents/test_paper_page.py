"""The paper as a part of a page: valid, whole, and with nothing that the page's policy forbids."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from django.template import Context, Template

from factories.papers import (
    LABELS,
    a_crowded_paper,
    a_half_decided_paper,
    a_whole_paper,
    an_early_paper,
    texts_of,
)
from rundebord import documents
from rundebord.documents.content import Paper
from tooling import html_faults

ROOM = Path(documents.__file__).parent
FRAGMENT = ROOM / "templates" / "documents" / "paper.html"
SHEET = ROOM / "static" / "documents" / "paper.css"
PAGE = """<!DOCTYPE html>
<html lang="nb">
<head>
<title>Papir</title>
</head>
<body>
<main>{}</main>
</body>
</html>
"""
EVERY = [a_whole_paper(), an_early_paper(), a_half_decided_paper(), a_crowded_paper()]


def shown(paper: Paper) -> str:
    return Template(FRAGMENT.read_text(encoding="utf-8")).render(Context({"paper": paper}))


def words_of(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", page))


def test_the_page_is_valid_with_much_and_with_little() -> None:
    assert html_faults(*(PAGE.format(shown(paper)) for paper in EVERY)) == []


@pytest.mark.parametrize("paper", EVERY)
def test_every_text_is_on_the_page(paper: Paper) -> None:
    words = words_of(shown(paper))
    for text in texts_of(paper):
        assert text in words, text


def test_there_is_one_title_and_the_three_headings_stand_under_it() -> None:
    page = shown(a_whole_paper())
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", page) == ["Vårt felles utgangspunkt"]
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", page) == [
        LABELS.requires,
        LABELS.improves,
        LABELS.reaches,
        LABELS.appendix,
    ]


def test_what_is_not_decided_is_said() -> None:
    assert words_of(shown(an_early_paper())).count(LABELS.nothing_yet) == 4
    assert LABELS.nobody_yet in words_of(shown(a_half_decided_paper()))


def test_nothing_is_inline_and_what_somebody_typed_is_words() -> None:
    paper = a_whole_paper()
    page = shown(paper)
    assert not re.search(r"<style|<script|\sstyle=|\son[a-z]+=", page)
    typed = Paper(**{name: getattr(paper, name) for name in Paper.__slots__} | {"definition": "<script>1</script>"})
    assert "<script>" not in shown(typed)
    assert "<script>1</script>" in words_of(shown(typed))


def test_every_class_has_a_rule_and_every_rule_a_class() -> None:
    used = {name for value in re.findall(r'class="([^"]*)"', FRAGMENT.read_text()) for name in value.split()}
    ruled = set(re.findall(r"\.(paper[a-z-]*)", SHEET.read_text()))
    assert {name for name in used if name.startswith("paper")} == ruled
