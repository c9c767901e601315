"""The log: facts in order, one per version, and each command answered once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from factories.living import stored
from factories.meetings import BEGINNING, START, WRITE, a_line, a_note, an_hour, facts_of, minute
from rundebord.kernel.refused import Refused
from rundebord.meetings import log
from rundebord.meetings.core import events as e
from rundebord.meetings.log import Answer, UnknownFact, VersionTaken
from rundebord.meetings.operations import open_first_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def other_meeting(programme: str) -> str:
    return open_first_meeting(programme=programme, language="nb")[1]


def append(meeting: str, after: int, *events: e.Event, at: datetime = BEGINNING) -> None:
    with transaction.atomic():
        log.append(meeting=meeting, after=after, events=events, at=at)


def test_facts_are_loaded_as_they_were_appended(meeting: str) -> None:
    facts = facts_of(an_hour(), minute(1.5), START, a_line(1, "Én linje 🙂 <b>\\ \"'"), minute(2), a_line(2))
    for version, (event, at) in enumerate(facts, 1):
        append(meeting, version, event, at=at)
    assert log.load(meeting=meeting, after=1) == facts


def test_facts_come_in_the_order_of_their_versions_however_they_were_stored(meeting: str) -> None:
    append(meeting, 2, e.HeadCountSet(3))
    append(meeting, 1, e.HeadCountSet(2))
    append(meeting, 3, e.HeadCountSet(4), e.HeadCountSet(5))
    assert stored(meeting) == [e.HeadCountSet(2), e.HeadCountSet(3), e.HeadCountSet(4), e.HeadCountSet(5)]


def test_the_order_is_asked_for_and_not_left_to_the_database(meeting: str) -> None:
    """SQLite happens to read along its index; PostgreSQL promises nothing."""
    with CaptureQueriesContext(connection) as asked:
        log.load(meeting=meeting)
    assert asked[0]["sql"].endswith("ORDER BY version")


def test_only_what_is_later_than_the_version_is_loaded(meeting: str) -> None:
    append(meeting, 1, *(e.HeadCountSet(count) for count in (2, 3, 4)))
    assert stored(meeting, after=3) == [e.HeadCountSet(4)]
    assert stored(meeting, after=4) == []


def test_a_meeting_that_nobody_opened_has_no_facts() -> None:
    assert log.load(meeting="nosuchmeeting") == []


def test_a_fact_of_one_meeting_is_in_no_other(meeting: str, other_meeting: str) -> None:
    append(meeting, 1, e.HeadCountSet(2))
    assert stored(other_meeting) == []


def test_moments_come_back_to_the_microsecond_and_in_utc(meeting: str) -> None:
    exact = datetime(2026, 9, 1, 9, 0, 1, 123_456, tzinfo=UTC)
    append(meeting, 1, e.HeadCountSet(2), at=exact)
    append(meeting, 2, e.HeadCountSet(3), at=exact.replace(microsecond=0))
    (_, first), (_, second) = log.load(meeting=meeting, after=1)
    assert (first, second) == (exact, exact.replace(microsecond=0))
    assert first.utcoffset() == second.utcoffset() == timedelta(0)


def test_a_second_writer_at_the_same_version_is_told_and_changes_nothing(meeting: str) -> None:
    append(meeting, 1, e.HeadCountSet(2))
    with pytest.raises(VersionTaken):
        append(meeting, 1, e.HeadCountSet(3))
    assert stored(meeting) == [e.HeadCountSet(2)]


def test_of_a_batch_that_meets_a_taken_version_nothing_is_stored(meeting: str) -> None:
    append(meeting, 2, e.HeadCountSet(2))
    with pytest.raises(VersionTaken):
        append(meeting, 1, e.HeadCountSet(3), e.HeadCountSet(4))
    assert stored(meeting) == [e.HeadCountSet(2)]


def test_an_answer_is_remembered_with_its_refusal(meeting: str) -> None:
    refused = Refused("note-too-long", {"length": 1_001, "longest": 1_000})
    for command_id, answer in (("a" * 32, Answer(4, minute(1))), ("b" * 32, Answer(4, minute(2), refused))):
        log.save_answer(meeting=meeting, command_id=command_id, answer=answer)
        assert log.answer_to(meeting=meeting, command_id=command_id) == answer


def test_a_command_that_has_not_been_seen_has_no_answer(meeting: str) -> None:
    assert log.answer_to(meeting=meeting, command_id="a" * 32) is None


def test_a_command_is_answered_once(meeting: str) -> None:
    log.save_answer(meeting=meeting, command_id="a" * 32, answer=Answer(2, minute(1)))
    with pytest.raises(VersionTaken), transaction.atomic():
        log.save_answer(meeting=meeting, command_id="a" * 32, answer=Answer(3, minute(2)))
    assert log.answer_to(meeting=meeting, command_id="a" * 32) == Answer(2, minute(1))


def test_the_same_command_id_in_another_meeting_is_another_command(meeting: str, other_meeting: str) -> None:
    log.save_answer(meeting=meeting, command_id="a" * 32, answer=Answer(2, minute(1)))
    assert log.answer_to(meeting=other_meeting, command_id="a" * 32) is None


def insert(meeting: str, name: str, body: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO meetings_eventrow (meeting_id, version, name, body, at) VALUES (%s, 2, %s, %s, %s)",
            [meeting, name, body, "2026-09-01 09:00:00"],
        )


@pytest.mark.parametrize(("name", "body"), [("robot-voted", "{}"), ("head-count-set", '{"count": 2, "mood": "glad"}')])
def test_a_fact_that_this_version_does_not_know_is_not_skipped(meeting: str, name: str, body: str) -> None:
    insert(meeting, name, body)
    with pytest.raises(UnknownFact, match=name):
        log.load(meeting=meeting)


def test_the_orm_reads_what_the_log_wrote(meeting: str) -> None:
    from rundebord.meetings.models import EventRow

    append(meeting, 1, e.NoteKept(WRITE, a_note(1), "å"), at=minute(1.5))
    row = EventRow.objects.get(meeting=meeting, version=2)
    assert (row.name, row.at) == ("note-kept", minute(1.5))
    words = f'{{"step":"write","note":"{a_note(1)}","text":"å",'
    assert row.body == f'{words}"kind":"line","pile":"","about":null}}'
