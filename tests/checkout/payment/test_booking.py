"""The ledger: every entry once and for ever, and Oscar's own pages show the same sums."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from checkout.order import repairs
from checkout.order.models import Order
from checkout.payment import booking, gateway
from checkout.payment.ledger import Kind as LedgerKind
from checkout.payment.models import LedgerEntry, Source, SourceType, Transaction
from checkout.payment.sync import apply_facts, database_now, sync
from tests.checkout.payment.faults.invariants import broken_at_rest
from tests.checkout.payment.purchases import (
    an_order,
    approved,
    held,
    let_go_by_the_bank,
    opened,
    paid,
)
from tests.checkout.shopping import attempt_of, let_the_worker_work, refreshed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]


def ledger(order):
    entries = LedgerEntry.objects.filter(attempt__order=order).order_by("pk")
    return [(entry.kind, entry.amount) for entry in entries]


def refund(order, amount):
    repairs.refund(
        attempt_of(order), amount=Decimal(amount), by=None, now=timezone.now(), reason="Damaged"
    )
    let_the_worker_work()


def test_a_payment_is_booked_step_by_step_and_every_step_once(sandbox):
    order = approved(sandbox)
    assert ledger(order) == [("held", 5695)]
    let_the_worker_work()
    assert ledger(order) == [("held", 5695), ("charged", 5695)]
    refund(order, "10.00")
    for _ in range(3):
        sync(attempt_of(order).pk)
    assert ledger(order) == [("held", 5695), ("charged", 5695), ("refunded", 1000)]


def test_a_page_on_which_nobody_paid_books_nothing(sandbox):
    sync(opened(an_order()).pk)
    assert not LedgerEntry.objects.exists()
    assert not Source.objects.exists()


def test_a_hold_that_is_let_go_is_booked_as_let_go(sandbox):
    order = let_go_by_the_bank(held(sandbox))
    assert ledger(order) == [("held", 5695), ("released", 5695)]


@pytest.mark.parametrize(
    ("won", "entries"),
    [
        (True, [("disputed", 5695), ("dispute_won", 5695)]),
        (False, [("disputed", 5695)]),
    ],
)
def test_what_a_bank_took_back_stays_in_the_books_whoever_wins(sandbox, won, entries):
    order = paid(sandbox, card="4000000000000259")
    sandbox.close_dispute(sandbox.open_disputes()[0], won=won)
    sync(attempt_of(order).pk)
    assert ledger(order)[2:] == entries


def test_each_entry_is_dated_as_stripe_dates_it_or_by_when_we_learned_of_it(sandbox):
    before = database_now()
    order = paid(sandbox)
    charged = LedgerEntry.objects.get(kind="charged")
    held_at = LedgerEntry.objects.get(kind="held").at
    assert before < charged.at <= attempt_of(order).facts_read_at
    assert held_at == gateway.payment_facts(attempt_of(order).session_id).held_at


def test_the_same_facts_of_two_workers_are_booked_once(sandbox):
    order = paid(sandbox)
    facts = gateway.payment_facts(attempt_of(order).session_id)
    for _ in range(2):
        apply_facts(attempt_of(order), facts, read_at=database_now())
    assert ledger(order) == [("held", 5695), ("charged", 5695)]
    assert Transaction.objects.count() == 2


# --- only ever added to ---------------------------------------------------------------------

STATEMENTS = {
    "update": "UPDATE payment_ledgerentry SET amount = 1",
    "delete": "DELETE FROM payment_ledgerentry",
    "truncate": "TRUNCATE payment_ledgerentry",
}


@transaction.atomic
def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS)
def test_a_real_orders_ledger_is_only_ever_added_to(sandbox, statement):
    order = paid(sandbox)
    Order.objects.update(is_demo=False)
    before = ledger(order)
    with pytest.raises(IntegrityError, match="only ever added"):
        execute(statement)
    assert ledger(order) == before


@pytest.mark.parametrize("statement", ["update", "truncate"])
def test_a_demos_ledger_is_not_changed_either(sandbox, statement):
    paid(sandbox)
    with pytest.raises(IntegrityError, match="only ever added"):
        execute(STATEMENTS[statement])


def test_a_demos_ledger_goes_with_the_demo_and_a_real_one_stays(sandbox):
    demo, real = paid(sandbox), paid(sandbox)
    Order.objects.filter(pk=real.pk).update(is_demo=False)
    LedgerEntry.objects.filter(attempt__order=demo).delete()
    assert (ledger(demo), len(ledger(real))) == ([], 2)


# --- Oscar's pages --------------------------------------------------------------------------


def source_of(order):
    source = Source.objects.get(order=order)
    return source.amount_allocated, source.amount_debited, source.amount_refunded


def test_oscars_pages_show_what_the_ledger_says(sandbox):
    order = approved(sandbox)
    assert source_of(order) == (Decimal("56.95"), Decimal("0.00"), Decimal("0.00"))
    let_the_worker_work()
    refund(order, "10.00")
    assert source_of(order) == (Decimal("56.95"), Decimal("56.95"), Decimal("10.00"))
    source = Source.objects.get(order=order)
    assert (source.label, source.reference, source.currency) == (
        "Visa ending 4242",
        attempt_of(order).intent_id,
        "USD",
    )
    shown = source.transactions.order_by("pk").values_list("txn_type", "amount")
    assert list(shown) == [
        ("Authorise", Decimal("56.95")),
        ("Debit", Decimal("56.95")),
        ("Refund", Decimal("10.00")),
    ]
    assert broken_at_rest(sandbox) == []


def test_two_cards_of_an_order_are_two_sources_of_one_type(sandbox):
    order = let_go_by_the_bank(approved(sandbox))
    sandbox.pay(opened(order).session_id, "5555555555554444")
    sync(attempt_of(order).pk)
    assert refreshed(order).status == "paid"
    amounts = Source.objects.order_by("pk").values_list("label", "amount_allocated")
    assert list(amounts) == [
        ("Visa ending 4242", Decimal("0.00")),
        ("Mastercard ending 4444", Decimal("56.95")),
    ]
    assert SourceType.objects.count() == 1


def test_every_kind_of_entry_is_known_to_oscars_pages():
    assert set(LedgerKind) == set(booking.TRANSACTION)
