"""The components that pages are made of. An attribute that a component does not know is refused, with those it does.

They print the markup of Designsystemet (classes ``ds-…``); ``/galleri`` shows each of them in each form.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

VARIANTS = ("primary", "secondary", "tertiary")
TONES = ("info", "success", "warning", "danger")
ICONS: Mapping[str, str] = {
    "arrow-right": "M4 12h15M13 6l6 6-6 6",
    "arrow-left": "M20 12H5M11 6l-6 6 6 6",
    "plus": "M12 5v14M5 12h14",
    "minus": "M5 12h14",
    "pause": "M8 5v14M16 5v14",
    "play": "M8 5l11 7-11 7z",
    "pencil": "M4 20l1-5L16 4l4 4L9 19z",
    "cross": "M6 6l12 12M18 6L6 18",
    "star": "M12 4l2.4 5 5.6.8-4 3.9 1 5.5-5-2.7-5 2.7 1-5.5-4-3.9 5.6-.8z",
    "check": "M5 12.5l4.5 4.5L19 7.5",
    "up": "M12 19V6M6 11l6-6 6 6",
    "down": "M12 5v13M6 13l6 6 6-6",
    "flag": "M6 21V4h12l-3 4 3 4H6",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "comment": "M4 5h16v11H9l-4 4v-4H4z",
    "sound": "M4 9v6h4l5 4V5L8 9zM16.5 8.5a5 5 0 0 1 0 7M19 6a9 9 0 0 1 0 12",
    "question": "M9 9a3 3 0 1 1 4 3c-1 .5-1 1-1 2M12 18v.01",
}
"""Drawn with one line in a box of 24 by 24."""


def _attributes(component: str, given: Mapping[str, Any], allowed: tuple[str, ...]) -> SafeString:
    """The attributes as HTML; ``data_x`` and ``aria_x`` become ``data-x`` and ``aria-x``, None and False are left out.

    Raises ``TemplateSyntaxError`` naming the attribute and listing those that the component knows.
    """
    pairs = []
    for name, value in given.items():
        if name not in allowed and not name.startswith(("data_", "aria_")):
            raise template.TemplateSyntaxError(
                f"{component} has no attribute «{name}»; it knows {', '.join(sorted(allowed))}, data_… and aria_…"
            )
        if value is None or value is False:
            continue
        written = name.replace("_", "-")
        pairs.append((written, "" if value is True else value))
    return format_html_join("", ' {}="{}"', pairs)


def _one_of(component: str, name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise template.TemplateSyntaxError(f"{component}: {name} is «{value}»; it can be {', '.join(allowed)}")
    return value


@register.simple_block_tag
def button(content: str, variant: str = "primary", type: str = "submit", **given: Any) -> SafeString:  # noqa: A002
    """A button; its content is what it says. ``href`` makes it a link that looks like one."""
    _one_of("button", "variant", variant, VARIANTS)
    shown = {} if variant == "primary" else {"data_variant": variant}
    allowed = ("id", "name", "value", "title", "disabled", "command", "commandfor", "href", "hidden", "accesskey")
    attributes = _attributes("button", {**shown, **given}, allowed)
    if "href" in given:
        return format_html('<a class="ds-button"{}>{}</a>', attributes, content)
    return format_html('<button class="ds-button" type="{}"{}>{}</button>', type, attributes, content)


@register.simple_block_tag
def alert(content: str, tone: str = "info", **given: Any) -> SafeString:
    """Something that must be seen: tone info, success, warning or danger."""
    _one_of("alert", "tone", tone, TONES)
    return format_html(
        '<div class="ds-alert" data-color="{}"{}>{}</div>',
        tone,
        _attributes("alert", given, ("id", "role", "hidden")),
        content,
    )


@register.simple_tag
def text_field(label: str, name: str, id: str, *, help_text: str = "", fault: str = "", **given: Any) -> SafeString:  # noqa: A002
    """One line of text with its label; ``fault`` says what is wrong with it."""
    allowed = ("value", "maxlength", "autocomplete", "enterkeyhint", "required", "dir", "placeholder", "spellcheck")
    described = " ".join(part for part in (f"{id}-help" if help_text else "", f"{id}-fault" if fault else "") if part)
    attributes = _attributes("text_field", given, allowed)
    return format_html(
        '<div class="ds-field"><label class="ds-label" for="{}">{}</label>{}'
        '<input class="ds-input" type="text" id="{}" name="{}"{}{}{}>{}</div>',
        id,
        label,
        format_html('<div data-field="description" id="{}-help">{}</div>', id, help_text) if help_text else "",
        id,
        name,
        attributes,
        format_html(' aria-describedby="{}"', described) if described else "",
        SafeString(' aria-invalid="true"') if fault else "",
        format_html('<p class="ds-validation-message" data-field="validation" id="{}-fault">{}</p>', id, fault)
        if fault
        else "",
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small drawing beside a word; never alone, so it is hidden from screen readers."""
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"icon: there is no «{name}»; there are {', '.join(sorted(ICONS))}")
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>', ICONS[name]
    )


@register.simple_tag
def counter(
    name: str, value: int, lowest: int, highest: int, label: str, less: str, more: str, *, id_suffix: str = ""
) -> SafeString:
    """A number that is changed by − and +, by the arrow keys, or by typing it. Several on a page need suffixes."""
    step = (
        '<button class="ds-button" type="button" data-variant="secondary" data-count="{}" aria-label="{}">{}</button>'
    )
    return format_html(
        '<div class="counter">{less}<input class="counter-number" type="number" inputmode="numeric" name="{name}" '
        'id="{id}" value="{value}" min="{lowest}" max="{highest}" aria-label="{label}">{more}</div>',
        less=format_html(step, -1, less, icon("minus")),
        more=format_html(step, 1, more, icon("plus")),
        name=name,
        id=f"{name}-{id_suffix}" if id_suffix else name,
        value=value,
        lowest=lowest,
        highest=highest,
        label=label,
    )
