"""A secret link never stands in a log."""

from __future__ import annotations

import logging
import re

_SECRET_LINK = re.compile(r"/(g|svar|v|b)/[\w/:.-]+")


class NoSecretLinks(logging.Filter):
    """Secret links in messages are shortened: «/g/…», «/svar/…». uvicorn's access log is off for the same reason."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        shortened = _SECRET_LINK.sub(r"/\1/…", message)
        if shortened != message:
            record.msg, record.args = shortened, ()
        return True
