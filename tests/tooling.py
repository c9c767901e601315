"""Where the programs that tests drive are, and the HTML checker as one call."""

import atexit
import json
import subprocess
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
FOUND = PROJECT / ".tools" / "tools.json"
RULES = PROJECT / "tools" / "html-validate" / ".htmlvalidate.json"
STAY = RULES.with_name("stay.mjs")


class ToolMissingError(Exception):
    """Its text says what to run."""


@cache
def _found() -> dict[str, str]:
    try:
        return dict(json.loads(FOUND.read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):
        return {}


def tool(name: str) -> str:
    """The path of "chromium", "node", "html_validate" (a script for that node) or "postgresql" (a folder)."""
    path = _found().get(name)
    if not path or not Path(path).exists():
        raise ToolMissingError(
            f"The test tool {name} is not in place. Run make test, which installs it, or only: "
            ".venv/bin/python tools/test_tools.py"
        )
    return path


def html_faults(*pages: str) -> list[str]:
    """What html-validate has against whole pages, each as "page 1, line 12:3 rule: message"; [] is well."""
    return [
        f"page {number}, line {fault['line']}:{fault['column']} {fault['ruleId']}: {fault['message']}"
        for number, page in enumerate(pages, 1)
        for fault in _faults_of(page)
    ]


def _faults_of(page: str) -> list[dict[str, str]]:
    checker = _checker()
    if checker.stdin is None or checker.stdout is None:
        raise RuntimeError("html-validate was started without a way to ask it")
    checker.stdin.write(f"{json.dumps(page)}\n")
    checker.stdin.flush()
    answer = checker.stdout.readline()
    if not answer:
        raise RuntimeError(f"html-validate did not answer, and ended with {checker.wait(10)}")
    return list(json.loads(answer))


@cache
def _checker() -> subprocess.Popen[str]:
    # One for all pages of a test process: starting Node takes longer than checking a page.
    command = [tool("node"), str(STAY), tool("html_validate"), str(RULES)]
    checker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    atexit.register(checker.communicate)
    return checker
