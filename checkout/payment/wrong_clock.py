"""What a clock that was wrong once has put off: it is not waited for until that hour comes.

A machine that starts with a wrong clock, or whose clock jumps, dates promises and tries far ahead.
Once it is right again a card would be charged hours, or years, too late.
"""

from datetime import datetime, timedelta

from django.db.models import F, Q

from checkout.payment.models import Outbox, StripeEvent

# Nothing is leased, or waits for its next try, for so long.
FAR = timedelta(hours=2)
AT_ONCE = timedelta(minutes=1)


def heed_what_was_put_off(now: datetime) -> bool:
    """Have it done at once; whether there was any."""
    far = now + FAR
    return any([_promises(far, now), _leases(far, now), _messages(far, now)])


def _promises(far: datetime, now: datetime) -> int:
    """Of the untried those that were due when they were made: others are for a later day."""
    made_then = Q(created_at__gt=far, next_at__lte=F("created_at") + AT_ONCE)
    tried_then = Q(next_at__gt=far, tries__gt=0)
    put_off = Outbox.objects.filter(made_then | tried_then, done_at__isnull=True, next_at__gt=far)
    return put_off.update(next_at=now)


def _leases(far: datetime, now: datetime) -> int:
    """Whoever has one may be at it still: what is done twice is done with the same key."""
    leased = Outbox.objects.filter(done_at__isnull=True, leased_until__gt=far)
    return leased.update(leased_until=None, next_at=now)


def _messages(far: datetime, now: datetime) -> int:
    unread = StripeEvent.objects.filter(processed_at__isnull=True, next_at__gt=far)
    return unread.update(next_at=now)
