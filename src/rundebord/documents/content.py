"""What stands on «Vårt felles utgangspunkt», as plain words in one language. Every form of the paper is made of this.

Nothing is looked up, translated or reckoned after this: page, PDF and Word say the same, being given the same.
The dataclasses pickle, so that papers can be made in another process.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """One development area with what was decided about it: «Hva vil vi bli bedre på» and «Hvordan når vi målene».

    Everything but ``name`` is "" where the group has not said it. A paper made in the middle of a meeting has such.
    """

    name: str
    goal: str = ""
    sign: str = ""
    """The sign that an outsider can see."""
    month: str = ""
    """«juni 2027»: by when."""
    action: str = ""
    owner: str = ""
    """The owner's name; "" is said in words: nobody yet."""
    date: str = ""
    """«15. januar 2027»."""
    first_step: str = ""
    stop: str = ""
    """What they stop doing."""
    status: str = ""
    """What a follow-up said: «Gjort», «Endret», «Stoppet»; with the reason after it."""
    notices: tuple[str, ...] = ()
    """What must be seen at once, without blame: «Fristen er ute», «Mangler eier»."""


@dataclass(frozen=True, slots=True)
class Bullets:
    """Sentences, one each."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """Words with what they mean; the meaning can be ""."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A small table; the first column is the row's heading. Every row has as many cells as there are headings."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph."""

    text: str


Block = Bullets | Terms | Table | Words


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the appendix. ``level`` 1 is a part, 2 a part within it."""

    heading: str
    blocks: tuple[Block, ...]
    level: int = 1


@dataclass(frozen=True, slots=True)
class Labels:
    """The paper's own words, in its language."""

    definition: str
    """«Hos oss betyr det»: over the working definition."""
    requires: str
    """«Hva kreves av oss»."""
    improves: str
    """«Hva vil vi bli bedre på»."""
    reaches: str
    """«Hvordan når vi målene»."""
    appendix: str
    goal: str
    sign: str
    month: str
    action: str
    owner: str
    date: str
    first_step: str
    stop: str
    status: str
    nothing_yet: str
    """Said under a heading that has nothing yet: «Ikke bestemt ennå»."""
    nobody_yet: str
    """Said where an action has no owner: «Ingen ennå»."""
    area: str
    """«Område 1» has this word before its number."""
    page: str
    """«Side %(page)s av %(pages)s», with the two names filled in by whoever prints."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole paper. Page one: the definition, the three headings, areas with owners and dates. The rest follows."""

    language: str
    """«nb», «nn» or «en»."""
    title: str
    """«Vårt felles utgangspunkt»."""
    group: str
    """The group's name; "" if it has none."""
    programme: str
    standing: str
    """«Etter møte 2 av 3 · skrevet ut 24. november 2026 kl. 10.42»."""
    definition: str
    requires: tuple[str, ...]
    areas: tuple[Area, ...]
    """Those that were chosen; at most three are shown on page one, the rest in the appendix by whoever composes it."""
    promise: str
    """The leader's: «Dette gjør jeg selv»; "" if there is none."""
    next_meeting: str
    """«Dere møtes igjen 15. januar 2027»; "" if no date is set."""
    appendix: tuple[Section, ...]
    colophon: str
    """The last line: who made this, that it is not DFØ's, when the notes are deleted."""
    labels: Labels
