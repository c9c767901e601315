"""The self-assessment «Slik ser jeg oss»: how many answered what, and nothing about who."""

from __future__ import annotations

from django.db import models


class Assessment(models.Model):
    """One asking of a group, before its first meeting or after its last. Open until it is closed, and never again."""

    WHEN = (("before", "before"), ("after", "after"))

    group = models.ForeignKey("groups.Group", on_delete=models.CASCADE, related_name="assessments")
    when = models.CharField(max_length=6, choices=WHEN)
    secret = models.CharField(max_length=27, unique=True)
    """The last part of the link to the questions. It opens nothing else."""
    heads = models.PositiveSmallIntegerField()
    """How many are asked: the most answers there can be."""
    answered = models.PositiveSmallIntegerField(default=0)
    """How many have sent."""
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "when"], name="one_assessment_before_and_one_after")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.when}"


class AnswerCount(models.Model):
    """How many gave one answer to one statement. All rows are made at the opening, so their order tells nothing."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="counts", db_index=False)
    statement = models.CharField(max_length=100)
    """The statement's id in the package."""
    value = models.CharField(max_length=9)
    """«1» to «5», or «dont-know»."""
    count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "statement", "value"], name="one_counter_per_answer")
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.statement} {self.value}"
