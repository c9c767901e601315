"""Every no is said calmly, in the sender's language, with what happened and what is allowed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

from rundebord.kernel.refused import Refused
from rundebord.meetings import balloting, forms, seats
from rundebord.meetings.core import commands as c
from rundebord.meetings.core import decide as judge
from rundebord.meetings.core import phones
from rundebord.meetings.presenter import refusal_sentence
from rundebord.meetings.screens import host

VALUES: dict[str, dict[str, str | int]] = {
    "head-count-out-of-range": {"count": 41, "lowest": 1, "highest": 40},
    "no-such-step": {"step": "elsewhere"},
    "note-too-long": {"length": 1_001, "longest": 1_000},
    "too-many-notes": {"most": 10_000},
    "time-out-of-range": {"seconds": 1_801, "longest": 1_800},
    "minutes-out-of-range": {"minutes": 3, "lowest": 5, "highest": 240},
    "no-such-pile": {"pile": "x"},
    "too-many-hands": {"count": 17, "most": 16, "heads": 8},
    "too-many-slips": {"slips": 9, "heads": 8},
    "votes-missing": {"voted": 5, "expected": 8},
    "answers-missing": {"voted": 5, "expected": 8},
    "hands-from-afar": {"count": 0, "raised": 2},
    "no-hands-left": {"hands": 2},
    "no-seats-left": {"most": 60},
    "phone-is-full": {"most": 3},
    "all-have-answered": {"heads": 8},
    "impossible-answer": {"most": 2},
    "enough-is-chosen": {"most": 3},
    "name-too-long": {"length": 81, "longest": 80},
    "name-is-taken": {"name": "Kari"},
    "too-many-members": {"most": 60},
    "owner-is-nobody": {"name": "alle"},
    "date-not-read": {"text": "snart"},
    "date-out-of-range": {"day": "1.1.2020"},
    "month-not-read": {"text": "snart"},
    "no-such-day": {"text": "31.2.2027"},
}


def reasons() -> set[str]:
    """Every reason that a module of the judge can give, or one that lets phones and the host's device in."""
    modules = [
        *Path(judge.__file__).parent.glob("decide*.py"),
        *(Path(m.__file__) for m in (phones, balloting, seats, host)),
    ]
    return {reason for path in modules for reason in re.findall(r'Refused\(\s*"([a-z-]+)"', path.read_text())}


FROM_SCREENS = sorted(reasons() - {"meeting-open-already", "agenda-empty"})
"""What a screen can be answered. Opening a meeting is no form: what it alone can be refused for is never shown."""


def said(reason: str, language: str = "nb") -> str:
    with translation.override(language):
        return refusal_sentence(Refused(reason, VALUES.get(reason, {})))


def test_the_opening_is_the_only_command_that_no_form_sends() -> None:
    readers = set(forms._READERS)
    names = {re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower() for kind in c.Command.__args__}  # type: ignore[attr-defined]
    # The clock notices by itself that time goes; a date is a cell that is read in more ways. What comes from earlier
    # meetings is brought, and what is erased is erased, by operations of their own.
    # A hand is raised with the seat of the one who raises it, which no form says: it has a reader of its own.
    assert names - readers == {"open-meeting", "bring-thread", "erase-note", "notice-time", "raise-hand"}
    assert readers - names == {"set-date"}


def test_there_are_fifty_reasons_that_a_screen_can_be_given() -> None:
    assert len(FROM_SCREENS) == 50


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
