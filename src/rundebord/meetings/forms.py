"""From what a browser posts to a command, or a sentence that says why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from django.http import QueryDict
from django.utils.translation import gettext as _

from rundebord.kernel.identifiers import is_command_id
from rundebord.kernel.texts import typed_date
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.words import (
    Kind,
    MemberId,
    NoteId,
    SeatId,
    StepId,
    is_ballot_way,
    is_kind,
    is_matter,
    is_vote_kind,
)

_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}")


class Nonsense(Exception):
    """The form cannot be a command. The message is a sentence in the sender's language."""


def command_of(form: QueryDict) -> tuple[str, c.Command]:
    """The command's id and the command that the form asks for. Raises ``Nonsense``."""
    command_id = form.get("command_id", "")
    if not is_command_id(command_id):
        raise Nonsense(_("The page sent something that could not be read. Load the page again."))
    reader = _READERS.get(form.get("command", ""))
    if reader is None:
        raise Nonsense(_("The page asked for something that cannot be done here. Load the page again."))
    return command_id, reader(form, command_id)


def phone_command_of(form: QueryDict, seat: SeatId, option_of: Callable[[str], str]) -> tuple[str, c.Command]:
    """The same for what a phone sends: it knows options by other names, and raises its own hand alone."""
    if form.get("command") != "raise-hand":
        return command_of(form)
    command_id = form.get("command_id", "")
    if not is_command_id(command_id):
        raise _unreadable()
    option = option_of(_short(form, "option"))
    return command_id, c.RaiseHand(_step(form, "step"), _short(form, "statement"), option, seat, _is_yes(form, "yes"))


def _text(form: QueryDict, name: str) -> str:
    value = form.get(name)
    if value is None:
        raise Nonsense(_("The page sent something that could not be read. Load the page again."))
    return value


def _whole_number(form: QueryDict, name: str) -> int:
    value = _text(form, name).strip()
    if _WHOLE_NUMBER.fullmatch(value) is None:
        raise Nonsense(_("«%(value)s» is not a whole number. Write it in digits.") % {"value": value[:40]})
    return int(value)


def _step(form: QueryDict, name: str) -> StepId:
    return StepId(_text(form, name)[:100])


def _step_or_lobby(form: QueryDict, name: str) -> StepId | None:
    return _step(form, name) or None


def _note(form: QueryDict) -> NoteId:
    note = _text(form, "note")
    if not is_command_id(note):
        raise Nonsense(_("The page sent something that could not be read. Load the page again."))
    return NoteId(note)


def _note_or_none(form: QueryDict, name: str) -> NoteId | None:
    note = form.get(name, "")
    return NoteId(note) if is_command_id(note) else None


def _short(form: QueryDict, name: str) -> str:
    return _text(form, name)[:100]


def _is_yes(form: QueryDict, name: str) -> bool:
    return form.get(name, "") in ("1", "on", "true")


def _kind(form: QueryDict) -> Kind:
    kind = _text(form, "kind")
    if not is_kind(kind):
        raise _unreadable()
    return kind


def _unreadable() -> Nonsense:
    return Nonsense(_("The page sent something that could not be read. Load the page again."))


def _member(form: QueryDict) -> MemberId:
    return MemberId(_short(form, "member"))


def _keep_note(form: QueryDict, id_: str) -> c.Command:
    # A new line is named by the command that brought it: one id, made once, in the browser.
    kind = _kind(form) if form.get("kind") else None
    pile = form.get("pile", "")[:100]
    about = _note_or_none(form, "about")
    return c.KeepNote(_step(form, "step"), NoteId(id_), _text(form, "text"), kind, pile, about)


def _choose_vote_kind(form: QueryDict, _id: str) -> c.Command:
    kind = _text(form, "kind")
    if not is_vote_kind(kind):
        raise _unreadable()
    return c.ChooseVoteKind(_step(form, "step"), kind)


def _choose_ballot(form: QueryDict, _id: str) -> c.Command:
    way = _text(form, "way")
    if not is_ballot_way(way):
        raise _unreadable()
    return c.ChooseBallot(_step(form, "step"), way)


def _agree(form: QueryDict, _id: str) -> c.Command:
    matter = _text(form, "matter")
    if not is_matter(matter):
        raise _unreadable()
    return c.Agree(_step(form, "step"), matter, _is_yes(form, "yes"))


def _close_vote(form: QueryDict, _id: str) -> c.Command:
    """The counts of slips come as «option=3 option=1 …», in one field."""
    counts = []
    for pair in form.get("counts", "").split():
        option, _equals, count = pair.rpartition("=")
        if not option or _WHOLE_NUMBER.fullmatch(count) is None:
            raise _unreadable()
        counts.append((option[:100], int(count)))
    slips = _whole_number(form, "slips") if form.get("slips") else 0
    return c.CloseVote(_step(form, "step"), _short(form, "statement"), tuple(counts), slips, _is_yes(form, "sure"))


def _set_cell(form: QueryDict, _id: str) -> c.Command:
    text = _text(form, "text")
    return c.SetCell(_short(form, "board"), _short(form, "row"), _short(form, "column"), text)


def _set_date(form: QueryDict, _id: str) -> c.Command:
    """A date as a Norwegian types it, «15.1.2027», is as good as the browser's own."""
    text = _text(form, "text").strip()
    day = typed_date(text)
    return c.SetCell(
        _short(form, "board"), _short(form, "row"), _short(form, "column"), day.isoformat() if day else text
    )


def _name_owner(form: QueryDict, id_: str) -> c.Command:
    return c.NameOwner(_short(form, "board"), _short(form, "row"), _text(form, "text"), MemberId(id_))


def _seconds_of_minutes(form: QueryDict) -> int:
    return _whole_number(form, "minutes") * 60


_READERS: Mapping[str, Callable[[QueryDict, str], c.Command]] = {
    "set-head-count": lambda form, _id: c.SetHeadCount(_whole_number(form, "count")),
    "start-step": lambda form, _id: c.StartStep(_step_or_lobby(form, "origin"), _step(form, "step")),
    "go-back": lambda form, _id: c.GoBack(_step(form, "origin"), _step_or_lobby(form, "step")),
    "take-up-step": lambda form, _id: c.TakeUpStep(_step_or_lobby(form, "origin"), _step(form, "step")),
    "call-turn": lambda form, _id: c.CallTurn(
        _step(form, "step"), _whole_number(form, "origin"), _whole_number(form, "turn")
    ),
    "show-board": lambda form, _id: c.ShowBoard(_step(form, "step"), _short(form, "board")),
    "keep-note": _keep_note,
    "edit-note": lambda form, _id: c.EditNote(_note(form), _text(form, "text")),
    "delete-note": lambda form, _id: c.DeleteNote(_note(form)),
    "restore-note": lambda form, _id: c.RestoreNote(_note(form)),
    "let-note-in": lambda form, _id: c.LetNoteIn(_note(form)),
    "place-note": lambda form, _id: c.PlaceNote(_note(form), _short(form, "pile")),
    "move-note": lambda form, _id: c.MoveNote(_note(form), _note_or_none(form, "before")),
    "mark-note": lambda form, _id: c.MarkNote(_note(form), _is_yes(form, "yes")),
    "tick-note": lambda form, _id: c.TickNote(_note(form), _is_yes(form, "yes")),
    "set-kind": lambda form, _id: c.SetKind(_note(form), _kind(form)),
    "set-cell": _set_cell,
    "set-date": _set_date,
    "name-owner": _name_owner,
    "add-member": lambda form, id_: c.AddMember(MemberId(id_), _text(form, "name"), form.get("unit", "")),
    "rename-member": lambda form, _id: c.RenameMember(_member(form), _text(form, "name"), form.get("unit", "")),
    "remove-member": lambda form, _id: c.RemoveMember(_member(form)),
    "set-leader": lambda form, _id: c.SetLeader(_member(form) or None),
    "set-scribe": lambda form, _id: c.SetScribe(_member(form) or None),
    "set-host": lambda form, _id: c.SetHost(_member(form) or None),
    "set-absent": lambda form, _id: c.SetAbsent(_member(form), _is_yes(form, "yes")),
    "choose-vote-kind": _choose_vote_kind,
    "choose-ballot": _choose_ballot,
    # How many answers are ready, the counters say.
    "call-ballots-in": lambda form, _id: c.CallBallotsIn(
        _step(form, "step"), _short(form, "statement"), 0, _is_yes(form, "sure")
    ),
    "count-hands": lambda form, _id: c.CountHands(
        _step(form, "step"), _short(form, "statement"), _short(form, "option"), _whole_number(form, "count")
    ),
    "close-vote": _close_vote,
    "reopen-vote": lambda form, _id: c.ReopenVote(_step(form, "step"), _short(form, "statement")),
    "choose-option": lambda form, _id: c.ChooseOption(
        _step(form, "step"), NoteId(_short(form, "option")), _is_yes(form, "yes")
    ),
    "agree": _agree,
    "set-time-available": lambda form, _id: c.SetTimeAvailable(_seconds_of_minutes(form)),
    "put-clock-forward": lambda form, _id: c.PutClockForward(_whole_number(form, "seconds")),
    "break-off": lambda _form, _id: c.BreakOff(),
    "take-up-meeting": lambda _form, _id: c.TakeUpMeeting(),
    "add-time": lambda form, _id: c.AddTime(_step(form, "step"), _whole_number(form, "seconds")),
    "pause-clock": lambda _form, _id: c.PauseClock(),
    "resume-clock": lambda _form, _id: c.ResumeClock(),
    "close-meeting": lambda form, _id: c.CloseMeeting(_step(form, "origin")),
    "reopen-meeting": lambda _form, _id: c.ReopenMeeting(),
}
