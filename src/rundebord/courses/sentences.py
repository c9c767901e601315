"""Refusals of this room as sentences: what happened, with the value; what is allowed; what to do next."""

from __future__ import annotations

from django.utils.translation import gettext as _

from rundebord.kernel.refused import Refused
from rundebord.meetings.presenter import refusal_sentence


def refusal(refused: Refused) -> str:
    """The refusal in the active language."""
    own = {
        "date-not-read": _("«%(text)s» could not be read as a date. Write it as 15.01.2027."),
        "time-not-read": _("«%(text)s» could not be read as a time. Write it as 09.00."),
        "date-in-the-past": _("%(day)s is in the past. Choose a day that is still to come."),
        "date-too-far": _("%(day)s is very far ahead. Choose a day within three years."),
        "dates-out-of-order": _(
            "%(meeting)s is on %(day)s, and that is before %(before)s. Each meeting comes after the one before it."
        ),
        "keep-until-out-of-range": _(
            "%(day)s cannot be used. Choose a day from tomorrow to %(latest)s; what must live longer belongs in "
            "your archive."
        ),
        "heads-out-of-range": _("You said «%(count)s» people. A group is from %(lowest)s to %(highest)s."),
    }
    if refused.reason in own:
        return own[refused.reason] % dict(refused.values)
    return refusal_sentence(refused)
