"""What may be shown of answers without names. The table is product.md's; no screen, paper or list reckons it anew.

Source of the threshold of five: a common rule of caution in staff surveys, not a legal demand. It can be raised, never
lowered. Answers in both ends (1-2 and 4-5) win over «litt ulike».
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

LEAST_ANSWERS: Final = 5
ANSWERS_FOR_BANDS: Final = 8

Category = Literal["quite-alike", "somewhat-different", "very-different"]


@dataclass(frozen=True, slots=True)
class RatingShown:
    """What may be shown of one statement's answers; everything that may not is empty."""

    is_shown: bool
    """False: too few answers for anything."""
    category: Category | None = None
    bands: tuple[int, int, int] | None = None
    """How many answered 1-2, 3 and 4-5."""
    dont_know: int | None = None
    is_worth_a_talk: bool = False


def rating_shown(counts: Mapping[str, int], *, is_sensitive: bool = False, least: int = LEAST_ANSWERS) -> RatingShown:
    """What may be shown of hidden answers. n counts the answers 1 to 5, never «vet ikke». ``least`` can only raise."""
    answers = [counts.get(str(value), 0) for value in range(1, 6)]
    number = sum(answers)
    if number < max(least, LEAST_ANSWERS):
        return RatingShown(is_shown=False)
    category = _category(answers)
    is_worth_a_talk = category != "quite-alike"
    if is_sensitive:
        # Agreement on these would tell everybody's answer: «verdt en samtale», or nothing.
        return RatingShown(is_shown=is_worth_a_talk, is_worth_a_talk=is_worth_a_talk)
    if number < max(least, ANSWERS_FOR_BANDS):
        return RatingShown(is_shown=True, category=category, is_worth_a_talk=is_worth_a_talk)
    return RatingShown(
        is_shown=True,
        category=category,
        bands=(answers[0] + answers[1], answers[2], answers[3] + answers[4]),
        dont_know=counts.get("dont-know", 0),
        is_worth_a_talk=is_worth_a_talk,
    )


def _category(answers: Sequence[int]) -> Category:
    values = [value for value, count in enumerate(answers, 1) if count]
    spread = values[-1] - values[0]
    in_both_ends = values[0] <= 2 and values[-1] >= 4
    if spread >= 3 or in_both_ends:
        return "very-different"
    return "somewhat-different" if spread == 2 else "quite-alike"


@dataclass(frozen=True, slots=True)
class VoteShown:
    """What may be shown of a vote without names between lines."""

    is_shown: bool
    counts: Mapping[str, int] | None = None
    """None: too few voted for numbers."""
    leading: tuple[str, ...] = ()
    """The options with the most votes, as many as are to be chosen, in the order of the options; more if they tie."""


def vote_shown(
    counts: Mapping[str, int], *, options: Sequence[str], slips: int, choose: int, least: int = LEAST_ANSWERS
) -> VoteShown:
    """What may be shown of a vote without names in which ``slips`` people voted."""
    if slips < max(least, LEAST_ANSWERS):
        return VoteShown(is_shown=False)
    first = leading(counts, options=options, choose=choose)
    if slips < max(least, ANSWERS_FOR_BANDS):
        return VoteShown(is_shown=True, leading=first)
    return VoteShown(is_shown=True, counts=dict(counts), leading=first)


def leading(counts: Mapping[str, int], *, options: Sequence[str], choose: int) -> tuple[str, ...]:
    """The options with the most votes, at least one each: ``choose`` of them, more if the last ones tie."""
    ranked = sorted((counts.get(option, 0) for option in options), reverse=True)
    if not ranked or choose < 1:
        return ()
    border = max(1, ranked[min(choose, len(ranked)) - 1])
    return tuple(option for option in options if counts.get(option, 0) >= border)
