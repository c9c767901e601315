"""A real server in a process of its own, as an operator starts it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

_START_SECONDS = 30


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean_environment(**more: str) -> dict[str, str]:
    """This process's environment without settings of ours."""
    ours = [name for name in os.environ if name.startswith("RUNDEBORD_") or name == "DATABASE_URL"]
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, "PYTHONUNBUFFERED": "1", "RUNDEBORD_PROGRAMME": "to-steg", **more}


def run_command(*arguments: str, **environment: str) -> str:
    """What ``rundebord`` said; it must have ended well."""
    ended = try_command(*arguments, **environment)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def try_command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """How ``rundebord`` ended, and what it said on both channels."""
    return subprocess.run(
        [sys.executable, "-m", "rundebord.config.command_line", *arguments],
        env=clean_environment(**environment),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@dataclass
class RunningServer:
    """``rundebord serve`` on a fixed port and folder; can be killed and started again."""

    folder: Path
    port: int = field(default_factory=free_port)
    host: str = "127.0.0.1"
    """Where it listens; another one needs ``RUNDEBORD_HOST`` too."""
    environment: dict[str, str] = field(default_factory=dict)
    module: str = "rundebord.config.command_line"
    """What is run; ``factories.advancing_server`` has a clock that can be put forward."""
    said: str = ""
    _process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return f"http://{'localhost' if self.host == '127.0.0.1' else self.host}:{self.port}"

    def start(self) -> RunningServer:
        """The server answers when this returns."""
        command = [sys.executable, "-m", self.module, "serve"]
        log = (self.folder.parent / f"{self.folder.name}.log").open("a")
        self._process = subprocess.Popen(
            [*command, "--data", str(self.folder), "--port", str(self.port)],
            env=clean_environment(PYTHONPATH=str(Path(__file__).resolve().parents[1]), **self.environment),
            stdout=log,
            stderr=log,
            text=True,
        )
        log.close()
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                break
            try:
                socket.create_connection((self.host, self.port), timeout=0.2).close()
            except OSError:
                time.sleep(0.02)
            else:
                return self
        raise AssertionError(f"the server did not start: {self.log()}")

    def put_clock_forward(self, seconds: float) -> None:
        """It is so much later in all meetings of an advancing server."""
        from factories.advancing_server import offset_file

        file = offset_file(self.folder)
        before = float(file.read_text()) if file.exists() else 0.0
        file.write_text(str(before + seconds))

    def log(self) -> str:
        """What it has said so far, on both channels."""
        return (self.folder.parent / f"{self.folder.name}.log").read_text()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """Gone at once, as by a power cut."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """Asked to end; returns its exit code."""
        return self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> int:
        if self._process is None:
            return 0
        self._process.send_signal(how)
        code = self._process.wait(timeout=20)
        self._process = None
        return code
