"""What an editor's slip or a stranger's mischief puts in a package: said with its file and line, and never a crash."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from factories.packages import episode, episode_words, structure, words, write_package
from rundebord.programmes.format.reading import PackageFault, check, digest_of, package_of, read

STEP, NB, NB_FIRST = "episodes/first.yaml", "text/nb/programme.yaml", "text/nb/first.yaml"


def with_film(**film: Any) -> dict[str, Any]:
    return {**episode(), "film": {"video": "media/film.mp4", **film}}


def with_step(**changes: Any) -> dict[str, Any]:
    return {**episode(), "steps": [{**episode()["steps"][0], **changes}]}


def with_words(language: str, **changes: Any) -> dict[str, Any]:
    its = episode_words(language)
    return {**its, "steps": {"say": {**its["steps"]["say"], **changes}}}


def put_media(folder: Path) -> None:
    (folder / "media").mkdir(parents=True, exist_ok=True)
    (folder / "media" / "film.mp4").write_bytes(b"\0\0\0\x18ftypisom" + bytes(16))
    (folder / "media" / "film.nb.vtt").write_text("WEBVTT\n", encoding="utf-8")
    (folder / "media" / "no-film.mp4").write_bytes(b"RIFF" + bytes(16))
    (folder / "media" / "no-track.vtt").write_text("1\n00:00 --> 00:01\n", encoding="utf-8")
    (folder / "media" / "itself.mp4").symlink_to("itself.mp4")


def put_follow_up(folder: Path, **changes: Any) -> None:
    (folder / "follow-ups").mkdir(exist_ok=True)
    later = {**episode(), "after_days": 30, **changes}
    kept = {key: value for key, value in later.items() if value is not None}
    (folder / "follow-ups" / "later.yaml").write_text(yaml.safe_dump(kept), encoding="utf-8")
    for language in ("nb", "nn"):
        path = folder / "text" / language / "later.yaml"
        path.write_text(yaml.safe_dump(episode_words(language)), encoding="utf-8")


FOLLOWED = {**structure(), "follow_ups": ["later"]}
ODDITIES: dict[str, tuple[dict[str, Any], Callable[[Path], None], str, int, str]] = {
    "captions for a film": ({"first": with_film(video="media/film.nb.vtt")}, put_media, STEP, 2, "It can be: .mp4"),
    "a film that is a number": ({"first": with_film(video=5)}, put_media, STEP, 2, "name of a file"),
    "a film in name only": ({"first": with_film(video="media/no-film.mp4")}, put_media, STEP, 2, "is not an MP4"),
    "captions in name only": (
        {"first": with_film(captions={"nb": "media/no-track.vtt"})},
        put_media,
        STEP,
        3,
        "is not WebVTT",
    ),
    "captions in no language": (
        {"first": with_film(captions={"N B": "media/film.nb.vtt"})},
        put_media,
        STEP,
        3,
        "small letters",
    ),
    "a link to itself": ({"first": with_film(video="media/itself.mp4")}, put_media, STEP, 2, "cannot be read"),
    "a NUL in a path": ({"first": with_film(video="media/\0.mp4")}, put_media, STEP, 2, "cannot be read"),
    "half a letter in a path": (
        {"first": 'minutes: 15\nfilm: {video: "\\ud800.mp4"}\n'},
        put_media,
        STEP,
        2,
        "cannot be read",
    ),
    "half a letter in a statement": (
        {
            "programme": {**structure(), "statements": [{"id": "p1"}]},
            "nb": 'title: a\nsummary: b\nstatements: {p1: "\\ud800"}',
        },
        put_media,
        NB,
        3,
        "must be a text",
    ),
    "half a letter for a key": ({"nb": 'title: a\nsummary: b\n"\\ud800": c\n'}, put_media, NB, 3, "«?» is not known"),
    "a number that is too long to write": (
        {"first": f"minutes: 0x{'f' * 6000}\n"},
        put_media,
        STEP,
        1,
        "must be a number",
    ),
    "brackets without end": ({"nb": "[" * 3000}, put_media, NB, 0, "nested too deep"),
    "a language twice": (
        {"programme": {**structure(), "languages": ["nb", "nb"]}},
        put_media,
        "programme.yaml",
        5,
        "twice",
    ),
    "an episode with days": ({"first": {**episode(), "after_days": 3}}, put_media, STEP, 1, "Only a follow-up"),
    "words of no statement": ({"nb": {**words("nb"), "statements": {"p9": "x"}}}, put_media, NB, 2, "«p9» has words"),
    "words of no term": ({"nb": {**words("nb"), "terms": {"t9": {}}}}, put_media, NB, 3, "«t9» has words"),
    "words of no fact": ({"nb": {**words("nb"), "facts": {"K9": {}}}}, put_media, NB, 2, "«K9» has words"),
    "words of no statement of the step": (
        {"nb_first": with_words("nb", statements={"a": "x"})},
        put_media,
        NB_FIRST,
        7,
        "«a» has words",
    ),
    "a statement in one language only": (
        {
            "first": with_step(method="plenary", activity="rate", statements=["a"]),
            "nn_first": with_words("nn", statements={"a": "x"}),
        },
        put_media,
        NB_FIRST,
        2,
        "«a» has no words here",
    ),
    "a follow-up on no day": (
        {"programme": FOLLOWED},
        lambda folder: put_follow_up(folder, after_days=None),
        "follow-ups/later.yaml",
        1,
        "needs «after_days»",
    ),
    "a follow-up with a film": (
        {"programme": FOLLOWED},
        lambda folder: put_follow_up(folder, film={"video": "media/film.mp4"}),
        "follow-ups/later.yaml",
        2,
        "has no film",
    ),
    "an episode that is a follow-up": (
        {"programme": {**structure(), "follow_ups": ["first"]}},
        put_follow_up,
        "programme.yaml",
        3,
        "«first» stands twice",
    ),
    "an episode with the name of the whole": (
        {"programme": {**structure(), "episodes": ["programme"]}},
        put_follow_up,
        "programme.yaml",
        1,
        "called «programme»",
    ),
}


@pytest.mark.parametrize(("changes", "put", "file", "line", "says"), ODDITIES.values(), ids=ODDITIES)
def test_an_oddity_is_a_fault_with_its_file_and_line(
    tmp_path: Path, changes: dict[str, Any], put: Callable[[Path], None], file: str, line: int, says: str
) -> None:
    folder = write_package(tmp_path, **changes)
    put(folder)
    reading = check(folder)
    found = [one for one in reading.findings if says in str(one)]
    assert found, [str(one) for one in reading.findings]
    assert (found[0].weight, found[0].file, found[0].line) == ("fault", file, line)
    assert reading.package is None
    for one in reading.findings:
        str(one).encode()  # can be printed


def test_a_package_with_a_film_and_a_follow_up_is_taken_in_and_read_again(tmp_path: Path) -> None:
    folder = write_package(tmp_path, FOLLOWED, first=with_film(captions={"nb": "media/film.nb.vtt"}))
    put_media(folder)
    put_follow_up(folder)
    package, document = read(folder)
    film = package.episode("first").film
    assert film is not None
    assert (film.video.size, len(film.video.sha256), list(film.captions)) == (28, 64, ["nb"])
    assert package.episode("later").after_days == 30
    stored = json.loads(json.dumps(document))
    assert package_of(stored) == package
    assert digest_of(stored) == digest_of(document)


def test_another_film_under_the_same_name_is_another_document(tmp_path: Path) -> None:
    folder = write_package(tmp_path, first=with_film())
    put_media(folder)
    before = digest_of(read(folder)[1])
    (folder / "media" / "film.mp4").write_bytes(b"\0\0\0\x18ftypisom" + bytes(15) + b"1")
    assert digest_of(read(folder)[1]) != before


def test_a_file_that_cannot_be_read_is_said_once_and_draws_no_other_faults(tmp_path: Path) -> None:
    folder = write_package(tmp_path)
    (folder / "episodes" / "first.yaml").unlink()
    (folder / "text" / "nb" / "first.yaml").write_text("title: «a»: b", encoding="utf-8")
    assert [(one.file, one.line) for one in check(folder).findings] == [(STEP, 0), (NB_FIRST, 1)]


def test_the_message_of_a_refusal_is_the_first_fault_and_how_many_more(tmp_path: Path) -> None:
    folder = write_package(tmp_path, first=with_step(method="rond", activity="wirte"))
    with pytest.raises(PackageFault, match=r"^episodes/first.yaml:\d+: .*\(\+1\)$") as caught:
        read(folder)
    assert len(caught.value.findings) == 2


def test_four_prompts_are_more_than_there_is_room_for(tmp_path: Path) -> None:
    (found,) = check(write_package(tmp_path, nb_first=with_words("nb", prompts=["a", "b", "c", "d"]))).findings
    assert (found.weight, found.file) == ("warning", NB_FIRST)
    assert "4 prompts" in str(found)


def test_a_second_language_without_the_words_of_the_whole_is_a_warning_said_once(tmp_path: Path) -> None:
    folder = write_package(tmp_path, nn="{}")
    (found,) = check(folder).findings
    assert (found.weight, found.file) == ("warning", "text/nn/programme.yaml")
    (folder / "text" / "nn" / "programme.yaml").unlink()
    assert len(check(folder).findings) == 1
