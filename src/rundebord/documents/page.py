"""The paper as part of a page."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from rundebord.documents.content import Paper


def html_of(paper: Paper) -> SafeString:
    """The paper as HTML, from its heading on; the page links ``documents/paper.css``."""
    return render_to_string("documents/paper.html", {"paper": paper})
