"""What can be done with a group."""

from __future__ import annotations

from datetime import datetime

from rundebord.groups.models import Group
from rundebord.kernel.identifiers import new_public_id, new_secret


def create_group(*, language: str, at: datetime) -> Group:
    """A new group exists, with a link of its own that nobody can guess."""
    return Group.objects.create(public_id=new_public_id(), secret=new_secret(), language=language, created_at=at)


def renew_secret(group: Group) -> None:
    """The group has another link. The old one opens nothing, and no browser that it had let in may enter."""
    group.secret = new_secret()
    group.save(update_fields=["secret"])
