"""Names for things that nobody can guess and nobody has to type."""

from __future__ import annotations

import re
import secrets

# Without 0, 1, i, l, o and u: read aloud or copied from paper, nothing is taken for something else.
_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
_COMMAND_ID = re.compile(r"[0-9a-f]{32}")


def new_public_id() -> str:
    """A 12-letter name (59 bits) for an address that may be seen on a wall; it opens nothing by itself."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(12))


def new_secret() -> str:
    """A 27-letter secret (132 bits): whoever has it is let in."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(27))


def is_command_id(text: str) -> bool:
    """True for 32 lower-case hexadecimal digits (128 bits), the form that the browser makes."""
    return _COMMAND_ID.fullmatch(text) is not None
