"""A script becomes a film: read, lint, voice, hear, render, check. The workshop only; the player is in meetings.

Nothing here is needed to run meetings. What a module needs beyond the standard library and YAML (drawing, sound,
listening) it imports when it is used, and says what to install when it is missing.
"""
