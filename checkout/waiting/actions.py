"""Who waits is noted, told once, and forgotten."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from catalog.forgetting import forget_some
from catalog.models import Dosage, Product
from checkout.duties import DATABASE_AWAY
from checkout.waiting.letter import mail_that_it_is_back
from checkout.waiting.models import Waiting
from checkout.waiting.querysets import LONGEST_WAIT, can_be_bought

# A worker that dies with a row in hand leaves it to the next one.
LEASE = timedelta(minutes=2)
# A mail that is refused, or breaks, for two days will not go out.
MOST_TRIES = 16
log = logging.getLogger(__name__)


class NothingToWaitFor(Exception):
    """The dosage can be bought, or is not in the shop."""


@transaction.atomic
def wait_for(*, dosage_id: int, email: str, now: datetime) -> Dosage:
    """Note an address to be mailed once the dosage is back; whoever waits already goes on waiting.

    Raises NothingToWaitFor.
    """
    shown = Dosage.objects.filter(medicine__in=Product.objects.published())
    dosage = shown.select_related("medicine").filter(pk=dosage_id).first()
    if dosage is None or can_be_bought(dosage_id):
        raise NothingToWaitFor
    Waiting.objects.bulk_create(
        [Waiting(dosage=dosage, email=email, asked_at=now, next_at=now)], ignore_conflicts=True
    )
    return dosage


def tell_next(now: datetime) -> bool:
    """Mail one who waits for what is back, then forget the address; whether there was anybody."""
    waiting = _lease_next(now)
    if waiting is None:
        return False
    if _mailed(waiting):
        Waiting.objects.filter(pk=waiting.pk).delete()
    else:
        Waiting.objects.filter(pk=waiting.pk, tries__gte=MOST_TRIES).delete()
    return True


def leave(email: str) -> int:
    """Forget that an address waits for anything; for how much it did."""
    return Waiting.objects.of(email).delete()[0]


def forget_who_waits_too_long(now: datetime) -> int:
    """Some of those whose address is kept no longer; how many."""
    return forget_some(Waiting.objects.too_long(now).order_by("pk"))


def _mailed(waiting: Waiting) -> bool:
    """Whether the mail is out; one that breaks is a try like one that is refused."""
    try:
        mail_that_it_is_back(waiting.dosage, waiting.email)
    except DATABASE_AWAY:
        raise
    except OSError as refused:
        # The address stands in what the server says, and belongs into no log beside a medicine.
        log.warning("Somebody who waits could not be mailed: %s", type(refused).__name__)
        return False
    except Exception:
        log.exception("Somebody who waits could not be mailed")
        return False
    return True


@transaction.atomic
def _lease_next(now: datetime) -> Waiting | None:
    """The next one, ours for two minutes and, try by try, for longer."""
    due = Waiting.objects.due(now).select_for_update(of=["self"], skip_locked=True)
    waiting = due.select_related("dosage__medicine").first()
    if waiting:
        waiting.tries += 1
        waiting.next_at = now + min(LEASE * 2 ** min(waiting.tries - 1, 9), LONGEST_WAIT)
        waiting.save(update_fields=["tries", "next_at"])
    return waiting
