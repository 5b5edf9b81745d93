"""Reads which orders call for a person, and where each of them stands."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.timezone import localtime

from checkout.order.desk.times import WARNING
from checkout.order.desk.troubles import Kind, Situation, Told, Trouble, said, together, unfit_kind
from checkout.order.models import Order
from checkout.order.reactions import owed
from checkout.order.repairs import nothing_is_left
from checkout.order.shelf.sent_reads import nobody_has_packs
from checkout.order.states import HELD_NOT_CHARGED, OrderState
from checkout.payment import failed_refunds, outbox, rules
from checkout.payment.ledger import Kind as LedgerKind
from checkout.payment.models import LedgerEntry, Outbox, PaymentAttempt, Refund
from checkout.payment.money import from_minor_units
from checkout.payment.states import HOLDING, AttemptState, RefundState

S = OrderState
IN_VAIN = {
    Outbox.Kind.CAPTURE: Kind.CHARGE_FAILS,
    Outbox.Kind.RELEASE: Kind.RELEASE_STUCK,
    Outbox.Kind.REFUND: Kind.REFUND_STUCK,
    Outbox.Kind.OPEN: Kind.NO_PAGE,
    Outbox.Kind.MAIL: Kind.MAIL_STUCK,
}


def needing_attention(now: datetime) -> QuerySet[Order]:
    """Orders that call for a person: holds about to end first, then the newest trouble.

    `hold_ends` is set where it does within 48 h; `since` is when the trouble began as far as we
    know, None where only time runs out.
    """
    told, ending, unpaid = that_call(), holds_that_end(now), that_end_unpaid(now)
    # Each of these has an index of its own; joined by OR they would have every order read.
    calling = told.values("order").union(
        outbox.stuck().values("order"), ending.values("order"), unpaid.order_by().values("pk")
    )
    of_order = ending.filter(order=OuterRef("pk")).order_by("capture_before")
    orders = Order.objects.filter(pk__in=calling).annotate(
        hold_ends=Subquery(of_order.values("capture_before")[:1]),
        since=_since(told.filter(order=OuterRef("pk"))),
    )
    return orders.order_by(
        F("hold_ends").asc(nulls_last=True), F("since").desc(nulls_last=True), "-pk"
    )


def that_call() -> QuerySet[PaymentAttempt]:
    """Payments that call for a person themselves."""
    return PaymentAttempt.objects.exclude(needs_attention="")


def holds_that_end(now: datetime) -> QuerySet[PaymentAttempt]:
    """Those that end within 48 h, and somebody may still want to charge."""
    return PaymentAttempt.objects.filter(
        state__in=HOLDING, capture_before__lte=now + WARNING, order__status__in=HELD_NOT_CHARGED
    )


def that_end_unpaid(now: datetime) -> QuerySet[Order]:
    """Approved orders that end within 48 h where nobody pays."""
    return Order.objects.filter(
        status=S.APPROVED_AWAITING_PAYMENT, payment_due_at__lte=now + WARNING
    )


def _since(told: QuerySet[PaymentAttempt]) -> Coalesce:
    """When what is tried in vain was promised, when money came back, or when Stripe told us."""
    promises = Outbox.objects.filter(order=OuterRef("pk"), done_at__isnull=True)
    kinds = [LedgerKind.DISPUTED, LedgerKind.REFUND_FAILED]
    money = LedgerEntry.objects.filter(attempt__order=OuterRef("pk"), kind__in=kinds)
    return Coalesce(
        Subquery(promises.exclude(last_error="").order_by("created_at").values("created_at")[:1]),
        Subquery(money.order_by("-at").values("at")[:1]),
        Subquery(told.order_by("-facts_read_at").values("facts_read_at")[:1]),
    )


def with_payments(orders: QuerySet[Order]) -> QuerySet[Order]:
    """What `situation_of` reads, in as many queries for one order as for forty."""
    refunds = Refund.objects.select_related("by")
    attempts = PaymentAttempt.objects.prefetch_related(Prefetch("refunds", refunds), "ledger")
    promises = Outbox.objects.filter(done_at__isnull=True)
    return orders.prefetch_related(
        Prefetch("attempts", attempts), Prefetch("outbox", promises, to_attr="unkept")
    )


def situation_of(order: Order, *, now: datetime) -> Situation:
    """Where an order stands that was read `with_payments`."""
    attempts = list(order.attempts.all())
    attempt = attempt_in_question(attempts)
    told = [trouble for one in attempts for trouble in _told(order, one)]
    tried = _tried_in_vain(order.unkept, {trouble.kind for trouble in told})
    return Situation(
        order=S(order.status),
        payment=AttemptState(attempt.state) if attempt else None,
        total=order.total_incl_tax,
        still_ours=sum(from_minor_units(one.still_ours(), one.currency) for one in attempts),
        owed=order.amount_to_capture,
        held_for=_held_for(order, attempts, now),
        due_in=_due_in(order, now),
        troubles=together(told, tried),
        told=bool(told),
        promised=bool(order.unkept),
        at_stripe=bool(attempt and attempt.intent_id),
        gone=nothing_is_left(attempts) and nobody_has_packs(order),
    )


def attempt_in_question(attempts: Collection[PaymentAttempt]) -> PaymentAttempt | None:
    """The last that calls for a person, else the last."""
    calling = [attempt for attempt in attempts if attempt.needs_attention]
    return next(reversed([*attempts, *calling]), None)


def _told(order: Order, attempt: PaymentAttempt) -> list[Trouble]:
    lines = failed_refunds.why_it_calls(attempt)
    if not lines:
        return []
    ours, owes = attempt.still_ours(), owed(order)
    states = (S(order.status), AttemptState(attempt.state))
    failed = [r for r in attempt.refunds.all() if r.state == RefundState.FAILED]
    told = Told(
        tuple(lines),
        unfit=rules.attention(
            *states, still_ours=ours, owed=owes, currency=attempt.currency, pays=attempt.pays
        )
        or "",
        unfit_kind=unfit_kind(*states, still_ours=ours, owed=owes),
        disputed=attempt.disputed,
        disputed_kind=_disputed_kind(attempt),
        refunds_failed=frozenset(
            failed_refunds.words(refund, attempt.currency) for refund in failed
        ),
    )
    return told.troubles()


def _disputed_kind(attempt: PaymentAttempt) -> Kind:
    if attempt.disputes_lost:
        return Kind.LOST
    return Kind.DISPUTED if attempt.taken_back() else Kind.INQUIRY


def _tried_in_vain(rows: Iterable[Outbox], told: set[Kind]) -> list[Trouble]:
    """What is stuck, and what a payment already calls for a person about."""
    return [
        Trouble(
            IN_VAIN[Outbox.Kind(row.kind)],
            said(row.last_error),
            row.tries,
            date_format(localtime(row.next_at), "H:i"),
        )
        for row in rows
        if row.tries >= outbox.STUCK_AFTER_TRIES
        or (row.tries and IN_VAIN[Outbox.Kind(row.kind)] in told)
    ]


def _held_for(order: Order, attempts: Iterable[PaymentAttempt], now: datetime) -> timedelta | None:
    """Of a hold that somebody may still want to charge."""
    ends = hold_ends(attempts)
    if ends is None or order.status not in HELD_NOT_CHARGED:
        return None
    return max(ends - now, timedelta())


def hold_ends(attempts: Iterable[PaymentAttempt]) -> datetime | None:
    """Until when a card is held, None where none is."""
    held = [one.capture_before for one in attempts if one.state in HOLDING and one.capture_before]
    return min(held, default=None)


def _due_in(order: Order, now: datetime) -> timedelta | None:
    if order.status != S.APPROVED_AWAITING_PAYMENT:
        return None
    return max(order.payment_due_at - now, timedelta())
