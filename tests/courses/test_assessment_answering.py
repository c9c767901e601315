"""One person answers the self-assessment: counted once, shown to themselves once, and remembered nowhere."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from django.core import signing
from django.test import Client

from courses.assessing import AT, ITS, answered, asked, english, form_of, link, opened, result, send
from rundebord.courses.assessment import close_assessment
from rundebord.courses.assessment_browser import COOKIE, SentForms
from rundebord.courses.models import Assessment
from rundebord.groups.access import COOKIE as KEYS
from rundebord.groups.models import Group

pytestmark = pytest.mark.django_db


def test_the_questions_can_each_be_answered_skipped_or_not_known(phone: Client, before: Assessment) -> None:
    page = opened(phone, link(before))
    assert page.count("<fieldset") == len(ITS.statements) == 12
    for statement in ITS.statements:
        assert statement.texts["nb"] in page
        values = re.findall(rf'type="radio" name="s-{statement.id}" value="([^"]*)"', page)
        assert values == ["1", "2", "3", "4", "5", "dont-know", ""]
    assert page.count(" checked") == 0


def test_before_anybody_answers_the_page_says_who_will_see_it_and_what_it_is_not(
    phone: Client, before: Assessment
) -> None:
    page = opened(phone, link(before))
    first_question = page.index("<fieldset")
    for words in ("shown without names", "somebody may guess all the same", "no test", "may go down"):
        assert 0 < page.index(words) < first_question
    assert "cannot be changed" in page


def test_an_answer_is_counted_and_shown_once_to_the_one_who_gave_it(phone: Client, before: Assessment) -> None:
    page = send(phone, before, {"p01": "4", "p02": "dont-know", "p03": ""})
    assert answered(before) == (1, 2)
    assert "1 of 8 has answered." in page
    assert "Only you see this now" in page
    said = re.findall(r'class="own-said[^>]*>([^<]*)<', page)
    assert said == ["4", "don&#x27;t know", *["skipped"] * 10]
    # Never again: it is kept nowhere.
    assert "own-said" not in opened(phone, link(before))


def test_a_form_that_is_sent_twice_is_counted_once(phone: Client, before: Assessment) -> None:
    form = form_of(opened(phone, link(before)))
    for _ in range(2):
        phone.cookies.pop(COOKIE, None)  # a double click: the second post leaves before the first is answered
        assert "your answers are counted" in send(phone, before, {"p01": "4"}, form=form)
    assert answered(before) == (1, 1)


def test_a_form_that_is_changed_and_sent_again_is_not_said_to_be_counted(phone: Client, before: Assessment) -> None:
    form = form_of(opened(phone, link(before)))
    send(phone, before, {"p01": "4"}, form=form)
    phone.cookies.pop(COOKIE)
    page = send(phone, before, {"p01": "5"}, status=409, form=form)
    assert "your answers are counted" not in page
    assert "<fieldset" not in page
    assert "This browser has answered" in page
    assert answered(before) == (1, 1)


def test_a_browser_that_has_answered_is_told_so_and_may_answer_for_one_more(phone: Client, before: Assessment) -> None:
    send(phone, before, {"p01": "4"})
    page = opened(phone, link(before))
    assert "<fieldset" not in page
    assert "This browser has answered" in page
    assert f'href="{link(before)}?en-til"' in page
    again = opened(phone, f"{link(before)}?en-til")
    assert 'name="again"' in again
    send(phone, before, {"p01": "2"}, again="1")
    assert answered(before) == (2, 2)


def test_two_forms_of_one_browser_are_two_only_if_somebody_says_so(phone: Client, before: Assessment) -> None:
    first, second = (form_of(opened(phone, link(before))) for _ in range(2))
    send(phone, before, {"p01": "4"}, form=first)
    page = send(phone, before, {"p01": "2"}, status=409, form=second)
    assert "Are you somebody else, send once more" in page
    assert 'value="2" checked' in page
    assert answered(before) == (1, 1)
    send(phone, before, {"p01": "2"}, form=form_of(page), again="1")
    assert answered(before) == (2, 2)


def test_an_empty_form_is_refused_in_words(phone: Client, before: Assessment) -> None:
    page = send(phone, before, {"p01": "", "p02": ""}, status=422)
    assert "You have answered none of them" in page
    assert page.count("<fieldset") == 12
    assert answered(before) == (0, 0)
    assert COOKIE not in phone.cookies


@pytest.mark.parametrize("answers", [{"p01": "9"}, {"p99": "4"}, {"p01": "4", "p02": "høy"}, {"": "4"}])
def test_what_no_form_of_ours_sends_is_refused_in_words(
    phone: Client, before: Assessment, answers: Mapping[str, str]
) -> None:
    assert "could not be read" in send(phone, before, answers, status=422)
    assert answered(before) == (0, 0)


@pytest.mark.parametrize("secret", ["x", "a" * 27, "a" * 5_000, "%F0%9F%90%A2", "%00", "%FF", "%ED%A0%80", "a'b\"c"])
def test_a_link_that_is_not_ours_says_so(phone: Client, before: Assessment, secret: str) -> None:
    for response in (phone.get(f"/svar/{secret}"), phone.post(f"/svar/{secret}", {"s-p01": "4"})):
        assert response.status_code == 404
        assert "This link opens nothing" in response.content.decode()


def test_a_closed_assessment_says_so_and_counts_nothing(phone: Client, before: Assessment) -> None:
    send(phone, before, {"p01": "4"})
    form = form_of(opened(phone, f"{link(before)}?en-til"))
    close_assessment(assessment=before, at=AT, is_sure=True)
    assert "The result is shown already" in opened(phone, link(before))
    page = send(phone, before, {"p01": "4"}, status=409, form=form, again="1")
    assert "Your answers were not counted." in page
    assert answered(before) == (1, 1)


def test_when_all_have_answered_the_page_says_so(phone: Client, group: Group) -> None:
    small = asked(group, heads=1)
    form = form_of(opened(phone, link(small)))
    assert "?en-til" not in send(phone, small, {"p01": "4"})
    assert "Everybody has answered" in opened(phone, link(small))
    late = send(english(), small, {"p01": "4"}, status=409, form=form[::-1])
    assert "Your answers were not counted." in late


def test_a_phone_that_has_never_been_here_reads_what_its_group_reads(group: Group, before: Assessment) -> None:
    Group.objects.filter(pk=group.pk).update(language="nn")
    assert '<html lang="nn"' in opened(Client(), link(before))
    assert '<html lang="en"' in opened(english(), link(before))


def test_the_link_to_the_questions_opens_nothing_else(phone: Client, group: Group, before: Assessment) -> None:
    send(phone, before, {"p01": "4"})
    assert "/gruppe/" not in opened(phone, link(before))
    result(phone, group, status=404)
    assert KEYS not in phone.cookies
    assert group.secret not in opened(phone, f"{link(before)}?en-til")


# -- what the browser remembers ---------------------------------------------------------------------------------------


def test_the_browser_remembers_that_it_has_answered_and_not_what_or_when(phone: Client, before: Assessment) -> None:
    send(phone, before, {"p01": "4"})
    cookie = phone.cookies[COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/svar/", True, "Lax")
    assert before.secret not in cookie.value
    marks = signing.Signer(salt="rundebord.courses.assessment").unsign_object(cookie.value)
    assert len(marks) == 1
    # Another answer at another time leaves the same.
    other = english()
    send(other, before, {"p01": "1", "p05": "3"})
    assert other.cookies[COOKIE].value == cookie.value


def test_having_answered_before_is_not_having_answered_after(phone: Client, group: Group, before: Assessment) -> None:
    after = asked(group, when="after")
    send(phone, before, {"p01": "4"})
    assert "<fieldset" in opened(phone, link(after))
    send(phone, after, {"p01": "4"})
    for one in (before, after):
        assert "This browser has answered" in opened(phone, link(one))


@pytest.mark.parametrize("value", ["", "x", "ø", "W10:falsk", '["a"]'])
def test_a_cookie_that_is_not_ours_is_no_cookie(phone: Client, before: Assessment, value: str) -> None:
    phone.cookies[COOKIE] = value
    assert "<fieldset" in opened(phone, link(before))


def test_the_process_forgets_old_forms_and_keeps_nothing_to_read_answers_from() -> None:
    sent = SentForms()
    for number in range(1_200):
        sent.add(f"form {number}", {"p01": "4"})
    assert not sent.has("form 0")
    assert sent.has("form 1199")
    assert not sent.has("")
    assert not [known for known in (*sent._known, sent._latest[0]) if not re.fullmatch("[0-9a-f]{64}", known)]


def test_own_answers_are_shown_again_for_a_moment_and_never_to_the_next_one() -> None:
    now = [100.0]
    sent = SentForms(seconds=lambda: now[0])
    sent.add("one", {"p01": "4"})
    assert sent.has_just("one", {"p01": "4"})
    assert not sent.has_just("one", {"p01": "5"})
    now[0] += 10
    assert not sent.has_just("one", {"p01": "4"})
    sent.add("two", {"p01": "4"})
    sent.add("three", {"p01": "4"})
    assert not sent.has_just("two", {"p01": "4"})
    assert sent.has("one")
