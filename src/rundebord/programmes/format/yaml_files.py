"""YAML as plain data that can be stored as JSON, and the line of everything in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from rundebord.programmes.format.findings import N_, Notebook, Place

LARGEST_FILE = 2_000_000
"""Bytes. The whole programme that comes with Rundebord is a tenth of this."""
_DEEPEST = 12
_LARGEST_NUMBER = 10**12
_TOO_DEEP = N_("This is nested too deep.")
_WHERE_IT_BELONGS = N_("See docs/package-format.md for what goes where.")


class _Stop(Exception):
    """The file cannot be read further; it has been noted why."""


def read_text(folder: Path, name: str, notes: Notebook) -> str | None:
    """The file's text; None if it cannot be had, which is noted."""
    path = folder / name
    try:
        if path.stat().st_size > LARGEST_FILE:
            notes.fault(name, (), N_("The file is larger than 2 MB."), N_("Words only; films belong in media/."))
            return None
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        notes.fault(name, (), N_("The file is missing."), N_("A package needs it; see docs/package-format.md."))
    except UnicodeDecodeError:
        notes.fault(name, (), N_("The file is not UTF-8."), N_("Save it again with the encoding UTF-8."))
    except (OSError, ValueError) as fault:
        notes.fault(name, (), N_("The file cannot be read (%(fault)s)."), fault=str(fault))
    return None


def read_yaml(folder: Path, name: str, notes: Notebook) -> dict[str, Any]:
    """The file as names with values; empty if it cannot be had, which is noted with its line."""
    content = _read_yaml(folder, name, notes)
    if content is None:
        notes.give_up(name)
    return content or {}


def _read_yaml(folder: Path, name: str, notes: Notebook) -> dict[str, Any] | None:
    text = read_text(folder, name, notes)
    if text is None:
        return None
    loader = None
    try:
        loader = yaml.SafeLoader(text)
        node = loader.get_single_node()
        lines: dict[Place, int] = {}
        content = {} if node is None else _plain(loader, node, (), lines, name, notes)
        notes.learn_lines(name, lines)
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 0
        notes.learn_lines(name, {(): line})
        notes.fault(name, (), N_("This is not YAML: %(fault)s."), _often(), fault=fault.problem or fault.context or "?")
        return None
    except RecursionError:
        notes.fault(name, (), _TOO_DEEP, _WHERE_IT_BELONGS)
        return None
    except (yaml.YAMLError, ValueError) as fault:
        notes.fault(name, (), N_("This is not YAML: %(fault)s."), _often(), fault=str(fault).replace("\n", " ")[:200])
        return None
    except _Stop:
        return None
    finally:
        if loader is not None:
            loader.dispose()
    if not isinstance(content, dict):
        notes.fault(name, (), N_("The file holds no names with values."), N_("Begin with lines like «id: name»."))
        return None
    return content


def _often() -> str:
    return N_("Often it is a colon or a quotation mark in a text: put the whole text in quotes.")


def _plain(
    loader: yaml.SafeLoader, node: yaml.Node, place: Place, lines: dict[Place, int], name: str, notes: Notebook
) -> Any:
    # A node that was seen under another place is an alias: ten lines of them can stand for a billion.
    line = node.start_mark.line + 1
    if id(node) in loader.__dict__.setdefault("_seen", set()):
        notes.learn_lines(name, {place: line})
        notes.fault(name, place, N_("YAML's aliases (*name) are not read."), N_("Write it out."))
        raise _Stop
    loader.__dict__["_seen"].add(id(node))
    lines[place] = line
    if len(place) > _DEEPEST:
        notes.learn_lines(name, {place: line})
        notes.fault(name, place, _TOO_DEEP, _WHERE_IT_BELONGS)
        raise _Stop
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = loader.construct_object(key_node) if isinstance(key_node, yaml.ScalarNode) else None
            if not isinstance(key, str):
                key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
            if key in found:
                notes.learn_lines(name, {(*place, key): key_node.start_mark.line + 1})
                notes.fault(name, (*place, key), N_("«%(key)s» stands twice."), N_("Keep one of them."), key=key)
            found[key] = _plain(loader, value_node, (*place, key), lines, name, notes)
            lines[(*place, key)] = key_node.start_mark.line + 1
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_plain(loader, one, (*place, number), lines, name, notes) for number, one in enumerate(node.value)]
    return _scalar(loader, node)


def _scalar(loader: yaml.SafeLoader, node: yaml.Node) -> Any:
    try:
        value = loader.construct_object(node)
    except (yaml.YAMLError, ValueError, OverflowError):
        value = node.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, int | float):
        # A larger one is no number that anything here can mean, and some are too large to be written out.
        return value if abs(value) < _LARGEST_NUMBER else str(node.value)
    return str(node.value)
