"""Rundebord: a leadership group, three meetings, one screen."""

__version__ = "0.1.0"
