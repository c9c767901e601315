"""Proxies that treat streams badly, as some in the world do: one holds answers back, one cuts long ones off."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress

from factories.servers import free_port

_PIECE = 64 * 1024


class Proxy:
    """Passes bytes on to a server of this machine. Only streams (``/live/…``) are treated badly.

    ``holds_back``: nothing of a stream's answer comes before its end, which never comes.
    ``cuts_after``: a stream is broken off after so many seconds.
    """

    def __init__(self, port: int, *, holds_back: bool = False, cuts_after: float | None = None) -> None:
        self._target, self.port = port, free_port()
        self._holds_back, self._cuts_after = holds_back, cuts_after
        self.cut = 0
        self._loop = asyncio.new_event_loop()
        self._is_open = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def __enter__(self) -> Proxy:
        self._thread.start()
        assert self._is_open.wait(5)
        return self

    def __exit__(self, *_fault: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", self.port))
        self._is_open.set()
        self._loop.run_forever()
        server.close()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.close()

    async def _serve(self, browser: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        server, on = await asyncio.open_connection("127.0.0.1", self._target)
        head = await browser.read(_PIECE)
        on.write(head)
        is_stream = head.startswith(b"GET /live/")
        passing = asyncio.gather(
            self._pass_on(browser, on), self._pass_on(server, back, is_held=is_stream and self._holds_back)
        )
        try:
            async with asyncio.timeout(self._cuts_after if is_stream else None):
                await passing
        except TimeoutError:
            self.cut += 1
        finally:
            passing.cancel()
            for writer in (on, back):
                writer.close()
            with suppress(asyncio.CancelledError, OSError):
                await passing

    async def _pass_on(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, is_held: bool = False
    ) -> None:
        held = b""
        with suppress(OSError):
            while piece := await source.read(_PIECE):
                if is_held:
                    held += piece
                    continue
                target.write(piece)
                await target.drain()
            target.write(held)
            if target.can_write_eof():
                target.write_eof()
