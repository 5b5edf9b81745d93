"""What a clock that was wrong once has put off: it is not waited for until that hour comes.

A machine that starts with a wrong clock, or whose clock jumps, dates promises and tries far ahead.
Once it is right again a card would be charged hours, or years, too late.
"""

from datetime import datetime, timedelta

from django.db.models import F, Q

from checkout.payment.heard import StripeEvent
from checkout.payment.models import Outbox

# Nothing is leased, or waits for its next try, for so long.
FAR = timedelta(hours=2)
A_MOMENT = timedelta(minutes=1)


def heed_promises_put_off(now: datetime) -> bool:
    """Have them kept at once; whether there was any.

    Of the untried those that were due when they were made: others are for a later day. Whoever
    has a lease from then may be at it still: what is done twice is done with the same key.
    """
    far = now + FAR
    made_then = Q(created_at__gt=far, next_at__lte=F("created_at") + A_MOMENT)
    tried_then = Q(next_at__gt=far, tries__gt=0)
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
    put_off = Q(leased_until__gt=far) | free & Q(next_at__gt=far) & (made_then | tried_then)
    found = Outbox.objects.filter(put_off, done_at__isnull=True)
    if late := list(found.values_list("pk", flat=True)):
        Outbox.objects.filter(put_off, pk__in=late).update(next_at=now, leased_until=None)
    return bool(late)


def heed_messages_put_off(now: datetime) -> bool:
    """Have what Stripe said read at once; whether there was any."""
    found = StripeEvent.objects.filter(processed_at__isnull=True, next_at__gt=now + FAR)
    if late := list(found.values_list("pk", flat=True)):
        StripeEvent.objects.filter(pk__in=late).update(next_at=now)
    return bool(late)
