"""What the operator's commands do. Everything they say goes to the terminal in the operator's language."""

from __future__ import annotations

import importlib
from datetime import datetime
from pathlib import Path

import django
from django.conf import settings

from rundebord.config import data_folder, database
from rundebord.config.archive_fault import ArchiveFault
from rundebord.config.database_address import read_database_url
from rundebord.config.environment import Environment
from rundebord.config.speech import gettext as _


class CannotListen(Exception):
    """The address or the port cannot be had. The message says which, why, and what to do."""


class NoSuchGroup(Exception):
    """No group has this name. The message says which, and where the names stand."""


class CannotMove(Exception):
    """The words stay where they are. The message says why and what to do."""


Fault = (data_folder.FolderFault, database.DatabaseFault, ArchiveFault, CannotListen, NoSuchGroup, CannotMove)
"""What can be wrong, each with a sentence that says what happened and what to do."""


def say(sentence: str = "") -> None:
    """One line to the operator, at once."""
    print(sentence, flush=True)  # noqa: T201 - the command line speaks


def serve(environment: Environment, *, for_network: bool) -> int:
    """Serves until it is stopped. The address is printed when the first page can be opened."""
    data_folder.prepare(environment.data)
    lock = data_folder.held if environment.database is None else data_folder.shared
    with lock(environment.data):
        django.setup()
        _make_everything_ready(environment)
        from rundebord.config import server

        # Before anybody is let in: the first visitor need not wait for what every visitor needs.
        importlib.import_module(settings.ROOT_URLCONF)
        # Behind an address of its own, a server that moved to another port would be looked for in vain.
        get = server.socket_on if environment.address else server.free_socket
        try:
            listener = get(environment.host, environment.port)
        except server.NoPort as fault:
            raise CannotListen(
                _("Cannot listen on %(host)s, port %(port)s (%(fault)s). Choose another with --host or --port.")
                % {"host": environment.host, "port": environment.port, "fault": fault}
            ) from fault
        port = listener.getsockname()[1]
        if port != environment.port:
            say(
                _("Port %(taken)s is taken by another program, so port %(port)s is used.")
                % {"taken": environment.port, "port": port}
            )
        is_open = for_network or environment.host in ("0.0.0.0", "::")  # noqa: S104 - asked for
        network = server.network_address() if is_open else None
        settings.ALLOWED_HOSTS[:] = server.allowed_hosts(host=environment.host, network=network)
        settings.NETWORK_HOST = network
        serving = server.new_server(server.new_root())
        _say_addresses(environment, port, network, for_network=is_open)
        serving.run(sockets=[listener])
    say(_("Stopped. Everything that was written is saved."))
    return 0


def _make_everything_ready(environment: Environment) -> None:
    from rundebord.config import sharing

    with database.in_its_words(), sharing.waiting_in_turn():
        copied = database.make_ready(environment.data)
        if copied is not None:
            say(_("The database was upgraded. The old one was put aside: %(file)s") % {"file": copied})
        database.install_programmes(environment.data)
        database.require_programme(environment.programme)
        if environment.database is not None:
            sharing.join_running_servers()


def _say_addresses(environment: Environment, port: int, network: str | None, *, for_network: bool) -> None:
    shown = environment.host if environment.host not in ("0.0.0.0", "::") else "localhost"  # noqa: S104
    if shown == "127.0.0.1":
        shown = "localhost"
    address = environment.address or f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"
    say(_("Rundebord is ready: %(address)s") % {"address": address})
    if for_network and network:
        say(
            _("On phones and other computers on the same network: http://%(network)s:%(port)s")
            % {"network": network, "port": port}
        )
        say(
            _(
                "If they do not get through: the firewall on this computer may ask whether Python may receive "
                "connections. Answer yes, or let in port %(port)s. Guest networks often keep devices apart; then use "
                "one network for all."
            )
            % {"port": port}
        )
    elif for_network:
        say(_("This computer is on no network now, so only it can open the address."))
    if environment.database is not None:
        say(_("The words are in %(database)s.") % {"database": environment.database.shown})
    say(_("The data is in %(folder)s. Stop with Ctrl+C.") % {"folder": environment.data})


def move(environment: Environment, to: str) -> int:
    """Everything is in the PostgreSQL database, and it has been said what to set."""
    try:
        address = read_database_url(to)
    except ValueError as fault:
        raise CannotMove(_("The address after --to cannot be used: %(allowed)s.") % {"allowed": fault}) from None
    if address is None or environment.database is not None:
        raise CannotMove(
            _("DATABASE_URL is set, so the words are in PostgreSQL already. Take the setting away to move from SQLite.")
            if address is not None
            else _("Say where to: rundebord move --to postgresql://…")
        )
    django.setup()
    from rundebord.config import copying, moving

    def tell(table: str, done: int, total: int) -> None:
        if done == total or done % 10_000 == 0:
            say(_("  %(table)s: %(done)s of %(total)s") % {"table": table, "done": done, "total": total})

    try:
        say(_("Moving everything to %(address)s …") % {"address": address.shown})
        proof = moving.move(environment.data, address, tell)
    except moving.MoveFault as fault:
        raise CannotMove(str(fault)) from fault
    say(
        _("Compared: rows: %(rows)s, meetings replayed: %(meetings)s. Both databases hold the same:")
        % {"rows": proof.rows, "meetings": proof.meetings}
    )
    for line in copying.shown_tables(proof):
        say(line)
    say()
    say(
        _("Now set DATABASE_URL to the address that you moved to (%(address)s), and start «rundebord serve».")
        % {"address": address.shown}
    )
    say(
        _(
            "The old database is left as it was in %(file)s. "
            "Delete it when all is well: it holds what the groups have written."
        )
        % {"file": environment.data / data_folder.DATABASE}
    )
    return 0


def doctor(environment: Environment) -> int:
    """Says what it found. 0 if nothing must be mended, else 1."""
    from rundebord.config.doctor import examine

    findings = examine(environment)
    marks = {"ok": "✓", "note": "!", "fault": "✗"}
    for finding in findings:
        say(f"{marks[finding.weight]} {finding.sentence}")
        if finding.remedy:
            say(f"  → {finding.remedy}")
    faults = sum(finding.weight == "fault" for finding in findings)
    say()
    say(_("All is well.") if not faults else _("To fix: %(count)s.") % {"count": faults})
    return 1 if faults else 0


def backup(environment: Environment, file: Path | None) -> int:
    """Everything is in one file."""
    django.setup()
    from rundebord.config import archive

    file = file or Path.cwd()
    if file.is_dir():
        file /= f"rundebord-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}.zip"
    size = archive.make(environment.data, file)
    say(_("Copied to %(file)s (%(size)s KB).") % {"file": file, "size": max(1, size // 1024)})
    say(_("The file holds what the groups have written, and the key: keep it where only you can read it."))
    return 0


def restore(environment: Environment, file: Path) -> int:
    """The copy is in place, and what was there is put aside."""
    django.setup()
    from rundebord.config import archive

    aside = archive.put_back(file, environment.data)
    if aside is not None:
        say(_("What was there before is put aside in %(folder)s.") % {"folder": aside})
    say(_("The copy is in place. Start the server with «rundebord serve»."))
    return 0
