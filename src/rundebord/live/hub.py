"""Who listens, and how a new version reaches them. One per server process.

Rendering happens where the announcement is made (a Django thread), once per view; the loop only hands out bytes. A
browser that comes back and shows the present version already costs no rendering at all.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime

from rundebord.live.frame import Draw, Frame, Look, Seat, VersionOf, farewell_event, time_event
from rundebord.live.listener import Listener

HEARTBEAT_SECONDS = 15.0
_MOST_RENDERINGS = 5
"""Tries to reach a version that is announced meanwhile; the next announcement brings what is missing."""
_AT_A_TIME = 50
"""Heartbeats between two breaths of the loop: ten thousand at once held up commands for 150 ms (measured)."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Room:
    """Everybody who follows one channel, and the newest frame of each view that is being followed."""

    announced: int = -1
    """The newest version that this process has heard of; a frame that was begun before it is made again."""
    listeners: dict[str, set[Listener]] = field(default_factory=dict)
    frames: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    """Empty bytes: everybody who follows the view came with that version, so it was not rendered."""
    being_rendered: dict[str, asyncio.Future[tuple[int, bytes]]] = field(default_factory=dict)
    being_asked: asyncio.Future[int] | None = None
    """The present version, while it is being found out for those who come back together."""


class Hub:
    """Delivers frames to listeners.

    ``look`` and ``version_of`` are called in threads only. ``now`` gives the time that screens count by.
    ``on_heartbeat`` is called in the pool before each heartbeat.
    """

    def __init__(
        self,
        *,
        look: Look,
        version_of: VersionOf,
        now: Callable[[], datetime],
        pool: ThreadPoolExecutor,
        on_heartbeat: Callable[[], None] = lambda: None,
        heartbeat_seconds: float = HEARTBEAT_SECONDS,
    ) -> None:
        self._look = look
        self._version_of = version_of
        self._now = now
        self._pool = pool
        self._on_heartbeat = on_heartbeat
        self._heartbeat_seconds = heartbeat_seconds
        self._rooms: dict[str, _Room] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._heart: asyncio.Task[None] | None = None
        self._is_ending = False
        self._refreshing: set[asyncio.Future[None]] = set()
        """Held here until they are done: the loop itself holds tasks weakly."""

    # -- on the loop ---------------------------------------------------------------------------------------------

    def start(self) -> None:
        """The hub belongs to the running loop, and its heart beats."""
        self._loop = asyncio.get_running_loop()
        self._heart = self._loop.create_task(self._beat())

    async def stop(self) -> None:
        """The heart has stopped; streams are ended by ``end_all``."""
        if self._heart is not None:
            self._heart.cancel()
            self._heart = None

    async def join(self, seat: Seat, listener: Listener) -> None:
        """The listener is offered the present frame, and every newer one from now on.

        Raises ``LookupError`` if the channel is gone.
        """
        room = self._rooms.setdefault(seat.channel, _Room())
        room.listeners.setdefault(seat.view, set()).add(listener)
        # The clock comes first: a screen knows by it that streams get through, and has nothing else to wait for.
        listener.put(time_event(self._now()))
        try:
            # Registered before rendering, so that no announcement falls in between.
            present = await self._present_for(room, seat, listener.version)
        except BaseException:
            self.leave(seat, listener)
            raise
        listener.offer(*present)
        if self._is_ending:
            listener.end(_farewell())

    async def _present_for(self, room: _Room, seat: Seat, shown: int) -> tuple[int, bytes]:
        """The present frame; of the version that is shown already, empty bytes will do."""
        present = room.frames.get(seat.view)
        if present is None and shown >= 0:
            version = await self._asked_version(room, seat.channel)
            # Meanwhile a frame may have come, or a newer version been announced.
            if shown >= version >= room.announced:
                present = room.frames.setdefault(seat.view, (version, b""))
        if present is None or (not present[1] and present[0] > shown):
            return await self._present_frame(room, seat)
        return present

    async def _asked_version(self, room: _Room, channel: str) -> int:
        """The present version, asked for once however many come back at the same time."""
        asking = room.being_asked
        if asking is None:
            loop = asyncio.get_running_loop()
            asking = asyncio.ensure_future(loop.run_in_executor(self._pool, self._version_of, channel))
            room.being_asked = asking

            def forget(_: object) -> None:
                room.being_asked = None

            asking.add_done_callback(forget)
        return await asyncio.shield(asking)

    def leave(self, seat: Seat, listener: Listener) -> None:
        """Nothing more is sent to the listener, and an empty room is forgotten."""
        listener.stop()
        room = self._rooms.get(seat.channel)
        if room is None:
            return
        listeners = room.listeners.get(seat.view)
        if listeners is not None:
            listeners.discard(listener)
            if not listeners:
                del room.listeners[seat.view]
                room.frames.pop(seat.view, None)
        if not room.listeners:
            self._rooms.pop(seat.channel, None)

    def end_all(self) -> None:
        """Every stream is told to come back in a while, and ends; later ones end at once. For a server that stops."""
        self._is_ending = True
        for room in tuple(self._rooms.values()):
            for listeners in tuple(room.listeners.values()):
                for listener in tuple(listeners):
                    listener.end(_farewell())

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels that somebody follows here. From any thread."""
        return tuple(self._rooms)

    @property
    def listener_count(self) -> int:
        """How many streams are open."""
        return sum(len(who) for room in self._rooms.values() for who in room.listeners.values())

    async def _present_frame(self, room: _Room, seat: Seat) -> tuple[int, bytes]:
        """The present frame, rendered once however many ask for it at the same time."""
        tries = 0
        while True:
            tries += 1
            waiting = room.being_rendered.get(seat.view)
            if waiting is None:
                loop = asyncio.get_running_loop()
                waiting = asyncio.ensure_future(
                    loop.run_in_executor(self._pool, lambda: _encode(self._look(seat.channel)(seat.view)))
                )
                room.being_rendered[seat.view] = waiting
                waiting.add_done_callback(lambda _: room.being_rendered.pop(seat.view, None))
            version, data = await asyncio.shield(waiting)
            newest = room.frames.get(seat.view)
            if newest is None or newest[0] < version or not newest[1]:
                room.frames[seat.view] = newest = (version, data)
            if newest[0] >= room.announced or tries == _MOST_RENDERINGS:
                return newest

    def _deliver(self, channel: str, announced: int, frames: dict[str, tuple[int, bytes]]) -> None:
        room = self._rooms.get(channel)
        if room is None:
            return
        room.announced = max(room.announced, announced)
        for view, (version, data) in frames.items():
            listeners = room.listeners.get(view)
            if not listeners:
                continue
            known = room.frames.get(view)
            if known is None or known[0] < version:
                room.frames[view] = (version, data)
            for listener in tuple(listeners):
                listener.offer(version, data)
        for view in room.listeners:
            if view not in frames and room.frames.get(view, (announced, b""))[0] < announced:
                # Somebody came while the announcement was being rendered for the others, and has the state before it.
                self._refreshing.add(task := asyncio.ensure_future(self._refresh(room, Seat(channel, view))))
                task.add_done_callback(self._refreshing.discard)

    async def _refresh(self, room: _Room, seat: Seat) -> None:
        try:
            present = await self._present_frame(room, seat)
        except Exception:
            _log.exception("Could not render %s for channel %s again", seat.view, seat.channel)
            return
        for listener in tuple(room.listeners.get(seat.view, ())):
            listener.offer(*present)

    async def _beat(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(self._heartbeat_seconds)
            try:
                await loop.run_in_executor(self._pool, self._on_heartbeat)
            except Exception:
                _log.exception("The check before a heartbeat failed; the heart beats on")
            await self._give_beat()

    async def _give_beat(self) -> None:
        """Every listener gets a heartbeat, spread over half the time until the next: commands go first."""
        everyone = [who for room in self._rooms.values() for listeners in room.listeners.values() for who in listeners]
        pause = self._heartbeat_seconds / 2 * _AT_A_TIME / max(len(everyone), 1)
        for start in range(0, len(everyone), _AT_A_TIME):
            beat = time_event(self._now())
            for listener in everyone[start : start + _AT_A_TIME]:
                listener.put(beat)
            await asyncio.sleep(pause if start + _AT_A_TIME < len(everyone) else 0)

    # -- in any thread -------------------------------------------------------------------------------------------

    def announce(self, channel: str, version: int) -> None:
        """Every listener of the channel gets a frame of at least this version soon. Renders here, in this thread."""
        loop, room = self._loop, self._rooms.get(channel)
        if loop is None or room is None or self._is_ending:
            return
        frames: dict[str, tuple[int, bytes]] = {}
        draw: Draw | None = None
        for view in tuple(room.listeners):
            try:
                draw = draw or self._look(channel)
                frames[view] = _encode(draw(view))
            except Exception:
                # The words are safe already, and the next version shows them; the fault must be seen by the operator.
                _log.exception("Could not render %s for channel %s at version %s", view, channel, version)
        loop.call_soon_threadsafe(self._deliver, channel, version, frames)

    def end(self, channel: str) -> None:
        """Every stream of the channel ends, and its screens ask anew; what is gone answers them so. From any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._end, channel)

    def _end(self, channel: str) -> None:
        room = self._rooms.get(channel)
        if room is None:
            return
        room.frames.clear()
        for listeners in tuple(room.listeners.values()):
            for listener in tuple(listeners):
                listener.end(_farewell())

    def end_all_soon(self) -> None:
        """``end_all``, asked for from a signal handler or another thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self.end_all)


def _encode(frame: Frame) -> tuple[int, bytes]:
    return frame.version, frame.encoded()


def _farewell() -> bytes:
    # Spread out, so that a thousand rooms do not come back in the same instant.
    return farewell_event(random.randint(300, 2_500))  # noqa: S311 - spreading load, not a secret
