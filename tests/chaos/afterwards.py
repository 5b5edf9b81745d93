"""Whether the shop is whole again after its blows, what of it is lost, and where the money is."""

import time
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from checkout.order.models import Order
from checkout.payment import outbox
from checkout.payment.ledger import Sums
from checkout.payment.models import Outbox, PaymentAttempt, StripeEvent
from checkout.payment.sandbox.core.sandbox import Sandbox
from checkout.prescriptions.files import vault
from checkout.prescriptions.models import PrescriptionFile
from tests.checkout.payment.faults.invariants import broken_at_rest
from tests.crowd.till import Till

# A killed worker's lease runs out after two minutes; every five all is compared with Stripe.
PATIENCE_SECONDS = 600
LOOK_SECONDS, LONGEST_LOOK_SECONDS = 0.5, 5.0
# Nobody alive has a promise in hand for so long.
DEAD_AFTER = timedelta(seconds=40)


@dataclass(frozen=True, slots=True)
class Money:
    """In minor units: held on cards now, charged, and given back of that."""

    held: int = 0
    charged: int = 0
    refunded: int = 0


def until_whole(
    sandbox: Sandbox, *, hurry: Callable[[], None] = lambda: None
) -> tuple[float, list[str]]:
    """The seconds until everything was done and fitted, and what never did.

    Nobody helps: tries and leases are waited for, as in a shop at night. `hurry` is for the short
    run, which has no minutes.
    """
    began, pause = time.monotonic(), LOOK_SECONDS
    while True:
        hurry()
        broken = _under_way(sandbox) or broken_at_rest(sandbox)
        waited = time.monotonic() - began
        if not broken or waited > PATIENCE_SECONDS:
            return waited, broken
        time.sleep(pause)
        pause = min(pause * 1.2, LONGEST_LOOK_SECONDS)


def hurry(till: Till) -> None:
    """Lets the worker try at once, and takes promises from who was killed with them in hand."""
    now = timezone.now()
    waiting = Outbox.objects.filter(leased_until=None)
    outbox.try_now(waiting, now)
    of_the_dead = {"done_at": None, "leased_until__lt": now + outbox.LEASE - DEAD_AFTER}
    Outbox.objects.filter(**of_the_dead).update(leased_until=now)
    StripeEvent.objects.filter(processed_at=None).update(next_at=now)
    till.send_messages()


def lost(*, came: Collection[str], orders: Collection[str], paid: Collection[str]) -> list[str]:
    """Of what people were told, everything has to be there; and nothing twice."""
    known = set(Order.objects.values_list("number", flat=True))
    held = PaymentAttempt.objects.exclude(charge_id=None)
    with_money = set(held.values_list("order__number", flat=True))
    ordered = Order.objects.order_by().values_list("guest_email").annotate(Count("pk"))
    charged = Counter(PaymentAttempt.objects.filter(captured__gt=0).values_list("order__number"))
    strangers = {email for email, _ in ordered} - set(came)
    return [
        *(f"Order {number} was told and is lost." for number in sorted(set(orders) - known)),
        *(f"The payment of order {number} is lost." for number in sorted(set(paid) - with_money)),
        *(f"One press of the button made {times} orders." for _, times in ordered if times > 1),
        *(f"Order {number} is charged twice." for (number,), n in charged.items() if n > 1),
        *(f"{email} has an order and never came." for email in sorted(strangers)),
        *_lost_photos(),
    ]


def lost_mails(taken: Collection[tuple[str, str]]) -> list[str]:
    """Every mail that the shop believes it has sent was taken by the mail server."""
    sent = Outbox.objects.filter(kind=Outbox.Kind.MAIL, first_sent_at__isnull=False)
    to_guests = sent.filter(parameters__mail="received").select_related("order")
    arrived = {reader for reader, _ in taken}
    return [
        f"Order {row.order.number} was received, and no mail about it came."
        for row in to_guests
        if row.order.guest_email not in arrived
    ]


def money_of(numbers: Collection[str]) -> Money:
    """As our ledger has it, which agrees with Stripe's."""
    held = charged = refunded = 0
    attempts = PaymentAttempt.objects.filter(order__number__in=numbers).prefetch_related("ledger")
    for attempt in attempts:
        sums = Sums.of(attempt.ledger.all())
        held += sums.still_held
        charged += sums.charged
        refunded += sums.refunded
    return Money(held, charged, refunded)


def _under_way(sandbox: Sandbox) -> list[str]:
    """What is not done yet: cheaper to ask than whether all fits."""
    counts = {
        "promises": Outbox.objects.filter(done_at=None).count(),
        "messages of Stripe that nobody has read": StripeEvent.objects.filter(
            processed_at=None
        ).count(),
        "messages of Stripe under way": len(sandbox.waiting(all=True)),
    }
    return [f"{number} {what} are left." for what, number in counts.items() if number]


def _lost_photos() -> list[str]:
    """Each that is written down opens."""
    names = [name for file in PrescriptionFile.objects.all() for name in file.names]
    problems = []
    for name in names:
        try:
            vault.read(name)
        except (vault.FileMissing, vault.FileAltered) as error:
            problems.append(f"A photo is lost: {type(error).__name__}.")
    return problems
