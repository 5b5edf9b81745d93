"""How near a lot's expiry is. A lot is given to nobody from the day it expires."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

STOP, WARN = timedelta(days=30), timedelta(days=90)


def has_expired(expires_on: date | None, today: date) -> bool:
    """By the shop's clock; of a lot without an expiry nobody knows."""
    return expires_on is not None and expires_on <= today


def expired_words() -> str:
    """What is said to whoever receives such a lot, at the form and by the action."""
    return _("This lot has expired: put nothing of it on the shelf.")


def urgency(expires_on: date | None, today: date) -> str:
    """How its day is marked: "stop" within 30 days, "warn" within 90, else ""."""
    if expires_on is None or expires_on - today > WARN:
        return ""
    return "stop" if expires_on - today <= STOP else "warn"
