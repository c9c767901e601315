"""From state to exactly what a screen shows."""

from rundebord.meetings.presenter.advice import host_screen
from rundebord.meetings.presenter.frame import shared_screen
from rundebord.meetings.presenter.phone import phone_screen
from rundebord.meetings.presenter.said import refusal_sentence, time_of
from rundebord.meetings.presenter.views import *  # noqa: F403 - the dataclasses are the room's vocabulary

__all__ = ["host_screen", "phone_screen", "refusal_sentence", "shared_screen", "time_of"]
