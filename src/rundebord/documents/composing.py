"""From what a group has said to the words of its paper, in the active language.

Page one is what was decided. Everything else that was said stands in the appendix: a test holds it against what was
typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rundebord.documents.content import Area, Block, Bullets, Labels, Paper, Section, Table, Words
from rundebord.documents.record import meeting_sections, name_of
from rundebord.groups.models import BetweenLine, Group
from rundebord.groups.queries import People
from rundebord.meetings.core.state import Meeting
from rundebord.meetings.core.thread import Agreement, Thread
from rundebord.meetings.presenter.boards import mark_words
from rundebord.meetings.presenter.following import sign_words, status_words
from rundebord.meetings.presenter.said import day_from, day_in_words, month_in_words, time_of
from rundebord.meetings.queries import CourseSoFar
from rundebord.programmes.format.package import Package
from rundebord.programmes.queries import package as package_with

MOST_AREAS_ON_PAGE_ONE = 3


@dataclass(frozen=True, slots=True)
class Given:
    """All that a paper is composed from."""

    group: Group
    so_far: CourseSoFar
    package: Package
    people: People
    between: Sequence[BetweenLine]
    spread: Sequence[tuple[str, str]]
    """Statement and change of category, for those of the self-assessment that may be shown."""
    deleted_on: date
    at: datetime


def paper_of(given: Given) -> Paper:
    """The paper as it stands now; it can be made at any time, also in the middle of a meeting."""
    thread = given.so_far.thread
    language = given.group.language
    today = timezone.localtime(given.at).date()
    # Proposals that nothing is decided about are no areas yet: they stand in the appendix.
    areas = [area_of(one, given.people, today) for one in thread.agreements]
    definition = thread.definition.text if thread.definition is not None else ""
    return Paper(
        language=language,
        title=_("Our shared starting point"),
        group=given.group.name,
        programme=given.package.text(language)[1].title,
        standing=_standing(given),
        definition=definition,
        requires=tuple(line.text for line in thread.of_kind("requirement")),
        areas=tuple(areas),
        promise=_("This I do myself: %(promise)s") % {"promise": thread.promise} if thread.promise else "",
        next_meeting=_next_meeting(thread, today),
        appendix=tuple(_appendix(given)),
        colophon=_colophon(given),
        labels=labels(),
    )


def labels() -> Labels:
    """The paper's own words."""
    return Labels(
        definition=_("Our sentence"),
        requires=_("What is required of us"),
        improves=_("What we want to become better at"),
        reaches=_("How we reach the goals"),
        appendix=_("Appendix"),
        goal=_("Goal"),
        sign=_("Sign"),
        month=_("By"),
        action=_("Action"),
        owner=_("Follows up"),
        date=_("Deadline"),
        first_step=_("First step"),
        stop=_("We stop"),
        status=_("What became of it"),
        nothing_yet=_("Not decided yet"),
        nobody_yet=_("Nobody yet"),
        area=_("Area"),
        page=_("Page %(page)s of %(pages)s"),
    )


def area_of(agreement: Agreement, people: People, today: date) -> Area:
    """The agreement in words, with names as they are now. Nobody is blamed: a notice says what is, not whose fault."""
    said = agreement.fields
    owner = said.get("owner", "")
    name = people.name_of(owner)
    last = next((one for one in reversed(agreement.followed) if one.status), None)
    status = status_words()[last.status] if last is not None else ""
    if last is not None and last.reason:
        status = f"{status}: {last.reason}"
    return Area(
        name=agreement.area.text,
        goal=said.get("goal", ""),
        sign=said.get("sign", ""),
        month=month_in_words(said.get("month", "")),
        action=said.get("action", ""),
        owner=name,
        date=day_in_words(said.get("date", "")),
        first_step=said.get("first-step", ""),
        stop=said.get("stop", ""),
        status=status,
        notices=_notices(agreement, name, has_left=people.has_left(owner), today=today),
    )


def _notices(agreement: Agreement, owner: str, *, has_left: bool, today: date) -> tuple[str, ...]:
    if not agreement.is_going:
        return ()
    found = []
    day = day_from(agreement.fields.get("date", ""))
    if day is not None and day < today:
        found.append(_("The date was %(day)s") % {"day": day_in_words(day.isoformat())})
    if has_left:
        found.append(_("%(name)s has left the group. Who follows it up now?") % {"name": owner})
    elif not owner:
        found.append(_("Nobody follows this up yet"))
    if day is None:
        found.append(_("No date is set"))
    return tuple(found)


def _standing(given: Given) -> str:
    going = [row for row, state in zip(given.so_far.rows, given.so_far.states, strict=True) if _is_going(state)]
    own = [one.id for one in given.package.episodes]
    held = {row.episode for row in given.so_far.rows if row.closed_at is not None}
    made = timezone.localtime(given.at)
    said = {"held": sum(one in held for one in own), "all": len(own)}
    follow_ups = [row for row in given.so_far.rows if row.closed_at is not None and row.episode not in own]
    if going:
        where = _("In the middle of: %(meeting)s") % {"meeting": name_of(going[-1])}
    elif follow_ups:
        where = name_of(follow_ups[-1])
    elif not said["held"]:
        where = _("Before the first meeting is over")
    else:
        where = _("After meeting %(held)s of %(all)s") % said
    moment = {"day": date_format(made, "DATE_FORMAT"), "time": time_of(given.at)}
    return f"{where} · " + _("made %(day)s at %(time)s") % moment


def _is_going(state: Meeting) -> bool:
    return state.is_open and bool(state.opened_steps)


def _next_meeting(thread: Thread, today: date) -> str:
    day = day_from(thread.next_date)
    if day is None or day < today:
        return ""
    return _("You meet next on %(day)s.") % {"day": day_in_words(thread.next_date)}


def _colophon(given: Given) -> str:
    return " ".join(
        [
            _("Made with Rundebord. The programme is not made, used or approved by DFØ."),
            _("The notes behind it are deleted on %(day)s.") % {"day": date_format(given.deleted_on, "DATE_FORMAT")},
            _("No line says who said it."),
        ]
    )


# -- the appendix ----------------------------------------------------------------------------------------------------


def _appendix(given: Given) -> list[Section]:
    thread = given.so_far.thread
    found: list[Section] = []

    def add(heading: str, *blocks: Block) -> None:
        if blocks:
            found.append(Section(heading, blocks))

    for kind, heading in (
        ("difference", _("We see this differently")),
        ("term", _("Terms")),
        ("reference", _("References")),
    ):
        lines = [line.text for line in thread.lines.values() if line.kind == kind]
        add(heading, *([Bullets(tuple(lines))] if lines else []))
    chosen = {one.area.id for one in thread.agreements}
    proposals = [line.text for line in thread.areas if line.id not in chosen]
    add(_("Proposals that are not decided on"), *([Bullets(tuple(proposals))] if proposals else []))
    add(_("Who must work together?"), *_map(given))
    add(_("What the follow-ups said"), *_followed(given))
    add(
        _("Spread in the group, before and after"),
        *([Table((_("Statement"), _("Change")), tuple(given.spread))] if given.spread else []),
    )
    aside = [line.text for line in thread.laid_aside]
    add(_("For later"), *([Bullets(tuple(aside))] if aside else []))
    add(_("Earlier wordings"), *_earlier(given))
    add(_("Between the meetings"), *_between(given))
    found += meeting_sections(given.so_far, given.group.language)
    add(_("Sources of the facts in the films"), *_sources(given))
    return found


def _map(given: Given) -> list[Block]:
    """One sentence for each area: who leads, who must contribute, who must know."""
    thread, words = given.so_far.thread, mark_words()
    sentences = []
    for line in thread.of_kind("area"):
        parts = []
        for mark in ("leads", "contributes", "knows"):
            names = [
                _heading(given, member)
                for (area, member), its in thread.marks.items()
                if area == line.id and its == mark
            ]
            if names:
                parts.append(f"{_listed(names)} {words[mark]}")
        if parts:
            sentences.append(f"{line.text}: {'; '.join(parts)}.")
    return [Bullets(tuple(sentences))] if sentences else []


def _heading(given: Given, member: str) -> str:
    for one in (*given.people.present, *given.people.former):
        if one.key == member:
            return one.unit or one.name
    return _("somebody who has left")


def _listed(names: Sequence[str]) -> str:
    return (
        names[0]
        if len(names) == 1
        else _("%(first)s and %(last)s")
        % {
            "first": ", ".join(names[:-1]),
            "last": names[-1],
        }
    )


def _followed(given: Given) -> list[Block]:
    rows = []
    for one in given.so_far.thread.agreements:
        for said in one.followed:
            when = name_of(given.so_far.rows[said.meeting])
            sign = _("the sign: %(answer)s") % {"answer": sign_words()[said.sign].lower()} if said.sign else ""
            words = [status_words().get(said.status, ""), sign]
            rows.append((one.area.text, when, " · ".join(word for word in words if word), said.reason))
    headings = (_("Area"), _("When"), _("What became of it"), _("Why"))
    steps = [
        (one.area.text, ", ".join(wording.text for wording in one.first_steps[:-1]))
        for one in given.so_far.thread.agreements
        if len(one.first_steps) > 1
    ]
    blocks: list[Block] = [Table(headings, tuple(rows))] if rows else []
    if steps:
        blocks.append(Table((_("Area"), _("Earlier first steps")), tuple(steps)))
    return blocks


def _earlier(given: Given) -> list[Block]:
    rows = []
    for line in given.so_far.thread.lines.values():
        for wording in line.wordings[:-1]:
            when = name_of(given.so_far.rows[wording.meeting])
            rows.append((when, wording.text, line.text))
    headings = (_("Said in"), _("Then"), _("Now"))
    return [Table(headings, tuple(rows))] if rows else []


def _between(given: Given) -> list[Block]:
    """Lines from between the meetings, without names, under the meeting that they followed."""
    blocks: list[Block] = []
    named = {row.episode: (name_of(row), package_with(row.programme_id)) for row in given.so_far.rows}
    for episode, (name, package) in named.items():
        text = package.episode(episode).text(given.group.language)[1]
        own = [line for line in given.between if line.episode == episode]
        for kind, heading in (("task", text.task), ("catch-up", _("From those who were absent"))):
            lines = tuple(line.text for line in own if line.kind == kind)
            if lines:
                blocks += [Words(f"{name}: {heading}"), Bullets(lines)]
    return blocks


def _sources(given: Given) -> list[Block]:
    language = given.group.language
    held = {state.episode for state in given.so_far.states if state.opened_steps}
    wanted = {fact for one in given.package.episodes if one.id in held for fact in one.facts}
    used = [fact for fact in given.package.facts if fact.id in wanted]
    if not used:
        return []
    texts = [fact.texts.get(language) or next(iter(fact.texts.values())) for fact in used]
    lines = [
        " ".join(part for part in (f"{text.source} ({fact.year})".rstrip("."), fact.address) if part)
        for fact, text in zip(used, texts, strict=True)
    ]
    unread = [] if all(fact.is_checked for fact in used) else [Words(_("The sources were read as excerpts."))]
    return [*unread, Bullets(tuple(lines))]
