"""FFmpeg as a program: where it is, and what it said when it failed. It is never linked to; it may be GPL."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from rundebord.films.faults import FilmFault, MissingTool
from rundebord.programmes.format.findings import N_

VARIABLE = "RUNDEBORD_FFMPEG"
"""Environment variable with the path of another FFmpeg."""


@cache
def ffmpeg_program() -> str:
    """The program: the one in ``RUNDEBORD_FFMPEG``, else the one on the path, else that of imageio-ffmpeg.

    Raises ``FilmFault`` if the variable names none, and ``MissingTool`` if there is none at all.
    """
    named = os.environ.get(VARIABLE, "")
    if named:
        found = shutil.which(named)
        if found is None:
            raise FilmFault(
                N_("%(variable)s names %(path)s, and that is no program."),
                N_("Set it to an FFmpeg, or unset it."),
                variable=VARIABLE,
                path=named,
            )
        return found
    on_path = shutil.which("ffmpeg")
    if on_path is not None:
        return on_path
    try:
        return str(importlib.import_module("imageio_ffmpeg").get_ffmpeg_exe())
    except (ImportError, RuntimeError) as fault:
        raise MissingTool("FFmpeg", "film") from fault


def run_ffmpeg(arguments: Sequence[str | Path]) -> str:
    """What FFmpeg wrote to its log. Raises ``FilmFault`` with its last lines if it failed."""
    done = subprocess.run(  # noqa: S603  # the program is found above, the arguments are ours
        [ffmpeg_program(), "-hide_banner", "-nostdin", "-y", *(str(one) for one in arguments)],
        capture_output=True,
        check=False,
    )
    log = done.stderr.decode("utf-8", "replace")
    if done.returncode:
        raise failed(log)
    return log


def failed(log: str) -> FilmFault:
    """The fault that says what FFmpeg complained of."""
    return FilmFault(
        N_("FFmpeg failed: %(log)s"),
        N_("See whether the disk is full, and whether FFmpeg has libx264 and loudnorm."),
        log=" / ".join(line.strip() for line in log.strip().splitlines()[-3:]),
    )
