"""A script is read whole, or everything that must be mended is said by line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from factories.films import EPISODE, content, scene_of, script_in, write_script
from rundebord.films.reading import read_script, scripts_in

Change = Callable[[dict[str, Any]], object]


def said(folder: Path, change: Change) -> list[str]:
    file = write_script(folder, content(change))
    script, findings = read_script(folder, EPISODE)
    assert script is None
    lines = file.read_text(encoding="utf-8").splitlines()
    # A finding points at a line that is there.
    assert all(0 <= finding.line <= len(lines) for finding in findings)
    return [str(finding) for finding in findings]


def test_a_script_is_read_as_it_stands(tmp_path: Path) -> None:
    script = script_in(tmp_path)
    assert [line.id for line in script.lines] == ["s01-1", "s02-1", "s02-2", "s03-1", "s03-2", "s04-1", "s05-1"]
    assert script.roles["forsker"].is_expert
    assert not script.roles["direktor"].is_expert
    line = script.line("s02-1")
    assert (line.say, line.to, line.is_read) == (line.text("nb"), "forsker", True)
    assert scripts_in(tmp_path) == (EPISODE,)


def _line(made: dict[str, Any], scene: str = "s02") -> dict[str, Any]:
    return dict.__getitem__(scene_of(made, scene), "lines")[0]  # type: ignore[no-any-return]


FAULTS: dict[str, tuple[Change, str]] = {
    "an unknown role": (lambda made: _line(made).update(role="direktr"), "«direktr» is no role of this film."),
    "eyes on nobody": (lambda made: _line(made).update(to="ingen"), "«ingen» is no role of this film."),
    "a missing line": (lambda made: _line(made).pop("nb"), "no words in the film's own language (nb)"),
    "a line twice": (lambda made: _line(made).update(id="s01-1"), "«s01-1» stands twice."),
    "a slip of a key": (lambda made: _line(made).update(frase="ord"), "«frase» is not known here."),
    "an unknown picture": (lambda made: scene_of(made, "s02")["picture"].update(kind="tale"), "«kind» is «tale»."),
    "an unknown chart": (lambda made: scene_of(made, "s03")["picture"].update(chart="kake"), "«chart» is «kake»."),
    "a chart of nothing": (lambda made: scene_of(made, "s03")["picture"].pop("parts"), "The chart has no parts."),
    "a part that is not there": (lambda made: _line(made, "s03").update(show=["x"]), "«x» is no part of this scene"),
    "said by nobody": (lambda made: scene_of(made, "s01")["picture"].update(said_by=["z"]), "There is no line «z»."),
    "a scene of nothing": (lambda made: scene_of(made, "s02").pop("lines"), "The scene has no lines."),
    "a fact without id": (lambda made: scene_of(made, "s04")["picture"].pop("fact"), "«fact» must be a text"),
    "no roles": (lambda made: made.pop("roles"), "There are no roles."),
    "no chapters": (lambda made: made.pop("chapters"), "There are no chapters."),
    "a long silence": (lambda made: _line(made).update(pause=400), "«pause» must be a number from 0 to 20."),
}


@pytest.mark.parametrize(("change", "sentence"), FAULTS.values(), ids=FAULTS)
def test_what_is_wrong_is_said_with_its_line(change: Change, sentence: str, tmp_path: Path) -> None:
    found = [one for one in said(tmp_path, change) if sentence in one]
    assert found, sentence
    assert found[0].startswith(f"films/{EPISODE}/script.yaml:")


def test_a_script_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    script, findings = read_script(tmp_path, "finnes-ikke")
    assert script is None
    assert "The file is missing." in str(findings[0])


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(["title", "roles", "chapters", "minutes", "language"]), json_like)
def test_nonsense_is_a_finding_and_never_a_fault_of_ours(
    tmp_path_factory: pytest.TempPathFactory, key: str, nonsense: Any
) -> None:
    folder = tmp_path_factory.mktemp("script")
    file = write_script(folder, content(lambda made: made.update({key: nonsense})))
    script, findings = read_script(folder, EPISODE)
    if script is None:
        assert findings
    file.write_text(yaml.safe_dump({"chapters": [nonsense]}), encoding="utf-8")
    script, findings = read_script(folder, EPISODE)
    assert script is None
    assert findings
