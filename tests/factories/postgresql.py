"""A PostgreSQL of the tests' own: a cluster in a folder that is gone afterwards, reached through a socket in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tooling import tool

_NOBODY = 65_534
_SETTINGS = (
    # Nobody will ask for these words after a power cut.
    "fsync = off\nfull_page_writes = off\nlisten_addresses = ''\nmax_connections = 150\nshared_buffers = '64MB'\n"
    "jit = off\nautovacuum = off\n"
)


@dataclass
class Cluster:
    """A PostgreSQL server. ``socket`` is the folder in which it is reached."""

    folder: Path
    is_durable: bool = False

    @classmethod
    def made(cls, *, is_durable: bool = False) -> Cluster:
        """A new one that runs; ``is_durable``: with every commit on the disk, as in life."""
        # In /tmp itself: the path of a socket may be a hundred letters long, and pytest's folders come near.
        folder = Path(tempfile.mkdtemp(prefix="rundebord-pg-", dir="/tmp"))
        if os.geteuid() == 0:
            os.chown(folder, _NOBODY, _NOBODY)
        cluster = cls(folder, is_durable)
        cluster._run("initdb", "-U", "rundebord", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "data")
        settings = _SETTINGS.replace("fsync = off", "fsync = on") if is_durable else _SETTINGS
        with (folder / "data" / "postgresql.conf").open("a") as file:
            file.write(f"{settings}unix_socket_directories = '{folder}'\n")
        return cluster.start()

    def start(self) -> Cluster:
        """It answers when this returns."""
        self._run("pg_ctl", "-D", "data", "-l", "log", "-w", "start")
        return self

    def stop(self) -> None:
        """Every connection is broken, and nobody answers."""
        self._run("pg_ctl", "-D", "data", "-m", "immediate", "-w", "stop")

    def remove(self) -> None:
        """Stopped, and nothing is left of it."""
        if (self.folder / "data" / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, name: str) -> str:
        """DATABASE_URL for the database of that name."""
        return f"postgresql://rundebord@/{name}?host={self.folder}"

    def new_database(self, name: str, *how: str) -> str:
        """An empty database of that name; ``how`` is said to createdb. Its URL."""
        self._run("createdb", "-h", str(self.folder), "-U", "rundebord", *how, name)
        return self.url(name)

    def ask(self, name: str, statement: str) -> list[tuple[Any, ...]]:
        """What the database of that name answers; the change, if it is one, is kept."""
        import psycopg

        with psycopg.connect(host=str(self.folder), user="rundebord", dbname=name) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def _run(self, program: str, *arguments: str) -> None:
        # PostgreSQL refuses to run as root.
        as_nobody: dict[str, Any] = {}
        if os.geteuid() == 0:
            as_nobody = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []}
        command = [str(Path(tool("postgresql")) / program), *arguments]
        with (self.folder / "errors").open("w") as errors:
            # Not captured: the server would keep the pipe open after pg_ctl has ended.
            ended = subprocess.run(
                command, cwd=self.folder, stdout=errors, stderr=errors, timeout=60, check=False, **as_nobody
            )
        said = (self.folder / "errors").read_text()
        assert ended.returncode == 0, f"{program}: {said}"
