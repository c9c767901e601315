"""Refusals as sentences, and how moments, numbers and days are written."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rundebord.kernel.refused import Refused
from rundebord.programmes.format.package import Package


def refusal_sentence(refused: Refused) -> str:
    """The refusal in the sender's language: what happened, what is allowed, what to do next."""
    sentences = _sentences()
    sentence = sentences.get(refused.reason, _("That could not be done here. Load the page again."))
    return sentence % {key: number(value) for key, value in refused.values.items()}


def _sentences() -> dict[str, str]:
    return {
        "meeting-not-open": _("The meeting has not been opened. Load the page again."),
        "meeting-closed": _("The meeting is closed. Press Back to open it again."),
        "meeting-rests": _("The meeting was broken off. Press Go on, and the time runs again."),
        "head-count-out-of-range": _("You said %(count)s people. A meeting is for %(lowest)s to %(highest)s."),
        "no-such-step": _("This meeting has no such step. Load the page again."),
        "step-not-opened": _("The group has not come to that step yet. Your text lies here until it has."),
        "moved-meanwhile": _("The group had moved on already, so nothing was changed."),
        "note-empty": _("The line was empty. Write something first."),
        "note-too-long": _(
            "The line has %(length)s characters, and there is room for %(longest)s. "
            "Shorten it, or make two of it. Your text lies here."
        ),
        "too-many-notes": _("The meeting holds %(most)s lines, and there is no room for more. Delete some first."),
        "no-such-note": _("That line is not here any more, so nothing was changed."),
        "no-such-pile": _("There is no pile «%(pile)s» here. Choose one of those on the screen."),
        "no-such-cell": _("That field is not here any more, so nothing was changed."),
        "no-such-option": _("That proposal is not here any more, so nothing was counted."),
        "no-vote-here": _("There is no vote at this step. Load the page again."),
        "no-choice-here": _("There is nothing to choose at this step. Load the page again."),
        "votes-are-never-mixed": _(
            "Vote in one way only: two ways together could tell what one person answered. "
            "Take the counted ones away first, or finish this way."
        ),
        "never-by-hand": _("This statement is never answered by hand. Answer without names, or skip it."),
        "vote-is-closed": _("The vote is closed. Press «Count on» first."),
        "vote-without-names-stays-closed": _(
            "A vote without names is not opened again: two results side by side could tell what one person answered."
        ),
        "too-many-hands": _(
            "That makes %(count)s hands, and you have %(most)s. Count again, or change how many you are."
        ),
        "too-many-slips": _("That makes %(slips)s slips, and you are %(heads)s. Count again."),
        "no-votes-yet": _("Nothing has been counted yet."),
        "votes-missing": _("%(voted)s of %(expected)s are counted. Press once more to show the result anyway."),
        "answers-missing": _("%(voted)s of %(expected)s have answered. Press once more to show the result anyway."),
        "answers-not-called-in": _("The answers lie on the phones still. Press «Show the result» first."),
        "hands-from-afar": _("%(raised)s have raised their hands from afar, so it cannot be %(count)s."),
        "no-hands-left": _("You have used your %(hands)s hands. Take one down first."),
        "not-from-a-phone": _("That cannot be done from a phone at this step. Say it to whoever writes."),
        "not-from-the-host": _("That is done on the shared screen, not from here."),
        "no-seats-left": _(
            "%(most)s phones are here already, and there is room for no more. Say what you have to say."
        ),
        "phone-is-full": _("%(most)s have answered on this phone. Borrow another one."),
        "all-have-answered": _("All %(heads)s have answered. Are you more? Then the host says how many you are."),
        "round-is-over": _("The answers have been called in already. Yours was not among them."),
        "no-such-ticket": _("That answer could not be read. Load the page again."),
        "impossible-answer": _("Choose at least one, and at most %(most)s."),
        "enough-is-chosen": _("You have chosen %(most)s already. Lay one aside for later first."),
        "no-such-member": _("That person is not on the list any more."),
        "name-empty": _("The name was empty. Write a name first."),
        "name-too-long": _("The name has %(length)s characters, and there is room for %(longest)s. Shorten it."),
        "name-is-taken": _("«%(name)s» is on the list already. Add a letter or a department to tell them apart."),
        "too-many-members": _("The list holds %(most)s names, and there is no room for more."),
        "owner-is-nobody": _("«%(name)s» is not one person. Which of you follows it up? Write one name."),
        "date-not-read": _(
            "«%(text)s» could not be read as a date. Write it as 15.01.2027, or choose it in the calendar."
        ),
        "date-out-of-range": _("%(day)s is in the past, or very far ahead. Choose a day that is still to come."),
        "month-not-read": _("«%(text)s» could not be read as a month that is still to come. Choose one from the list."),
        "time-out-of-range": _("You can give a step from 1 second to %(longest)s seconds more at a time."),
        "clock-is-real": _("Only where a meeting is tried out can the clock be put forward."),
        "no-such-day": _("%(text)s is no day in the calendar. Choose another one."),
        "minutes-out-of-range": _("You said %(minutes)s minutes. It can be %(lowest)s to %(highest)s."),
    }


def meeting_name(package: Package, episode: str) -> str:
    """«Møte 2», or «Oppfølging etter 30 dager», in the active language."""
    for place, one in enumerate(package.episodes, 1):
        if one.id == episode:
            return _("Meeting %(number)s") % {"number": place}
    return _("Follow-up after %(days)s days") % {"days": package.episode(episode).after_days}


def number(value: str | int) -> str:
    """A whole number with narrow no-break spaces between thousands, as Norwegian writes it; a text as it is."""
    return f"{value:,}".replace(",", "\u202f") if isinstance(value, int) else value


@lru_cache(maxsize=4_096)
def time_of(at: datetime) -> str:
    """«10.42», in the server's zone."""
    return f"{timezone.localtime(at):%H.%M}"


def day_of(at: datetime) -> str:
    """«24. november 2026»."""
    return str(date_format(timezone.localtime(at), "DATE_FORMAT"))


def day_from(iso: str) -> date | None:
    """The day, or None for "" and for what is none."""
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def day_in_words(iso: str) -> str:
    """«15. januar 2027» for «2027-01-15»; "" for ""."""
    return str(date_format(date.fromisoformat(iso), "DATE_FORMAT")) if iso else ""


def month_in_words(iso: str) -> str:
    """«juni 2027» for «2027-06»; "" for ""."""
    day = day_from(f"{iso}-01") if iso else None
    return str(date_format(day, "YEAR_MONTH_FORMAT")) if day is not None else ""


def on_a_weekday(day: date) -> date:
    """The day itself, or the Monday after a Saturday or Sunday."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)


def milliseconds(at: datetime) -> int:
    """Milliseconds since 1970, which is how browsers count."""
    return round(at.timestamp() * 1000)
