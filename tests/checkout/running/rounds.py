"""A round of housekeeping, and what is long over for it."""

from datetime import timedelta

from django.utils import timezone

from checkout.accounts.models import Session
from checkout.running.housekeeping import keep_house

HOUR = timedelta(hours=1)


def a_round(now=None) -> int:
    """Steps until nothing is due; how many there were."""
    now = now or timezone.now()
    for steps in range(10_000):
        if not keep_house(now):
            return steps
    raise AssertionError("Housekeeping finds ever more to do.")


def over(number: int) -> None:
    """Sessions that ended an hour ago."""
    ended = timezone.now() - HOUR
    Session.objects.bulk_create(
        Session(session_key=f"over{n}", session_data="", expire_date=ended) for n in range(number)
    )
