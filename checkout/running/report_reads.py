"""Reads the daily report: a few sums, each by an index, however long the shop has been open."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.models import Dosage
from checkout.order.desk.attention_reads import (
    holds_that_end,
    needing_attention,
    that_call,
    that_end_unpaid,
)
from checkout.order.models import Order
from checkout.order.states import UNDER_WAY, OrderState
from checkout.payment import outbox
from checkout.payment.ledger import Kind, Sums
from checkout.payment.models import LedgerEntry, PaymentAttempt, Reconciliation, Refund
from checkout.payment.money import from_minor_units
from checkout.payment.states import HOLDING, RefundState
from checkout.running.housekeeping import housekeeping
from checkout.running.report import Calling, Compared, Days, Moved, Open, Report
from checkout.running.troubles import remarks, troubles

MOST_COUNTED = 1_000


def read_report(days: Days, now: datetime) -> Report:
    """What happened in these days, and how things stand now."""
    placed = Order.objects.filter(_in(days, "date_placed")).aggregate(
        orders=Count("pk"), ordered=Sum("total_incl_tax")
    )
    return Report(
        days=days,
        orders=placed["orders"],
        ordered=placed["ordered"] or Decimal("0.00"),
        states=_states(),
        moved=_moved(days),
        open=_open(),
        compared=_compared(days),
        calling=_calling(now),
        sold_out=_sold_out(),
        house=housekeeping(),
        troubles=tuple(troubles(now)),
        remarks=tuple(remarks()),
    )


def began(day: date) -> datetime:
    """The first moment of a day by the shop's clock."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _in(days: Days, field: str) -> Q:
    until = began(days.last + timedelta(days=1))
    return Q(**{f"{field}__gte": began(days.first), f"{field}__lt": until})


def _states() -> tuple[tuple[str, int], ...]:
    """In the order of an order's life."""
    under_way = Order.objects.filter(status__in=sorted(UNDER_WAY)).order_by()
    counted = dict(under_way.values_list("status").annotate(orders=Count("pk")))
    return tuple((state, counted[state]) for state in OrderState if state in counted)


def _moved(days: Days) -> Moved:
    entries = LedgerEntry.objects.filter(_in(days, "at")).order_by()
    sums = dict(entries.values_list("kind").annotate(amount=Sum("amount")))

    def money(kind: Kind, less: Kind | None = None) -> Decimal:
        return _money(sums.get(kind, 0) - (sums.get(less, 0) if less else 0))

    return Moved(
        held=money(Kind.HELD),
        taken=money(Kind.CHARGED),
        given_back=money(Kind.REFUNDED, less=Kind.REFUND_FAILED),
        taken_back=money(Kind.DISPUTED, less=Kind.DISPUTE_WON),
    )


def _open() -> Open:
    """Of a payment whose disputes are not all lost what banks have taken, put aside or not."""
    held = PaymentAttempt.objects.filter(state__in=sorted(HOLDING))
    disputed = PaymentAttempt.objects.exclude(disputed="").filter(disputes_lost=False)
    taken_back = LedgerEntry.objects.filter(attempt__in=disputed)
    going_back = Refund.objects.filter(state=RefundState.PENDING)
    return Open(
        held=_sum(held, "amount"),
        going_back=_sum(going_back, "amount"),
        disputed=_money(Sums.of(taken_back).disputed),
    )


def _compared(days: Days) -> Compared:
    spans = Reconciliation.Span.values
    runs = Reconciliation.objects.filter(_in(days, "started_at"), span__in=spans)
    found = runs.aggregate(
        differences=Sum("differences", default=0),
        unexplained=Sum("unexplained", default=0),
        broken_off=Count("pk", filter=Q(finished_at__isnull=True)),
    )
    return Compared(**found)


def _calling(now: datetime) -> Calling:
    return Calling(
        orders=needing_attention(now).count(),
        payments=_orders(that_call()),
        in_vain=_orders(outbox.stuck()),
        holds_end=_orders(holds_that_end(now)),
        unpaid=that_end_unpaid(now).count(),
    )


def _orders(rows: QuerySet) -> int:
    return int(rows.aggregate(orders=Count("order", distinct=True))["orders"])


def _sold_out() -> str:
    """In words, because nobody counts on: "1,000 or more"."""
    rows = Dosage.objects.with_standing().sold_out().order_by("pk").values("pk")
    counted = rows[: MOST_COUNTED + 1].count()
    if counted > MOST_COUNTED:
        return _("%s or more") % f"{MOST_COUNTED:,}"
    return f"{counted:,}"


def _sum(rows: QuerySet, field: str) -> Decimal:
    return _money(rows.aggregate(sum=Sum(field, default=0))["sum"])


def _money(minor_units: int | Decimal) -> Decimal:
    return from_minor_units(int(minor_units), settings.SHOP_CURRENCY)
