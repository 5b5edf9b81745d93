"""What a database that was put back from a backup may not take for granted about money.

Between the backup and today cards were charged and refunds sent that it knows nothing of.
"""

from datetime import datetime

from django.db import transaction

from checkout.payment.models import Outbox, Reconciliation
from checkout.payment.outbox import MONEY
from checkout.payment.reconciling import last_night


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
    return untried
