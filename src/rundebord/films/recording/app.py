"""The page and its few addresses, for one browser on this computer: nobody else can ask, and no other page can post."""

from __future__ import annotations

import html
import json
import re
import secrets
from collections.abc import Callable, MutableMapping
from pathlib import Path
from string import Template
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

import rundebord.ui
from rundebord.films.faults import FilmFault
from rundebord.films.recording.keeping import MOST_READERS, Recordings
from rundebord.films.recording.sound import LARGEST, LONGEST, expected_seconds
from rundebord.films.recording.words import LANGUAGE, WORDS
from rundebord.films.script import Script
from rundebord.programmes.format.findings import N_

Translate = Callable[[str], str]
_HERE = Path(__file__).resolve().parent
_LOOK = Path(rundebord.ui.__file__ or "").resolve().parent / "static" / "ui"
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "media-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'none'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    # The address holds the token: no other place may see it.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "microphone=(self), camera=(), geolocation=()",
    "cache-control": "no-store",
}
_HOSTS = re.compile(r"(?:127\.0\.0\.1|localhost)(?::\d{1,5})?")


def recording_app(script: Script, folder: Path, token: str, *, translate: Translate = str) -> Starlette:
    """An application that answers under ``/TOKEN/`` alone, and keeps readings in ``folder`` (the film's ``recorded``).

    ``translate`` puts the page's English words into the reader's language.
    """
    recordings = Recordings(script, folder)
    page = _Page(script, recordings, translate)
    routes = [
        Route("/", page.show),
        Route("/state", page.state),
        Route("/readers", page.choose_readers, methods=["POST"]),
        Route("/takes/{line}", page.play),
        Route("/takes/{line}", page.keep, methods=["POST"]),
        Route("/takes/{line}/delete", page.delete, methods=["POST"]),
        Route("/takes/{line}/undo", page.undo, methods=["POST"]),
        Mount("/look", StaticFiles(directory=_LOOK)),
        Mount("/page", StaticFiles(directory=_HERE / "static")),
    ]
    app = Starlette(routes=[Mount(f"/{token}", routes=routes)], exception_handlers={FilmFault: page.refuse})
    app.state.recordings = recordings
    app.add_middleware(_Guard, token=token)
    return app


class _Guard:
    """Asked by another name (DNS rebinding), without the token, or from another page, it answers nothing."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                ours = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                theirs = [pair for pair in message.get("headers", []) if pair[0].decode("latin-1") not in HEADERS]
                message = {**message, "headers": [*theirs, *ours]}
            await send(message)

        status = self._objection(Request(scope))
        if status:
            await PlainTextResponse("", status)(scope, receive, with_headers)
        else:
            await self._app(scope, receive, with_headers)

    def _objection(self, request: Request) -> int:
        host = request.headers.get("host", "")
        if _HOSTS.fullmatch(host) is None:
            return 400
        token = request.url.path.split("/")[1]
        if not secrets.compare_digest(token.encode(), self._token.encode()):
            return 404
        if request.method in ("GET", "HEAD"):
            return 0
        origin = request.headers.get("origin")
        if origin not in (None, f"http://{host}"):
            return 403
        return 0 if request.headers.get("sec-fetch-site", "same-origin") == "same-origin" else 403


class _Page:
    def __init__(self, script: Script, recordings: Recordings, translate: Translate) -> None:
        self._script = script
        self._recordings = recordings
        self._translate = translate
        self._words = {key: translate(said) for key, said in WORDS.items()}
        self._language = translate(LANGUAGE)

    async def show(self, _request: Request) -> Response:
        said = {
            **self._words,
            "language": self._language,
            "film": _text(self._script.title, self._script.language),
            "film_language": self._script.language,
        }
        page = Template((_HERE / "page.html").read_text(encoding="utf-8"))
        return HTMLResponse(page.substitute({key: html.escape(value) for key, value in said.items()}))

    async def state(self, _request: Request) -> Response:
        script = self._script
        return JSONResponse(
            {
                "words": self._words,
                "language": self._language,
                "film": {"episode": script.episode, "language": script.language},
                "longest": LONGEST,
                "most_readers": min(max(len(script.roles), 2), MOST_READERS),
                "roles": [
                    {"id": role.id, "name": role.name, "short": role.short}
                    for role in script.roles.values()
                    if any(line.role == role.id for line in script.lines)
                ],
                "lines": [
                    {
                        "id": line.id,
                        "role": line.role,
                        "to": line.to,
                        "say": line.say,
                        "seconds": round(expected_seconds(line.say), 1),
                    }
                    for line in script.lines
                ],
                **await run_in_threadpool(self._recordings.as_plain),
            }
        )

    async def choose_readers(self, request: Request) -> Response:
        body = await _body(request, 64 * 1024)
        try:
            chosen = json.loads(body)
        except (ValueError, RecursionError):
            chosen = None
        return await self._write(lambda: self._recordings.choose_readers(chosen))

    async def play(self, request: Request) -> Response:
        file = self._recordings.file(request.path_params["line"])
        if not file.is_file():
            raise HTTPException(404)
        return FileResponse(file, media_type="audio/wav")

    async def keep(self, request: Request) -> Response:
        # Not a type that a form can send: another page would have to ask first, and is told no.
        if request.headers.get("content-type") != "audio/wav":
            raise HTTPException(415)
        body, line = await _body(request, LARGEST), request.path_params["line"]
        said: dict[str, Any] = {}

        def keep() -> None:
            _kept, advice = self._recordings.keep(line, body)
            said.update(about=advice.about, sentence=self._say(advice.sentence, advice.values))

        return await self._write(keep, said)

    async def delete(self, request: Request) -> Response:
        return await self._write(lambda: self._recordings.delete(request.path_params["line"]))

    async def undo(self, request: Request) -> Response:
        return await self._write(lambda: self._recordings.take_back(request.path_params["line"]))

    async def _write(self, work: Callable[[], Any], said: dict[str, Any] | None = None) -> Response:
        try:
            await run_in_threadpool(work)
            state = await run_in_threadpool(self._recordings.as_plain)
        except OSError as fault:
            sentence = self._say(
                N_("It could not be written (%(fault)s). Make room on the disk, and press «Save again»."),
                {"fault": fault.strerror or str(fault)},
            )
            return JSONResponse({"sentence": sentence}, 507)
        return JSONResponse({**(said or {}), **state})

    async def refuse(self, _request: Request, fault: Exception) -> Response:
        """What cannot be used is said as the rest is."""
        assert isinstance(fault, FilmFault)  # noqa: S101 - registered for nothing else
        sentence = f"{self._say(fault.sentence, fault.values)} {self._say(fault.remedy, fault.values)}".strip()
        return JSONResponse({"sentence": sentence}, 422)

    def _say(self, sentence: str, values: dict[str, Any]) -> str:
        def written(value: Any) -> Any:
            is_comma = isinstance(value, float) and self._language != LANGUAGE
            return str(value).replace(".", ",") if is_comma else value

        return self._translate(sentence) % {key: written(value) for key, value in values.items()} if sentence else ""


def _text(texts: Any, language: str) -> str:
    return str(texts.get(language) or next(iter(texts.values()), ""))


async def _body(request: Request, most: int) -> bytes:
    """The body, unless it is larger than ``most`` bytes."""
    found = bytearray()
    async for part in request.stream():
        found += part
        if len(found) > most:
            raise FilmFault(
                N_("The reading is longer than a minute."), N_("Stop when the line is read, and read it again.")
            )
    return bytes(found)
