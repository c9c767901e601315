"""A folder becomes a programme, or a list of sentences: which file, which line, what is wrong, and what to do."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from factories.packages import (
    PACKAGES,
    REAL,
    TWO_STEPS,
    episode,
    episode_words,
    real_package,
    structure,
    words,
    write_package,
)
from rundebord.meetings.core import words as core_words
from rundebord.programmes.format import package as package_words
from rundebord.programmes.format.findings import Finding
from rundebord.programmes.format.reading import PackageFault, check, digest_of, package_of, read


def faults(folder: Path, **more: Any) -> list[Finding]:
    return [one for one in check(folder, **more).findings if one.weight == "fault"]


def warnings(folder: Path, **more: Any) -> list[Finding]:
    reading = check(folder, **more)
    assert reading.package is not None, [str(one) for one in reading.findings]
    return list(reading.findings)


def the_only(found: list[Finding]) -> Finding:
    assert len(found) == 1, [str(one) for one in found]
    return found[0]


def with_step(**changes: Any) -> dict[str, Any]:
    """The episode, its step changed; None takes a key away."""
    whole = episode()
    step = {**whole["steps"][0], **changes}
    whole["steps"] = [{key: value for key, value in step.items() if value is not None}]
    return whole


def test_a_whole_package_is_read(tmp_path: Path) -> None:
    package, document = read(write_package(tmp_path))
    assert (package.id, package.languages, package.version) == ("small", ("nb", "nn"), "1")
    assert {code: text.title for code, text in package.texts.items()} == {"nb": "title nb", "nn": "title nn"}
    (first,) = package.episodes
    (step,) = first.steps
    assert (step.id, step.method, step.activity, step.seconds, step.floor_seconds) == (
        "say",
        "round",
        "write",
        480,
        240,
    )
    assert step.text("nn")[1].question == "question nn"
    assert package_of(document) == package


def test_the_stored_document_is_enough_to_read_the_package_again() -> None:
    for folder in (REAL, TWO_STEPS):
        package, document = read(folder)
        assert package_of(json.loads(json.dumps(document))) == package


def test_a_missing_language_falls_back_to_the_first_and_says_so(tmp_path: Path) -> None:
    package, _ = read(write_package(tmp_path))
    assert package.episode("first").title("se") == ("nb", "episode nb")


@pytest.mark.parametrize(
    "folder", sorted(path.parent for path in PACKAGES.glob("*/programme.yaml")), ids=lambda p: p.name
)
def test_the_programmes_that_come_with_rundebord_have_nothing_to_mend_or_to_think_about(folder: Path) -> None:
    assert [str(one) for one in check(folder, today=date(2026, 11, 24)).findings] == []


def test_the_formats_words_are_the_meetings_words() -> None:
    assert get_args(core_words.Method) == package_words.METHODS
    assert get_args(core_words.Activity) == package_words.ACTIVITIES
    assert get_args(core_words.VoteKind) == package_words.VOTE_KINDS
    assert set(package_words.KINDS) == set(get_args(core_words.Kind))
    assert package_words.COMMITMENT_FIELDS == core_words.COMMITMENT_FIELDS


def test_the_real_programme_is_whole() -> None:
    package = real_package()
    assert [len(one.questions) for one in package.episodes] == [3, 3, 3]
    assert (len(package.statements), len(package.terms), len(package.follow_ups)) == (12, 25, 2)
    assert [one.id for one in package.statements if one.is_sensitive] == ["p04", "p10"]
    assert len(package.facts) >= 50
    assert [one.after_days for one in package.follow_ups] == [30, 90]
    for one in package.episodes:
        assert sum(step.seconds for step in one.steps if step.activity != "watch") == 40 * 60
        for step in one.steps:
            script = step.text("nb")[1].script
            assert script.good
            assert len(script.when) >= 2


STEP = "episodes/first.yaml"
FAULTS: dict[str, tuple[dict[str, Any], str, int, str]] = {
    "unknown method": ({"first": with_step(method="rond")}, STEP, 6, "«method» is «rond»"),
    "unknown activity": ({"first": with_step(activity="wirte")}, STEP, 3, "«activity» is «wirte»"),
    "unknown key": ({"first": with_step(minuts=3)}, STEP, 8, "«minuts» is not known here"),
    "no minutes": ({"first": with_step(minutes=None)}, STEP, 3, "must be a number"),
    "floor over the step": ({"first": with_step(floor=9)}, STEP, 4, "The floor is 9"),
    "rank out of range": ({"first": with_step(rank=10)}, STEP, 8, "from 1 to 9"),
    "person_seconds without a round": (
        {"first": with_step(method="plenary", minutes=None, person_seconds=60)},
        STEP,
        7,
        "Only a round",
    ),
    "columns without a layout": ({"first": with_step(columns=["a", "b"])}, STEP, 4, "There are 2 columns"),
    "rate without statements": ({"first": with_step(activity="rate")}, STEP, 3, "needs statements"),
    "source that comes later": ({"first": with_step(source=["not-yet"])}, STEP, 10, "«not-yet» under «source»"),
    "question that is not there": ({"first": with_step(takes_up=["why"])}, STEP, 10, "«why» under «takes_up»"),
    "an id with capitals": ({"first": with_step(id="Say")}, STEP, 4, "is no id"),
    "a step twice": (
        {"first": {**episode(), "steps": [*episode()["steps"], *episode()["steps"]]}},
        STEP,
        2,
        "stands twice",
    ),
    "no steps": ({"first": {"minutes": 15, "steps": []}}, STEP, 2, "no steps"),
    "words missing": ({"nb_first": {"title": "x", "steps": {}}}, STEP, 3, "has no words in nb"),
    "words for a stranger": (
        {"nb_first": {**episode_words("nb"), "steps": {**episode_words("nb")["steps"], "sing": {}}}},
        "text/nb/first.yaml",
        6,
        "not in the structure",
    ),
    "an empty question": (
        {"nb_first": {"title": "x", "steps": {"say": {"name": "n", "question": " ", "instruction": "i"}}}},
        "text/nb/first.yaml",
        5,
        "must be a text",
    ),
    "no title": ({"nb": {"summary": "x"}}, "text/nb/programme.yaml", 1, "«title» must be a text"),
    "not YAML": ({"nb": "title: «a»: b"}, "text/nb/programme.yaml", 1, "This is not YAML"),
    "an alias": ({"nb": "title: &a x\nsummary: *a\n"}, "text/nb/programme.yaml", 1, "aliases"),
    "a key twice": ({"nb": "title: a\ntitle: b\nsummary: c\n"}, "text/nb/programme.yaml", 2, "stands twice"),
    "a list for a file": ({"nb": "- a\n"}, "text/nb/programme.yaml", 1, "no names with values"),
    "half a letter": ({"nb": 'title: "\\ud800"\nsummary: x\n'}, "text/nb/programme.yaml", 1, "must be a text"),
    "a newer format": (
        {"programme": {**structure(), "format_version": 2}},
        "programme.yaml",
        3,
        "format_version is «2»",
    ),
    "no language": ({"programme": {**structure(), "languages": []}}, "programme.yaml", 5, "No language"),
    "a path for an episode": (
        {"programme": {**structure(), "episodes": ["../../etc"]}},
        "programme.yaml",
        2,
        "is no id",
    ),
    "a film that is not there": (
        {"first": {**episode(), "film": {"video": "media/film.mp4"}}},
        STEP,
        2,
        "is not there",
    ),
    "a film outside": ({"first": {**episode(), "film": {"video": "../x.mp4"}}}, STEP, 2, "outside the package"),
    "a film that is no film": ({"first": {**episode(), "film": {"video": "programme.yaml"}}}, STEP, 2, "not shown"),
    "a fact without a level": (
        {"facts": {"facts": [{"id": "K1", "year": "2024", "read": "2026-01-01"}]}},
        "facts.yaml",
        2,
        "«level»",
    ),
    "a fact read on no day": (
        {"facts": {"facts": [{"id": "K1", "level": "A", "year": "2024", "read": "i går"}]}},
        "facts.yaml",
        4,
        "is no date",
    ),
}


@pytest.mark.parametrize(("changes", "file", "line", "says"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_said_with_its_file_its_line_and_what_is_wrong(
    tmp_path: Path, changes: dict[str, Any], file: str, line: int, says: str
) -> None:
    found = [one for one in faults(write_package(tmp_path, **changes)) if says in str(one)]
    assert found, [str(one) for one in faults(tmp_path)]
    assert (found[0].file, found[0].line) == (file, line)


def test_every_fault_is_said_at_once(tmp_path: Path) -> None:
    folder = write_package(tmp_path, first=with_step(method="rond", activity="wirte", minutes=0), nb={"summary": "x"})
    assert len(faults(folder)) == 4


def test_a_slip_of_the_pen_is_met_with_the_nearest_word(tmp_path: Path) -> None:
    found = the_only(faults(write_package(tmp_path, first=with_step(activity="wirte"))))
    assert "«write»" in found.remedy % found.values


@pytest.mark.parametrize(
    "name", ["programme.yaml", "episodes/first.yaml", "text/nb/programme.yaml", "text/nb/first.yaml"]
)
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    (write_package(tmp_path) / name).unlink()
    assert [one.file for one in faults(tmp_path) if "missing" in one.sentence] == [name]


def test_a_language_that_is_begun_and_not_done_is_a_warning(tmp_path: Path) -> None:
    (write_package(tmp_path) / "text" / "nn" / "first.yaml").unlink()
    assert [one.file for one in warnings(tmp_path)] == ["text/nn/first.yaml"]


WARNINGS: dict[str, tuple[dict[str, Any], str]] = {
    "an agenda over forty minutes": ({"first": {**with_step(minutes=41), "minutes": 60}}, "41"),
    "longer than the meeting": ({"first": with_step(minutes=14)}, "the meeting is 15"),
    "nothing kept": ({"first": with_step(kept=None)}, "No step is kept"),
    "no ending": ({"first": with_step(shows=None)}, "without a date"),
    "a question that no step takes up": (
        {
            "first": {**episode(), "questions": ["why"]},
            "nb_first": {**episode_words("nb"), "questions": {"why": "Hvorfor?"}},
            "nn_first": {**episode_words("nn"), "questions": {"why": "Kvifor?"}},
        },
        "«why»",
    ),
    "a question over twenty words": (
        {"nb_first": {"title": "x", "steps": {"say": {"name": "n", "question": "ord " * 21, "instruction": "i"}}}},
        "21 words",
    ),
    "more than can be read": (
        {"nb_first": {"title": "x", "steps": {"say": {"name": "n", "question": "ord", "instruction": "ord " * 40}}}},
        "41 words",
    ),
}


@pytest.mark.parametrize(("changes", "says"), WARNINGS.values(), ids=WARNINGS)
def test_what_an_editor_should_think_about_is_a_warning(tmp_path: Path, changes: dict[str, Any], says: str) -> None:
    assert says in str(the_only(warnings(write_package(tmp_path, **changes))))


@pytest.mark.parametrize(("today", "count"), [(date(2027, 5, 23), 0), (date(2028, 5, 23), 0), (date(2028, 5, 24), 1)])
def test_a_fact_past_its_freshness_date_should_be_checked(tmp_path: Path, today: date, count: int) -> None:
    folder = write_package(
        tmp_path,
        facts={"facts": [{"id": "K1", "level": "A", "year": "2024", "read": "2026-11-23"}]},
        nb={**words("nb"), "facts": {"K1": {"fact": "f", "source": "s"}}},
        nn={**words("nn"), "facts": {"K1": {"fact": "f", "source": "s"}}},
    )
    assert len(warnings(folder, today=today)) == count


def test_a_sensitive_statement_is_never_rated_by_hand(tmp_path: Path) -> None:
    programme = {**structure(), "statements": [{"id": "p1", "sensitive": True}]}
    texts = {code: {**words(code), "statements": {"p1": "Vi sier fra."}} for code in ("nb", "nn")}
    by_hand = with_step(method="plenary", activity="rate", statements=["p1"])
    assert "never answered by hand" in str(the_only(faults(write_package(tmp_path, programme, first=by_hand, **texts))))
    on_slips = with_step(method="plenary", activity="rate", statements=["p1"], vote="unnamed")
    assert warnings(write_package(tmp_path, programme, first=on_slips, **texts)) == []


def test_a_reading_version_has_scenes_cards_and_replies(tmp_path: Path) -> None:
    folder = write_package(tmp_path)
    text = "## Skjemaet\n\n> Personene er konstruert.\n\n**Direktør i et tilsyn:** Jeg søkte om noe.\n"
    (folder / "text" / "nb" / "first.reading.md").write_text(text, encoding="utf-8")
    (scene,) = read(folder)[0].episode("first").text("nb")[1].reading
    assert (scene.title, [(one.role, one.words) for one in scene.replies]) == (
        "Skjemaet",
        [("", "Personene er konstruert."), ("Direktør i et tilsyn", "Jeg søkte om noe.")],
    )
    (folder / "text" / "nb" / "first.reading.md").write_text("## A\nløs tekst\n", encoding="utf-8")
    found = the_only(faults(folder))
    assert (found.file, found.line) == ("text/nb/first.reading.md", 2)


def test_equal_documents_have_equal_digests_whatever_the_order_of_their_keys() -> None:
    assert digest_of({"a": 1, "b": {"c": 2, "d": 3}}) == digest_of({"b": {"d": 3, "c": 2}, "a": 1})
    assert digest_of({"a": 1}) != digest_of({"a": 2})


def test_a_programme_that_was_stored_in_the_first_shape_is_still_read() -> None:
    old = {
        "structure": {
            "format_version": 1,
            "id": "small",
            "languages": ["nb"],
            "episodes": [
                {"id": "first", "steps": [{"id": "say", "method": "round", "activity": "write", "minutes": 8}]}
            ],
        },
        "texts": {
            "nb": {
                "title": "Liten",
                "episodes": {"first": {"title": "En", "steps": {"say": {"question": "Hva?", "instruction": "Slik."}}}},
            }
        },
    }
    package = package_of(old)
    assert (package.id, package.text("nb")[1].title) == ("small", "Liten")
    assert package.episode("first").step("say").text("nb")[1].question == "Hva?"


def test_a_stored_document_that_is_damaged_is_refused_in_words(tmp_path: Path) -> None:
    _, document = read(write_package(tmp_path))
    with pytest.raises(PackageFault, match="«title» must be a text"):
        package_of({**document, "text": {}})
