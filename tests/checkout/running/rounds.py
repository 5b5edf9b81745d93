"""A round of housekeeping, and what is long over for it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from checkout.accounts.models import Session
from checkout.running.housekeeping import keep_house
from tests.meanwhile import LONG

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


def over_another_connection(deed):
    """What it comes to there, while a transaction of ours is open."""

    def do():
        try:
            with connection.cursor() as cursor:
                # Who would wait fails instead: the other transaction is ours.
                cursor.execute("SET lock_timeout = '5s'")
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(do).result(LONG)
