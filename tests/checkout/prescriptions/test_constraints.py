"""The database has the last word on decisions: who, on what prescription, how much."""

import pytest
from django.db import connection, transaction

from checkout.order.models import Line, Order
from checkout.prescriptions.models import FileView, PrescribedItem
from tests.checkout.prescriptions.by_hand import (
    DAY,
    TODAY,
    a_file,
    check_now,
    decided,
    prescribed,
    refused,
    replaced_by,
)
from tests.checkout.prescriptions.cases import awaiting, baclofen_pack, ordered
from tests.factories import a_dosage, a_medicine, a_pack, a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def order():
    """Two packs of 60, waiting for the pharmacist."""
    return awaiting({baclofen_pack(): 2})


@pytest.fixture
def by():
    return a_user()


def test_what_fits_is_approved(order, by):
    assert decided(order, item=prescribed(order)).units == 120


def test_nobody_decides_an_own_order():
    user = a_user()
    order = awaiting({baclofen_pack(): 1})
    Order.objects.filter(pk=order.pk).update(user=user)
    with refused("nobody_decides_an_own_order"):
        decided(order, 1, by=user, item=prescribed(order))


@pytest.mark.parametrize("state", ["awaiting_payment", "approved", "cancelled", "paid"])
def test_only_what_awaits_the_pharmacist_is_decided(order, state):
    Order.objects.filter(pk=order.pk).update(status=state, amount_to_capture=1)
    with refused("decided_while_the_pharmacist_is_awaited"):
        decided(order, item=prescribed(order))


def test_prescription_only_needs_a_prescription(order):
    with refused("prescription_only_needs_a_prescription"):
        decided(order)


def test_a_pharmacists_medicine_needs_none():
    order = awaiting({a_pack(a_dosage(a_medicine(legal_class="P"))): 1}, way="none")
    assert decided(order, 1).item is None


def test_the_prescription_is_of_the_same_dosage(order):
    other = a_dosage(order.lines.first().dosage.medicine, "25mg")
    with refused("prescription_is_of_the_same_dosage"):
        decided(order, item=prescribed(order, dosage=other))


@pytest.mark.parametrize("days", [(1, 30), (-60, -1)])
def test_the_prescription_is_in_date(order, days):
    issued, until = (TODAY() + number * DAY for number in days)
    with refused("prescription_is_in_date"):
        decided(order, item=prescribed(order, issued_on=issued, valid_until=until))


def test_the_first_and_the_last_day_are_in_date(order):
    item = prescribed(order, issued_on=TODAY(), valid_until=TODAY())
    assert decided(order, item=item)


@pytest.mark.parametrize("other", [{"name": "Pat Example"}, {"born_on": TODAY() - 9000 * DAY}])
def test_the_prescription_is_of_the_same_person(order, other):
    somebody = awaiting({baclofen_pack(): 1}, **other)
    item = prescribed(somebody, dosage=order.lines.first().dosage)
    with refused("prescription_is_of_the_same_person"):
        decided(order, item=item)


def test_a_prescription_is_not_over_used_across_orders(order):
    pack = order.lines.first().product
    other = awaiting({pack: 1})
    item = prescribed(order, 150)
    decided(order, item=item)
    with refused("prescription_is_not_over_used"), transaction.atomic():
        decided(other, 1, item=item)
        check_now()
    PrescribedItem.objects.filter(pk=item.pk).update(repeats=1)
    assert decided(other, 1, item=item)


@pytest.mark.parametrize("ended", ["rejected", "cancelled", "expired"])
def test_what_an_ended_order_used_may_be_used_again(order, ended):
    item = prescribed(order, 120)
    decided(order, item=item)
    other = awaiting({order.lines.first().product: 2})
    with refused("prescription_is_not_over_used"), transaction.atomic():
        decided(other, item=item)
        check_now()
    Order.objects.filter(pk=order.pk).update(status=ended)
    assert decided(other, item=item)


def test_the_last_decision_of_a_line_is_the_one_that_counts(order):
    item = prescribed(order, 120)
    decided(order, item=item)
    decided(order, 1, item=item)
    assert PrescribedItem.objects.with_used().get().used == 60


def test_what_is_used_cannot_be_taken_from_the_prescription(order):
    item = prescribed(order, 120)
    decided(order, item=item)
    check_now()  # or the decision's own check would refuse, for being put off
    with refused("prescription_is_not_over_used"), transaction.atomic():
        PrescribedItem.objects.filter(pk=item.pk).update(units=119)
        check_now()


@pytest.mark.parametrize(("packs", "units"), [(3, 180), (2, 180)])
def test_no_more_is_approved_than_was_ordered(order, packs, units):
    with refused("no_more_is_approved_than_was_ordered"):
        decided(order, packs, units=units, item=prescribed(order, 500))


def test_approved_units_are_those_of_the_packs(order):
    with refused("approved_units_are_those_of_the_packs"):
        decided(order, 2, units=60, item=prescribed(order))


def test_high_risk_is_verified():
    order = awaiting({baclofen_pack(is_high_risk=True): 1})
    with refused("high_risk_is_verified"), transaction.atomic():
        decided(order, 1, item=prescribed(order))
    assert decided(order, 1, item=prescribed(order), verification="Rang the practice")


@pytest.mark.parametrize("outcome", ["rejected", "asked"])
def test_a_refusal_and_a_question_have_words(order, outcome):
    with refused("decision_gives_units_or_says_why"):
        decided(order, 0, outcome=outcome)


def test_what_is_approved_was_decided(order):
    with refused("approved_is_what_was_decided"), transaction.atomic():
        Line.objects.filter(order=order).update(approved_quantity=1)
        check_now()


def test_what_was_decided_is_approved_and_nothing_else(order):
    decided(order, 1, item=prescribed(order))
    with refused("approved_is_what_was_decided"), transaction.atomic():
        Line.objects.filter(order=order).update(approved_quantity=2)
        check_now()
    Line.objects.filter(order=order).update(approved_quantity=1)
    check_now()


def test_general_sale_is_nobodys_decision():
    order = ordered({a_pack(a_dosage(a_medicine(legal_class="GSL"))): 1})
    Line.objects.filter(order=order).update(approved_quantity=1)
    check_now()


@pytest.mark.parametrize(("units", "price", "rule"), [(60, "52.00", ""), (60, "104.01", "cost_no")])
def test_packs_that_replace_others_cost_no_more(order, units, price, rule):
    line = order.lines.get()
    decided(order, 0, outcome="replaced", units=units, item=prescribed(order))
    Line.objects.filter(pk=line.pk).update(approved_quantity=0)
    if rule:
        with refused(f"replacing_packs_{rule}_more"):
            replaced_by(line, units, price)
    else:
        replaced_by(line, units, price)


def test_packs_a_pharmacist_chose_are_not_decided_themselves(order):
    line, item = order.lines.get(), prescribed(order)
    decided(order, 0, outcome="replaced", units=60, item=item)
    Line.objects.filter(pk=line.pk).update(approved_quantity=0)
    chosen = replaced_by(line, 60, "52.00")
    with refused("decided_is_what_was_ordered"):
        decided(order, 1, line=chosen, units=60, item=item)


def test_packs_that_replace_others_are_of_the_same_dosage(order):
    line = order.lines.get()
    decided(order, 0, outcome="replaced", units=60, item=prescribed(order))
    Line.objects.filter(pk=line.pk).update(approved_quantity=0)
    with refused("replacing_packs_cost_no_more"):
        replaced_by(line, 60, "52.00", dosage=a_dosage(line.dosage.medicine, "25mg"))


@pytest.mark.parametrize("deed", ["UPDATE {} SET by_id = by_id", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.parametrize("table", ["prescriptions_decision", "prescriptions_fileview"])
def test_decisions_and_looks_are_only_added_to(order, deed, table):
    decided(order, item=prescribed(order))
    file = a_file(order.patient)
    FileView.objects.create(file=file, page=1, by=a_user())
    check_now()
    with refused("only ever added"), connection.cursor() as cursor:
        cursor.execute(deed.format(table) + (" CASCADE" if "TRUNCATE" in deed else ""))
