"""What holds of orders, payments, ledger and stock once everything has settled, in words.

Stripe's side is read from the sandbox's own records, not through the shop's gateway.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict

from django.db.models import F, Sum

from catalog.models import Dosage
from checkout.order.models import DispensedLot, Line, Order
from checkout.order.reactions import call_for_attention
from checkout.order.shelf.sent_reads import nobody_has_packs, packs_out
from checkout.order.states import DEAD, EVER_APPROVED, PAID_FOR, OrderState
from checkout.payment.ledger import Sums
from checkout.payment.models import Outbox, PaymentAttempt, Refund, Source, StripeEvent
from checkout.payment.money import from_minor_units
from checkout.payment.sandbox.core.sandbox import Sandbox
from checkout.payment.states import LIVE, AttemptState, RefundState

S, A = OrderState, AttemptState


def broken_always(sandbox: Sandbox) -> list[str]:
    """What does not hold although it has to at every moment."""
    return [*_sums(sandbox), *_live_attempts(), *_stock(), *_unapproved_charges()]


def broken_at_rest(sandbox: Sandbox) -> list[str]:
    """What does not hold although all has settled and was compared with Stripe."""
    return [*broken_by_day(sandbox), *_against_stripe(sandbox)]


def broken_by_day(sandbox: Sandbox) -> list[str]:
    """What does not hold although all that was heard of has settled.

    What staff do at Stripe with a payment that is over is heard at night where its webhook is lost.
    """
    return [
        *broken_always(sandbox),
        *_unfinished(),
        *_dead_orders(),
        *_paid_orders(),
        *_oscar(),
        *_reserved_units(),
        *_mails(),
        *_calls(),
    ]


def _sums(sandbox: Sandbox) -> Iterator[str]:
    for held, charged, refunded in sandbox.money():
        if not refunded <= charged <= held:
            yield f"At Stripe {refunded} refunded, {charged} charged, {held} held."
    for attempt in PaymentAttempt.objects.all():
        if not attempt.given_back() <= attempt.captured <= attempt.amount:
            yield f"Attempt {attempt.pk}: {attempt.given_back()} of {attempt.captured} refunded."


def _live_attempts() -> Iterator[str]:
    live = Counter(PaymentAttempt.objects.filter(state__in=LIVE).values_list("order", flat=True))
    for order, attempts in live.items():
        if attempts > 1:
            yield f"Order {order} has {attempts} live attempts."


def _stock() -> Iterator[str]:
    for dosage in Dosage.objects.all():
        if not 0 <= dosage.units_reserved <= dosage.units_on_hand:
            yield f"Dosage {dosage.pk}: {dosage.units_reserved} of {dosage.units_on_hand} reserved."
        in_lots = sum(lot.units for lot in dosage.lots.in_the_pool())
        if in_lots != dosage.units_in_lots:
            yield f"Dosage {dosage.pk}: {in_lots} in lots, {dosage.units_in_lots} counted."


def _unapproved_charges() -> Iterator[str]:
    """What staff charge by hand at Stripe is the one exception, and it calls for attention."""
    for row in Outbox.objects.filter(kind=Outbox.Kind.CAPTURE).select_related("order"):
        if row.order.amount_to_capture is None:
            yield f"Order {row.order.number}: a charge is promised that nobody approved."
    at_once = PaymentAttempt.objects.filter(charges_at_once=True).select_related("order")
    for attempt in at_once:
        if attempt.order.amount_to_capture is None:
            yield f"Order {attempt.order.number} is charged at once without approval."


def _unfinished() -> Iterator[str]:
    for row in Outbox.objects.filter(done_at=None):
        yield f"{row.key} is not done: {row.last_error}."
    for event in StripeEvent.objects.filter(processed_at=None):
        yield f"Event {event.id} ({event.type}) is not processed."


def _against_stripe(sandbox: Sandbox) -> Iterator[str]:
    """Every charge a bank agreed to is in our ledger to the cent, and nothing else is."""
    stripe = {charge: Sums(**asdict(books)) for charge, books in sandbox.books().items()}
    ours: dict[str, Sums] = {}
    for attempt in PaymentAttempt.objects.exclude(charge_id=None):
        ours[attempt.charge_id] = Sums.of(attempt.ledger.all())
    for charge in sorted(stripe.keys() | ours.keys()):
        if stripe.get(charge) != ours.get(charge):
            yield f"{charge}: Stripe has {stripe.get(charge)}, our ledger {ours.get(charge)}."


def _dead_orders() -> Iterator[str]:
    for attempt in PaymentAttempt.objects.filter(order__status__in=DEAD).select_related("order"):
        name = f"Order {attempt.order.number} ({attempt.order.status})"
        if attempt.state in LIVE:
            yield f"{name} has a payment that is {attempt.state}."
        if attempt.still_ours() and not (attempt.needs_attention or attempt.attention_seen):
            yield f"{name} keeps {attempt.still_ours()} and nobody is told."
    kept = Line.objects.filter(order__status__in=DEAD, allocation_cancelled=False)
    for line in kept:
        yield f"A line of dead order {line.order_id} still reserves units."


def _paid_orders() -> Iterator[str]:
    for order in Order.objects.filter(status__in=PAID_FOR):
        paying = [attempt for attempt in order.attempts.all() if attempt.pays]
        if len(paying) != 1:
            yield f"Order {order.number} is {order.status} and paid {len(paying)} times."
        for beside in order.attempts.exclude(pays=True):
            if beside.still_ours() and not (beside.needs_attention or beside.attention_seen):
                yield f"Order {order.number} keeps {beside.still_ours()} twice and nobody is told."
    for order in Order.objects.filter(status__in=EVER_APPROVED):
        if order.amount_to_capture > order.total_incl_tax:
            yield f"Order {order.number} owes more than it cost."
    for order in Order.objects.filter(status=S.REFUNDED):
        refunds = Refund.objects.filter(attempt__order=order)
        failed = refunds.filter(state=RefundState.FAILED).exists()
        if sum(a.still_ours() for a in order.attempts.all()) and not failed:
            yield f"Order {order.number} is refunded and still keeps money."
        has_left = DispensedLot.objects.filter(line__order=order).exists()
        if has_left and packs_out(order).filter(packs_out__gt=0).exists():
            yield f"Order {order.number} is refunded and packs of it are out."
    for order in Order.objects.filter(status=S.DISPENSED):
        [paying] = [attempt for attempt in order.attempts.all() if attempt.pays]
        if _refunded(paying) == paying.captured and nobody_has_packs(order):
            yield f"Order {order.number} is dispensed and neither packs nor money of it are left."


def _refunded(attempt: PaymentAttempt) -> int:
    succeeded = attempt.refunds.filter(state=RefundState.SUCCEEDED)
    return sum(refund.amount for refund in succeeded)


def _oscar() -> Iterator[str]:
    for source in Source.objects.all():
        attempt = PaymentAttempt.objects.get(intent_id=source.reference)
        sums = Sums.of(attempt.ledger.all())
        expected = (sums.held - sums.released, sums.charged, sums.refunded)
        shown = (source.amount_allocated, source.amount_debited, source.amount_refunded)
        if shown != tuple(from_minor_units(amount, attempt.currency) for amount in expected):
            yield f"Oscar shows {shown} for {source.reference}, the ledger {expected}."
        if source.transactions.count() != attempt.ledger.count():
            yield f"Oscar shows another number of transactions for {source.reference}."


def _reserved_units() -> Iterator[str]:
    living = Line.objects.exclude(order__status__in=DEAD).filter(allocation_cancelled=False)
    units = living.values_list("dosage").annotate(total=Sum(F("units") * F("num_allocated")))
    promised = dict(units.order_by("dosage"))
    for dosage in Dosage.objects.all():
        if dosage.units_reserved != promised.get(dosage.pk, 0):
            yield (
                f"Dosage {dosage.pk} reserves {dosage.units_reserved},"
                f" its orders {promised.get(dosage.pk, 0)}."
            )


def _mails() -> Iterator[str]:
    """Of what happens to an order once, it is told once."""
    keys = Outbox.objects.filter(kind=Outbox.Kind.MAIL).values_list("order", "parameters__mail")
    once = {"received", "charged", "rejected", "expired"}
    for (order, mail), times in Counter(keys).items():
        if mail in once and times > 1:
            yield f"Order {order} is told {times} times: {mail}."


def _calls() -> Iterator[str]:
    """A person is called for what is so by now, and for nothing that was."""
    for attempt in PaymentAttempt.objects.select_related("order"):
        calls = attempt.needs_attention
        call_for_attention(attempt.order, attempt)
        if attempt.needs_attention != calls:
            yield f"Attempt {attempt.pk} calls {calls!r} instead of {attempt.needs_attention!r}."
