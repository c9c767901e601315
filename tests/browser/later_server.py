"""``factories.advancing_server``, with Django's own clock put forward as well: the group's pages ask it what day it is.

The meetings' clock and Django's are two; a course of months needs both.
"""

from __future__ import annotations

import runpy
import sys
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from factories.advancing_server import offset_file


def _put_django_forward(file: Path) -> None:
    present = timezone.now

    def later() -> datetime:
        try:
            return present() + timedelta(seconds=float(file.read_text() or 0))
        except (OSError, ValueError):
            return present()

    timezone.now = later


if __name__ == "__main__":
    _put_django_forward(offset_file(Path(sys.argv[sys.argv.index("--data") + 1])))
    runpy.run_module("factories.advancing_server", run_name="__main__", alter_sys=True)
