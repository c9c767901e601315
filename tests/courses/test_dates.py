"""When a group meets: dates that can be used or are refused in words, and the calendar that follows them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from factories.courses import EPISODES, FOLLOW_UPS, HeldCourse, hold_first, hold_second, hold_third
from rundebord.courses.date_form import FARTHEST_DAYS
from rundebord.groups.models import Group, PlannedDate
from rundebord.groups.operations import name_group, plan_date
from rundebord.meetings.core import commands as c
from rundebord.meetings.models import MeetingRow
from rundebord.meetings.operations import clock

pytestmark = pytest.mark.django_db


def day(number: int) -> date:
    """So many days from today."""
    return timezone.localdate() + timedelta(days=number)


def typed(its: date) -> str:
    return f"{its.day}.{its.month}.{its.year}"


def send(client: Client, group: Group, status: int = 302, **fields: str) -> str:
    """One keyword for each field: «day1» is the day of the first meeting, «clock4» the time of the first follow-up."""
    order = (*EPISODES, *FOLLOW_UPS)
    form = {f"{name[:-1]}-{order[int(name[-1]) - 1]}": value for name, value in fields.items()}
    answer = client.post(f"/gruppe/{group.public_id}/datoer", form)
    assert answer.status_code == status
    return answer.content.decode()


def planned(group: Group) -> dict[str, tuple[date, time, int, bool]]:
    return {
        one.episode: (one.date, one.time, one.sequence, one.is_cancelled)
        for one in PlannedDate.objects.filter(group=group)
    }


def calendar(client: Client, group: Group) -> Calendar:
    answer = client.get(f"/gruppe/{group.public_id}/kalender.ics")
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content.decode())  # type: ignore[return-value]


def events(client: Client, group: Group) -> list[tuple[str, int, datetime]]:
    return [
        (str(one["UID"]), int(one["SEQUENCE"]), one["DTSTART"].dt) for one in calendar(client, group).walk("VEVENT")
    ]


def test_a_date_is_read_as_norwegians_write_it(ours: Client, group: Group) -> None:
    its = day(30)
    send(ours, group, day1=f"{its:%d/%m-%y}".replace("/", "."), clock1="kl. 9")
    assert planned(group) == {EPISODES[0]: (its, time(9), 0, False)}
    send(ours, group, day1=its.isoformat(), clock1="13:30")
    assert planned(group) == {EPISODES[0]: (its, time(13, 30), 1, False)}


def test_without_a_time_it_is_the_time_of_the_others_else_nine(ours: Client, group: Group) -> None:
    send(ours, group, day1=typed(day(30)), clock1="")
    send(ours, group, day1=typed(day(30)), clock1="12.15", day2=typed(day(40)))
    send(ours, group, day3=typed(day(50)))
    assert [its[1] for its in planned(group).values()] == [time(12, 15), time(9), time(9)]
    send(ours, group, day2=typed(day(41)), clock2="")
    assert planned(group)[EPISODES[1]][1] == time(9)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"day2": "32.1.2027"}, "32.1.2027 is no day in the calendar. Choose another one."),
        ({"day2": "i morgen"}, "«i morgen» could not be read as a date. Write it as 15.01.2027."),
        ({"day2": "29.2.2027"}, "29.2.2027 is no day in the calendar."),
        ({"day2": "20270115"}, "«20270115» could not be read as a date."),
        ({"day2": "3.3.2020"}, "March 3, 2020 is in the past."),
        ({"day2": "0001-01-01"}, "is in the past."),
        ({"day2": "1.1.2999"}, "Jan. 1, 2999 is very far ahead. Choose a day within three years."),
        ({"day2": "9999-12-31"}, "Dec. 31, 9999 is very far ahead."),
        ({"clock2": "25.00"}, "«25.00» could not be read as a time. Write it as 09.00."),
        ({"clock2": "ni"}, "«ni» could not be read as a time."),
    ],
)
def test_a_date_that_cannot_be_used_is_said_and_no_date_is_changed_or_lost(
    fields: dict[str, str], sentence: str, ours: Client, group: Group
) -> None:
    form = {"day1": typed(day(10)), "day2": typed(day(20)), "day3": typed(day(30)), **fields}
    html = send(ours, group, 422, **form)
    assert sentence in html
    assert planned(group) == {}
    order = (*EPISODES, *FOLLOW_UPS)
    for name, value in form.items():
        assert f'name="{name[:-1]}-{order[int(name[-1]) - 1]}" value="{value}"' in html
    assert html.count('aria-invalid="true"') == 1


def test_a_meeting_is_not_planned_before_the_one_that_it_follows(ours: Client, group: Group) -> None:
    html = send(ours, group, 422, day1=typed(day(20)), day2=typed(day(10)), day3=typed(day(30)))
    assert "Meeting 2 is on" in html
    assert "before Meeting 1. Each meeting comes after the one before it." in html
    assert planned(group) == {}
    send(ours, group, 422, day1=typed(day(20)), clock1="12", day2=typed(day(20)), clock2="9")
    send(ours, group, day1=typed(day(20)), clock1="9", day2=typed(day(20)), clock2="12")


def test_a_date_that_is_not_asked_about_stands_and_holds_the_order(ours: Client, group: Group) -> None:
    send(ours, group, day1=typed(day(10)), day2=typed(day(20)))
    send(ours, group, 422, day1=typed(day(25)))
    send(ours, group, 422, day2=typed(day(5)))
    send(ours, group, day1=typed(day(15)))
    assert [its[0] for its in planned(group).values()] == [day(15), day(20)]


def test_the_last_day_that_can_be_chosen_is_three_years_ahead(ours: Client, group: Group) -> None:
    send(ours, group, 422, day1=typed(day(FARTHEST_DAYS + 1)))
    send(ours, group, day1=typed(day(FARTHEST_DAYS)))
    send(ours, group, day1=typed(day(0)))


def test_a_date_that_has_passed_without_a_meeting_does_not_lock_the_others(ours: Client, group: Group) -> None:
    plan_date(group.pk, episode=EPISODES[0], day=day(-3), at=clock.now())
    send(ours, group, day1=typed(day(-3)), day2=typed(day(10)))
    assert planned(group)[EPISODES[1]][0] == day(10)
    send(ours, group, 422, day1=typed(day(-2)))


def test_an_emptied_date_is_called_off_and_can_be_set_again(ours: Client, group: Group) -> None:
    send(ours, group, day1=typed(day(10)))
    send(ours, group, day1="")
    assert planned(group) == {EPISODES[0]: (day(10), time(9), 1, True)}
    (event,) = calendar(ours, group).walk("VEVENT")
    assert str(event["STATUS"]) == "CANCELLED"
    send(ours, group, day1=typed(day(10)))
    assert planned(group) == {EPISODES[0]: (day(10), time(9), 2, False)}


def test_a_date_that_moves_keeps_its_name_in_calendars_and_counts_one_more_move(ours: Client, group: Group) -> None:
    send(ours, group, day1=typed(day(10)), day2=typed(day(20)))
    ((first, one, _), (second, two, _)) = events(ours, group)
    assert first != second
    assert (one, two) == (0, 0)
    send(ours, group, day1=typed(day(11)), day2=typed(day(20)))
    oslo = ZoneInfo("Europe/Oslo")
    assert events(ours, group) == [
        (first, 1, datetime.combine(day(11), time(9), oslo)),
        (second, 0, datetime.combine(day(20), time(9), oslo)),
    ]
    send(ours, group, day1=typed(day(11)), clock1="10.30")
    assert events(ours, group)[0] == (first, 2, datetime.combine(day(11), time(10, 30), oslo))


def test_the_calendar_has_the_time_zone_and_never_the_link(ours: Client, group: Group) -> None:
    name_group(group, name=f"Vi er http://testserver/g/{group.secret}")
    send(ours, group, day1=typed(day(10)))
    its = calendar(ours, group)
    assert [str(one["TZID"]) for one in its.walk("VTIMEZONE")] == ["Europe/Oslo"]
    body = ours.get(f"/gruppe/{group.public_id}/kalender.ics").content.decode().replace("\r\n ", "")
    assert "UID:" in body
    assert group.secret not in body


def test_a_calendar_without_dates_is_a_calendar_still(ours: Client, group: Group) -> None:
    assert events(ours, group) == []
    assert "Download for the calendar" not in ours.get(f"/gruppe/{group.public_id}/datoer").content.decode()


def test_a_meeting_that_is_held_keeps_its_date_whatever_is_posted(ours: Client, group: Group) -> None:
    plan_date(group.pk, episode=EPISODES[0], day=day(1), at=clock.now())
    hold_first(HeldCourse(group))
    send(ours, group, day1=typed(day(5)))
    assert planned(group)[EPISODES[0]][0] == day(1)


def test_the_date_said_at_the_close_is_the_next_meetings_and_moves_with_the_next_word(
    ours: Client, group: Group
) -> None:
    course = HeldCourse(group)
    hold_first(course)
    assert planned(group)[EPISODES[1]] == (day(21), time(9), 0, False)
    course.give(c.ReopenMeeting(), c.SetCell("close", "next-date", "", day(22).isoformat()))
    assert planned(group)[EPISODES[1]] == (day(22), time(9), 1, False)
    page = ours.get(f"/gruppe/{group.public_id}/datoer").content.decode()
    assert f'value="{typed(day(22))}"' in page


def test_a_follow_up_is_proposed_thirty_days_after_the_last_meeting_on_a_weekday(ours: Client, group: Group) -> None:
    course = HeldCourse(group)
    hold_first(course)
    hold_second(course)
    hold_third(course)
    PlannedDate.objects.all().delete()
    page = ours.get(f"/gruppe/{group.public_id}/datoer").content.decode()
    (value,) = re.findall(rf'name="day-{FOLLOW_UPS[0]}" value="([^"]+)"', page)
    proposed = date(*reversed([int(part) for part in value.split(".")]))
    assert timedelta(0) <= proposed - day(30) <= timedelta(days=2)
    assert proposed.weekday() < 5


def test_a_proposal_that_has_passed_does_not_stand_in_the_way(ours: Client, group: Group) -> None:
    course = HeldCourse(group)
    hold_first(course)
    hold_second(course)
    hold_third(course)
    PlannedDate.objects.all().delete()
    MeetingRow.objects.update(closed_at=clock.now() - timedelta(days=50))
    page = ours.get(f"/gruppe/{group.public_id}/datoer").content.decode()
    fields = dict(re.findall(r'name="((?:day|clock)-[^"]+)" value="([^"]*)"', page))
    assert fields[f"day-{FOLLOW_UPS[0]}"] == ""
    assert fields[f"day-{FOLLOW_UPS[1]}"] != ""
    assert ours.post(f"/gruppe/{group.public_id}/datoer", fields).status_code == 302
