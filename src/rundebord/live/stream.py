"""The first door: a pure ASGI event stream. No session, no database, no framework: a signed token says it all."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from rundebord.live.frame import Authorise, NotNow, version_in
from rundebord.live.hub import Hub
from rundebord.live.listener import Listener, Send

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Headers = list[tuple[bytes, bytes]]

_STREAM_HEADERS: Headers = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store, no-transform"),
    # nginx would otherwise hold the events back until its buffer is full.
    (b"x-accel-buffering", b"no"),
]


async def serve_stream(
    scope: MutableMapping[str, Any],
    receive: Receive,
    send: Send,
    *,
    hub: Hub,
    authorise: Authorise,
    headers: Headers,
) -> None:
    """One browser follows one view until it leaves or the server ends it.

    The token is the last part of the path. ``Last-Event-ID`` (on reconnect) or ``?v=`` (at first: ``EventSource`` sets
    no headers) is the mark of what the page shows; nonsense there, or another start's, counts as nothing shown.
    Answers 403 to a foreign, changed or old token, 404 when the channel is gone, 503 when it
    cannot be shown just now, 405 to anything but GET.
    """
    if scope["method"] != "GET":
        await _refuse(send, 405, headers)
        return
    seat = authorise(scope["path"].rsplit("/", 1)[-1])
    if seat is None:
        await _refuse(send, 403, headers)
        return
    listener = Listener(send, _version_shown(scope))
    try:
        # Joined before the answer begins: a channel that is gone must be a 404, or the browser asks for ever.
        await hub.join(seat, listener)
    except LookupError:
        await _refuse(send, 404, headers)
        return
    except NotNow:
        await _refuse(send, 503, headers)
        return
    try:
        await send({"type": "http.response.start", "status": 200, "headers": [*_STREAM_HEADERS, *headers]})
        listener.begin()
        # Without waiting for the browser's leave, a stream that it left would stay for ever.
        while (await receive())["type"] != "http.disconnect":
            pass
    except asyncio.CancelledError:
        if not listener.is_cut:
            raise
    finally:
        hub.leave(seat, listener)


def _version_shown(scope: MutableMapping[str, Any]) -> int:
    for name, value in scope["headers"]:
        if name == b"last-event-id":
            return version_in(value.decode("ascii", "replace"))
    return version_in(parse_qs(scope["query_string"].decode("ascii", "replace")).get("v", [""])[0])


async def _refuse(send: Send, status: int, headers: Headers) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0"), *headers]})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
