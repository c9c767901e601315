"""What the scripts say by themselves, in the page's language; %s is filled in by them."""

from __future__ import annotations

from django.utils.translation import gettext as _


def words_for_scripts() -> dict[str, str]:
    """Name → sentence, in the active language."""
    return {
        "saved": _("Saved %s"),
        "saving": _("Saving …"),
        "waiting": _("Will be saved when the network is back"),
        "cannotSave": _("Cannot be saved just now. Your words are kept on this computer."),
        "lastMinute": _("Last minute"),
        "timeIsUp": _("Time is up"),
        "paused": _("Paused"),
        "offline": _("No network"),
        "moveDropped": _("You have no network just now. Press again when it is back."),
        "newLine": _("New line: %s"),
        "undone": _("Undone: «%s»"),
        "bringBack": _("Bring back"),
        "emptyLine": _("The line is empty. Delete it, or write something."),
        "numberRange": _("Write a number from %1 to %2."),
        "editNotSaved": _("A change is not saved:"),
        "saveEdit": _("Save the change"),
        "exchanged": _("Was in the field:"),
        "fromAnotherStep": _("Not saved yet. It was written at another step:"),
        "fromLastTime": _("Not saved yet. It was written here before:"),
        "notTaken": _("Not saved:"),
        "save": _("Save"),
        "takeBack": _("Move to the field"),
        "throwAway": _("Discard"),
        "deleted": _("Deleted: «%s»"),
        "undo": _("Undo"),
        "asideArea": _("Propose a development area"),
        "asideNote": _("A note"),
        "asideLater": _("For later"),
        "asideDifference": _("What is seen differently?"),
        "asideComment": _("A comment"),
        "marked": _("Taken care of: «%s»"),
        "unmarked": _("No longer taken care of: «%s»"),
        "placed": _("In pile %1: «%2»"),
        "slipsCounted": _("%1 of %2 slips counted"),
        "slipRate": _("Mix the slips. Write the number on each, and Enter. 0 is «don't know»."),
        "slipVote": _("Mix the slips. Write the numbers on each: 1 4, and Enter."),
        "slipWrong": _("«%s» cannot stand on a slip here."),
        "slipAdd": _("Count the slip"),
        "slipUndo": _("Undo the last slip"),
        "slipShow": _("Show the result"),
        "slipTaken": _("A slip was counted"),
        "slipSure": _("%1 of %2 are counted. Press once more to show the result anyway."),
        "soundHeard": _("Did you hear it? If not, turn up the sound on the computer and the screen."),
        "soundMissing": _("This browser plays no sound. You can read the film aloud instead."),
        "pressNext": _("When you are ready: press → or «%s»."),
        "noDate": _("You have set no date. Press once more to close the meeting all the same."),
        "play": _("Play"),
        "pause": _("Pause"),
        "tryAgain": _("Try again"),
        "filmAt": _("The film stands at %s. Press Play."),
        "filmBroken": _("The film cannot be shown. Try again, or read the parts yourselves."),
        "filmPress": _("Press Play once more to start the film."),
        "filmAtOf": _("%1 of %2"),
        "hits": _("Hit %1 of %2"),
        "noHits": _("No hits"),
        "readingPage": _("%1 of %2"),
        "readingNext": _("Next: %s"),
        "loggedOut": _("This browser has lost its way in. Open the group's link again; your words are kept here."),
        "hostGone": _("The role has been passed on, or the meeting is gone. This page leads nothing any more."),
        "gone": _("This meeting cannot be found any more. What you wrote is kept here."),
    }


def words_for_phones() -> dict[str, str]:
    """What a phone says besides."""
    return {
        "phoneThink": _("Write for yourself"),
        "phoneThinkSeen": _("Only you see this. It lies on this phone until you share it."),
        "phoneShare": _("Say it aloud, or share it here"),
        "phoneShareSeen": _("Only you see this until you share it. Then all see it on the screen, without a name."),
        "phoneTakeBack": _("Take back"),
        "phoneProposed": _("It stands on the shared screen now."),
        "phoneYourTurn": _("It is your turn"),
        "phoneGone": _("You are not in this meeting any more. Type the code again, or ask whoever leads it."),
        "filmBehind": _("You are %s seconds behind"),
        "filmAhead": _("You are %s seconds ahead"),
        "filmJump": _("Jump there"),
        "phoneAsked": _("The shared screen asks whether you may lead. Somebody there presses Yes."),
        "phoneChooseOne": _("Choose one"),
        "phoneChooseMost": _("Choose up to %s"),
        "phoneReady": _("My answer is ready"),
        "phoneIsReady": _("Your answer lies ready on this phone. It is sent when all answers are called in."),
        "phoneChange": _("Change the answer"),
        "phoneLend": _("One more answers on this phone"),
        "phoneSending": _("The answers are being called in. The result comes on the screen."),
        "phoneCannotSave": _(
            "Nothing can be saved just now. Your answer lies on this phone, and this is tried again by itself."
        ),
        "phoneTooLate": _("Your answer came too late, and was not counted."),
        "phoneHiddenSeen": _(
            "Nobody sees what you answer, nor does whoever leads. It lies on this phone until all answer at once, "
            "and is counted without a name. Only how many have answered is shown."
        ),
        "phoneRaiseHand": _("Raise your hand"),
        "phoneRaiseInRoom": _("Raise your hand in the room. Hands are counted there."),
        "phoneOpenSeen": _("All see the hands on the shared screen."),
    }
