"""Leadership groups."""

from __future__ import annotations

from django.db import models


class Group(models.Model):
    """A leadership group. No accounts: whoever has the secret link is let in."""

    public_id = models.CharField(max_length=12, unique=True)
    secret = models.CharField(max_length=27, unique=True)
    """The last part of the group's link. Kept as it is, for the group must be able to see its own link again."""
    language = models.CharField(max_length=5)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.public_id
