"""From what a browser posts to a command, or a sentence that says why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from django.http import QueryDict
from django.utils.translation import gettext as _

from rundebord.kernel.identifiers import is_command_id
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.words import NoteId, StepId

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


# A new line is named by the command that brought it: one id, made once, in the browser.
_READERS: Mapping[str, Callable[[QueryDict, str], c.Command]] = {
    "set-head-count": lambda form, _id: c.SetHeadCount(_whole_number(form, "count")),
    "start-step": lambda form, _id: c.StartStep(_step_or_lobby(form, "origin"), _step(form, "step")),
    "go-back": lambda form, _id: c.GoBack(_step(form, "origin"), _step_or_lobby(form, "step")),
    "keep-note": lambda form, id_: c.KeepNote(_step(form, "step"), NoteId(id_), _text(form, "text")),
    "edit-note": lambda form, _id: c.EditNote(_note(form), _text(form, "text")),
    "delete-note": lambda form, _id: c.DeleteNote(_note(form)),
    "restore-note": lambda form, _id: c.RestoreNote(_note(form)),
    "let-note-in": lambda form, _id: c.LetNoteIn(_note(form)),
    "add-time": lambda form, _id: c.AddTime(_step(form, "step"), _whole_number(form, "seconds")),
    "pause-clock": lambda _form, _id: c.PauseClock(),
    "resume-clock": lambda _form, _id: c.ResumeClock(),
    "close-meeting": lambda form, _id: c.CloseMeeting(_step(form, "origin")),
    "reopen-meeting": lambda _form, _id: c.ReopenMeeting(),
}
