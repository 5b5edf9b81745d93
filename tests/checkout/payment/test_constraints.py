"""What must never be of money is refused by the database itself; each row breaks one constraint."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from checkout.payment.models import LedgerEntry, PaymentAttempt, Reconciliation, Refund
from tests.catalog.test_constraints import assert_only, change, written
from tests.checkout.prescriptions import deciding
from tests.checkout.shopping import a_placed_order, attempt_of
from tests.factories import a_pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def order():
    return a_placed_order({a_pack(): 1})


@pytest.fixture
def charged(order):
    attempt = attempt_of(order)
    change(
        attempt,
        state="captured",
        captured=5695,
        session_id="cs_1",
        intent_id="pi_1",
        charge_id="ch_1",
    )
    return attempt_of(order)


def another(order, **values):
    values = {
        "state": "captured",
        "captured": 500,
        "session_id": "cs_2",
        "intent_id": "pi_2",
    } | values
    return PaymentAttempt.objects.create(order=order, amount=5695, currency="USD", **values)


def test_an_approved_order_waits_for_its_payment_until_a_day(order):
    deciding.as_if_decided(order)
    change(order, amount_to_capture="56.95")
    assert_only(
        "approved_order_waits_for_payment_until_a_day",
        lambda: change(order, status="approved_awaiting_payment"),
    )


def test_one_payment_pays_for_an_order(order, charged):
    change(charged, pays=True)
    second = another(order)
    assert_only("order_is_paid_by_one_payment", lambda: change(second, pays=True))


def test_what_pays_is_charged(order):
    assert_only("what_pays_is_charged", lambda: change(attempt_of(order), pays=True))


@pytest.mark.parametrize("name", ["session_id", "intent_id", "charge_id"])
def test_no_two_payments_share_a_name_of_stripes(order, charged, name):
    with pytest.raises(IntegrityError, match=f"{name}.*already exists"), transaction.atomic():
        another(order, **{name: getattr(charged, name)})


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("refund_state_is_known", {"state": "lost"}),
        ("money_given_back_is_named_by_stripe", {"state": "succeeded"}),
    ],
)
def test_a_refund_is_refused(charged, constraint, values):
    refund = Refund.objects.create(attempt=charged, amount=500, reason="Damaged")
    assert_only(constraint, lambda: change(refund, **values))


def test_a_refund_gives_money_back(charged):
    assert_only(
        "refund_gives_money_back",
        lambda: Refund.objects.create(attempt=charged, amount=0, reason="Nothing"),
    )


@pytest.mark.parametrize("field", ["stripe_id", "token"])
def test_no_two_refunds_share_a_name(charged, field):
    Refund.objects.create(attempt=charged, amount=500, reason="First", **{field: "re_1"})
    with pytest.raises(IntegrityError, match=f"{field}.*already exists"), transaction.atomic():
        Refund.objects.create(attempt=charged, amount=500, reason="Second", **{field: "re_1"})


def entry(attempt, **values):
    values = {"kind": "charged", "amount": 5695, "stripe_id": "ch_1"} | values
    return LedgerEntry.objects.create(attempt=attempt, at=timezone.now(), **values)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("money_moves_once", {"amount": 1}),
        ("ledger_entry_is_of_money", {"kind": "held", "amount": 0}),
        ("ledger_kind_is_known", {"kind": "lost"}),
    ],
)
def test_a_ledger_entry_is_refused(charged, constraint, values):
    entry(charged)
    assert_only(constraint, lambda: entry(charged, **values))


@pytest.mark.parametrize("table", [LedgerEntry, Refund])
def test_a_payment_with_money_in_the_books_cannot_be_deleted_from_under_it(charged, table):
    if table is LedgerEntry:
        entry(charged)
    else:
        Refund.objects.create(attempt=charged, amount=500, reason="Damaged")
    charged.outbox.all().delete()
    row = PaymentAttempt.objects.filter(pk=charged.pk)
    with pytest.raises(IntegrityError, match="violates foreign key"):
        written(lambda: row._raw_delete("default"))


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("outbox_kind_is_known", {"kind": "fax"}),
        ("money_commands_name_their_attempt", {"attempt": None}),
    ],
)
def test_a_promise_is_refused(order, constraint, values):
    assert_only(constraint, lambda: change(order.outbox.get(), **values))


def test_a_comparison_is_of_a_known_span():
    assert_only(
        "reconciliation_span_is_known",
        lambda: Reconciliation.objects.create(span="weekly", started_at=timezone.now()),
    )
