"""The plain public pages: the front page, the gallery of components, and what is said when something is wrong."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_POST

from rundebord.config.environment import LANGUAGES
from rundebord.config.own_groups import own_groups
from rundebord.courses.demo import can_be_tried
from rundebord.groups.access import groups_in_browser


@require_GET
@never_cache
@gzip_page
def front(request: HttpRequest) -> HttpResponse:
    """What this is, in ten seconds, and one button. Below: the groups that this browser has been let into."""
    groups = own_groups(groups_in_browser(request), whole_address=request.build_absolute_uri)
    return render(request, "config/front.html", {"groups": groups, "can_be_tried": can_be_tried()})


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Pages in this browser are in the chosen language from now on; an unknown one changes nothing."""
    response = HttpResponseRedirect(_where_from(request))
    chosen = request.POST.get("language", "")
    if chosen in LANGUAGES:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def _where_from(request: HttpRequest) -> str:
    """The page of ours on which the language was chosen; the front page if that cannot be told."""
    referer = urlsplit(request.headers.get("Referer", ""))
    if referer.netloc != request.get_host() or not url_has_allowed_host_and_scheme(referer.path, allowed_hosts=None):
        return reverse("front")
    return f"{referer.path}?{referer.query}" if referer.query else referer.path


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every form, for those who build pages and for the accessibility checks."""
    return render(request, "config/gallery.html")


def _wrong(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"sentence": sentence}, status=status)
    return render(request, "config/wrong.html", {"title": title, "sentence": sentence}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be read, or the address is not one that this server answers to."""
    return _wrong(
        request,
        400,
        _("We could not read that"),
        _("The address or the form could not be read. Go to the front page and try again."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """403: the form came from another page, or the browser keeps no cookies."""
    return _wrong(
        request,
        403,
        _("This page has been open too long"),
        _(
            "The page was opened a long time ago, or the browser keeps no cookies. "
            "Load the page again; nothing is lost."
        ),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing here, or a meeting that this browser has not been let into. The same words for both."""
    return _wrong(
        request,
        404,
        _("There is nothing here"),
        _(
            "The address may be mistyped or too old. A meeting opens in the browser where it was started, "
            "or with the group's link."
        ),
    )


def cannot_save(request: HttpRequest) -> HttpResponse:
    """503: the disk is full, or the database is held by somebody else, or gone."""
    sentence = (
        _("The database does not answer. What you have written is kept in the browser. Try again in a moment.")
        if connection.vendor == "postgresql"
        else _("The disk may be full. What you have written is kept in the browser. Try again in a moment.")
    )
    return _wrong(request, 503, _("Nothing can be saved just now"), sentence)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault, said so."""
    return _wrong(
        request,
        500,
        _("Something went wrong with us"),
        _("It is not your fault, and what was saved is safe. Try again in a moment."),
    )
