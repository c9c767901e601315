"""Django's WSGI application behind one hop: a whole request goes into a thread, a whole answer comes out.

A general bridge waits for the loop at each part of an answer; three waits for a command were a tenth of its time, and
held the one thread that commands have (decision 0023). Answers here are small and never streamed, so nothing waits.
"""

from __future__ import annotations

import asyncio
import contextvars
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import Any

from starlette.types import Scope

Headers = list[tuple[bytes, bytes]]
WsgiApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass(slots=True)
class Answered:
    """What the application answered, whole."""

    status: int = 500
    headers: Headers = field(default_factory=list)
    body: bytes = b""


class ThreadHop:
    """Asks the application in threads of its own; ``waiting`` tells how many requests have no answer yet."""

    def __init__(self, application: WsgiApplication, *, threads: int, name: str) -> None:
        self._application = application
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix=name)
        self.waiting = 0

    async def ask(self, scope: Scope, body: bytes) -> Answered:
        """The application's whole answer. What it raises is raised here."""
        self.waiting += 1
        try:
            # A context of its own: what one request has set, as its language, is not the next one's.
            context = contextvars.copy_context()
            environ = environ_of(scope, body)
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._pool, context.run, self._answer, environ)
        finally:
            self.waiting -= 1

    def _answer(self, environ: dict[str, Any]) -> Answered:
        answered = Answered()

        def start(status: str, headers: list[tuple[str, str]], _fault: object = None) -> Callable[[bytes], object]:
            answered.status = int(status.split(" ", 1)[0])
            answered.headers = [(name.lower().encode("latin1"), value.encode("latin1")) for name, value in headers]
            return written.append

        written: list[bytes] = []
        parts = self._application(environ, start)
        try:
            written.extend(parts)
        finally:
            # Django gives its connections back here.
            close = getattr(parts, "close", None)
            if close is not None:
                close()
        answered.body = b"".join(written)
        return answered


def environ_of(scope: Scope, body: bytes) -> dict[str, Any]:
    """The request as WSGI has it (PEP 3333): bytes as latin-1 text, a header that comes twice joined."""
    server, port = scope.get("server") or ("localhost", 80)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin1"),
        "QUERY_STRING": scope["query_string"].decode("latin1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server,
        "SERVER_PORT": str(port or 0),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    client = scope.get("client")
    if client is not None:
        environ["REMOTE_ADDR"], environ["REMOTE_PORT"] = client[0], str(client[1])
    for raw, value in scope["headers"]:
        if b"_" in raw:
            # It would be taken for the header with a hyphen, which a proxy may vouch for.
            continue
        name, text = _environ_name(raw), value.decode("latin1")
        joint = "; " if raw == b"cookie" else ","
        environ[name] = f"{environ[name]}{joint}{text}" if name in environ else text
    # A body that came in parts has no length of its own; it is whole here.
    environ["CONTENT_LENGTH"] = str(len(body))
    return environ


@lru_cache(maxsize=256)
def _environ_name(header: bytes) -> str:
    name = header.decode("latin1").upper().replace("-", "_")
    return name if name == "CONTENT_TYPE" else f"HTTP_{name}"
