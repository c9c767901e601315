"""The core and the package format each write their words down; these tests hold the two together."""

from __future__ import annotations

from typing import get_args

from rundebord.meetings.core import words
from rundebord.programmes.format import package


def test_the_cores_methods_are_the_formats() -> None:
    assert get_args(words.Method) == package.METHODS


def test_the_cores_activities_are_the_formats() -> None:
    assert get_args(words.Activity) == package.ACTIVITIES
