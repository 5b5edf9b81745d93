"""An order leaves the shelf paid as it was approved, with nothing against it, and once."""

from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from catalog.models import Dosage
from checkout.order import repairs
from checkout.order.actions import CannotDecide
from checkout.order.shelf.dispensing import dispense, dispensing_problems
from checkout.order.states import OrderState
from checkout.payment import gateway
from checkout.payment.models import PaymentAttempt, Refund
from checkout.payment.paying import synced_quietly
from checkout.payment.sync import sync
from tests.checkout.payment.at_once import by_many
from tests.checkout.payment.purchases import (
    an_order,
    approved,
    held,
    lapsed,
    let_go_by_the_bank,
    paid,
)
from tests.checkout.prescriptions import deciding
from tests.checkout.shopping import (
    Pharmacist,
    a_placed_order,
    attempt_of,
    let_the_worker_try_again,
    let_the_worker_work,
    refreshed,
)
from tests.factories import a_dosage, a_pack

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]


def on_the_shelf():
    dosage = Dosage.objects.get()
    return dosage.units_on_hand, dosage.units_reserved


def refused(order):
    before = on_the_shelf(), refreshed(order).status
    with pytest.raises(CannotDecide) as refusal:
        dispense(order, by=None, now=timezone.now())
    assert (on_the_shelf(), refreshed(order).status) == before
    return str(refusal.value)


def refund(order, amount):
    repairs.refund(
        attempt_of(order), amount=Decimal(amount), by=None, now=timezone.now(), reason="Asked"
    )


def test_what_is_paid_leaves_the_shelf_once(sandbox):
    order = paid(sandbox)
    by = Pharmacist().user
    assert on_the_shelf() == (1000, 60)
    dispense(order, by=by, now=timezone.now())
    assert on_the_shelf() == (940, 0)
    assert order.status_changes.get(new_status="dispensed").by == by
    assert "Order is dispensed" in refused(order)


def test_only_the_approved_packs_of_every_dosage_leave(sandbox, pharmacist):
    first, second = a_dosage(), a_dosage()
    order = held(sandbox, a_placed_order({a_pack(first): 2, a_pack(second, 30): 3}))
    part = {line.pk: 1 for line in order.lines.all()}
    deciding.approve(order, by=pharmacist.user, now=timezone.now(), quantities=part)
    let_the_worker_work()
    dispense(order, by=None, now=timezone.now())
    stock = Dosage.objects.order_by("pk").values_list("units_on_hand", "units_reserved")
    assert list(stock) == [(940, 0), (970, 0)]


@pytest.mark.parametrize(
    ("stands", "label"),
    [
        ("placed", "awaiting payment"),
        ("held", "awaiting the pharmacist"),
        ("approved", "approved"),
        ("let go", "approved, awaiting payment"),
        ("lapsed", "approved, awaiting payment"),
        ("rejected", "rejected"),
    ],
)
def test_a_hold_is_not_money(sandbox, stands, label):
    order = {
        "placed": an_order,
        "held": lambda: held(sandbox),
        "approved": lambda: approved(sandbox),
        "let go": lambda: let_go_by_the_bank(approved(sandbox)),
        "lapsed": lambda: approved(sandbox),
        "rejected": lambda: held(sandbox),
    }[stands]()
    if stands == "lapsed":
        order.outbox.filter(kind="capture").delete()
        lapsed(sandbox, order)
    if stands == "rejected":
        Pharmacist().reject(order)
    assert refused(order) == f"Order is {label}: only what is paid is dispensed."


@pytest.mark.parametrize(
    ("card", "words"),
    [
        ("4000000000001976", "The bank asks about 56.95 USD: general."),
        ("4000000000005423", "warns of fraud"),
    ],
    ids=["asked about", "fraud warning"],
)
def test_what_a_bank_says_against_it_keeps_it_on_the_shelf_until_put_aside(sandbox, card, words):
    order = paid(sandbox, card=card)
    assert words in refused(order)
    repairs.put_aside(attempt_of(order), by=None, now=timezone.now())
    dispense(order, by=None, now=timezone.now())
    assert refreshed(order).status == "dispensed"


def test_what_was_given_back_whole_stays_here(sandbox):
    order = paid(sandbox)
    refund(order, "56.95")
    assert "Nothing of it is left" in refused(order)
    let_the_worker_try_again()
    assert "Order is refunded" in refused(order)
    assert on_the_shelf() == (1000, 0)


def test_what_was_given_back_in_part_is_still_sent(sandbox):
    order = paid(sandbox)
    refund(order, "5.00")
    let_the_worker_work()
    dispense(order, by=None, now=timezone.now())
    assert refreshed(order).status == "dispensed"


def test_a_refund_that_failed_keeps_it_on_the_shelf_until_it_was_given_back_otherwise(sandbox):
    """Staff charged all by hand; a part was approved. Putting it aside says it was given back."""
    order = held(sandbox, an_order(packs=2), card="4000000000005126")
    gateway.capture(attempt_of(order).intent_id, amount=10895, key="by hand")
    synced_quietly(order)
    part = {order.lines.get().pk: 1}
    deciding.approve(order, by=Pharmacist().user, now=timezone.now(), quantities=part)
    refund(order, "52.00")
    let_the_worker_work()
    assert refreshed(order).status == "paid"

    sandbox.move_clock(seconds=61)
    sync(attempt_of(order).pk)
    assert "A refund of 52.00 USD failed" in refused(order)
    repairs.put_aside(attempt_of(order), by=None, now=timezone.now())
    dispense(order, by=None, now=timezone.now())
    assert refreshed(order).status == "dispensed"


def test_money_kept_by_an_earlier_payment_counts_as_well(sandbox):
    order = paid(sandbox)
    PaymentAttempt.objects.create(
        order=order,
        amount=500,
        currency="USD",
        state="captured",
        captured=500,
        session_id="cs_0",
        intent_id="pi_0",
    )
    assert "More is charged than was approved" in refused(order)


@given(
    state=st.sampled_from(OrderState),
    owed=st.one_of(st.none(), st.integers(1, 9)),
    kept=st.integers(0, 9),
    troubles=st.lists(st.sampled_from(["", "disputed"]), max_size=2),
)
def test_nothing_leaves_that_is_not_paid_for_as_approved(state, owed, kept, troubles):
    problems = dispensing_problems(state, owed=owed, still_ours=kept, troubles=troubles)
    may = state == "paid" and owed is not None and 0 < kept <= owed and not any(troubles)
    assert bool(problems) != may
    assert all(problems)


@pytest.mark.django_db(transaction=True)
def test_who_dispenses_at_once_ships_once(sandbox):
    order = paid(sandbox)

    told = by_many(lambda _: dispense(order, by=None, now=timezone.now()), times=4)
    assert [type(word) for word in told if word] == [CannotDecide] * 3
    assert on_the_shelf() == (940, 0)


@pytest.mark.django_db(transaction=True)
def test_a_refund_asked_for_while_it_is_dispensed_is_seen_or_comes_after(sandbox):
    order = paid(sandbox)

    deeds = [
        lambda: dispense(order, by=None, now=timezone.now()),
        lambda: refund(order, "56.95"),
    ]
    told = [str(word) for word in by_many(lambda which: deeds[which](), times=2) if word]
    assert told in ([], ["Nothing of it is left: it was given back, or the bank has taken it."])
    assert Refund.objects.count() == 1
    assert (refreshed(order).status == "dispensed") == (told == [])
