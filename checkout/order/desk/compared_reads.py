"""Reads the last comparisons with Stripe, those that were finished and those that were not."""

from datetime import datetime

from django.db.models import Max, Min
from django.utils.timezone import localtime

from checkout.order.desk.comparison import Compared, Comparison, Runs, comparison
from checkout.payment.models import Reconciliation
from checkout.payment.reconciling import MARGIN

Span = Reconciliation.Span


def compared_with_stripe(now: datetime) -> Comparison:
    """What staff are told of them."""
    return comparison(_runs(Span.RECENT, now), _runs(Span.NIGHTLY, now), now=localtime(now))


def _runs(span: Span, now: datetime) -> Runs:
    # One from the future is of a clock that was wrong once.
    begun = Reconciliation.objects.filter(span=span, started_at__lte=now + MARGIN)
    run = begun.filter(finished_at__isnull=False).order_by("-started_at").first()
    since = begun.filter(started_at__gt=run.started_at) if run else begun
    times = since.aggregate(first_since=Min("started_at"), last_since=Max("started_at"))
    return Runs(_compared(run) if run else None, **times)


def _compared(run: Reconciliation) -> Compared:
    return Compared(run.finished_at, run.compared, run.differences, run.unexplained)
