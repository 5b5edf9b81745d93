"""A medicine that has become stricter since it was ordered stays on the shelf."""

import pytest
from django.utils import timezone

from catalog.models import Product
from checkout.order.actions import CannotDecide
from checkout.order.shelf.dispensing import dispense
from tests.checkout.payment.purchases import an_order, held, paid
from tests.checkout.prescriptions import deciding
from tests.checkout.shopping import (
    Pharmacist,
    a_placed_order,
    let_the_worker_work,
    refreshed,
)
from tests.factories import a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db


def by_rule(sandbox):
    """For general sale: charged without anybody's decision."""
    order = held(sandbox, an_order("GSL"))
    let_the_worker_work()
    assert refreshed(order).status == "paid"
    return refreshed(order)


def becomes(legal_class, order):
    [line] = order.lines.all()
    Product.objects.filter(pk=line.product.parent_id).update(legal_class=legal_class)
    return line.medicine_name


def refused(order) -> str:
    with pytest.raises(CannotDecide) as refusal:
        dispense(order, by=None, now=timezone.now())
    assert refreshed(order).status == "paid"
    return str(refusal.value)


@pytest.mark.parametrize("bought", [by_rule, paid])
def test_what_is_controlled_by_now_is_refunded_and_not_dispensed(sandbox, bought, desk):
    order = bought(sandbox)
    medicine = becomes("CD", order)
    words = f"{medicine} may not be sold any more: refund the whole order."
    assert refused(order) == words
    assert words in desk("pharmacist").look(order)


def test_a_pack_that_is_controlled_by_itself_stays_here_as_well(sandbox):
    order = by_rule(sandbox)
    Product.objects.filter(pk=order.lines.get().product_id).update(legal_class="CD")
    assert "may not be sold any more" in refused(order)


@pytest.mark.parametrize("by_now", ["P", "POM"])
def test_what_needs_a_pharmacist_by_now_is_not_dispensed_without_one(sandbox, by_now):
    order = by_rule(sandbox)
    medicine = becomes(by_now, order)
    assert refused(order) == (
        f"{medicine} needs a pharmacist by now, and nobody has decided: refund the whole order,"
        " and let the patient order again."
    )


def test_a_pharmacist_who_decided_another_line_has_not_decided_this_one(sandbox):
    ibuprofen = a_pack(a_dosage(a_medicine("Ibuprofen", legal_class="P")))
    tea = a_pack(a_dosage(a_medicine("Tea", legal_class="GSL")))
    order = paid(sandbox, a_placed_order({ibuprofen: 1, tea: 1}))
    Product.objects.filter(pk=tea.parent_id).update(legal_class="POM")
    assert refused(order).startswith("Tea needs a pharmacist by now, and nobody has decided")


def test_what_a_pharmacist_has_decided_is_dispensed_whatever_class_it_is_by_now(sandbox):
    order = paid(sandbox)
    becomes("P", order)
    dispense(order, by=None, now=timezone.now())
    assert refreshed(order).status == "dispensed"


def test_what_was_not_approved_is_against_nothing(sandbox):
    kept, other = a_pack(a_dosage(a_medicine())), a_pack(a_dosage(a_medicine("Tea")))
    order = held(sandbox, a_placed_order({kept: 1, other: 1}))
    part = {line.pk: int(line.product_id == kept.pk) for line in order.lines.all()}
    deciding.approve(order, by=Pharmacist().user, now=timezone.now(), quantities=part)
    let_the_worker_work()
    Product.objects.filter(pk=other.parent_id).update(legal_class="CD")
    dispense(order, by=None, now=timezone.now())
    assert refreshed(order).status == "dispensed"
