"""``rundebord groups`` and ``rundebord link``: a lost link is found, and a link that went astray opens nothing more."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.test_command_line import run
from factories.folders import InFolder, contents_of
from rundebord.config.command_line import FAULT, WRONG_USE
from rundebord.groups.models import Group
from rundebord.groups.operations import create_group
from rundebord.meetings.models import MeetingRow


def groups_in(folder: Path, in_folder: InFolder) -> list[Group]:
    with in_folder(folder):
        return list(Group.objects.order_by("pk"))


def test_groups_are_listed_the_newest_first_with_the_meetings_they_have_held(folder: Path, in_folder: InFolder) -> None:
    with in_folder(folder):
        older = Group.objects.get()
        MeetingRow.objects.update(closed_at=datetime(2026, 11, 24, 23, 30, tzinfo=UTC))
        newer = create_group(language="nn", at=datetime(2036, 1, 2, 8, 5, tzinfo=UTC))
    ended = run("groups", "--data", folder, LANGUAGE="en")
    assert (ended.returncode, ended.stderr) == (0, "")
    heading, first, second, *_rest = ended.stdout.splitlines()
    assert heading.split() == ["GROUP", "BEGAN", "LANGUAGE", "MEETINGS", "HELD", "LAST", "ONE"]
    assert first.split() == [newer.public_id, "02.01.2036", "09.05", "nn", "0", "–"]
    assert second.split()[0] == older.public_id
    assert second.split()[-2:] == ["1", "25.11.2026"]


def test_the_list_holds_no_link_and_nothing_that_was_written(folder: Path, in_folder: InFolder) -> None:
    said = run("groups", "--data", folder).stdout
    (group,) = groups_in(folder, in_folder)
    assert group.secret not in said
    assert "line 1" not in said


def test_the_link_of_a_group_is_shown_and_nothing_is_changed(folder: Path, in_folder: InFolder) -> None:
    (group,) = groups_in(folder, in_folder)
    before = contents_of(folder)
    ended = run("link", group.public_id, "--data", folder, LANGUAGE="en")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert f"http://localhost:8000/g/{group.secret}\n" in ended.stdout
    assert "Give it only to somebody in the group" in ended.stdout
    assert "If the group uses another address" in ended.stdout
    after = contents_of(folder)
    assert {name: after[name] for name in before} == before


def test_the_link_has_the_address_that_people_use(folder: Path, in_folder: InFolder) -> None:
    (group,) = groups_in(folder, in_folder)
    there = run("link", group.public_id, "--data", folder, ADDRESS="https://rundebord.example.no", LANGUAGE="en")
    assert f"https://rundebord.example.no/g/{group.secret}\n" in there.stdout
    assert "another address" not in there.stdout
    other = run("link", group.public_id, "--data", folder, PORT="9000")
    assert f"http://localhost:9000/g/{group.secret}\n" in other.stdout


def test_a_new_link_takes_the_place_of_the_old_one_of_that_group_alone(folder: Path, in_folder: InFolder) -> None:
    with in_folder(folder):
        other = create_group(language="nb", at=datetime(2026, 9, 1, tzinfo=UTC))
    (group, _other) = groups_in(folder, in_folder)
    ended = run("link", group.public_id, "--new", "--data", folder, LANGUAGE="en")
    assert (ended.returncode, ended.stderr) == (0, "")
    (now, untouched) = groups_in(folder, in_folder)
    assert now.secret != group.secret
    assert len(now.secret) == 27
    assert untouched.secret == other.secret
    assert f"/g/{now.secret}\n" in ended.stdout
    assert group.secret not in ended.stdout
    assert "The old one, and every browser that it had let in, is shut out." in ended.stdout


@pytest.mark.parametrize("name", ["nope", "", "å", "../x"])
def test_a_group_that_is_not_there_is_said_in_a_sentence(folder: Path, in_folder: InFolder, name: str) -> None:
    ended = run("link", name, "--new", "--data", folder, LANGUAGE="en")
    assert ended.returncode == FAULT
    assert f"There is no group called {name}." in ended.stderr
    assert ended.stdout == ""


@pytest.mark.parametrize("command", [("groups",), ("link", "nope")], ids=lambda command: command[0])
def test_a_folder_without_a_database_is_left_as_it_is(command: tuple[str, ...], tmp_path: Path) -> None:
    ended = run(*command, "--data", tmp_path / "none", LANGUAGE="en")
    assert ended.returncode == FAULT
    assert f"There is no database in {tmp_path / 'none'}." in ended.stderr
    assert not (tmp_path / "none").exists()


def test_a_house_without_groups_says_so(folder: Path, in_folder: InFolder) -> None:
    from rundebord.meetings.models import AnswerRow, EventRow

    with in_folder(folder):
        for model in (AnswerRow, EventRow, MeetingRow, Group):
            model.objects.all().delete()
    assert run("groups", "--data", folder, LANGUAGE="en").stdout == "There are no groups yet.\n"


def test_a_link_needs_a_group() -> None:
    assert run("link").returncode == WRONG_USE
