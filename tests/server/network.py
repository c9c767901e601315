"""A network of its own for phones, which can be cut so that packets vanish: nobody is told, and nothing is closed.

A Linux network namespace, with a pair of virtual cards between it and this computer and no other on it. Needs root.
"""

from __future__ import annotations

import ctypes
import itertools
import os
import shutil
import subprocess
from pathlib import Path

_CLONE_NEWNET = 0x4000_0000
_TURN = itertools.count()
_NOBODY = "02:00:00:00:00:99"


class Network:
    """``with Network() as network``: a server that listens on ``network.address`` is reached from inside."""

    def __init__(self) -> None:
        # Another one each time: what is deleted is gone only a while later.
        number = os.getpid() * 10 + next(_TURN) % 10
        self.name = f"rundebord-{number}"
        self._ours, self._theirs = f"rb{number}o", f"rb{number}t"
        # A net of four addresses that hardly anybody uses, another for each process.
        prefix = f"10.231.{number // 64 % 256}.{number % 64 * 4}".rsplit(".", 1)
        self.address, self._inner = (f"{prefix[0]}.{int(prefix[1]) + last}" for last in (1, 2))

    def __enter__(self) -> Network:
        _ip("netns", "add", self.name)
        try:
            _ip("link", "add", self._ours, "type", "veth", "peer", "name", self._theirs, "netns", self.name)
            _ip("address", "add", f"{self.address}/30", "dev", self._ours)
            _ip("link", "set", self._ours, "up")
            _ip("-n", self.name, "address", "add", f"{self._inner}/30", "dev", self._theirs)
            _ip("-n", self.name, "link", "set", self._theirs, "up")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_fault: object) -> None:
        _ip("netns", "delete", self.name)

    def enter(self) -> None:
        """The calling thread is inside from now on; all others stay where they are."""
        with Path(f"/run/netns/{self.name}").open() as place:
            if ctypes.CDLL(None, use_errno=True).setns(place.fileno(), _CLONE_NEWNET) != 0:
                raise OSError(ctypes.get_errno(), "setns")

    def cut(self) -> None:
        """Everything that is sent goes to a card that does not exist."""
        wrong = ("lladdr", _NOBODY, "nud", "permanent", "dev")
        _ip("neigh", "replace", self._inner, *wrong, self._ours)
        _ip("-n", self.name, "neigh", "replace", self.address, *wrong, self._theirs)

    def mend(self) -> None:
        """The network is there again."""
        _ip("neigh", "delete", self._inner, "dev", self._ours)
        _ip("-n", self.name, "neigh", "delete", self.address, "dev", self._theirs)


def why_no_network() -> str:
    """A sentence if networks cannot be made here; "" if they can."""
    if os.name != "posix" or os.geteuid() != 0:
        return "Only root can make a network that is cut."
    if shutil.which("ip") is None:
        return "There is no «ip» (package iproute2) to make a network with."
    try:
        with Network():
            return ""
    except (OSError, subprocess.CalledProcessError) as fault:
        return f"This computer lets nobody make networks: {fault}"


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True, timeout=10)
