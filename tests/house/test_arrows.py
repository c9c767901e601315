"""The arrows between rooms hold, and each contract catches what it is for: it is broken here on purpose, in a copy."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
LINT = Path(sys.executable).with_name("lint-imports")

pytestmark = pytest.mark.house

BREACHES = {
    "Rooms import downwards only": ("groups/models.py", "import rundebord.meetings.models"),
    "Inside meetings, from address to core": ("meetings/forms.py", "import rundebord.meetings.screens.regions"),
    "Inside the other rooms, operations and queries stand above models": (
        "programmes/models.py",
        "import rundebord.programmes.operations",
    ),
    "The core, the package format and the kernel know no Django": ("meetings/core/decide.py", "import django.conf"),
    "Only those who keep, remember and erase touch the log": (
        "meetings/presenter/frame.py",
        "import rundebord.meetings.log",
    ),
    "No cycles": ("live/broadcast.py", "import rundebord.live.hub"),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(PROJECT / "src" / "rundebord", tmp_path / "rundebord", ignore=shutil.ignore_patterns("static"))
    shutil.copy(PROJECT / ".importlinter", tmp_path)
    return tmp_path


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT, "--no-cache", "--no-logo", "--config", ".importlinter"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
    )


def test_all_contracts_hold(copy: Path) -> None:
    answer = _lint(copy)
    assert answer.returncode == 0, answer.stdout
    assert answer.stdout.count(" KEPT") == len(BREACHES)


@pytest.mark.parametrize("contract", BREACHES)
def test_a_breach_is_caught(copy: Path, contract: str) -> None:
    file, line = BREACHES[contract]
    path = copy / "rundebord" / file
    path.write_text(f"{path.read_text()}\n\n{line}\n")
    if contract == "No cycles":
        hub = copy / "rundebord" / "live" / "hub.py"
        hub.write_text(f"{hub.read_text()}\n\nimport rundebord.live.broadcast\n")
    answer = _lint(copy)
    assert answer.returncode == 1
    assert f"{contract} BROKEN" in answer.stdout


def test_a_new_room_must_be_placed(copy: Path) -> None:
    (copy / "rundebord" / "attic").mkdir()
    (copy / "rundebord" / "attic" / "__init__.py").write_text("")
    answer = _lint(copy)
    assert answer.returncode == 1
    assert "attic" in answer.stdout + answer.stderr
