"""Deciding a case as one transaction: whoever comes second, and what a label says afterwards."""

from functools import partial

import pytest
from django.utils import timezone

from catalog.models import Product
from checkout.order.actions import CannotDecide
from checkout.order.models import Order
from checkout.prescriptions import deciding
from checkout.prescriptions.deciding import (
    LineDecision,
    decide,
    receive_original,
    take,
)
from checkout.prescriptions.directions import directions_for, directions_of
from checkout.prescriptions.models import Claim, Decision, Prescription
from checkout.prescriptions.recording import ItemAsRead
from checkout.prescriptions.records import Outcome
from tests.checkout.prescriptions.cases import awaiting, baclofen_pack
from tests.checkout.prescriptions.deciding import approve, as_read, ask, reject
from tests.checkout.prescriptions.desk.at_the_cases import a_case, a_pack_of
from tests.checkout.shopping import refreshed
from tests.factories import a_user
from tests.meanwhile import second_waits

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_of_two_pharmacists_who_decide_at_once_one_waits_and_is_told():
    order, first, second = a_case(), a_user(), a_user()
    refusal = second_waits(
        lambda: approve(order, by=first),
        lambda: reject(order, by=second),
    )
    assert isinstance(refusal, CannotDecide)
    assert "is approved: there is nothing to decide." in str(refusal)
    assert [row.by for row in Decision.objects.all()] == [first]
    assert refreshed(order).status == "approved"
    assert order.status_changes.filter(new_status__in=["approved", "rejected"]).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_pharmacists_who_take_a_case_at_once_one_has_it():
    order, first, second, now = a_case(), a_user(), a_user(), timezone.now()
    refusal = second_waits(
        lambda: take(order, by=first, now=now),
        lambda: take(order, by=second, now=now),
    )
    assert f"{first.email} is on this case" in str(refusal)
    assert Claim.objects.get().by == first


def test_a_colleagues_case_is_decided_by_nobody_else():
    order, now = a_case(), timezone.now()
    take(order, by=a_user(), now=now)
    with pytest.raises(CannotDecide, match="is on this case"):
        reject(order, by=a_user(), now=now)
    with pytest.raises(CannotDecide, match="is on this case"):
        take(order, by=a_user(), now=now)


def own_orders(me):
    yield {"user": me, "guest_email": ""}
    for address in ("ME@example.com", "me+pills@example.com", " me@example.com"):
        yield {"user": None, "guest_email": address}


@pytest.mark.parametrize("own", range(4), ids=["account", "capitals", "with a tag", "spaces"])
def test_nobody_decides_or_takes_an_own_order(own):
    order, me = a_case(), a_user("me@example.com")
    Order.objects.filter(pk=order.pk).update(**list(own_orders(me))[own])
    for deed in (reject, lambda order, by: take(order, by=by, now=timezone.now())):
        with pytest.raises(CannotDecide, match="your own order"):
            deed(refreshed(order), by=me)
    assert not Decision.objects.exists()
    assert not Claim.objects.exists()


def test_nobody_notes_that_the_paper_of_an_own_order_has_come():
    order, me = a_case(), a_user("me@example.com")
    approve(order, by=a_user())
    Order.objects.filter(pk=order.pk).update(guest_email="me@example.com")
    prescription = Prescription.objects.get()
    with pytest.raises(CannotDecide, match="your own order"):
        receive_original(refreshed(order), prescription, by=me, now=timezone.now())
    receive_original(refreshed(order), prescription, by=a_user(), now=timezone.now())
    prescription.refresh_from_db()
    assert prescription.original_received_at


def test_an_order_that_waits_for_the_patient_is_not_decided_meanwhile():
    order = a_case()
    ask(order, by=a_user(), question="Do you drive?")
    with pytest.raises(CannotDecide, match="The patient has been asked"):
        reject(order, by=a_user())


def test_every_line_is_decided_and_no_other():
    order, me = a_case(), a_user()
    for decisions in ({}, {0: LineDecision(Outcome.REJECTED, reason="Out of date")}):
        with pytest.raises(CannotDecide, match="every line"):
            decide(order, decisions, read=None, by=me, now=timezone.now())


@pytest.mark.parametrize("whose", ["medicine", "pack"])
def test_what_became_controlled_after_ordering_is_rejected_and_nothing_else(whose):
    order = a_case()
    pack = Product.objects.filter(pk=order.lines.get().product_id)
    became = pack if whose == "pack" else Product.objects.filter(children__in=pack)
    became.update(legal_class="CD")
    with pytest.raises(CannotDecide, match="Baclofen may not be sold any more"):
        approve(order, by=a_user())
    reject(order, by=a_user())
    assert refreshed(order).status == "rejected"


def test_a_pack_that_became_controlled_goes_with_no_other_line():
    """Nobody decides about general sale: the whole order has to be cancelled."""
    order = a_case({a_pack_of(): 1, a_pack_of("Tea", 20, "5.00", "1g", legal_class="GSL"): 1})
    Product.objects.filter(title="Tea").update(legal_class="CD")
    with pytest.raises(CannotDecide, match="Tea may not be sold any more: .* cancel the order"):
        approve(order, by=a_user())


def test_an_order_without_a_patient_is_not_approved_on_a_prescription():
    order = a_case()
    order.patient.delete()
    with pytest.raises(CannotDecide, match="No patient was recorded"):
        approve(order, by=a_user())


@pytest.mark.parametrize("again", ["447 1208", "GMC-4471208"])
def test_a_prescription_is_known_by_the_prescribers_number_however_the_name_is_written(again):
    """On 60 units a person gets 60, of all orders together."""
    (first, second), me = two_cases_of_one_person(), a_user()
    approved_on_one_prescription(first, by=me, registration="4471208", prescriber="Dr M. Hale")
    with pytest.raises(CannotDecide, match="does not allow so much"):
        approved_on_one_prescription(second, by=me, registration=again, prescriber="Mary Hale")
    assert Prescription.objects.count() == 1


def test_prescribers_without_digits_in_their_numbers_are_told_apart():
    (first, second), me = two_cases_of_one_person(), a_user()
    approved_on_one_prescription(first, by=me, registration="HALE-A")
    approved_on_one_prescription(second, by=me, registration="HALE-B")
    assert Prescription.objects.count() == 2


def test_a_prescription_stays_verified_when_it_is_read_again_without_a_verification():
    (first, second), me, now = two_cases_of_one_person(), a_user(), timezone.now()
    verified = {"verified": "telephone", "verified_at": now}
    more = {"items": {first.lines.get().dosage_id: ItemAsRead(60, repeats=1)}}
    approved_on_one_prescription(first, by=me, **verified, **more)
    approved_on_one_prescription(second, by=me, **more)
    prescription = Prescription.objects.get()
    assert (prescription.verified, prescription.verified_at) == ("telephone", now)
    assert Decision.objects.latest("pk").copied["verified"] == "telephone"


@pytest.mark.django_db(transaction=True)
def test_two_orders_of_a_person_decided_at_once_do_not_use_one_prescription_twice():
    (first, second), me, colleague = two_cases_of_one_person(), a_user(), a_user()
    refusal = second_waits(
        lambda: approved_on_one_prescription(first, by=me),
        partial(approved_on_one_prescription, second, by=colleague),
    )
    assert "does not allow so much" in str(refusal)
    assert Prescription.objects.count() == 1


def two_cases_of_one_person() -> list[Order]:
    """60 units of one pack each."""
    pack = baclofen_pack()
    return [awaiting({pack: 1}) for _order in range(2)]


def approved_on_one_prescription(order: Order, *, by, registration="4471208", **changed) -> None:
    [line] = order.lines.all()
    read = as_read([line], registration=registration, **changed)
    decide(
        order,
        {line.pk: LineDecision(Outcome.APPROVED, packs=line.quantity)},
        read=read,
        by=by,
        now=timezone.now(),
    )


def test_who_puts_a_case_back_leaves_it_to_anybody():
    order, me, now = a_case(), a_user(), timezone.now()
    take(order, by=me, now=now)
    deciding.put_back(order, by=a_user())
    assert Claim.objects.exists()
    deciding.put_back(order, by=me)
    assert not Claim.objects.exists()


def test_directions_are_those_of_the_decision_that_counts_and_none_before():
    order = a_case()
    line = order.lines.get()
    assert directions_for(line, directions_of(line.order)) == ""
    approve(order, by=a_user())
    assert directions_for(line, directions_of(line.order)) == ""
