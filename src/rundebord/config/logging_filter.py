"""A group's secret link never stands in a log."""

from __future__ import annotations

import logging
import re

_SECRET_LINK = re.compile(r"/g/\w+")


class NoSecretLinks(logging.Filter):
    """Every secret link in a message is shortened to «/g/…». uvicorn's access log is off for the same reason."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if "/g/" in message:
            record.msg, record.args = _SECRET_LINK.sub("/g/…", message), ()
        return True
