"""Lines become sentences with pauses."""

import pytest

from rundebord.films.spoken import pieces_of, sentences_of


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Hva husker du?", ["Hva husker du?"]),
        ("Jeg har lest den. To ganger.", ["Jeg har lest den.", "To ganger."]),
        ("Så sto det: Skriv ut, signer. Ja!", ["Så sto det: Skriv ut, signer.", "Ja!"]),
        ("«Haster det?» Nei. Vent …  Jo.", ["«Haster det?»", "Nei.", "Vent …", "Jo."]),
        ("Det koster 3.700 kroner. Én gang.", ["Det koster 3.700 kroner.", "Én gang."]),
        ("Ja … kanskje det.", ["Ja … kanskje det."]),
        ("", []),
        (" … ", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert list(sentences_of(text)) == sentences


def test_a_question_is_followed_by_a_longer_pause() -> None:
    question, answer = pieces_of("Hva husker du? Ingenting.")
    assert question.pause > answer.pause > 0.2


def test_a_quotation_ends_as_its_sentence_does() -> None:
    assert pieces_of("Er det «klart?» Nei.")[0].pause == pieces_of("Klart? Nei.")[0].pause
