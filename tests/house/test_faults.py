"""The table of faults says what is tried: each row names tests, each of them exists, and the long ones are long."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
TABLE = PROJECT / "docs" / "faults.md"
NAMED = re.compile(r"(\*?)`(test_\w+)::(test_\w+)`")
_FILES = ("phone_kills", "phone_trouble", "network_cut", "slow_phones", "nonsense", "bad_proxies")
SUITE = tuple(f"test_{name}" for name in _FILES)

pytestmark = pytest.mark.house


def rows() -> list[list[str]]:
    """The cells of each row, without the heading."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@cache
def claims_of(file: str) -> dict[str, bool]:
    """The tests of the file of that name, of which there is one in tests/, and whether each is a long one."""
    [path] = (PROJECT / "tests").rglob(f"{file}.py")
    text = path.read_text(encoding="utf-8")
    found = re.finditer(r"^((?:@.*\n(?:[ )].*\n)*)*)def (test_\w+)\(", text, re.MULTILINE)
    return {match[2]: "pytest.mark.soak" in match[1] for match in found}


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_each_fault_names_tests_that_exist(row: list[str]) -> None:
    assert len(row) == 4
    assert all(row)
    named = NAMED.findall(row[3])
    assert named, "no test tries it"
    for star, file, test in named:
        assert test in claims_of(file), f"{file} has no {test}"
        assert claims_of(file)[test] is bool(star), f"{test} is long or short, and the table says otherwise"


@pytest.mark.parametrize("file", SUITE)
def test_what_the_suite_tries_stands_in_the_table(file: str) -> None:
    named = {test for row in rows() for _star, its, test in NAMED.findall(row[3]) if its == file}
    assert named == set(claims_of(file))
