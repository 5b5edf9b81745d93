"""How a moment is written where somebody may read it in another time zone."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format


def written_out(at: datetime) -> str:
    """As in "2 December 2026, 18:29 (UTC)", in the shop's time zone."""
    return date_format(timezone.localtime(at), "j F Y, H:i (T)")
