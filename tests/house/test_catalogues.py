"""The message catalogues are complete, and each fault in one is told."""

import gettext
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "tools"))

import catalogues  # noqa: E402 -- the tools are scripts in a folder of their own, not a package

pytestmark = pytest.mark.house


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project whose catalogues are translated and in step."""
    folder = tmp_path / "src" / "rundebord"
    folder.mkdir(parents=True)
    (folder / "page.html").write_text(
        "{% blocktranslate count n=c %}One line{% plural %}{{ n }} lines{% endblocktranslate %}", encoding="utf-8"
    )
    (folder / "page.py").write_text('_("Save {x}")\npgettext("verb", "Open")\n_("100%% of %(n)s")', encoding="utf-8")
    catalogues.update(tmp_path)
    for language in catalogues.LANGUAGES:
        translate(tmp_path, language, 'msgid "Save {x}"\nmsgstr ""', 'msgid "Save {x}"\nmsgstr "Lagre {x}"')
        translate(tmp_path, language, 'msgid "Open"\nmsgstr ""', 'msgid "Open"\nmsgstr "Åpne"')
        translate(tmp_path, language, '%(n)s"\nmsgstr ""', '%(n)s"\nmsgstr "100%% av %(n)s"')
        translate(tmp_path, language, 'msgstr[0] ""\nmsgstr[1] ""', 'msgstr[0] "%(n)s linje"\nmsgstr[1] "%(n)s linjer"')
    catalogues.update(tmp_path)
    return tmp_path


def translate(project: Path, language: str, before: str, after: str) -> None:
    po = catalogues.po_path(project, language)
    text = po.read_text(encoding="utf-8")
    assert before in text
    po.write_text(text.replace(before, after), encoding="utf-8")


def test_catalogues_that_are_complete_have_no_fault(project: Path) -> None:
    assert catalogues.check(project) == []


def test_no_messages_at_all_is_complete(tmp_path: Path) -> None:
    (tmp_path / "src" / "rundebord").mkdir(parents=True)
    assert catalogues.update(tmp_path) == [
        "nb: 0 messages, 0 without translation.",
        "nn: 0 messages, 0 without translation.",
    ]
    assert catalogues.check(tmp_path) == []


def test_updating_again_changes_nothing_and_a_catalogue_has_no_dates_or_line_numbers(project: Path) -> None:
    files = sorted((project / "src" / "rundebord" / "locale").rglob("django.*"))
    before = [file.read_bytes() for file in files]
    page = project / "src" / "rundebord" / "page.py"
    page.write_text("# one line further down\n" + page.read_text(encoding="utf-8"), encoding="utf-8")
    catalogues.update(project)
    assert [file.read_bytes() for file in files] == before
    assert b"#: src/rundebord/page.py\n" in before[1]
    assert b"Date" not in before[1]
    assert len(files) == 4


def test_update_keeps_translations_and_forgets_what_is_gone(project: Path) -> None:
    (project / "src" / "rundebord" / "page.py").write_text('_("Save {x}")\n_("Save {x} now")', encoding="utf-8")
    catalogues.update(project)
    text = catalogues.po_path(project, "nb").read_text(encoding="utf-8")
    assert 'msgstr "Lagre {x}"' in text
    assert 'msgid "Save {x} now"\nmsgstr ""' in text
    assert "Open" not in text
    assert "fuzzy" not in text


def test_django_shows_what_was_compiled(project: Path) -> None:
    compiled = catalogues.po_path(project, "nb").with_suffix(".mo")
    with compiled.open("rb") as file:
        shown = gettext.GNUTranslations(file)
    assert shown.gettext("Save {x}") == "Lagre {x}"
    assert shown.pgettext("verb", "Open") == "Åpne"
    assert shown.ngettext("One line", "%(n)s lines", 1) == "%(n)s linje"
    assert shown.ngettext("One line", "%(n)s lines", 2) == "%(n)s linjer"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('msgstr "Åpne"', 'msgstr ""', 'nb: "Open" (src/rundebord/page.py) has no translation'),
        ('msgstr[1] "%(n)s linjer"', 'msgstr[1] ""', 'nb: "One line" (src/rundebord/page.html) has no translation'),
        ('msgstr[1] "%(n)s linjer"', 'msgstr[1] "linjer"', 'is translated without %(n)s in "linjer"'),
        ("Lagre {x}", "Lagre", 'is translated without {x} in "Lagre"'),
        ("Lagre {x}", "Lagre {y}", "is translated with {y}, which the message does not have"),
        ("100%% av", "100% av", 'has a lone % in "100% av %(n)s"'),
        ("#, python-format\n", "#, fuzzy, python-format\n", "has no translation"),
        ('msgctxt "verb"\n', "", '"Open" (src/rundebord/page.py) is not in the catalogue'),
    ],
)
def test_each_fault_in_a_translation_is_told(project: Path, before: str, after: str, told: str) -> None:
    translate(project, "nb", before, after)
    faults = catalogues.check(project)
    compiled_anew = "src/rundebord/locale/nb/LC_MESSAGES/django.mo is not compiled from the .po beside it"
    assert any(fault.startswith(compiled_anew) for fault in faults)
    assert any(told in fault for fault in faults)
    assert all("nn" not in fault for fault in faults)


def test_a_message_that_is_new_or_gone_is_told(project: Path) -> None:
    page = project / "src" / "rundebord" / "page.py"
    page.write_text(page.read_text(encoding="utf-8") + '\n_("New")', encoding="utf-8")
    new = catalogues.check(project)
    assert [fault.partition('"New"')[0] for fault in new if '"New"' in fault] == ["nb: ", "nn: "]
    page.write_text('_("Save {x}")', encoding="utf-8")
    gone = catalogues.check(project)
    assert [fault.partition(" is not what")[0] for fault in gone] == [
        "src/rundebord/locale/nb/LC_MESSAGES/django.po",
        "src/rundebord/locale/nn/LC_MESSAGES/django.po",
    ]


def test_two_plurals_of_one_message_are_refused(project: Path) -> None:
    (project / "src" / "rundebord" / "page.py").write_text('ngettext("One line", "Many", 2)', encoding="utf-8")
    [fault] = catalogues.check(project)
    assert 'has the plural "Many" here' in fault


def test_a_missing_or_broken_catalogue_is_told(project: Path) -> None:
    po = catalogues.po_path(project, "nn")
    po.write_text('msgid "Save', encoding="utf-8")
    [fault] = catalogues.check(project)
    assert "this is not a catalogue" in fault
    po.unlink()
    [fault] = catalogues.check(project)
    assert fault.startswith("src/rundebord/locale/nn/LC_MESSAGES/django.po does not exist")


def test_the_catalogues_of_rundebord_are_complete_and_in_step() -> None:
    faults = catalogues.check(PROJECT)
    if faults:
        # All of them, which an assertion would cut short: this is the list of what to do.
        pytest.fail("\n".join(faults), pytrace=False)
