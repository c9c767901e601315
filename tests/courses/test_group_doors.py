"""Several groups on one machine: whoever has not been let into a group finds nothing there, at any address."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest
from django.test import Client

from courses.assessing import AT, asked, english
from factories.courses import EPISODES, HeldCourse, between, hold_first
from rundebord.courses.urls import urlpatterns
from rundebord.groups.models import BetweenLine, Group
from rundebord.groups.operations import create_group, delete_group, plan_date
from rundebord.meetings.models import MeetingRow

pytestmark = pytest.mark.django_db

NOT_HERE = "aaaaaaaaaaaa"
"""The id of a group that does not exist."""


@dataclass(frozen=True)
class Row:
    """What an address answers to: its own browser, that of another group, and one that is let in nowhere."""

    get: tuple[int, int, int]
    post: tuple[int, int, int]
    fields: dict[str, str] = field(default_factory=dict)
    """What is posted; a field that begins with «@» is filled in by the test."""
    is_by_link: bool = False
    """The address is itself a key, or lies outside all groups: whoever has it is let in."""


READ = Row((200, 404, 404), (405, 405, 405))
TABLE = {
    "group-link": Row((302, 302, 302), (405, 405, 405), is_by_link=True),
    "demo": Row((405, 405, 405), (302, 302, 302), is_by_link=True),
    "assessment-answer": Row((200, 200, 200), (422, 422, 422), is_by_link=True),
    "group": READ,
    "catch-up": READ,
    "group-calendar": READ,
    "group-share-qr": READ,
    "paper": READ,
    "paper-pdf": READ,
    "paper-word": READ,
    "group-written": READ,
    "assessment-result": READ,
    "group-open": Row((405, 405, 405), (302, 404, 404), {"episode": EPISODES[1], "sure": "1"}),
    "group-undo": Row((405, 405, 405), (302, 404, 404), {"meeting": "@meeting"}),
    "group-version": Row((405, 405, 405), (302, 404, 404)),
    "group-line": Row(
        (405, 405, 405),
        (302, 404, 404),
        {"kind": "task", "episode": EPISODES[0], "key": "a" * 32, "text": "FREMMED"},
    ),
    "group-line-delete": Row((405, 405, 405), (302, 404, 404), {"key": "@line"}),
    "group-people": Row((200, 404, 404), (302, 404, 404), {"name": "FREMMED", "heads": "5"}),
    "group-dates": Row((200, 404, 404), (302, 404, 404), {f"day-{EPISODES[1]}": "1.3.2027"}),
    "group-share": Row((200, 404, 404), (302, 404, 404)),
    "group-keeping": Row((200, 404, 404), (302, 404, 404), {"day": ""}),
    "group-delete": Row((405, 405, 405), (302, 404, 404), {"do": "delete"}),
    "group-erase": Row((405, 405, 405), (302, 404, 404), {"id": "group:name"}),
    "assessment-open": Row((405, 405, 405), (302, 404, 404), {"when": "before", "heads": "8"}),
    "assessment-close": Row((405, 405, 405), (302, 404, 404), {"when": "before"}),
}


@pytest.fixture
def course(group: Group) -> HeldCourse:
    """A group with something behind every address."""
    asked(group)
    course = HeldCourse(group)
    hold_first(course)
    between(course, EPISODES[0])
    Group.objects.filter(pk=group.pk).update(name="Direktoratet")
    plan_date(group.pk, episode=EPISODES[1], day=AT.date().replace(year=2027), at=AT)
    group.refresh_from_db()
    return course


@pytest.fixture
def other(course: HeldCourse) -> Client:
    """The browser of another group on the same machine."""
    return english(create_group(language="nb", at=AT, programme=course.group.programme))


def address(name: str, course: HeldCourse, public_id: str = "") -> str:
    (route,) = (str(one.pattern) for one in urlpatterns if one.name == name)
    group = Group.objects.get(pk=course.group.pk)
    secret = group.secret if name == "group-link" else group.assessments.get().secret
    filled = route.replace("<str:group>", public_id or group.public_id).replace("<str:episode>", EPISODES[0])
    return "/" + filled.replace("<str:secret>", secret)


def fields(row: Row, course: HeldCourse) -> dict[str, str]:
    known = {"@meeting": course.meeting, "@line": BetweenLine.objects.values_list("key", flat=True)[0]}
    return {name: known.get(value, value) for name, value in row.fields.items()}


def everything(group: Group) -> list[tuple[object, ...]]:
    """All that a post could have changed in the group."""
    rows: list[tuple[object, ...]] = [*Group.objects.filter(pk=group.pk).values_list()]
    for its in (group.members, group.planned_dates, group.between_lines, group.assessments):
        rows += its.order_by("pk").values_list()
    return [*rows, *MeetingRow.objects.filter(group=group).order_by("number").values_list()]


def test_every_address_of_a_group_stands_in_the_table() -> None:
    assert sorted(TABLE) == sorted(str(one.name) for one in urlpatterns)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_an_address_answers_its_own_group_and_nobody_else(
    name: str, course: HeldCourse, other: Client, phone: Client
) -> None:
    row, ours = TABLE[name], english(course.group)
    at, posted = address(name, course), fields(row, course)
    assert [who.get(at).status_code for who in (ours, other, phone)] == list(row.get)
    # A link lets in whoever follows it: the browsers are strangers again.
    if row.is_by_link:
        other, phone = english(create_group(language="nb", at=AT, programme=course.group.programme)), english()
    before = everything(course.group)
    foreign = [who.post(at, posted).status_code for who in (other, phone)]
    assert everything(course.group) == before
    assert [ours.post(at, posted).status_code, *foreign] == list(row.post)


@pytest.mark.parametrize("name", sorted(name for name, row in TABLE.items() if not row.is_by_link))
def test_a_group_that_does_not_exist_looks_like_one_that_is_not_ones_own(
    name: str, course: HeldCourse, other: Client
) -> None:
    foreign, unknown = (
        re.sub(r'(nonce|value)="[^"]+"', "", other.get(address(name, course, public_id)).content.decode())
        for public_id in ("", NOT_HERE)
    )
    assert foreign == unknown


@pytest.mark.parametrize("name", sorted(TABLE))
def test_nothing_of_a_deleted_group_is_shown_but_the_way_back(name: str, course: HeldCourse) -> None:
    row, ours = TABLE[name], english(course.group)
    at, posted = address(name, course), fields(row, course)
    delete_group(course.group, at=AT)
    got = {"group": 410, "group-link": 302}.get(name, 405 if row.get[0] == 405 else 404)
    sent = {"group": 405, "group-link": 405, "group-delete": 302, "demo": 302}.get(
        name, 405 if row.post[0] == 405 else 404
    )
    answer = ours.get(at)
    assert (answer.status_code, ours.post(at, posted).status_code) == (got, sent)
    assert "Direktoratet" not in answer.content.decode()


def test_the_meetings_of_a_deleted_group_are_shut_too(course: HeldCourse) -> None:
    ours = english(course.group)
    assert ours.get(f"/mote/{course.meeting}").status_code == 200
    delete_group(course.group, at=AT)
    assert ours.get(f"/mote/{course.meeting}").status_code == 404
    assert ours.post(f"/mote/{course.meeting}/kommando", {"command": "reopen-meeting"}).status_code == 404


def test_a_meeting_of_another_group_is_not_undone_through_ones_own_page(course: HeldCourse) -> None:
    mine = create_group(language="nb", at=AT, programme=course.group.programme)
    browser = english(mine)
    browser.post(f"/gruppe/{mine.public_id}/angre", {"meeting": course.meeting})
    assert MeetingRow.objects.get(pk=course.meeting).undone_at is None
    browser.post(f"/gruppe/{mine.public_id}/linje/slett", {"key": BetweenLine.objects.values_list("key", flat=True)[0]})
    assert BetweenLine.objects.exclude(deleted_at=None).count() == 0
    assert browser.post(f"/gruppe/{mine.public_id}/alt/slett", {"id": "name:" + "x" * 32}).status_code == 404


def test_an_old_link_is_answered_with_a_sentence_and_a_way_on(course: HeldCourse, phone: Client) -> None:
    old = course.group.secret
    english(course.group).post(f"/gruppe/{course.group.public_id}/lenke")
    answer = phone.get(f"/g/{old}")
    assert answer.status_code == 404
    assert "This link opens nothing" in answer.content.decode()
    assert 'href="/"' in answer.content.decode()
    assert phone.get(f"/g/{Group.objects.get(pk=course.group.pk).secret}").status_code == 302


def test_whoever_makes_a_new_link_stays_in_and_everybody_else_is_out(course: HeldCourse) -> None:
    ours, theirs = english(course.group), english(course.group)
    its = f"/gruppe/{course.group.public_id}"
    assert theirs.get(its).status_code == 200
    assert ours.post(f"{its}/lenke").status_code == 302
    assert (ours.get(its).status_code, theirs.get(its).status_code) == (200, 404)


def test_a_new_link_that_is_asked_for_twice_is_one_and_the_browser_that_asked_is_in(course: HeldCourse) -> None:
    its = f"/gruppe/{course.group.public_id}"
    page = english(course.group).get(f"{its}/lenke").content.decode()
    (to_come,) = re.findall(r'name="to_come" value="([^"]+)"', page)
    # The answer to the first never arrives: the second comes from a browser that knows the old link alone.
    first, second = english(course.group), english(course.group)
    assert first.post(f"{its}/lenke", {"to_come": to_come}).status_code == 302
    new = Group.objects.get(pk=course.group.pk).secret
    assert new != course.group.secret
    assert second.post(f"{its}/lenke", {"to_come": to_come}).status_code == 302
    assert Group.objects.get(pk=course.group.pk).secret == new
    assert second.get(its).status_code == 200


def test_a_page_from_before_a_new_link_lets_nobody_in(course: HeldCourse) -> None:
    its = f"/gruppe/{course.group.public_id}"
    ours, theirs = english(course.group), english(course.group)
    pages = [who.get(f"{its}/lenke").content.decode() for who in (ours, theirs)]
    mine, old = (re.findall(r'name="to_come" value="([^"]+)"', page)[0] for page in pages)
    ours.post(f"{its}/lenke", {"to_come": mine})
    assert theirs.post(f"{its}/lenke", {"to_come": old}).status_code == 404
    assert theirs.get(its).status_code == 404
    ours.post(f"{its}/lenke", {"to_come": old})
    assert theirs.post(f"{its}/lenke", {"to_come": old}).status_code == 404


def test_the_page_of_one_group_does_not_make_the_link_of_another(course: HeldCourse) -> None:
    mine = create_group(language="nb", at=AT, programme=course.group.programme)
    page = english(mine).get(f"/gruppe/{mine.public_id}/lenke").content.decode()
    (to_come,) = re.findall(r'name="to_come" value="([^"]+)"', page)
    english(mine).post(f"/gruppe/{mine.public_id}/lenke", {"to_come": to_come})
    assert english(mine).post(f"/gruppe/{course.group.public_id}/lenke", {"to_come": to_come}).status_code == 404
    english(course.group).post(f"/gruppe/{course.group.public_id}/lenke", {"to_come": to_come})
    secrets = list(Group.objects.values_list("secret", flat=True))
    assert len(secrets) == len(set(secrets))


def test_the_link_cannot_be_guessed_and_is_shown_with_what_it_means(course: HeldCourse) -> None:
    assert re.fullmatch(r"[2-9a-z]{27}", course.group.secret)
    page = english(course.group).get(f"/gruppe/{course.group.public_id}/lenke").content.decode()
    assert f"http://testserver/g/{course.group.secret}" in page
    assert "whoever has it can read and write" in page
    assert 'href="mailto:?' in page


def test_no_other_page_of_the_group_holds_its_link(course: HeldCourse) -> None:
    ours = english(course.group)
    leaking = [
        name
        for name, row in TABLE.items()
        if row.get[0] == 200
        and name != "group-share"
        and course.group.secret in ours.get(address(name, course)).content.decode("utf-8", "replace")
    ]
    assert leaking == []


def test_the_link_leaves_no_trace_where_it_leads(course: HeldCourse, phone: Client) -> None:
    answer = phone.get(f"/g/{course.group.secret}")
    assert answer.headers["Location"] == f"/gruppe/{course.group.public_id}"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]
