"""From a post to a command. Nonsense is answered in words, never with a crash."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import example, given
from hypothesis import strategies as st

from factories.meetings import BEGINNING, SORT, START, WRITE, a_note, an_hour, meeting_after
from rundebord.meetings.core import commands as c
from rundebord.meetings.core.decide import decide
from rundebord.meetings.core.words import MemberId, SeatId, StepId
from rundebord.meetings.forms import _READERS, Nonsense, command_of, phone_command_of

ID = "0123456789abcdef" * 2


def form(command: str, **fields: str) -> QueryDict:
    return QueryDict(urlencode({"command_id": ID, "command": command, **fields}))


COMMANDS: dict[str, tuple[dict[str, str], c.Command]] = {
    "set-head-count": ({"count": " 9 "}, c.SetHeadCount(9)),
    "start-step": ({"origin": "write", "step": "sort"}, c.StartStep(WRITE, SORT)),
    "go-back": ({"origin": "sort", "step": "write"}, c.GoBack(SORT, WRITE)),
    "keep-note": ({"step": "write", "text": " å\n🙂 "}, c.KeepNote(WRITE, ID, " å\n🙂 ")),  # type: ignore[arg-type]
    "edit-note": ({"note": a_note(1), "text": "b"}, c.EditNote(a_note(1), "b")),
    "delete-note": ({"note": a_note(1)}, c.DeleteNote(a_note(1))),
    "restore-note": ({"note": a_note(1)}, c.RestoreNote(a_note(1))),
    "let-note-in": ({"note": a_note(1)}, c.LetNoteIn(a_note(1))),
    "add-time": ({"step": "write", "seconds": "60"}, c.AddTime(WRITE, 60)),
    "pause-clock": ({}, c.PauseClock()),
    "resume-clock": ({}, c.ResumeClock()),
    "close-meeting": ({"origin": "write"}, c.CloseMeeting(WRITE)),
    "reopen-meeting": ({}, c.ReopenMeeting()),
    "take-up-step": ({"origin": "write", "step": "read"}, c.TakeUpStep(WRITE, StepId("read"))),
    "call-turn": ({"step": "write", "origin": "0", "turn": "1"}, c.CallTurn(WRITE, 0, 1)),
    "show-board": ({"step": "write", "board": "cooperation"}, c.ShowBoard(WRITE, "cooperation")),
    "place-note": ({"note": a_note(1), "pile": "2"}, c.PlaceNote(a_note(1), "2")),
    "move-note": ({"note": a_note(1)}, c.MoveNote(a_note(1), None)),
    "mark-note": ({"note": a_note(1)}, c.MarkNote(a_note(1), False)),
    "tick-note": ({"note": a_note(1)}, c.TickNote(a_note(1), False)),
    "set-kind": ({"note": a_note(1), "kind": "area"}, c.SetKind(a_note(1), "area")),
    "set-cell": ({"board": "b", "row": "r", "column": "k", "text": "t"}, c.SetCell("b", "r", "k", "t")),
    "set-date": (
        {"board": "close", "row": "next-date", "column": "", "text": "5.1.27"},
        c.SetCell("close", "next-date", "", "2027-01-05"),
    ),
    "name-owner": ({"board": "b", "row": "r", "text": "Kari"}, c.NameOwner("b", "r", "Kari", MemberId(ID))),
    "add-member": ({"name": "Kari"}, c.AddMember(MemberId(ID), "Kari", "")),
    "rename-member": ({"member": "m", "name": "Kari"}, c.RenameMember(MemberId("m"), "Kari", "")),
    "remove-member": ({"member": "m"}, c.RemoveMember(MemberId("m"))),
    "set-leader": ({"member": "m"}, c.SetLeader(MemberId("m"))),
    "set-scribe": ({"member": ""}, c.SetScribe(None)),
    "set-host": ({"member": "m"}, c.SetHost(MemberId("m"))),
    "set-absent": ({"member": "m"}, c.SetAbsent(MemberId("m"), False)),
    "choose-vote-kind": ({"step": "write", "kind": "unnamed"}, c.ChooseVoteKind(WRITE, "unnamed")),
    "choose-ballot": ({"step": "write", "way": "phones"}, c.ChooseBallot(WRITE, "phones")),
    "call-ballots-in": ({"step": "write", "statement": "s"}, c.CallBallotsIn(WRITE, "s", 0)),
    "count-hands": (
        {"step": "write", "statement": "", "option": "3", "count": "2"},
        c.CountHands(WRITE, "", "3", 2),
    ),
    "close-vote": ({"step": "write", "statement": "s"}, c.CloseVote(WRITE, "s")),
    "reopen-vote": ({"step": "write", "statement": "s"}, c.ReopenVote(WRITE, "s")),
    "choose-option": ({"step": "write", "option": a_note(1)}, c.ChooseOption(WRITE, a_note(1), False)),
    "agree": ({"step": "write", "matter": "all-can-live"}, c.Agree(WRITE, "all-can-live", False)),
    "set-time-available": ({"minutes": "50"}, c.SetTimeAvailable(3_000)),
    "put-clock-forward": ({"seconds": "1200"}, c.PutClockForward(1_200)),
    "break-off": ({}, c.BreakOff()),
    "take-up-meeting": ({}, c.TakeUpMeeting()),
}


def test_the_counts_of_slips_come_in_one_field() -> None:
    posted = form("close-vote", step="write", statement="", counts="a=3 b=1", slips="2", sure="1")
    assert command_of(posted)[1] == c.CloseVote(WRITE, "", (("a", 3), ("b", 1)), 2, True)


@pytest.mark.parametrize("counts", ["a", "=3", "a=x", "a=3 b", "a=1.5"])
def test_counts_that_are_none_are_nonsense(counts: str) -> None:
    with pytest.raises(Nonsense):
        command_of(form("close-vote", step="write", statement="", counts=counts, slips="2"))


@pytest.mark.parametrize(("typed", "day"), [("5.1.2027", "2027-01-05"), ("15. 12. 26", "2026-12-15"), ("x", "x")])
def test_a_date_is_read_as_a_norwegian_types_it(typed: str, day: str) -> None:
    posted = form("set-date", board="close", row="next-date", column="", text=typed)
    assert command_of(posted)[1] == c.SetCell("close", "next-date", "", day)


@pytest.mark.parametrize(("name", "fields", "command"), [(n, *each) for n, each in COMMANDS.items()], ids=COMMANDS)
def test_each_form_is_read_to_its_command(name: str, fields: dict[str, str], command: c.Command) -> None:
    assert command_of(form(name, **fields)) == (ID, command)


def test_every_form_is_tried_here() -> None:
    assert set(COMMANDS) == set(_READERS)


def test_an_empty_step_is_the_lobby() -> None:
    assert command_of(form("start-step", origin="", step="write"))[1] == c.StartStep(None, WRITE)
    assert command_of(form("go-back", origin="write", step=""))[1] == c.GoBack(WRITE, None)


def test_a_new_line_is_named_by_the_command_that_brought_it() -> None:
    _, command = command_of(form("keep-note", step="write", text="a", note=a_note(9)))
    assert isinstance(command, c.KeepNote)
    assert command.note == ID


def test_a_browser_cannot_claim_that_the_servers_clock_was_set() -> None:
    assert command_of(form("pause-clock", clock_set_seconds="3600"))[1] == c.PauseClock(0)


def test_a_browser_cannot_claim_how_many_answers_are_ready() -> None:
    posted = form("call-ballots-in", step="write", statement="s", ready="8", sure="1")
    assert command_of(posted)[1] == c.CallBallotsIn(WRITE, "s", 0, True)


def test_a_hand_is_raised_by_the_seat_that_posts_and_for_an_option_as_phones_call_it() -> None:
    posted = form("raise-hand", step="write", statement="", option="mark", yes="1", seat="another")
    read = phone_command_of(posted, SeatId("mine"), {"mark": "line"}.__getitem__)
    assert read == (ID, c.RaiseHand(WRITE, "", "line", SeatId("mine"), True))


@pytest.mark.parametrize("left_out", ["command_id", "step", "statement", "option"])
def test_a_hand_that_lacks_a_field_is_nonsense(left_out: str) -> None:
    fields = {"command_id": ID, "command": "raise-hand", "step": "write", "statement": "", "option": "m", "yes": "1"}
    posted = QueryDict(urlencode({key: value for key, value in fields.items() if key != left_out}))
    with pytest.raises(Nonsense):
        phone_command_of(posted, SeatId("mine"), str)


def test_no_other_form_raises_a_hand() -> None:
    with pytest.raises(Nonsense):
        command_of(form("raise-hand", step="write", statement="", option="m", yes="1", seat="mine"))


@pytest.mark.parametrize("number", ["-3", "0", "999999999"])
def test_a_whole_number_that_is_out_of_range_is_for_the_judge_to_refuse(number: str) -> None:
    assert command_of(form("set-head-count", count=number))[1] == c.SetHeadCount(int(number))


@pytest.mark.parametrize(
    "number", ["", " ", "many", "8.5", "1e3", "８", "²", "-", "--5", "1-2", "+5", "0x8", "1_0", "9999999999", "\x00"]
)
def test_what_is_no_whole_number_is_nonsense(number: str) -> None:
    with pytest.raises(Nonsense):
        command_of(form("set-head-count", count=number))


def test_the_sentence_about_a_number_quotes_it_but_not_at_length() -> None:
    with pytest.raises(Nonsense, match="«åtte»"):
        command_of(form("set-head-count", count="åtte"))
    with pytest.raises(Nonsense) as said:
        command_of(form("set-head-count", count="x" * 10_000))
    assert len(str(said.value)) < 200


@pytest.mark.parametrize("command_id", ["", "a", ID.upper(), ID + "0", ID[:-1], ID[:-1] + "g", f" {ID}", ID + "\n"])
def test_a_command_without_a_proper_id_is_nonsense(command_id: str) -> None:
    with pytest.raises(Nonsense):
        command_of(QueryDict(urlencode({"command_id": command_id, "command": "pause-clock"})))


@pytest.mark.parametrize("name", ["", "open-meeting", "Keep-Note", "keep_note", "drop-table", "__class__"])
def test_a_command_that_is_no_form_is_nonsense(name: str) -> None:
    with pytest.raises(Nonsense):
        command_of(form(name))


@pytest.mark.parametrize("name", [name for name, (fields, _) in COMMANDS.items() if fields])
def test_a_form_that_lacks_any_of_its_fields_is_nonsense(name: str) -> None:
    fields, _ = COMMANDS[name]
    for left_out in fields:
        with pytest.raises(Nonsense):
            command_of(form(name, **{key: value for key, value in fields.items() if key != left_out}))


FIELDS = [
    *["count", "origin", "step", "note", "text", "seconds", "turn", "board", "row", "column", "pile", "kind", "yes"],
    *[
        "before",
        "about",
        "member",
        "name",
        "unit",
        "statement",
        "option",
        "counts",
        "slips",
        "sure",
        "matter",
        "minutes",
    ],
]
values = st.one_of(
    st.text(max_size=30),
    st.sampled_from([ID, "write", "sort", "", "\x00", "a" * 5_000, "%00", "\ufffd", "𝟠", "é" * 101]),
    st.integers(-(10**12), 10**12).map(str),
    st.text("-+0123456789. _", max_size=12),
)
forms = st.fixed_dictionaries(
    {"command_id": st.one_of(st.just(ID), values), "command": st.one_of(st.sampled_from(sorted(_READERS)), values)},
    optional=dict.fromkeys(FIELDS, values),
)


@given(forms)
@example({"command_id": ID, "command": "add-time", "step": "write", "seconds": "--1"})
def test_any_form_is_a_command_that_the_judge_answers_or_nonsense(fields: dict[str, str]) -> None:
    posted = QueryDict(urlencode(fields, errors="replace"))
    try:
        _, command = command_of(posted)
    except Nonsense:
        return
    decide(meeting_after(an_hour(), START), command, BEGINNING)


@given(st.binary(max_size=200))
def test_bytes_that_are_no_form_are_nonsense(body: bytes) -> None:
    with pytest.raises(Nonsense):
        command_of(QueryDict(body))


def test_two_values_for_a_field_are_the_last_of_them() -> None:
    posted = QueryDict(f"command_id={ID}&command=set-head-count&count=3&count=4")
    assert command_of(posted)[1] == c.SetHeadCount(4)
