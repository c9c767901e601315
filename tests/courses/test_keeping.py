"""How long notes are kept, and that just what is due is erased: no more, no less."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from courses.assessing import asked, english
from factories.courses import EPISODES, HeldCourse, between, hold_first
from rundebord.courses.keeping import erase_before
from rundebord.groups.models import BetweenLine, Group, Member, PlannedDate
from rundebord.groups.operations import (
    LONGEST_KEPT_DAYS,
    cancel_date,
    create_group,
    delete_group,
    plan_date,
    restore_group,
)
from rundebord.meetings import erasing
from rundebord.meetings.models import EventRow, MeetingRow
from rundebord.meetings.operations import clock, open_meeting, undo_meeting
from rundebord.meetings.queries import deletion_date

pytestmark = pytest.mark.django_db


def today() -> date:
    return timezone.localdate()


def days_ago(number: float) -> object:
    return clock.now() - timedelta(days=number)


def begun(group: Group, days: int) -> Group:
    """The group was made so many days ago."""
    Group.objects.filter(pk=group.pk).update(created_at=clock.now() - timedelta(days=days))
    group.refresh_from_db()
    return group


def page(client: Client, group: Group, status: int = 200, **fields: str) -> str:
    at = f"/gruppe/{group.public_id}/sletting"
    answer = client.post(at, fields) if fields else client.get(at)
    assert answer.status_code == status
    return answer.content.decode()


# -- the date --------------------------------------------------------------------------------------------------------


def test_a_group_that_never_met_is_kept_ninety_days(group: Group) -> None:
    assert deletion_date(begun(group, 10)) == today() + timedelta(days=80)


def test_ninety_days_count_from_the_last_meeting_that_was_held_or_opened(group: Group) -> None:
    course = HeldCourse(begun(group, 200))
    hold_first(course)
    PlannedDate.objects.all().delete()
    MeetingRow.objects.update(opened_at=days_ago(30), closed_at=days_ago(20))
    assert deletion_date(group) == today() + timedelta(days=70)
    MeetingRow.objects.update(closed_at=None)
    assert deletion_date(group) == today() + timedelta(days=60)


def test_a_group_that_pauses_until_a_date_keeps_its_notes_until_ninety_days_after_it(group: Group) -> None:
    begun(group, 89)
    plan_date(group.pk, episode=EPISODES[1], day=today() + timedelta(days=180), at=clock.now())
    assert deletion_date(group) == today() + timedelta(days=270)
    erase_before(clock.now() + timedelta(days=269))
    assert Group.objects.filter(pk=group.pk).exists()
    cancel_date(group.pk, episode=EPISODES[1], at=clock.now())
    assert deletion_date(group) == today() + timedelta(days=1)


def test_a_meeting_begun_by_mistake_holds_nothing(group: Group) -> None:
    meeting = open_meeting(group=begun(group, 50), episode=EPISODES[0])
    assert deletion_date(group) == today() + timedelta(days=90)
    undo_meeting(meeting)
    assert deletion_date(group) == today() + timedelta(days=40)


def test_the_groups_own_word_counts_longer_or_shorter_and_empty_is_the_rule(ours: Client, group: Group) -> None:
    begun(group, 0)
    for day in (today() + timedelta(days=1), today() + timedelta(days=LONGEST_KEPT_DAYS)):
        page(ours, group, 302, day=f"{day.day}.{day.month}.{day.year}")
        group.refresh_from_db()
        assert deletion_date(group) == day
    page(ours, group, 302, day="  ")
    group.refresh_from_db()
    assert deletion_date(group) == today() + timedelta(days=90)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("today", " cannot be used. Choose a day from tomorrow to "),
        ("too far", " cannot be used. Choose a day from tomorrow to "),
        ("1.1.2020", "1.1.2020 cannot be used."),
        ("aldri", "«aldri» could not be read as a date."),
        ("31.2.2027", "31.2.2027 is no day in the calendar."),
    ],
)
def test_a_day_that_cannot_be_used_is_said_and_stands_in_the_field(
    typed: str, sentence: str, ours: Client, group: Group
) -> None:
    days = {"today": today(), "too far": today() + timedelta(days=LONGEST_KEPT_DAYS + 1)}
    typed = f"{days[typed]:%d.%m.%Y}" if typed in days else typed
    html = page(ours, group, 422, day=typed)
    assert sentence in html
    assert f'name="day" value="{typed}"' in html
    group.refresh_from_db()
    assert group.keep_until is None


def test_the_groups_page_warns_three_weeks_before_and_not_sooner(ours: Client, group: Group) -> None:
    its = f"/gruppe/{group.public_id}"
    warning = "What you have written is deleted on"
    begun(group, 90 - 22)
    assert warning not in ours.get(its).content.decode()
    begun(group, 90 - 21)
    html = ours.get(its).content.decode().partition(warning)[2]
    assert html.index("utgangspunkt.pdf") < html.index("/sletting")


# -- deleted by hand -------------------------------------------------------------------------------------------------


def test_a_group_is_deleted_taken_back_and_erased_only_when_it_is_said_twice(ours: Client, group: Group) -> None:
    course = HeldCourse(group)
    hold_first(course)
    its, at = f"/gruppe/{group.public_id}", f"/gruppe/{group.public_id}/slett"
    assert ours.post(at, {"do": "erase"}).status_code == 404
    assert ours.post(at, {"do": "delete"}).status_code == 302
    assert "Take the group back" in ours.get(its).content.decode()
    assert ours.post(at, {"do": "restore"}).status_code == 302
    assert "Søknaden som skrives ut" in ours.get(f"{its}/utgangspunkt").content.decode()
    ours.post(at, {"do": "delete"})
    answer = ours.post(at, {"do": "erase"})
    assert "The group is erased" in answer.content.decode()
    assert Group.objects.count() == Member.objects.count() == EventRow.objects.count() == 0
    assert ours.get(its).status_code == 404
    assert ours.post(at, {"do": "restore"}).status_code == 404


def test_deleted_twice_is_deleted_the_first_time(group: Group) -> None:
    first = clock.now() - timedelta(days=5)
    delete_group(group, at=first)
    delete_group(group, at=clock.now())
    assert Group.objects.get().deleted_at == first
    restore_group(group)
    delete_group(group, at=clock.now())
    assert Group.objects.get().deleted_at != first


def test_the_page_says_when_a_deleted_group_is_gone(ours: Client, group: Group) -> None:
    delete_group(group, at=clock.now())
    html = ours.get(f"/gruppe/{group.public_id}").content.decode()
    until = timezone.localtime(clock.now() + timedelta(days=14))
    assert f"{until.day}, {until.year}" in html


# -- what time erases ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "is_erased"),
    [
        ({"created_at": 90}, True),
        ({"created_at": 89}, False),
        ({"created_at": 200, "keep_until": 1}, False),
        ({"created_at": 0, "keep_until": 0}, True),
        ({"created_at": 1, "deleted_at": 14}, True),
        ({"created_at": 1, "deleted_at": 13.99}, False),
        ({"created_at": 200, "deleted_at": 1}, False),
        ({"created_at": 1, "is_demo": True}, True),
        ({"created_at": 0.99, "is_demo": True}, False),
        ({"created_at": 1, "is_demo": False}, False),
    ],
)
def test_a_group_is_erased_when_its_time_has_come_and_not_before(
    state: dict[str, float | bool], is_erased: bool, group: Group
) -> None:
    fields: dict[str, object] = {}
    for name, value in state.items():
        if name == "keep_until":
            fields[name] = today() + timedelta(days=value)
        else:
            fields[name] = value if name == "is_demo" else days_ago(float(value))
    Group.objects.filter(pk=group.pk).update(**fields)
    assert erase_before(clock.now()) == int(is_erased)
    assert Group.objects.filter(pk=group.pk).exists() is not is_erased


def test_a_deleted_group_is_erased_at_the_very_moment_that_was_said(group: Group) -> None:
    at = clock.now()
    delete_group(group, at=at)
    assert erase_before(at + timedelta(days=14, microseconds=-1)) == 0
    assert erase_before(at + timedelta(days=14)) == 1


def test_an_undone_meeting_is_erased_after_fourteen_days_and_the_rest_of_the_group_stands(group: Group) -> None:
    meetings = [open_meeting(group=group, episode=EPISODES[0]) for _ in range(3)]
    MeetingRow.objects.filter(pk=meetings[0]).update(undone_at=days_ago(14.01))
    MeetingRow.objects.filter(pk=meetings[1]).update(undone_at=days_ago(13.99))
    assert erase_before(clock.now()) == 1
    assert set(MeetingRow.objects.values_list("pk", flat=True)) == set(meetings[1:])
    assert open_meeting(group=group, episode=EPISODES[0])


def test_everything_of_an_erased_group_goes_and_nothing_of_others(group: Group) -> None:
    other = create_group(language="nb", at=clock.now(), programme=group.programme)
    for one in (group, other):
        course = HeldCourse(one)
        hold_first(course)
        between(course, EPISODES[0])
        asked(one)
    delete_group(group, at=clock.now() - timedelta(days=15))
    assert erase_before(clock.now()) == 1
    assert list(Group.objects.all()) == [other]
    for model in (MeetingRow, Member, PlannedDate, BetweenLine):
        assert set(model.objects.values_list("group", flat=True)) == {other.pk}
    assert set(EventRow.objects.values_list("meeting__group", flat=True)) == {other.pk}
    assert english(other).get(f"/gruppe/{other.public_id}").status_code == 200


def test_time_erases_once(group: Group) -> None:
    begun(group, 100)
    assert erase_before(clock.now()) == 1
    assert erase_before(clock.now()) == 0


@pytest.mark.django_db(transaction=True)
def test_three_hundred_groups_are_erased_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    checkpoints = []
    empty = erasing.empty_the_write_ahead_log
    monkeypatch.setattr(erasing, "empty_the_write_ahead_log", lambda: checkpoints.append(empty()))
    for _ in range(300):
        create_group(language="nb", at=clock.now() - timedelta(days=91))
    kept = create_group(language="nb", at=clock.now())
    assert erase_before(clock.now()) == 300
    assert list(Group.objects.all()) == [kept]
    assert len(checkpoints) == 300
