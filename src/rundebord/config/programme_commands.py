"""``rundebord programme``: an editor's programme is checked, listed and taken in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import django
from django.utils import timezone

from rundebord.config import data_folder, database
from rundebord.config.commands import say
from rundebord.config.environment import Environment
from rundebord.config.speech import gettext as _
from rundebord.programmes.format.findings import Finding
from rundebord.programmes.format.reading import Reading, package_of
from rundebord.programmes.format.reading import check as read_and_check


def check(folder: Path) -> int:
    """Everything that must be mended has been said. 0 if nothing must be."""
    reading = _read(folder)
    if reading is None:
        return 1
    say_findings(reading.findings)
    return 0 if reading.package is not None else 1


def _read(folder: Path) -> Reading | None:
    if not folder.is_dir():
        say(_("There is no folder %(folder)s.") % {"folder": folder})
        return None
    reading = read_and_check(folder, today=timezone.localdate() if _is_set_up() else datetime.now(UTC).date())
    if reading.package is not None and not reading.findings:
        its = reading.package
        say(
            _("All is well: %(programme)s, version %(version)s, %(episodes)s episodes.")
            % {"programme": its.id, "version": its.version, "episodes": len(its.episodes)}
        )
    return reading


def _is_set_up() -> bool:
    from django.apps import apps

    return apps.ready


def say_findings(findings: Sequence[Finding]) -> None:
    """Each finding stands with file, line, sentence and remedy; then how many there are. Nothing if there are none."""
    for finding in findings:
        where = f"{finding.file}:{finding.line}" if finding.line else finding.file
        weight = _("must be mended") if finding.weight == "fault" else _("think about")
        say(f"{where}: {weight}: {_(finding.sentence) % finding.values}")
        if finding.remedy:
            say(f"  → {_(finding.remedy) % finding.values}")
    if findings:
        faults = sum(finding.weight == "fault" for finding in findings)
        say()
        say(
            _("To mend: %(faults)s. To think about: %(warnings)s.")
            % {"faults": faults, "warnings": len(findings) - faults}
        )


def list_installed(environment: Environment) -> int:
    """Each installed programme stands on a line, the one that new groups begin with is pointed out."""
    django.setup()
    from rundebord.programmes.queries import installed_versions

    data_folder.prepare(environment.data)
    database.make_ready(environment.data)
    versions = installed_versions()
    if not versions:
        say(_("No programme is installed yet. «rundebord serve» installs those that come with Rundebord."))
    for version in versions:
        its = package_of(version.document)
        say(
            _("%(id)s, version %(version)s: «%(title)s» (%(languages)s), %(episodes)s episodes, installed %(day)s")
            % {
                "id": its.id,
                "version": its.version,
                "title": its.text(its.languages[0])[1].title,
                "languages": ", ".join(its.languages),
                "episodes": len(its.episodes),
                "day": f"{timezone.localtime(version.installed_at):%d.%m.%Y}",
            }
        )
        if its.id == environment.programme:
            say(f"  → {_('new groups begin with this one')}")
    return 0


def install(environment: Environment, folder: Path) -> int:
    """The programme is in the data folder's database, unless something must be mended. 0 if it is."""
    django.setup()
    reading = _read(folder)
    if reading is None:
        return 1
    say_findings(reading.findings)
    if reading.package is None:
        say(_("The programme was not installed. Mend what must be mended first."))
        return 1
    data_folder.prepare(environment.data)
    database.make_ready(environment.data)
    database.install_programme(folder, environment.data, datetime.now(UTC))
    its = reading.package
    say(
        _("Installed: %(id)s, version %(version)s. New meetings use it from now on.")
        % {"id": its.id, "version": its.version}
    )
    if its.id != environment.programme:
        say(_("To let new groups begin with it: RUNDEBORD_PROGRAMME=%(id)s.") % {"id": its.id})
    return 0
