"""What every request to Django passes through, besides Django's own."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from rundebord.config.environment import LANGUAGES
from rundebord.config.pages import cannot_save
from rundebord.config.postgresql import said_of
from rundebord.config.sharing import writing_alone

_READING = ("GET", "HEAD", "OPTIONS")
_COMMANDS = ("/mote/", "/stemme")
"""Where the meetings' commands and ballots go; each meeting has a lock of its own (``meetings.log.hold``)."""
_log = logging.getLogger(__name__)


class FormsAreUtf8:
    """A form is read as UTF-8, whatever it calls itself: an odd charset is a fault in it, not in us."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.encoding = "utf-8"
        return self._get_response(request)


class NoZeroBytes:
    """A zero byte in an address is read as the sign for an unreadable letter: it leads nowhere, and each page says so.

    PostgreSQL keeps none, and refuses to look for one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            request.path_info = request.path_info.replace("\x00", "\N{REPLACEMENT CHARACTER}")
        return self._get_response(request)


class StorageTrouble:
    """A full disk, or a database that is held or gone, is said calmly (503); browsers keep the words and retry."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in _READING or request.path.startswith(_COMMANDS):
            return self._get_response(request)
        try:
            # What a page changes, it looks at first; several server processes do so one at a time.
            with writing_alone():
                return self._get_response(request)
        except (OperationalError, InterfaceError) as fault:
            return self._said(request, fault)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        return self._said(request, exception)

    def _said(self, request: HttpRequest, fault: Exception) -> HttpResponse:
        _log.error("The database did not take it: %s", said_of(fault))
        return cannot_save(request)


class ChosenLanguage:
    """The page is in the language that was chosen in this browser, else the operator's.

    Not the browser's own: many a Norwegian office has its Windows in English.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        with translation.override(chosen if chosen in LANGUAGES else settings.LANGUAGE_CODE):
            response = self._get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response
