"""``rundebord``: the operator's commands. Thin: each command is one function in a module of its own."""

from __future__ import annotations

import argparse
import gettext as standard_gettext
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rundebord import __version__
from rundebord.config.environment import BadSetting, port_number, read_environment
from rundebord.config.film_arguments import add_film_commands
from rundebord.config.speech import gettext as _

FAULT = 1
WRONG_USE = 2


class _Parser(argparse.ArgumentParser):
    """argparse, in the operator's language: its own words lie in a small catalogue of their own (``argparse.po``).

    Options must be written out: «--l» for --lan would open the server to the network by a slip of the finger.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{"allow_abbrev": False, **options})

    def error(self, message: str) -> None:  # type: ignore[override]
        self.exit(WRONG_USE, _("%(message)s\nSee: %(program)s --help\n") % {"message": message, "program": self.prog})


def _port(value: str) -> int:
    try:
        return port_number(value)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(
            _("The port is «%(value)s»: %(allowed)s.") % {"value": value, "allowed": fault}
        ) from None


def new_parser() -> argparse.ArgumentParser:
    """The whole command line, with help worth reading. docs/drift.md shows the same text; a test compares them."""
    parser = _Parser(
        prog="rundebord",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=_("Rundebord: a leadership group, three meetings, one screen."),
        epilog=_("Settings come from the environment (RUNDEBORD_…); «rundebord doctor» shows them all."),
    )
    parser.add_argument(
        "--version", action="version", version=f"rundebord {__version__}", help=_("show the version and exit")
    )
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"), required=True)

    folder = _Parser(add_help=False)
    folder.add_argument(
        "--data",
        metavar=_("FOLDER"),
        type=Path,
        help=_("the folder with the database and the secret key (otherwise RUNDEBORD_DATA, or your own data folder)"),
    )

    serve = commands.add_parser(
        "serve",
        parents=[folder],
        help=_("start the server"),
        description=_(
            "Starts the server and prints its address. The database is made or upgraded first; before an upgrade a "
            "copy is put aside. Stop it with Ctrl+C: every word is saved already."
        ),
    )
    serve.add_argument(
        "--port", type=_port, help=_("the port (otherwise RUNDEBORD_PORT, or 8000); if taken, the next free one")
    )
    reach = serve.add_mutually_exclusive_group()
    reach.add_argument(
        "--host",
        metavar=_("ADDRESS"),
        help=_("the network address to listen on (otherwise RUNDEBORD_HOST, or 127.0.0.1)"),
    )
    reach.add_argument(
        "--lan", action="store_true", help=_("let other computers and phones on the same network in, and say how")
    )

    commands.add_parser(
        "doctor",
        parents=[folder],
        help=_("say what is wrong and how to mend it"),
        description=_(
            "Looks through the installation, the settings, the data folder and the database, and says for each what it "
            "found and what to do. Changes nothing. Ends with 1 if something must be mended."
        ),
    )

    backup = commands.add_parser(
        "backup",
        parents=[folder],
        help=_("copy everything to one file"),
        description=_(
            "Copies the database and the secret key to one file, also while the server is running. "
            "The file holds what groups have written: keep it where only you can read it."
        ),
    )
    backup.add_argument(
        "file", nargs="?", type=Path, metavar=_("FILE"), help=_("where to (otherwise a dated file in this folder)")
    )

    restore = commands.add_parser(
        "restore",
        parents=[folder],
        help=_("put a copy back"),
        description=_(
            "Checks the copy and puts it in place. The server must be stopped. What was there before is put aside in "
            "the data folder, not deleted."
        ),
    )
    restore.add_argument("file", type=Path, metavar=_("FILE"), help=_("the file that «rundebord backup» made"))

    move = commands.add_parser(
        "move",
        parents=[folder],
        help=_("move everything from SQLite to PostgreSQL"),
        description=_(
            "Copies everything from the database in the data folder to an empty PostgreSQL database, compares every "
            "table and every meeting, and says what to set. The server must be stopped. If it stops half-way, nothing "
            "has been done."
        ),
    )
    move.add_argument(
        "--to",
        required=True,
        metavar=_("ADDRESS"),
        help=_("the empty database, such as postgresql://user@host:5432/name; a password can lie in ~/.pgpass"),
    )
    _add_group_commands(commands, folder)
    _add_programme_commands(commands, folder)
    add_film_commands(commands)
    return parser


def _add_group_commands(commands: Any, data: argparse.ArgumentParser) -> None:
    commands.add_parser(
        "groups",
        parents=[data],
        help=_("list the groups"),
        description=_(
            "Lists the groups, the newest first: when each began, its language, how many meetings it has held, and "
            "when the last one was. Shows nothing of what they have written."
        ),
    )
    link = commands.add_parser(
        "link",
        parents=[data],
        help=_("show a group's link, or make a new one"),
        description=_(
            "Shows the link of a group that has lost it. Whoever has the link can read and write in the group's "
            "meetings: give it only to somebody in the group."
        ),
    )
    link.add_argument("group", metavar=_("GROUP"), help=_("the group, as «rundebord groups» names it"))
    link.add_argument(
        "--new",
        action="store_true",
        help=_("make a new link first: the old one, and every browser that it has let in, is shut out"),
    )


def _add_programme_commands(commands: Any, data: argparse.ArgumentParser) -> None:
    group = commands.add_parser("programme", help=_("check, list and install programmes"))
    actions = group.add_subparsers(dest="action", metavar=_("DO"), required=True)
    check = actions.add_parser(
        "check",
        help=_("see whether a programme is right"),
        description=_(
            "Reads the programme in the folder and says everything that must be mended, with file, line and remedy, "
            "and what to think about. Changes nothing. Ends with 1 if something must be mended."
        ),
    )
    actions.add_parser(
        "list",
        parents=[data],
        help=_("list the installed programmes"),
        description=_("Lists the programmes that new meetings can take."),
    )
    install = actions.add_parser(
        "install",
        parents=[data],
        help=_("take a programme in"),
        description=_(
            "Checks the programme in the folder and takes it in. New meetings use it; meetings that have begun keep "
            "the version they began with. A server that is running uses it at once."
        ),
    )
    for action in (check, install):
        action.add_argument("programme", type=Path, metavar=_("FOLDER"), help=_("the programme's folder"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. Returns 0, 1 if something is wrong (said on stderr), 2 for wrong use."""
    _speak_the_operators_language()
    chosen = new_parser().parse_args(arguments)
    for name in ("data", "port", "host"):
        value = getattr(chosen, name, None)
        if value is not None:
            os.environ[f"RUNDEBORD_{name.upper()}"] = str(value)
    if getattr(chosen, "lan", False):
        os.environ["RUNDEBORD_HOST"] = "0.0.0.0"  # noqa: S104 - asked for
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rundebord.config.settings")
    if chosen.command != "film":
        os.umask(0o077)  # what is made here holds what groups have written: it is its owner's alone
    try:
        environment = read_environment()
    except BadSetting as fault:
        return _say_fault(str(fault))
    from rundebord.config import commands  # after the environment is known: Django's settings are made from it

    try:
        match chosen.command:
            case "serve":
                return commands.serve(environment, for_network=chosen.lan)
            case "doctor":
                return commands.doctor(environment)
            case "backup":
                return commands.backup(environment, chosen.file)
            case "restore":
                return commands.restore(environment, chosen.file)
            case "move":
                return commands.move(environment, chosen.to)
            case "groups":
                from rundebord.config import group_commands

                return group_commands.list_groups(environment)
            case "link":
                from rundebord.config import group_commands

                return group_commands.show_link(environment, chosen.group, is_new=chosen.new)
            case "programme":
                from rundebord.config import programme_commands

                match chosen.action:
                    case "check":
                        return programme_commands.check(chosen.programme)
                    case "list":
                        return programme_commands.list_installed(environment)
                    case "install":
                        return programme_commands.install(environment, chosen.programme)
            case "film":
                from rundebord.config import film_commands

                return film_commands.run(chosen)
    except commands.Fault as fault:
        return _say_fault(str(fault))
    return WRONG_USE


def _say_fault(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201 - the command line speaks
    return FAULT


def _speak_the_operators_language() -> None:
    """argparse's own words («usage», «the following arguments are required») come in the operator's language too."""
    said = os.environ.get("RUNDEBORD_LANGUAGE", "nb")
    os.environ["LANGUAGE"] = said if said in ("nb", "nn", "en") else "nb"
    standard_gettext.bindtextdomain("argparse", str(Path(__file__).resolve().parent.parent / "locale"))
    standard_gettext.textdomain("argparse")


if __name__ == "__main__":
    sys.exit(main())
