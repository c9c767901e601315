"""A calendar file says what the group agreed on, and every calendar reads it the same way, also years from now."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Component, Event

from rundebord.courses.calendar import Appointment, calendar_of

OSLO = ZoneInfo("Europe/Oslo")
CHANGED = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
SUMMER = datetime(2026, 10, 20, 9, tzinfo=OSLO)
WINTER = datetime(2026, 11, 17, 9, tzinfo=OSLO)
FIRST = Appointment("abc-1@rundebord", "Møte 1", "Tre møter.", "Rom 4", SUMMER, 60, 0, CHANGED)
SECOND = replace(FIRST, uid="abc-2@rundebord", title="Møte 2", starts_at=WINTER)


def written(*appointments: Appointment, **more: str) -> bytes:
    return calendar_of(appointments, **{"name": "Møtene våre", "language": "nb", **more})


def read(*appointments: Appointment, **more: str) -> list[Event]:
    return list(Calendar.from_ical(written(*appointments, **more)).events)


def the_method(*appointments: Appointment, **more: str) -> str:
    return str(Calendar.from_ical(written(*appointments, **more))["METHOD"])


def test_an_appointment_is_read_back_as_it_was() -> None:
    (event,) = read(FIRST)
    assert (event["UID"], event["SUMMARY"], event["DESCRIPTION"], event["LOCATION"]) == (
        "abc-1@rundebord",
        "Møte 1",
        "Tre møter.",
        "Rom 4",
    )
    assert event.start == SUMMER
    assert event.end == SUMMER + timedelta(minutes=60)
    assert event["SEQUENCE"] == 0
    assert event.DTSTAMP == event.LAST_MODIFIED == CHANGED
    assert event["STATUS"] == "CONFIRMED"
    assert event["SUMMARY"].params["LANGUAGE"] == "nb"


def test_nine_in_oslo_is_nine_in_oslo_in_summer_and_in_winter() -> None:
    assert b"DTSTART;TZID=Europe/Oslo:20261020T090000" in written(FIRST)
    assert b"DTSTART;TZID=Europe/Oslo:20261117T090000" in written(SECOND)
    assert [event.start.astimezone(UTC).hour for event in read(FIRST, SECOND)] == [7, 8]


def test_two_hours_last_two_hours_in_the_night_when_the_clocks_are_changed() -> None:
    at_night = replace(FIRST, starts_at=datetime(2026, 3, 29, 1, 30, tzinfo=OSLO), minutes=120)
    assert b"DTEND;TZID=Europe/Oslo:20260329T043000" in written(at_night)
    (event,) = read(at_night)
    assert event.end.astimezone(UTC) - event.start.astimezone(UTC) == timedelta(hours=2)


_NEW_YEAR = datetime(2027, 1, 1)  # noqa: DTZ001 - local, as observances are
ZONES = ["Europe/Oslo", "America/New_York", "Asia/Kolkata", "Africa/Casablanca", "Australia/Lord_Howe"]


@pytest.mark.parametrize("zone", ZONES)
def test_the_file_itself_knows_what_the_time_is_in_its_zones(zone: str) -> None:
    rules = ZoneInfo(zone)
    calendar = Calendar.from_ical(written(replace(FIRST, starts_at=datetime(2026, 5, 4, 9, tzinfo=rules))))
    (found,) = calendar.timezones
    # As RFC 5545 says: an observance begins in the local time before it, and what began last holds.
    begun = [
        ((at - observance.TZOFFSETFROM).replace(tzinfo=UTC), observance.TZOFFSETTO)
        for observance in found.subcomponents
        for at in _beginnings(observance)
    ]
    at = datetime(2026, 1, 1, tzinfo=UTC)
    while at.year == 2026:
        stated = max((moment, offset) for moment, offset in begun if moment <= at)[1]
        assert stated == at.astimezone(rules).utcoffset(), at
        at += timedelta(minutes=30)


def _beginnings(observance: Component) -> list[datetime]:
    """When it begins, in the local time before it, until the end of 2026."""
    first = observance.DTSTART
    listed = observance.get("RDATE")
    if rule := observance.get("RRULE"):
        return list(rrulestr(rule.to_ical().decode(), dtstart=first).between(first, _NEW_YEAR, inc=True))
    return [first, *([one.dt for one in listed.dts] if listed else [])]


def test_oslo_is_written_in_the_form_that_every_calendar_knows() -> None:
    lines = written(FIRST).decode().split("\r\n")
    assert [line for line in lines if line.startswith("RRULE")] == [
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    ]
    assert not [line for line in lines if line.startswith("RDATE")]


def test_each_zone_stands_once_and_a_nameless_one_is_written_in_utc() -> None:
    elsewhere = replace(FIRST, uid="x", starts_at=datetime(2026, 10, 20, 9, tzinfo=ZoneInfo("America/New_York")))
    fixed = replace(FIRST, uid="y", starts_at=datetime(2026, 10, 20, 9, tzinfo=timezone(timedelta(hours=2))))
    in_utc = replace(FIRST, uid="z", starts_at=datetime(2026, 10, 20, 7, tzinfo=ZoneInfo("UTC")))
    calendar = Calendar.from_ical(written(FIRST, SECOND, elsewhere, fixed, in_utc))
    assert [zone.tz_name for zone in calendar.timezones] == ["America/New_York", "Europe/Oslo"]
    assert written(fixed).count(b"DTSTART:20261020T070000Z") == written(in_utc).count(b"DTSTART:20261020T070000Z") == 1


def test_a_meeting_that_is_moved_is_the_same_meeting_with_a_higher_number() -> None:
    (before,) = read(FIRST)
    (after,) = read(replace(FIRST, starts_at=WINTER, sequence=1, changed_at=CHANGED + timedelta(days=2)))
    assert before["UID"] == after["UID"]
    assert before["SEQUENCE"] < after["SEQUENCE"]
    assert before.DTSTAMP < after.DTSTAMP
    assert after.start == WINTER


def test_a_cancelled_meeting_says_so_and_stays_in_a_published_calendar() -> None:
    gone = replace(FIRST, is_cancelled=True, sequence=2)
    assert [event["STATUS"] for event in read(gone, SECOND)] == ["CANCELLED", "CONFIRMED"]
    assert the_method(gone) == the_method(gone, SECOND) == "PUBLISH"


def test_a_request_for_cancelled_meetings_alone_is_a_cancellation() -> None:
    gone = replace(FIRST, is_cancelled=True, sequence=2)
    assert the_method(FIRST, SECOND, method="REQUEST") == "REQUEST"
    assert the_method(gone, method="REQUEST") == "CANCEL"
    # A REQUEST may hold no cancelled meeting, and a CANCEL no other.
    assert the_method(gone, SECOND, method="REQUEST") == "PUBLISH"


def test_the_groups_link_never_stands_in_a_calendar() -> None:
    link = "https://rundebord.example/g/abcdefghjkmnpqrstvwxyz23456"
    file = written(replace(FIRST, title=link, about=f"Her: {link}", place=link, uid=link), name=link)
    assert b"abcdefghjkm" not in file.replace(b"\r\n ", b"")
    assert file.count("/g/…".encode()) == 6


def test_nobody_is_reminded_by_us() -> None:
    assert b"VALARM" not in written(FIRST)


def test_a_calendar_without_meetings_is_a_calendar() -> None:
    assert Calendar.from_ical(written())["X-WR-CALNAME"] == "Møtene våre"


def test_what_is_not_said_takes_no_line() -> None:
    file = written(replace(FIRST, about="", place=""))
    assert b"DESCRIPTION" not in file
    assert b"LOCATION" not in file


_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=120)


@given(title=_TEXT, about=_TEXT, place=st.sampled_from(["Rom 4, 2. etg.; inngang «B»", "🪑🪑", "a\\n;b", "æ" * 200]))
def test_any_words_survive_and_every_line_is_short_enough(title: str, about: str, place: str) -> None:
    file = written(replace(FIRST, title=title, about=about, place=place))
    assert max(len(line) for line in file.split(b"\r\n")) <= 75
    assert b"\n" not in file.replace(b"\r\n", b"")
    assert file.decode().endswith("END:VCALENDAR\r\n")
    (event,) = Calendar.from_ical(file).events
    assert event["LOCATION"] == place
    for given_words, read_words in ((title, event["SUMMARY"]), (about, event.get("DESCRIPTION", ""))):
        assert read_words == _as_a_calendar_can_hold_it(given_words)


def _as_a_calendar_can_hold_it(words: str) -> str:
    """Line breaks of one kind, and no control characters, half characters or group links."""
    whole = words.replace("\r\n", "\n")
    for one in ("\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"):
        whole = whole.replace(one, "\n")
    return "".join(
        one for one in whole if one in "\n\t" or not (ord(one) < 32 or ord(one) == 127 or 0xD800 <= ord(one) < 0xE000)
    )


_IN_ANOTHER_PROCESS = """
import sys
from datetime import datetime, UTC
from zoneinfo import ZoneInfo
from rundebord.courses.calendar import Appointment, calendar_of
zones = ["Europe/Oslo", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Casablanca"]
all = [Appointment(z, z, "", "", datetime(2026, 5, 4, 9, tzinfo=ZoneInfo(z)), 60, 0, datetime(2026, 1, 1, tzinfo=UTC))
       for z in zones]
sys.stdout.buffer.write(calendar_of(all, name="n", language="nb"))
"""


def test_the_same_meetings_give_the_same_bytes_in_every_process() -> None:
    made = {
        subprocess.run(
            [sys.executable, "-c", _IN_ANOTHER_PROCESS],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(made) == 1
