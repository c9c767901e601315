"""``rundebord film``: its part of the command line."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from rundebord.config.speech import gettext as _

ENGINES = ("kokoro", "espeak", "silent")


def add_film_commands(commands: Any) -> None:
    """The parser knows ``film`` and everything that can be done with a film."""
    group = commands.add_parser("film", help=_("make films from scripts, or take in your own"))
    actions = group.add_subparsers(dest="action", metavar=_("DO"), required=True)
    lint = actions.add_parser(
        "lint",
        help=_("see whether scripts are right"),
        description=_(
            "Reads the scripts and says everything that must be mended, with file, line and remedy: length, pace, "
            "sources, words that cannot be said, pictures that nobody says. Changes nothing."
        ),
    )
    voice = actions.add_parser(
        "voice",
        help=_("let every line be spoken"),
        description=_(
            "Speaks every line that is not spoken yet. A recording (films/EPISODE/recorded/LINE.wav) replaces the "
            "synthetic voice. Can be stopped and taken up again."
        ),
    )
    hear = actions.add_parser(
        "hear",
        help=_("measure how well every line is heard"),
        description=_(
            "Lets a speech recogniser listen to every line and keeps how much of it was misheard in "
            "films/EPISODE/heard.json. The figures may not rise."
        ),
    )
    render = actions.add_parser(
        "render",
        help=_("make the film, its captions and its text"),
        description=_(
            "Makes MP4, poster, captions, chapters, transcript and the text for reading aloud, and puts them in the "
            "package. What has been made before is not made again."
        ),
    )
    check = actions.add_parser(
        "check",
        help=_("see whether finished films are right"),
        description=_(
            "Looks through finished films: length, size, sound, key frames, captions, and whether the film is older "
            "than its script. Changes nothing. Ends with 1 if something must be mended."
        ),
    )
    record = actions.add_parser(
        "record",
        help=_("record people who read the lines"),
        description=_(
            "Opens a page on this computer that shows one line at a time, records it from the microphone and checks "
            "level and length. Several people can read, and it can be stopped and taken up again."
        ),
    )
    install = actions.add_parser(
        "install",
        help=_("take in a film of your own"),
        description=_(
            "Looks through an MP4 with captions, says what is missing, and puts it in the package instead of the "
            "episode's film."
        ),
    )
    for action in (lint, voice, hear, render, check, record, install):
        action.add_argument("programme", type=Path, metavar=_("FOLDER"), help=_("the programme's folder"))
    for action in (lint, voice, hear, render, check):
        action.add_argument("episode", nargs="?", metavar=_("EPISODE"), help=_("one episode (otherwise all)"))
    for action in (record, install):
        action.add_argument("episode", metavar=_("EPISODE"), help=_("the episode's id"))
    for action in (voice, hear, render):
        _add_making(action)
    render.add_argument(
        "--texts-only",
        action="store_true",
        help=_("make captions, chapters, transcript and text anew, and leave picture and sound as they are"),
    )
    render.add_argument(
        "--sheet", action="store_true", help=_("draw one frame of every scene on a sheet, and make no film")
    )
    voice.add_argument(
        "--tries", type=int, default=1, metavar=_("NUMBER"), help=_("variants of each line (otherwise 1)")
    )
    record.add_argument("--port", type=int, default=0, help=_("the port of the page (otherwise a free one)"))
    _add_install(install)


def _add_making(action: argparse.ArgumentParser) -> None:
    action.add_argument(
        "--engine",
        choices=ENGINES,
        default="kokoro",
        help=_("who speaks what is not recorded (otherwise kokoro); silent is for trying out"),
    )
    action.add_argument(
        "--work",
        type=Path,
        default=Path("build/films"),
        metavar=_("FOLDER"),
        help=_("where half-made things lie (otherwise build/films)"),
    )


def _add_install(install: argparse.ArgumentParser) -> None:
    install.add_argument("film", type=Path, metavar="MP4", help=_("the film"))
    install.add_argument("--captions", type=Path, metavar="VTT", help=_("its captions (WebVTT)"))
    install.add_argument("--chapters", type=Path, metavar="VTT", help=_("its chapters (WebVTT)"))
    install.add_argument("--poster", type=Path, metavar="JPG", help=_("the picture that is shown before it plays"))
    install.add_argument(
        "--language",
        default="nb",
        metavar=_("LANGUAGE"),
        help=_("the language of captions and chapters (otherwise nb)"),
    )
    described = install.add_mutually_exclusive_group()
    described.add_argument(
        "--described",
        action="store_true",
        default=None,
        help=_("speech carries what is seen, or the film has audio description"),
    )
    described.add_argument(
        "--not-described", dest="described", action="store_false", help=_("it does not; the page will say so")
    )
