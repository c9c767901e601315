"""Posts that no browser sends: refused in words, never with a server error."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from factories.living import START, WRITE, give
from rundebord.groups.access import COOKIE, let_in
from rundebord.meetings.models import MeetingRow
from rundebord.meetings.operations import present_state

pytestmark = pytest.mark.django_db(transaction=True)
BOUNDARY = "limit"


def posted(meeting: str, charset: str, text: str) -> int:
    """The status that a line gets when it is posted in parts with that charset, from a browser that was let in."""
    ticket = HttpResponse()
    let_in(HttpRequest(), ticket, MeetingRow.objects.get(pk=meeting).group)
    client = Client(raise_request_exception=False)
    client.cookies[COOKIE] = ticket.cookies[COOKIE].value
    fields = {"command": "keep-note", "command_id": "a" * 32, "step": WRITE, "text": text}
    part = '--{}\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    body = "".join(part.format(BOUNDARY, name, value) for name, value in fields.items()) + f"--{BOUNDARY}--\r\n"
    kind = f"multipart/form-data; boundary={BOUNDARY}; charset={charset}"
    return client.generic("POST", f"/mote/{meeting}/kommando", body.encode(), kind).status_code


@pytest.mark.parametrize("charset", ["utf-8", "nonesuch"])
def test_a_line_posted_in_parts_is_kept(meeting: str, charset: str) -> None:
    give(meeting, START)
    assert posted(meeting, charset, "en linje") == 200
    assert present_state(meeting).note_count == 1


@pytest.mark.parametrize(
    ("charset", "text"),
    [("utf-7", "half a letter: +2AA-"), ("unicode_escape", "half a letter: \\ud800"), ("idna", "x"), ("base64", "x")],
)
def test_a_post_in_an_encoding_that_cannot_be_kept_is_refused_and_no_server_error(
    meeting: str, charset: str, text: str
) -> None:
    give(meeting, START)
    assert posted(meeting, charset, text) < 500
