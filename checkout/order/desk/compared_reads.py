"""Reads the last comparisons with Stripe that were finished."""

from datetime import datetime

from django.utils.timezone import localtime

from checkout.order.desk.comparison import Compared, Comparison, comparison
from checkout.payment.models import Reconciliation
from checkout.payment.reconciling import MARGIN

Span = Reconciliation.Span


def compared_with_stripe(now: datetime) -> Comparison:
    """What staff are told of them."""
    return comparison(_last(Span.RECENT, now), _last(Span.NIGHTLY, now), now=localtime(now))


def _last(span: Span, now: datetime) -> Compared | None:
    # One from the future is of a clock that was wrong once.
    begun = Reconciliation.objects.filter(span=span, started_at__lte=now + MARGIN)
    run = begun.filter(finished_at__isnull=False).order_by("-started_at").first()
    if run is None:
        return None
    return Compared(run.started_at, run.finished_at, run.compared, run.differences, run.unexplained)
