"""A pharmacist approves all of an order or a part: that is charged, the rest is free again."""

from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog import stock
from catalog.models import Dosage
from checkout.order import actions
from checkout.order.actions import CannotDecide
from checkout.order.approving import approve_lines
from checkout.order.models import Line, Order
from checkout.order.moving import give_stock_back, locked
from checkout.order.shelf import dispensing
from checkout.order.states import EVER_APPROVED
from checkout.payment import gateway
from checkout.payment.models import Outbox
from checkout.payment.paying import payment_page, synced_quietly
from checkout.payment.sync import sync
from checkout.prescriptions.deciding import LineDecision, decide
from checkout.prescriptions.records import Outcome
from checkout.prescriptions.replacing import replacements_for
from tests.catalog.test_constraints import check_deferred_constraints, written
from tests.checkout.payment.purchases import approved, held, let_go_by_the_bank
from tests.checkout.prescriptions import deciding
from tests.checkout.shopping import (
    Pharmacist,
    a_placed_order,
    attempt_of,
    let_the_worker_work,
    refreshed,
)
from tests.factories import a_dosage, a_pack

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]


def approve(order, quantities=None):
    deciding.approve(order, by=Pharmacist().user, now=timezone.now(), quantities=quantities)
    return refreshed(order)


def reserved():
    return list(Dosage.objects.order_by("pk").values_list("units_reserved", flat=True))


def two_packs_and_three(sandbox):
    """2 packs of 60 at 52.00 of one dosage, 3 packs of 30 at 20.00 of another; delivery 4.95."""
    first, second = a_dosage(), a_dosage()
    return held(sandbox, a_placed_order({a_pack(first): 2, a_pack(second, 30, "20.00"): 3}))


def test_a_part_is_charged_with_delivery_in_full_and_the_rest_of_the_hold_let_go(sandbox):
    order = two_packs_and_three(sandbox)
    assert reserved() == [120, 90]
    first, second = order.lines.order_by("pk")

    order = approve(order, {first.pk: 1, second.pk: 2})
    assert order.amount_to_capture == Decimal("52.00") + 2 * Decimal("20.00") + Decimal("4.95")
    assert reserved() == [60, 60]

    let_the_worker_work()
    assert refreshed(order).status == "paid"
    ledger = attempt_of(order).ledger.values_list("kind", "amount")
    assert sorted(ledger) == [("charged", 9695), ("held", 16895), ("released", 7200)]
    assert sandbox.money() == [(16895, 9695, 0)]


def test_a_line_that_is_not_named_is_not_approved(sandbox):
    order = two_packs_and_three(sandbox)
    first = order.lines.order_by("pk").first()
    assert approve(order, {first.pk: 2}).amount_to_capture == Decimal("108.95")
    assert reserved() == [120, 0]


def test_a_part_of_what_is_gone_from_the_card_is_asked_for_exactly(sandbox):
    order = let_go_by_the_bank(two_packs_and_three(sandbox))
    first = order.lines.order_by("pk").first()
    order = approve(order, {first.pk: 1})
    assert order.status == "approved_awaiting_payment"
    sandbox.pay(opened_again(order))
    synced_quietly(order)
    assert refreshed(order).status == "paid"
    assert sandbox.money()[-1] == (5695, 5695, 0)
    assert reserved() == [60, 0]


def opened_again(order):
    assert payment_page(order, now=timezone.now()).url
    return attempt_of(order).session_id


@pytest.mark.parametrize("packs", [0, {}])
def test_nothing_at_all_cannot_be_approved(sandbox, packs):
    order = held(sandbox)
    quantities = {} if packs == {} else {order.lines.get().pk: 0}
    with pytest.raises(CannotDecide, match="Approve at least one pack, or reject the order"):
        actions.approve(order, by=None, now=timezone.now(), quantities=quantities)
    assert refreshed(order).status == "awaiting_pharmacist"
    assert reserved() == [60]
    assert not Outbox.objects.filter(kind="capture").exists()


@pytest.mark.parametrize("packs", [2, -1])
def test_no_more_can_be_approved_than_was_ordered_and_no_less_than_nothing(sandbox, packs):
    order = held(sandbox)
    wanted = {order.lines.get().pk: packs}
    with pytest.raises(ValueError, match="of 1 packs cannot be approved"):
        actions.approve(order, by=None, now=timezone.now(), quantities=wanted)
    assert refreshed(order).status == "awaiting_pharmacist"
    assert reserved() == [60]


def test_an_order_is_decided_once(sandbox):
    order = held(sandbox)
    approve(order)
    for verb in (approve, Pharmacist().reject):
        with pytest.raises(CannotDecide, match="is approved: there is nothing to decide"):
            verb(order)


def test_an_order_is_approved_once_whoever_calls_it_decided(sandbox):
    order = held(sandbox)
    approve(order)
    with pytest.raises(CannotDecide, match="is approved: there is nothing to decide"):
        actions.approve(order, by=None, now=timezone.now())
    assert Outbox.objects.filter(kind="capture").count() == 1


def test_what_called_for_a_person_before_the_approval_calls_no_more(sandbox):
    """The hold was gone; the patient pays anew, and nothing is against dispensing then."""
    order = let_go_by_the_bank(held(sandbox))
    assert "no longer held" in attempt_of(order).needs_attention
    order = approve(order)
    assert attempt_of(order).needs_attention == ""

    sandbox.pay(opened_again(order))
    synced_quietly(order)
    assert refreshed(order).status == "paid"
    dispensing.dispense(order, by=None, now=timezone.now())
    assert refreshed(order).status == "dispensed"


def test_an_approval_after_the_hold_has_lapsed_waits_seven_days(sandbox):
    order, now = let_go_by_the_bank(held(sandbox)), timezone.now()
    deciding.approve(order, by=Pharmacist().user, now=now)
    assert refreshed(order).payment_due_at == now + timedelta(days=7)


@pytest.mark.parametrize("state", sorted(EVER_APPROVED))
def test_no_order_is_approved_of_which_a_line_says_nothing(sandbox, state):
    order, due = two_packs_and_three(sandbox), timezone.now()
    check_deferred_constraints()
    with pytest.raises(IntegrityError, match="how much of each line"):
        written(
            lambda: Order.objects.filter(pk=order.pk).update(
                status=state, amount_to_capture=1, payment_due_at=due
            )
        )


def test_what_a_line_of_an_approved_order_says_is_not_taken_away(sandbox):
    order = approved(sandbox)
    check_deferred_constraints()
    with pytest.raises(IntegrityError, match="how much of each line"):
        written(lambda: order.lines.update(approved_quantity=None))


@pytest.fixture
def released(monkeypatch):
    """What the pools of dosages are given back, each time."""
    asked, release = [], stock.release
    monkeypatch.setattr(stock, "release", lambda units: (asked.append(units), release(units)))
    return asked


def test_a_line_replaced_by_as_many_units_frees_none(sandbox, released):
    order = held(sandbox)
    line = order.lines.get()
    a_pack(line.dosage, 30, "20.00")
    [two, _one] = replacements_for([line])[line.pk]
    about = {line.pk: LineDecision(Outcome.REPLACED, replacement=two)}
    by, now = Pharmacist().user, timezone.now()
    decide(order, about, read=deciding.as_read([line]), by=by, now=now)
    assert refreshed(order).status == "approved"
    assert [line.num_allocated for line in order.lines.order_by("pk")] == [0, 2]
    assert (released, reserved()) == ([{}], [60])


def test_what_an_ended_order_has_nothing_of_any_more_is_not_given_back_again(sandbox, released):
    order = two_packs_and_three(sandbox)
    first, second = order.lines.order_by("pk")
    approve(order, {first.pk: 1})
    give_stock_back(locked(order.pk))
    assert released == [{first.dosage_id: 60, second.dosage_id: 90}, {first.dosage_id: 60}]
    assert reserved() == [0, 0]


quantities = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 4)), min_size=1, max_size=4)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=quantities, cancelled=st.booleans())
def test_reserved_units_are_always_those_that_are_approved(lines, cancelled, db):
    """Of two packs of every dosage, whatever is ordered and approved of each."""
    with undone():
        ordered = {}
        for packs, _ in lines:
            dosage = a_dosage(units_on_hand=10_000)
            ordered[a_pack(dosage, 60)] = packs
            ordered[a_pack(dosage, 90)] = 1
        order = a_placed_order(ordered)
        wanted = {}
        for line, (_, packs) in zip(
            order.lines.filter(units=60).order_by("pk"), lines, strict=True
        ):
            wanted[line.pk] = min(packs, line.quantity)
        wanted[order.lines.filter(units=90).first().pk] = 1

        approve_lines(locked(order.pk), wanted)
        for dosage in Dosage.objects.all():
            lines_of = Line.objects.filter(dosage=dosage)
            assert dosage.units_reserved == sum(x.units * x.approved_quantity for x in lines_of)
        if cancelled:
            for _ in range(2):
                give_stock_back(order)
            assert set(reserved()) == {0}


@contextmanager
def undone():
    """Each example begins with an empty shop."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_what_was_charged_early_and_given_back_is_paid_by_the_mailed_link(sandbox):
    order = held(sandbox)
    gateway.capture(attempt_of(order).intent_id, amount=5695, key="by hand")
    gateway.refund(attempt_of(order).intent_id, amount=5695, token="theirs", key="by hand too")
    sync(attempt_of(order).pk)
    Pharmacist().approve(order)
    assert refreshed(order).status == "approved_awaiting_payment"
    assert order.outbox.filter(parameters__mail="pay").exists()
    assert attempt_of(order).needs_attention == ""
