"""An order leaves the shelf out of lots: the first to expire, or others that somebody chose."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.timezone import localdate

from catalog.lots import actions as lots
from catalog.lots.allocating import Taken
from catalog.lots.models import Lot
from catalog.models import Dosage
from checkout.order.actions import CannotDecide
from checkout.order.models import DispensedLot, Order
from checkout.order.shelf.dispensing import dispense
from checkout.running.loops import work_on_money
from pharmacy.management.commands.remove_demo import remove_demo_orders
from tests.catalog.test_constraints import check_deferred_constraints, written
from tests.checkout.payment.at_once import by_many
from tests.checkout.payment.purchases import held, paid
from tests.checkout.prescriptions import deciding
from tests.checkout.shopping import a_placed_order, let_the_worker_work, refreshed
from tests.factories import a_dosage, a_lot, a_medicine, a_pack, put_on_the_shelf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]


def an_order_of_two_lines(sandbox):
    """120 pills of 60 and 90 of 90, out of one jar."""
    dosage = a_dosage(a_medicine("Baclofen"), units_on_hand=0)
    a_lot(dosage, 100, "LATER", expires_in_days=300)
    a_lot(dosage, 130, "SOON", expires_in_days=40)
    return paid(sandbox, a_placed_order({a_pack(dosage): 2, a_pack(dosage, 90, "68.00"): 1}))


def taken(order):
    rows = DispensedLot.objects.filter(line__order=order).order_by("pk")
    return list(rows.values_list("line__units", "lot__number", "units"))


def left():
    return dict(Lot.objects.values_list("number", "units"))


def refused(order, **values):
    before = left(), list(Dosage.objects.values("units_on_hand", "units_reserved", "units_short"))
    with pytest.raises(CannotDecide) as refusal:
        dispense(order, by=None, now=timezone.now(), **values)
    assert refreshed(order).status == "paid"
    assert not DispensedLot.objects.exists()
    pools = list(Dosage.objects.values("units_on_hand", "units_reserved", "units_short"))
    assert (left(), pools) == before
    return str(refusal.value)


def test_what_expires_first_goes_first_and_a_line_may_come_out_of_two_lots(sandbox):
    order = an_order_of_two_lines(sandbox)
    dispense(order, by=None, now=timezone.now())
    assert taken(order) == [(60, "SOON", 120), (90, "SOON", 10), (90, "LATER", 80)]
    assert left() == {"SOON": 0, "LATER": 20}
    assert {row.dispensed_on for row in DispensedLot.objects.all()} == {localdate()}
    assert Dosage.objects.get().units_in_lots == 20


def test_whoever_stands_at_the_shelf_may_take_others(sandbox):
    order = an_order_of_two_lines(sandbox)
    first, second = order.lines.order_by("pk")
    soon, later = (Lot.objects.get(number=number).pk for number in ("SOON", "LATER"))
    chosen = [Taken(first.pk, soon, 120), Taken(second.pk, later, 90)]
    dispense(order, by=None, now=timezone.now(), chosen=chosen)
    assert left() == {"SOON": 10, "LATER": 10}


def test_what_is_chosen_has_to_be_what_was_approved(sandbox):
    order = an_order_of_two_lines(sandbox)
    first, second = order.lines.order_by("pk")
    soon = Lot.objects.get(number="SOON").pk
    chosen = [Taken(first.pk, soon, 60)]
    said = refused(order, chosen=chosen)
    assert "Take 120 for this line: these come to 60." in said
    assert "Take 90 for this line: these come to 0." in said
    assert refused(order, chosen=[Taken(first.pk, soon, 120), Taken(second.pk, soon, 90)])


def test_only_what_was_approved_leaves(sandbox, pharmacist):
    dosage = a_dosage()
    order = held(sandbox, a_placed_order({a_pack(dosage): 3}))
    line = order.lines.get()
    deciding.approve(order, by=pharmacist.user, quantities={line.pk: 2})
    let_the_worker_work()
    dispense(order, by=None, now=timezone.now())
    assert [units for _, _, units in taken(order)] == [120]


def test_what_expires_between_approval_and_shelf_is_given_to_nobody(sandbox):
    """The worker withdraws it; until goods come, the order waits and says what for."""
    order = an_order_of_two_lines(sandbox)
    in_fifty_days = timezone.now() + timedelta(days=50)
    while work_on_money(in_fifty_days):
        pass
    assert Lot.objects.get(number="SOON").withdrawn_because == "expired"
    pool = Dosage.objects.get()
    assert (pool.units_in_lots, pool.units_reserved, pool.units_short) == (100, 210, 110)
    words = "Baclofen 10\u00a0mg: 110\u00a0pills short on the shelf, receive more first."
    assert refused(order) == words

    a_lot(pool, 110, "FRESH")
    dispense(order, by=None, now=timezone.now())
    pool.refresh_from_db()
    assert (pool.units_on_hand, pool.units_reserved, pool.units_short) == (0, 0, 0)


def test_a_lot_on_its_last_day_is_not_taken_though_no_worker_has_seen_it(sandbox):
    order = an_order_of_two_lines(sandbox)
    with pytest.raises(CannotDecide, match="short on the shelf"):
        dispense(order, by=None, now=timezone.now() + timedelta(days=40))
    assert refreshed(order).status == "paid"


def test_an_order_waits_for_a_lot_that_was_recalled(sandbox):
    order = an_order_of_two_lines(sandbox)
    soon = Lot.objects.get(number="SOON")
    chosen = [Taken(line.pk, soon.pk, line.units * line.quantity) for line in order.lines.all()]
    recalled = Lot.Because.RECALLED
    lots.withdraw(soon, because=recalled, reason="Recall 4", by=None, now=timezone.now())
    assert "110\u00a0pills short" in refused(order)
    put_on_the_shelf(500)
    assert "not to be given out any more" in refused(order, chosen=chosen)


@pytest.mark.django_db(transaction=True)
def test_of_two_orders_for_the_last_lot_none_takes_the_others(sandbox):
    dosage = a_dosage(units_on_hand=120)
    pack = a_pack(dosage)
    orders = [paid(sandbox, a_placed_order({pack: 1})) for _ in range(2)]
    told = by_many(lambda n: dispense(orders[n], by=None, now=timezone.now()), times=2)
    assert told == [None, None]
    assert list(left().values()) == [0]
    assert sum(units for order in orders for _, _, units in taken(order)) == 120


@pytest.mark.django_db(transaction=True)
def test_who_dispenses_while_the_lot_is_recalled_takes_it_or_is_told(sandbox):
    order = paid(sandbox)
    lot = Lot.objects.get()
    deeds = [
        lambda: dispense(order, by=None, now=timezone.now()),
        lambda: lots.withdraw(
            lot, because=Lot.Because.RECALLED, reason="Recall", by=None, now=timezone.now()
        ),
    ]
    told = [str(word) for word in by_many(lambda n: deeds[n](), times=2) if word]
    lot.refresh_from_db()
    dispensed = refreshed(order).status == "dispensed"
    assert lot.withdrawn_at
    assert lot.units == (940 if dispensed else 1000)
    assert bool(told) != dispensed


# --- the database has the last word ---------------------------------------------------------------


def written_down(order, **values):
    """A row as the action writes it, but for what is given."""
    line, lot = order.lines.first(), Lot.objects.first()
    row = {"line": line, "lot": lot, "units": 60, "dispensed_on": localdate(), **values}
    return DispensedLot.objects.create(**row)


def moved_without_rows(order):
    Order.objects.filter(pk=order.pk).update(status="dispensed")


@pytest.mark.parametrize(
    ("gone", "values"),
    [
        ("expired", {"expires_on": -1}),
        ("expires today", {"expires_on": 0}),
        ("withdrawn", {"withdrawn_at": timezone.now(), "withdrawn_because": "recalled"}),
    ],
)
def test_no_unusable_lot_is_written_down(sandbox, gone, values):
    order = paid(sandbox)
    if "expires_on" in values:
        bad = a_lot(Dosage.objects.get(), 60, expires_in_days=values["expires_on"])
    else:
        bad = a_lot(Dosage.objects.get(), 0)
        Lot.objects.filter(pk=bad.pk).update(**values)
    with pytest.raises(IntegrityError, match="is not to be given out"), transaction.atomic():
        written_down(order, lot=bad)


def test_no_day_is_made_up_to_get_round_an_expiry(sandbox):
    order = paid(sandbox)
    bad = a_lot(Dosage.objects.get(), 60, expires_in_days=-5)
    long_ago = localdate() - timedelta(days=10)
    with pytest.raises(IntegrityError, match="is not to be given out"), transaction.atomic():
        written_down(order, lot=bad, dispensed_on=long_ago)


def test_no_line_is_given_a_lot_of_another_dosage(sandbox):
    order = paid(sandbox)
    other = a_dosage().lots.get()
    with pytest.raises(IntegrityError, match="is not to be given out"), transaction.atomic():
        written_down(order, lot=other)


def test_a_line_takes_a_lot_once_and_no_nothing(sandbox):
    order = paid(sandbox)
    dispense(order, by=None, now=timezone.now())
    check_deferred_constraints()
    with pytest.raises(IntegrityError, match="line_takes_a_lot_once"), transaction.atomic():
        written_down(order)
    more = a_lot(Dosage.objects.get(), 60)
    with pytest.raises(IntegrityError, match="dispensed_lot_has_units"), transaction.atomic():
        written_down(order, lot=more, units=0)


@pytest.mark.parametrize(
    "write",
    [
        moved_without_rows,
        lambda order: (moved_without_rows(order), written_down(order, units=59)),
        lambda order: (moved_without_rows(order), written_down(order, units=61)),
        written_down,
    ],
    ids=["no lots", "too few", "too many", "not dispensed"],
)
def test_what_left_is_what_was_approved_whoever_writes(sandbox, write):
    order = paid(sandbox)
    with pytest.raises(IntegrityError, match="other units have left the shelf"):
        written(lambda: write(order))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE order_dispensedlot SET units = 7",
        "DELETE FROM order_dispensedlot",
        "TRUNCATE order_dispensedlot",
    ],
)
def test_what_left_the_shelf_is_only_ever_added(sandbox, statement):
    order = paid(sandbox)
    dispense(order, by=None, now=timezone.now())
    Order.objects.update(is_demo=False)
    check_deferred_constraints()
    with pytest.raises(IntegrityError, match="only ever added"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_lot_that_somebody_got_is_never_deleted(sandbox):
    dispense(paid(sandbox), by=None, now=timezone.now())
    lot = Lot.objects.get()
    with pytest.raises(IntegrityError):
        written(lambda: Lot.objects.filter(pk=lot.pk)._raw_delete("default"))


def test_a_demos_order_goes_with_the_demo(sandbox):
    order = paid(sandbox)
    dispense(order, by=None, now=timezone.now())
    check_deferred_constraints()
    assert remove_demo_orders() == 1
    assert not DispensedLot.objects.exists()
