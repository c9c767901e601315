"""«Prøv på tre minutter»: a made-up group for each visitor, whose clock goes fast and whose words are nobody's."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from factories.courses import install_real
from rundebord.courses import demo
from rundebord.courses.demo import SPEED, new_demo
from rundebord.courses.keeping import erase_before
from rundebord.courses.paper_pages import present_paper
from rundebord.groups.models import Group
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.agenda import areas_to_commit, next_step
from rundebord.meetings.memory import present_state
from rundebord.meetings.operations import clock, give_command
from rundebord.programmes.models import ProgrammeVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def real(tmp_path: Path) -> ProgrammeVersion:
    return install_real(tmp_path / "media")


def test_the_front_page_offers_it_only_where_its_programme_is(client: Client, programme: str) -> None:
    assert 'action="/prov"' not in client.get("/").content.decode()
    assert client.post("/prov").status_code == 404


def test_a_visitor_is_in_the_lobby_of_the_third_meeting_of_a_group_in_the_middle_of_its_course(
    client: Client, real: ProgrammeVersion
) -> None:
    assert 'action="/prov"' in client.get("/").content.decode()
    address = client.post("/prov").headers["Location"]
    page = client.get(address).content.decode()
    assert "Hvor begynner vi?" in page
    assert "meetings/walk.js" in page
    group = Group.objects.get()
    assert group.is_demo
    assert "konstruert" in group.name
    words = client.get(f"/gruppe/{group.public_id}").content.decode()
    assert "gruppe vi har funnet på" in words or "konstruert" in words
    assert words.count("is-held") == 2


def test_two_visitors_do_not_disturb_each_other(real: ProgrammeVersion) -> None:
    one, other = Client(), Client()
    first, second = one.post("/prov").headers["Location"], other.post("/prov").headers["Location"]
    assert first != second
    assert one.get(second).status_code == 404
    assert other.get(first).status_code == 404
    assert one.get(first).status_code == other.get(second).status_code == 200


def test_beginning_again_makes_a_new_group_and_leaves_nothing_of_the_old_one(
    client: Client, real: ProgrammeVersion
) -> None:
    first = client.post("/prov").headers["Location"]
    second = client.post("/prov").headers["Location"]
    assert first != second
    assert client.get(first).status_code == 404
    assert Group.objects.count() == 1


def test_its_clock_goes_ten_times_as_fast_and_no_other_does(real: ProgrammeVersion) -> None:
    _group, meeting = new_demo("nb")
    state = present_state(meeting)
    assert state.opened_at is not None
    later = state.opened_at + timedelta(minutes=1)
    assert state.moment(later) == state.opened_at + timedelta(minutes=SPEED)
    step = next_step(state)
    assert step is not None
    give_command(meeting=meeting, command=c.StartStep(None, step.id), command_id="0" * 32)
    moved = present_state(meeting)
    assert moved.last_at is not None
    real_time = clock.now()
    assert moved.last_at <= moved.moment(real_time)


def test_the_two_areas_are_there_to_be_given_an_owner(real: ProgrammeVersion) -> None:
    group, meeting = new_demo("nb")
    assert len(areas_to_commit(present_state(meeting))) == 2
    paper = present_paper(group)
    assert [area.goal for area in paper.areas if area.goal]
    assert len(paper.requires) == 3


def test_a_made_up_group_is_gone_after_a_day_and_the_oldest_makes_room(
    real: ProgrammeVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "MOST_DEMOS", 2)
    made = [new_demo("nb")[0].public_id for _ in range(3)]
    assert set(Group.objects.values_list("public_id", flat=True)) == set(made[1:])
    assert erase_before(clock.now() + timedelta(hours=23)) == 0
    assert erase_before(clock.now() + timedelta(hours=25)) == 2
    assert Group.objects.count() == 0
