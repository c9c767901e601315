"""Who may enter a group: link → group now, seats and persons later. Every view asks here and nowhere else.

The link is exchanged for a signed cookie at once, so that it stands in no history, log or projected address bar. The
cookie holds the secrets themselves: a link that is changed closes every door that it had opened.
"""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from rundebord.groups.models import Group

COOKIE = "grupper"
_SALT = "rundebord.groups.access"
_KEPT_SECONDS = 400 * 24 * 60 * 60  # as long as browsers allow
_MOST_GROUPS = 25
"""In one browser; the oldest goes first. Keeps the cookie under 2 KB."""


def groups_in_browser(request: HttpRequest) -> list[Group]:
    """The groups that this browser has been let into, the latest first."""
    secrets = _secrets(request)
    found = {group.secret: group for group in Group.objects.filter(secret__in=secrets)} if secrets else {}
    return [found[secret] for secret in secrets if secret in found]


def is_key_of(request: HttpRequest, secret: str) -> bool:
    """True if this browser has been let into the group whose present secret this is. Asks no database."""
    return secret in _secrets(request)


def group_with_link(secret: str) -> Group | None:
    """The group whose link ends in this secret; None for a foreign, mistyped or changed link."""
    return Group.objects.filter(secret=secret).first()


def let_in(request: HttpRequest, response: HttpResponseBase, group: Group) -> None:
    """The browser that gets this response may enter the group from now on."""
    secrets = [group.secret, *(secret for secret in _secrets(request) if secret != group.secret)][:_MOST_GROUPS]
    response.set_cookie(
        COOKIE,
        signing.dumps(secrets, salt=_SALT, compress=True),
        max_age=_KEPT_SECONDS,
        secure=request.is_secure() or settings.CSRF_COOKIE_SECURE,
        httponly=True,
        # Lax, not Strict: the link is followed from a mail.
        samesite="Lax",
    )


def _secrets(request: HttpRequest) -> list[str]:
    try:
        secrets = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_KEPT_SECONDS)
    except signing.BadSignature:
        return []
    return [secret for secret in secrets if isinstance(secret, str)] if isinstance(secrets, list) else []
