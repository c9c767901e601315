"""People read a film's lines aloud, one by one, in a page on their own computer: ``rundebord film record``.

``serve`` opens the page. Each line is kept at once as one WAV in the film's folder ``recorded``, which the engine for
recorded voices reads. Nothing leaves the computer, and what is written holds no names.
"""

from pathlib import Path

from rundebord.films.recording.app import recording_app
from rundebord.films.recording.serving import serve

__all__ = ["recorded_folder", "recording_app", "serve"]


def recorded_folder(package: Path, episode: str) -> Path:
    """Where the lines of that film are kept: ``LINE.wav`` for each."""
    return package / "films" / episode / "recorded"
