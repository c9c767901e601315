"""``rundebord doctor``: what is wrong, and how to mend it. It looks, and changes nothing."""

from __future__ import annotations

import importlib
import importlib.util
import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from rundebord import __version__
from rundebord.config import data_folder
from rundebord.config.doctor_postgresql import examine_postgresql
from rundebord.config.doctor_versions import about_versions
from rundebord.config.environment import SETTINGS, Environment
from rundebord.config.finding import Finding
from rundebord.config.speech import gettext as _

_ENOUGH_ROOM_MB = 200
_PACKAGES = "SELECT DISTINCT package FROM programmes_programmeversion ORDER BY package"


def examine(environment: Environment) -> list[Finding]:
    """All findings, in the order in which an operator would look."""
    folder = list(_folder(environment.data))
    if environment.database is not None:
        database: Iterable[Finding] = examine_postgresql(environment, environment.database)
        return [*_installation(), *_settings(environment), *folder, *_key(environment.data), *database]
    is_readable = not _exists(environment.data) or os.access(environment.data, os.R_OK | os.X_OK)
    database = _database(environment) if is_readable else ()
    return [*_installation(), *_settings(environment), *folder, *database]


def _installation() -> Iterator[Finding]:
    python = ".".join(str(part) for part in sys.version_info[:3])
    yield Finding(
        "ok",
        _("Rundebord %(version)s, Python %(python)s, SQLite %(sqlite)s")
        % {"version": __version__, "python": python, "sqlite": sqlite3.sqlite_version},
    )
    rooms = Path(__file__).resolve().parent.parent
    missing = [str(path.relative_to(rooms)) for path in _needed_files(rooms) if not path.exists()]
    if missing:
        yield Finding(
            "fault",
            _("Files are missing from the installation: %(files)s") % {"files": ", ".join(missing)},
            _("Install Rundebord again."),
        )
    else:
        yield Finding("ok", _("The installation is complete"))
    yield _film_workshop()


def _film_workshop() -> Finding:
    """Whether films can be made here; who only runs meetings needs none of it."""
    if importlib.util.find_spec("skia") is None:
        return Finding("ok", _("The film workshop is not installed; meetings do not need it"))
    try:
        importlib.import_module("skia")
    except ImportError as fault:
        return Finding(
            "note",
            _("The film workshop cannot draw (%(fault)s).") % {"fault": fault},
            _("It needs libEGL, libGL and libexpat: sudo apt install libegl1 libgl1 libexpat1"),
        )
    extras = {"av": "film", "onnxruntime": "voice", "faster_whisper": "hear"}
    lacks = [extra for module, extra in extras.items() if importlib.util.find_spec(module) is None]
    if lacks:
        return Finding(
            "ok",
            _("The film workshop can draw. Not installed: rundebord[%(extras)s]") % {"extras": ",".join(lacks)},
        )
    return Finding("ok", _("The film workshop is complete"))


def _needed_files(rooms: Path) -> list[Path]:
    from rundebord.config.database import packages_folder

    return [
        *(rooms / "locale" / language / "LC_MESSAGES" / "django.mo" for language in ("nb", "nn")),
        rooms / "ui" / "static" / "ui" / "theme.css",
        packages_folder() / "digital-transformasjon" / "programme.yaml",
    ]


def _settings(environment: Environment) -> Iterator[Finding]:
    for setting in SETTINGS:
        said = os.environ.get(setting.name)
        if setting.is_secret and environment.database is not None:
            said = environment.database.shown
        value = f"«{said}»" if said else _("not set (%(default)s)") % {"default": setting.default or "–"}
        yield Finding("ok", f"{setting.name}: {value}. {setting.purpose}")


def _folder(folder: Path) -> Iterator[Finding]:
    if not _may_exist(folder):
        yield _not_writable(folder)
        return
    if not _exists(folder):
        yield Finding(
            "note",
            _("The data folder %(folder)s does not exist yet") % {"folder": folder},
            _("«rundebord serve» creates it."),
        )
        return
    if not os.access(folder, os.W_OK | os.X_OK):
        yield _not_writable(folder)
        return
    yield Finding("ok", _("The data folder is %(folder)s") % {"folder": folder})
    if stat.S_IMODE(folder.stat().st_mode) & 0o077:
        yield Finding(
            "note",
            _("Other users of this computer can look into the data folder"),
            f"chmod 700 {folder}",
        )
    room = shutil.disk_usage(folder).free // (1024 * 1024)
    yield Finding(
        "ok" if room >= _ENOUGH_ROOM_MB else "fault",
        _("Room on the disk: %(room)s MB") % {"room": room},
        "" if room >= _ENOUGH_ROOM_MB else _("Make room: at least %(least)s MB.") % {"least": _ENOUGH_ROOM_MB},
    )
    if data_folder.is_held(folder):
        yield Finding("ok", _("A server is using the folder now"))
    else:
        yield Finding("ok", _("No server is using the folder now"))


def _exists(folder: Path) -> bool:
    """True also for a folder that we may not look at."""
    try:
        return folder.exists()
    except OSError:
        return True


def _may_exist(folder: Path) -> bool:
    """True if the folder is there, or the nearest folder above it that is there can be written in."""
    nearest = next((path for path in (folder, *folder.parents) if os.path.lexists(path)), folder)
    return nearest.is_dir() and (nearest == folder or os.access(nearest, os.W_OK | os.X_OK))


def _not_writable(folder: Path) -> Finding:
    return Finding(
        "fault",
        _("The data folder %(folder)s cannot be written in") % {"folder": folder},
        _("Give the user that runs Rundebord write access, or choose another with --data FOLDER."),
    )


def _database(environment: Environment) -> Iterator[Finding]:
    path = environment.data / data_folder.DATABASE
    if not path.exists():
        yield Finding("note", _("There is no database yet"), _("«rundebord serve» creates it."))
        return
    try:
        with closing(sqlite3.connect(_only_to_look(path), uri=True)) as connection:
            found = connection.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.Error as fault:
        found = str(fault)
    if found != "ok":
        yield Finding(
            "fault",
            _("The database is damaged: %(found)s") % {"found": found},
            _("Put a copy back: «rundebord restore FILE»."),
        )
        return
    waiting = path.with_name(f"{path.name}-wal")
    size = path.stat().st_size + (waiting.stat().st_size if waiting.exists() else 0)
    yield Finding("ok", _("The database is sound (%(size)s KB)") % {"size": size // 1024})
    yield from _key(environment.data)
    yield from _versions(path, environment.programme)


def _key(folder: Path) -> Iterator[Finding]:
    if _exists(folder) and not (folder / data_folder.SECRET).exists():
        yield Finding(
            "fault",
            _("The secret key is missing, so browsers that were let in are not known any more"),
            _("Put a copy back («rundebord restore FILE»), or start «rundebord serve», which makes a new one."),
        )


def _versions(path: Path, wanted: str) -> Iterator[Finding]:
    # Read beside Django, which would put the database in order while it looks.
    try:
        with closing(sqlite3.connect(_only_to_look(path), uri=True)) as connection:
            applied = set(connection.execute("SELECT app, name FROM django_migrations").fetchall())
            packages = [name for (name,) in connection.execute(_PACKAGES)] if applied else []
    except sqlite3.Error:
        applied, packages = set(), []
    yield from about_versions(applied, packages, wanted)


def _only_to_look(path: Path) -> str:
    # Where no server writes there is no write-ahead log, and SQLite would leave an empty one behind.
    is_written_to = path.with_name(f"{path.name}-wal").exists()
    return f"file:{path}?mode=ro" if is_written_to else f"file:{path}?mode=ro&immutable=1"
