"""A group changes its mind: meetings undone and taken again, people who leave, and a newer version of the programme."""

from __future__ import annotations

import re
import secrets
import shutil
from pathlib import Path

import pytest
from django.test import Client

from factories.courses import AREAS, EPISODES, FOLLOW_UPS, HeldCourse, between, hold_first, hold_second, hold_third
from factories.packages import REAL
from rundebord.groups.models import BetweenLine, Group, Member
from rundebord.groups.operations import take_member_out
from rundebord.meetings.core import commands as c
from rundebord.meetings.models import MeetingRow
from rundebord.meetings.operations import clock, give_command
from rundebord.programmes.models import ProgrammeVersion
from rundebord.programmes.operations import install_package

pytestmark = pytest.mark.django_db

LOST = EPISODES[1]


@pytest.fixture
def course(group: Group) -> HeldCourse:
    """A group that has held its first meeting."""
    course = HeldCourse(group)
    hold_first(course)
    return course


@pytest.fixture
def whole(course: HeldCourse) -> HeldCourse:
    """A group that has held all three."""
    hold_second(course)
    hold_third(course)
    return course


def post(client: Client, group: Group, at: str, **fields: str) -> str:
    """Where the browser is sent."""
    answer = client.post(f"/gruppe/{group.public_id}/{at}", fields)
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def page(client: Client, group: Group, at: str = "") -> str:
    answer = client.get(f"/gruppe/{group.public_id}{at}")
    assert answer.status_code == 200
    return answer.content.decode()


def newer(tmp_path: Path, *, without: str = "", renamed: str = "") -> ProgrammeVersion:
    """A newer version of the programme is installed, without one of its meetings, or with another id for it."""
    folder = tmp_path / "newer"
    shutil.copytree(REAL, folder)
    its = folder / "programme.yaml"
    words = its.read_text().replace('version: "1.0"', 'version: "2.0"')
    if without or renamed:
        for file in [*folder.rglob(f"{without or renamed}.yaml")]:
            if renamed:
                file.rename(file.with_name("et-nytt-navn.yaml"))
            else:
                file.unlink()
        words = words.replace(f"{renamed}, ", "et-nytt-navn, ") if renamed else words.replace(f"{without}, ", "")
    its.write_text(words)
    return install_package(folder=folder, at=clock.now(), media=tmp_path / "media")


# -- meetings --------------------------------------------------------------------------------------------------------


def test_a_meeting_begun_twice_by_a_double_click_is_one_meeting(ours: Client, course: HeldCourse) -> None:
    first, second = (post(ours, course.group, "mote", episode=EPISODES[1], sure="1") for _ in range(2))
    assert first == second
    assert MeetingRow.objects.count() == 2


def test_a_meeting_that_is_planned_for_another_day_is_begun_only_when_it_is_said_twice(
    ours: Client, course: HeldCourse
) -> None:
    at = f"/gruppe/{course.group.public_id}/mote"
    answer = ours.post(at, {"episode": EPISODES[1]})
    assert answer.status_code == 409
    assert 'name="sure" value="1"' in answer.content.decode()
    assert MeetingRow.objects.count() == 1
    assert ours.post(at, {"episode": EPISODES[1], "sure": "1"}).status_code == 302


def test_a_held_meeting_is_not_taken_again_by_a_click_on_it(ours: Client, course: HeldCourse) -> None:
    assert post(ours, course.group, "mote", episode=EPISODES[0]) == f"/mote/{course.meeting}"
    again = post(ours, course.group, "mote", episode=EPISODES[0], again="1")
    assert again != f"/mote/{course.meeting}"
    assert post(ours, course.group, "mote", episode=EPISODES[0], again="1") == again
    html = page(ours, course.group)
    assert f'href="/mote/{course.meeting}"' in html
    assert "What was written the time before" in html


def test_a_line_written_after_an_episode_was_taken_again_is_read_at_the_next_opening(
    ours: Client, course: HeldCourse
) -> None:
    hold_second(course)
    course.open(EPISODES[0])
    course.close()
    form = page(ours, course.group).partition('id="mellom"')[2].partition("</form>")[0]
    (episode,) = re.findall(r'name="episode" value="([^"]+)"', form)
    post(ours, course.group, "linje", kind="task", episode=episode, key="a" * 32, text="Etter den siste")
    course.open(EPISODES[2])
    assert "Etter den siste" in [line.text for line in course.state.brought.lines]


def test_a_meeting_undone_counts_for_nothing_and_taken_back_it_counts(ours: Client, course: HeldCourse) -> None:
    post(ours, course.group, "angre", meeting=course.meeting)
    html = page(ours, course.group)
    assert "Next: Meeting 1" in re.sub(r"<[^>]+>", "", html)
    assert "Meeting 1 was undone on" in html
    assert AREAS[0] not in html + page(ours, course.group, "/utgangspunkt")
    assert ours.get(f"/mote/{course.meeting}").status_code == 404
    assert ours.post(f"/mote/{course.meeting}/kommando", {"command": "reopen-meeting"}).status_code == 404
    post(ours, course.group, "angre", meeting=course.meeting, back="1")
    assert AREAS[0] in page(ours, course.group, "/utgangspunkt")
    assert ours.get(f"/mote/{course.meeting}").status_code == 200


def test_a_meeting_undone_twice_keeps_the_moment_of_the_first_time(ours: Client, course: HeldCourse) -> None:
    post(ours, course.group, "angre", meeting=course.meeting)
    first = MeetingRow.objects.get().undone_at
    post(ours, course.group, "angre", meeting=course.meeting)
    assert MeetingRow.objects.get().undone_at == first


def test_an_undone_meeting_and_a_new_one_in_its_place_can_both_be_there_again(ours: Client, course: HeldCourse) -> None:
    post(ours, course.group, "angre", meeting=course.meeting)
    anew = post(ours, course.group, "mote", episode=EPISODES[0]).rpartition("/")[2]
    post(ours, course.group, "angre", meeting=course.meeting, back="1")
    html = page(ours, course.group)
    assert f'href="/mote/{anew}"' in html
    assert f'href="/mote/{course.meeting}"' in html


@pytest.mark.parametrize("meeting", ["", "nonesuch", "\x00", "x" * 5_000])
def test_undoing_a_meeting_that_is_not_there_changes_nothing(meeting: str, ours: Client, course: HeldCourse) -> None:
    post(ours, course.group, "angre", meeting=meeting)
    post(ours, course.group, "angre", meeting=meeting, back="1")
    assert MeetingRow.objects.exclude(undone_at=None).count() == 0


# -- people ----------------------------------------------------------------------------------------------------------


def test_an_action_whose_owner_is_taken_out_in_a_meeting_asks_who_follows_it_up(
    ours: Client, whole: HeldCourse
) -> None:
    assert "has left the group" not in page(ours, whole.group)
    whole.open(FOLLOW_UPS[0])
    whole.give(c.RemoveMember(whole.member_called("Per Hansen")))
    sentence = "Per Hansen has left the group. Who follows it up now?"
    assert page(ours, whole.group).count(sentence) == 2
    assert sentence in page(ours, whole.group, "/utgangspunkt")
    post(ours, whole.group, "hvem", heads="8", **{"new-name": "Per Hansen"})
    assert "has left the group" not in page(ours, whole.group)


def test_an_action_without_an_end_or_an_owner_is_said_so_and_is_not_lost(ours: Client, course: HeldCourse) -> None:
    hold_second(course)
    course.open(EPISODES[2])
    area = course.area_called(AREAS[0])
    course.go_to("tiltak")
    course.set("commitment", area, "action", "Vi gjør noe")
    html = page(ours, course.group)
    for words in ("Vi gjør noe", "No date is set", "Nobody follows this up yet"):
        assert words in html
    assert "Vi gjør noe" in page(ours, course.group, "/utgangspunkt")


def test_who_is_next_to_lead_is_whoever_has_not_and_never_one_who_has_left(ours: Client, course: HeldCourse) -> None:
    kari, per = Member.objects.get(name="Kari Nordmann"), Member.objects.get(name="Per Hansen")
    give_command(meeting=course.meeting, command=c.ReopenMeeting(), command_id=secrets.token_hex(16))
    course.give(c.SetHost(course.member_called("Kari Nordmann")))
    assert "Next to lead: Per Hansen." in page(ours, course.group)
    take_member_out(course.group.pk, key=per.key, at=clock.now())
    assert "Next to lead: Åse Ødegård." in page(ours, course.group)
    take_member_out(course.group.pk, key=kari.key, at=clock.now())
    assert "Next to lead: Åse Ødegård." in page(ours, course.group)


# -- versions of the programme ---------------------------------------------------------------------------------------


def test_a_group_stays_on_its_version_until_it_moves_and_meetings_keep_theirs(
    ours: Client, course: HeldCourse, tmp_path: Path
) -> None:
    old = course.group.programme
    assert "There is a newer version of the programme" not in page(ours, course.group)
    new = newer(tmp_path)
    assert "There is a newer version of the programme" in page(ours, course.group)
    second = post(ours, course.group, "mote", episode=EPISODES[1], sure="1").rpartition("/")[2]
    assert MeetingRow.objects.get(pk=second).programme == old
    post(ours, course.group, "angre", meeting=second)
    post(ours, course.group, "utgave")
    assert "There is a newer version of the programme" not in page(ours, course.group)
    third = post(ours, course.group, "mote", episode=EPISODES[1], sure="1").rpartition("/")[2]
    assert MeetingRow.objects.get(pk=third).programme == new
    assert MeetingRow.objects.get(pk=course.meeting).programme == old


def test_the_move_is_not_offered_in_the_middle_of_a_meeting(ours: Client, course: HeldCourse, tmp_path: Path) -> None:
    newer(tmp_path)
    course.open(EPISODES[1])
    course.on()
    assert "There is a newer version of the programme" not in page(ours, course.group)


@pytest.mark.parametrize("how", ["without", "renamed"])
def test_a_version_that_has_lost_or_renamed_a_meeting_loses_nothing_that_was_said_in_it(
    how: str, ours: Client, course: HeldCourse, tmp_path: Path
) -> None:
    hold_second(course)
    between(course, LOST)
    newer(tmp_path, **{how: LOST})
    post(ours, course.group, "utgave")
    html, paper = page(ours, course.group), page(ours, course.group, "/utgangspunkt")
    assert f'href="/mote/{course.meetings[1]}"' in html
    assert "Det kreves mot" in html
    assert "Vi utsetter når det blir vanskelig" in paper
    for at in ("/datoer", "/kalender.ics", "/hvem", "/sletting", "/alt", f"/for-deg/{EPISODES[0]}"):
        assert page(ours, course.group, at)
    for meeting in course.meetings:
        assert ours.get(f"/mote/{meeting}").status_code == 200
        assert ours.get(f"/mote/{meeting}/skjerm").status_code == 200
    hold_third(course)
    assert page(ours, course.group)
    assert AREAS[0] in page(ours, course.group, "/utgangspunkt")


def test_who_was_absent_from_a_meeting_that_a_newer_version_has_lost_can_still_catch_up(
    ours: Client, course: HeldCourse, tmp_path: Path
) -> None:
    hold_second(course)
    newer(tmp_path, without=LOST)
    post(ours, course.group, "utgave")
    ours.raise_request_exception = False
    assert ours.get(f"/gruppe/{course.group.public_id}/for-deg/{LOST}").status_code == 200


def test_a_line_can_be_written_after_a_meeting_that_a_newer_version_has_lost(
    ours: Client, course: HeldCourse, tmp_path: Path
) -> None:
    hold_second(course)
    newer(tmp_path, without=LOST)
    post(ours, course.group, "utgave")
    html = page(ours, course.group)
    assert f'name="episode" value="{LOST}"' in html
    post(ours, course.group, "linje", kind="task", episode=LOST, key="a" * 32, text="Ikke tapt")
    assert BetweenLine.objects.get().text == "Ikke tapt"


def test_what_was_written_after_a_meeting_that_a_newer_version_has_lost_is_on_the_paper(
    ours: Client, course: HeldCourse, tmp_path: Path
) -> None:
    hold_second(course)
    between(course, LOST)
    newer(tmp_path, without=LOST)
    post(ours, course.group, "utgave")
    assert f"Det stopper opp når vi venter ({LOST})" in page(ours, course.group, "/utgangspunkt")


def test_the_page_offers_nothing_that_it_then_answers_with_nothing_here(
    ours: Client, course: HeldCourse, tmp_path: Path
) -> None:
    hold_second(course)
    newer(tmp_path, without=LOST)
    post(ours, course.group, "utgave")
    forms = re.findall(r'<form[^>]*action="([^"]+/mote)">(.*?)</form>', page(ours, course.group), re.DOTALL)
    for action, form in forms:
        fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
        assert ours.post(action, fields).status_code in (302, 409), fields


def test_a_course_goes_on_when_the_folder_of_its_programme_is_gone(ours: Client, group: Group, tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    shutil.copytree(REAL, folder)
    group.programme = install_package(folder=folder, at=clock.now(), media=tmp_path / "media")
    group.save()
    course = HeldCourse(group)
    hold_first(course)
    shutil.rmtree(folder)
    from rundebord.programmes.queries import package

    package.cache_clear()
    for at in ("", "/utgangspunkt", f"/for-deg/{EPISODES[0]}", "/datoer", "/egenvurdering"):
        assert page(ours, group, at)
    hold_second(course)
    assert page(ours, group)


def test_a_version_that_groups_follow_cannot_be_deleted(course: HeldCourse) -> None:
    from django.db.models import ProtectedError

    assert course.group.programme is not None
    with pytest.raises(ProtectedError):
        course.group.programme.delete()
