"""What ``rundebord doctor`` says about the version that a database is of; the same for every kind of database."""

from __future__ import annotations

from collections.abc import Iterator

from rundebord.config.finding import Finding
from rundebord.config.speech import gettext as _


def about_versions(applied: set[tuple[str, str]], packages: list[str], wanted: str) -> Iterator[Finding]:
    """Whether a database that has been through those migrations, with those programmes, fits this version."""
    import django

    django.setup()
    from django.db.migrations.loader import MigrationLoader

    known = set(MigrationLoader(None).disk_migrations)
    newer = sorted(f"{app}.{name}" for app, name in applied - known)
    if newer:
        yield Finding(
            "fault",
            _("The database was made by a newer version of Rundebord (%(found)s)") % {"found": ", ".join(newer[:3])},
            _("Install that version again, or choose another folder with --data FOLDER."),
        )
    elif known - applied:
        yield Finding(
            "note",
            _("The database is from an older version"),
            _("It is upgraded by «rundebord serve», which puts a copy aside first."),
        )
    else:
        yield Finding("ok", _("The database fits this version"))
        if wanted in packages:
            yield Finding("ok", _("Programmes: %(programmes)s") % {"programmes": ", ".join(packages)})
        else:
            yield Finding(
                "fault",
                _("There is no programme called %(wanted)s (RUNDEBORD_PROGRAMME). There are: %(known)s.")
                % {"wanted": wanted, "known": ", ".join(packages) or "–"},
                _("Start «rundebord serve» once, or choose another programme."),
            )
