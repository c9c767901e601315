"""What a group sees of its self-assessment, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client

from courses.assessing import AT, ITS, asked, closed, english, link, opened, press, result, send
from rundebord.courses.assessment import answer_assessment
from rundebord.courses.models import Assessment
from rundebord.groups.models import Group
from rundebord.groups.operations import create_group, delete_group
from rundebord.meetings.models import MeetingRow
from tooling import html_faults

pytestmark = pytest.mark.django_db
VERY, ALIKE = "11555", "44544"


def test_a_browser_that_is_not_let_in_finds_nothing_and_changes_nothing(group: Group, before: Assessment) -> None:
    stranger = english(create_group(language="nb", at=AT, programme=group.programme))
    for client in (stranger, english()):
        result(client, group, status=404)
        for what in ("apne", "vis"):
            assert press(client, group, what, when="before", heads=3, sure=1).status_code == 404
    before.refresh_from_db()
    assert (before.heads, before.closed_at) == (8, None)


@pytest.mark.parametrize("name", ["x", "%FF", "%ED%A0%80", "%00", "a" * 999])
def test_a_group_that_is_not_there_is_not_found(ours: Client, name: str) -> None:
    for address in (f"/gruppe/{name}/egenvurdering", f"/gruppe/{name}/egenvurdering/vis"):
        assert (ours.post if address.endswith("vis") else ours.get)(address).status_code == 404


def test_a_deleted_group_has_no_assessment(ours: Client, phone: Client, group: Group, before: Assessment) -> None:
    delete_group(group, at=AT)
    result(ours, group, status=404)
    opened(phone, link(before), status=404)


def test_it_is_offered_with_one_button_and_how_many_they_are(ours: Client, group: Group) -> None:
    Group.objects.filter(pk=group.pk).update(heads=11)
    page = result(ours, group)
    assert 'name="heads" value="11"' in page
    assert page.count("Make the link") == 1
    assert "With fewer than five answers nothing is shown" in page
    response = press(ours, group, "apne", when="before", heads=9)
    assert response.headers["Location"] == f"/gruppe/{group.public_id}/egenvurdering"
    made = Assessment.objects.get()
    assert (made.when, made.heads) == ("before", 9)
    page = result(ours, group)
    assert f"http://testserver/svar/{made.secret}" in page
    assert "0 of 9 have answered." in page
    assert "Show the result" not in page


def test_nothing_is_opened_by_a_mere_visit_or_when_it_is_not_the_time(ours: Client, group: Group) -> None:
    for what in ("apne", "vis"):
        assert ours.get(f"/gruppe/{group.public_id}/egenvurdering/{what}").status_code == 405
    for when in ("after", "", "later"):
        assert press(ours, group, "apne", when=when, heads=9).status_code == 302
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("heads", ["0", "41", "åtte", "", "-3", "8.5", "٨", "9" * 99])
def test_a_number_of_heads_that_is_none_is_refused_in_words(ours: Client, group: Group, heads: str) -> None:
    response = press(ours, group, "apne", when="before", heads=heads)
    assert response.status_code == 422
    page = response.content.decode()
    assert "Write how many you are, from 1 to 40." in page
    assert 'aria-invalid="true"' in page
    assert not Assessment.objects.exists()


def test_the_number_of_heads_can_be_mended_and_not_below_the_answers(ours: Client, group: Group) -> None:
    made = asked(group, p01="44")
    press(ours, group, "apne", when="before", heads=5)
    assert "2 of 5 have answered." in result(ours, group)
    response = press(ours, group, "apne", when="before", heads=1)
    assert response.status_code == 422
    assert "2 have answered already. You cannot be fewer." in response.content.decode()
    made.refresh_from_db()
    assert made.heads == 5


def without_names(page: str) -> str:
    """The page without what is another every time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|/svar/\w+|/gruppe/\w+|<svg.*?</svg>', "", page)


def test_before_the_result_is_shown_the_page_tells_how_many_and_nothing_of_what(group: Group) -> None:
    pages = set()
    for its, answers in (
        (group, {"p01": "1155555", "p10": "1111111"}),
        (create_group(language="nb", at=AT, programme=group.programme), {"p01": "4444444", "p12": "?????55"}),
    ):
        ours = english(its)
        asked(its, **answers)
        pages.add(without_names(result(ours, its)))
        pages.add(without_names(press(ours, its, "vis", when="before").content.decode()))
    assert len(pages) == 2  # the page, and the page that asks once
    assert all("7 of 8 have answered." in page for page in pages)


def test_showing_it_early_is_asked_about_once(ours: Client, group: Group) -> None:
    made = asked(group, p01=VERY)
    response = press(ours, group, "vis", when="before")
    page = response.content.decode()
    assert response.status_code == 200
    assert "3 have not answered." in page
    assert "With fewer than five answers you will see no result" not in page
    made.refresh_from_db()
    assert made.closed_at is None
    assert press(ours, group, "vis", when="before", sure=1).status_code == 302
    made.refresh_from_db()
    assert made.closed_at is not None
    assert "Very different answers" in result(ours, group)


def test_showing_it_with_too_few_says_what_will_come_of_it(ours: Client, group: Group) -> None:
    asked(group, p01="44")
    page = press(ours, group, "vis", when="before").content.decode()
    assert "With fewer than five answers you will see no result." in page


def test_when_all_have_answered_it_is_shown_at_once(ours: Client, group: Group) -> None:
    asked(group, heads=5, p01=VERY)
    assert press(ours, group, "vis", when="before").status_code == 302
    assert "Very different answers" in result(ours, group)


def test_an_old_page_closes_nothing_else(ours: Client, group: Group) -> None:
    closed(group, p01=VERY)
    after = asked(group, when="after", p01=VERY)
    assert press(ours, group, "vis", when="before", sure=1).status_code == 302
    after.refresh_from_db()
    assert after.closed_at is None


def test_up_to_seven_answers_give_categories_and_no_numbers(ours: Client, group: Group) -> None:
    closed(group, p01="1155555", p02="444444?", p04="1155555")
    page = result(ours, group)
    assert "7 of 8 have answered." in page
    assert page.index("Very different answers") < page.index("Worth a talk") < page.index("Quite alike answers")
    assert "band" not in page
    assert "know" not in page.partition("<main")[2]
    for asks in ("What must be true for both to be right?", "What could somebody have seen?"):
        assert asks in page


def test_eight_answers_give_bands_as_a_table(ours: Client, group: Group) -> None:
    closed(group, heads=11, p01="12344555???", p10="11111115555")
    page = result(ours, group)
    (table,) = re.findall(r"<table.*?</table>", page, re.S)
    assert re.findall(r'<th scope="row">(.*?)</th>', table) == ["1–2", "3", "4–5"]
    assert re.findall(r'class="band-count">(\d+)<', table) == ["2", "1", "5"]
    assert "3 do not know" in page
    assert "What do we need to find out before the next meeting?" not in page


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_group_that_is_too_small_sees_why_and_the_statements_alone(ours: Client, group: Group, number: int) -> None:
    closed(group, heads=4, p01="1" * number)
    page = result(ours, group)
    assert "You are too few for us to show this without anybody being able to guess." in page
    for word in ("answers</h3>", "Worth a talk", "band"):
        assert word not in page
    assert ITS.statements[0].texts["nb"] in page


def test_after_the_last_meeting_the_group_sees_what_has_changed(ours: Client, group: Group) -> None:
    closed(group, p01=VERY, p02=ALIKE, p10=VERY)
    for number, episode in enumerate(ITS.episodes, 1):
        MeetingRow.objects.create(
            id=f"m{number}",
            group=group,
            programme=group.programme,
            episode=episode.id,
            number=number,
            opened_at=AT,
            closed_at=AT,
        )
    page = result(ours, group)
    assert "After the last meeting" in page
    assert "Very different answers" in page
    assert press(ours, group, "apne", when="after", heads=5).status_code == 302
    after = Assessment.objects.get(when="after")
    for letter in ALIKE:
        answer_assessment(assessment=after, answers={"p01": letter, "p02": letter, "p10": letter})
    assert "From" not in re.sub("<svg.*?</svg>", "", result(ours, group))
    press(ours, group, "vis", when="after")
    page = result(ours, group)
    assert re.findall(r'class="shown-change">(.*?)<', page) == ["From very different to quite alike"]


def test_a_group_between_its_meetings_is_told_when_it_is(ours: Client, group: Group) -> None:
    MeetingRow.objects.create(
        id="m1",
        group=group,
        programme=group.programme,
        episode=ITS.episodes[0].id,
        number=1,
        opened_at=AT,
        closed_at=AT,
    )
    page = result(ours, group)
    assert "before the first meeting and after the last" in page
    assert "Make the link" not in page


def test_a_programme_that_asks_nothing_has_no_page(programme: str) -> None:
    from rundebord.programmes.queries import newest_version

    its = create_group(language="nb", at=AT, programme=newest_version(programme))
    result(english(its), its, status=404)


# -- where the link leads ---------------------------------------------------------------------------------------------


@pytest.fixture
def _on_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "NETWORK_HOST", "192.168.1.7")


def test_on_this_computer_alone_no_link_or_code_is_given_that_no_phone_can_reach(
    ours: Client, group: Group, before: Assessment
) -> None:
    page = ours.get(f"/gruppe/{group.public_id}/egenvurdering", headers={"host": "localhost:8000"}).content.decode()
    assert "Only this computer reaches the link" in page
    assert "data-copy" not in page
    assert "QR code" not in page
    assert f'href="{link(before)}"' in page


@pytest.mark.usefixtures("_on_a_network")
def test_on_a_network_the_link_is_the_one_that_phones_reach(ours: Client, group: Group, before: Assessment) -> None:
    page = ours.get(f"/gruppe/{group.public_id}/egenvurdering", headers={"host": "localhost:8000"}).content.decode()
    assert f">http://192.168.1.7:8000{link(before)}<" in page
    (details,) = [one for one in re.findall("<details.*?</details>", page, re.S) if "QR" in one]
    assert "<svg" in details
    assert " open" not in details.partition(">")[0]


# -- every page -------------------------------------------------------------------------------------------------------


def every_page(group: Group, ours: Client, phone: Client) -> Iterator[str]:
    yield result(ours, group)
    made = asked(group)
    yield opened(phone, link(made))
    yield opened(phone, "/svar/feil", status=404)
    yield send(phone, made, {}, status=422)
    yield send(phone, made, {"p01": "4"})
    yield opened(phone, link(made))
    yield result(ours, group)
    for letters in ("23", "1?", "44", "55", "35", "12", "??"):
        answer_assessment(
            assessment=made,
            answers={"p01": letters[0].replace("?", "dont-know"), "p02": letters[1].replace("?", "dont-know")},
        )
        if made.answered == 6:
            yield press(ours, group, "vis", when="before").content.decode()
            yield press(ours, group, "apne", when="before", heads=0).content.decode()
    yield result(ours, group)
    press(ours, group, "vis", when="before", sure=1)
    yield result(ours, group)
    yield opened(phone, link(made))
    closed(group, when="after", p01="444")
    yield result(ours, group)


def test_every_page_is_valid_html_and_none_says_anonymous(group: Group, ours: Client, phone: Client) -> None:
    pages = list(every_page(group, ours, phone))
    assert len(pages) == 13
    assert html_faults(*pages) == []
    for language in ("nb", "nn"):
        Group.objects.filter(pk=group.pk).update(language=language)
        phone.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        Assessment.objects.all().delete()
        for page in every_page(group, ours, phone):
            assert "anonym" not in page.replace('crossorigin="anonymous"', "").lower()
