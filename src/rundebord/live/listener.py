"""One open stream: what waits to be sent to it, and when it is too slow."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Generator, MutableMapping
from typing import Any

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

MOST_WAITING = 8
"""Frames that may wait for a slow phone. Each holds the whole present state, so one that is cut has lost nothing."""


class Listener:
    """Sends in order, at once where the network takes it, and in a task of its own only while it does not.

    A task for each of ten deliveries was a third of what the loop does for a command (measured).
    """

    __slots__ = (
        "_has_begun",
        "_is_ending",
        "_is_sending",
        "_send",
        "_sender",
        "_waiting",
        "is_cut",
        "stream",
        "version",
    )

    def __init__(self, send: Send, version: int) -> None:
        self._send = send
        self._sender: asyncio.Task[None] | None = None
        self._waiting: list[bytes] | None = None
        self._has_begun = False
        self._is_ending = False
        self._is_sending = False
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
        if self._is_ending:
            return
        self.put(data)
        self._is_ending = True
        self._send_soon()

    def stop(self) -> None:
        """Nothing more is sent."""
        self._is_ending = True
        if self._sender is not None:
            self._sender.cancel()
            self._sender = None
        self._waiting = None
        self.stream = None

    def _send_soon(self) -> None:
        if self._has_begun and self._sender is None and not self._is_sending and (self._waiting or self._is_ending):
            work = self._drain()
            try:
                waits_for = work.send(None)
            except StopIteration:
                return
            self._sender = asyncio.get_running_loop().create_task(_rest(work, waits_for))

    def _cut(self) -> None:
        self.is_cut = True
        self._waiting = None
        if self.stream is not None:
            self.stream.cancel()

    async def _drain(self) -> None:
        self._is_sending = True
        try:
            while self._waiting:
                data = b"".join(self._waiting)
                self._waiting.clear()
                await self._send({"type": "http.response.body", "body": data, "more_body": True})
            self._waiting = None
            if self._is_ending:
                await self._send({"type": "http.response.body", "body": b"", "more_body": False})
        except (OSError, RuntimeError):
            # RuntimeError is uvloop's word for a browser that left. The others in the room are sent to all the same.
            self._cut()
        finally:
            self._is_sending = False
            self._sender = None


class _Rest:
    """What is left of a coroutine that was begun without a task, and now waits."""

    def __init__(self, work: Coroutine[Any, Any, None], waits_for: Any) -> None:
        self._work = work
        self._waits_for = waits_for

    def __await__(self) -> Generator[Any, Any, None]:
        try:
            while True:
                try:
                    heard = yield self._waits_for
                except BaseException as fault:
                    self._waits_for = self._work.throw(fault)
                else:
                    self._waits_for = self._work.send(heard)
        except StopIteration:
            return


async def _rest(work: Coroutine[Any, Any, None], waits_for: Any) -> None:
    await _Rest(work, waits_for)
