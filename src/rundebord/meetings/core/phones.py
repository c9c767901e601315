"""What somebody may do from a phone: what the present step asks of everybody, and nothing else."""

from __future__ import annotations

from typing import Final

from rundebord.kernel.refused import Refused
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.words import DEFINITION, Kind

KINDS_FROM_PHONES: Final[tuple[Kind, ...]] = ("area", "later", "note")
"""What may be said from a phone at any step that has been opened."""
FROM_THE_HOST: Final = (
    c.StartStep,
    c.GoBack,
    c.TakeUpStep,
    c.CallTurn,
    c.CloseMeeting,
    c.ReopenMeeting,
    c.AddTime,
    c.PauseClock,
    c.ResumeClock,
    c.SetTimeAvailable,
    c.BreakOff,
    c.TakeUpMeeting,
    c.ChooseVoteKind,
    c.ChooseBallot,
    c.CallBallotsIn,
    c.CloseVote,
)
"""What whoever leads does from a device of their own: what keeps the meeting going, and never anybody's words."""


def refused_from_phone(state: Meeting, command: c.Command, *, is_remote: bool) -> Refused | None:
    """None if the command may come from a phone in this meeting, as it is now.

    A line may be changed and taken away by whoever knows its id: it is 128 bits made on the phone that wrote it, and is
    shown to no other phone.
    """
    match command:
        case c.KeepNote(step, _note, _text, kind, _pile, about):
            is_ordinary = kind in (None, "line") and about is None
            is_asked_for = state.has_step(step) and state.step(step).takes_lines
            if (is_ordinary and is_asked_for) or kind in KINDS_FROM_PHONES:
                return None
        case c.EditNote(note=note) | c.DeleteNote(note=note) | c.RestoreNote(note=note):
            # The working definition has the same id in every meeting: to know it proves nothing.
            if note != DEFINITION:
                return None
        case c.RaiseHand(step):
            if is_remote and step == state.current:
                return None
        case _:
            pass
    return Refused("not-from-a-phone")
