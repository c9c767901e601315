"""Names that nobody guesses and nobody mistypes."""

from __future__ import annotations

import math

import pytest

from rundebord.kernel.identifiers import is_command_id, new_public_id, new_secret
from rundebord.kernel.refused import Refused

EASILY_MISTAKEN = set("01ilou")


def test_a_secret_has_at_least_128_bits() -> None:
    letters = {letter for _ in range(500) for letter in new_secret()}
    assert len(letters) ** 27 >= 2**128
    assert {len(new_secret()) for _ in range(100)} == {27}


def test_a_public_name_has_twelve_letters() -> None:
    assert {len(new_public_id()) for _ in range(100)} == {12}
    assert math.log2(30**12) > 58


def test_no_name_has_a_letter_that_is_taken_for_another() -> None:
    letters = {letter for _ in range(500) for letter in new_secret() + new_public_id()}
    assert not letters & EASILY_MISTAKEN
    assert all(letter.isascii() and (letter.isdigit() or letter.islower()) for letter in letters)


def test_no_two_names_are_the_same() -> None:
    assert len({new_public_id() for _ in range(5_000)}) == 5_000
    assert len({new_secret() for _ in range(5_000)}) == 5_000


@pytest.mark.parametrize("text", ["0" * 32, "f" * 32, "0123456789abcdef" * 2])
def test_thirty_two_small_hexadecimal_digits_are_a_command_id(text: str) -> None:
    assert is_command_id(text)


@pytest.mark.parametrize(
    "text", ["", "0" * 31, "0" * 33, "F" * 32, "g" * 32, "0" * 32 + "\n", " " + "0" * 31, "０" * 32]
)
def test_anything_else_is_no_command_id(text: str) -> None:
    assert not is_command_id(text)


def test_a_refusal_needs_no_values_and_shares_none_with_another() -> None:
    assert Refused("a") == Refused("a", {})
    assert Refused("a").values is not Refused("a").values
