"""The public pages about a programme say what its editor wrote, in the language that there is, and no more."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from factories.packages import PACKAGES, REAL, episode, episode_words, real_package, write_package
from factories.packages import words as programme_words
from rundebord.config.programme_shown import letter, shown_episode, shown_facts, shown_terms
from rundebord.programmes.format.package import Package
from rundebord.programmes.format.reading import read
from rundebord.programmes.operations import install_package

AT = datetime(2026, 9, 1, tzinfo=UTC)
TODAY = date(2026, 12, 1)


@pytest.fixture
def browser(db: None, tmp_path: Path) -> Client:
    """A browser that reads English, in a house with the real programme and the small one."""
    for folder in (REAL, PACKAGES / "to-steg"):
        install_package(folder=folder, at=AT, media=tmp_path / "media")
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def page(browser: Client, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, address
    return str(response.content.decode())


def test_the_programme_is_the_one_that_new_groups_begin_with(browser: Client) -> None:
    assert browser.get("/program").headers["Location"] == "/program/to-steg"
    assert 'action="/start"' in page(browser, "/program/to-steg")
    # A group that is started here would begin with the other one.
    assert 'action="/start"' not in page(browser, "/program/digital-transformasjon")


def test_the_programme_shows_its_meetings_and_a_text_to_send(browser: Client) -> None:
    html = page(browser, "/program/digital-transformasjon")
    its = real_package()
    for one in its.episodes:
        assert one.text("nb")[1].title in html
    assert [number for number in (1, 2, 3, 4) if f">Meeting {number}<" in html] == [1, 2, 3]
    assert 'data-copy="invitation"' in html
    assert "etter-30-dager" not in html  # offered at the end of the third meeting, not before


def test_words_that_stand_in_for_missing_ones_say_which_language_they_are_in(browser: Client) -> None:
    html = page(browser, "/program/digital-transformasjon")
    assert '<html lang="en"' in html
    assert '<header class="programme-head" lang="nb">' in html
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "nn"
    html = page(browser, "/program/to-steg")
    assert '<header class="programme-head" lang="nn">' in html
    assert "Eitt spørsmål" in html


@pytest.mark.parametrize("one", real_package().episodes, ids=lambda one: one.id)
def test_a_meeting_shows_its_questions_its_agenda_and_its_task(browser: Client, one) -> None:
    html = page(browser, f"/program/digital-transformasjon/{one.id}")
    text = one.text("nb")[1]
    for words in (*text.questions.values(), *text.needs, *text.gives, *text.more_questions):
        assert words.replace("'", "&#x27;").replace('"', "&quot;") in html
    assert html.count('class="agenda-name"') == len(one.steps)
    assert ("Until the next meeting" in html) is bool(text.task)


def test_the_bars_of_an_agenda_are_in_proportion_to_its_minutes() -> None:
    shown = shown_episode(real_package(), "samme-ord-ulike-bilder", "nb")
    assert [(step.minutes, step.share) for step in shown.steps[:4]] == [(15, 100), (3, 20), (8, 53), (6, 40)]
    assert shown.slack == 60 - sum(step.minutes for step in shown.steps) == 5
    assert shown.gives_way == ["To og to", "Samtale"]


@pytest.mark.parametrize("ending", ["", "/veileder"])
def test_a_follow_up_has_its_page_and_its_guide(browser: Client, ending: str) -> None:
    html = page(browser, f"/program/digital-transformasjon/etter-30-dager{ending}")
    assert "Follow-up after 30 days" in html
    assert "Other meetings" not in html


def test_the_guide_says_first_that_it_is_not_for_the_shared_screen_and_then_everything(browser: Client) -> None:
    one = real_package().episodes[0]
    html = page(browser, f"/program/digital-transformasjon/{one.id}/veileder")
    main = html.partition("<main")[2]
    assert main.index("Do not show it on the shared screen") < main.index("<h1")
    for step in one.steps:
        text = step.text("nb")[1]
        for words in (text.name, text.question, text.instruction, text.script.good, *text.prompts):
            assert words in html
        for when in text.script.when:
            assert f"<dt>{when.happens}</dt><dd>{when.do}</dd>" in html


def test_the_guide_of_a_meeting_without_advice_has_one_page(browser: Client, tmp_path: Path) -> None:
    bare = write_package(tmp_path / "small", {**_structure(), "languages": ["nb"]})
    install_package(folder=bare, at=AT, media=tmp_path / "media")
    html = page(browser, "/program/small/first/veileder")
    assert "question nb" in html
    assert "guide-advice" not in html


def test_what_a_programme_does_not_have_is_not_spoken_of(browser: Client) -> None:
    html = page(browser, "/program/to-steg")
    for word in ("Glossary", "Fact bank", "invitation", "The meetings"):
        assert word not in html
    html = page(browser, "/program/to-steg/samme-ord-ulike-bilder")
    for word in ("The questions", "More questions", "You need", "You leave with", "Until the next meeting", "film"):
        assert word not in html
    for address in ("ordliste", "fakta"):
        assert browser.get(f"/program/to-steg/{address}").status_code == 404


def test_a_film_that_is_not_there_is_owned_up_to(browser: Client, tmp_path: Path) -> None:
    folder = PACKAGES.parent / "tests" / "packages" / "med-film"
    install_package(folder=folder, at=AT, media=tmp_path / "media")
    assert "does not come with" not in page(browser, "/program/med-film/samme-ord")
    watching = {**episode(), "minutes": 30}
    watching["steps"][0] = {"id": "say", "method": "plenary", "activity": "watch", "minutes": 15, "kept": True}
    without = write_package(tmp_path / "small", {**_structure(), "languages": ["nb"]}, first=watching)
    install_package(folder=without, at=AT, media=tmp_path / "media")
    html = page(browser, "/program/small/first")
    assert "30 minutes: 15 of film, 15 of work together. The film does not come with this edition." in html
    assert "read it aloud" not in html


@pytest.mark.parametrize(
    "address",
    [
        "/program/nope",
        "/program/nope/ordliste",
        "/program/to-steg/nope",
        "/program/to-steg/nope/veileder",
        "/program/%00",
        "/program/to-steg/%ff",
    ],
)
def test_what_is_not_there_is_not_found(browser: Client, address: str) -> None:
    assert browser.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/program", "/program/to-steg", "/program/to-steg/samme-ord-ulike-bilder"])
def test_the_pages_are_to_be_read_only(browser: Client, address: str) -> None:
    assert browser.post(address).status_code == 405


# -- words and facts -------------------------------------------------------------------------------------------------


def test_the_glossary_explains_every_word_in_the_order_of_a_norwegian_dictionary(browser: Client) -> None:
    html = page(browser, "/program/digital-transformasjon/ordliste")
    shown = re.findall(r'<dt lang="nb">([^<]+)</dt>', html)
    assert len(shown) == len(real_package().terms) == 25
    assert (shown[0], shown[-1]) == ("arkitekturprinsipper", "økosystem")


def test_ae_oe_and_aa_come_last_in_this_order(tmp_path: Path) -> None:
    its = _with(tmp_path, terms=["ål", "øre", "ærend", "zoo", "Abe"])
    assert [term.word for term in shown_terms(its, "nb", TODAY)] == ["Abe", "zoo", "ærend", "øre", "ål"]


def test_a_word_leads_to_the_facts_that_it_rests_on(browser: Client) -> None:
    html = page(browser, "/program/digital-transformasjon/ordliste")
    targets = set(re.findall(r'fakta#([^"]+)"', html))
    facts = page(browser, "/program/digital-transformasjon/fakta")
    assert targets
    assert targets <= set(re.findall(r'id="([^"]+)"', facts))


def test_every_card_has_its_source_its_year_its_level_and_what_is_doubtful_about_it(browser: Client) -> None:
    html = page(browser, "/program/digital-transformasjon/fakta")
    its = real_package()
    cards = re.findall(r'<li class="fact".*?</li>', html, re.DOTALL)
    assert len(cards) == len(its.facts)
    for fact, card in zip(its.facts, cards, strict=True):
        assert ("not checked" in card) is not fact.is_checked
        assert (fact.year if fact.year != "u.å." else "year not given") in card
        assert any(level in card for level in ("Primary source", "Press or supplier", "Literature that we have"))
        assert ("<a " in card) is bool(fact.address)


def test_a_card_should_be_checked_when_it_is_past_its_date() -> None:
    its = real_package()
    (first, *_rest) = shown_facts(its, "nb", date(2026, 12, 1))
    assert first.is_fresh
    (first, *_rest) = shown_facts(its, "nb", date(2027, 11, 25))
    assert not first.is_fresh


def test_a_doi_becomes_an_address(tmp_path: Path) -> None:
    its = _with(tmp_path, address="doi:10.1016/j.jsis.2019.01.003")
    assert shown_facts(its, "nb", TODAY)[0].address == "https://doi.org/10.1016/j.jsis.2019.01.003"


def test_a_text_to_send_has_whole_lines_and_places_to_fill_in() -> None:
    assert letter("Hei!\n\nPå møtet {dato} ser\nvi en film.\n") == "Hei!\n\nPå møtet [dato] ser vi en film."
    assert letter("") == ""


def _structure() -> dict[str, object]:
    return {"format_version": 1, "id": "small", "version": "1", "languages": ["nb"], "episodes": ["first"]}


def _with(folder: Path, *, terms: list[str] | None = None, address: str = "https://example.no/1") -> Package:
    """A small programme with these terms and a fact with this address."""
    ids = [f"t{number}" for number in range(len(terms or []))]
    said = {
        **programme_words("nb"),
        "terms": {one: {"word": word, "meaning": "…"} for one, word in zip(ids, terms or [], strict=True)},
        "facts": {"K1": {"fact": "Noe", "source": "Noen"}},
    }
    fact = {"id": "K1", "level": "A", "year": "2024", "read": "2026-11-23", "address": address}
    structure = {**_structure(), "terms": [{"id": one} for one in ids]}
    made = write_package(folder / "made", structure, nb=said, nb_first=episode_words("nb"), facts={"facts": [fact]})
    return read(made)[0]
