"""What the command line says, in the operator's language, before Django is there (or when it cannot be).

Same catalogues as the pages. The language is ``RUNDEBORD_LANGUAGE``, and bokmål if that is nonsense.
"""

from __future__ import annotations

import gettext as standard_gettext
import os
from functools import lru_cache
from pathlib import Path

_CATALOGUES = Path(__file__).resolve().parent.parent / "locale"


@lru_cache(maxsize=4)
def _catalogue(language: str) -> standard_gettext.NullTranslations:
    return standard_gettext.translation("django", _CATALOGUES, [language], fallback=True)


def gettext(message: str) -> str:
    """The message in the operator's language."""
    said = os.environ.get("RUNDEBORD_LANGUAGE", "nb")
    return _catalogue(said if said in ("nb", "nn", "en") else "nb").gettext(message)
