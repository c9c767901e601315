"""Settings come from the environment. Each is documented here, and a bad value is refused in words.

``SETTINGS`` is the one truth: the settings page in docs/ is checked against it, and so is ``rundebord doctor``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, available_timezones

from platformdirs import user_data_path

from rundebord.config.database_address import DatabaseAddress, read_database_url
from rundebord.config.speech import gettext as _

LANGUAGES: Final = ("nb", "nn", "en")
PORT_RANGE: Final = (1, 65_535)


_ADDRESS = re.compile(r"https?://([a-zA-Z0-9][a-zA-Z0-9.-]*|\[[0-9a-fA-F:.]+\])(:(?P<port>[0-9]{1,5}))?/?")
"""Scheme, host and port; no path, and no name and password, which would end up in every link."""


class BadSetting(Exception):
    """A setting has a value that cannot be used. The message says which, what it was, and what is allowed."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name in the environment, what it is for, and how its text is read."""

    name: str
    field: str
    default: str
    purpose: str
    """What the operator gets by setting it."""
    read: Callable[[str], Any]
    is_secret: bool = False
    """Its value is never repeated: there can be a password in it."""


@dataclass(frozen=True, slots=True)
class Environment:
    """Everything that an operator can decide."""

    data: Path
    database: DatabaseAddress | None
    """None: SQLite in the data folder."""
    host: str
    port: int
    address: str
    language: str
    time_zone: str
    place: str
    programme: str
    log_level: str


def _folder(value: str) -> Path:
    if not value:
        return user_data_path("rundebord", appauthor=False)
    try:
        return Path(value).expanduser().absolute()
    except RuntimeError:
        raise ValueError(_("use a folder that can be found, such as /var/lib/rundebord")) from None


def _host(value: str) -> str:
    if not value or any(letter.isspace() or letter in "/@?#" for letter in value):
        raise ValueError(_("use a name or an IP address, such as 127.0.0.1, or 0.0.0.0 for all networks"))
    return value


def port_number(value: str) -> int:
    """The port that the text names. Raises ``ValueError`` with what is allowed."""
    lowest, highest = PORT_RANGE
    if not (value.isascii() and value.isdigit() and len(value) < 10 and lowest <= int(value) <= highest):
        raise ValueError(
            _("use a whole number from %(lowest)s to %(highest)s") % {"lowest": lowest, "highest": highest}
        )
    return int(value)


def _address(value: str) -> str:
    if not value:
        return ""
    found = _ADDRESS.fullmatch(value)
    if found is None or not PORT_RANGE[0] <= int(found["port"] or 80) <= PORT_RANGE[1]:
        raise ValueError(_("use the whole address without a path, such as https://rundebord.example.no"))
    return value.rstrip("/")


def _one_of(*allowed: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in allowed:
            raise ValueError(_("use one of %(allowed)s") % {"allowed": ", ".join(allowed)})
        return value

    return read


def _time_zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError(_("use a name such as Europe/Oslo"))
    return ZoneInfo(value).key


def _text_or_nothing(value: str) -> str:
    return _text(value) if value else ""


def _text(value: str) -> str:
    if not value.strip() or len(value) > 80:
        raise ValueError(_("use 1 to 80 characters"))
    return value.strip()


SETTINGS: Final[tuple[Setting, ...]] = (
    Setting(
        "RUNDEBORD_DATA",
        "data",
        "",
        _("The folder for the database and the secret key. Empty: the user's own data folder."),
        _folder,
    ),
    Setting(
        "DATABASE_URL",
        "database",
        "",
        _("The PostgreSQL database that several servers share. Empty: SQLite in the data folder."),
        read_database_url,
        is_secret=True,
    ),
    Setting(
        "RUNDEBORD_HOST",
        "host",
        "127.0.0.1",
        _("The network address to listen on. 127.0.0.1 is this computer alone."),
        _host,
    ),
    Setting(
        "RUNDEBORD_PORT",
        "port",
        "8000",
        _("The port to listen on. If it is taken, the next free one is used."),
        port_number,
    ),
    Setting(
        "RUNDEBORD_ADDRESS",
        "address",
        "",
        _(
            "The address that people use, when it is not the server's own: behind a proxy, or with a name. "
            "With https, cookies are sent over https only."
        ),
        _address,
    ),
    Setting(
        "RUNDEBORD_LANGUAGE",
        "language",
        "nb",
        _("The language of pages and messages until somebody chooses: nb, nn or en."),
        _one_of(*LANGUAGES),
    ),
    Setting(
        "RUNDEBORD_TIME_ZONE", "time_zone", "Europe/Oslo", _("The time zone in which times are shown."), _time_zone
    ),
    Setting(
        "RUNDEBORD_PLACE",
        "place",
        "",
        _("Who keeps the notes, as the lobby says it: the name of your organisation. Empty: this computer."),
        _text_or_nothing,
    ),
    Setting(
        "RUNDEBORD_PROGRAMME",
        "programme",
        "digital-transformasjon",
        _("The id of the programme that a new group begins with."),
        _text,
    ),
    Setting(
        "RUNDEBORD_LOG_LEVEL",
        "log_level",
        "INFO",
        _("How much the server tells: DEBUG, INFO, WARNING or ERROR. Never what a group has written."),
        _one_of("DEBUG", "INFO", "WARNING", "ERROR"),
    ),
)


def read_environment(variables: Mapping[str, str] | None = None) -> Environment:
    """All settings, read and judged. Raises ``BadSetting`` with one sentence for each fault, all of them at once."""
    variables = os.environ if variables is None else variables
    values: dict[str, Any] = {}
    faults = []
    for setting in SETTINGS:
        said = variables.get(setting.name, "") or setting.default
        try:
            values[setting.field] = setting.read(said)
        except ValueError as fault:
            sentence = (
                _("The setting %(name)s cannot be used: %(allowed)s.")
                if setting.is_secret
                else _("The setting %(name)s is «%(value)s»: %(allowed)s.")
            )
            faults.append(sentence % {"name": setting.name, "value": said[:80], "allowed": fault})
    known = {setting.name for setting in SETTINGS}
    unknown = sorted(name for name in variables if name.startswith("RUNDEBORD_") and name not in known)
    faults += [
        _("There is no setting called %(name)s. The settings are %(known)s.")
        % {"name": name, "known": ", ".join(sorted(known))}
        for name in unknown
    ]
    if faults:
        raise BadSetting("\n".join(faults))
    return Environment(**values)
