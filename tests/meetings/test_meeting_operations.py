"""The shell: a command is on disk before it is answered, and told to every screen after that, once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from factories.living import CLOSE, ON, READ, START, WRITE, a_line, give, stored
from factories.meetings import a_note
from factories.outsiders import seen_from_outside
from rundebord.groups.models import Group
from rundebord.kernel.refused import Refused
from rundebord.live.broadcast import send_announcements_to
from rundebord.meetings import log
from rundebord.meetings.core import commands as c
from rundebord.meetings.core import events as e
from rundebord.meetings.log import Answer, VersionTaken
from rundebord.meetings.models import MeetingRow
from rundebord.meetings.operations import (
    NoSuchMeeting,
    forget_all_meetings,
    open_first_meeting,
    open_meeting,
    present_state,
)
from rundebord.programmes.queries import NoProgramme

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def announced() -> Iterator[list[tuple[str, int, int]]]:
    """Meeting, version, and how many facts of it another connection sees on disk, for each announcement."""
    told: list[tuple[str, int, int]] = []

    def write_down(channel: str, version: int) -> None:
        ((facts,),) = seen_from_outside("SELECT count(*) FROM meetings_eventrow WHERE meeting_id = %s", channel)
        told.append((channel, version, facts))

    send_announcements_to(write_down)
    return told


def test_a_new_group_is_in_the_lobby_of_its_first_meeting(programme: str) -> None:
    group, meeting = open_first_meeting(programme=programme, language="nn")
    row, state = MeetingRow.objects.get(pk=meeting), present_state(meeting)
    assert (row.group, row.number, row.episode, row.closed_at) == (group, 1, "samme-ord-ulike-bilder", None)
    assert group.language == "nn"
    assert (state.id, state.group, state.current, state.version) == (meeting, group.pk, None, 1)
    assert [(step.id, step.activity, step.seconds) for step in state.steps] == [
        (WRITE, "write", 480),
        (READ, "review", 180),
    ]
    assert state.opened_at == row.opened_at
    assert state.programme == row.programme_id


def test_without_its_programme_no_meeting_and_no_group_is_made(programme: str) -> None:
    with pytest.raises(NoProgramme):
        open_first_meeting(programme="no-such-programme", language="nb")
    assert Group.objects.count() == 0


def test_an_episode_that_is_taken_again_is_a_meeting_of_its_own(programme: str) -> None:
    group, first = open_first_meeting(programme=programme, language="nb")
    episode = MeetingRow.objects.get(pk=first).episode
    again = open_meeting(group=group, episode=episode)
    assert list(MeetingRow.objects.values_list("pk", "number", "episode")) == [(first, 1, episode), (again, 2, episode)]


def test_an_episode_that_the_programme_lacks_opens_nothing(programme: str) -> None:
    group, _ = open_first_meeting(programme=programme, language="nb")
    with pytest.raises(KeyError):
        open_meeting(group=group, episode="no-such-episode")
    assert MeetingRow.objects.count() == 1


def test_a_command_is_announced_once_when_it_is_on_disk(meeting: str, announced: list[tuple[str, int, int]]) -> None:
    give(meeting, START)
    assert announced == [(meeting, 2, 2)]


def test_a_command_of_two_facts_is_announced_once_with_the_newest_version(
    meeting: str, announced: list[tuple[str, int, int]]
) -> None:
    give(meeting, START, c.PauseClock(), ON)
    assert announced == [(meeting, 2, 2), (meeting, 3, 3), (meeting, 5, 5)]


def test_what_changes_nothing_is_not_announced(meeting: str, announced: list[tuple[str, int, int]]) -> None:
    give(meeting, c.SetHeadCount(8))
    give(meeting, c.SetHeadCount(99))
    assert announced == []


def test_nothing_is_announced_or_remembered_of_a_transaction_that_fails(
    meeting: str, announced: list[tuple[str, int, int]]
) -> None:
    give(meeting, START)
    with transaction.atomic():
        give(meeting, a_line(1))
        assert present_state(meeting).version == 3
        transaction.set_rollback(True)
    assert announced == [(meeting, 2, 2)]
    assert present_state(meeting).version == 2
    give(meeting, a_line(2))
    assert stored(meeting, after=2) == [e.NoteKept(WRITE, a_note(2), "line 2")]


def test_an_answer_carries_the_version_after_it_and_when_it_was_judged(meeting: str) -> None:
    answer = give(meeting, START)
    assert answer == Answer(2, present_state(meeting).last_at, None)  # type: ignore[arg-type]


def test_the_same_command_sent_twice_gets_the_same_answer_and_is_one_fact(
    meeting: str, announced: list[tuple[str, int, int]]
) -> None:
    give(meeting, START)
    first = give(meeting, c.AddTime(WRITE, 60), command_id="a" * 32)
    give(meeting, a_line(1))
    assert give(meeting, c.AddTime(WRITE, 60), command_id="a" * 32) == first
    assert stored(meeting).count(e.TimeAdded(WRITE, 60)) == 1
    assert [version for _, version, _ in announced] == [2, 3, 4]


def test_a_command_id_is_answered_by_its_first_command_also_after_a_restart(meeting: str) -> None:
    first = give(meeting, START, command_id="a" * 32)
    forget_all_meetings()
    assert give(meeting, c.SetHeadCount(5), command_id="a" * 32) == first
    assert present_state(meeting).head_count == 8


def test_a_refusal_is_remembered_too(meeting: str) -> None:
    refused = give(meeting, a_line(1), command_id="a" * 32)
    assert refused.refused == Refused("step-not-opened")
    assert refused.version == 1
    give(meeting, START)
    assert give(meeting, a_line(1), command_id="a" * 32) == refused
    assert present_state(meeting).note_count == 0


def test_a_command_to_no_meeting_is_said_so_and_leaves_nothing(programme: str) -> None:
    with pytest.raises(NoSuchMeeting):
        give("nosuchmeetin", START, command_id="a" * 32)
    assert log.answer_to(meeting="nosuchmeetin", command_id="a" * 32) is None
    with pytest.raises(NoSuchMeeting):
        present_state("nosuchmeetin")


def test_memory_is_only_a_copy(meeting: str) -> None:
    give(meeting, START, a_line(1), c.PauseClock(), a_line(2), c.DeleteNote(a_note(1)), ON, CLOSE, a_line(3))
    remembered = present_state(meeting)
    forget_all_meetings()
    assert present_state(meeting) == remembered
    assert remembered.version == 10


def test_what_another_process_stored_is_seen_at_the_next_look(meeting: str) -> None:
    state = present_state(meeting)
    assert state.last_at is not None
    with transaction.atomic():
        log.append(meeting=meeting, after=1, events=[e.HeadCountSet(3)], at=state.last_at)
        Group.objects.update(heads=3)
    assert present_state(meeting).head_count == 3
    assert give(meeting, START).version == 3


def test_a_writer_that_was_overtaken_judges_again(meeting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    append, tries = log.append, []

    def append_at_the_second_try(**words: object) -> None:
        tries.append(words)
        if len(tries) == 1:
            raise VersionTaken
        append(**words)  # type: ignore[arg-type]

    monkeypatch.setattr(log, "append", append_at_the_second_try)
    assert give(meeting, START).version == 2
    assert len(tries) == 2
    assert present_state(meeting).version == 2


def test_a_writer_that_is_overtaken_for_ever_says_so_and_stores_nothing(
    meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def always_taken(**_words: object) -> None:
        raise VersionTaken

    monkeypatch.setattr(log, "append", always_taken)
    with pytest.raises(VersionTaken):
        give(meeting, START, command_id="a" * 32)
    assert log.answer_to(meeting=meeting, command_id="a" * 32) is None


def test_the_close_and_its_undoing_stand_in_the_meetings_row(meeting: str) -> None:
    answer = give(meeting, START, ON, CLOSE)
    assert MeetingRow.objects.get(pk=meeting).closed_at == answer.at
    give(meeting, c.ReopenMeeting())
    assert MeetingRow.objects.get(pk=meeting).closed_at is None


def test_a_meeting_keeps_the_programme_it_began_with(meeting: str) -> None:
    from datetime import UTC, datetime

    from rundebord.meetings.queries import present_meeting
    from rundebord.programmes.models import ProgrammeVersion

    old = ProgrammeVersion.objects.get()
    document = {**old.document, "programme": {**old.document["programme"], "version": "2"}}
    ProgrammeVersion.objects.create(
        digest="f" * 64, package=old.package, document=document, installed_at=datetime(2027, 1, 1, tzinfo=UTC)
    )
    _, later = open_first_meeting(programme=old.package, language="nb")
    assert present_state(meeting).programme == old.digest
    assert present_state(later).programme == "f" * 64
    assert present_meeting(meeting)[1].id == old.package
