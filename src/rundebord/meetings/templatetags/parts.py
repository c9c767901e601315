"""Parts of the shared screen that are drawn at every command, made cheap.

Lines are printed by hand: a template with two translations in each line cost half of a whole frame. The clock and the
moves change seldom and hold nothing that anybody wrote, so they are drawn once and remembered.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from rundebord.meetings.presenter import ClockFace, Line, Moves, Panel
from rundebord.ui.templatetags.components import icon

register = template.Library()

_LINE = (
    '<li class="line{marked}" id="line-{id}" data-note="{id}"{pressed}><span class="line-text" dir="auto">{text}</span>'
    '{tag}<span class="line-tools"><button type="button" class="quiet-button" data-mark '
    'aria-pressed="{is_marked}" aria-label="{mark}">{star}</button>'
    '<button type="button" class="quiet-button" data-mend aria-label="{edit}">{pencil}</button>'
    '<button type="button" class="quiet-button" data-delete aria-label="{delete}">{cross}</button></span></li>'
)
_TAG = '<span class="line-tag">{tag}</span>'


@register.simple_tag
def lines(shown: Sequence[Line]) -> SafeString:
    """The lines as list items, each with its quiet buttons. Everything that somebody wrote is escaped."""
    edit, delete = conditional_escape(gettext("Edit: %(text)s")), conditional_escape(gettext("Delete: %(text)s"))
    mark = conditional_escape(gettext("Take care of: %(text)s"))
    pencil, cross, star = icon("pencil"), icon("cross"), icon("star")
    parts = []
    for line in shown:
        text = conditional_escape(line.text)
        parts.append(
            _LINE.format(
                id=conditional_escape(line.id),
                text=text,
                marked=" is-marked" if line.is_marked else "",
                pressed=" data-marked" if line.is_marked else "",
                is_marked="true" if line.is_marked else "false",
                tag=_TAG.format(tag=conditional_escape(line.tag)) if line.tag else "",
                pencil=pencil,
                cross=cross,
                star=star,
                mark=mark % {"text": text},
                edit=edit % {"text": text},
                delete=delete % {"text": text},
            )
        )
    return SafeString("".join(parts))


@register.simple_tag
def clock(face: ClockFace) -> SafeString:
    """The step's clock with its two buttons."""
    return _drawn("clock", face, get_language())


@register.simple_tag
def face(clock: ClockFace) -> SafeString:
    """The step's clock as one line of text, without buttons."""
    return SafeString(render_to_string("meetings/shared/face.html", {"clock": clock}))


@register.simple_tag
def moves(ways: Moves) -> SafeString:
    """*Next* and *Back*."""
    return _drawn("moves", ways, get_language())


@register.simple_tag
def panel(behind: Panel) -> SafeString:
    """What lies behind one key. Remembered, for it changes more seldom than the stage."""
    return _drawn("panel", behind, get_language())


@lru_cache(maxsize=4_096)
def _drawn(name: str, value: ClockFace | Moves | Panel, _language: str | None) -> SafeString:
    return render_to_string(f"meetings/shared/{name}.html", {name: value})
