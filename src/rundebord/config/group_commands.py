"""``rundebord groups`` and ``rundebord link``: help for a group that has lost its link. No word of what was written."""

from __future__ import annotations

from datetime import datetime

import django
from django.utils import timezone

from rundebord.config import database
from rundebord.config.commands import NoSuchGroup, say
from rundebord.config.environment import Environment
from rundebord.config.speech import gettext as _


def list_groups(environment: Environment) -> int:
    """Each group stands on a line, the newest first: when it was made, and how many meetings it has held."""
    _open(environment)
    from rundebord.groups.models import Group
    from rundebord.meetings.queries import meetings_of

    groups = list(Group.objects.order_by("-created_at", "-pk"))
    if not groups:
        say(_("There are no groups yet."))
        return 0
    meetings = meetings_of(groups)
    lines = [(_("GROUP"), _("BEGAN"), _("LANGUAGE"), _("MEETINGS HELD"), _("LAST ONE"))]
    for group in groups:
        held = [row.closed_at for row in meetings.get(group.pk, ()) if row.closed_at is not None]
        last = f"{_local(max(held)):%d.%m.%Y}" if held else "–"
        began = f"{_local(group.created_at):%d.%m.%Y %H.%M}"
        lines.append((group.public_id, began, group.language, str(len(held)), last))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        say("  ".join(word.ljust(width) for word, width in zip(line, widths, strict=True)).rstrip())
    say()
    say(_("«rundebord link GROUP» shows a group's link."))
    return 0


def show_link(environment: Environment, group: str, *, is_new: bool) -> int:
    """The group's link has been said; if it is to be a new one, the old one opens nothing any more."""
    _open(environment)
    from django.urls import reverse

    from rundebord.groups.models import Group
    from rundebord.groups.operations import renew_secret

    found = Group.objects.filter(public_id=group).first()
    if found is None:
        raise NoSuchGroup(_("There is no group called %(group)s. «rundebord groups» lists them.") % {"group": group})
    if is_new:
        renew_secret(found)
        say(_("The group has a new link. The old one, and every browser that it had let in, is shut out."))
        say(
            _(
                "A page that stands open now can go on showing its meeting for up to twelve hours, "
                "but nothing can be written there."
            )
        )
    say(f"{_address(environment)}{reverse('group-link', args=[found.secret])}")
    say()
    say(_("Whoever has the link can read and write in the group's meetings. Give it only to somebody in the group."))
    if not environment.address:
        say(
            _("If the group uses another address than %(address)s, put that in its place.")
            % {"address": _address(environment)}
        )
    return 0


def _open(environment: Environment) -> None:
    django.setup()
    database.require_database(environment.data)
    copied = database.make_ready(environment.data)
    if copied is not None:
        say(_("The database was upgraded. The old one was put aside: %(file)s") % {"file": copied})


def _address(environment: Environment) -> str:
    return environment.address or f"http://localhost:{environment.port}"


def _local(at: datetime) -> datetime:
    return timezone.localtime(at)
