"""When the shop was last backed up."""

from django.db import models
from django.db.models import Q


class LastBackup(models.Model):
    """The last backup that was written whole: one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    taken_at = models.DateTimeField(help_text="What was committed by then is in it.")

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="there_is_one_last_backup", condition=Q(id=1)),
        ]

    def __str__(self) -> str:
        return f"{self.taken_at}"
