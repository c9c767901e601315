"""Telling screens that something changed.

Knows nothing of meetings: what is shown and who may see it come as callbacks.
"""
