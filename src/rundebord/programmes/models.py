"""Versions of programmes, kept as long as a meeting rests on them."""

from __future__ import annotations

from django.db import models


class ProgrammeVersion(models.Model):
    """One version of one package, whole: it stays readable after the folder has changed or gone."""

    digest = models.CharField(max_length=64, primary_key=True)
    package = models.CharField(max_length=100, db_index=True)
    document = models.JSONField()
    installed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.package} {self.digest[:8]}"
