"""Between two meetings: one line that everybody sees, deleted and taken back, and never lost on the way."""

from __future__ import annotations

import re
import secrets

import pytest
from django.test import Client

from factories.courses import EPISODES, HeldCourse, hold_first, hold_second
from rundebord.groups.models import LONGEST_LINE, BetweenLine, Group
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.words import StepId

pytestmark = pytest.mark.django_db

KEY = "a" * 32


@pytest.fixture
def course(group: Group) -> HeldCourse:
    """A group that has held its first meeting."""
    course = HeldCourse(group)
    hold_first(course)
    return course


def keep(client: Client, group: Group, text: str, status: int = 302, **more: str) -> str:
    fields = {"kind": "task", "episode": EPISODES[0], "key": secrets.token_hex(16), "text": text, **more}
    answer = client.post(f"/gruppe/{group.public_id}/linje", fields)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def page(client: Client, group: Group, query: str = "") -> str:
    answer = client.get(f"/gruppe/{group.public_id}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def texts() -> list[str]:
    return list(BetweenLine.objects.filter(deleted_at=None).values_list("text", flat=True))


def test_the_task_of_the_meeting_stands_on_the_page_with_room_for_one_line(ours: Client, course: HeldCourse) -> None:
    html = page(ours, course.group)
    assert "Until next time" in html
    assert "Per Hansen reminds the others." in html
    assert html.count('name="text"') == 1


def test_a_line_stands_on_the_page_with_the_name_that_was_written(ours: Client, course: HeldCourse) -> None:
    keep(ours, course.group, "  Det stopper   hos oss ", said_by="Åse")
    html = page(ours, course.group)
    assert "Det stopper hos oss" in html
    assert "Åse" in html
    assert texts() == ["Det stopper hos oss"]


def test_a_line_sent_twice_is_kept_once_and_the_first_time_counts(ours: Client, course: HeldCourse) -> None:
    keep(ours, course.group, "Først", key=KEY)
    keep(ours, course.group, "Først", key=KEY)
    keep(ours, course.group, "Så", key=KEY)
    assert texts() == ["Først"]


def test_the_same_key_in_two_groups_is_two_lines(ours: Client, course: HeldCourse) -> None:
    other = Group.objects.create(public_id="b" * 12, secret="c" * 27, language="nb", created_at=course.group.created_at)
    BetweenLine.objects.create(
        group=other, key=KEY, kind="task", episode="x", text="Deres", written_at=course.group.created_at
    )
    keep(ours, course.group, "Vår", key=KEY)
    assert set(texts()) == {"Vår", "Deres"}


@pytest.mark.parametrize(
    ("text", "said_by", "sentence"),
    [
        ("   ", "Åse", "The line was empty. Write something first."),
        ("\x00\x01", "Åse", "The line was empty."),
        ("x" * (LONGEST_LINE + 1), "Åse", "The line has 1\u202f001 characters, and there is room for 1\u202f000."),
        ("En linje", "y" * 81, "The name has 81 characters, and there is room for 80."),
    ],
)
def test_a_line_that_cannot_be_kept_is_said_and_what_was_typed_stands_in_the_page(
    text: str, said_by: str, sentence: str, ours: Client, course: HeldCourse
) -> None:
    html = keep(ours, course.group, text, 422, said_by=said_by)
    assert sentence in html
    assert f'name="text" value="{text}"' in html
    assert f'name="said_by" value="{said_by}"' in html
    assert texts() == []


def test_the_longest_line_is_kept_whole(ours: Client, course: HeldCourse) -> None:
    keep(ours, course.group, "æ" * LONGEST_LINE)
    assert texts() == ["æ" * LONGEST_LINE]


def test_what_was_typed_is_words_and_nothing_else(ours: Client, course: HeldCourse) -> None:
    keep(ours, course.group, '<script>alert("1")</script>')
    html = page(ours, course.group)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_a_deleted_line_is_taken_back_where_it_stood(ours: Client, course: HeldCourse) -> None:
    keep(ours, course.group, "En", key="1" * 32)
    keep(ours, course.group, "To", key="2" * 32)
    its = f"/gruppe/{course.group.public_id}/linje/slett"
    back_at = ours.post(its, {"key": "1" * 32}).headers["Location"]
    assert texts() == ["To"]
    html = page(ours, course.group, back_at.partition(course.group.public_id)[2].partition("#")[0])
    assert "The line is deleted." in html
    assert f'name="key" value="{"1" * 32}"><input type="hidden" name="back" value="1">' in html
    ours.post(its, {"key": "1" * 32, "back": "1"})
    assert texts() == ["En", "To"]


def test_a_line_deleted_twice_or_never_written_changes_nothing(ours: Client, course: HeldCourse) -> None:
    keep(ours, course.group, "En", key=KEY)
    its = f"/gruppe/{course.group.public_id}/linje/slett"
    for key in (KEY, KEY, "f" * 32, "", "x" * 5_000, "\x00"):
        assert ours.post(its, {"key": key}).status_code == 302
    ours.post(its, {"key": KEY, "back": "1"})
    assert texts() == ["En"]


@pytest.mark.parametrize(
    "wrong", [{"kind": "note"}, {"kind": ""}, {"episode": "nonesuch"}, {"key": "short"}, {"key": "A" * 32}]
)
def test_a_form_that_no_page_has_is_answered_with_nothing_here(
    wrong: dict[str, str], ours: Client, course: HeldCourse
) -> None:
    keep(ours, course.group, "En linje", 404, **wrong)
    assert BetweenLine.objects.count() == 0


def test_lines_are_read_at_the_next_opening_and_only_there(ours: Client, course: HeldCourse) -> None:
    keep(ours, course.group, "Vi fant det ut", key="1" * 32)
    keep(ours, course.group, "Jeg var borte", key="2" * 32, kind="catch-up", said_by="Åse")
    keep(ours, course.group, "Slettet", key="3" * 32)
    ours.post(f"/gruppe/{course.group.public_id}/linje/slett", {"key": "3" * 32})
    state = course.open(EPISODES[1])
    brought = {
        line.kind: (line.text, line.said_by) for line in state.brought.lines if line.kind in ("task", "catch-up")
    }
    assert brought == {"task": ("Vi fant det ut", ""), "catch-up": ("Jeg var borte", "Åse")}
    course.close()
    state = course.open(EPISODES[2])
    assert [line for line in state.brought.lines if line.kind in ("task", "catch-up")] == []


def test_a_line_written_while_the_lobby_is_open_is_there_before_the_meeting_begins(
    ours: Client, course: HeldCourse
) -> None:
    course.open(EPISODES[1])
    keep(ours, course.group, "Sent, men godt", key=KEY)
    assert [line.text for line in course.state.brought.lines if line.kind == "task"] == ["Sent, men godt"]
    ours.post(f"/gruppe/{course.group.public_id}/linje/slett", {"key": KEY})
    assert [line.text for line in course.state.brought.lines if line.kind == "task"] == []


def test_what_comes_after_the_meeting_has_begun_is_not_lost(ours: Client, course: HeldCourse) -> None:
    course.open(EPISODES[1])
    course.on()
    version = course.state.version
    keep(ours, course.group, "For sent")
    assert course.state.version == version
    paper = ours.get(f"/gruppe/{course.group.public_id}/utgangspunkt").content.decode()
    assert "For sent" in paper


def test_who_was_absent_is_brought_up_to_date_and_writes_one_line(ours: Client, course: HeldCourse) -> None:
    html = ours.get(f"/gruppe/{course.group.public_id}/for-deg/{EPISODES[0]}").content.decode()
    for text in (*(f"Vi bør bli bedre på å {what}" for what in ("måle", "velge")), "Hvem som eier tjenesten"):
        assert text in html
    assert "folk slipper å være bud" in html
    key = re.search(r'name="key" value="(\w{32})"', html)
    assert key is not None
    keep(ours, course.group, "Jeg ville sagt mer", kind="catch-up", key=key[1])
    assert "Jeg ville sagt mer" in page(ours, course.group).partition("Were you not there?")[2]


@pytest.mark.parametrize("episode", [EPISODES[1], "nonesuch", "etter-30-dager", "\x00", "x" * 5_000])
def test_there_is_nothing_to_catch_up_with_in_a_meeting_that_is_not_held(
    episode: str, ours: Client, course: HeldCourse
) -> None:
    assert ours.get(f"/gruppe/{course.group.public_id}/for-deg/{episode}").status_code == 404


def test_a_group_can_leave_out_everything_between(ours: Client, course: HeldCourse) -> None:
    hold_second(course)
    assert page(ours, course.group)
    assert BetweenLine.objects.count() == 0


def test_a_refused_line_of_somebody_who_was_absent_stays_a_line_of_somebody_who_was_absent(
    ours: Client, course: HeldCourse
) -> None:
    html = keep(ours, course.group, "x" * 1_001, 422, kind="catch-up")
    form = next(form for form in re.findall(r"<form.*?</form>", html, re.DOTALL) if "x" * 1_001 in form)
    assert 'name="kind" value="catch-up"' in form


def test_a_refused_line_is_not_lost_when_the_next_meeting_has_begun(ours: Client, course: HeldCourse) -> None:
    course.open(EPISODES[1])
    course.on()
    html = keep(ours, course.group, "x" * 1_001, 422, kind="catch-up")
    assert "x" * 1_001 in html


def test_who_reminds_is_named_as_they_are_called_now(ours: Client, course: HeldCourse) -> None:
    member = course.member_called("Per Hansen")
    course.give(c.ReopenMeeting(), c.RenameMember(member, "Per H. Hansen", ""), c.CloseMeeting(StepId("les-opp")))
    assert "Per H. Hansen reminds the others." in page(ours, course.group)
