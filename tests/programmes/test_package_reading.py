"""A folder becomes a programme, or a sentence: which file, what is wrong, and what is allowed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from factories.packages import REAL, real_package, structure, words, write_package
from rundebord.programmes.format.package import ACTIVITIES, METHODS, StepText
from rundebord.programmes.format.reading import PackageFault, digest_of, package_of, read


def test_a_whole_package_is_read(tmp_path: Path) -> None:
    package, document = read(write_package(tmp_path))
    assert (package.id, package.languages, package.titles) == (
        "small",
        ("nb", "nn"),
        {"nb": "title nb", "nn": "title nn"},
    )
    (episode,) = package.episodes
    (step,) = episode.steps
    assert episode.titles == {"nb": "episode nb", "nn": "episode nn"}
    assert (step.id, step.method, step.activity, step.seconds) == ("say", "round", "write", 480)
    assert step.text("nn") == ("nn", StepText("question nn", "instruction nn"))
    assert package_of(document) == package


def test_the_stored_document_is_enough_to_read_the_package_again(tmp_path: Path) -> None:
    import json

    package, document = read(write_package(tmp_path))
    assert package_of(json.loads(json.dumps(document))) == package


def test_a_missing_language_falls_back_to_the_first_and_says_so(tmp_path: Path) -> None:
    package, _ = read(write_package(tmp_path))
    assert package.episode("first").title("se") == ("nb", "episode nb")
    assert package.episode("first").step("say").text("en")[0] == "nb"


@pytest.mark.parametrize(("minutes", "seconds"), [(8, 480), (0.5, 30), (60, 3_600), (1 / 60, 1)])
def test_minutes_become_seconds(tmp_path: Path, minutes: float, seconds: int) -> None:
    programme = structure()
    programme["episodes"][0]["steps"][0]["minutes"] = minutes
    assert read(write_package(tmp_path, programme))[0].episodes[0].steps[0].seconds == seconds


def fault(folder: Path, programme: Any = None, **texts: Any) -> str:
    with pytest.raises(PackageFault) as raised:
        read(write_package(folder, programme, **texts))
    return str(raised.value)


def step(**changes: Any) -> dict[str, Any]:
    programme = structure()
    its = programme["episodes"][0]["steps"][0]
    its.update(changes)
    programme["episodes"][0]["steps"][0] = {key: value for key, value in its.items() if value is not ...}
    return programme


def episodes(value: Any) -> dict[str, Any]:
    return {**structure(), "episodes": value}


def without(entry: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name != key}


STRUCTURE_FAULTS: list[tuple[Any, str, str]] = [
    ("- a\n- b\n", "programme.yaml", "expected names with values"),
    ("", "programme.yaml", "expected names with values, found None"),
    ("a: [", "programme.yaml", "not valid YAML"),
    ("a: \x01", "programme.yaml", "not valid YAML"),
    (
        without(structure(), "languages"),
        "programme.yaml",
        "must be a list of language codes",
    ),
    ({**structure(), "languages": []}, "programme.yaml", "must be a list of language codes"),
    ({**structure(), "languages": "nb"}, "programme.yaml", "must be a list of language codes"),
    ({**structure(), "languages": [1]}, "programme.yaml", "must be a list of language codes"),
    ({**structure(), "languages": ["nb", "se"]}, "text/se.yaml", "is missing; a package needs it"),
    (without(structure(), "format_version"), "programme.yaml", "format_version is None; this version reads 1"),
    ({**structure(), "format_version": 2}, "programme.yaml", "format_version is 2; this version reads 1"),
    (without(structure(), "id"), "programme.yaml", "«id» must be a text that is not empty"),
    ({**structure(), "id": "Æ b"}, "programme.yaml", "use small letters, digits and hyphens"),
    ({**structure(), "id": "a--b"}, "programme.yaml", "use small letters, digits and hyphens"),
    (without(structure(), "episodes"), "programme.yaml", "«episodes» must be a list with at least one entry"),
    (episodes([]), "programme.yaml", "«episodes» must be a list with at least one entry"),
    (episodes(["first"]), "programme.yaml: episode 1", "expected names with values, found 'first'"),
    (episodes([{"id": "first"}]), "programme.yaml: episode 1", "«steps» must be a list with at least one entry"),
    (episodes([{"id": "other", "steps": []}]), "text/nb.yaml: episodes: other", "expected names with values"),
    (step(id="other"), "text/nb.yaml: steps: other", "expected names with values, found None"),
    (step(method="alone together"), "programme.yaml: episode 1: step 1", f"use one of {', '.join(METHODS)}"),
    (step(method=...), "programme.yaml: episode 1: step 1", "«method» must be a text that is not empty"),
    (step(activity="talk"), "programme.yaml: episode 1: step 1", f"use one of {', '.join(ACTIVITIES)}"),
    (step(minutes=0), "programme.yaml: episode 1: step 1", "minutes is 0; it must be a number over 0, at most 60"),
    (step(minutes=-1), "programme.yaml: episode 1: step 1", "it must be a number over 0, at most 60"),
    (step(minutes=61), "programme.yaml: episode 1: step 1", "minutes is 61; it must be a number over 0, at most 60"),
    (step(minutes="8"), "programme.yaml: episode 1: step 1", "minutes is '8'; it must be a number over 0, at most 60"),
    (step(minutes=True), "programme.yaml: episode 1: step 1", "minutes is True; it must be a number over 0"),
    (step(minutes=...), "programme.yaml: episode 1: step 1", "minutes is None; it must be a number over 0"),
]


@pytest.mark.parametrize(("programme", "where", "what"), STRUCTURE_FAULTS, ids=[what for *_, what in STRUCTURE_FAULTS])
def test_a_fault_in_the_structure_is_told_with_its_place_and_what_is_allowed(
    tmp_path: Path, programme: Any, where: str, what: str
) -> None:
    said = fault(tmp_path, programme)
    assert said.startswith((f"{where}: ", f"{where} "))
    assert what in said


def changed(change: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    text = words("nn")
    change(text)
    return text


TEXT_FAULTS: list[tuple[Any, str, str]] = [
    ("just words", "text/nn.yaml", "expected names with values, found 'just words'"),
    ("a: b: c", "text/nn.yaml", "not valid YAML"),
    (changed(lambda text: text.pop("title")), "text/nn.yaml", "«title» must be a text that is not empty, found None"),
    (changed(lambda text: text.update(title="  ")), "text/nn.yaml", "«title» must be a text that is not empty"),
    (changed(lambda text: text.update(title=7)), "text/nn.yaml", "«title» must be a text that is not empty, found 7"),
    (changed(lambda text: text.pop("episodes")), "text/nn.yaml: episodes", "expected names with values, found None"),
    (changed(lambda text: text["episodes"].clear()), "text/nn.yaml: episodes: first", "expected names with values"),
    (changed(lambda text: text["episodes"]["first"].pop("title")), "text/nn.yaml: first", "«title» must be a text"),
    (changed(lambda text: text["episodes"]["first"].pop("steps")), "text/nn.yaml: steps", "expected names with values"),
    (
        changed(lambda text: text["episodes"]["first"]["steps"]["say"].pop("question")),
        "text/nn.yaml: steps: say",
        "«question» must be a text that is not empty",
    ),
    (
        changed(lambda text: text["episodes"]["first"]["steps"]["say"].update(instruction=["a"])),
        "text/nn.yaml: steps: say",
        "«instruction» must be a text that is not empty, found ['a']",
    ),
]


@pytest.mark.parametrize(("text", "where", "what"), TEXT_FAULTS, ids=[what for *_, what in TEXT_FAULTS])
def test_a_fault_in_a_language_is_told_with_its_file_and_place(
    tmp_path: Path, text: Any, where: str, what: str
) -> None:
    said = fault(tmp_path, nn=text)
    assert said.startswith((f"{where}: ", f"{where} "))
    assert what in said


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = write_package(tmp_path)
    (folder / "text" / "nn.yaml").unlink()
    with pytest.raises(PackageFault, match=r"text/nn\.yaml is missing"):
        read(folder)
    (folder / "programme.yaml").unlink()
    with pytest.raises(PackageFault, match=r"^programme\.yaml is missing"):
        read(folder)


def test_a_folder_where_a_file_should_be_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "programme.yaml").mkdir()
    with pytest.raises(PackageFault, match=r"programme\.yaml cannot be read"):
        read(tmp_path)


def test_a_file_that_is_not_utf_8_cannot_be_read(tmp_path: Path) -> None:
    (write_package(tmp_path) / "text" / "nn.yaml").write_bytes("title: gå".encode("latin-1"))
    with pytest.raises(PackageFault, match=r"text/nn\.yaml cannot be read"):
        read(tmp_path)


@pytest.mark.parametrize("name", ["../../outside", "nb/../nb"])
def test_a_language_that_is_no_language_code_is_told_and_no_file_elsewhere_is_read(tmp_path: Path, name: str) -> None:
    package = tmp_path / "package"
    write_package(package, {**structure(), "languages": ["nb", name]})
    (tmp_path / "outside.yaml").write_text((package / "text" / "nn.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(PackageFault, match="language"):
        read(package)


def test_two_steps_of_one_name_are_told(tmp_path: Path) -> None:
    programme = structure()
    programme["episodes"][0]["steps"] *= 2
    assert "two steps have the same id; each needs its own" in fault(tmp_path, programme)


def test_two_episodes_of_one_name_are_told(tmp_path: Path) -> None:
    """The second could never be met: an episode is found by its name."""
    assert "same id" in fault(tmp_path, episodes(structure()["episodes"] * 2))


def test_the_digest_is_stable_whatever_the_order_of_the_keys(tmp_path: Path) -> None:
    _, document = read(write_package(tmp_path))
    backwards = {key: document[key] for key in reversed(list(document))}
    assert digest_of(document) == digest_of(backwards)
    assert digest_of({"a": 1, "å": [1, 2]}) == "dec997b545fbc0c59d1a39ae21823d5ab07a57b5326bf02f5e04f122b32a186e"


def test_any_change_of_a_word_is_another_digest(tmp_path: Path) -> None:
    _, document = read(write_package(tmp_path / "one"))
    _, other = read(write_package(tmp_path / "two", nn=changed(lambda text: text.update(title="title nn!"))))
    assert digest_of(document) != digest_of(other)


def test_both_languages_that_come_with_rundebord_are_complete() -> None:
    package = real_package()
    assert package.languages == ("nb", "nn")
    assert set(package.titles) == {"nb", "nn"}
    for episode in package.episodes:
        assert set(episode.titles) == {"nb", "nn"}
        for each in episode.steps:
            assert set(each.texts) == {"nb", "nn"}
            assert each.text("nn") != each.text("nb")


def test_no_question_that_comes_with_rundebord_is_too_long_for_the_screen() -> None:
    for episode in real_package().episodes:
        for each in episode.steps:
            for text in each.texts.values():
                assert len(text.question.split()) <= 20


def test_the_real_package_is_where_the_tests_think() -> None:
    assert (REAL / "programme.yaml").is_file()
