"""What every request to Django passes through, besides Django's own."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from rundebord.config.environment import LANGUAGES
from rundebord.config.pages import cannot_save

_log = logging.getLogger(__name__)


class FormsAreUtf8:
    """A form is read as UTF-8, whatever it calls itself: an odd charset is a fault in it, not in us."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.encoding = "utf-8"
        return self._get_response(request)


class StorageTrouble:
    """A full disk, or a database that somebody else holds, is said calmly (503); browsers keep the words and retry."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OperationalError):
            return None
        _log.error("The database did not take it: %s", exception)
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
