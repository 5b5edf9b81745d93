"""How a moment is written, in the shop's time zone."""

from datetime import datetime, time

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def written_out(at: datetime) -> str:
    """As in "2 December 2026, 18:29 (UTC)", for who may read it in another time zone."""
    here = timezone.localtime(at)
    words = {"moment": date_format(here, "DATETIME_FORMAT"), "zone": date_format(here, "T")}
    # Translators: a moment in a time zone, as in "2 December 2026, 18:29 (UTC)".
    return _("%(moment)s (%(zone)s)") % words


def day_began(now: datetime) -> datetime:
    """The first moment of a moment's day by the shop's clock."""
    return timezone.make_aware(datetime.combine(timezone.localdate(now), time.min))


def for_staff(at: datetime) -> str:
    """As in "25 Nov 2026, 15:28"."""
    return date_format(timezone.localtime(at), "j M Y, H:i")
