"""Time as staff say it: a wait, a deadline and how urgent it is, a past event. Plain values."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ALARM, WARNING = timedelta(hours=12), timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Deadline:
    """How long is left, in words; `state` is "stop" within 12 h, "warn" within 48 h, else ""."""

    words: str
    state: str = ""


def deadline(left: timedelta) -> Deadline:
    """As in "Ends in 9 h 17 min", and "4 d 7 h left" where there is time enough."""
    if left <= timedelta():
        return Deadline(_("Ended"), "stop")
    if left > WARNING:
        return Deadline(_("%(time)s left") % {"time": lasting(left)})
    words = _("Ends in %(time)s") % {"time": lasting(left)}
    return Deadline(words, "stop" if left <= ALARM else "warn")


def lasting(time: timedelta) -> str:
    """As in "24 min", "7 h 06 min" and "6 d 19 h"."""
    if time < HOUR:
        return _("%(minutes)s min") % {"minutes": time // MINUTE}
    if time < DAY:
        minutes = f"{time % HOUR // MINUTE:02}"
        return _("%(hours)s h %(minutes)s min") % {"hours": time // HOUR, "minutes": minutes}
    return _("%(days)s d %(hours)s h") % {"days": time.days, "hours": time % DAY // HOUR}


def ago(time: timedelta) -> str:
    """As in "4 minutes ago", in one measure."""
    if time < MINUTE:
        return _("just now")
    if time < HOUR:
        minutes = time // MINUTE
        return ngettext("%(n)s minute ago", "%(n)s minutes ago", minutes) % {"n": minutes}
    if time < DAY:
        hours = time // HOUR
        return ngettext("%(n)s hour ago", "%(n)s hours ago", hours) % {"n": hours}
    return ngettext("%(n)s day ago", "%(n)s days ago", time.days) % {"n": time.days}


def day_and_hour(at: datetime, now: datetime) -> str:
    """As in "yesterday, 17:34" and "21 Nov, 02:50"; both moments in the shop's time zone."""
    hour = date_format(at, "H:i")
    if at.date() == now.date():
        return _("today, %(hour)s") % {"hour": hour}
    if at.date() == now.date() - DAY:
        return _("yesterday, %(hour)s") % {"hour": hour}
    if at.date() == now.date() + DAY:
        return _("tomorrow, %(hour)s") % {"hour": hour}
    return date_format(at, "j M, H:i" if at.year == now.year else "j M Y, H:i")
