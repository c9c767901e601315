"""Meetings in the database, with the programme that comes with Rundebord: two steps, write and read."""

from __future__ import annotations

import secrets

from factories.meetings import a_note
from rundebord.meetings import log
from rundebord.meetings.core import commands as c
from rundebord.meetings.core import events as e
from rundebord.meetings.core.words import StepId
from rundebord.meetings.log import Answer
from rundebord.meetings.operations import give_command

WRITE, READ = StepId("hos-oss-betyr-det"), StepId("les-opp")
"""The steps of the first episode: 8 and 3 minutes."""
START, ON, CLOSE = c.StartStep(None, WRITE), c.StartStep(WRITE, READ), c.CloseMeeting(READ)


def give(meeting: str, *commands: c.Command, command_id: str = "") -> Answer:
    """The commands, one by one, each with an id of its own unless one is given. The answer to the last."""
    for command in commands:
        answer = give_command(meeting=meeting, command=command, command_id=command_id or secrets.token_hex(16))
    return answer


def a_line(number: int, text: str = "") -> c.KeepNote:
    """The command that keeps line ``number`` under the writing step."""
    return c.KeepNote(WRITE, a_note(number), text or f"line {number}")


def stored(meeting: str, after: int = 1) -> list[e.Event]:
    """The facts on disk that are later than version ``after``; without the opening, unless told otherwise."""
    return [event for event, _ in log.load(meeting=meeting, after=after)]
