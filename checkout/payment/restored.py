"""What a database that was put back from a backup may not take for granted about money.

Between the backup and today cards were charged and refunds sent that it knows nothing of.
"""

from datetime import datetime, timedelta

from django.db import transaction

from checkout.order.models import Order
from checkout.order.overdue import FOR_PAYMENT, FOR_THE_PATIENT
from checkout.payment.models import Outbox, Reconciliation
from checkout.payment.outbox import MONEY
from checkout.payment.reconciling import last_night

# What was asked of a patient may have come since: time for a person to find out.
DAYS_TO_LOOK = timedelta(days=7)
# Until then the comparison, which is the worker's first deed, has found what was paid since.
AFTER_THE_COMPARISON = timedelta(hours=1)


@transaction.atomic
def doubt_what_is_written(now: datetime) -> int:
    """Have the worker ask Stripe before it does anything; of how many promises.

    A promise nobody seems to have tried may have been kept since, under a key that Stripe has
    forgotten after a day: sent once more it would be a second refund. As one that was tried it is
    looked up first. And what has happened at Stripe is compared at once, not in the next night.
    """
    open_promises = Outbox.objects.filter(kind__in=MONEY, done_at__isnull=True)
    untried = open_promises.filter(tries=0).update(tries=1)
    nightly = Reconciliation.objects.filter(span=Reconciliation.Span.NIGHTLY)
    nightly.filter(started_at__gte=last_night(now)).delete()
    _give_time(now)
    return untried


def _give_time(now: datetime) -> None:
    """Nobody's order ends, or is mailed about or paid anew, for what happened since the backup."""
    for wait in (FOR_PAYMENT, FOR_THE_PATIENT):
        soon = {f"{wait.due}__lt": now + DAYS_TO_LOOK}
        waiting = Order.objects.filter(status=wait.state, **soon)
        waiting.update(**{wait.due: now + DAYS_TO_LOOK})
    kinds, later = (Outbox.Kind.OPEN, Outbox.Kind.MAIL), now + AFTER_THE_COMPARISON
    early = Outbox.objects.filter(kind__in=kinds, done_at__isnull=True, next_at__lt=later)
    early.update(next_at=later)
