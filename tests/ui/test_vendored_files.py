"""Vendored files are what their packages shipped, all of them are listed, and what we make from them is up to date."""

import hashlib
import json
import re
import runpy
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.house

ROOT = Path(__file__).resolve().parents[2]
UI = ROOT / "src" / "rundebord" / "ui"
FOLDERS = [
    UI / "static" / "ui" / "vendor",
    ROOT / "src" / "rundebord" / "documents" / "vendor",
    ROOT / "tests" / "browser" / "vendor",
]
each_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))


def entries(folder: Path) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads((folder / "vendor.json").read_text(encoding="utf-8"))
    return listed


@each_folder
def test_every_entry_says_what_it_is_and_whence(folder: Path) -> None:
    assert entries(folder)
    for entry in entries(folder):
        assert set(entry) == {"name", "version", "licence", "source", "files"}
        assert entry["name"]
        assert entry["licence"]
        assert re.fullmatch(r"\d+\.\d+\.\d+", entry["version"])
        assert entry["source"] == f"npm:{entry['name']}@{entry['version']}"
        assert any(Path(path).name == "LICENSE" for path in entry["files"]), f"{entry['name']} lacks its licence file"


@each_folder
def test_every_listed_file_is_unaltered(folder: Path) -> None:
    for entry in entries(folder):
        for path, expected in entry["files"].items():
            assert hashlib.sha256((folder / path).read_bytes()).hexdigest() == expected, f"{path} is altered"


@each_folder
def test_no_file_is_unlisted(folder: Path) -> None:
    listed = [path for entry in entries(folder) for path in entry["files"]]
    assert len(listed) == len(set(listed))
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    assert present - {"vendor.json"} == set(listed)


def test_the_joined_stylesheet_is_made_from_the_vendored_components() -> None:
    joined = runpy.run_path(str(UI / "theme" / "join_components.py"))["joined"]()
    assert (UI / "static" / "ui" / "designsystemet.css").read_bytes() == joined.encode()


def test_every_font_file_named_in_inter_css_is_vendored() -> None:
    style = UI / "static" / "ui" / "inter.css"
    named = re.findall(r'url\("([^"]+)"\)', style.read_text(encoding="utf-8"))
    assert len(named) == 2
    for path in named:
        assert (style.parent / path).is_file(), path
