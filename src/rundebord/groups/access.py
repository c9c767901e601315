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
HOST_COOKIE = "veileder"
_HOST_SALT = "rundebord.groups.host"
SEAT_COOKIE = "plass"
_SEAT_SALT = "rundebord.groups.seat"
_SEAT_LINK_SALT = "rundebord.groups.seat-link"
_SEAT_LINK_SECONDS = 60 * 60
_HOST_SECONDS = 7 * 24 * 60 * 60
_MOST_MEETINGS = 10
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
    if "\x00" in secret:
        return None  # PostgreSQL keeps no zero byte, and refuses to look for one.
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


def pass_for_host(meeting: str) -> str:
    """The last part of the link to the advice of this meeting: 43 letters that nobody guesses (HMAC-SHA256)."""
    return signing.Signer(salt=_HOST_SALT).signature(meeting)


def is_host_of(request: HttpRequest, meeting: str) -> bool:
    """True if this browser has followed the link to the advice of this meeting."""
    return meeting in _hosted(request)


def let_host_in(request: HttpRequest, response: HttpResponseBase, meeting: str) -> None:
    """The browser that gets this response may read the advice of this meeting for a week; nothing else is opened."""
    meetings = [meeting, *(one for one in _hosted(request) if one != meeting)][:_MOST_MEETINGS]
    response.set_cookie(
        HOST_COOKIE,
        signing.dumps(meetings, salt=_HOST_SALT),
        max_age=_HOST_SECONDS,
        secure=request.is_secure() or settings.CSRF_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def seat_in(request: HttpRequest, meeting: str) -> str:
    """The seat that this browser has in this meeting; "" if it has none. Whether the seat stands, its room knows."""
    return _seats(request).get(meeting, "")


def let_seat_in(request: HttpRequest, response: HttpResponseBase, meeting: str, seat: str) -> None:
    """The browser that gets this response has this seat in this meeting, for a week; nothing else is opened."""
    seats = {meeting: seat, **{key: value for key, value in _seats(request).items() if key != meeting}}
    kept = dict(list(seats.items())[:_MOST_MEETINGS])
    response.set_cookie(
        SEAT_COOKIE,
        signing.dumps(kept, salt=_SEAT_SALT, compress=True),
        max_age=_HOST_SECONDS,
        secure=request.is_secure() or settings.CSRF_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def seat_link(meeting: str, seat: str) -> str:
    """The last part of the link by which another device of the same person has the same seat. Good for an hour."""
    return signing.dumps([meeting, seat], salt=_SEAT_LINK_SALT)


def seat_of_link(link: str) -> tuple[str, str] | None:
    """Meeting and seat of the link; None for a foreign, changed or old one."""
    try:
        meeting, seat = signing.loads(link, salt=_SEAT_LINK_SALT, max_age=_SEAT_LINK_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return (meeting, seat) if isinstance(meeting, str) and isinstance(seat, str) else None


def _seats(request: HttpRequest) -> dict[str, str]:
    try:
        seats = signing.loads(request.COOKIES.get(SEAT_COOKIE, ""), salt=_SEAT_SALT, max_age=_HOST_SECONDS)
    except signing.BadSignature:
        return {}
    if not isinstance(seats, dict):
        return {}
    return {key: value for key, value in seats.items() if isinstance(key, str) and isinstance(value, str)}


def _hosted(request: HttpRequest) -> list[str]:
    try:
        meetings = signing.loads(request.COOKIES.get(HOST_COOKIE, ""), salt=_HOST_SALT, max_age=_HOST_SECONDS)
    except signing.BadSignature:
        return []
    return [one for one in meetings if isinstance(one, str)] if isinstance(meetings, list) else []


def _secrets(request: HttpRequest) -> list[str]:
    try:
        secrets = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_KEPT_SECONDS)
    except signing.BadSignature:
        return []
    return [secret for secret in secrets if isinstance(secret, str)] if isinstance(secrets, list) else []
