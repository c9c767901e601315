"""Who may lead a meeting: one rule for every page and button of the host."""

from __future__ import annotations

from django.http import HttpRequest

from rundebord.groups.access import is_host_of, is_key_of, seat_in
from rundebord.meetings.queries import Door
from rundebord.meetings.seats import host_key, leads


def may_lead(request: HttpRequest, meeting: str, door: Door) -> bool:
    """True for the group's own browsers, for whoever holds the host's present link, and for the seat that leads."""
    return (
        is_key_of(request, door.secret)
        or is_host_of(request, host_key(meeting))
        or leads(meeting, seat_in(request, meeting))
    )
