"""What others ask about backups."""

from datetime import datetime, timedelta

from django.conf import settings

from pharmacy.backups.models import LastBackup

# A night and a half: one night that failed is told before the next one has to come.
OLD_AFTER = timedelta(hours=36)


def backup_problem(now: datetime) -> str:
    """In a live shop that makes backups, that the last is missing or old; "" where it is not."""
    if not (settings.LIVE and settings.BACKUP_RECIPIENTS):
        return ""
    last = last_backup()
    if last is None:
        return "no backup was made yet"
    return "the last backup is older than 36 hours" if now - last > OLD_AFTER else ""


def last_backup() -> datetime | None:
    """Of when the last good backup is; None where there never was one. One query."""
    return LastBackup.objects.values_list("taken_at", flat=True).first()
