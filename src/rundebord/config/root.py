"""One process, four doors: event streams, static files, films, and everything else (Django behind one thread hop).

What Starlette answers itself never meets Django's middleware, so the security headers are set here, for all doors.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable, Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.utils.translation import gettext, override
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from rundebord.config.media import FILMS, MediaFiles
from rundebord.config.static_files import static_digest, static_folders
from rundebord.config.thread_hop import Answered, ThreadHop
from rundebord.live.frame import Authorise
from rundebord.live.hub import Hub
from rundebord.live.stream import serve_stream

MOST_BODY_BYTES = 64 * 1024
"""A command is one line. Uploads, when they come, get a door of their own."""
BODY_SECONDS = 15.0
PAGE_THREADS = 4
MOST_WAITING = 200
"""Commands that wait for their turn. A browser gives up after ten seconds and asks again: a longer queue would be made
of questions whose askers have gone, and never be short again (measured: 30 s, and nothing on the screens)."""
_AGAIN_SECONDS = 2

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
Headers = list[tuple[bytes, bytes]]
_log = logging.getLogger(__name__)


def security_headers(*, is_https: bool) -> Headers:
    """The headers on every answer of every door."""
    headers = [
        (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
        (b"x-content-type-options", b"nosniff"),
        # Not no-referrer: browsers then send "Origin: null" with forms, and the check against forged forms fails.
        (b"referrer-policy", b"same-origin"),
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"cross-origin-resource-policy", b"same-origin"),
        (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    ]
    if is_https:
        headers.append((b"strict-transport-security", b"max-age=31536000"))
    return headers


class _StaticFiles(StaticFiles):
    """Static files of all rooms, kept by the browser for a year: their address changes when they do."""

    def __init__(self) -> None:
        first, *rest = static_folders()
        super().__init__(directory=first)
        self.all_directories = [first, *rest]

    def file_response(self, *args: Any, **kwargs: Any) -> Any:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


class Root:
    """The whole application. ``media`` is the folder of films, ``django`` is Django as WSGI; the tests pass others."""

    def __init__(
        self,
        *,
        hub: Hub,
        authorise: Authorise,
        is_https: bool,
        language: str,
        media: Path,
        django: Callable[..., Any] | None = None,
        on_stop: Callable[[], None] = lambda: None,
        body_seconds: float = BODY_SECONDS,
    ) -> None:
        self.hub = hub
        self._authorise = authorise
        self._headers = security_headers(is_https=is_https)
        self._language = language
        self._on_stop = on_stop
        self._body_seconds = body_seconds
        wsgi: Any = django or WSGIHandler()
        # Commands have one thread: SQLite has one writer, and a queue in front of it beats ten that fight for a lock.
        self._commands = ThreadHop(wsgi, threads=1, name="rundebord-command")
        self._pages = ThreadHop(wsgi, threads=PAGE_THREADS, name="rundebord-page")
        static = GZipMiddleware(_StaticFiles(), minimum_size=1_000, compresslevel=6)
        present = f"/static/{static_digest()}"
        self._files = (f"{present}/", f"{FILMS}/")
        self._starlette = Starlette(
            routes=[
                Mount(present, static),
                Mount(FILMS, MediaFiles(media)),
            ],
            lifespan=self._lifespan,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            if scope["path"].startswith("/live/"):
                # Before Starlette: each layer in between would cost every idle stream a kilobyte.
                await serve_stream(scope, receive, send, hub=self.hub, authorise=self._authorise, headers=self._headers)
                return
            send = self._with_headers(send)
            if not scope["path"].startswith(self._files):
                await self._serve_django(scope, receive, send)
                return
        await self._starlette(scope, receive, send)

    def _with_headers(self, send: Send) -> Send:
        is_gone = False

        async def send_with_headers(message: MutableMapping[str, Any]) -> None:
            nonlocal is_gone
            if is_gone:
                return
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message.get("headers", [])}
                more = [(name, value) for name, value in self._headers if name not in given]
                message = {**message, "headers": [*message.get("headers", []), *more]}
            try:
                await send(message)
            except RuntimeError:
                # uvloop's word for a browser that left in the middle of its answer: ordinary, and nothing to log.
                is_gone = True

        return send_with_headers

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        self.hub.start()
        try:
            yield
        finally:
            await self.hub.stop()
            self._on_stop()

    async def _serve_django(self, scope: Scope, receive: Receive, send: Send) -> None:
        writes = scope["method"] not in ("GET", "HEAD", "OPTIONS")
        if writes and self._commands.waiting >= MOST_WAITING:
            await self._refuse(scope, send, 503)
            return
        try:
            async with asyncio.timeout(self._body_seconds):
                body = await _whole_body(receive)
        except TimeoutError:
            await self._refuse(scope, send, 408)
            return
        except _Gone:
            return
        if body is None:
            await self._refuse(scope, send, 413)
            return
        await _give(send, await (self._commands if writes else self._pages).ask(scope, body))

    async def _refuse(self, scope: Scope, send: Send, status: int) -> None:
        with override(self._language):
            sentence = _SENTENCES[status]()
        # A form that a script has sent is answered to the script; a whole page is read by somebody.
        is_page = any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])
        body = (sentence if is_page else json.dumps({"sentence": sentence}, ensure_ascii=False)).encode()
        kind = b"text/plain; charset=utf-8" if is_page else b"application/json"
        headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
        if status != 408:
            # The body was not read.
            headers.append((b"connection", b"close"))
        if status == 503:
            headers.append((b"retry-after", str(_AGAIN_SECONDS).encode()))
        await _give(send, Answered(status, headers, body))


async def _give(send: Send, answered: Answered) -> None:
    await send({"type": "http.response.start", "status": answered.status, "headers": answered.headers})
    await send({"type": "http.response.body", "body": answered.body, "more_body": False})


_SENTENCES: Mapping[int, Callable[[], str]] = {
    408: lambda: gettext("The page did not arrive in full. Check the network and try again; your words are kept."),
    413: lambda: gettext("That was more than there is room for (64 KB). Make it shorter; your words are kept."),
    503: lambda: gettext(
        "The server has too much to do just now. Your words are kept, and are sent again by themselves."
    ),
}


class _Gone(Exception):
    """The browser left before its request was whole."""


async def _whole_body(receive: Receive) -> bytes | None:
    """The request's body; None if it is too large. Raises ``_Gone``.

    Read here, on the loop: a half-sent post must hold no thread.
    """
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            # Half a form must never be obeyed: half a line would be kept, and the whole one taken for a repetition.
            raise _Gone
        part = message.get("body", b"")
        size += len(part)
        if size > MOST_BODY_BYTES:
            return None
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)


def new_pool(name: str, threads: int) -> ThreadPoolExecutor:
    """Threads with a name that an operator can recognise in a stack trace."""
    return ThreadPoolExecutor(max_workers=threads, thread_name_prefix=name)
