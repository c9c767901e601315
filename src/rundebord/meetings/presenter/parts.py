"""Who reads which role when the group reads the film aloud. Pure: words, replies and people in; shares out.

Everybody gets about as many words, and as far as that allows nobody answers themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

CARDS = ""
"""The role of the cards that stand between the replies."""
_SPARE = 0.15
"""How much of an even share somebody may be ahead of the one with least, and still get a role that suits better."""


def shares(replies: Sequence[tuple[str, int]], people: int) -> Sequence[Sequence[str]]:
    """For each of the people, from the first: the roles that they read, the largest first.

    ``replies`` are (role, words) in the order in which they are said, cards under ``CARDS``. Every role is given out
    once; where there are more people than roles, the last have none. Cards go to somebody who reads nothing else; if
    there is none, to nobody: whoever sits at the screen reads them.
    """
    words: Counter[str] = Counter()
    for role, count in replies:
        words[role] += count
    has_cards = words.pop(CARDS, 0) > 0
    answers = Counter(frozenset(pair) for pair in pairwise(role for role, _count in replies if role != CARDS))
    hands: list[list[str]] = [[] for _person in range(max(1, people))]
    load = [0] * len(hands)
    even = sum(words.values()) / len(hands)
    # The largest first, and each to somebody with little: no share is far from the others.
    for role in sorted(words, key=lambda one: -words[one]):
        least = min(load)
        can = [person for person in range(len(hands)) if load[person] <= least + _SPARE * even]
        free = [person for person in can if not hands[person]]
        person = min(free or can, key=lambda one: (_answers(role, hands[one], answers), load[one], one))
        hands[person].append(role)
        load[person] += words[role]
    spare = next((hand for hand in hands if not hand), None)
    if has_cards and spare is not None:
        spare.append(CARDS)
    return hands


def _answers(role: str, hand: Sequence[str], answers: Counter[frozenset[str]]) -> int:
    """How often the role and one of the hand's speak to each other."""
    return sum(answers[frozenset((role, other))] for other in hand)
