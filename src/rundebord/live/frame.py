"""What goes over the wire: Server-Sent Events, encoded once and sent to all."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

BOOT = secrets.token_hex(4)
"""This start of the server. After a restart a page may show *more* than the server has (an older copy was restored), so
versions are compared within one start only; after it every screen gets the whole present state. Servers that run on one
database at the same time share it, so that a screen can go from one to another (``share_boot``)."""


class NotNow(Exception):
    """The present state cannot be had just now: whoever asks may ask again in a while."""


def share_boot(boot: str) -> None:
    """From now on this server counts as started together with those whose mark it is."""
    global BOOT
    BOOT = boot


def mark_of(version: int) -> str:
    """How far a screen has come: the start of the server and the version, as in «1f9c02ab-17»."""
    return f"{BOOT}-{version}"


def version_in(mark: str) -> int:
    """The version that a screen shows; -1 if the mark is of another start, or nonsense."""
    boot, _, version = mark.partition("-")
    return int(version) if boot == BOOT and version.isascii() and version.isdigit() and len(version) < 10 else -1


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
        """The frame as a Server-Sent Event whose id is the mark, so that the browser says how far it came."""
        return f"id: {mark_of(self.version)}\nevent: regions\ndata: {self.payload}\n\n".encode()


Authorise = Callable[[str], Seat | None]
"""Token → what it opens; None if it is foreign, changed or too old."""
Draw = Callable[[str], Frame]
"""View → its frame, of the state that was looked up."""
Look = Callable[[str], Draw]
"""Channel → the present state, looked up once, and drawn for each view that is followed. Called outside the event loop.
``LookupError`` if the channel is gone."""
VersionOf = Callable[[str], int]
"""Channel → its present version, without drawing anything. Called outside the event loop. ``LookupError`` as above."""


def time_event(now: datetime) -> bytes:
    """The server's clock as an event (ms since 1970): heartbeat, and what every screen's clock is set by."""
    milliseconds = int(now.timestamp() * 1000)
    return f"event: time\ndata: {json.dumps({'now': milliseconds})}\n\n".encode()


def farewell_event(retry_milliseconds: int) -> bytes:
    """Asks the browser to come back after this long: the server is about to stop or start again."""
    return f"retry: {retry_milliseconds}\nevent: farewell\ndata: {{}}\n\n".encode()
