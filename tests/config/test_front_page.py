"""The front page: one button for who is new; for who has been here, where the group is and what is next."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client
from django.utils import timezone

from factories.living import CLOSE, ON, START, give
from rundebord.groups.access import COOKIE
from rundebord.groups.models import Group
from rundebord.groups.operations import create_group, delete_group, name_group, renew_secret
from rundebord.meetings.core import commands as c
from rundebord.meetings.models import MeetingRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(programme: str) -> Client:
    """A browser that reads English, in a house where the small programme is installed."""
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def front(browser: Client) -> str:
    response = browser.get("/")
    assert response.status_code == 200
    return str(response.content.decode())


def start(browser: Client) -> str:
    """The browser has started a group; the id of its meeting."""
    return str(browser.post("/start").headers["Location"]).rpartition("/")[2]


def test_a_new_browser_sees_one_way_to_begin_and_one_to_read_on(browser: Client) -> None:
    page = front(browser)
    assert page.count("Start the first meeting") == 1
    assert page.count('href="/program"') == 1
    assert "My group" not in page
    assert "Have you lost the way in to your group?" in page


def test_the_group_that_has_not_begun_is_to_be_opened(browser: Client) -> None:
    meeting = start(browser)
    page = front(browser)
    assert "Meeting 1 has not begun" in page
    assert f'href="/mote/{meeting}"' in page
    assert "Open: Meeting 1" in page
    assert "Start with a new group" in page
    assert "Start the first meeting" not in page


def test_the_front_page_says_how_far_a_meeting_has_come_and_that_it_was_broken_off(browser: Client) -> None:
    meeting = start(browser)
    give(meeting, START)
    assert "Meeting 1 · step 1 of 2<" in front(browser)
    assert "Go on: Meeting 1" in front(browser)
    give(meeting, c.BreakOff())
    assert "Meeting 1 · step 1 of 2, broken off<" in front(browser)


def test_a_meeting_that_is_held_has_its_day_and_can_be_read(browser: Client) -> None:
    meeting = start(browser)
    give(meeting, START, ON, CLOSE)
    MeetingRow.objects.filter(pk=meeting).update(closed_at=datetime(2025, 11, 24, 23, 30, tzinfo=UTC))
    page = front(browser)
    assert "Meeting 1 was held Nov. 25, 2025" in page
    assert "Go to the group&#x27;s page" in page
    assert "Go on:" not in page


def test_the_year_is_left_out_when_it_is_this_one(browser: Client) -> None:
    start(browser)
    page = front(browser)
    today = timezone.localdate()
    assert f"The group that began {today:%B}" in page
    assert f"{today.year}" not in page.partition("The group that began")[2].partition("<")[0]


def test_two_groups_of_one_day_are_told_apart_by_the_time(browser: Client) -> None:
    start(browser)
    assert " at " not in front(browser).partition("The group that began")[2].partition("<")[0]
    start(browser)
    page = front(browser)
    assert "My groups" in page
    assert page.count("The group that began") == 4  # each twice: as heading, and for screen readers at its link
    assert " at " in page.partition("The group that began")[2].partition("<")[0]


def test_only_the_groups_of_this_browser_are_shown(browser: Client) -> None:
    start(Client())
    assert "My group" not in front(browser)


def test_a_group_that_has_not_met_is_left_out(browser: Client) -> None:
    start(browser)
    empty = create_group(language="nb", at=datetime(2026, 9, 1, tzinfo=UTC))
    secrets = list(Group.objects.values_list("secret", flat=True))
    assert empty.secret in secrets
    browser.cookies[COOKIE] = signing.dumps(secrets, salt="rundebord.groups.access")
    assert "My group" in front(browser)
    assert empty.secret not in front(browser)


def test_the_groups_own_link_is_the_one_that_lets_another_browser_in(browser: Client) -> None:
    meeting = start(browser)
    group = Group.objects.get()
    assert f"http://testserver/g/{group.secret}</code>" in front(browser)
    other = Client()
    assert other.get(f"/g/{group.secret}").headers["Location"] == f"/gruppe/{group.public_id}"
    assert other.get(f"/mote/{meeting}").status_code == 200


def test_a_link_that_was_renewed_shuts_the_old_browser_out(browser: Client) -> None:
    meeting = start(browser)
    group = Group.objects.get()
    old = group.secret
    renew_secret(group)
    assert Group.objects.get().secret == group.secret != old
    assert browser.get(f"/mote/{meeting}").status_code == 404
    assert browser.get(f"/g/{old}").status_code == 404
    assert "My group" not in front(browser)
    assert browser.get(f"/g/{group.secret}").status_code == 302
    assert browser.cookies[COOKIE].value
    assert browser.get(f"/mote/{meeting}").status_code == 200


def test_a_group_that_was_deleted_says_until_when_it_can_be_taken_back(browser: Client) -> None:
    meeting = start(browser)
    group = Group.objects.get()
    delete_group(group, at=timezone.now())
    page = front(browser)
    assert "Deleted. It can be taken back until" in page
    assert f'href="/gruppe/{group.public_id}"' in page
    assert meeting not in page
    assert group.secret not in page


def test_a_group_with_a_name_is_called_by_it(browser: Client) -> None:
    start(browser)
    name_group(Group.objects.get(), name="The leaders")
    assert "The leaders" in front(browser)


def test_a_made_up_group_is_nobodys_own(browser: Client) -> None:
    start(browser)
    Group.objects.update(is_demo=True)
    assert "My group" not in front(browser)


def test_the_front_page_is_never_kept_by_the_browser(browser: Client) -> None:
    assert "no-store" in browser.get("/").headers["Cache-Control"]
