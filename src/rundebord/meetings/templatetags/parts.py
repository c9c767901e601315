"""Parts of the shared screen that are drawn at every command, made cheap.

Lines and seats are printed by hand: a template with two translations in each line cost half of a whole frame. What the
programme says, the clock and the moves change seldom and hold nothing that anybody wrote: drawn once and remembered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from rundebord.meetings.presenter import (
    Asked,
    ClockFace,
    HostScreen,
    Line,
    Moves,
    PhoneScreen,
    Turn,
    WritingView,
)
from rundebord.meetings.seats import Here
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


_SEAT = '<li id="seat-{number}"><span dir="auto">{name}</span>{said} {pass_on} {give_up}</li>'
_SAID = ' <span class="quiet">{said}</span>'
_HAND_ON = (
    '<button class="ds-button" type="button" data-variant="tertiary" data-size="sm" data-door="pass-on" '
    'data-seat="{id}" data-sure="{sure}">{label}</button>'
)
_GIVE_UP = (
    '<button class="quiet-button" type="button" data-door="give-up" data-sure="{sure}" data-seat="{id}" '
    'aria-label="{label}">{cross}</button>'
)


@register.simple_tag
def seats(here: Here, is_host: bool) -> SafeString:
    """Who is here by phone, as list items; the host's own device has the role to pass on as well."""
    sure, cross = conditional_escape(gettext("Sure? Press again")), icon("cross")
    without_name, shut_number = gettext("Phone %(number)s"), gettext("Shut phone %(number)s out")
    shut_name, role = gettext("Shut %(name)s out"), conditional_escape(gettext("Pass the role on"))
    remote, away = gettext("not in the room"), gettext("not heard of for a while")
    parts = []
    for seat in here.seats:
        said = [remote] * seat.is_remote + [away] * seat.is_away
        pass_on = ""
        if is_host and here.leads is not None and here.leads.id == seat.id:
            pass_on = _SAID.format(said=conditional_escape(gettext("leads")))
        elif is_host:
            pass_on = _HAND_ON.format(id=seat.id, sure=sure, label=role)
        shut_out = shut_name % {"name": seat.name} if seat.name else shut_number % {"number": seat.number}
        parts.append(
            _SEAT.format(
                number=seat.number,
                name=conditional_escape(seat.name or without_name % {"number": seat.number}),
                said="".join(_SAID.format(said=conditional_escape(one)) for one in said),
                pass_on=pass_on,
                give_up=_GIVE_UP.format(id=seat.id, sure=sure, label=conditional_escape(shut_out), cross=cross),
            )
        )
    return SafeString("".join(parts))


@register.simple_tag
def clock(face: ClockFace) -> SafeString:
    """The step's clock with its two buttons."""
    return _drawn("clock", face, get_language())


@register.simple_tag
def asked(
    question: Asked, *, no_prompts: bool = False, is_known: object = False, turn: Turn | None = None
) -> SafeString:
    """What the step asks, with its clock; smaller where it is known. Remembered, unless it says whose turn it is."""
    draw = _drawn_asked if turn is None else _drawn_asked.__wrapped__
    return draw(question, no_prompts, bool(is_known), turn, get_language())


@lru_cache(maxsize=1_024)
def _drawn_asked(
    asked: Asked, no_prompts: bool, is_known: bool, turn: Turn | None, _language: str | None
) -> SafeString:
    context = {"asked": asked, "no_prompts": no_prompts, "is_known": is_known, "turn": turn}
    return render_to_string("meetings/shared/asked.html", context)


@dataclass(frozen=True, slots=True)
class _Write:
    """The field for the next line, and how many there are."""

    step: str
    is_in_turn: bool
    line_count: int


@register.simple_tag
def write_field(view: WritingView) -> SafeString:
    """Where the scribe writes."""
    return _drawn("write", _Write(view.step, view.turn is not None, view.line_count), get_language())


@dataclass(frozen=True, slots=True)
class _PhoneHead:
    """What the programme asks, as a phone says it. No word of the group's own."""

    language: str
    question: str
    instruction: str
    prompts: tuple[str, ...]
    clock: ClockFace | None


@register.simple_tag
def phone_head(screen: PhoneScreen) -> SafeString:
    """The question, the clock, and what to do where that is not said by the vote."""
    is_said = screen.vote is not None and screen.vote.way == "phones"
    instruction = "" if is_said else screen.instruction
    head = _PhoneHead(screen.language, screen.question, instruction, tuple(screen.prompts), screen.clock)
    return _drawn("phone/head", head, get_language(), "head")


@dataclass(frozen=True, slots=True)
class _Words:
    """What the host reads aloud and is advised. No word of the group's own."""

    language: str
    question: str
    instruction: str
    how: str
    good: str
    advice: tuple[tuple[str, str], ...]


@register.simple_tag
def advice_words(screen: HostScreen) -> SafeString:
    """What to read aloud, what good looks like, and what to do when it gets stuck."""
    said = (screen.language, screen.question, screen.instruction, screen.how, screen.good)
    return _drawn("host/words", _Words(*said, tuple(screen.advice)), get_language(), "words")


@register.simple_tag
def face(clock: ClockFace) -> SafeString:
    """The step's clock as one line of text, without buttons."""
    return SafeString(render_to_string("meetings/shared/face.html", {"clock": clock}))


@register.simple_tag
def moves(ways: Moves) -> SafeString:
    """*Next* and *Back*."""
    return _drawn("moves", ways, get_language())


_Remembered = ClockFace | Moves | _PhoneHead | _Words | _Write


@lru_cache(maxsize=4_096)
def _drawn(name: str, value: _Remembered, _language: str | None, called: str = "") -> SafeString:
    file = name if "/" in name else f"shared/{name}"
    return render_to_string(f"meetings/{file}.html", {called or name: value})
