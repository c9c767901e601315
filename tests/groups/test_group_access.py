"""Who may enter a group: whoever has followed its link in this browser, until the link is changed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from rundebord.groups.access import COOKIE, group_with_link, groups_in_browser, is_key_of, let_in
from rundebord.groups.models import Group
from rundebord.groups.operations import create_group
from rundebord.kernel.identifiers import new_secret

pytestmark = pytest.mark.django_db


def a_group() -> Group:
    return create_group(language="nb", at=datetime(2026, 9, 1, tzinfo=UTC))


class Browser:
    """Keeps the cookie that it is given, as a browser does."""

    def __init__(self) -> None:
        self.cookie = ""

    def request(self, *, https: bool = False) -> HttpRequest:
        request = RequestFactory().get("/", secure=https)
        if self.cookie:
            request.COOKIES[COOKIE] = self.cookie
        return request

    def follow_link_of(self, group: Group, *, https: bool = False) -> HttpResponse:
        response = HttpResponse()
        let_in(self.request(https=https), response, group)
        self.cookie = response.cookies[COOKIE].value
        return response

    def may_enter(self, group: Group) -> bool:
        return is_key_of(self.request(), Group.objects.get(pk=group.pk).secret)


def test_a_browser_that_was_let_in_may_enter() -> None:
    group, browser = a_group(), Browser()
    assert not browser.may_enter(group)
    browser.follow_link_of(group)
    assert browser.may_enter(group)


def test_a_member_of_another_group_may_not_enter() -> None:
    group, other, browser = a_group(), a_group(), Browser()
    browser.follow_link_of(other)
    assert not browser.may_enter(group)


def test_a_browser_may_be_let_into_several_groups_the_latest_first() -> None:
    first, second, browser = a_group(), a_group(), Browser()
    browser.follow_link_of(first)
    browser.follow_link_of(second)
    assert groups_in_browser(browser.request()) == [second, first]
    browser.follow_link_of(first)
    assert groups_in_browser(browser.request()) == [first, second]
    assert browser.may_enter(first)
    assert browser.may_enter(second)


@pytest.mark.parametrize("place", [0, 5, -1])
def test_a_cookie_that_was_tampered_with_opens_nothing(place: int) -> None:
    group, browser = a_group(), Browser()
    browser.follow_link_of(group)
    letters = list(browser.cookie)
    letters[place] = "A" if letters[place] != "A" else "B"
    browser.cookie = "".join(letters)
    assert not browser.may_enter(group)
    assert groups_in_browser(browser.request()) == []


def test_a_cookie_signed_elsewhere_or_for_something_else_opens_nothing() -> None:
    group, browser = a_group(), Browser()
    for key, salt in ((None, "rundebord.meetings.seat"), ("another key", "rundebord.groups.access")):
        browser.cookie = signing.dumps([group.secret], key=key, salt=salt)
        assert not browser.may_enter(group)


@pytest.mark.parametrize("nonsense", ["", "x", "a:b:c", "å", "\x00", ":" * 50, "x" * 5_000])
def test_a_cookie_of_nonsense_opens_nothing(nonsense: str) -> None:
    group, browser = a_group(), Browser()
    browser.cookie = nonsense
    assert not browser.may_enter(group)


@pytest.mark.parametrize("content", [{"a": 1}, "text", 7, None, [1, None, ["x"]]])
def test_a_signed_cookie_of_another_shape_opens_nothing(content: object) -> None:
    group, browser = a_group(), Browser()
    browser.cookie = signing.dumps(content, salt="rundebord.groups.access")
    assert not browser.may_enter(group)
    assert groups_in_browser(browser.request()) == []


def test_a_cookie_is_too_old_after_four_hundred_days(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    group, browser = a_group(), Browser()
    browser.follow_link_of(group)
    now = time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 399 * 86_400)
    assert browser.may_enter(group)
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 401 * 86_400)
    assert not browser.may_enter(group)


def test_a_changed_link_closes_every_door_that_it_had_opened() -> None:
    group, browser = a_group(), Browser()
    browser.follow_link_of(group)
    old = group.secret
    group.secret = new_secret()
    group.save()
    assert not browser.may_enter(group)
    assert groups_in_browser(browser.request()) == []
    assert group_with_link(old) is None
    browser.follow_link_of(group)
    assert browser.may_enter(group)


def test_a_browser_keeps_twenty_five_groups_and_the_oldest_goes_first() -> None:
    groups, browser = [a_group() for _ in range(27)], Browser()
    for group in groups:
        browser.follow_link_of(group)
    assert groups_in_browser(browser.request()) == groups[:1:-1]
    assert [browser.may_enter(group) for group in groups[:3]] == [False, False, True]
    assert len(browser.cookie) < 2_048


def test_the_link_finds_its_group_and_no_other() -> None:
    group, _other = a_group(), a_group()
    assert group_with_link(group.secret) == group
    for secret in ("", "x", group.secret[:-1], group.secret + "x", group.secret.upper(), group.public_id, "%", "\x00"):
        assert group_with_link(secret) is None


@pytest.mark.parametrize("https", [True, False])
def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites_and_of_http_when_there_is_https(https: bool) -> None:
    morsel = Browser().follow_link_of(a_group(), https=https).cookies[COOKIE]
    assert morsel["httponly"] is True
    assert morsel["samesite"] == "Lax"
    assert bool(morsel["secure"]) is https
    assert morsel["max-age"] == 400 * 86_400


def test_a_new_group_has_a_name_and_a_secret_of_its_own() -> None:
    one, two = a_group(), a_group()
    assert len({one.public_id, two.public_id, one.secret, two.secret}) == 4
    assert (len(one.public_id), len(one.secret)) == (12, 27)
    assert one.public_id not in one.secret
