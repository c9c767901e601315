"""A whole meeting as it was stored by the first version: it replays to the same meeting for ever.

The log was written once, by real commands, and holds every event there was then. It is never edited; a later version
adds a log of its own.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rundebord.meetings.core.evolve import replay
from rundebord.meetings.core.state import Note, Notes
from rundebord.meetings.core.words import PlannedStep, StepId
from rundebord.meetings.log import Fact, body_of, event_of

LOG = Path(__file__).resolve().parent / "logs" / "first-meeting.json"
WRITE, READ = StepId("hos-oss-betyr-det"), StepId("les-opp")


def rows() -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = json.loads(LOG.read_text(encoding="utf-8"))
    return kept


def facts() -> list[Fact]:
    return [
        (event_of(row["name"], json.dumps(row["body"], ensure_ascii=False)), datetime.fromisoformat(row["at"]))
        for row in rows()
    ]


def at(hour: int, minute: int, second: int = 0, microsecond: int = 0) -> datetime:
    return datetime(2026, 9, 1, hour, minute, second, microsecond, tzinfo=UTC)


def said(notes: Notes) -> list[tuple[str, str, str, datetime]]:
    def told(note: Note) -> tuple[str, str, str, datetime]:
        return note.id[-1], note.step, note.text, note.kept_at

    return [told(note) for note in notes.values()]


def test_the_first_meeting_replays_to_what_it_was() -> None:
    state = replay(facts())
    assert state.version == 26
    assert state.id == "k7m2p9xq4wzt"
    assert state.group == 12
    assert state.programme == "6f1ed002ab5595859014ebf0951522d9f1c8f4a9b1d4d1a0e8c9d6b7a5f40312"
    assert state.episode == "samme-ord-ulike-bilder"
    assert state.steps == (PlannedStep(WRITE, "round", "write", 480), PlannedStep(READ, "plenary", "review", 180))
    assert state.head_count == 6
    assert state.current == READ
    assert state.opened_steps == {WRITE, READ}
    # 8 minutes from 9.01, a minute's pause, a minute more, and a pause of 61 minutes and 20 seconds.
    assert state.ends_at == {WRITE: at(10, 12, 20), READ: at(10, 9, 40)}
    assert state.paused_at is None
    assert state.clock_set_seconds == 0
    assert state.opened_at == at(9, 0)
    assert state.closed_at == at(10, 13, 20)
    assert state.last_at == at(10, 13, 20)
    assert said(state.notes_of(WRITE)) == [
        ("1", WRITE, "Hos oss betyr det at saker flytter seg uten at vi spør", at(9, 2, 30, 123_456)),
        ("2", WRITE, "Min avdeling treffes av alt på en gang 🙂", at(9, 2, 50)),
        ("4", WRITE, "Skrevet på toget", at(10, 10)),
    ]
    assert said(state.notes_of(READ)) == []
    assert said(state.deleted) == [("3", WRITE, "<b>Fet</b> & skrå", at(9, 3, 20))]
    assert said(state.inbox) == [("5", READ, "Og en til", at(10, 10, 10))]


def test_the_log_holds_every_event_of_the_first_version() -> None:
    assert {row["name"] for row in rows()} == {
        "meeting-opened",
        "head-count-set",
        "step-started",
        "step-returned-to",
        "lobby-returned-to",
        "note-kept",
        "note-edited",
        "note-deleted",
        "note-restored",
        "note-arrived-late",
        "note-let-in",
        "time-added",
        "clock-paused",
        "clock-resumed",
        "meeting-closed",
        "meeting-reopened",
    }


def test_the_versions_run_from_one_without_a_gap() -> None:
    assert [row["version"] for row in rows()] == list(range(1, 27))


def test_the_facts_are_still_written_as_they_lie_in_the_log() -> None:
    """A field that is added later stands after those that are there, and is the only difference allowed."""
    for row, (event, _) in zip(rows(), facts(), strict=True):
        now = json.loads(body_of(event))
        then = row["body"]
        if "steps" in then:
            for step_now, step_then in zip(now["steps"], then["steps"], strict=True):
                assert list(step_now.items())[: len(step_then)] == list(step_then.items())
            now, then = {**now, "steps": []}, {**then, "steps": []}
        assert list(now.items())[: len(then)] == list(then.items())
