"""What is remembered so that answers are counted once: in the browser itself, and in this process's memory alone.

Nothing of it is on disk, and nothing of it says what was answered.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

COOKIE: Final = "svart"
_SALT = "rundebord.courses.assessment"
_KEPT_SECONDS: Final = 90 * 24 * 60 * 60
_MOST_ANSWERED: Final = 10
_MOST_FORMS: Final = 1_000


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
    Hold ``lock`` from ``has`` to ``add``.
    """

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._known: OrderedDict[str, None] = OrderedDict()

    def has(self, form: str, answers: Mapping[str, str] | None = None) -> bool:
        """True if that form was sent; with ``answers``, if it was sent with just these."""
        return self._hash(form, answers) in self._known

    def add(self, form: str, answers: Mapping[str, str]) -> None:
        """The form is known as sent. A form without a secret is not remembered."""
        if not form:
            return
        for one in (self._hash(form, None), self._hash(form, answers)):
            self._known[one] = None
        while len(self._known) > 2 * _MOST_FORMS:
            self._known.popitem(last=False)

    def _hash(self, form: str, answers: Mapping[str, str] | None) -> str:
        said = json.dumps([form, sorted(answers.items()) if answers is not None else None])
        return hashlib.sha256(said.encode("utf-8", "backslashreplace")).hexdigest()
