"""A dispensed order goes on its way, arrives, or comes back and is destroyed."""

from decimal import Decimal

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from catalog.models import Dosage
from checkout.order import repairs
from checkout.order.actions import CannotDecide
from checkout.order.models import Dispatch, Order, TakenBack
from checkout.order.page.order_page import order_page
from checkout.order.shelf import sending
from checkout.order.shelf.dispensing import dispense
from pharmacy.management.commands.remove_demo import remove_demo_orders
from tests.catalog.test_constraints import check_deferred_constraints, written
from tests.checkout.payment.at_once import by_many
from tests.checkout.payment.purchases import an_order, held, paid
from tests.checkout.shopping import Pharmacist, attempt_of, let_the_worker_work, refreshed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]


def dispensed(sandbox, packs=1):
    order = paid(sandbox, an_order(packs=packs))
    dispense(order, by=None, now=timezone.now())
    return refreshed(order)


def ship(order, by=None):
    sending.ship(order, by=by, now=timezone.now(), carrier="Royal Mail", tracking="AB 123 GB")
    return refreshed(order)


def come_back(order, packs=1, reason="Wrong address", by=None):
    back = {order.lines.get().pk: packs}
    sending.take_back(order, by=by, now=timezone.now(), packs=back, reason=reason)


def test_who_waits_is_mailed_how_to_follow_the_parcel_and_no_medicine_is_named(sandbox):
    clerk = Pharmacist().user
    order = ship(dispensed(sandbox), by=clerk)
    assert order.status == "shipped"
    [sent] = order.dispatches.all()
    assert (sent.by, sent.carrier) == (clerk, "Royal Mail")
    moved = order.status_changes.get(new_status="shipped")
    assert (moved.by, moved.reason) == (clerk, "Royal Mail, AB 123 GB")

    mail.outbox.clear()
    let_the_worker_work()
    [letter] = mail.outbox
    assert letter.subject == f"Your order {order.number} is on its way"
    assert "Royal Mail, AB 123 GB." in letter.body
    line = order.lines.get()
    for text in (letter.subject, letter.body, letter.alternatives[0][0]):
        assert line.medicine_name not in text


def test_the_patients_page_says_how_it_was_sent_and_that_it_arrived(sandbox):
    order = ship(dispensed(sandbox))
    sent = order_page(order, now=timezone.now())["timeline"][-1]
    assert (sent.title, sent.note) == ("Sent", "Royal Mail, AB 123 GB")
    sending.deliver(order, by=None, now=timezone.now())
    assert order_page(refreshed(order), now=timezone.now())["timeline"][-1].title == "Delivered"


@pytest.mark.parametrize("stands", ["held", "paid", "shipped", "delivered"])
def test_only_what_is_dispensed_is_shipped(sandbox, stands):
    order = {"held": held, "paid": paid}.get(stands, dispensed)(sandbox)
    if stands in ("shipped", "delivered"):
        ship(order)
    if stands == "delivered":
        sending.deliver(order, by=None, now=timezone.now())
    with pytest.raises(CannotDecide, match="only what is dispensed is shipped"):
        ship(order)
    assert Dispatch.objects.count() == (stands in ("shipped", "delivered"))


def test_a_mistyped_number_is_corrected_and_mailed_once(sandbox):
    order = ship(dispensed(sandbox))
    let_the_worker_work()
    mail.outbox.clear()
    right = {"by": None, "now": timezone.now(), "carrier": "Royal Mail", "tracking": "AB 124 GB"}
    sending.correct_dispatch(order, **right)
    with pytest.raises(CannotDecide, match="has this carrier and number already"):
        sending.correct_dispatch(order, **right)
    let_the_worker_work()
    [letter] = mail.outbox
    assert "Royal Mail, AB 124 GB." in letter.body
    assert "AB 123 GB" not in letter.body
    sent = order_page(refreshed(order), now=timezone.now())["timeline"][-1]
    assert sent.note == "Royal Mail, AB 124 GB"
    assert order.dispatches.count() == 2


@pytest.mark.parametrize("stands", ["dispensed", "delivered"])
def test_only_while_it_is_on_its_way_the_number_is_corrected(sandbox, stands):
    order = dispensed(sandbox)
    if stands == "delivered":
        sending.deliver(ship(order), by=None, now=timezone.now())
    with pytest.raises(CannotDecide, match="on its way"):
        sending.correct_dispatch(order, by=None, now=timezone.now(), carrier="DHL", tracking="1")
    assert Dispatch.objects.count() == (stands == "delivered")


@pytest.mark.parametrize("stands", ["paid", "dispensed"])
def test_only_what_is_shipped_is_delivered(sandbox, stands):
    order = {"paid": paid, "dispensed": dispensed}[stands](sandbox)
    with pytest.raises(CannotDecide, match="only what is shipped is delivered"):
        sending.deliver(order, by=None, now=timezone.now())
    assert refreshed(order).status == stands


def test_what_a_bank_says_after_it_was_dispensed_keeps_it_here(sandbox):
    order = dispensed(sandbox)
    order.attempts.update(needs_attention="The bank asks about 56.95 USD.")
    with pytest.raises(CannotDecide, match="The bank asks"):
        ship(order)
    assert refreshed(order).status == "dispensed"


def test_what_was_given_back_whole_is_not_sent(sandbox):
    order = dispensed(sandbox)
    all_of_it = {"amount": Decimal("56.95"), "reason": "Asked", "by": None}
    repairs.refund(attempt_of(order), now=timezone.now(), **all_of_it)
    with pytest.raises(CannotDecide, match="Nothing of it is left"):
        ship(order)


@pytest.mark.django_db(transaction=True)
def test_who_ships_at_once_ships_once(sandbox):
    order = dispensed(sandbox)
    told = by_many(lambda _: ship(order), times=4)
    assert sum(isinstance(word, CannotDecide) for word in told) == 3
    assert order.outbox.filter(parameters__mail="on_its_way").count() == 1


# --- what comes back ------------------------------------------------------------------------------


@pytest.mark.parametrize("stands", ["dispensed", "shipped", "delivered"])
def test_what_comes_back_is_written_down_and_never_sold_again(sandbox, stands):
    order, clerk = dispensed(sandbox, packs=2), Pharmacist().user
    if stands != "dispensed":
        ship(order)
    if stands == "delivered":
        sending.deliver(order, by=None, now=timezone.now())
    before = Dosage.objects.values().get()
    come_back(order, 2, by=clerk)

    row = TakenBack.objects.get()
    assert (row.packs, row.reason, row.by) == (2, "Wrong address", clerk)
    assert Dosage.objects.values().get() == before
    assert refreshed(order).status == stands
    note = order.notes.get()
    assert note.message.startswith("2 packs came back and were destroyed: ")
    assert note.message.endswith(" Wrong address")


def test_no_more_comes_back_than_was_sent(sandbox):
    order = dispensed(sandbox, packs=2)
    come_back(order)
    with pytest.raises(CannotDecide, match="at most 1 can come back"):
        come_back(order, 2)
    come_back(order)
    with pytest.raises(CannotDecide, match="at most 0 can come back"):
        come_back(order)
    assert TakenBack.objects.count() == 2


@pytest.mark.parametrize("what", ["nothing", "none of it", "a line of another order"])
def test_what_comes_back_are_packs_of_this_order(sandbox, what):
    order, other = dispensed(sandbox), dispensed(sandbox)
    own, foreign = order.lines.get().pk, other.lines.get().pk
    packs = {"nothing": {}, "none of it": {own: 0}}.get(what, {own: 1, foreign: 1})
    with pytest.raises(CannotDecide, match="how many packs of this order came back"):
        sending.take_back(order, by=None, now=timezone.now(), packs=packs, reason="Wrong address")
    assert not TakenBack.objects.exists()


def test_nothing_comes_back_that_never_left(sandbox):
    order = paid(sandbox)
    with pytest.raises(CannotDecide, match="has left the shelf"):
        come_back(order)


@pytest.mark.django_db(transaction=True)
def test_what_two_write_down_at_once_is_counted_once(sandbox):
    order = dispensed(sandbox)
    told = by_many(lambda _: come_back(order), times=4)
    assert sum(isinstance(word, CannotDecide) for word in told) == 3
    assert TakenBack.objects.get().packs == 1


# --- the database has the last word ---------------------------------------------------------------


def taken_back(order, **values):
    row = {"line": order.lines.get(), "packs": 1, "reason": "Wrong", "at": timezone.now()}
    return TakenBack.objects.create(**{**row, **values})


def test_the_database_takes_no_more_back_than_was_sent(sandbox):
    order = dispensed(sandbox, packs=2)
    taken_back(order)
    with pytest.raises(IntegrityError, match="would come back than were sent"):
        written(lambda: taken_back(order, packs=2))
    other = paid(sandbox)
    with pytest.raises(IntegrityError, match="would come back than were sent"):
        written(lambda: taken_back(other))


@pytest.mark.parametrize("values", [{"packs": 0}, {"reason": ""}])
def test_what_came_back_has_packs_and_a_reason(sandbox, values):
    order = dispensed(sandbox)
    with pytest.raises(IntegrityError, match="taken_back_packs_and_why"):
        written(lambda: taken_back(order, **values))


def test_an_order_is_shipped_with_its_tracking_number(sandbox):
    order = dispensed(sandbox)
    check_deferred_constraints()
    with pytest.raises(IntegrityError, match="Nobody has written down how"):
        written(lambda: Order.objects.filter(pk=order.pk).update(status="shipped"))
    for blank in ({"carrier": "", "tracking": "1"}, {"carrier": "A", "tracking": ""}):
        with pytest.raises(IntegrityError, match="dispatch_can_be_tracked"), transaction.atomic():
            Dispatch.objects.create(order=order, at=timezone.now(), **blank)


@pytest.mark.parametrize("table", ["order_dispatch", "order_takenback"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET at = now()", "DELETE FROM {}", "TRUNCATE {}"])
def test_what_was_sent_and_what_came_back_is_only_ever_added(sandbox, table, statement):
    order = ship(dispensed(sandbox))
    come_back(order)
    Order.objects.update(is_demo=False)
    check_deferred_constraints()
    with pytest.raises(IntegrityError, match="only ever added"), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


def test_a_demos_order_that_was_sent_goes_with_the_demo(sandbox):
    order = ship(dispensed(sandbox))
    come_back(order)
    check_deferred_constraints()
    assert remove_demo_orders() == 1
    assert Dispatch.objects.count() == TakenBack.objects.count() == 0
