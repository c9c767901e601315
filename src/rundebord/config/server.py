"""``rundebord serve``: everything wired together, a socket, and a calm end."""

from __future__ import annotations

import errno
import gc
import ipaddress
import logging
import resource
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from types import FrameType
from typing import TypeVar

import uvicorn
from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, connections

from rundebord.config.data_folder import MEDIA
from rundebord.config.http_head import ProtocolWithLimitedHead
from rundebord.config.postgresql import said_of
from rundebord.config.root import Root, new_pool
from rundebord.config.sharing import Sharing, writing_alone
from rundebord.courses.keeping import erase_before
from rundebord.live.broadcast import send_announcements_to
from rundebord.live.frame import Draw, Frame, NotNow
from rundebord.live.hub import Hub
from rundebord.meetings import hearing
from rundebord.meetings.operations import clock, notice_clock_jump, notice_time
from rundebord.meetings.screens.regions import look_at, render_frame, seat_of, version_shown
from rundebord.meetings.seats import remember_given_up

_T = TypeVar("_T")
_log = logging.getLogger(__name__)
_LOCAL = ("localhost", "127.0.0.1", "[::1]")
_PORTS_TRIED = 50
_WAIT_FOR_STREAMS_SECONDS = 5
_GONE_AFTER_SECONDS = 60
"""A browser that has taken nothing of what waits for it for so long is let go, and comes back; nginx does the same."""
ERASE_EVERY_SECONDS = 3_600.0
"""So often it is looked whether a group's time is up."""


class NoPort(Exception):
    """No port could be had; the message is the system's own word for why."""


def socket_on(host: str, port: int) -> socket.socket:
    """A listening socket on exactly that port. Raises ``NoPort``."""
    return _first_free(host, range(port, port + 1))


def free_socket(host: str, port: int) -> socket.socket:
    """A listening socket on the port, or on the next free one. Raises ``NoPort``."""
    return _first_free(host, range(port, min(port + _PORTS_TRIED, 65_536)))


def _first_free(host: str, ports: range) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in ports:
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            # Inherited by every connection. Without it Linux keeps what waits for a phone that vanished for a quarter
            # of an hour, and for one that never reads for ever: up to 3 MB each (measured).
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _GONE_AFTER_SECONDS * 1_000)
        try:
            listener.bind((host, candidate))
        except OSError as fault:
            listener.close()
            if fault.errno == errno.EADDRINUSE and candidate != ports[-1]:
                continue
            raise NoPort(fault.strerror or str(fault)) from fault
        listener.listen(2_048)
        listener.set_inheritable(True)
        return listener
    raise AssertionError("a range of ports is never empty")


def network_address() -> str | None:
    """This computer's address on the local network; None if it is on none. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # 192.0.2.1 is reserved for documentation (RFC 5737); connecting a datagram socket only picks a route.
            probe.connect(("192.0.2.1", 9))
            address = str(probe.getsockname()[0])
        except OSError:
            return None
    return None if ipaddress.ip_address(address).is_loopback else address


def allowed_hosts(*, host: str, network: str | None) -> list[str]:
    """The names by which this server may be asked for; any other is answered with 400 (DNS rebinding)."""
    names = [*_LOCAL, host, socket.gethostname(), f"{socket.gethostname()}.local"]
    if network:
        names.append(network)
    if settings.ADDRESS_HOST:
        names.append(settings.ADDRESS_HOST)
    return sorted({name for name in names if name and name != "0.0.0.0"})  # noqa: S104 - left out, not bound


def _allow_many_connections() -> None:
    """As many files as the system allows: each stream is one, and the ordinary limit is a thousand."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _look(channel: str) -> Draw:
    """The present state, to be drawn. What has died is asked for anew; raises ``NotNow`` if the database is gone."""
    look = _asked_twice(partial(look_at, channel))

    def draw(view: str) -> Frame:
        try:
            return look.drawn(view)
        except (OperationalError, InterfaceError):
            return _asked_twice(partial(render_frame, channel, view))

    return draw


def _version_of(channel: str) -> int:
    return _asked_twice(partial(version_shown, channel))


def _asked_twice(ask: Callable[[], _T]) -> _T:
    """What is asked for, on a new connection if the old one has died. Raises ``NotNow`` if the database is gone."""
    try:
        return ask()
    except (OperationalError, InterfaceError):
        close_old_connections()
    try:
        return ask()
    except (OperationalError, InterfaceError) as fault:
        raise NotNow(said_of(fault)) from fault


def new_root() -> Root:
    """The root application with meetings wired to streams."""
    _allow_many_connections()
    pool = new_pool("rundebord-render", 2)

    erased_at = -ERASE_EVERY_SECONDS

    def on_heartbeat() -> None:
        nonlocal erased_at
        close_old_connections()
        try:
            notice_clock_jump()
            notice_time()
            remember_given_up()
            hearing.write_down()
            if time.monotonic() - erased_at >= ERASE_EVERY_SECONDS:
                erased_at = time.monotonic()
                with writing_alone():
                    erase_before(clock.now())
        except (OperationalError, InterfaceError) as fault:
            _log.error("The database does not answer: %s", said_of(fault))

    def on_stop() -> None:
        send_announcements_to(None)
        if sharing is not None:
            sharing.stop()
        pool.submit(hearing.write_down)
        pool.shutdown(wait=True)
        connections.close_all()

    remember_given_up()
    # What is there now stays. A full collection stopped the loop for 275 ms with ten thousand streams (measured).
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)
    hub = Hub(look=_look, version_of=_version_of, now=clock.now, pool=pool, on_heartbeat=on_heartbeat)
    database = settings.RUNDEBORD.database
    sharing = Sharing(hub, database) if database is not None else None
    send_announcements_to(hub.announce, hub.end, sharing.tell if sharing is not None else None)
    if sharing is not None:
        sharing.start()
    return Root(
        hub=hub,
        authorise=seat_of,
        is_https=settings.USE_HTTPS,
        language=settings.LANGUAGE_CODE,
        media=settings.RUNDEBORD.data / MEDIA,
        on_stop=on_stop,
    )


class _Server(uvicorn.Server):
    """uvicorn waits for open answers before it ends, and a stream is open for ever: so they are ended first."""

    def __init__(self, config: uvicorn.Config, hub: Hub) -> None:
        super().__init__(config)
        self._hub = hub

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._hub.end_all_soon()
        super().handle_exit(sig, frame)


class _WithoutStrangers(logging.Filter):
    """A slow listener is cut on purpose; uvicorn calls that an error, for it cannot know.

    What is no HTTP at all comes from strangers, who could fill the log with it.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        return "returned without completing response" not in said and "Invalid HTTP request" not in said


def new_server(root: Root) -> uvicorn.Server:
    """A server that ends calmly on SIGTERM and Ctrl+C, from this moment on.

    Its ``run(sockets=[…])`` returns when every answer is given and every stream has said goodbye.
    """
    logging.getLogger("uvicorn.error").addFilter(_WithoutStrangers())
    config = uvicorn.Config(
        root,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=_WAIT_FOR_STREAMS_SECONDS,
        http=ProtocolWithLimitedHead,
    )
    server = _Server(config, root.hub)

    def end_calmly(_signal: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    # Before uvicorn's own handlers are in place, and after: it raises the signal once more when it has ended, and to
    # be stopped is how this program ends, not an error.
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, end_calmly)
    return server
