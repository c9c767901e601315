"""Who a group is: all optional but how many they are, and nothing that was typed is lost."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from factories.courses import EPISODES, HeldCourse
from rundebord.groups.models import Group, Member
from rundebord.groups.operations import put_member, set_leader, take_member_out
from rundebord.groups.queries import people_of
from rundebord.meetings.erasing import erase_name
from rundebord.meetings.operations import clock

pytestmark = pytest.mark.django_db

KARI, PER = "a" * 32, "b" * 32


@pytest.fixture
def named(group: Group) -> Group:
    """Kari, who leads, and Per."""
    put_member(group.pk, key=KARI, name="Kari", unit="Økonomi")
    put_member(group.pk, key=PER, name="Per", unit="")
    set_leader(group.pk, key=KARI)
    return group


def page(client: Client, group: Group, status: int = 200, **typed: str) -> str:
    """The page; posted first, if anything is typed."""
    at = f"/gruppe/{group.public_id}/hvem"
    fields = {name.replace("_", "-"): value for name, value in typed.items()}
    answer = client.post(at, fields) if typed else client.get(at)
    if answer.status_code == 302:
        answer = client.get(answer.headers["Location"])
    assert answer.status_code == status
    return answer.content.decode()


def names(group: Group) -> list[tuple[str, str, bool]]:
    return [(one.name, one.unit, one.is_leader) for one in people_of(group).present]


def value_of(html: str, name: str) -> str:
    (found,) = re.findall(rf'name="{name}" value="([^"]*)"', html)
    return str(found)


def test_only_the_number_is_needed(ours: Client, group: Group) -> None:
    assert "Saved" in page(ours, group, heads="1")
    group.refresh_from_db()
    assert (group.heads, group.name, names(group)) == (1, "", [])


def test_a_member_has_a_name_and_what_they_answer_for(ours: Client, group: Group) -> None:
    page(ours, group, heads="8", new_name="  Åse   Ødegård ", new_unit="HR")
    assert names(group) == [("Åse Ødegård", "HR", False)]
    page(ours, group, heads="8", name="Direktoratet", leader=people_of(group).present[0].key)
    assert names(group) == [("Åse Ødegård", "HR", True)]
    assert Group.objects.get(pk=group.pk).name == "Direktoratet"


def test_one_is_the_top_leader_and_no_other(ours: Client, named: Group) -> None:
    page(ours, named, heads="8", leader=PER)
    assert [is_leader for _name, _unit, is_leader in names(named)] == [False, True]
    page(ours, named, heads="8", leader="")
    assert not any(is_leader for _name, _unit, is_leader in names(named))


def test_a_leader_who_leaves_is_no_leader_any_more(ours: Client, named: Group) -> None:
    page(ours, named, **{"heads": "8", f"out-{KARI}": "1", "leader": KARI})
    assert names(named) == [("Per", "", False)]
    assert not Member.objects.get(key=KARI).is_leader


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"heads": "0"}, "You said «0» people. A group is from 1 to 40."),
        ({"heads": "41"}, "You said «41» people. A group is from 1 to 40."),
        ({"heads": "abc"}, "You said «abc» people."),
        ({"heads": ""}, "You said «» people."),
        ({"heads": "-3"}, "You said «-3» people."),
        ({"heads": "8", "new-name": "x" * 81}, "The name has 81 characters, and there is room for 80."),
        ({"heads": "8", "new-name": "", "new-unit": "HR"}, "The name was empty."),
        ({"heads": "8", f"name-{PER}": " "}, "The name was empty."),
        ({"heads": "8", f"name-{PER}": "KARI"}, "«KARI» is on the list already."),
        ({"heads": "8", "new-name": "per"}, "«per» is on the list already."),
        ({"heads": "8", "name": "x" * 121}, "The name has 121 characters, and there is room for 120."),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_changed_or_lost(
    typed: dict[str, str], sentence: str, ours: Client, named: Group
) -> None:
    before = names(named), named.heads
    fields = {"name": "Nytt navn", "new-name": "Ola", f"unit-{KARI}": "Alt", "leader": PER, **typed}
    answer = ours.post(f"/gruppe/{named.public_id}/hvem", fields)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in html
    assert "Nothing was changed" in html
    named.refresh_from_db()
    assert (names(named), named.heads, named.name) == (*before, "")
    for name, value in fields.items():
        if name != "leader":
            assert value_of(html, name) == value
    assert re.search(rf'name="leader" value="{PER}" checked', html)


def test_more_names_than_heads_makes_the_number_right(ours: Client, named: Group) -> None:
    page(ours, named, heads="2", new_name="Ola")
    named.refresh_from_db()
    assert named.heads == 3


def test_forty_names_is_the_most_that_the_number_follows(ours: Client, group: Group) -> None:
    for number in range(40):
        put_member(group.pk, key=f"{number:032x}", name=f"Navn {number}", unit="")
    page(ours, group, heads="8", new_name="Navn 40")
    group.refresh_from_db()
    assert (group.heads, len(names(group))) == (40, 41)


def test_the_list_is_full_at_sixty(ours: Client, group: Group) -> None:
    for number in range(60):
        put_member(group.pk, key=f"{number:032x}", name=f"Navn {number}", unit="")
    assert "The list holds 60 names" in page(ours, group, 422, heads="8", new_name="Navn 60")


def test_who_has_left_is_remembered_as_having_been_there(ours: Client, named: Group) -> None:
    html = page(ours, named, **{"heads": "8", f"out-{PER}": "1"})
    assert "Per" in html.partition("Have been in the group")[2]
    assert Member.objects.get(key=PER).name == "Per"


def test_somebody_who_comes_back_is_the_same_person(ours: Client, named: Group) -> None:
    take_member_out(named.pk, key=PER, at=clock.now())
    page(ours, named, heads="8", new_name="per", new_unit="IT")
    assert [(one.key, one.name, one.unit) for one in people_of(named).present][1:] == [(PER, "per", "IT")]
    assert people_of(named).former == []


def test_two_whose_names_were_erased_do_not_lock_the_list(ours: Client, named: Group) -> None:
    for key in (KARI, PER):
        erase_name(named, key)
    assert "Saved" in page(ours, named, heads="8", new_name="Ola", **{f"name-{KARI}": "–", f"name-{PER}": "–"})
    assert [name for name, _unit, _leader in names(named)] == ["–", "–", "Ola"]


def test_an_erased_name_is_not_listed_among_those_who_have_been_here(ours: Client, named: Group) -> None:
    take_member_out(named.pk, key=PER, at=clock.now())
    erase_name(named, PER)
    assert "Have been in the group" not in page(ours, named)
    page(ours, named, heads="8", new_name="–")
    assert PER not in [one.key for one in people_of(named).present]


def test_members_of_another_group_are_not_reached_by_their_keys(ours: Client, named: Group) -> None:
    other = Group.objects.create(public_id="b" * 12, secret="c" * 27, language="nb", created_at=clock.now())
    put_member(other.pk, key="d" * 32, name="Fremmed", unit="")
    page(ours, named, **{"heads": "8", "leader": "d" * 32, f"name-{'d' * 32}": "Tatt", f"out-{'d' * 32}": "1"})
    assert names(other) == [("Fremmed", "", False)]


def test_names_that_are_saved_stand_in_a_lobby_that_is_open(ours: Client, named: Group) -> None:
    course = HeldCourse(named)
    course.open(EPISODES[0])
    page(ours, named, heads="8", new_name="Ola", **{f"out-{PER}": "1"})
    assert [one.name for one in course.state.members.values()] == ["Kari", "Ola"]
    assert course.state.leader is None


def test_a_group_of_one_holds_a_whole_meeting(ours: Client, group: Group) -> None:
    page(ours, group, heads="1", new_name="Kari")
    course = HeldCourse(group)
    course.open(EPISODES[0])
    assert course.state.head_count == 1
    course.go_to("runde")
    course.say("Vi regner det ut")
    course.close()
    for at in ("", "/utgangspunkt", f"/for-deg/{EPISODES[0]}", "/hvem", "/datoer", "/alt"):
        assert ours.get(f"/gruppe/{group.public_id}{at}").status_code == 200
    assert ours.get(f"/mote/{course.meeting}").status_code == 200
