"""What others ask about backups."""

from datetime import datetime

from pharmacy.backups.models import LastBackup


def last_backup() -> datetime | None:
    """Of when the last good backup is; None where there never was one. One query."""
    return LastBackup.objects.values_list("taken_at", flat=True).first()
