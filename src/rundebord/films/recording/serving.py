"""The page is opened on this computer, and stands until Ctrl+C."""

from __future__ import annotations

import secrets
import signal
import socket
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

import uvicorn

from rundebord.films.faults import FilmFault
from rundebord.films.recording.app import Translate, recording_app
from rundebord.films.script import Script
from rundebord.programmes.format.findings import N_

HOST = "127.0.0.1"
"""This computer and no other, whatever is asked for."""
USUAL_PORT = 8791
"""Tried first: to a browser another port is another place, where neither names nor its yes to the microphone count."""


def serve(
    script: Script,
    folder: Path,
    port: int = 0,
    open_browser: bool = True,
    *,
    say: Callable[[str], None],
    translate: Translate = str,
) -> None:
    """The film's lines can be read in the browser until the command is stopped; ``folder`` is its ``recorded``.

    ``port`` 0 takes the usual one, or any that is free. ``say`` tells the address. Raises ``FilmFault`` if the port
    cannot be had.
    """
    token = secrets.token_urlsafe(24)
    app = recording_app(script, folder, token, translate=translate)
    with _listener(port) as listener:
        address = f"http://{HOST}:{listener.getsockname()[1]}/{token}/"
        server = new_server(app)
        _end_calmly(server)
        say(translate(N_("Read the lines here: %(address)s")) % {"address": address})
        say(
            translate(N_("Each line is kept in %(folder)s. Stop with Ctrl+C, and go on another day."))
            % {"folder": folder}
        )
        if open_browser:
            # Beside: some systems wait until the browser is closed.
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        try:
            server.run(sockets=[listener])
        finally:
            app.state.recordings.clear_aside()
    left = sum(1 for _ in script.lines) - len(app.state.recordings.kept())
    say(translate(N_("%(left)s of %(all)s lines are left.")) % {"left": left, "all": sum(1 for _ in script.lines)})


def new_server(app: object) -> uvicorn.Server:
    """A quiet server for the page."""
    config = uvicorn.Config(
        app,  # type: ignore[arg-type]
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=3,
    )
    return uvicorn.Server(config)


def _listener(port: int) -> socket.socket:
    if port == 0:
        with suppress(FilmFault):
            return _listener_on(USUAL_PORT)
    return _listener_on(port)


def _listener_on(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as fault:
        listener.close()
        raise FilmFault(
            N_("Port %(port)s cannot be had (%(fault)s)."),
            N_("Choose another with --port, or none: then a free one is found."),
            port=port,
            fault=fault.strerror or str(fault),
        ) from fault
    listener.listen(32)
    return listener


def _end_calmly(server: uvicorn.Server) -> None:
    """To be stopped is how this command ends: uvicorn raises the signal once more when it has ended."""
    if threading.current_thread() is not threading.main_thread():
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, stop)
