from __future__ import annotations

import pytest


@pytest.fixture
def meeting(programme: str) -> str:
    """A group in the lobby of its first meeting: the log holds one fact, the opening. The meeting's id."""
    from rundebord.meetings.operations import open_first_meeting

    return open_first_meeting(programme=programme, language="nb")[1]
