"""The form of the group's people: a name for the group, a head count, and one line for each member."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import QueryDict

from rundebord.groups.models import Group, Member
from rundebord.groups.operations import name_group, put_member, set_heads, set_leader, take_member_out
from rundebord.groups.queries import people_of
from rundebord.kernel.refused import Refused
from rundebord.kernel.texts import tidy
from rundebord.meetings.core.words import HEAD_COUNT_RANGE, LONGEST_NAME, MOST_MEMBERS
from rundebord.meetings.erasing import ERASED_NAME

_NUMBER = re.compile(r"[0-9]{1,4}")


def save_people(group: Group, form: QueryDict, *, at: datetime) -> Refused | None:
    """The group is as typed; or, if something cannot be used, nothing is changed, and it says why not.

    Fields: ``name``, ``heads``; for each member ``name-KEY``, ``unit-KEY`` and perhaps ``out-KEY``; ``leader`` is a
    key; ``new-name`` and ``new-unit`` add one.
    """
    lowest, highest = HEAD_COUNT_RANGE
    typed_heads = form.get("heads", str(group.heads)).strip()
    heads = int(typed_heads) if _NUMBER.fullmatch(typed_heads) else 0
    if not lowest <= heads <= highest:
        return Refused("heads-out-of-range", {"count": typed_heads[:20], "lowest": lowest, "highest": highest})
    everybody = people_of(group)
    people = everybody.present
    wanted = {
        one.key: (_typed(form, f"name-{one.key}", one.name), _typed(form, f"unit-{one.key}", one.unit))
        for one in people
    }
    leaving = {one.key for one in people if f"out-{one.key}" in form}
    new = _typed(form, "new-name"), _typed(form, "new-unit")
    staying = {key: words for key, words in wanted.items() if key not in leaving}
    if new[0]:
        staying[_key_for(new[0], everybody.former)] = new
    if (no := _fault(staying, new)) is not None:
        return no
    with transaction.atomic():
        refused = name_group(group, name=form.get("name", group.name))
        if refused is not None:
            return refused
        for key in leaving:
            take_member_out(group.pk, key=key, at=at)
        for key, (name, unit) in staying.items():
            put_member(group.pk, key=key, name=name, unit=unit)
        leader = form.get("leader", "")
        set_leader(group.pk, key=leader if leader in staying else None)
        # More names than heads: the count was wrong, and the names are right.
        set_heads(group, heads=min(highest, max(heads, len(staying))))
    return None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One member with the fields, as they were typed or as they are."""

    key: str
    name: str
    unit: str
    is_leader: bool
    is_leaving: bool


def people_shown(group: Group, typed: QueryDict | None) -> dict[str, Any]:
    """What the page shows; what was typed stands, also what could not be used."""
    people = people_of(group)
    form = QueryDict() if typed is None else typed
    leader = str(form.get("leader", "")) if typed is not None else people.leader.key if people.leader else ""
    rows = [
        PersonRow(
            key=one.key,
            name=str(form.get(f"name-{one.key}", one.name)),
            unit=str(form.get(f"unit-{one.key}", one.unit)),
            is_leader=one.key == leader,
            is_leaving=f"out-{one.key}" in form,
        )
        for one in people.present
    ]
    return {
        "rows": rows,
        "has_leader": bool(leader),
        "former": [one for one in people.former if one.name != ERASED_NAME],
        "name": form.get("name", group.name),
        "heads": form.get("heads", group.heads),
        "new_name": form.get("new-name", ""),
        "new_unit": form.get("new-unit", ""),
    }


def _typed(form: QueryDict, field: str, otherwise: str = "") -> str:
    return tidy(str(form.get(field, otherwise)))


def _key_for(name: str, former: Sequence[Member]) -> str:
    """Somebody who was in the group and comes back is the same person, with what they own; else a new one."""
    known = [one.key for one in former if one.name != ERASED_NAME and one.name.casefold() == name.casefold()]
    return known[-1] if known else secrets.token_hex(16)


def _fault(staying: dict[str, tuple[str, str]], new: tuple[str, str]) -> Refused | None:
    if new[1] and not new[0]:
        return Refused("name-empty")
    seen: set[str] = set()
    for name, unit in staying.values():
        if not name:
            return Refused("name-empty")
        longest = max(len(name), len(unit))
        if longest > LONGEST_NAME:
            return Refused("name-too-long", {"length": longest, "longest": LONGEST_NAME})
        if name.casefold() in seen and name != ERASED_NAME:
            return Refused("name-is-taken", {"name": name})
        seen.add(name.casefold())
    if len(staying) > MOST_MEMBERS:
        return Refused("too-many-members", {"most": MOST_MEMBERS})
    return None
