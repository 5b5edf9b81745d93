"""How near a lot's expiry is. A lot is given to nobody from the day it expires."""

from datetime import date, timedelta

STOP, WARN = timedelta(days=30), timedelta(days=90)


def has_expired(expires_on: date | None, today: date) -> bool:
    """By the shop's clock; of a lot without an expiry nobody knows."""
    return expires_on is not None and expires_on <= today


def urgency(expires_on: date | None, today: date) -> str:
    """How its day is marked: "stop" within 30 days, "warn" within 90, else ""."""
    if expires_on is None or expires_on - today > WARN:
        return ""
    return "stop" if expires_on - today <= STOP else "warn"
