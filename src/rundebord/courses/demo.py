"""«Prøv på tre minutter»: a made-up group in the middle of its course, one for each visitor, gone after a day.

It is made by the same commands as any other group's; only the moments are made up.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from rundebord.courses import demo_content as said
from rundebord.groups.models import Group
from rundebord.groups.operations import create_group, keep_between_line, name_group, put_member, set_leader
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.agenda import next_step
from rundebord.meetings.core.words import DEFINITION, SENTENCE, Kind, MemberId, NoteId, StepId
from rundebord.meetings.erasing import erase_group
from rundebord.meetings.memory import present_state
from rundebord.meetings.operations import clock, give_command, open_meeting
from rundebord.programmes.queries import NoProgramme, newest_version

SPEED = 10
"""In the meeting that is tried out the clock goes ten times as fast as in life."""
MOST_DEMOS = 200
"""On one server at a time; the oldest makes room."""
_FIRST_DAYS_AGO, _SECOND_DAYS_AGO = 42, 21


def can_be_tried() -> bool:
    """True if the programme that the made-up group follows is on this server."""
    try:
        newest_version(said.PROGRAMME)
    except NoProgramme:
        return False
    return True


def new_demo(language: str) -> tuple[Group, str]:
    """A made-up group that has held two meetings stands in the lobby of its third. The group and that meeting's id.

    Raises ``NoProgramme`` if the programme is not on this server.
    """
    version = newest_version(said.PROGRAMME)
    now = clock.now()
    _make_room()
    with transaction.atomic():
        group = create_group(language=language, at=now, programme=version)
        Group.objects.filter(pk=group.pk).update(is_demo=True)
        name_group(group, name=said.NAME)
        keys = [secrets.token_hex(16) for _ in said.MEMBERS]
        for key, (name, unit) in zip(keys, said.MEMBERS, strict=True):
            put_member(group.pk, key=key, name=name, unit=unit)
        set_leader(group.pk, key=keys[0])
        group.refresh_from_db()
        _hold_first(_Hour(group, "samme-ord-ulike-bilder", now - timedelta(days=_FIRST_DAYS_AGO)), keys)
        for text in said.TASK_LINES:
            _between(group, "task", "samme-ord-ulike-bilder", text, now)
        _between(group, "catch-up", "samme-ord-ulike-bilder", said.ABSENT_LINE, now)
        _hold_second(_Hour(group, "var-jobb-ikke-bare-it-sin", now - timedelta(days=_SECOND_DAYS_AGO)))
        meeting = open_meeting(group=group, episode="hvor-begynner-vi", at=now, speed=SPEED)
        third = _Hour(group, "", now, meeting=meeting)
        for (goal, sign), area in zip(said.GOALS, third.areas(), strict=False):
            third.give(c.SetCell("commitment", area, "goal", goal), c.SetCell("commitment", area, "sign", sign))
    return group, meeting


def _make_room() -> None:
    demos = list(Group.objects.filter(is_demo=True).order_by("-created_at")[MOST_DEMOS - 1 :])
    for group in demos:
        erase_group(group)


class _Hour:
    """A meeting that is held by commands, a minute for each."""

    def __init__(self, group: Group, episode: str, at: datetime, *, meeting: str = "") -> None:
        self._now = at
        self._is_made_up = not meeting
        self.meeting = meeting or open_meeting(group=group, episode=episode, at=at)

    def give(self, *commands: c.Command) -> None:
        for command in commands:
            self._now += timedelta(seconds=20 if self._is_made_up else 0)
            answer = give_command(meeting=self.meeting, command=command, command_id=secrets.token_hex(16), at=self._now)
            if answer.refused is not None:
                raise ValueError(f"the made-up group was refused: {command}: {answer.refused.reason}")

    def go_to(self, step: str) -> None:
        while (state := present_state(self.meeting)).current != step:
            following = next_step(state)
            if following is None:
                raise ValueError(f"the programme has no step «{step}»")
            self.give(c.StartStep(state.current, following.id))

    def say(self, text: str, *, pile: str = "", kind: Kind | None = None) -> None:
        step = present_state(self.meeting).current
        if step is not None:
            self.give(c.KeepNote(step, NoteId(secrets.token_hex(16)), text, kind, pile))

    def areas(self) -> list[NoteId]:
        return [note.id for note in present_state(self.meeting).notes_of_kind("area")]

    def close(self) -> None:
        state = present_state(self.meeting)
        if state.current is not None:
            self.give(c.CloseMeeting(state.current))


def _hold_first(hour: _Hour, keys: list[str]) -> None:
    hour.go_to("runde")
    for text, pile in said.BOXES:
        hour.say(text, pile=pile)
    hour.say(said.LATER, kind="later")
    hour.go_to("samtale")
    for text in said.DIFFERENCES:
        hour.say(text)
    hour.say(said.TERM, kind="term")
    hour.go_to("hos-oss")
    hour.give(c.SetCell("hos-oss", SENTENCE, SENTENCE, said.SENTENCE))
    hour.go_to("bedre-paa")
    for text in said.AREAS:
        hour.say(f"Vi bør bli bedre på {text}")
    hour.go_to("les-opp")
    hour.give(c.NameOwner("close", "task-owner", said.MEMBERS[2][0], MemberId(keys[2])))
    hour.close()


def _hold_second(hour: _Hour) -> None:
    hour.go_to("sist-sa-vi")
    hour.give(c.EditNote(DEFINITION, said.REWORDED))
    hour.go_to("hinder")
    for text, pile in said.OBSTACLES:
        hour.say(text, pile=pile)
    hour.go_to("en-tjeneste")
    hour.give(c.SetCell("en-tjeneste", "title", "title", "Fornyelse av tillatelse"))
    hour.give(*(c.SetCell("en-tjeneste", row, column, text) for row, column, text in said.TABLE))
    hour.go_to("hva-kreves")
    for text in said.REQUIREMENTS:
        hour.say(text)
    hour.go_to("fem-forslag")
    step = StepId("fem-forslag")
    # Two are clearly ahead, so that the third meeting is about them.
    hour.give(*(c.CountHands(step, "", area, 8) for area in hour.areas()[:2]))
    hour.give(c.CloseVote(step, "", is_sure=True))
    hour.go_to("les-opp")
    hour.close()


def _between(group: Group, kind: str, episode: str, text: str, now: datetime) -> None:
    at = now - timedelta(days=_FIRST_DAYS_AGO - 7)
    keep_between_line(group, key=secrets.token_hex(16), kind=kind, episode=episode, text=text, said_by="", at=at)
