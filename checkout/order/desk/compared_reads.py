"""Reads the last comparisons with Stripe that were finished."""

from datetime import datetime

from django.utils.timezone import localtime

from checkout.order.desk.comparison import Compared, Comparison, comparison
from checkout.payment.models import Reconciliation

Span = Reconciliation.Span


def compared_with_stripe(now: datetime) -> Comparison:
    """What staff are told of them."""
    return comparison(_last(Span.RECENT), _last(Span.NIGHTLY), now=localtime(now))


def _last(span: Span) -> Compared | None:
    finished = Reconciliation.objects.filter(span=span, finished_at__isnull=False)
    run = finished.order_by("-started_at").first()
    if run is None:
        return None
    return Compared(run.started_at, run.finished_at, run.compared, run.differences, run.unexplained)
