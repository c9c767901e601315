"""What the import linter cannot see: foreign keys, templates, signals, fields of screens, drawers, and long files."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from rundebord.meetings import presenter

PROJECT = Path(__file__).resolve().parents[2]
ROOMS = PROJECT / "src" / "rundebord"
pytestmark = pytest.mark.house

# From the top of the house to the bottom.
ORDER = ["config", "courses", "documents", "meetings", "groups", "programmes", "live", "ui", "kernel"]


def _room_of(path: Path) -> str:
    return path.relative_to(ROOMS).parts[0]


def test_foreign_keys_point_downwards_only() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("rundebord.")]
    assert ours
    for model in ours:
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey):
                here, there = model._meta.app_label, field.related_model._meta.app_label
                assert ORDER.index(here) <= ORDER.index(there), f"{model.__name__}.{field.name} points upwards"


def test_templates_use_only_their_own_room_or_ui() -> None:
    templates = [path for path in ROOMS.rglob("*.html") if "vendor" not in path.parts]
    assert templates
    for path in templates:
        for used in re.findall(r'{%\s*(?:include|extends)\s+"([^/"]+)/', path.read_text()):
            assert used in (_room_of(path), "ui"), f"{path.name} uses a template of {used}"


def test_no_room_listens_to_django_signals() -> None:
    for path in ROOMS.rglob("*.py"):
        assert not re.search(
            r"from django\.(db\.models|dispatch|core)\S* import .*(signal|receiver)", path.read_text()
        ), path


def test_there_are_no_drawers() -> None:
    drawers = {"utils", "helpers", "common", "services", "managers", "base", "misc"}
    found = [path for path in ROOMS.rglob("*") if path.suffix in ("", ".py") and path.stem in drawers]
    assert found == []


def test_files_stay_under_400_lines_or_say_why() -> None:
    files = [path for ending in ("py", "js", "css", "html") for path in ROOMS.rglob(f"*.{ending}")]
    made = {"designsystemet.css", "theme.css"}
    for path in files:
        if "vendor" in path.parts or path.name in made:
            continue
        lines = path.read_text().splitlines()
        assert len(lines) <= 400 or "lines:" in lines[0], f"{path.name} has {len(lines)} lines"


SCREENS = {
    "lobby": presenter.LobbyView,
    "watching": presenter.WatchingView,
    "thinking": presenter.ThinkingView,
    "writing": presenter.WritingView,
    "columns": presenter.ColumnsView,
    "table": presenter.TableView,
    "cooperation": presenter.CooperationView,
    "sorting": presenter.SortingView,
    "rating": presenter.RatingView,
    "voting": presenter.VotingView,
    "sentence": presenter.SentenceView,
    "choosing": presenter.ChoosingView,
    "committing": presenter.CommittingView,
    "reading": presenter.ReadingView,
    "following": presenter.FollowingView,
    "resting": presenter.RestingView,
    "closed": presenter.ClosedView,
}
TEMPLATES = ROOMS / "meetings" / "templates" / "meetings" / "shared"


def _used(text: str, name: str) -> set[str]:
    code = " ".join(re.findall(r"{[{%](.*?)[%}]}", text, re.S))
    code = re.sub(r"'[^']*'|\"[^\"]*\"", "", code)
    return set(re.findall(rf"\b{name}\.(\w+)", code))


@pytest.mark.parametrize("name", SCREENS)
def test_a_view_template_uses_all_fields_and_no_others(name: str) -> None:
    fields = {field.name for field in dataclasses.fields(SCREENS[name])}
    shared = {"rating": "vote_tools", "voting": "vote_tools"}
    text = (TEMPLATES / f"{name}.html").read_text()
    if name in shared:
        text += (TEMPLATES / f"{shared[name]}.html").read_text()
    used = _used(text, "view")
    if name == "writing":
        # The field is drawn by a tag of its own, which is told whether it is a round.
        used |= _used((TEMPLATES / "write.html").read_text(), "write") - {"is_in_turn"}
    assert used == fields


@pytest.mark.parametrize(
    ("file", "word", "kind"),
    [
        ("asked", "asked", presenter.Asked),
        ("asked", "tab", presenter.Tab),
        ("turn", "turn", presenter.Turn),
        ("field", "field", presenter.Field),
        ("panel", "panel", presenter.Panel),
        ("panel", "member", presenter.MemberRow),
        ("read_group", "line", presenter.ReadLine),
        ("read_group", "group", presenter.LineGroup),
        ("following", "row", presenter.FollowRow),
        ("following", "question", presenter.FollowQuestion),
        ("following", "choice", presenter.FollowChoice),
    ],
)
def test_a_part_uses_all_fields_and_no_others(file: str, word: str, kind: type) -> None:
    assert _used((TEMPLATES / f"{file}.html").read_text(), word) == {field.name for field in dataclasses.fields(kind)}


def test_the_hosts_page_uses_all_fields_and_no_others() -> None:
    folder = TEMPLATES.parent / "host"
    used = set().union(*(_used((folder / f"{file}.html").read_text(), "screen") for file in ("host", "advice")))
    # What is the same as long as the step lasts is drawn by a tag of its own.
    used |= _used((folder / "words.html").read_text(), "words")
    # The moves are a region of their own, drawn as on the shared screen.
    assert used | {"moves"} == {field.name for field in dataclasses.fields(presenter.HostScreen)}


def test_a_phones_page_uses_all_fields_and_no_others() -> None:
    folder = TEMPLATES.parent / "phone"
    text = "".join((folder / f"{file}.html").read_text() for file in ("phone", "part", "film_here"))
    head = _used((folder / "head.html").read_text(), "head")
    assert _used(text, "screen") | head == {field.name for field in dataclasses.fields(presenter.PhoneScreen)}
    assert _used(text, "vote") == {field.name for field in dataclasses.fields(presenter.PhoneVote)}
    assert _used(text, "film") == {field.name for field in dataclasses.fields(presenter.PhoneFilm)}
    assert _used(text, "option") == {field.name for field in dataclasses.fields(presenter.PhoneOption)}


@pytest.mark.parametrize(
    ("file", "word", "kind"),
    [
        ("film", "view", presenter.WatchingView),
        ("over", "view", presenter.ClosedView),
        ("there", "phone", presenter.PhoneScreen),
        ("there", "phone.vote", presenter.PhoneVote),
    ],
)
def test_what_is_drawn_otherwise_from_afar_uses_fields_that_there_are(file: str, word: str, kind: type) -> None:
    used = _used((TEMPLATES.parent / "phone" / f"{file}.html").read_text(), word)
    assert used
    assert used <= {field.name for field in dataclasses.fields(kind)}


@pytest.mark.parametrize(
    ("files", "word", "kind"),
    [
        (["clock"], "clock", presenter.ClockFace),
        (["moves"], "moves", presenter.Moves),
        (["place", "stage", "meeting"], "screen", presenter.SharedScreen),
    ],
)
def test_the_frame_uses_all_fields_and_no_others(files: list[str], word: str, kind: type) -> None:
    fields = {field.name for field in dataclasses.fields(kind)}
    used = set().union(*(_used((TEMPLATES / f"{file}.html").read_text(), word) for file in files))
    # The moves and the panel are regions of their own, drawn by tags; the template's name follows from the view's.
    assert used - {"template"} == fields - ({"moves", "panel"} if word == "screen" else set())


def test_no_page_has_inline_script_or_style() -> None:
    for path in ROOMS.rglob("*.html"):
        text = path.read_text()
        assert "style=" not in text, path
        assert not re.search(r"\son\w+=", text), path
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), path
        assert not re.search(r'(src|href)="(https?:)?//', text), path


@pytest.mark.django_db
def test_migrations_are_made() -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
