"""The ways a prescription takes to the pharmacist."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Way(TextChoices):
    """How the prescription of an order comes; forms and addresses know the values."""

    NOT_NEEDED = "none", _("not needed")
    UPLOAD = "upload", _("uploaded")
    PRESCRIBER = "prescriber", _("by prescriber")
    LATER = "later", _("to follow")
    AGAIN = "again", _("used before")
