"""How a price came to be changed, and why: what the database's record of prices is told.

It goes along with every statement, as who acts does (pharmacy/history/acting.py), so that the
record is written by trigger, whoever writes.
"""

import pghistory
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# No more of it is kept.
LONGEST_WHY = 200


class How(TextChoices):
    """The way a price took; a price without one was changed in the database itself."""

    DESK = "desk", _("Medicine page")
    BULK = "bulk", _("Many at once")
    SCHEDULE = "schedule", _("Schedule")
    SHEET = "sheet", _("Import")
    PAGE = "page", _("Text page")
    RESTORE = "restore", _("Restored")


def noted(how: How, why: str = "") -> pghistory.context:
    """While this lasts, prices are recorded as changed so, for this reason."""
    return pghistory.context(how=how.value, why=why[:LONGEST_WHY])
