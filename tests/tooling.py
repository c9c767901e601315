"""Where the programs that tests drive are, and the HTML checker as one call."""

import json
import subprocess
import tempfile
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
FOUND = PROJECT / ".tools" / "tools.json"
RULES = PROJECT / "tools" / "html-validate" / ".htmlvalidate.json"


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
    if not pages:
        return []
    with tempfile.TemporaryDirectory() as folder:
        # One run for all pages: starting Node takes longer than checking a page.
        for number, page in enumerate(pages, 1):
            Path(folder, f"page {number}.html").write_text(page, encoding="utf-8")
        files = sorted(Path(folder).iterdir(), key=lambda file: (len(file.name), file.name))
        command = [tool("node"), tool("html_validate"), "--config", str(RULES), "--formatter", "json", *map(str, files)]
        result = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if not result.stdout:
        raise RuntimeError(f"html-validate did not answer: {result.stderr}")
    return [
        f"{Path(file['filePath']).stem}, line {fault['line']}:{fault['column']} {fault['ruleId']}: {fault['message']}"
        for file in json.loads(result.stdout)
        for fault in file["messages"]
    ]
