"""A request's head has an end: httptools reads one of any size, and a single device could fill the memory with it."""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HEAD_BYTES = 64 * 1024
"""Address and headers together; ours are under 8 KB, cookies and all."""


class ProtocolWithLimitedHead(HttpToolsProtocol):
    """uvicorn's own, which answers 400 and closes when a head goes on for more than ``MOST_HEAD_BYTES``."""

    _head_bytes: int | None = 0
    """So much of a head has come that is not whole yet; None in a body, which the root application limits."""

    def on_message_begin(self) -> None:
        self._head_bytes = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._head_bytes = None
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._head_bytes is None:
            return
        # A head that came whole within one piece is small enough: the system gives no larger ones than 256 KB.
        self._head_bytes += len(data)
        if self._head_bytes > MOST_HEAD_BYTES and not self.transport.is_closing():
            self.send_400_response("The request's head is too large.")
