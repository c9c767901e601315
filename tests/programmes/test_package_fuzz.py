"""Whatever lies in a package's folder, reading it gives a programme or a ``PackageFault``, and nothing else."""

from __future__ import annotations

import copy
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from factories.packages import structure, words, write_package
from rundebord.programmes.format.reading import PackageFault, digest_of, package_of, read

plain = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**6), 10**6),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(["nb", "nn", "say", "first", "round", "write", 1, 8]),
)
garbage = st.recursive(
    plain,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=12,
)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every place within the value at which something could be changed: (container, key)."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    return [place for key in keys for place in [(value, key), *places(value[key])]]


@st.composite
def nearly_right(draw: st.DrawFn) -> dict[str, Any]:
    """A right document in which one to three places hold something else, or nothing."""
    document = {"structure": structure(), "texts": {name: words(name) for name in ("nb", "nn")}}
    for _ in range(draw(st.integers(1, 3))):
        inside = [place for part in (document["structure"], document["texts"]["nn"]) for place in places(part)]
        container, key = draw(st.sampled_from(inside))
        if draw(st.booleans()) and isinstance(container, dict):
            del container[key]
        else:
            container[key] = copy.deepcopy(draw(garbage))
    return document


def is_read_or_refused(folder: Path) -> None:
    with suppress(PackageFault):
        _, document = read(folder)
        digest_of(document)


SOMETHING_ELSE = [..., None, True, 0, -1.5, float("inf"), "", "x", "å/..", [], [1], ["nb"], {}, {"a": 1}, [[]], "\x00"]


@pytest.mark.parametrize("other", SOMETHING_ELSE, ids=repr)
def test_a_document_with_something_else_or_nothing_at_any_place_is_read_or_refused_in_words(other: Any) -> None:
    def whole() -> dict[str, Any]:
        return {"structure": structure(), "texts": {name: words(name) for name in ("nb", "nn")}}

    for number in range(len(places(whole()["structure"])) + len(places(whole()["texts"]["nn"]))):
        document = whole()
        container, key = [*places(document["structure"]), *places(document["texts"]["nn"])][number]
        if other is ...:
            del container[key]
        else:
            container[key] = other
        with suppress(PackageFault):
            package_of(document)
        with tempfile.TemporaryDirectory() as folder:
            is_read_or_refused(write_package(Path(folder), document["structure"], **document["texts"]))


@given(nearly_right())
def test_a_package_that_is_nearly_right_is_read_or_refused_in_words(document: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        is_read_or_refused(write_package(Path(folder), document["structure"], **document["texts"]))


@given(garbage, garbage)
def test_a_package_of_garbage_is_refused_in_words(programme: Any, text: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        is_read_or_refused(write_package(Path(folder), yaml.safe_dump(programme), nb=yaml.safe_dump(text)))


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_bytes_are_refused_in_words(programme: bytes, text: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = write_package(Path(name))
        (folder / "text" / "nn.yaml").write_bytes(text)
        is_read_or_refused(folder)
        (folder / "programme.yaml").write_bytes(programme)
        is_read_or_refused(folder)


@given(nearly_right())
def test_a_stored_document_is_read_or_refused_in_words(document: dict[str, Any]) -> None:
    with suppress(PackageFault):
        package_of(document)


@pytest.mark.parametrize(
    "line",
    [
        "released: 2026-02-30",
        "count: !!int many",
        "share: !!float many",
        'half: "\\ud800"',
        f"long: {'9' * 5_000}",
        "loop: &loop [*loop]",
        f"deep: {'[' * 3_000}{']' * 3_000}",
        "? [a, b]\n: c",
        'languages: [nb, "nn\\0"]',
        "languages: [nb, {}]".format("n" * 300),
    ],
    ids=lambda line: line[:24],
)
def test_what_yaml_itself_stumbles_over_is_refused_in_words(tmp_path: Path, line: str) -> None:
    folder = write_package(tmp_path)
    with (folder / "programme.yaml").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    is_read_or_refused(folder)
