"""Promises to act outside: written in the transaction that decides, kept by a worker.

A row is leased for a while, so that a worker that dies leaves it to the next one. What is done
twice is done with the same idempotency key.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from catalog.prepared import Prepared
from checkout.payment.models import Outbox, PaymentAttempt, Refund
from checkout.request_ids import asked

LEASE = timedelta(seconds=120)
LONGEST_WAIT = timedelta(minutes=30)
SHOPPER_FIRST = timedelta(seconds=5)
Kind = Outbox.Kind
MONEY = (Kind.OPEN, Kind.CAPTURE, Kind.RELEASE, Kind.REFUND)
# After about a minute of trying, staff should know.
STUCK_AFTER_TRIES = 6
# After about a quarter of an hour.
UNDELIVERED_AFTER_TRIES = 10


class LeaseLost(Exception):
    """The row is another worker's by now: this one slept too long."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A row that is ours until `until`."""

    row: Outbox
    until: datetime


def promise_open(
    attempt: PaymentAttempt, *, now: datetime, email: str, success_url: str, cancel_url: str
) -> None:
    """To open the attempt's payment page, with these addresses: a key allows no others later.

    The shopper is on the way to it and tries first; the worker leaves a few seconds for that.
    """
    addresses = {"email": email, "success_url": success_url, "cancel_url": cancel_url}
    _promise(Kind.OPEN, attempt, addresses, next_at=now + SHOPPER_FIRST)


def promise_capture(attempt: PaymentAttempt, *, amount: int, now: datetime) -> None:
    """To charge `amount` minor units of what the attempt holds."""
    _promise(Kind.CAPTURE, attempt, {"amount": amount}, next_at=now)


def promise_release(attempt: PaymentAttempt, *, now: datetime) -> None:
    """To close the attempt's payment page or let go of what it holds."""
    _promise(Kind.RELEASE, attempt, {}, next_at=now)


def promise_refund(refund: Refund, *, now: datetime) -> None:
    """To give back a part or all of what was charged."""
    _write(
        Kind.REFUND,
        f"refund-{refund.token}",
        order_id=refund.attempt.order_id,
        attempt=refund.attempt,
        parameters={"refund": refund.pk},
        next_at=now,
        created_at=now,
    )


def promise_mail(
    order: Any, mail: str, *, about: str = "", at: datetime | None = None, **parameters: Any
) -> None:
    """To send one of the mails of order/mails/emails.py, once per order and what it is about.

    Now, or `at` a later moment where it is still true then.
    """
    _write(
        Kind.MAIL,
        "-".join(["mail", mail, order.number, *([about] if about else [])]),
        order=order,
        parameters={"mail": mail, **parameters},
        **({"next_at": at} if at else {}),
    )


def withdraw_mail(order: Any, mail: str, *, now: datetime) -> None:
    """Not to send what was promised for later."""
    kept = Outbox.objects.filter(order=order, kind=Kind.MAIL, parameters__mail=mail)
    kept.filter(done_at__isnull=True, next_at__gt=now).update(done_at=now)


def _promise(
    kind: Kind, attempt: PaymentAttempt, parameters: dict[str, Any], *, next_at: datetime
) -> None:
    """The order's random number keeps the key apart from every other database's.

    A restored backup, or a second shop on the same account, counts its attempts from 1 again.
    """
    _write(
        kind,
        f"{kind}-{attempt.order.number}-{attempt.pk}",
        order_id=attempt.order_id,
        attempt=attempt,
        parameters=parameters,
        next_at=next_at,
        created_at=next_at,
    )


def _write(kind: Kind, key: str, **values: Any) -> None:
    """Once: what is promised already stays as it was promised. One statement."""
    row = Outbox(kind=kind, key=key, request_id=asked(), **values)
    Outbox.objects.bulk_create([row], ignore_conflicts=True)


@transaction.atomic
def lease_next(now: datetime, kinds: Iterable[Kind]) -> Lease | None:
    """The next row of these kinds that is due and nobody's, ours for two minutes."""
    due = _free(now).filter(kind__in=kinds, next_at__lte=now)
    return _lease(_next_of(due).first(), now, LEASE)


@transaction.atomic
def lease_untried(
    attempt: PaymentAttempt, kind: Kind, now: datetime, *, seconds: int
) -> Lease | None:
    """The promise of one kind about an attempt, where nobody has tried to keep it yet.

    A shopper who waits may try first, once: every further try is the worker's, at its own pace.
    """
    row = _UNTRIED.first(attempt_id=attempt.pk, kind=str(kind), now=now)
    return _lease(row, now, timedelta(seconds=seconds))


def note_first_sending(lease: Lease, now: datetime, *, key_life: timedelta) -> datetime:
    """When the row's key was first sent, written down before it is; an old key is replaced.

    Raises LeaseLost where another worker has the row by now.
    """
    row = lease.row
    if row.first_sent_at and now - row.first_sent_at > key_life:
        row.generation += 1
        row.first_sent_at = None
    row.first_sent_at = row.first_sent_at or now
    if not _ours(lease).update(first_sent_at=row.first_sent_at, generation=row.generation):
        raise LeaseLost
    return row.first_sent_at


def note_mailed(lease: Lease, now: datetime) -> None:
    """The mail is out: what is done without this note was not true any more or had no reader."""
    _ours(lease).update(first_sent_at=now)


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


def try_now(rows: QuerySet[Outbox], now: datetime) -> int:
    """Let the worker try these promises at once, where nobody does already; how many wait."""
    return rows.filter(done_at__isnull=True).update(next_at=now)


def give_up_mails(order: Any, now: datetime) -> list[Outbox]:
    """Not to send what was tried again and again in vain, and nobody tries just now; which."""
    in_vain = stuck().filter(order=order, kind=Kind.MAIL) & _free(now)
    mails = list(in_vain.select_for_update(skip_locked=True))
    Outbox.objects.filter(pk__in=[mail.pk for mail in mails]).update(done_at=now)
    return mails


def may_have_been_sent(order: Any, kind: Kind) -> QuerySet[Outbox]:
    """What Stripe was asked for, or is just being asked for, under whatever key."""
    sent = Q(first_sent_at__isnull=False) | Q(generation__gt=1)
    return Outbox.objects.filter(sent, order=order, kind=kind)


def stuck() -> QuerySet[Outbox]:
    """What has been tried again and again in vain."""
    return Outbox.objects.filter(done_at__isnull=True, tries__gte=STUCK_AFTER_TRIES)


def _free(now: datetime) -> QuerySet[Outbox]:
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
    return Outbox.objects.filter(free, done_at__isnull=True)


def _next_of(rows: QuerySet[Outbox]) -> QuerySet[Outbox]:
    """What nobody else has locked, locked, with what it is about; the first due in front."""
    rows = rows.select_related("attempt__order").order_by("next_at", "pk")
    return rows.select_for_update(skip_locked=True, of=("self",))


def _untried(attempt_id: int, kind: str, now: datetime) -> QuerySet[Outbox]:
    return _next_of(_free(now).filter(kind=kind, attempt_id=attempt_id, tries=0))


_UNTRIED = Prepared(_untried, attempt_id=-1, kind="(a kind)", now=datetime(1, 1, 1, tzinfo=UTC))


def _lease(row: Outbox | None, now: datetime, time: timedelta) -> Lease | None:
    if row is None:
        return None
    row.leased_until, row.tries = now + time, row.tries + 1
    row.save(update_fields=["leased_until", "tries"])
    return Lease(row, row.leased_until)


def _ours(lease: Lease) -> QuerySet[Outbox]:
    return Outbox.objects.filter(pk=lease.row.pk, leased_until=lease.until)
