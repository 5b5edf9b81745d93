"""What `check --deploy` says of backups."""

from typing import Any

from django.conf import settings
from django.core.checks import Warning as Caution


def a_live_shop_is_backed_up(app_configs: Any, **_options: Any) -> list[Caution]:
    """A live shop names the key its backups are sealed to."""
    if not settings.LIVE or settings.BACKUP_RECIPIENTS:
        return []
    words = "BACKUP_RECIPIENT is missing, so this shop makes no backups."
    hint = "`manage.py backup --new-key` makes a key; the README says where its secret half goes."
    return [Caution(words, hint=hint, id="pharmacy.W001")]
