"""By which address another device reaches a page of ours."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

_ONLY_HERE = ("localhost", "127.0.0.1", "[::1]")


def address_for_others(request: HttpRequest, path: str) -> str:
    """The whole address of the path for a phone or another computer; "" if none could reach it."""
    if settings.RUNDEBORD.address:
        return f"{settings.RUNDEBORD.address}{path}"
    asked = request.get_host()
    here = next((name for name in _ONLY_HERE if asked == name or asked.startswith(f"{name}:")), None)
    if here is None:
        return request.build_absolute_uri(path)
    # It is open on this computer itself: other devices come by the network's address, if they are let in.
    network = settings.NETWORK_HOST
    return f"http://{network}{asked.removeprefix(here)}{path}" if network else ""
