"""Whatever stands in a package, it is read or refused in words: never another exception."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories.packages import REAL, write_package
from rundebord.programmes.format.reading import PackageFault, check, package_of, read

DOCUMENT = json.loads(json.dumps(read(REAL)[1]))
SOMETHING_ELSE: list[Any] = [None, True, 0, -1.5, "", "x", "å/..", [], [1], ["nb"], {}, {"a": 1}, [[]], "\x00", 10**30]


def places(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield place
    if isinstance(value, dict):
        for key in value:
            yield from places(value[key], (*place, key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from places(one, (*place, number))


SMALL = {**DOCUMENT, "facts": {}, "text": copy.deepcopy(DOCUMENT["text"])}
STRUCTURE_PLACES = [place for name in ("programme", "episodes") for place in places(DOCUMENT[name], (name,))]


def with_other(document: Any, place: tuple[Any, ...], value: Any) -> Any:
    changed = copy.deepcopy(document)
    target = changed
    for key in place[:-1]:
        target = target[key]
    target[place[-1]] = value
    return changed


@pytest.mark.parametrize("value", SOMETHING_ELSE, ids=repr)
def test_a_document_with_something_else_at_any_place_is_read_or_refused_in_words(value: Any) -> None:
    for place in STRUCTURE_PLACES[:: max(1, len(STRUCTURE_PLACES) // 40)]:
        with suppress(PackageFault):
            package_of(with_other(DOCUMENT, place, value))


yaml_like = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.dates()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=12), inner, max_size=4)),
    max_leaves=12,
)


@given(
    content=st.one_of(yaml_like, st.text(max_size=200)), where=st.sampled_from(["programme", "first", "nb", "facts"])
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_file_is_read_or_faulted_in_words(tmp_path: Path, content: Any, where: str) -> None:
    with suppress(UnicodeEncodeError):
        reading = check(write_package(tmp_path, **{where: content}))
        assert reading.package is not None or any(one.weight == "fault" for one in reading.findings)
        for one in reading.findings:
            assert "%(" not in str(one)


@given(st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_faulted_in_words(tmp_path: Path, content: bytes) -> None:
    folder = write_package(tmp_path)
    (folder / "text" / "nb" / "first.yaml").write_bytes(content)
    assert check(folder).package is None


def test_a_billion_laughs_is_refused_at_once(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    reading = check(write_package(tmp_path, nb="\n".join(lines)))
    assert any("aliases" in one.sentence for one in reading.findings)
