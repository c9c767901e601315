"""What is remembered so that answers are counted once: in the browser itself, and in this process's memory alone.

Nothing of it is on disk, and nothing of it says what was answered.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from rundebord.kernel.clock import counted_seconds

COOKIE: Final = "svart"
_SALT = "rundebord.courses.assessment"
_KEPT_SECONDS: Final = 90 * 24 * 60 * 60
_MOST_ANSWERED: Final = 10
_MOST_FORMS: Final = 1_000
_MOMENT_SECONDS: Final = 10.0


def has_answered_here(request: HttpRequest, secret: str) -> bool:
    """True if somebody has answered this assessment in this browser. Strictly necessary: against counting twice."""
    return _mark(secret) in _marks(request)


def remember_answered(request: HttpRequest, response: HttpResponseBase, secret: str) -> None:
    """The browser that gets this response knows that it has answered; not what, and not when."""
    mark = _mark(secret)
    marks = [mark, *(one for one in _marks(request) if one != mark)][:_MOST_ANSWERED]
    response.set_cookie(
        COOKIE,
        # A plain signature: ``signing.dumps`` would add the time.
        signing.Signer(salt=_SALT).sign_object(marks),
        max_age=_KEPT_SECONDS,
        # Sent with the questions, and with nothing else.
        path=request.path.rpartition("/")[0] + "/",
        secure=request.is_secure() or settings.CSRF_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _mark(secret: str) -> str:
    return hashlib.sha256(f"{_SALT}:{secret}".encode()).hexdigest()[:22]


def _marks(request: HttpRequest) -> list[str]:
    try:
        marks = signing.Signer(salt=_SALT).unsign_object(request.COOKIES.get(COOKIE, ""))
    except (signing.BadSignature, ValueError):
        return []
    return [one for one in marks if isinstance(one, str)] if isinstance(marks, list) else []


class SentForms:
    """Knows the forms that were sent lately, so that one sent twice (a double click, a reload) is counted once.

    Kept are hashes over the form's secret, which stands in that one page: nobody can reckon the answers back from them.
    Hold ``lock`` from ``has`` to ``add``. ``seconds`` counts up, and can be replaced in tests.
    """

    def __init__(self, seconds: Callable[[], float] = counted_seconds) -> None:
        self.lock = threading.RLock()
        self._seconds = seconds
        self._known: OrderedDict[str, None] = OrderedDict()
        self._latest: tuple[str, float] = ("", 0.0)

    def has(self, form: str) -> bool:
        """True if that form was sent."""
        return self._hash(form) in self._known

    def has_just(self, form: str, answers: Mapping[str, str]) -> bool:
        """True if that form was sent with just these answers a moment ago, and no other since.

        Only then may they be shown once more: the next who holds the phone shall not find them by going forward.
        """
        latest, until = self._latest
        return latest == self._hash(form, answers) and self._seconds() < until

    def add(self, form: str, answers: Mapping[str, str]) -> None:
        """The form is known as sent. A form without a secret is not remembered."""
        if not form:
            return
        self._latest = (self._hash(form, answers), self._seconds() + _MOMENT_SECONDS)
        self._known[self._hash(form)] = None
        while len(self._known) > _MOST_FORMS:
            self._known.popitem(last=False)

    def _hash(self, form: str, answers: Mapping[str, str] | None = None) -> str:
        said = json.dumps([form, sorted(answers.items()) if answers is not None else None])
        return hashlib.sha256(said.encode("utf-8", "backslashreplace")).hexdigest()
