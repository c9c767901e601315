"""Backup and restore: one zip file with the database, the secret key, and a list of what is in it."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection

from rundebord import __version__
from rundebord.config import archive_postgresql
from rundebord.config.archive_fault import ArchiveFault
from rundebord.config.copying import CopyFault
from rundebord.config.data_folder import DATABASE, SECRET, give_to_owner, held, make_folder
from rundebord.config.database import copy_database, unknown_among
from rundebord.config.speech import gettext as _

MANIFEST = "manifest.json"
_FORMAT = 1


def make(folder: Path, file: Path) -> int:
    """Everything in the folder that matters is in the file, readable by the owner alone. Returns its size in bytes.

    The file appears whole or not at all. Raises ``ArchiveFault``.
    """
    database = folder / DATABASE
    is_postgresql = connection.vendor == "postgresql"
    if folder.exists() and not os.access(folder, os.R_OK | os.X_OK):
        raise ArchiveFault(_("You may not read in %(folder)s. Run the command as its owner.") % {"folder": folder})
    if not is_postgresql and not database.exists():
        raise ArchiveFault(
            _("There is no database in %(folder)s, so there is nothing to copy. Is it the right folder?")
            % {"folder": folder}
        )
    key = _key_of(folder)
    half = file.with_name(f".{file.name}-{os.getpid()}")
    try:
        if file.exists():
            raise ArchiveFault(_("%(file)s exists already and is left as it is. Choose another name.") % {"file": file})
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".rundebord-") as scratch:
            copy = Path(scratch) / DATABASE
            if is_postgresql:
                archive_postgresql.write_to(copy)
            else:
                copy_database(database, copy)
            contents = {DATABASE: copy.read_bytes(), SECRET: key}
        manifest = {
            "format": _FORMAT,
            "rundebord": __version__,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()},
        }
        half.touch(mode=0o600)
        with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as zipped:
            zipped.writestr(MANIFEST, json.dumps(manifest, indent=1))
            for name, content in contents.items():
                zipped.writestr(name, content)
        half.replace(file)
    except (OSError, sqlite3.Error, CopyFault) as fault:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        raise ArchiveFault(
            _("The copy %(file)s could not be made (%(fault)s). Is there room, and may you write there?")
            % {"file": file, "fault": fault}
        ) from fault
    return file.stat().st_size


def _key_of(folder: Path) -> bytes:
    try:
        return (folder / SECRET).read_bytes()
    except OSError as fault:
        raise ArchiveFault(
            _("The secret key in %(folder)s cannot be read (%(fault)s). «rundebord serve» makes a new one.")
            % {"folder": folder, "fault": fault.strerror or fault}
        ) from fault


def put_back(file: Path, folder: Path) -> Path | None:
    """The folder holds what the file holds. Returns where the former contents were put aside; None if there were none.

    The file is checked whole before anything is made or moved. Raises ``ArchiveFault``, and ``FolderInUse`` while a
    server runs.
    """
    contents = _checked(file)
    make_folder(folder)
    with held(folder):
        if connection.vendor == "postgresql":
            return _put_in_postgresql(contents, folder)
        return _replace_contents(contents, folder)


def _put_in_postgresql(contents: Mapping[str, bytes], folder: Path) -> Path | None:
    archive_postgresql.require_no_server()
    aside = None
    if archive_postgresql.is_in_use() and (folder / SECRET).exists():
        aside = folder / f"before-restore-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.zip"
        make(folder, aside)
        give_to_owner(folder, aside.name)
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".rundebord-") as scratch:
            copy = Path(scratch) / DATABASE
            copy.write_bytes(contents[DATABASE])
            archive_postgresql.read_from(copy, folder)
    except (OSError, CopyFault) as fault:
        raise ArchiveFault(_("The copy could not be put in the database (%(fault)s).") % {"fault": fault}) from fault
    _replace_contents({SECRET: contents[SECRET]}, folder)
    return aside


def _replace_contents(contents: Mapping[str, bytes], folder: Path) -> Path | None:
    aside = folder / f"before-restore-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"
    names = [f"{name}{end}" for name in contents for end in ("", "-wal", "-shm")]
    former = [folder / name for name in names if (folder / name).exists()]
    fresh = []
    try:
        # Written beside first: a full disk is found out before the old is moved.
        for name, content in contents.items():
            new = folder / f".{name}-{os.getpid()}"
            new.touch(mode=0o600)
            fresh.append((new, folder / name))
            new.write_bytes(content)
        if former:
            aside.mkdir(mode=0o700)
            for path in former:
                path.rename(aside / path.name)
        for new, place in fresh:
            new.replace(place)
        give_to_owner(folder, DATABASE, SECRET, aside.name)
        for path in former:
            give_to_owner(aside, path.name)
    except OSError as fault:
        for new, _place in fresh:
            new.unlink(missing_ok=True)
        raise ArchiveFault(
            _("The copy could not be put in %(folder)s (%(fault)s). What was there is still there, or in %(aside)s.")
            % {"folder": folder, "fault": fault, "aside": aside}
        ) from fault
    return aside if former else None


def _checked(file: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(file) as zipped:
            manifest = json.loads(zipped.read(MANIFEST))
            if manifest["format"] != _FORMAT:
                raise ArchiveFault(
                    _("%(file)s was made by a newer version of Rundebord (%(version)s). Install that version first.")
                    % {"file": file, "version": manifest.get("rundebord", "?")}
                )
            contents = {name: zipped.read(name) for name in (DATABASE, SECRET)}
            checksums = {name: str(manifest["sha256"][name]) for name in contents}
    except FileNotFoundError:
        raise ArchiveFault(_("There is no file %(file)s.") % {"file": file}) from None
    except ArchiveFault:
        raise
    except Exception as fault:
        # Anything can be wrong with a file from anywhere, and zipfile says it in a dozen ways.
        raise ArchiveFault(
            _("%(file)s is not a copy made by «rundebord backup», or it is damaged (%(fault)s). Nothing was changed.")
            % {"file": file, "fault": fault}
        ) from fault
    for name, content in contents.items():
        if hashlib.sha256(content).hexdigest() != checksums[name]:
            raise ArchiveFault(
                _("%(file)s is damaged: %(name)s is not what was copied. Nothing was changed.")
                % {"file": file, "name": name}
            )
    _check_database(file, contents[DATABASE])
    return contents


def _check_database(file: Path, content: bytes) -> None:
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(_as_rollback(content))
            found = connection.execute("PRAGMA integrity_check").fetchone()[0]
            applied = connection.execute("SELECT app, name FROM django_migrations").fetchall()
    except sqlite3.Error as fault:
        found, applied = str(fault), []
    if found != "ok":
        raise ArchiveFault(
            _("The database in %(file)s is damaged (%(found)s). Nothing was changed.") % {"file": file, "found": found}
        )

    newer = unknown_among(applied)
    if newer:
        raise ArchiveFault(
            _("%(file)s was made by a newer version of Rundebord (%(version)s). Install that version first.")
            % {"file": file, "version": ", ".join(newer[:3])}
        )


def _as_rollback(content: bytes) -> bytes:
    # A database in memory cannot be in WAL mode; bytes 18 and 19 of the header say which mode a file is in.
    return content[:18] + b"\x01\x01" + content[20:]
