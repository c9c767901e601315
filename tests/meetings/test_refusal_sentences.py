"""Every no is said calmly, in the sender's language, with what happened and what is allowed."""

from __future__ import annotations

import inspect
import re

import pytest
from django.utils import translation

from rundebord.kernel.refused import Refused
from rundebord.meetings import forms
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.decide import _open_meeting, decide
from rundebord.meetings.presenter import refusal_sentence

VALUES: dict[str, dict[str, str | int]] = {
    "head-count-out-of-range": {"count": 41, "lowest": 1, "highest": 40},
    "no-such-step": {"step": "elsewhere"},
    "note-too-long": {"length": 1_001, "longest": 1_000},
    "too-many-notes": {"most": 10_000},
    "time-out-of-range": {"seconds": 1_801, "longest": 1_800},
}


def reasons(source: object) -> set[str]:
    return set(re.findall(r'Refused\(\s*"([a-z-]+)"', inspect.getsource(source)))  # type: ignore[arg-type]


FROM_SCREENS = sorted(reasons(inspect.getmodule(decide)) - (reasons(_open_meeting) - {"head-count-out-of-range"}))
"""What a screen can be answered. Opening a meeting is no form: what it alone can be refused for is never shown."""


def said(reason: str, language: str = "nb") -> str:
    with translation.override(language):
        return refusal_sentence(Refused(reason, VALUES.get(reason, {})))


def test_the_opening_is_the_only_command_that_no_form_sends() -> None:
    readers = set(forms._READERS)
    names = {re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower() for kind in c.Command.__args__}  # type: ignore[attr-defined]
    assert names - readers == {"open-meeting"}
    assert readers <= names


def test_there_are_eleven_reasons_that_a_screen_can_be_given() -> None:
    assert len(FROM_SCREENS) == 11


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("reason", FROM_SCREENS)
def test_every_reason_has_a_sentence_of_its_own(reason: str, language: str) -> None:
    sentence = said(reason, language)
    assert sentence != said("a-reason-from-the-future", language)
    assert sentence.endswith(".")
    assert "%(" not in sentence
    assert [other for other in FROM_SCREENS if said(other, language) == sentence] == [reason]


@pytest.mark.parametrize("reason", FROM_SCREENS)
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_sentence_is_in_the_senders_language(reason: str, language: str) -> None:
    assert said(reason, language) != said(reason, "en")


def test_a_reason_that_this_screen_does_not_know_is_still_a_sentence() -> None:
    assert said("a-reason-from-the-future").endswith(".")


def test_the_values_stand_in_the_sentence_as_norwegian_writes_numbers() -> None:
    assert "1\u202f001 tegn" in said("note-too-long")
    assert "10\u202f000 linjer" in said("too-many-notes")
    assert "41" in said("head-count-out-of-range")
    assert "1 til 40" in said("head-count-out-of-range")
    assert "1\u202f800" in said("time-out-of-range")


def test_who_is_refused_too_long_a_line_is_told_that_it_is_not_lost() -> None:
    assert "Teksten din ligger her" in said("note-too-long")
    assert "her" in said("step-not-opened")
