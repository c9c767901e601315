"""Writes into docs/drift.md what the program itself says: the help of each command, and each setting.

    python tools/write_docs.py

What lies between «<!-- help: serve -->» and «<!-- /help -->» (and «setting» likewise) comes from the code; the rest is
written by hand. tests/house/test_docs.py tells when it is time.
"""

from __future__ import annotations

import contextlib
import gettext
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

if __name__ == "__main__":
    # Before the import: a setting's purpose is translated when it is read.
    os.environ["RUNDEBORD_LANGUAGE"] = "nb"

from rundebord.config.command_line import new_parser
from rundebord.config.environment import SETTINGS

PROJECT = Path(__file__).resolve().parents[1]
GUIDE = PROJECT / "docs" / "drift.md"
BLOCK = re.compile(r"<!-- (?P<kind>help|setting): (?P<name>\w+) -->\n(?P<text>.*?)<!-- /(?P=kind) -->", re.DOTALL)
_TERMINAL = {"RUNDEBORD_LANGUAGE": "nb", "LANGUAGE": "nb", "COLUMNS": "80", "NO_COLOR": "1"}


def blocks() -> dict[tuple[str, str], str]:
    """(kind, name) → what is to stand between its markers, ending in a line break."""
    helps = {("help", command): f"```text\n{help_of(command)}```\n" for command in commands()}
    settings = {
        (
            "setting",
            setting.name,
        ): f"{setting.purpose}\nStandard: {f'`{setting.default}`' if setting.default else 'tom'}\n"
        for setting in SETTINGS
    }
    return helps | settings


def commands() -> list[str]:
    """The names of all commands, in the order of the help."""
    actions = new_parser()._actions  # noqa: SLF001 - argparse tells them nowhere else
    return [name for action in actions if isinstance(action.choices, dict) for name in action.choices]


def help_of(command: str) -> str:
    """What ``rundebord COMMAND --help`` prints in bokmål in a terminal of 80 columns."""
    printed = io.StringIO()
    with _as_in_a_terminal(), contextlib.redirect_stdout(printed), contextlib.suppress(SystemExit):
        new_parser().parse_args([command, "--help"])
    return printed.getvalue()


def rewritten(guide: str) -> str:
    """The guide with today's text between its markers. Raises ``KeyError`` for a marker that names nothing."""
    today = blocks()

    def block(found: re.Match[str]) -> str:
        kind, name = found["kind"], found["name"]
        return f"<!-- {kind}: {name} -->\n{today[kind, name]}<!-- /{kind} -->"

    return BLOCK.sub(block, guide)


@contextlib.contextmanager
def _as_in_a_terminal() -> Iterator[None]:
    """argparse speaks as it does to an operator (rundebord.config.command_line), and afterwards all is as before."""
    former = {name: os.environ.get(name) for name in _TERMINAL}
    domain = gettext.textdomain()
    os.environ.update(_TERMINAL)
    gettext.bindtextdomain("argparse", str(PROJECT / "src" / "rundebord" / "locale"))
    gettext.textdomain("argparse")
    try:
        yield
    finally:
        gettext.textdomain(domain)
        for name, value in former.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def main() -> None:
    GUIDE.write_text(rewritten(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
