"""The public pages about a programme: what a group goes through, its words and facts, and the host's guide on paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from rundebord.config.programme_shown import letter, shown_episode, shown_episodes, shown_facts, shown_terms
from rundebord.programmes.format.package import Package
from rundebord.programmes.queries import NoProgramme, newest_version, package

_More = ParamSpec("_More")
View = Callable[..., HttpResponse]


def _of_a_programme(show: Callable[Concatenate[HttpRequest, Package, _More], HttpResponse]) -> View:
    """The view is given the newest version of the programme in its address; 404 for one that is not installed."""

    @require_GET
    @gzip_page
    @wraps(show)
    def view(request: HttpRequest, programme: str, *more: _More.args, **named: _More.kwargs) -> HttpResponse:
        try:
            found = package(newest_version(programme).digest)
        except (NoProgramme, UnicodeError):
            raise Http404 from None
        return show(request, found, *more, **named)

    return view


@require_GET
def programme(request: HttpRequest) -> HttpResponse:
    """The browser is at the programme that new groups begin with."""
    return redirect("programme-page", settings.RUNDEBORD.programme)


@_of_a_programme
def programme_page(request: HttpRequest, its: Package) -> HttpResponse:
    """What a group goes through, meeting by meeting, and a text to send before the first."""
    context = _frame(its, here="programme")
    context["invitation"] = letter(context["text"].invitation)
    context["can_start"] = its.id == settings.RUNDEBORD.programme
    return render(request, "config/programme.html", context)


@_of_a_programme
def episode_page(request: HttpRequest, its: Package, episode: str) -> HttpResponse:
    """One meeting: what it needs and gives, its questions, its agenda, and the task after it."""
    context = _with_episode(its, episode, here=episode)
    numbers = [one.number for one in context["episodes"]]
    here = context["episode"].number
    context["before"] = context["episodes"][here - 2] if here - 1 in numbers else None
    context["after"] = context["episodes"][here] if here and here + 1 in numbers else None
    return render(request, "config/episode.html", context)


@_of_a_programme
def guide_page(request: HttpRequest, its: Package, episode: str) -> HttpResponse:
    """What the host needs, made for paper: page one is the whole hour, page two is advice."""
    return render(request, "config/guide.html", _with_episode(its, episode, here="guide"))


@_of_a_programme
def glossary_page(request: HttpRequest, its: Package) -> HttpResponse:
    """The programme's words and what they mean; 404 if it explains none."""
    context = _frame(its, here="glossary")
    context["terms"] = shown_terms(its, get_language() or "", timezone.localdate())
    return _if_any(context["terms"], request, "config/glossary.html", context)


@_of_a_programme
def facts_page(request: HttpRequest, its: Package) -> HttpResponse:
    """What the programme rests on, with the source of each card; 404 if it has no fact bank."""
    context = _frame(its, here="facts")
    facts = shown_facts(its, get_language() or "", timezone.localdate())
    context["facts"] = facts
    context["has_unchecked"] = any(not fact.is_checked for fact in facts)
    context["has_stale"] = any(not fact.is_fresh for fact in facts)
    return _if_any(facts, request, "config/facts.html", context)


def _if_any(things: list[Any], request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    if not things:
        raise Http404
    return render(request, template, context)


def _frame(its: Package, *, here: str) -> dict[str, Any]:
    language = get_language() or ""
    text_language, text = its.text(language)
    return {
        "programme": its.id,
        "text_language": text_language,
        "text": text,
        "episodes": shown_episodes(its, language),
        "term_count": len(its.terms),
        "fact_count": len(its.facts),
        "here": here,
    }


def _with_episode(its: Package, episode: str, *, here: str) -> dict[str, Any]:
    try:
        shown = shown_episode(its, episode, get_language() or "")
    except KeyError:
        raise Http404 from None
    return {**_frame(its, here=here), "episode": shown}
