"""What somebody may do from a phone: what the present step asks of everybody, and nothing else."""

from __future__ import annotations

from typing import Final

from rundebord.kernel.refused import Refused
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.words import Kind

KINDS_FROM_PHONES: Final[tuple[Kind, ...]] = ("area", "later", "note")
"""What may be said from a phone at any step that has been opened."""
_LINES: Final = ("write", "share")
"""Activities in which what everybody writes is asked for."""


def refused_from_phone(state: Meeting, command: c.Command, *, is_remote: bool) -> Refused | None:
    """None if the command may come from a phone in this meeting, as it is now.

    A line may be changed and taken away by whoever knows its id: it is 128 bits made on the phone that wrote it, and is
    shown to no other phone.
    """
    match command:
        case c.KeepNote(step, _note, _text, kind, _pile, about):
            is_ordinary = kind in (None, "line") and about is None
            is_asked_for = state.has_step(step) and state.step(step).activity in _LINES
            if (is_ordinary and is_asked_for) or kind in KINDS_FROM_PHONES:
                return None
        case c.EditNote() | c.DeleteNote() | c.RestoreNote():
            return None
        case c.RaiseHand(step):
            if is_remote and step == state.current:
                return None
        case _:
            pass
    return Refused("not-from-a-phone")
