"""Meetings as a calendar file (RFC 5545). Pure: the same appointments give the same bytes, whatever the time is.

No VALARM: people's own calendars decide when to remind them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Final, Literal
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vText

Method = Literal["PUBLISH", "REQUEST"]

# A calendar is shared, copied and projected: what opens the group must not stand in it, whoever wrote it there.
_GROUP_LINK: Final = re.compile(r"/g/\w+")
# What RFC 5545 allows in no text, and what UTF-8 cannot write; a line may be broken, and a tab may stand.
_NOT_TEXT: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_YEARS_OF_A_RULE: Final = 3
_BREAKS: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Appointment:
    """One meeting as it stands in people's calendars."""

    uid: str
    """The same for as long as it is the same meeting, also when it is moved: that is how a calendar knows it again."""
    title: str
    about: str
    """What stands under the title; may be empty."""
    place: str
    """May be empty."""
    starts_at: datetime
    """With a ``ZoneInfo``: 09.00 in Oslo stays 09.00 in Oslo. A moment in any other zone is written in UTC."""
    minutes: int
    sequence: int
    """Grows each time the date, the length or the words are changed, and when the meeting is cancelled."""
    changed_at: datetime
    """In UTC: when it was last changed."""
    is_cancelled: bool = False


def calendar_of(appointments: Sequence[Appointment], *, name: str, language: str, method: Method = "PUBLISH") -> bytes:
    """The appointments as one file, in their order, with the time zones that they use. Group links are shortened away.

    A calendar has one method for all that is in it. Asked for ``REQUEST``: it is ``CANCEL`` if every appointment is
    cancelled, and ``PUBLISH`` if only some are. ``REQUEST`` is for mail to people: it names no organizer or attendees,
    so what is downloaded or subscribed to should be ``PUBLISH``.
    """
    calendar = Calendar()
    calendar.add("PRODID", f"-//Rundebord//Rundebord//{language.upper() or 'NB'}")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", _method(appointments, method))
    calendar.add("NAME", _text(name, language))
    calendar.add("X-WR-CALNAME", _plain(name))
    for zone in sorted({key for one in appointments if (key := _zone(one.starts_at))}):
        years = [one.starts_at.year for one in appointments if _zone(one.starts_at) == zone]
        calendar.add_component(Timezone.from_ical(_zone_as_text(zone, min(years) - 1, max(years) + 1)))
    for one in appointments:
        calendar.add_component(_event(one, language))
    return bytes(calendar.to_ical(sorted=False))


def _method(appointments: Sequence[Appointment], asked: Method) -> str:
    cancelled = [one.is_cancelled for one in appointments]
    if asked == "PUBLISH" or not any(cancelled):
        return asked
    return "CANCEL" if all(cancelled) else "PUBLISH"


def _event(one: Appointment, language: str) -> Event:
    event = Event()
    event.add("UID", _plain(one.uid))
    event.add("SEQUENCE", one.sequence)
    event.add("DTSTAMP", one.changed_at.astimezone(UTC))
    event.add("LAST-MODIFIED", one.changed_at.astimezone(UTC))
    event.add("STATUS", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    starts_at = one.starts_at if _zone(one.starts_at) else one.starts_at.astimezone(UTC)
    event.add("DTSTART", starts_at)
    # By way of UTC: an hour lasts an hour, also in the night when the clocks are changed.
    ends_at = starts_at.astimezone(UTC) + timedelta(minutes=one.minutes)
    event.add("DTEND", ends_at.astimezone(starts_at.tzinfo))
    event.add("SUMMARY", _text(one.title, language))
    for property_name, words in (("DESCRIPTION", one.about), ("LOCATION", one.place)):
        if words:
            event.add(property_name, _text(words, language))
    return event


def _zone(at: datetime) -> str:
    """The zone's name as calendars know it; "" for UTC, and for a zone without a name."""
    key = at.tzinfo.key if isinstance(at.tzinfo, ZoneInfo) else ""
    return "" if key in ("UTC", "Etc/UTC") else key or ""


@lru_cache(maxsize=32)
def _zone_as_text(zone: str, first_year: int, last_year: int) -> str:
    """The zone's VTIMEZONE for those years. As text, for a component can be changed by whoever gets it.

    Not the library's: that one has the change in spring an hour late, and lists days where old calendars know only
    yearly rules.
    """
    always, *changes = _observances(ZoneInfo(zone), first_year, last_year)
    rules = [_yearly_rule(starts) for _, starts in changes]
    made = Timezone()
    made.add("TZID", zone)
    # The form that every calendar knows has two yearly rules and nothing else.
    shown = (changes, rules) if changes and all(rules) else ([always, *changes], [None, *rules])
    for (kind, starts), rule in zip(*shown, strict=True):
        observance = TimezoneDaylight() if kind.is_summer else TimezoneStandard()
        observance.add("DTSTART", starts[0])
        if rule is not None:
            observance.add("RRULE", rule)
        elif len(starts) > 1:
            observance.add("RDATE", starts[1:])
        observance.add("TZNAME", kind.name)
        observance.add("TZOFFSETFROM", kind.before)
        observance.add("TZOFFSETTO", kind.after)
        made.add_component(observance)
    return str(made.to_ical(sorted=False).decode())


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of local time: the offset before it and in it, what it is called, and whether it is summer time."""

    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


def _observances(zone: ZoneInfo, first_year: int, last_year: int) -> list[tuple[_Kind, list[datetime]]]:
    """What the clocks are changed to and when, in the local time that ends; first what held before all changes."""
    at = datetime(first_year, 1, 1, tzinfo=UTC)
    found: dict[_Kind, list[datetime]] = {_kind(at, at, zone): [datetime(1970, 1, 1)]}  # noqa: DTZ001
    while at.year <= last_year:
        then = at + timedelta(days=1)
        if _offset(at, zone) != _offset(then, zone):
            before, after = at, then
            while after - before > timedelta(seconds=1):
                middle = before + (after - before) // 2
                before, after = (middle, after) if _offset(middle, zone) == _offset(at, zone) else (before, middle)
            moment = after.replace(microsecond=0)
            local = (moment + _offset(at, zone)).replace(tzinfo=None)
            found.setdefault(_kind(before, moment, zone), []).append(local)
        at = then
    return list(found.items())


def _kind(before: datetime, after: datetime, zone: ZoneInfo) -> _Kind:
    local = after.astimezone(zone)
    return _Kind(_offset(before, zone), _offset(after, zone), local.tzname() or zone.key, bool(local.dst()))


def _offset(at: datetime, zone: tzinfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta(0)


def _yearly_rule(starts: Sequence[datetime]) -> dict[str, str | int] | None:
    """The rule that all these moments follow, one each year: a weekday of a month. None if they follow none."""
    first = starts[0]
    same = {(at.month, at.weekday(), at.time()) for at in starts}
    if (
        len(starts) < _YEARS_OF_A_RULE
        or len(same) > 1
        or [at.year - first.year for at in starts] != [*range(len(starts))]
    ):
        return None
    if all((at + timedelta(days=7)).month != at.month for at in starts):
        week = -1
    elif len({(at.day - 1) // 7 for at in starts}) == 1:
        week = (first.day - 1) // 7 + 1
    else:
        return None
    return {"FREQ": "YEARLY", "BYMONTH": first.month, "BYDAY": f"{week}{_DAYS[first.weekday()]}"}


def _plain(words: str) -> str:
    return _NOT_TEXT.sub("", _BREAKS.sub("\n", _GROUP_LINK.sub("/g/…", words)))


def _text(words: str, language: str) -> vText:
    """The words with the language that they are in, and without what a calendar cannot hold."""
    return vText(_plain(words), params={"LANGUAGE": language} if language else {})
