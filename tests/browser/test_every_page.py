"""What must be true of every page: valid, accessible, readable from the end of the table, and nothing from other hosts.

In bokmål and nynorsk, light and dark. Third-party requests and script faults are watched by ``new_context``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from browser.pages import EVERY, SHARED
from factories.servers import RunningServer
from tooling import html_faults

AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALLEST_TEXT = 34
"""Pixels at 1920: what can be read on 65 inches from four metres."""

SIZES = ((1920, 1080), (1280, 720), (1024, 768))

NewContext = Callable[..., BrowserContext]


def _page_in(new_context: NewContext, server: RunningServer, language: str, **options: object) -> Page:
    context = new_context(**options)
    context.add_cookies([{"name": "sprak", "value": language, "url": server.address}])
    return context.new_page()


@pytest.mark.parametrize("name", EVERY)
def test_a_page_is_valid_accessible_and_readable(
    name: str, new_context: NewContext, shared_server: RunningServer
) -> None:
    # All at one visit: the way to a page takes longer than to look at it.
    page = _page_in(new_context, shared_server, "nb", viewport={"width": 1920, "height": 1080})
    EVERY[name](page, shared_server.address)
    faults: dict[str, object] = {}
    if name in SHARED:
        faults["too small"] = page.evaluate(_TOO_SMALL, SMALLEST_TEXT)
        for size in SIZES:
            page.set_viewport_size({"width": size[0], "height": size[1]})
            faults[f"below the fold at {size[0]}"] = _below_the_fold(page, size[1])
    page.set_viewport_size({"width": 320, "height": 640})
    wide = int(page.evaluate("document.documentElement.scrollWidth"))
    faults["sideways scroll at 320"] = [wide] if wide > 320 else []
    page.set_viewport_size({"width": 1280, "height": 720})
    faults["html"] = _html_faults(page, "nb")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        faults[scheme] = _axe_faults(page)
    assert {check: found for check, found in faults.items() if found} == {}


@pytest.mark.parametrize("name", EVERY)
def test_a_page_is_valid_and_accessible_in_nynorsk_too(
    name: str, new_context: NewContext, shared_server: RunningServer
) -> None:
    page = _page_in(new_context, shared_server, "nn")
    EVERY[name](page, shared_server.address)
    assert _html_faults(page, "nn") == []
    assert _axe_faults(page) == []


@pytest.mark.parametrize("name", SHARED)
def test_a_small_screen_from_the_start_has_nothing_below_the_fold(
    name: str, new_context: NewContext, shared_server: RunningServer
) -> None:
    page = _page_in(new_context, shared_server, "nb", viewport={"width": 1280, "height": 720})
    EVERY[name](page, shared_server.address)
    assert _below_the_fold(page, 720) == []


def _html_faults(page: Page, language: str) -> list[str]:
    spoken = page.locator("html").get_attribute("lang")
    return [*html_faults(page.content()), *([] if spoken == language else [f"lang={spoken}"])]


def _below_the_fold(page: Page, height: int) -> list[str]:
    # Where it does not fit, it is folded and paged by scripts, in the next frame.
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    tall = int(page.evaluate("document.documentElement.scrollHeight"))
    return [*page.evaluate(_CUT_OFF), *([f"{tall} px tall"] if tall > height else [])]


def _axe_faults(page: Page) -> list[str]:
    # As it stands, not as it fades in: half-way there every contrast is too low.
    page.wait_for_function("() => document.getAnimations().every(({playState}) => playState !== 'running')")
    # Through the protocol's own channel, for the page's policy lets no foreign script in.
    page.evaluate(AXE.read_text())
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [f"{fault['id']}: {json.dumps([node['html'] for node in fault['nodes']])}" for fault in found["violations"]]


def test_the_checks_catch_what_they_are_for(new_context: NewContext, shared_server: RunningServer) -> None:
    page = _page_in(new_context, shared_server, "nb")
    SHARED["writing"](page, shared_server.address)
    page.evaluate(
        """() => {
        const small = document.createElement('p');
        small.textContent = 'for lite';
        small.className = 'made-small';
        document.getElementById('stage').append(small);
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('.made-small{font-size:12px;color:#ccc;position:fixed;top:2000px;left:0;width:2500px}');
        document.adoptedStyleSheets = [sheet];
        const image = document.createElement('img');
        document.getElementById('stage').append(image);
    }"""
    )
    assert page.evaluate(_TOO_SMALL, SMALLEST_TEXT) == ["for lite (12px)"]
    assert "for lite" in page.evaluate(_CUT_OFF)
    assert any("image-alt" in fault for fault in _axe_faults(page))
    assert html_faults(page.content()) != []


# The size at which text is really painted, in SVG and under transforms too; words for screen readers alone are let be.
_TOO_SMALL = """smallest => {
    const UNSEEN = '.ds-sr-only, .ds-skip-link, script, template, noscript';
    const faults = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        if (!node.textContent.trim() || element.closest(UNSEEN)) continue;
        if (!element.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
        let size = parseFloat(getComputedStyle(element).fontSize);
        const svg = element.ownerSVGElement;
        if (svg) size *= element.getScreenCTM().d;
        if (size < smallest - 0.05) faults.push(`${node.textContent.trim()} (${Math.round(size)}px)`);
    }
    for (const field of document.querySelectorAll('input:not([type=hidden],[type=checkbox],[type=radio]), button')) {
        const size = parseFloat(getComputedStyle(field).fontSize);
        if (!field.checkVisibility() || size >= smallest - 0.05) continue;
        faults.push(`${field.id || field.className} (${size}px)`);
    }
    return faults;
}"""

# Words that reach outside the window, or outside a box that hides what is outside it.
_CUT_OFF = """() => {
    const UNSEEN = '.ds-sr-only, .ds-skip-link, script, template, noscript';
    const faults = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        if (!node.textContent.trim() || element.closest(UNSEEN)) continue;
        if (!element.checkVisibility({visibilityProperty: true})) continue;
        if (element.closest('.written-all, .tray-words, dialog')) continue;  // these scroll by themselves
        const range = document.createRange();
        range.selectNodeContents(node);
        const box = range.getBoundingClientRect();
        const clip = element.closest('.written, .board-follow')?.getBoundingClientRect();
        const outside = box.bottom > innerHeight + 1 || box.right > innerWidth + 1 || box.top < -1 || box.left < -1;
        const hidden = clip && !element.closest('.line-text') && (box.top < clip.top - 1 || box.bottom > clip.bottom);
        const line = element.closest('.stage-writing .line')?.getBoundingClientRect();
        const half = line && clip && (line.top < clip.top - 1.5 || line.bottom > clip.bottom + 1.5);
        if (outside || hidden || half) faults.push(node.textContent.trim());
    }
    return faults;
}"""
