"""Posts that no page of ours sends: answered in words, never with a server error, and nothing of the group is lost."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.assessing import english
from factories.courses import EPISODES, FOLLOW_UPS, HeldCourse, between, hold_first
from rundebord.courses.urls import urlpatterns
from rundebord.groups.models import BetweenLine, Group
from rundebord.meetings.models import EventRow

pytestmark = pytest.mark.django_db

FIELDS = {
    "mote": ("episode", "again", "sure"),
    "angre": ("meeting", "back"),
    "utgave": ("version",),
    "linje": ("kind", "episode", "key", "text", "said_by"),
    "linje/slett": ("key", "back"),
    "hvem": ("name", "heads", "leader", "new-name", "new-unit", "name-@", "unit-@", "out-@"),
    "datoer": tuple(f"{field}-{one}" for one in (*EPISODES, *FOLLOW_UPS, "nonesuch") for field in ("day", "clock")),
    "lenke": ("to_come",),
    "sletting": ("day",),
    "slett": ("do",),
    "alt/slett": ("id",),
    "egenvurdering/apne": ("when", "heads"),
    "egenvurdering/vis": ("when", "sure"),
}
ODD = ("", " ", "\x00", "a\x00b", "x" * 5_000, "😀" * 500, "‮", "%00", "&", "<b>", "-1", "1e9", "9" * 400, "١٢", "'--")
KNOWN = (
    *(*EPISODES, *FOLLOW_UPS, "task", "catch-up", "1", "40", "41", "before", "after", "1.1.2027", "2027-01-01"),
    *("09.00", "a" * 32, "restore", "line:" + "a" * 32, "group:name", "cell:a|b|c|d", "name:" + "a" * 32),
)
values = st.one_of(st.sampled_from(ODD), st.sampled_from(KNOWN), st.text(max_size=40))
posts = st.sampled_from(sorted(FIELDS)).flatmap(
    lambda at: st.tuples(
        st.just(at), st.dictionaries(st.one_of(st.sampled_from(FIELDS[at]), st.text(max_size=8)), values, max_size=6)
    )
)


@pytest.fixture
def course(group: Group) -> HeldCourse:
    course = HeldCourse(group)
    hold_first(course)
    between(course, EPISODES[0])
    return course


def test_every_post_of_a_group_is_tried_here() -> None:
    routes = {str(one.pattern).removeprefix("gruppe/<str:group>/") for one in urlpatterns}
    gets = {
        "for-deg/<str:episode>",
        "kalender.ics",
        "lenke.svg",
        "utgangspunkt",
        "utgangspunkt.pdf",
        "utgangspunkt.docx",
    }
    gets |= {"alt", "egenvurdering", "gruppe/<str:group>", "g/<str:secret>", "svar/<str:secret>", "prov"}
    assert sorted(routes - gets) == sorted(FIELDS)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(post=posts)
def test_an_odd_post_is_never_our_fault(post: tuple[str, dict[str, str]], course: HeldCourse) -> None:
    at, fields = post
    group = Group.objects.get(pk=course.group.pk)
    browser = english(group)
    member = group.members.values_list("key", flat=True)[0]
    named = {name.replace("@", member): value.encode("utf-8", "replace") for name, value in fields.items()}
    facts = EventRow.objects.filter(meeting=course.meeting).count()
    body = urlencode({name.encode("utf-8", "replace"): value for name, value in named.items()})
    answer = browser.post(f"/gruppe/{group.public_id}/{at}", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (302, 404, 409, 422), (at, fields)
    page = browser.get(f"/gruppe/{group.public_id}")
    assert page.status_code in (200, 404, 410)
    if page.status_code == 200:
        assert browser.get(f"/gruppe/{group.public_id}/utgangspunkt").status_code == 200
        assert EventRow.objects.filter(meeting=course.meeting).count() >= facts
    Group.objects.filter(pk=group.pk).update(deleted_at=None)


@pytest.mark.parametrize("at", sorted(FIELDS))
def test_an_empty_post_and_one_that_is_no_form_are_answered(at: str, course: HeldCourse) -> None:
    its = f"/gruppe/{course.group.public_id}/{at}"
    for kind, body in (
        ("application/x-www-form-urlencoded", ""),
        ("application/json", '{"a": 1}'),
        ("multipart/form-data; boundary=x", "--x\r\nnonsense"),
        ("application/x-www-form-urlencoded; charset=utf-7", "name=+2AA-"),
        ("text/plain", "\x00\xff"),
    ):
        assert english(course.group).post(its, body, content_type=kind).status_code in (302, 400, 404, 422)


@pytest.mark.parametrize("name", sorted(str(one.name) for one in urlpatterns))
@pytest.mark.parametrize("word", ["\x00", "a" * 5_000, "%ff", "😀", "..%2f..", "<b>"])
def test_an_address_that_is_nobodys_is_nothing_here(name: str, word: str, phone: Client) -> None:
    if name == "demo":
        return
    (route,) = (str(one.pattern) for one in urlpatterns if one.name == name)
    at = "/" + route.replace("<str:group>", word).replace("<str:episode>", word).replace("<str:secret>", word)
    assert phone.get(at).status_code in (404, 405)
    assert phone.post(at).status_code in (404, 405)


def test_a_line_with_every_kind_of_letter_is_kept_to_the_letter(course: HeldCourse) -> None:
    text = "Å være <bud> & «mellom» 'to' \"etater\" 😀 שלום \u202e"
    ours = english(course.group)
    fields = {"kind": "task", "episode": EPISODES[0], "key": "b" * 32, "text": text}
    ours.post(f"/gruppe/{course.group.public_id}/linje", fields)
    assert BetweenLine.objects.get(key="b" * 32).text == text.strip()
