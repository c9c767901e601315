"""The port through which rooms say that something has a new version, or is gone. After the commit, never before."""

from __future__ import annotations

from collections.abc import Callable

Announce = Callable[[str, int], None]
End = Callable[[str], None]


def _nobody_listens(channel: str, version: int) -> None:
    """Outside the server (commands, tests) there are no screens to tell."""


def _nobody_follows(channel: str) -> None:
    """The same."""


_target: Announce = _nobody_listens
_ending: End = _nobody_follows


def announce(channel: str, version: int) -> None:
    """Every screen that follows the channel shows at least this version soon. Call it after the commit."""
    _target(channel, version)


def end(channel: str) -> None:
    """Every stream of the channel ends: what it showed is gone, or shut. Call it after the commit."""
    _ending(channel)


def send_announcements_to(target: Announce | None, ending: End | None = None) -> None:
    """From now on ``announce`` calls the target, and ``end`` the other one; None: nobody."""
    global _target, _ending
    _target = target or _nobody_listens
    _ending = ending or _nobody_follows
