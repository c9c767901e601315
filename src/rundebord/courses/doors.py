"""Who may enter a group's pages. Every view in this room asks here."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.utils import translation

from rundebord.groups.access import is_key_of
from rundebord.groups.models import Group
from rundebord.meetings.operations import version_of
from rundebord.programmes.format.package import Package
from rundebord.programmes.queries import package


def group_of(request: HttpRequest, public_id: str, *, also_deleted: bool = False) -> Group:
    """The group, for a browser that it has let in. One and the same 404 for foreign, unknown and deleted."""
    try:
        group = Group.objects.select_related("programme").filter(public_id=public_id).first()
    except UnicodeError:
        # An address with half a letter in it.
        raise Http404 from None
    if group is None or not is_key_of(request, group.secret):
        raise Http404
    if group.deleted_at is not None and not also_deleted:
        raise Http404
    translation.activate(group.language)
    request.LANGUAGE_CODE = group.language
    return group


def package_of(group: Group) -> Package:
    """The programme that the group follows. Raises ``NoProgramme`` if it is not on this server any more."""
    return package(version_of(group).digest)
