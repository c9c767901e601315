"""What the documents say is what the program does, and their links lead somewhere."""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import settings

from rundebord.config.environment import SETTINGS
from rundebord.courses import assessment_browser
from rundebord.groups import access

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "tools"))

# The tools are scripts in a folder of their own, not a package.
from write_docs import BLOCK, GUIDE, blocks, commands, help_of, rewritten  # noqa: E402

pytestmark = pytest.mark.house

REFRESH = "docs/drift.md lags behind the program. Run: .venv/bin/python tools/write_docs.py"
DOCUMENTS = sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")])
FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
HEADING = re.compile(r"^(#{1,6}) +(.+?) *#* *$", re.MULTILINE)
LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)|^\[[^\]]+\]:\s+<?([^\s>]+)", re.MULTILINE)


def guide() -> str:
    return GUIDE.read_text(encoding="utf-8")


def letters(text: str) -> str:
    """The text without its whitespace: Pythons break the lines of a help in different places."""
    return "".join(text.split())


def headings(text: str) -> list[str]:
    return [title for _level, title in HEADING.findall(FENCED.sub("", text))]


def section(title: str) -> str:
    """What stands under the heading in the guide, to the next heading of any level."""
    _before, found, rest = guide().partition(f"\n### {title}\n")
    assert found, f"docs/drift.md has no heading «### {title}»."
    return re.split(r"^#{1,6} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


@cache
def anchors(document: Path) -> frozenset[str]:
    """The addresses that GitHub gives the headings: small letters, hyphens for spaces, no punctuation."""
    found: set[str] = set()
    for title in headings(document.read_text(encoding="utf-8")):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title).lower()
        name = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        number = 0
        while (f"{name}-{number}" if number else name) in found:
            number += 1
        found.add(f"{name}-{number}" if number else name)
    return frozenset(found)


def links(text: str) -> list[str]:
    """The addresses in a document, not those in code."""
    return [first or second for first, second in LINK.findall(SPAN.sub("", COMMENT.sub("", FENCED.sub("", text))))]


def dead_links(document: Path) -> list[str]:
    dead = []
    for link in links(document.read_text(encoding="utf-8")):
        if re.match(r"[a-z][a-z0-9+.-]*:", link):
            continue
        path, _hash, anchor = unquote(link).partition("#")
        target = (document.parent / path).resolve() if path else document
        if (
            not target.is_relative_to(PROJECT)
            or not target.exists()
            or (anchor and (target.suffix != ".md" or anchor not in anchors(target)))
        ):
            dead.append(link)
    return dead


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_each_setting_has_a_heading_its_default_and_an_example(setting) -> None:
    told = section(setting.name)
    assert f"Standard: {f'`{setting.default}`' if setting.default else 'tom'}\n" in told, REFRESH
    assert f"{setting.name}=" in told, f"docs/drift.md gives no example of {setting.name}."


def test_no_heading_names_a_setting_or_a_command_that_does_not_exist() -> None:
    titles = headings(guide())
    assert [title for title in titles if re.fullmatch(r"[A-Z]+_[A-Z_]+", title)] == [one.name for one in SETTINGS]
    assert [title for title in titles if title.startswith("rundebord ")] == [f"rundebord {name}" for name in commands()]


def test_no_setting_is_mentioned_that_does_not_exist() -> None:
    mentioned = {
        name for document in DOCUMENTS for name in re.findall(r"RUNDEBORD_[A-Z_]+", document.read_text("utf-8"))
    }
    assert mentioned <= {setting.name for setting in SETTINGS}


def test_what_the_program_says_has_its_place_in_the_guide_once() -> None:
    assert sorted(found.group("kind", "name") for found in BLOCK.finditer(guide())) == sorted(blocks())


@pytest.mark.parametrize("command", commands())
def test_the_help_of_a_command_is_the_one_in_the_guide(command: str) -> None:
    assert help_of(command).startswith(f"bruk: rundebord {command} ")
    (block,) = re.findall(r"^```text\n(.*?)^```", section(f"rundebord {command}"), re.MULTILINE | re.DOTALL)
    assert letters(block) == letters(help_of(command)), REFRESH


def test_the_generated_parts_of_the_guide_are_of_today() -> None:
    assert letters(guide()) == letters(rewritten(guide())), REFRESH


def test_the_cookies_in_the_guide_are_those_that_are_set() -> None:
    table = re.findall(r"^\| `(\w+)` \|", section("Informasjonskapsler"), re.MULTILINE)
    set_by_us = [access.COOKIE, access.HOST_COOKIE, assessment_browser.COOKIE]
    assert sorted(table) == sorted([*set_by_us, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_every_link_leads_to_a_file_and_a_heading_that_exist(document: Path) -> None:
    assert dead_links(document) == []


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "PROJECT", tmp_path)
    page = tmp_path / "page.md"
    page.write_text(
        "# Når noe er galt\n\n## `Twice`\n## Twice\n[here](#når-noe-er-galt) [again](#twice-1) [self](page.md#twice)\n"
        '[out](https://example.no/x) [gone](gone.md) [no heading](page.md#nowhere) ![picture](gone.png "x")\n'
        "`[code](code.md)`\n```\n[code](code.md)\n```\n[up](../outside.md)\n[name]: named.md\n",
        encoding="utf-8",
    )
    assert dead_links(page) == ["gone.md", "page.md#nowhere", "gone.png", "../outside.md", "named.md"]
