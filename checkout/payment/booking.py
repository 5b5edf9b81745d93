"""Writes the ledger, and from it what Oscar's own pages read: its sources and transactions."""

from collections.abc import Iterable
from datetime import datetime

from checkout.order.models import Order
from checkout.payment.facts import PaymentFacts
from checkout.payment.ledger import Entry, Kind, Sums, entries
from checkout.payment.models import LedgerEntry, PaymentAttempt, Source, SourceType, Transaction
from checkout.payment.money import from_minor_units

SOURCE_TYPE = {"code": "card", "name": "Card"}
# Oscar's own words where it has one.
TRANSACTION = {
    Kind.HELD: Transaction.AUTHORISE,
    Kind.RELEASED: "Release",
    Kind.CHARGED: Transaction.DEBIT,
    Kind.REFUNDED: Transaction.REFUND,
    Kind.REFUND_FAILED: "Refund failed",
    Kind.DISPUTED: "Dispute",
    Kind.DISPUTE_WON: "Dispute won",
}


def book(attempt: PaymentAttempt, order: Order, facts: PaymentFacts, *, read_at: datetime) -> None:
    """Enter what is news in the facts into a locked attempt's ledger, each entry once."""
    known = set(attempt.ledger.values_list("stripe_id", "kind"))
    found = entries(facts, read_at=read_at)
    news = [entry for entry in found if (entry.stripe_id, entry.kind) not in known]
    if news:
        LedgerEntry.objects.bulk_create(
            LedgerEntry(
                attempt=attempt,
                kind=entry.kind,
                amount=entry.amount,
                stripe_id=entry.stripe_id,
                at=entry.at,
            )
            for entry in news
        )
        _show_to_oscar(attempt, order, news)


def _show_to_oscar(attempt: PaymentAttempt, order: Order, news: Iterable[Entry]) -> None:
    sums, currency = Sums.of(attempt.ledger.all()), attempt.currency
    kind, _ = SourceType.objects.get_or_create(
        code=SOURCE_TYPE["code"], defaults={"name": SOURCE_TYPE["name"]}
    )
    source, _ = Source.objects.update_or_create(
        order=order,
        reference=attempt.intent_id,
        defaults={
            "source_type": kind,
            "currency": currency,
            "label": attempt.card,
            "amount_allocated": from_minor_units(sums.held - sums.released, currency),
            "amount_debited": from_minor_units(sums.charged, currency),
            "amount_refunded": from_minor_units(sums.refunded, currency),
        },
    )
    Transaction.objects.bulk_create(
        Transaction(
            source=source,
            txn_type=TRANSACTION[entry.kind],
            amount=from_minor_units(entry.amount, currency),
            reference=entry.stripe_id,
        )
        for entry in news
    )
