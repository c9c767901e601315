"""What a course costs: its papers, the group's page however much was said, and the opening of the third meeting."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.bench.course_child import MANY_LINES
from tests.bench.line import Bar, Line
from tests.bench.plan import Plan, say

_ROOT = Path(__file__).resolve().parents[3]


async def measure(plan: Plan) -> list[Line]:
    """PDF and Word in seconds, the group's page in milliseconds and statements, the opening of meeting 3."""
    say("course: holding courses in a process of its own")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RUNDEBORD_")}
    environment |= {
        "RUNDEBORD_DATA": str(plan.scratch("course")),
        "RUNDEBORD_PROGRAMME": "digital-transformasjon",
        "DJANGO_SETTINGS_MODULE": "rundebord.config.settings",
    }
    command = [sys.executable, "-m", "tests.bench.course_child"]
    ended = subprocess.run(command, cwd=_ROOT, env=environment, capture_output=True, text=True, check=True)
    said = json.loads(ended.stdout.splitlines()[-1])
    statements = [int(said[f"statements {size}"]) for size in ("1", "3", "40", "lines")]
    typst = ("bare Typst, three plain pages", said["bare typst"])
    pages = "Django's test client, median of 7; the states of the meetings are in memory, as in a server that runs"
    return [
        Line("paper of a full course as PDF", said["pdf"], "s", Bar(0.3), typst, f"cold {said['pdf cold']:.2f} s"),
        Line("paper of a full course as Word", said["docx"], "s", Bar(0.5), typst, f"cold {said['docx cold']:.2f} s"),
        Line("group's page with 3 members", said["page 3"], "ms", None, ("1", said["page 1"]), pages),
        Line("group's page with 40 members", said["page 40"], "ms", None, ("1", said["page 1"]), pages),
        Line(
            f"group's page with {MANY_LINES} lines", said["page lines"], "ms", None, ("1 line", said["page 1"]), pages
        ),
        Line(
            "statements of the group's page",
            max(statements),
            "",
            Bar(1.0, of="ratio"),
            ("the fewest", min(statements)),
            f"1, 3 and 40 members, and {MANY_LINES} lines: {statements}",
        ),
        Line("opening meeting 3", said["open third"], "ms", None, ("opening meeting 1", said["open first"]), pages),
    ]
