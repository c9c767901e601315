"""What has been stored can be read for ever: one golden file per event, never edited.

A new event: write its row in ``EVENTS``; then ``.venv/bin/python tests/contracts/test_golden_events.py`` writes its
file, and touches no file that is there. A field that is added later, with a default, is free: the old body still reads.
Any other change to an event is a new event, or an upcast in ``meetings.log``.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest

from rundebord.meetings.core import events as e
from rundebord.meetings.core.words import (
    DEFINITION,
    BroughtCommitment,
    BroughtLine,
    BroughtMember,
    MemberId,
    NoteId,
    PlannedStep,
    SeatId,
    StepId,
)
from rundebord.meetings.log import UnknownFact, body_of, event_of

FOLDER = Path(__file__).resolve().parent / "events"
STEP = StepId("hos-oss-betyr-det")
NOTE = NoteId("00112233445566778899aabbccddeeff")
MEMBER = MemberId("ffeeddccbbaa99887766554433221100")
SEAT = SeatId("0f1e2d3c4b5a69788796a5b4c3d2e1f0")

EVENTS: dict[str, e.Event] = {
    "meeting-opened": e.MeetingOpened(
        meeting="k7m2p9xq4wzt",
        group=12,
        programme="6f1ed002ab5595859014ebf0951522d9f1c8f4a9b1d4d1a0e8c9d6b7a5f40312",
        episode="samme-ord-ulike-bilder",
        steps=(
            PlannedStep(StepId("hos-oss-betyr-det"), "round", "write", 480),
            PlannedStep(StepId("les-opp"), "plenary", "review", 180),
        ),
        head_count=8,
    ),
    "thread-brought": e.ThreadBrought(
        head_count=7,
        members=(BroughtMember(MEMBER, "Åse Ødegård", "Økonomi"),),
        leader=MEMBER,
        episode="samme-ord-ulike-bilder",
        lines=(
            BroughtLine(DEFINITION, "definition", "Hos oss betyr det å tørre"),
            BroughtLine(NOTE, "area", "Vi bør bli bedre på å stoppe"),
            BroughtLine(NoteId("1" * 32), "task", "Det stopper opp når …", "Åse"),
        ),
        commitments=(BroughtCommitment(NOTE, goal="Vi avgjør på én side", owner=MEMBER, owner_name="Åse Ødegård"),),
        host=None,
        scribe=MEMBER,
    ),
    "head-count-set": e.HeadCountSet(count=9),
    "step-started": e.StepStarted(step=STEP),
    "step-returned-to": e.StepReturnedTo(step=STEP),
    "lobby-returned-to": e.LobbyReturnedTo(),
    "note-kept": e.NoteKept(step=STEP, note=NOTE, text='Hos oss betyr det «å tørre» 🙂 <b>"nå"</b> \\ شكرا'),
    "note-edited": e.NoteEdited(note=NOTE, text="Hos oss betyr det å tørre litt mer"),
    "note-deleted": e.NoteDeleted(note=NOTE),
    "note-restored": e.NoteRestored(note=NOTE),
    "note-arrived-late": e.NoteArrivedLate(step=STEP, note=NOTE, text="Skrevet på toget"),
    "note-let-in": e.NoteLetIn(note=NOTE),
    "note-erased": e.NoteErased(note=NOTE),
    "time-added": e.TimeAdded(step=STEP, seconds=60),
    "clock-paused": e.ClockPaused(clock_set_seconds=-3_600),
    "clock-resumed": e.ClockResumed(),
    "meeting-closed": e.MeetingClosed(),
    "meeting-reopened": e.MeetingReopened(),
    "turn-called": e.TurnCalled(step=STEP, turn=3),
    "note-placed": e.NotePlaced(note=NOTE, pile="ny"),
    "note-moved": e.NoteMoved(note=NOTE, before=None),
    "note-marked": e.NoteMarked(note=NOTE, is_marked=True),
    "note-ticked": e.NoteTicked(note=NOTE, is_ticked=True),
    "kind-set": e.KindSet(note=NOTE, kind="difference"),
    "cell-set": e.CellSet(board="commitment", row=NOTE, column="goal", text="Vi avgjør på én side"),
    "member-added": e.MemberAdded(member=MEMBER, name="Åse Ødegård", unit="Økonomi"),
    "member-renamed": e.MemberRenamed(member=MEMBER, name="Åse Berg", unit=""),
    "member-removed": e.MemberRemoved(member=MEMBER),
    "leader-set": e.LeaderSet(member=MEMBER),
    "scribe-set": e.ScribeSet(member=None),
    "host-set": e.HostSet(member=MEMBER),
    "absence-set": e.AbsenceSet(member=MEMBER, is_absent=True),
    "vote-kind-chosen": e.VoteKindChosen(step=STEP, kind="unnamed"),
    "ballot-way-chosen": e.BallotWayChosen(step=STEP, way="phones"),
    "ballots-called-in": e.BallotsCalledIn(step=STEP, statement="p01", ready=7),
    "hand-raised": e.HandRaised(step=STEP, statement="", option=NOTE, seat=SEAT, is_up=True),
    "hands-counted": e.HandsCounted(step=STEP, statement="", option=NOTE, count=3),
    "vote-closed": e.VoteClosed(step=STEP, statement="p01", counts=(("4", 5), ("dont-know", 1)), slips=6),
    "vote-reopened": e.VoteReopened(step=STEP, statement=""),
    "option-chosen": e.OptionChosen(step=STEP, option=NOTE, is_chosen=True),
    "agreed": e.Agreed(step=STEP, matter="all-can-live", is_agreed=True),
    "board-shown": e.BoardShown(step=STEP, board="cooperation"),
    "time-available-set": e.TimeAvailableSet(seconds=3_000),
    "plan-changed": e.PlanChanged(seconds=((STEP, 0), (StepId("les-opp"), 120)), over_seconds=0),
    "clock-put-forward": e.ClockPutForward(seconds=1_200),
    "meeting-broken-off": e.MeetingBrokenOff(),
    "meeting-taken-up": e.MeetingTakenUp(),
}
"""Permanent name → an event of that name, written out. A row is never changed."""

each_event = pytest.mark.parametrize(("name", "event"), EVENTS.items(), ids=EVENTS)


def golden(name: str) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert kept.keys() == {"name", "body"}
    assert kept["name"] == name
    body: dict[str, Any] = kept["body"]
    return body


def with_later_fields(body: dict[str, Any], kind: Any) -> dict[str, Any]:
    """The body with the defaults of fields that were added after it was stored."""
    added = {f.name: f.default for f in fields(kind) if f.name not in body and f.default is not MISSING}
    return {**body, **added}


def as_stored(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


@each_event
def test_a_golden_body_reads_back_to_its_event(name: str, event: e.Event) -> None:
    assert event_of(name, as_stored(golden(name))) == event


@each_event
def test_an_event_is_written_as_its_golden_body_to_the_letter(name: str, event: e.Event) -> None:
    """Fields that were added later, with a default, may follow; they are the only difference allowed."""
    body = with_later_fields(golden(name), type(event))
    if "steps" in body:
        body["steps"] = [with_later_fields(step, PlannedStep) for step in body["steps"]]
    assert body_of(event) == as_stored(body)


def test_every_event_has_a_golden_file_and_no_golden_file_lacks_its_event() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(e.PERMANENT_NAMES) == set(EVENTS)


@each_event
def test_a_name_stands_for_the_event_that_it_stood_for(name: str, event: e.Event) -> None:
    assert e.PERMANENT_NAMES[name] is type(event)
    assert e.NAME_OF[type(event)] == name


def test_a_field_with_a_default_is_free_to_add_for_old_bodies_without_it_are_read() -> None:
    """As if ``clock_set_seconds`` had been added after meetings were stored without it."""
    old = golden("clock-paused")
    del old["clock_set_seconds"]
    assert event_of("clock-paused", as_stored(old)) == e.ClockPaused(clock_set_seconds=0)


def test_a_field_of_a_newer_version_is_refused_and_not_dropped_without_a_word() -> None:
    newer = {**golden("note-kept"), "from_a_newer_version": 1}
    with pytest.raises(UnknownFact, match=r"note-kept: \['from_a_newer_version'\]"):
        event_of("note-kept", as_stored(newer))


def test_a_fact_of_a_newer_version_is_refused_by_name() -> None:
    with pytest.raises(UnknownFact, match="robot-voted"):
        event_of("robot-voted", "{}")


def write_new() -> list[str]:
    """Events without a golden file have one. Returns their names."""
    FOLDER.mkdir(exist_ok=True)
    new = [name for name in EVENTS if not (FOLDER / f"{name}.json").exists()]
    for name in new:
        kept = {"name": name, "body": json.loads(body_of(EVENTS[name]))}
        text = json.dumps(kept, ensure_ascii=False, indent=2) + "\n"
        (FOLDER / f"{name}.json").write_text(text, encoding="utf-8")
    return new


if __name__ == "__main__":
    print("\n".join(write_new()) or "Every event has its golden file.")
