"""Promises to act outside: written in the transaction that decides, kept by a worker.

A row is leased for a while, so that a worker that dies leaves it to the next one. What is done
twice is done with the same idempotency key.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from checkout.payment.models import Outbox, PaymentAttempt

LEASE = timedelta(seconds=120)
LONGEST_WAIT = timedelta(minutes=30)
Kind = Outbox.Kind


@dataclass(frozen=True, slots=True)
class Lease:
    """A row that is ours until `until`."""

    row: Outbox
    until: datetime


def promise_open(attempt: PaymentAttempt, **parameters: Any) -> Outbox:
    """To open the attempt's payment page."""
    return _promise(Kind.OPEN, attempt, f"open-{attempt.pk}", **parameters)


def promise_capture(attempt: PaymentAttempt, *, amount: int) -> Outbox:
    """To charge `amount` minor units of what the attempt holds."""
    return _promise(Kind.CAPTURE, attempt, f"capture-{attempt.pk}", amount=amount)


def promise_release(attempt: PaymentAttempt) -> Outbox:
    """To close the attempt's payment page or let go of what it holds."""
    return _promise(Kind.RELEASE, attempt, f"release-{attempt.pk}")


def promise_mail(order: Any, mail: str) -> Outbox:
    """To send one of the mails of checkout/order/emails.py, once per order."""
    key = f"mail-{mail}-{order.pk}"
    row, _ = Outbox.objects.get_or_create(
        key=key, defaults={"kind": Kind.MAIL, "order": order, "parameters": {"mail": mail}}
    )
    return row


def _promise(kind: Kind, attempt: PaymentAttempt, key: str, **parameters: Any) -> Outbox:
    row, _ = Outbox.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "order_id": attempt.order_id,
            "attempt": attempt,
            "parameters": parameters,
        },
    )
    return row


@transaction.atomic
def lease_next(now: datetime) -> Lease | None:
    """The next row that is due and nobody's, ours for two minutes."""
    return _lease(_free(now).filter(next_at__lte=now), now, LEASE)


@transaction.atomic
def lease_of(attempt: PaymentAttempt, kind: Kind, now: datetime, *, seconds: int) -> Lease | None:
    """The promise of one kind about an attempt, where it is nobody's and not kept yet."""
    rows = _free(now).filter(kind=kind, attempt=attempt)
    return _lease(rows, now, timedelta(seconds=seconds))


def finish(lease: Lease, now: datetime) -> None:
    """The deed is done."""
    _ours(lease).update(done_at=now, leased_until=None, last_error="")


def give_back(lease: Lease, now: datetime, error: str, *, new_key: bool = False) -> None:
    """Not done: try again later, each time waiting longer; under a new key where asked."""
    wait = min(timedelta(seconds=2 ** min(lease.row.tries, 12)), LONGEST_WAIT)
    _ours(lease).update(
        leased_until=None,
        next_at=now + wait,
        last_error=error[:255],
        generation=lease.row.generation + new_key,
        **({"first_sent_at": None} if new_key else {}),
    )


def _free(now: datetime) -> QuerySet[Outbox]:
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
    return Outbox.objects.filter(free, done_at__isnull=True)


def _lease(rows: QuerySet[Outbox], now: datetime, time: timedelta) -> Lease | None:
    row = rows.select_for_update(skip_locked=True).order_by("next_at", "pk").first()
    if row is None:
        return None
    row.leased_until, row.tries = now + time, row.tries + 1
    row.save(update_fields=["leased_until", "tries"])
    return Lease(row, row.leased_until)


def _ours(lease: Lease) -> QuerySet[Outbox]:
    return Outbox.objects.filter(pk=lease.row.pk, leased_until=lease.until)
