"""Bare uvicorn: streams and a fan-out with nothing behind them. What the same wires cost when nothing is decided,
stored or rendered. Run as ``python -m tests.bench.peer PORT FRAME_BYTES``, with the settings of ``config.server``.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import uvicorn

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_PLAIN = [(b"content-type", b"application/json")]
_STREAM = [(b"content-type", b"text/event-stream; charset=utf-8"), (b"cache-control", b"no-store, no-transform")]


class Bare:
    """The same addresses as Rundebord: GET /live/ROOM follows, POST /mote/ROOM/kommando makes a new version."""

    def __init__(self, frame_bytes: int) -> None:
        self._frame_bytes = frame_bytes
        self._screens: dict[str, set[Send]] = {}
        self._versions: dict[str, int] = {}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["path"].startswith("/live/"):
            await self._follow(scope["path"].split("/")[2], receive, send)
        elif scope["method"] == "POST":
            await self._command(scope["path"].split("/")[2], receive, send)
        else:
            await _answer(send, b"{}")

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})

    async def _follow(self, room: str, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": _STREAM})
        await send({"type": "http.response.body", "body": b"event: time\ndata: {}\n\n", "more_body": True})
        screens = self._screens.setdefault(room, set())
        screens.add(send)
        try:
            while (await receive())["type"] != "http.disconnect":
                pass
        finally:
            screens.discard(send)

    async def _command(self, room: str, receive: Receive, send: Send) -> None:
        while (await receive()).get("more_body", False):
            pass
        version = self._versions[room] = self._versions.get(room, 0) + 1
        head = f"id: peer-{version}\nevent: regions\ndata: ".encode()
        frame = head + b"x" * (self._frame_bytes - len(head) - 2) + b"\n\n"
        for screen in tuple(self._screens.get(room, ())):
            await screen({"type": "http.response.body", "body": frame, "more_body": True})
        await _answer(send, b'{"mark": "peer-%d"}' % version)


async def _answer(send: Send, body: bytes) -> None:
    headers = [*_PLAIN, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


def main(port: int, frame_bytes: int) -> None:
    """Serves until it is killed: it has nothing to lose."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(2_048)
    config = uvicorn.Config(
        Bare(frame_bytes),
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        timeout_keep_alive=30,
    )
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
