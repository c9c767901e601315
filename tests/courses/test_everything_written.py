"""The list of everything that a group has written: nothing is left out, and each thing can be erased from it."""

from __future__ import annotations

import pytest
from django.test import Client

from factories.courses import AREAS, EPISODES, HeldCourse, between, hold_all, hold_first, hold_second
from rundebord.courses.written import everything_written
from rundebord.groups.models import Group, Member
from rundebord.groups.operations import delete_between_line, keep_between_line, name_group
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.words import DEFINITION, NoteId, StepId
from rundebord.meetings.models import MeetingRow
from rundebord.meetings.operations import clock, undo_meeting

pytestmark = pytest.mark.django_db


def listed(group: Group) -> dict[str, str]:
    """Text → id."""
    its = Group.objects.get(pk=group.pk)
    return {one.text: one.id for part in everything_written(its) for one in part.lines}


def page(client: Client, group: Group, query: str = "", status: int = 200) -> str:
    answer = client.get(f"/gruppe/{group.public_id}/alt{query}")
    assert answer.status_code == status
    return answer.content.decode()


def erase(client: Client, group: Group, its: str, status: int = 302) -> None:
    assert client.post(f"/gruppe/{group.public_id}/alt/slett", {"id": its}).status_code == status


def test_every_word_of_a_whole_course_is_listed(group: Group) -> None:
    course = hold_all(group.programme)
    texts = listed(course.group)
    assert [text for text in course.typed if text not in texts] == []
    assert "Per Hansen · Region nord" in texts


def test_each_thing_on_the_list_can_be_erased_from_it_until_nothing_is_left(ours: Client, group: Group) -> None:
    course = HeldCourse(group)
    hold_first(course)
    between(course, EPISODES[0])
    hold_second(course)
    name_group(group, name="Direktoratet")
    for its in dict.fromkeys(listed(group).values()):
        if its in listed(group).values():
            erase(ours, group, its)
        assert its not in listed(group).values()
    assert listed(group) == {}
    assert "Nothing is written yet." in page(ours, group)
    for at in ("", "/utgangspunkt", "/hvem", f"/for-deg/{EPISODES[0]}"):
        assert ours.get(f"/gruppe/{group.public_id}{at}").status_code == 200


def test_a_sign_can_be_erased_and_a_mark_is_not_listed(ours: Client, group: Group) -> None:
    course = hold_all(group.programme)
    its = listed(course.group)["Kjennetegnet nummer 1"]
    assert its.split("|")[1:] == ["commitment", course.area_called(AREAS[0]), "sign"]
    assert {"contributes", "changed"}.isdisjoint(listed(course.group))


def test_a_line_mended_in_a_later_meeting_is_listed_in_both_and_shown_whole_before_it_is_erased(
    ours: Client, group: Group
) -> None:
    course = HeldCourse(group)
    hold_first(course)
    hold_second(course)
    old, new = "Hos oss betyr det at folk slipper å være bud mellom to etater", "Hos oss betyr det at ingen er bud"
    headings = [part.heading for part in everything_written(group) for one in part.lines if one.text.startswith(new)]
    assert headings == ["Meeting 2"] or headings == ["Møte 2"]
    sure = (
        page(ours, group, f"?slett=line:{DEFINITION}").partition("Erase this for good?")[2].partition("</section>")[0]
    )
    assert old in sure
    assert new in sure


def test_what_was_deleted_emptied_or_came_late_is_listed(ours: Client, group: Group) -> None:
    course = HeldCourse(group)
    course.open(EPISODES[0])
    course.go_to("runde")
    course.give(c.DeleteNote(course.say("Slettet linje")))
    course.go_to("les-opp")
    course.set("close", "promise", "", "Tømt felt")
    course.set("close", "promise", "", "", is_words=False)
    course.close()
    course.give(c.KeepNote(StepId("runde"), NoteId("f" * 32), "Sen linje"))
    keep_between_line(
        group, key="e" * 32, kind="task", episode=EPISODES[0], text="Slettet mellom", said_by="", at=clock.now()
    )
    delete_between_line(group, key="e" * 32, at=clock.now())
    assert {"Slettet linje", "Tømt felt", "Sen linje", "Slettet mellom"} <= listed(group).keys()


def test_a_meeting_begun_by_mistake_is_listed_until_it_is_erased(ours: Client, group: Group) -> None:
    course = HeldCourse(group)
    course.open(EPISODES[0])
    course.go_to("runde")
    course.say("Sagt ved en feil")
    undo_meeting(course.meeting)
    erase(ours, group, listed(group)["Sagt ved en feil"])
    assert "Sagt ved en feil" not in page(ours, group)


def test_what_a_meeting_had_with_it_from_one_that_is_gone_is_listed(ours: Client, group: Group) -> None:
    course = HeldCourse(group)
    hold_first(course)
    between(course, EPISODES[0])
    course.open(EPISODES[1])
    course.on()
    before = listed(group)
    MeetingRow.objects.filter(pk=course.meetings[0]).delete()
    lost = listed(group)
    assert lost[AREAS[0]] == before[AREAS[0]]
    ids = [one.id for part in everything_written(group) for one in part.lines]
    assert ids.count(before[f"Jeg ville sagt mer ({EPISODES[0]})"]) == 1
    erase(ours, group, lost[AREAS[0]])
    assert AREAS[0] not in listed(group)


def test_two_promises_are_two_things(ours: Client, group: Group) -> None:
    course = HeldCourse(group)
    for number in (1, 2):
        course.open(EPISODES[2])
        course.go_to("les-opp")
        course.set("close", "promise", "", f"Løfte {number}")
        course.close()
    its = listed(group)["Løfte 2"]
    sure = page(ours, group, f"?slett={its}").partition("Erase this for good?")[2].partition("</section>")[0]
    assert "Løfte 2" in sure
    assert "Løfte 1" not in sure
    erase(ours, group, its)
    assert "Løfte 1" in listed(group)
    assert "Løfte 2" not in listed(group)


def test_what_is_not_on_the_list_is_not_erased(ours: Client, group: Group) -> None:
    course = HeldCourse(group)
    hold_first(course)
    before = listed(group)
    for its in ("", "line:", "line:" + "f" * 32, "cell:a|b|c|d", "cell:", "name:x", "group:", "\x00", "x" * 5_000):
        erase(ours, group, its, 404)
        assert page(ours, group, f"?slett={its[:100]}")
    assert listed(group) == before


def test_nothing_is_erased_before_it_is_said_twice(ours: Client, group: Group) -> None:
    course = HeldCourse(group)
    hold_first(course)
    its = listed(group)["Vi regner det ut"]
    html = page(ours, group, f"?slett={its}")
    assert "Erase this for good?" in html
    assert "«Vi regner det ut»" in html
    assert "Vi regner det ut" in listed(group)
    erase(ours, group, its)
    assert "Vi regner det ut" not in page(ours, group, "?borte=1")


def test_an_erased_name_leaves_the_list_and_a_new_one_comes_on_it(ours: Client, group: Group) -> None:
    course = HeldCourse(group)
    hold_first(course)
    its = listed(group)["Per Hansen · Region nord"]
    erase(ours, group, its)
    assert its not in listed(group).values()
    assert Member.objects.get(key=its.removeprefix("name:")).unit == ""
    course.give(c.ReopenMeeting(), c.AddMember(course.member_called("–"), "x", ""))
    ours.post(f"/gruppe/{group.public_id}/hvem", {"heads": "8", f"name-{its.removeprefix('name:')}": "Per 2"})
    assert listed(group)["Per 2"] == its


def test_a_line_is_listed_with_its_kind_of_note_only_once(ours: Client, group: Group) -> None:
    course = HeldCourse(group)
    hold_first(course)
    course.open(EPISODES[1])
    ids = [one.id for part in everything_written(group) for one in part.lines]
    assert len(ids) == len(set(ids))
