"""What the meetings of a group say together: the thread from the first to the last follow-up.

Pure, and reckoned anew from the folded meetings (docs/decisions/0015): a step that is undone, a line that is mended
after the close and a choice that is taken back are right here too, without a second truth to keep in step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rundebord.meetings.core.agenda import options_of
from rundebord.meetings.core.state import Meeting, Note
from rundebord.meetings.core.words import (
    BROUGHT,
    CLOSE,
    COMMITMENT,
    COOPERATION,
    DEFINITION,
    FOLLOWED,
    SENTENCE,
    Kind,
    NoteId,
    StepId,
)


@dataclass(frozen=True, slots=True)
class Wording:
    """How a line read in one meeting."""

    meeting: int
    """The place of the meeting in the sequence, from 0."""
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A line that lives on, as it reads now, with each earlier wording kept."""

    id: NoteId
    kind: Kind
    text: str
    meeting: int
    """Where it was said first."""
    wordings: tuple[Wording, ...]
    """All of them, the present one last."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What one follow-up said of an area."""

    meeting: int
    status: str
    reason: str
    sign: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """A development area that is worked on, and what was decided about it; "" is what was not said."""

    area: Said
    fields: Mapping[str, str]
    """Field of ``COMMITMENT_FIELDS`` → its latest words. The owner is the id of a member."""
    first_steps: tuple[Wording, ...]
    """Every first step, the present one last."""
    followed: tuple[Followed, ...]

    @property
    def status(self) -> str:
        """What the last follow-up that said something said, one of ``STATUSES``; "" if none did."""
        return next((one.status for one in reversed(self.followed) if one.status), "")

    @property
    def is_going(self) -> bool:
        """False when it is done or stopped."""
        return self.status not in ("done", "stopped")


@dataclass(frozen=True, slots=True)
class Thread:
    """What a group has said so far, whatever meeting it was said in."""

    lines: Mapping[NoteId, Said] = field(default_factory=dict)
    """Everything that lives on and stands, in the order in which it was said first."""
    in_play: frozenset[NoteId] = frozenset()
    """Development areas that have not been laid aside."""
    agreements: tuple[Agreement, ...] = ()
    """Areas that something has been decided about, or that were chosen for it."""
    marks: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(area, member) → how the member takes part."""
    promise: str = ""
    next_date: str = ""
    """As the last close said it, ISO; "" if it said none."""
    last_episode: str = ""

    def of_kind(self, kind: Kind) -> list[Said]:
        """Lines of that kind, in the order in which they were said first."""
        return [line for line in self.lines.values() if line.kind == kind]

    @property
    def definition(self) -> Said | None:
        """The working definition."""
        return self.lines.get(DEFINITION)

    @property
    def areas(self) -> list[Said]:
        """Development areas that are in play: proposed, or chosen when there has been a choice."""
        return [line for line in self.of_kind("area") if line.id in self.in_play]

    @property
    def laid_aside(self) -> list[Said]:
        """What lies for later: areas that were not chosen, and lines that were put there."""
        agreed = {one.area.id for one in self.agreements}
        aside = [line for line in self.of_kind("area") if line.id not in self.in_play and line.id not in agreed]
        return [*aside, *self.of_kind("later")]


_LIVES_ON: frozenset[Kind] = frozenset(
    {"definition", "term", "reference", "difference", "area", "requirement", "later"}
)


def thread_of(meetings: Sequence[Meeting]) -> Thread:
    """What these meetings, in their order, say together."""
    lines: dict[NoteId, Said] = {}
    aside: set[NoteId] = set()
    chosen_at_all: set[NoteId] = set()
    is_committing = False
    fields: dict[NoteId, dict[str, str]] = {}
    steps: dict[NoteId, list[Wording]] = {}
    followed: dict[NoteId, list[Followed]] = {}
    marks: dict[tuple[str, str], str] = {}
    promise = next_date = last_episode = ""
    for place, meeting in enumerate(meetings):
        _add_lines(lines, meeting, place)
        for note in _taken_up(meeting):
            aside.discard(note)
            chosen_at_all.add(note)
        for option, is_chosen in _choices(meeting):
            (aside.discard if is_chosen else aside.add)(option)
            if is_chosen:
                chosen_at_all.add(option)
                if option in lines and lines[option].kind == "later":
                    # Fetched from «Til senere».
                    lines[option] = replace(lines[option], kind="area")
        is_committing |= any(one.activity == "commit" and one.id in meeting.opened_steps for one in meeting.steps)
        for (board, row, column), text in meeting.cells.items():
            area = NoteId(row)
            if board == COMMITMENT and column == "first-step":
                steps.setdefault(area, []).append(Wording(place, text))
            if board == COMMITMENT:
                fields.setdefault(area, {})[column] = text
            elif board == COOPERATION:
                marks[row, column] = text
        _add_followed(followed, meeting, place)
        promise = meeting.cell(CLOSE, "promise", "") or promise
        next_date = meeting.cell(CLOSE, "next-date", "") if meeting.opened_steps else next_date
        last_episode = meeting.episode if meeting.opened_steps else last_episode
    in_play = frozenset(key for key, line in lines.items() if line.kind == "area" and key not in aside)
    agreed = [
        line for key, line in lines.items()
        if line.kind == "area" and (key in fields or (is_committing and key in in_play and key in chosen_at_all))
    ]  # fmt: skip
    return Thread(
        lines=lines,
        in_play=in_play,
        agreements=tuple(
            Agreement(one, fields.get(one.id, {}), tuple(steps.get(one.id, ())), tuple(followed.get(one.id, ())))
            for one in agreed
            if one.id in in_play or any(fields.get(one.id, {}).values())
        ),
        marks={key: mark for key, mark in marks.items() if NoteId(key[0]) in lines},
        promise=promise,
        next_date=next_date,
        last_episode=last_episode,
    )


def _add_lines(lines: dict[NoteId, Said], meeting: Meeting, place: int) -> None:
    was = {line.note: line for line in meeting.brought.lines}
    standing = meeting.notes_of(BROUGHT)
    for note_id, before in was.items():
        known, note = lines.get(note_id), standing.get(note_id)
        if known is None:
            continue
        if note is None:
            if note_id in meeting.deleted:
                del lines[note_id]
            continue
        # Only what this meeting changed counts: an earlier one may have been mended since its words were brought.
        if note.text != before.text:
            known = _reworded(known, note.text, place)
        if note.kind != before.kind:
            known = replace(known, kind=note.kind)
        lines[note_id] = known
    for note in _own_notes(meeting):
        if note.kind in _LIVES_ON and note.about is None:
            lines[note.id] = Said(note.id, note.kind, note.text, place, (Wording(place, note.text),))
    for step in meeting.steps:
        sentence = meeting.cell(step.id, SENTENCE, SENTENCE)
        if not sentence:
            continue
        if step.becomes == "definition":
            known = lines.get(DEFINITION)
            new = Said(DEFINITION, "definition", sentence, place, (Wording(place, sentence),))
            lines[DEFINITION] = new if known is None else _reworded(known, sentence, place)
        elif step.becomes in _LIVES_ON:
            made = sentence_note(meeting, step.id)
            lines[made] = Said(made, step.becomes, sentence, place, (Wording(place, sentence),))


def _taken_up(meeting: Meeting) -> Iterable[NoteId]:
    """What lay for later, and was made a development area by this meeting."""
    was = {line.note: line.kind for line in meeting.brought.lines}
    standing = meeting.notes_of(BROUGHT).values()
    return [note.id for note in standing if note.kind == "area" and was.get(note.id) == "later"]


def sentence_note(meeting: Meeting, step: StepId) -> NoteId:
    """The id of the line that a sentence becomes, when it is no definition."""
    return NoteId(f"{meeting.id}:{step}")


def _reworded(line: Said, text: str, place: int) -> Said:
    if text == line.text:
        return line
    kept = line.wordings if line.wordings[-1].meeting != place else line.wordings[:-1]
    return replace(line, text=text, wordings=(*kept, Wording(place, text)))


def _own_notes(meeting: Meeting) -> Iterable[Note]:
    for step in meeting.steps:
        yield from meeting.notes_of(step.id).values()


def _choices(meeting: Meeting) -> Iterable[tuple[NoteId, bool]]:
    """Each option of each choice between areas that was made; what came after the choice was no option."""
    for place, step in enumerate(meeting.steps):
        chosen = meeting.chosen.get(step.id, ())
        if not chosen or not {"areas", "later"} & set(step.source):
            continue
        for option in options_of(meeting, step):
            note = meeting.find_note(NoteId(option))
            came_later = note is not None and meeting.has_step(note.step) and meeting.position(note.step) > place
            if NoteId(option) in chosen:
                yield NoteId(option), True
            elif not came_later and step.source != ("later",):
                yield NoteId(option), False


def _add_followed(followed: dict[NoteId, list[Followed]], meeting: Meeting, place: int) -> None:
    for commitment in meeting.brought.commitments:
        said = [meeting.cell(FOLLOWED, commitment.area, column) for column in ("status", "reason", "sign")]
        if any(said):
            followed.setdefault(commitment.area, []).append(Followed(place, *said))
