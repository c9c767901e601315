"""A group's own things: its name, its people, its dates and what lies between; each true once, and theirs alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from rundebord.groups.models import LONGEST_GROUP_NAME, LONGEST_LINE, BetweenLine, Group, Member, PlannedDate
from rundebord.groups.operations import (
    LONGEST_KEPT_DAYS,
    cancel_date,
    create_group,
    delete_between_line,
    keep_between_line,
    keep_notes_until,
    name_group,
    plan_date,
    put_member,
    renew_secret,
    restore_between_line,
    set_heads,
    set_leader,
    take_member_out,
)
from rundebord.groups.queries import between_lines, people_of, planned_dates
from rundebord.kernel.refused import Refused

pytestmark = pytest.mark.django_db

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
LATER = AT + timedelta(days=1)
DAY = date(2026, 12, 1)
KARI, PER = "a" * 32, "b" * 32


@pytest.fixture
def group(db: None) -> Group:
    return create_group(language="nb", at=AT)


@pytest.fixture
def other(db: None) -> Group:
    return create_group(language="nb", at=AT)


def keep(group: Group, text: str, *, key: str = "c" * 32, said_by: str = "") -> Refused | None:
    return keep_between_line(group, key=key, kind="task", episode="first", text=text, said_by=said_by, at=AT)


def the_date(group: Group) -> tuple[date, time, int, bool, datetime]:
    one = PlannedDate.objects.get(group=group, episode="first")
    return one.date, one.time, one.sequence, one.is_cancelled, one.changed_at


# -- name, number, link ----------------------------------------------------------------------------------------------


def test_a_name_is_tidied_and_may_be_taken_away(group: Group) -> None:
    assert name_group(group, name="  Direktoratet\nfor  samvirke\x00 ") is None
    assert Group.objects.get(pk=group.pk).name == "Direktoratet for samvirke"
    assert name_group(group, name="") is None
    assert Group.objects.get(pk=group.pk).name == ""


def test_the_longest_name_is_kept_and_one_letter_more_is_refused(group: Group) -> None:
    assert name_group(group, name="å" * LONGEST_GROUP_NAME) is None
    refused = name_group(group, name="å" * (LONGEST_GROUP_NAME + 1))
    assert refused == Refused("name-too-long", {"length": LONGEST_GROUP_NAME + 1, "longest": LONGEST_GROUP_NAME})
    assert Group.objects.get(pk=group.pk).name == "å" * LONGEST_GROUP_NAME


def test_the_number_is_the_groups_own(group: Group, other: Group) -> None:
    set_heads(group, heads=3)
    assert (Group.objects.get(pk=group.pk).heads, Group.objects.get(pk=other.pk).heads) == (3, 8)


def test_every_group_has_a_link_of_its_own_and_another_each_time_it_is_renewed() -> None:
    group = create_group(language="nb", at=AT)
    links = {group.secret}
    for _ in range(50):
        renew_secret(group)
        links.add(Group.objects.get(pk=group.pk).secret)
        links.add(create_group(language="nb", at=AT).secret)
    assert len(links) == 101
    assert {len(link) for link in links} == {27}


# -- people ----------------------------------------------------------------------------------------------------------


def test_people_stand_in_the_order_in_which_they_were_named_also_when_one_comes_back(group: Group) -> None:
    for key, name in ((KARI, "Kari"), (PER, "Per")):
        put_member(group.pk, key=key, name=name, unit="")
    take_member_out(group.pk, key=KARI, at=AT)
    people = people_of(group)
    assert ([one.name for one in people.present], [one.name for one in people.former]) == (["Per"], ["Kari"])
    assert (people.name_of(KARI), people.has_left(KARI), people.has_left(PER)) == ("Kari", True, False)
    put_member(group.pk, key=KARI, name="Kari N.", unit="HR")
    assert [one.name for one in people_of(group).present] == ["Kari N.", "Per"]
    assert people_of(group).name_of("nonesuch") == ""


def test_there_is_one_top_leader_or_none(group: Group) -> None:
    for key in (KARI, PER):
        put_member(group.pk, key=key, name=key, unit="")
    set_leader(group.pk, key=KARI)
    set_leader(group.pk, key=PER)
    assert list(Member.objects.filter(is_leader=True).values_list("key", flat=True)) == [PER]
    put_member(group.pk, key=PER, name="Per", unit="")
    assert people_of(group).leader is not None
    take_member_out(group.pk, key=PER, at=AT)
    assert people_of(group).leader is None
    put_member(group.pk, key=PER, name="Per", unit="")
    assert people_of(group).leader is None
    set_leader(group.pk, key=KARI)
    set_leader(group.pk, key=None)
    assert people_of(group).leader is None


def test_the_same_key_in_two_groups_is_two_people(group: Group, other: Group) -> None:
    for one in (group, other):
        put_member(one.pk, key=KARI, name=one.public_id, unit="")
        set_leader(one.pk, key=KARI)
    take_member_out(group.pk, key=KARI, at=AT)
    leader = people_of(other).leader
    assert leader is not None
    assert leader.name == other.public_id


# -- dates -----------------------------------------------------------------------------------------------------------


def test_a_date_set_twice_is_one_and_has_not_moved(group: Group) -> None:
    plan_date(group.pk, episode="first", day=DAY, at=AT)
    plan_date(group.pk, episode="first", day=DAY, at=LATER)
    assert the_date(group) == (DAY, time(9), 0, False, AT)


def test_each_move_is_counted_and_a_date_called_off_is_called_off_once(group: Group) -> None:
    plan_date(group.pk, episode="first", day=DAY, at=AT)
    plan_date(group.pk, episode="first", day=DAY, clock=time(10), at=LATER)
    assert the_date(group) == (DAY, time(10), 1, False, LATER)
    plan_date(group.pk, episode="first", day=DAY + timedelta(days=1), at=LATER)
    assert the_date(group) == (DAY + timedelta(days=1), time(10), 2, False, LATER)
    cancel_date(group.pk, episode="first", at=LATER)
    cancel_date(group.pk, episode="first", at=LATER)
    assert the_date(group)[2:4] == (3, True)
    plan_date(group.pk, episode="first", day=DAY + timedelta(days=1), at=LATER)
    assert the_date(group)[2:4] == (4, False)


def test_a_date_without_a_time_has_that_of_the_groups_latest_else_nine(group: Group, other: Group) -> None:
    plan_date(other.pk, episode="first", day=DAY, clock=time(15), at=LATER)
    plan_date(group.pk, episode="first", day=DAY, at=AT)
    assert planned_dates(group)["first"].time == time(9)
    plan_date(group.pk, episode="second", day=DAY, clock=time(12, 30), at=LATER)
    plan_date(group.pk, episode="third", day=DAY, at=LATER)
    assert planned_dates(group)["third"].time == time(12, 30)


def test_a_date_that_was_never_set_is_called_off_without_a_trace(group: Group) -> None:
    cancel_date(group.pk, episode="first", at=AT)
    assert planned_dates(group) == {}


# -- between ---------------------------------------------------------------------------------------------------------


def test_a_line_is_tidied_kept_once_and_refused_when_it_cannot_be_one(group: Group) -> None:
    assert keep(group, "  En\n linje ", said_by=" Åse  Ø. ") is None
    assert keep(group, "En annen") is None
    (line,) = between_lines(group)
    assert (line.text, line.said_by) == ("En linje", "Åse Ø.")
    assert keep(group, "\t\x07", key="d" * 32) == Refused("note-empty")
    assert keep(group, "x" * (LONGEST_LINE + 1), key="d" * 32) == Refused(
        "note-too-long", {"length": LONGEST_LINE + 1, "longest": LONGEST_LINE}
    )
    assert keep(group, "x", key="d" * 32, said_by="y" * 81) == Refused("name-too-long", {"length": 81, "longest": 80})
    assert BetweenLine.objects.count() == 1


def test_a_deleted_line_stays_deleted_when_it_is_sent_again_and_stands_when_it_is_taken_back(group: Group) -> None:
    keep(group, "En linje")
    delete_between_line(group, key="c" * 32, at=AT)
    keep(group, "En linje")
    assert between_lines(group) == []
    restore_between_line(group, key="c" * 32)
    assert [line.text for line in between_lines(group)] == ["En linje"]


def test_a_line_deleted_twice_was_deleted_the_first_time(group: Group) -> None:
    keep(group, "En linje")
    delete_between_line(group, key="c" * 32, at=AT)
    delete_between_line(group, key="c" * 32, at=LATER)
    assert BetweenLine.objects.get().deleted_at == AT


def test_another_groups_line_is_not_touched(group: Group, other: Group) -> None:
    keep(other, "Deres")
    delete_between_line(group, key="c" * 32, at=AT)
    assert [line.text for line in between_lines(other)] == ["Deres"]
    delete_between_line(other, key="c" * 32, at=AT)
    restore_between_line(group, key="c" * 32)
    assert between_lines(other) == []


# -- keeping ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "is_kept"), [(-1, False), (0, False), (1, True), (LONGEST_KEPT_DAYS, True)])
def test_notes_can_be_kept_from_tomorrow_to_three_years(days: int, is_kept: bool, group: Group) -> None:
    day = DAY + timedelta(days=days)
    assert (keep_notes_until(group, day=day, today=DAY) is None) is is_kept
    assert Group.objects.get(pk=group.pk).keep_until == (day if is_kept else None)


def test_one_day_too_long_is_refused_with_the_last_day_that_can_be_chosen(group: Group) -> None:
    refused = keep_notes_until(group, day=DAY + timedelta(days=LONGEST_KEPT_DAYS + 1), today=DAY)
    assert refused == Refused("keep-until-out-of-range", {"day": "1.12.2029", "latest": "30.11.2029"})
    assert keep_notes_until(group, day=None, today=DAY) is None
