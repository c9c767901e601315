"""The port through which rooms say that something has a new version. After the commit, never before."""

from __future__ import annotations

from collections.abc import Callable

Announce = Callable[[str, int], None]


def _nobody_listens(channel: str, version: int) -> None:
    """Outside the server (commands, tests) there are no screens to tell."""


_target: Announce = _nobody_listens


def announce(channel: str, version: int) -> None:
    """Every screen that follows the channel shows at least this version soon. Call it after the commit."""
    _target(channel, version)


def send_announcements_to(target: Announce | None) -> None:
    """From now on ``announce`` calls the target; None: nobody."""
    global _target
    _target = target or _nobody_listens
