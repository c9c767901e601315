"""What a group's page says, as plain data. The same number of statements, whatever the group has said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rundebord.courses.assessment import assessments_of, offered_to
from rundebord.courses.course import Course, course_of
from rundebord.documents.composing import area_of
from rundebord.documents.content import Area
from rundebord.groups.models import BetweenLine, Group
from rundebord.groups.queries import People, between_lines, people_of, planned_dates
from rundebord.meetings.core.thread import Said, Thread
from rundebord.meetings.core.words import CLOSE, Kind
from rundebord.meetings.operations import version_of
from rundebord.meetings.presenter.reading import kind_words
from rundebord.meetings.presenter.said import meeting_name
from rundebord.meetings.queries import CourseSoFar, course_so_far, deletion_date, undone_meetings
from rundebord.programmes.format.package import Package
from rundebord.programmes.queries import newest_version
from rundebord.programmes.queries import package as package_with

WARN_DAYS = 21
"""So long before the notes are deleted the page says so at its top, with the paper offered first."""


@dataclass(frozen=True, slots=True)
class Between:
    """The time from one meeting to the next."""

    episode: str
    name: str
    """«Møte 1»."""
    task: str
    task_line: str
    """What the one line begins with."""
    language: str
    reminder: str
    """Who reminds the others; "" if nobody does."""
    task_lines: Sequence[BetweenLine]
    catch_up_lines: Sequence[BetweenLine]
    has_catch_up: bool


@dataclass(frozen=True, slots=True)
class Undone:
    """A meeting that was begun by mistake."""

    meeting: str
    name: str
    undone_at: datetime


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the group's page."""

    course: Course
    so_far: CourseSoFar
    people: People
    between: Between | None
    definition: str
    said: Sequence[tuple[str, Sequence[str]]]
    """Kind → its lines, in the order in which the page shows them; empty kinds are not here."""
    promises: Sequence[Area]
    promise: str
    deleted_on: date
    is_deleted_soon: bool
    has_newer_programme: bool
    undone: Sequence[Undone]
    assessment: str
    """"" not offered, «before», «after»: which is offered now; «open» while answers come in."""
    rota: str

    @property
    def has_words(self) -> bool:
        """True when there is something for the paper."""
        return bool(self.definition or self.said or self.promises)

    def catch_up_paragraphs(self, markdown: str) -> Sequence[SafeString]:
        """The editor's words for who was absent, as HTML: numbered items, paragraphs and bold."""
        return [_paragraph(part) for part in re.split(r"\n\s*\n|\n(?=\d+\. )", markdown) if part.strip()]


def overview_of(group: Group, package: Package, *, today: date) -> Overview:
    """The group's page as it is now, in the active language."""
    so_far = course_so_far(group)
    people = people_of(group)
    course = course_of(so_far, package, planned_dates(group), group.language)
    thread = so_far.thread
    deleted_on = deletion_date(group, so_far.rows)
    return Overview(
        course=course,
        so_far=so_far,
        people=people,
        between=_between(group, course, so_far, people),
        definition=thread.definition.text if thread.definition is not None else "",
        said=_said(thread),
        promises=[area_of(one, people, today) for one in thread.agreements],
        promise=thread.promise,
        deleted_on=deleted_on,
        is_deleted_soon=deleted_on - today <= timedelta(days=WARN_DAYS),
        has_newer_programme=_has_newer(group, course),
        undone=[
            Undone(row.pk, meeting_name(package_with(row.programme_id), row.episode), timezone.localtime(row.undone_at))
            for row in undone_meetings(group)
            if row.undone_at is not None
        ],
        assessment=_assessment(group, package),
        rota=_rota(so_far, people),
    )


def _said(thread: Thread) -> Sequence[tuple[str, Sequence[str]]]:
    """What lives on, by kind; what something is decided about stands among the promises."""
    order: tuple[Kind, ...] = ("difference", "requirement", "area", "term", "reference", "later")
    words = kind_words()
    agreed = {one.area.id for one in thread.agreements}
    lines: Mapping[Kind, Sequence[Said]] = {
        **{kind: thread.of_kind(kind) for kind in order},
        "area": [line for line in thread.areas if line.id not in agreed],
        "later": thread.laid_aside,
    }
    found = []
    for kind in order:
        texts = [line.text for line in lines[kind]]
        if texts:
            found.append((words[kind], texts))
    return found


def _between(group: Group, course: Course, so_far: CourseSoFar, people: People) -> Between | None:
    last = course.last_held
    if last is None or not course.is_between:
        return None
    state = next(state for state in reversed(so_far.states) if state.id == last.meeting)
    language, text = package_with(state.programme).episode(last.episode).text(group.language)
    lines = [line for line in between_lines(group) if line.episode == last.episode]
    return Between(
        episode=last.episode,
        name=last.name,
        task=text.task,
        task_line=text.task_line,
        language=language,
        reminder=people.name_of(state.cell(CLOSE, "task-owner", "")),
        task_lines=[line for line in lines if line.kind == "task"],
        catch_up_lines=[line for line in lines if line.kind == "catch-up"],
        has_catch_up=bool(text.catch_up),
    )


def _has_newer(group: Group, course: Course) -> bool:
    """A newer version of the programme is here, and no meeting is in the middle of the old one."""
    own = version_of(group)
    is_busy = any(one.standing in ("going", "resting", "lobby") for one in course.slots)
    return not is_busy and newest_version(own.package).digest != own.digest


def _assessment(group: Group, package: Package) -> str:
    """What the page says of the self-assessment: «before» and «after» offer it, «open» is in the middle of it."""
    before, after = assessments_of(group)
    if any(one is not None and one.closed_at is None for one in (before, after)):
        return "open"
    offered = offered_to(group, package)
    # The second time is for comparing: without a first there is nothing to compare with.
    if offered == "before" or (offered == "after" and before is not None):
        return offered
    return "shown" if before is not None or after is not None else ""


def _rota(so_far: CourseSoFar, people: People) -> str:
    """Who is next to lead and to write: whoever has not, in the order of the list. "" where no rota is kept."""
    sentences = []
    for done, words in (
        ([str(state.host) for state in so_far.states if state.host], _("Next to lead: %(name)s.")),
        ([str(state.scribe) for state in so_far.states if state.scribe], _("Next to write: %(name)s.")),
    ):
        if not done or not people.present:
            continue
        # Who has never done it comes first; else who did it longest ago.
        latest = {member: place for place, member in enumerate(done)}
        order = {one.key: latest.get(one.key, -1) for one in people.present}
        sentences.append(words % {"name": people.name_of(min(order, key=lambda key: order[key]))})
    return " ".join(sentences)


def _paragraph(text: str) -> SafeString:
    safe = escape(" ".join(text.lstrip("# ").split()))
    return SafeString(re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", safe))
