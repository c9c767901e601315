"""Page one in shorter wordings: whatever is shortened stands in full behind it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from factories.papers import ORDINARY, a_crowded_paper, a_whole_paper, papers, texts_of
from rundebord.documents.content import Paper
from rundebord.documents.front import LARGEST, fronts, letters_on


def test_the_first_has_every_word_and_repeats_nothing() -> None:
    paper = a_whole_paper()
    first = fronts(paper)[0]
    assert first.paper == replace(paper, appendix=())
    assert (first.repeated, first.more_requirements, first.more_areas) == ((), "", "")


def test_each_is_no_longer_than_the_one_before() -> None:
    lengths = [letters_on(front) for front in fronts(a_crowded_paper())]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[-1] < 1_500


def test_what_cannot_fit_is_not_tried() -> None:
    assert letters_on(fronts(a_crowded_paper(30))[0]) <= LARGEST


def test_a_sentence_is_cut_between_words_and_says_that_it_goes_on() -> None:
    last = fronts(a_crowded_paper())[-1]
    assert last.paper.requires[0] == "At vi sier nei til noe, så de som skal endre arbeidet sitt, får tid…"
    assert len(last.paper.requires) == 3
    assert last.more_requirements == "+ 5 → Vedlegg"
    assert [section.heading for section in last.repeated][1:3] == ["Hos oss betyr det", "Hva kreves av oss"]


@given(papers(ORDINARY))
def test_whatever_is_shortened_stands_in_full_behind(paper: Paper) -> None:
    for front in fronts(paper):
        shown = set(texts_of(front.paper))
        repeated = set(texts_of(replace(front.paper, appendix=front.repeated)))
        for text in filter(None, texts_of(replace(paper, appendix=(), colophon=""))):
            # Words that only lost a line end are the same words.
            assert text in shown | repeated or " ".join(text.split()) in shown, text
