"""Looks for words everywhere they could be: in every column and byte on disk, in memory, and on every page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client

from factories.courses import EPISODES, HeldCourse
from factories.outsiders import outsider
from rundebord.courses.written import everything_written
from rundebord.groups.access import COOKIE, let_in
from rundebord.groups.models import Group
from rundebord.meetings.memory import present_state
from rundebord.meetings.queries import course_so_far


def _database() -> Path:
    return Path(connection.settings_dict["NAME"])


def columns_with(words: str) -> list[str]:
    """Every column of every table in which the words stand, seen by another connection."""
    shapes = (words, json.dumps(words)[1:-1])
    found = set()
    with outsider() as look:
        for table in connection.introspection.table_names():
            names = [column.name for column in _columns_of(table)]
            for row in look(f'SELECT * FROM "{table}"'):
                found |= {
                    f"{table}.{name}"
                    for name, value in zip(names, row, strict=True)
                    if any(shape in str(value) for shape in shapes)
                }
    return sorted(found)


def _columns_of(table: str) -> list[Any]:
    with connection.cursor() as cursor:
        return connection.introspection.get_table_description(cursor, table)


def files_with(words: str) -> list[str]:
    """The files of the database in whose bytes the words stand. (SQLite: PostgreSQL's are its own.)"""
    if connection.vendor != "sqlite":
        return []
    shapes = (words.encode(), json.dumps(words)[1:-1].encode())
    files = _database().parent.glob(f"{_database().name}*")
    return sorted(
        file.name.removeprefix(_database().name) or "database"
        for file in files
        if any(shape in file.read_bytes() for shape in shapes)
    )


def stands_on_disk(words: str) -> bool:
    """True if a look for the words finds them, so that finding nothing later says something."""
    return bool(files_with(words) if connection.vendor == "sqlite" else columns_with(words))


def places_with(course: HeldCourse, words: str) -> list[str]:
    """Everywhere the words are: on disk, in memory, on the pages."""
    group = Group.objects.get(pk=course.group.pk)
    found = [*columns_with(words), *files_with(words)]
    found += [f"memory of {meeting}" for meeting in course.meetings if words in repr(present_state(meeting))]
    found += [page for page, html in pages(course).items() if words in html]
    if words in repr(course_so_far(group)) or words in repr(everything_written(group)):
        found.append("the thread")
    return found


def pages(course: HeldCourse) -> dict[str, str]:
    """All that a browser of the group can read, each of which must answer."""
    ours, ticket = Client(), HttpResponse()
    ours.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    let_in(HttpRequest(), ticket, course.group)
    ours.cookies[COOKIE] = ticket.cookies[COOKIE].value
    its = f"/gruppe/{course.group.public_id}"
    said = {}
    for at in (
        *(f"{its}{page}" for page in ("", "/utgangspunkt", "/alt", "/hvem", "/datoer", "/sletting")),
        *(f"{its}/for-deg/{episode}" for episode in EPISODES),
        *(f"/mote/{meeting}" for meeting in course.meetings),
    ):
        answer = ours.get(at)
        if answer.status_code != 404:
            assert answer.status_code == 200, at
            said[at] = answer.content.decode()
    return said


def line_called(course: HeldCourse, text: str) -> str:
    return next(
        one.id.removeprefix("line:")
        for part in everything_written(course.group)
        for one in part.lines
        if one.text == text and one.id.startswith("line:")
    )
