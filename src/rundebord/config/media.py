"""Films and their captions: files of installed programmes, named by what they hold, answered in parts (Range)."""

from __future__ import annotations

import re
from pathlib import Path

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

FILMS = "/film"
"""Where they are mounted; the presenter makes addresses of it."""
_NAME = re.compile(r"[0-9a-f]{64}\.(mp4|vtt|jpg|png)")
_PART = re.compile(r"(?P<from>[0-9]*)-(?P<to>[0-9]*)")
TYPES = {".mp4": "video/mp4", ".vtt": "text/vtt", ".jpg": "image/jpeg", ".png": "image/png"}


class _InLargeParts(FileResponse):
    # 64 KB, Starlette's own, costs three times as much CPU per film (measured in the design).
    chunk_size = 1024 * 1024


class MediaFiles(StaticFiles):
    """The folder's files by their whole name, and nothing else in it; kept by browsers for a year.

    Films of a programme are open to all who have their address, as the programme is. A browser asks for parts of them.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        super().__init__(directory=folder)
        self._folder = folder

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, or the part of it that was asked for; 416 for a part that makes no sense, 404 for another name."""
        if scope["method"] not in ("GET", "HEAD") or _NAME.fullmatch(path) is None:
            raise HTTPException(status_code=404)
        file = self._folder / path
        # A link could lead out of the folder.
        if file.is_symlink() or not file.is_file():
            raise HTTPException(status_code=404)
        headers = {"Cache-Control": "public, max-age=31536000, immutable", "ETag": f'"{file.stem}"'}
        asked = Headers(scope=scope)
        if asked.get("if-none-match", "") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        wanted = asked.get("range", "")
        its_scope: Scope = scope
        if wanted and wanted.partition("=")[0].strip().lower() != "bytes":
            # A unit that nobody knows is not asked for (RFC 9110, 14.2); Starlette would answer 400.
            kept = [(name, value) for name, value in scope["headers"] if name != b"range"]
            its_scope = {**scope, "headers": kept}
        elif wanted and not _makes_sense(wanted):
            size = {"Content-Range": f"bytes */{file.stat().st_size}"}
            return Response(status_code=416, headers={**size, "Cache-Control": "no-store"})
        return _Answer(file, its_scope, headers)


class _Answer(_InLargeParts):
    """A file that is answered as if the request had been this one."""

    def __init__(self, file: Path, scope: Scope, headers: dict[str, str]) -> None:
        super().__init__(file, media_type=TYPES[file.suffix], headers=headers)
        self._scope = scope

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await super().__call__(self._scope, receive, send)


def _makes_sense(wanted: str) -> bool:
    """True for «bytes=0-», «bytes=0-9», «bytes=-5», and several of them."""
    parts = wanted.partition("=")[2].split(",")
    found = [_PART.fullmatch(part.strip()) for part in parts]
    return all(
        part is not None
        and part["from"] + part["to"] != ""
        and not (part["from"] and part["to"] and int(part["to"]) < int(part["from"]))
        for part in found
    )
