"""How near a lot's expiry is. A lot is given to nobody from the day it expires."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

# No medicine keeps so long: such a year is a slip.
LONGEST = timedelta(days=20 * 366)
STOP, WARN = timedelta(days=30), timedelta(days=90)


def has_expired(expires_on: date | None, today: date) -> bool:
    """By the shop's clock; of a lot without an expiry nobody knows."""
    return expires_on is not None and expires_on <= today


def expired_words() -> str:
    """What is said to whoever receives such a lot, at the form and by the action."""
    return _("This lot has expired: put nothing of it on the shelf.")


def expiry_problem(expires_on: date, today: date) -> str:
    """What is said at the form to whoever receives a lot of that day, "" where it may come in."""
    if has_expired(expires_on, today):
        return expired_words()
    if expires_on > today + LONGEST:
        return _("This day is more than 20 years away: look at the box again.")
    return ""


def urgency(expires_on: date | None, today: date) -> str:
    """How its day is marked: "stop" within 30 days, "warn" within 90, else ""."""
    if expires_on is None or expires_on - today > WARN:
        return ""
    return "stop" if expires_on - today <= STOP else "warn"
