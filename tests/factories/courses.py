"""A whole course of the real programme, held by commands: three meetings, what lies between, two follow-ups.

Everything that is typed on the way is remembered, to be looked for again on the paper.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from rundebord.groups.models import Group
from rundebord.groups.operations import create_group, keep_between_line, name_group
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.agenda import next_step
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.words import DEFINITION, SENTENCE, Kind, MemberId, NoteId, StepId
from rundebord.meetings.memory import present_state
from rundebord.meetings.operations import clock, give_command, open_meeting
from rundebord.programmes.models import ProgrammeVersion
from rundebord.programmes.operations import install_package

REAL = Path(__file__).resolve().parents[2] / "packages" / "digital-transformasjon"
EPISODES = ("samme-ord-ulike-bilder", "var-jobb-ikke-bare-it-sin", "hvor-begynner-vi")
FOLLOW_UPS = ("etter-30-dager", "etter-90-dager")
MEMBERS = (("Kari Nordmann", "Økonomi"), ("Per Hansen", "Region nord"), ("Åse Ødegård", "HR"), ("Ola Lie", "Digital"))
AREAS = tuple(
    f"Vi bør bli bedre på å {what}" for what in ("stoppe noe", "spørre brukeren", "måle", "dele data", "velge")
)


def install_real(media: Path) -> ProgrammeVersion:
    """The real programme is installed."""
    return install_package(folder=REAL, at=clock.now(), media=media)


@dataclass
class HeldCourse:
    """A group on its way through the real programme."""

    group: Group
    typed: list[str] = field(default_factory=list)
    """Every word that was written and still stands."""
    meetings: list[str] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def meeting(self) -> str:
        return self.meetings[-1]

    @property
    def state(self) -> Meeting:
        return present_state(self.meeting)

    def open(self, episode: str) -> Meeting:
        self.group.refresh_from_db()
        self.meetings.append(open_meeting(group=self.group, episode=episode))
        return self.state

    def give(self, *commands: c.Command) -> None:
        for command in commands:
            answer = give_command(meeting=self.meeting, command=command, command_id=secrets.token_hex(16))
            assert answer.refused is None, (command, answer.refused)

    def on(self) -> str:
        """The next step is begun. Its id."""
        step = next_step(self.state)
        assert step is not None
        self.give(c.StartStep(self.state.current, step.id))
        return step.id

    def go_to(self, step: str) -> None:
        for _ in range(30):
            if self.state.current == step:
                return
            self.on()
        raise AssertionError(f"never came to {step}")

    def say(self, text: str, *, kind: Kind | None = None, pile: str = "", about: NoteId | None = None) -> NoteId:
        note = NoteId(secrets.token_hex(16))
        assert self.state.current is not None
        self.give(c.KeepNote(self.state.current, note, text, kind, pile, about))
        self.typed.append(text)
        return note

    def set(self, board: str, row: str, column: str, text: str, *, is_words: bool = True) -> None:
        self.give(c.SetCell(board, row, column, text))
        if is_words:
            self.typed.append(text)

    def close(self) -> None:
        self.go_to("les-opp") if self.state.has_step(StepId("les-opp")) else None
        while next_step(self.state) is not None:
            self.on()
        assert self.state.current is not None
        self.give(c.CloseMeeting(self.state.current))

    def area_called(self, text: str) -> NoteId:
        return next(note.id for note in self.state.notes_of_kind("area") if note.text == text)

    def member_called(self, name: str) -> MemberId:
        one = self.state.member_called(name)
        assert one is not None
        return one.id


def new_course(
    programme: ProgrammeVersion, *, name: str = "Direktoratet for samvirke", heads: int = 8, language: str = "nb"
) -> HeldCourse:
    """A group that has not met."""
    group = create_group(language=language, at=clock.now(), programme=programme)
    name_group(group, name=name)
    Group.objects.filter(pk=group.pk).update(heads=heads)
    group.refresh_from_db()
    return HeldCourse(group, typed=[name])


def hold_first(course: HeldCourse) -> None:
    """Meeting 1: lines in boxes, differences, the sentence, proposals, a term, a task owner and a date."""
    course.open(EPISODES[0])
    for name, unit in MEMBERS:
        course.give(c.AddMember(MemberId(secrets.token_hex(16)), name, unit))
    course.give(c.SetLeader(course.member_called("Kari Nordmann")), c.SetScribe(course.member_called("Ola Lie")))
    course.go_to("runde")
    for number, text in enumerate(("Søknaden som skrives ut", "Ett skjema for fem", "Vi regner det ut"), 1):
        course.say(text, pile=("papir", "bedre", "ny")[number % 3])
    course.say("Digital: at noe er på nett", kind="term")
    course.say("Ring arkivet", kind="note")
    course.say("Ny avtale med leverandøren", kind="later")
    course.go_to("samtale")
    line = course.say("Hvem som eier tjenesten")
    course.say("Det vet vi egentlig", about=line)
    course.go_to("hos-oss")
    course.set("hos-oss", SENTENCE, SENTENCE, "Hos oss betyr det at folk slipper å være bud mellom to etater")
    course.go_to("bedre-paa")
    for text in AREAS:
        course.say(text)
    course.go_to("les-opp")
    course.give(c.NameOwner("close", "task-owner", "Per Hansen", MemberId(secrets.token_hex(16))))
    course.set("close", "next-date", "", _days_from_now(21), is_words=False)
    course.close()


def between(course: HeldCourse, episode: str) -> None:
    """One line of the task, and one from somebody who was absent."""
    for kind, text in (
        ("task", f"Det stopper opp når vi venter ({episode})"),
        ("catch-up", f"Jeg ville sagt mer ({episode})"),
    ):
        answer = keep_between_line(
            course.group,
            key=secrets.token_hex(16),
            kind=kind,
            episode=episode,
            text=text,
            said_by="Åse",
            at=clock.now(),
        )
        assert answer is None
        course.typed.append(text)


def hold_second(course: HeldCourse) -> None:
    """Meeting 2: the sentence reworded, obstacles, a table, three requirements, five proposals by hands."""
    course.open(EPISODES[1])
    course.go_to("sist-sa-vi")
    course.give(c.EditNote(DEFINITION, "Hos oss betyr det at ingen er bud mellom to etater"))
    course.typed.append("Hos oss betyr det at ingen er bud mellom to etater")
    course.go_to("hinder")
    course.say("Vi utsetter når det blir vanskelig", pile="hindrer")
    course.say("Vi spør hverandre", pile="hjelper")
    course.go_to("en-tjeneste")
    course.set("en-tjeneste", "title", "title", "Bostøtte")
    course.set("en-tjeneste", "gevinst", "hvem", "Regiondirektøren")
    course.go_to("hva-kreves")
    for text in ("Det kreves av oss at vi prioriterer", "Det kreves av oss at vi sier nei", "Det kreves mot"):
        course.say(text)
    course.go_to("fem-forslag")
    for place, text in enumerate(AREAS[:4]):
        course.give(c.CountHands(StepId("fem-forslag"), "", course.area_called(text), 5 - place))
    course.give(c.CloseVote(StepId("fem-forslag"), "", is_sure=True))
    course.go_to("les-opp")
    course.set("close", "next-date", "", _days_from_now(42), is_words=False)
    course.close()


def hold_third(course: HeldCourse, *, owner: str = "Per Hansen") -> None:
    """Meeting 3: two areas chosen, with goals, signs, actions, owners and dates; the map; the leader's promise."""
    course.open(EPISODES[2])
    course.go_to("velg-to")
    for text in AREAS[:2]:
        course.give(c.CountHands(StepId("velg-to"), "", course.area_called(text), 6))
    course.give(c.CloseVote(StepId("velg-to"), "", is_sure=True))
    course.go_to("runde")
    course.say("Om seks måneder ser andre at vi svarer samme dag")
    course.go_to("tiltak")
    for number, text in enumerate(AREAS[:2], 1):
        area = course.area_called(text)
        for column, words in (
            ("goal", f"Målet nummer {number}"),
            ("sign", f"Kjennetegnet nummer {number}"),
            ("action", f"Tiltaket nummer {number}"),
            ("first-step", f"Første skritt nummer {number}"),
            ("stop", f"Dette slutter vi med, nummer {number}"),
        ):
            course.set("commitment", area, column, words)
        course.set("commitment", area, "month", _days_from_now(180)[:7], is_words=False)
        course.set("commitment", area, "date", _days_from_now(60), is_words=False)
        course.give(c.NameOwner("commitment", area, owner, MemberId(secrets.token_hex(16))))
        course.give(c.SetCell("cooperation", area, course.member_called("Åse Ødegård"), "contributes"))
    course.go_to("les-opp")
    course.set("close", "promise", "", "Jeg spør om dette hver måned")
    course.set("close", "next-date", "", _days_from_now(70), is_words=False)
    course.close()


def hold_follow_up(course: HeldCourse, episode: str) -> str:
    """Ten minutes: what became of each commitment and why, one difficulty, one new first step. The area it is for."""
    course.open(episode)
    course.on()
    commitments = course.state.brought.commitments
    first = commitments[0].area
    course.set("followed", first, "status", "changed", is_words=False)
    course.set("followed", first, "reason", f"Det tok lengre tid ({episode})")
    course.on()
    course.say(f"Det var vanskelig å si nei ({episode})")
    if episode == "etter-90-dager":
        course.go_to("hent-fram")
        later = next(note for note in course.state.notes_of_kind("later"))
        course.give(c.ChooseOption(StepId("hent-fram"), later.id, True))
        first = later.id
    course.go_to("neste-skritt")
    course.set("commitment", first, "first-step", f"Nytt første skritt ({episode})")
    note = course.state.find_note(first)
    course.close()
    assert note is not None
    return note.text


def hold_all(programme: ProgrammeVersion) -> HeldCourse:
    """The whole course, with both follow-ups."""
    course = new_course(programme)
    hold_first(course)
    between(course, EPISODES[0])
    hold_second(course)
    between(course, EPISODES[1])
    hold_third(course)
    for episode in FOLLOW_UPS:
        hold_follow_up(course, episode)
    return course


def _days_from_now(days: int) -> str:
    moment: datetime = clock.now() + timedelta(days=days)
    return moment.date().isoformat()
