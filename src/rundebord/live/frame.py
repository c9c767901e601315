"""What goes over the wire: Server-Sent Events, encoded once and sent to all."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Seat:
    """What a stream may follow: a channel, and the view of it (kind of screen and language) that it shows."""

    channel: str
    view: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The whole present state of one view at one version; ``payload`` is JSON on one line."""

    version: int
    payload: str

    def encoded(self) -> bytes:
        """The frame as a Server-Sent Event whose id is the version, so that the browser says how far it came."""
        return f"id: {self.version}\nevent: regions\ndata: {self.payload}\n\n".encode()


Authorise = Callable[[str], Seat | None]
"""Token → what it opens; None if it is foreign, changed or too old."""
Render = Callable[[str, str], Frame]
"""(channel, view) → the present state. Called outside the event loop. ``LookupError`` if the channel is gone."""


def time_event(now: datetime) -> bytes:
    """The server's clock as an event (ms since 1970): heartbeat, and what every screen's clock is set by."""
    milliseconds = int(now.timestamp() * 1000)
    return f"event: time\ndata: {json.dumps({'now': milliseconds})}\n\n".encode()


def farewell_event(retry_milliseconds: int) -> bytes:
    """Asks the browser to come back after this long: the server is about to stop or start again."""
    return f"retry: {retry_milliseconds}\nevent: farewell\ndata: {{}}\n\n".encode()
