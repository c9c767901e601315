"""One open stream: what waits to be sent to it, and when it is too slow."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

MOST_WAITING = 8
"""Frames that may wait for a slow phone. Each holds the whole present state, so one that is cut has lost nothing."""


class Listener:
    """Sends in order, one task at a time, only while there is something to send: an idle stream costs one task."""

    __slots__ = ("_has_begun", "_is_ending", "_send", "_sender", "_waiting", "is_cut", "stream", "version")

    def __init__(self, send: Send, version: int) -> None:
        self._send = send
        self._sender: asyncio.Task[None] | None = None
        self._waiting: list[bytes] | None = None
        self._has_begun = False
        self._is_ending = False
        self.version = version
        """The newest version that has been handed over."""
        self.stream: asyncio.Task[Any] | None = asyncio.current_task()
        """The task that waits for the browser to leave; cancelled when the listener is cut."""
        self.is_cut = False

    def begin(self) -> None:
        """What waits is sent, and what comes; before this the answer's head has not gone out."""
        self._has_begun = True
        self._send_soon()

    def offer(self, version: int, data: bytes) -> None:
        """The frame is on its way, unless the listener has it or a newer one."""
        if version > self.version:
            self.version = version
            self.put(data)

    def put(self, data: bytes) -> None:
        """The bytes are on their way, after those that wait. A listener with too many waiting is cut."""
        if self._is_ending or self.is_cut:
            return
        if self._waiting is None:
            self._waiting = []
        self._waiting.append(data)
        if len(self._waiting) > MOST_WAITING:
            self._cut()
        else:
            self._send_soon()

    def end(self, data: bytes) -> None:
        """The bytes are the last of the stream."""
        self.put(data)
        self._is_ending = True

    def stop(self) -> None:
        """Nothing more is sent."""
        self._is_ending = True
        if self._sender is not None:
            self._sender.cancel()
            self._sender = None
        self._waiting = None
        self.stream = None

    def _send_soon(self) -> None:
        if self._has_begun and self._sender is None and (self._waiting or self._is_ending):
            self._sender = asyncio.get_running_loop().create_task(self._drain())

    def _cut(self) -> None:
        self.is_cut = True
        self._waiting = None
        if self.stream is not None:
            self.stream.cancel()

    async def _drain(self) -> None:
        try:
            while self._waiting:
                data = b"".join(self._waiting)
                self._waiting.clear()
                await self._send({"type": "http.response.body", "body": data, "more_body": True})
            self._waiting = None
            if self._is_ending:
                await self._send({"type": "http.response.body", "body": b"", "more_body": False})
        except OSError:
            self._cut()
        finally:
            self._sender = None
