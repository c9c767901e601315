"""The one folder with everything that must not be lost: the database, the secret key, and the lock.

No Django here: the settings module itself asks for the secret key.
"""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rundebord.config.speech import gettext as _

DATABASE = "rundebord.sqlite3"
SECRET = "secret-key"  # noqa: S105 - a file name
LOCK = "lock"
MEDIA = "media"
"""Films of the installed programmes. Not in a backup: installing a programme brings them back."""


class FolderFault(Exception):
    """The data folder cannot be used. The message says what happened and what to do."""


class FolderInUse(FolderFault):
    """Another server (or a restore) holds the folder."""


def prepare(folder: Path) -> None:
    """The folder can be written in and has a secret key. Raises ``FolderFault`` with a sentence."""
    make_folder(folder)
    try:
        _make_secret_key(folder / SECRET)
    except OSError as fault:
        raise _not_writable(folder, fault) from fault
    give_to_owner(folder, SECRET)


def make_folder(folder: Path) -> None:
    """The folder exists (made for its owner alone, 0700) and can be written in. Raises ``FolderFault``."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = folder / f".write-test-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as fault:
        raise _not_writable(folder, fault) from fault


def _not_writable(folder: Path, fault: OSError) -> FolderFault:
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return FolderFault(
            _("There is no room on the disk of %(folder)s. Make room, and try again.") % {"folder": folder}
        )
    return FolderFault(
        _(
            "The data folder %(folder)s cannot be written in (%(fault)s). "
            "Give the user that runs Rundebord write access to it, or choose another with --data FOLDER."
        )
        % {"folder": folder, "fault": fault.strerror or fault}
    )


def give_to_owner(folder: Path, *names: str) -> None:
    """What root has made in the folder belongs to the folder's owner, so that the service can use it afterwards."""
    if os.geteuid() != 0:
        return
    owner = folder.stat()
    for name in names:
        if (folder / name).exists():
            os.chown(folder / name, owner.st_uid, owner.st_gid)


def secret_key(folder: Path) -> str:
    """The key that signs cookies and seats. It lies with the data, so that browsers which wait with words for a restart
    are still known after it.

    ``prepare`` makes it. Where there is none, a key for this process alone: to look changes nothing.
    """
    try:
        return (folder / SECRET).read_text(encoding="ascii").strip() or secrets.token_urlsafe(48)
    except OSError:
        return secrets.token_urlsafe(48)


def _make_secret_key(path: Path) -> None:
    """The file holds a key that nobody else knows, readable by the owner alone. An existing one is left be."""
    if path.exists() and path.stat().st_size > 0:
        return
    # Written aside and moved into place: a kill in between must not leave half a key.
    half = path.with_name(f".{path.name}-{os.getpid()}")
    half.touch(mode=0o600)
    half.write_text(secrets.token_urlsafe(48) + "\n", encoding="ascii")
    try:
        os.link(half, path)  # who is second leaves the first's
    except FileExistsError:
        if path.stat().st_size == 0:
            half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def is_held(folder: Path) -> bool:
    """True if a server (or a restore) is using the folder. Changes nothing."""
    if not (folder / LOCK).exists():
        return False
    try:
        with held(folder):
            return False
    except FolderInUse:
        return True


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Nobody else serves from the folder or restores into it meanwhile. Raises ``FolderInUse``."""
    with _locked(folder, fcntl.LOCK_EX):
        yield


@contextmanager
def shared(folder: Path) -> Iterator[None]:
    """Other servers may use the folder too, but nobody restores into it meanwhile. Raises ``FolderInUse``.

    For servers whose words are in PostgreSQL: what they have in the folder are the key and the films.
    """
    with _locked(folder, fcntl.LOCK_SH):
        yield


@contextmanager
def _locked(folder: Path, how: int) -> Iterator[None]:
    """The lock is the kernel's: it is gone with the process, also when it is killed."""
    try:
        file = (folder / LOCK).open("a+")
    except OSError as fault:
        raise _not_writable(folder, fault) from fault
    give_to_owner(folder, LOCK)
    with file:
        try:
            fcntl.flock(file, how | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            holder = file.read().strip()
            raise FolderInUse(
                _(
                    "Another Rundebord is using the data folder %(folder)s (process %(holder)s). "
                    "Stop it first, or choose another folder with --data FOLDER."
                )
                % {"folder": folder, "holder": holder or "?"}
            ) from None
        # One of those that share it is named: whoever is refused has a place to begin.
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        try:
            yield
        finally:
            if how == fcntl.LOCK_EX:
                file.seek(0)
                file.truncate(0)
