"""The ``film`` of an episode's file is written anew, and nothing else: comments, order and line ends stay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from rundebord.films.faults import FilmFault
from rundebord.programmes.format.findings import N_

FILM = "film"
BEFORE = "steps"
"""Where there is no film yet, it is put in before this key, as docs/package-format.md has it."""


def with_film(text: str, film: Mapping[str, Any], file: str) -> str:
    """The episode's YAML with exactly this film. Raises ``FilmFault`` if the text cannot be changed safely.

    Values are texts, booleans, or mappings of texts. Keys that the old film had and this one has not are taken away.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    changed = _changed(text, film, end)
    if not _is_only_change(text, changed, film):
        raise FilmFault(
            N_("%(file)s is written in a way that cannot be changed by itself."),
            N_("Write this there yourself: %(film)s"),
            file=file,
            film=" ".join(_lines(film, "  ")),
        )
    return changed


def _changed(text: str, film: Mapping[str, Any], end: str) -> str:
    try:
        top = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return text
    if not isinstance(top, yaml.MappingNode) or top.flow_style:
        return text
    keys = {key.value: (key, value) for key, value in top.value}
    if FILM not in keys:
        return _put_in(text, keys.get(BEFORE, (None, None))[0], film, end)
    key, old = keys[FILM]
    if isinstance(old, yaml.MappingNode) and not old.flow_style and old.value:
        return _key_by_key(text, old, film, end)
    block = end.join([f"{FILM}:", *_lines(film, "  ")])
    return text[: key.start_mark.index] + block + text[_end_of(old) :]


def _put_in(text: str, before: yaml.Node | None, film: Mapping[str, Any], end: str) -> str:
    block = end.join([f"{FILM}:", *_lines(film, "  ")]) + end
    if before is None:
        return text + ("" if not text or text.endswith(end) else end) + block
    at = before.start_mark.index
    return text[:at] + block + text[at:]


def _key_by_key(text: str, old: yaml.MappingNode, film: Mapping[str, Any], end: str) -> str:
    indent = " " * old.start_mark.column
    there = {key.value: (key.start_mark.index, _end_of(value)) for key, value in old.value}
    edits: list[tuple[int, int, str]] = []
    for key, (start, stop) in there.items():
        if key in film:
            edits.append((start, stop, _lines({key: film[key]}, "")[0]))
        else:
            # With the line end before it, for something always stands above.
            line_start = start - len(indent)
            edits.append((line_start - len(end), _rest_of_line(text, stop), ""))
    new = {key: value for key, value in film.items() if key not in there}
    last = _rest_of_line(text, max(stop for _, stop in there.values()))
    edits.append((last, last, "".join(f"{end}{line}" for line in _lines(new, indent))))
    # From the back, so that what is still to be changed keeps its place.
    for start, stop, written in reversed(edits):
        text = text[:start] + written + text[stop:]
    return text


def _rest_of_line(text: str, at: int) -> int:
    """Where the line ends, before its line end."""
    stops = [stop for stop in (text.find("\r\n", at), text.find("\n", at)) if stop >= 0]
    return min(stops, default=len(text))


def _end_of(node: yaml.Node) -> int:
    """Where the value's last character is; a block's own mark stands after the comments that follow it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end_of(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _lines(film: Mapping[str, Any], indent: str) -> list[str]:
    return [f"{indent}{key}: {_value(value)}" for key, value in film.items()]


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        # Quoted, for one of the languages is a word of YAML's own: «no» is false.
        inner = ", ".join(f"{_key(key)}: {one}" for key, one in value.items())
        return f"{{{inner}}}"
    return str(value)


def _key(language: str) -> str:
    return f'"{language}"' if language in ("no", "yes", "on", "off", "y", "n") else language


def _is_only_change(before: str, after: str, film: Mapping[str, Any]) -> bool:
    try:
        old, new = yaml.safe_load(before), yaml.safe_load(after)
    except yaml.YAMLError:
        return False
    if not isinstance(old, dict) or not isinstance(new, dict):
        return False
    rest = {key: value for key, value in old.items() if key != FILM}
    return bool({key: value for key, value in new.items() if key != FILM} == rest and new.get(FILM) == _plain(film))


def _plain(film: Mapping[str, Any]) -> dict[str, Any]:
    return {key: dict(value) if isinstance(value, Mapping) else value for key, value in film.items()}
