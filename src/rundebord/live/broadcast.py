"""The port through which rooms say that something has a new version, or is gone.

``announce`` and ``end`` tell the screens of this process, after the commit and never before. ``tell_others`` tells the
other server processes on the same database; it is called within the transaction, so that what is told is what was kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

News = int | Literal["ended", "forgotten", "given-up", "clock-set"]
"""What other processes are told of a channel: its newest version; that it was shut; that something in it was erased,
and nobody may remember it. ``given-up`` is of a
seat and not of a channel: nothing more is sent to it. ``clock-set`` is of nothing: the computer's clock was set."""

Announce = Callable[[str, int], None]
End = Callable[[str], None]
TellOthers = Callable[[str, News], None]


def _nobody_listens(channel: str, version: int) -> None:
    """Outside the server (commands, tests) there are no screens to tell."""


def _nobody_follows(channel: str) -> None:
    """The same."""


def _alone(channel: str, news: News) -> None:
    """One process has nobody to tell."""


_target: Announce = _nobody_listens
_ending: End = _nobody_follows
_others: TellOthers = _alone


def announce(channel: str, version: int) -> None:
    """Every screen of this process that follows the channel shows at least this version soon."""
    _target(channel, version)


def end(channel: str) -> None:
    """Every stream of the channel in this process ends: what it showed is gone, or shut."""
    _ending(channel)


def tell_others(channel: str, news: News) -> None:
    """The other processes hear the news when the present transaction is committed, and not if it is not.

    Without a transaction they hear it at once: then call it after the change.
    """
    _others(channel, news)


def send_announcements_to(target: Announce | None, ending: End | None = None, others: TellOthers | None = None) -> None:
    """From now on ``announce`` calls the first, ``end`` the second and ``tell_others`` the third; None: nobody."""
    global _target, _ending, _others
    _target = target or _nobody_listens
    _ending = ending or _nobody_follows
    _others = others or _alone
